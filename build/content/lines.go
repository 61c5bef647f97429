// Package content converts content line by line, for migrations and for suites
// that check the conversions: JSON lines in, JSON lines out. It knows nothing
// of BBCode or HTML; an Engine runs the core that does.
package content

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"deskside/shared/core/compose"
	"deskside/shared/words/print"
)

// MaxLine is the longest line that is read, in bytes.
const MaxLine = 64 << 20

// question is one line of the input.
type question struct {
	ID json.RawMessage `json:"id"`
	Op string          `json:"op"`
	In *string         `json:"in"`
}

// answer is one line of the output: Out or Error.
type answer struct {
	ID     json.RawMessage `json:"id"`
	Out    *string         `json:"out,omitempty"`
	Losses *[]loss         `json:"losses,omitempty"`
	More   int             `json:"more,omitempty"`
	Error  string          `json:"error,omitempty"`
}

// loss is compose.Loss as it is written. Outcome and What are for programs, Detail
// and Sentence for people, in their language; Of may be a kind of node.
type loss struct {
	Outcome  string `json:"outcome"`
	What     string `json:"what"`
	Name     string `json:"name,omitempty"`
	Of       string `json:"of,omitempty"`
	Detail   string `json:"detail,omitempty"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Sentence string `json:"sentence"`
}

// Run answers each line of in with one line of out, in order, each written out
// before the next is read. A line that cannot be answered gets an error and
// does not stop it; empty lines are passed over. losses adds what did not come
// through, in the language that getenv has of the environment. Run returns when in ends, or an error of in or out.
func Run(engine Engine, losses bool, getenv func(name string) string, in io.Reader, out io.Writer) error {
	p := print.Local(getenv)
	lines := bufio.NewReaderSize(in, 1<<20)
	var written bytes.Buffer
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	first := true
	for {
		line, long, err := readLine(lines)
		if err != nil && err != io.EOF {
			return fmt.Errorf("reading lines: %w", err)
		}
		if first {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
			first = false
		}
		if line = bytes.TrimSpace(line); len(line) > 0 || long {
			a := answer{ID: json.RawMessage("null"), Error: fmt.Sprintf("the line is longer than %d bytes: split it", MaxLine)}
			if !long {
				a = reply(engine, losses, p, line)
			}
			written.Reset()
			if err := encoder.Encode(a); err != nil {
				return err
			}
			if _, err := out.Write(written.Bytes()); err != nil {
				return fmt.Errorf("writing lines: %w", err)
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// readLine reads up to a line feed or the end. A line longer than MaxLine is
// read over, and long is true.
func readLine(r *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > MaxLine; !long {
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return line, long, err
		}
	}
}

func reply(engine Engine, losses bool, p print.Printer, line []byte) answer {
	var q question
	err := json.Unmarshal(line, &q)
	a := answer{ID: q.ID}
	if len(a.ID) == 0 {
		a.ID = json.RawMessage("null")
	}
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &mistyped) && mistyped.Field != "":
		a.Error = fmt.Sprintf("%q is no %s: give a string", mistyped.Field, mistyped.Type)
	case err != nil:
		a.Error = "the line is no JSON object: " + err.Error()
	case q.In == nil:
		a.Error = `"in" is missing: give the content as a string`
	default:
		result, err := run(engine, p, compose.ConvertArgs{Op: q.Op, In: *q.In, Report: losses})
		if err != nil {
			a.Error = err.Error()
			break
		}
		a.Out = &result.Out
		if losses {
			list := make([]loss, len(result.Losses))
			for i := range result.Losses {
				list[i] = told(p, &result.Losses[i])
			}
			a.Losses, a.More = &list, result.More
		}
	}
	return a
}

func told(p print.Printer, l *compose.Loss) loss {
	detail := l.Instead
	if why, ok := reasons[l.Why]; ok {
		detail = p.Say(why)
	}
	return loss{l.Outcome, l.What, l.Name, cmp.Or(l.Of, l.In), detail, l.Line, l.Column, l.Start, l.End, p.Say(sentence(l))}
}
