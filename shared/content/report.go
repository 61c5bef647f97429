package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/buffer"
)

// MaxLosses is how many losses a Report keeps; what comes after is counted.
const MaxLosses = 100

// Report collects what did not come through a conversion: readers tell it what of the source the
// document does not hold, printers what of the document their language cannot say. White space,
// the order of misnested formatting and formatting that changes nothing are no losses.
//
// A nil Report takes nothing and costs nothing. A Report is for one source.
type Report struct {
	// Losses are in the order of the source once Place has run.
	Losses []Loss
	// More counts the losses beyond MaxLosses.
	More int
}

// Outcome is what became of something lost.
type Outcome uint8

const (
	// Dropped is gone, with what was in it.
	Dropped Outcome = iota
	// Unwrapped is gone, but the text in it is there.
	Unwrapped
	// Refused is a value that is not allowed; Why says why not.
	Refused
	// Literal is markup that stands in the result as the text it was written as.
	Literal
	// Changed is there in another form; Why or Instead says in which.
	Changed
)

// Name is the outcome in one word, for machines.
func (o Outcome) Name() string {
	if o > Changed {
		return ""
	}
	return outcomeNames[o]
}

var outcomeNames = [...]string{"dropped", "unwrapped", "refused", "literal", "changed"}

// Loss is one thing that a result lacks or has otherwise.
type Loss struct {
	Outcome Outcome
	// What is the sort of thing: "attribute", "element", "tag", "style", "address", "table" …
	What string
	// Name is the thing itself as the source has it: "onclick", "javascript:alert(1)"; "" where What
	// says it all. Add shortens it.
	Name string
	// Of is the element or tag that it belongs to, "" for none or where In says it.
	Of string
	// In is the kind of node that it belongs to, Root for none.
	In Kind
	// Why is the reason, or for Changed what is there instead, unless that is a value: Instead.
	Why     Reason
	Instead string
	// Start and End are the byte offsets in the source.
	Start, End int
	// Line and Column count from 1, columns in characters; 0 before Place.
	Line, Column int
}

const maxLossName = 60

// Add takes a loss.
func (r *Report) Add(l Loss) {
	if r == nil {
		return
	}
	if len(r.Losses) == MaxLosses {
		r.More++
		return
	}
	l.Name, l.Of = Short(l.Name), Short(l.Of)
	l.End = max(l.Start, l.End)
	r.Losses = append(r.Losses, l)
}

// Short is a piece of a source as people are shown it: on one line, without what cannot be seen, of at most maxLossName bytes.
func Short(s string) string {
	var b buffer.Buffer
	cut := len(s) > 4*maxLossName
	if cut {
		s = s[:4*maxLossName]
	}
	writeWords(&b, s)
	if len(b) > maxLossName {
		cut = true
		b = b[:maxLossName]
	}
	if !cut {
		return string(b)
	}
	for len(b) > 0 {
		if r, n := utf8.DecodeLastRune(b); n != 1 || r != utf8.RuneError {
			break
		}
		b = b[:len(b)-1]
	}
	return string(b) + "…"
}

// Place puts the losses in the order of the source and gives them lines and columns. src is what
// was read.
func (r *Report) Place(src string) {
	if r == nil {
		return
	}
	for i := 1; i < len(r.Losses); i++ {
		l := r.Losses[i]
		j := i
		for ; j > 0 && r.Losses[j-1].Start > l.Start; j-- {
			r.Losses[j] = r.Losses[j-1]
		}
		r.Losses[j] = l
	}
	line, column, at := 1, 1, 0
	for i := range r.Losses {
		l := &r.Losses[i]
		for ; at < l.Start && at < len(src); at++ {
			switch {
			case src[at] == '\n':
				line, column = line+1, 1
			case utf8.RuneStart(src[at]):
				column++
			}
		}
		l.Line, l.Column = line, column
	}
}

// Empty tells that everything came through.
func (r *Report) Empty() bool { return r == nil || len(r.Losses) == 0 }

// Node takes the loss of a node, or of what a language cannot say of it.
func (r *Report) Node(d *Document, id ID, o Outcome, why Reason) {
	n := &d.Nodes[id]
	r.Add(Loss{Outcome: o, What: n.Kind.Name(), Name: d.shown(id), Why: why, Start: int(n.Start), End: int(n.End)})
}

// Align takes the loss of a paragraph's alignment, if it has one.
func (r *Report) Align(d *Document, id ID) {
	if a := d.Align(id); a != AlignDefault {
		n := &d.Nodes[id]
		r.Add(Loss{Outcome: Dropped, What: "alignment", Name: a.Name(), In: n.Kind, Start: int(n.Start), End: int(n.End)})
	}
}

// shown is what a person knows a node by, "" for most.
func (d *Document) shown(id ID) string {
	switch d.Kind(id) {
	case Image:
		return d.URL(id).String()
	case Mention, Attachment, Spoiler:
		return d.Text(id)
	case Color:
		return d.RGB(id).Hex()
	case Size:
		return d.Step(id).Keyword()
	case Font:
		return d.Family(id).Name()
	}
	return ""
}

// Characters reports the bytes of a source that no document holds: control characters, and bytes
// that are not UTF-8.
func (r *Report) Characters(src string) {
	if r == nil {
		return
	}
	for i := 0; i < len(src); {
		c := src[i]
		if ' ' <= c && c < 0x7f {
			i++
			continue
		}
		u, n := utf8.DecodeRuneInString(src[i:])
		switch {
		case u == utf8.RuneError && n == 1:
			r.Add(Loss{Outcome: Changed, What: "byte that is not UTF-8", Instead: "U+FFFD", Start: i, End: i + 1})
		case unprintable(u):
			r.Add(Loss{Outcome: Dropped, What: "control character", Name: codePoint(u), Start: i, End: i + n})
		}
		i += n
	}
}

// unprintable tells the control characters that are no white space.
func unprintable(r rune) bool {
	switch r {
	case '\n', '\t', '\r', '\f':
		return false
	}
	return r < ' ' || 0x7f <= r && r < 0xa0
}

// codePoint names a character of at most four hexadecimal digits as U+001F.
func codePoint(r rune) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{'U', '+', digits[r>>12&0xf], digits[r>>8&0xf], digits[r>>4&0xf], digits[r&0xf]})
}
