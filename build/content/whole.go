package content

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"deskside/shared/core/compose"
	"deskside/shared/words/print"
)

// Whole converts all of in by one operation. What did not come through is told to told, a sentence a line, in
// the language that getenv has of the environment; nil for nobody.
func Whole(engine Engine, op string, getenv func(name string) string, in io.Reader, out, told io.Writer) error {
	src, err := io.ReadAll(io.LimitReader(in, MaxLine+1))
	if err != nil {
		return fmt.Errorf("reading content: %w", err)
	}
	switch {
	case len(src) > MaxLine:
		return fmt.Errorf("the content is longer than %d bytes: split it", MaxLine)
	case !utf8.Valid(src):
		return errors.New("the content is not UTF-8: convert it first, with iconv for example")
	}
	p := print.Local(getenv)
	result, err := run(engine, p, compose.ConvertArgs{Op: op, In: string(src), Report: told != nil})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, result.Out); err != nil {
		return fmt.Errorf("writing content: %w", err)
	}
	for i := range result.Losses {
		fmt.Fprintln(told, p.Say(sentence(&result.Losses[i])))
	}
	if result.More > 0 {
		fmt.Fprintf(told, "+ %d\n", result.More)
	}
	return nil
}
