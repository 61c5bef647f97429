package text

import (
	"deskside/shared/content"
)

// Parse reads plain text, that of mail above all: a line end is a line break, an empty line a new
// paragraph, and addresses are links. Lines that start with > are quoted (RFC 3676, section 4.5), with
// the line that introduces them; what else of a mail a reader folds is found as in HTML.
func Parse(src string) *content.Document {
	r := reader{src: src}
	r.b.Reset(true)
	r.b.Expect(len(src))
	for r.at < len(src) {
		r.line()
	}
	r.level(0)
	r.b.FoldMail(len(src))
	return r.b.Document(len(src))
}

const maxQuotes = 12

type reader struct {
	b     content.Builder
	src   string
	at    int
	marks [maxQuotes]int
	depth int // quotes that are open
}

// next gives the bounds of the line at a place without its line end, how deep it is quoted, where its
// text starts, and the place after it.
func (r *reader) next(at int) (text, end, depth, after int) {
	end = at
	for end < len(r.src) && r.src[end] != '\n' {
		end++
	}
	after = min(end+1, len(r.src))
	text = at
	for i := at; i < end; i++ {
		if r.src[i] == '>' {
			depth++
			text = i + 1
		} else if r.src[i] != ' ' || i > text {
			break
		}
	}
	if text < end && depth > 0 && r.src[text] == ' ' {
		text++
	}
	return text, end, min(depth, maxQuotes), after
}

func (r *reader) line() {
	text, end, depth, after := r.next(r.at)
	if depth != r.depth {
		r.level(depth)
	}
	r.b.Text(r.src[text:end], text)
	if after > end {
		r.b.Text("\n", end)
	}
	r.at = after
}

// level opens and closes quotes.
func (r *reader) level(depth int) {
	for r.depth > depth {
		r.depth--
		r.b.CloseTo(r.marks[r.depth], r.at)
	}
	for r.depth < depth {
		r.marks[r.depth] = r.b.Open(content.Block{Kind: content.Quote, Flags: content.Folded, Mail: true}, r.at)
		r.depth++
	}
	r.b.EndParagraph(r.at)
}
