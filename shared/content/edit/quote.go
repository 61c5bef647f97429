package edit

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/text"
)

// Format is what a source is written in.
type Format uint8

const (
	BBCode Format = iota
	HTML
	Plain
)

// Quotation is something to quote.
type Quotation struct {
	Source string
	Format Format
	// Author, Date and Ref say whose it is, as they are to be read; each may be "".
	Author, Date, Ref string
	// Depth is how many quotes may stand in each other, the new one included; what is quoted deeper is
	// left out. 0 is for 2.
	Depth int
}

// BBCode is the quotation as source of its own. Signatures and earlier mail that a reader would fold
// are left out with the quotes that are too deep.
func (q Quotation) BBCode() string {
	depth := q.Depth
	if depth < 1 {
		depth = 2
	}
	d := read(q.Source, q.Format, content.URL{})
	var b content.Builder
	b.Reset(false)
	source := d
	b.Copy(source, func(id content.ID) content.Fate {
		switch n := &source.Nodes[id]; n.Kind {
		case content.Signature:
			return content.Drop
		case content.Quote:
			if n.Flags&content.Folded != 0 || b.Within(content.Quote) >= depth-1 {
				return content.Drop
			}
		}
		return content.Keep
	})
	d = b.Document(len(q.Source))
	if d.Empty() {
		return ""
	}
	return string(bbcode.AppendQuote(nil, d, q.Author, q.Date, q.Ref))
}

func read(src string, format Format, base content.URL) *content.Document {
	switch format {
	case HTML:
		r := html.Mail()
		r.Base = base
		return r.Read(src)
	case Plain:
		return text.Parse(src)
	}
	r := bbcode.Reader{Base: base}
	return r.Read(src)
}

// Quote puts a quotation behind the selection, on lines of its own, with the caret on the line behind
// it.
func (f Field) Quote(q Quotation) Edit {
	d := open(f)
	return d.source(q.BBCode(), true)
}

// Pasted is what a paste puts, and what of it was left out.
type Pasted struct {
	Edit
	// Images counts images that were in the clipboard itself: they have no address and cannot be sent
	// as text.
	Images int
}

// Paste puts what a clipboard holds in the place of the selection: text, and the same as HTML where
// there is that, else "".
//
//   - An address pasted over a selection links it.
//   - HTML becomes BBCode: its links, lists, tables, emphasis and code, without fonts, without the
//     sizes and colours of a whole text, without what mail programs and word processors add.
//   - In code, and where there is no HTML, text is put as it is.
func (f Field) Paste(plain, page string, base content.URL) Pasted {
	d := open(f)
	inCode := d.inRaw(d.start, d.end) >= 0
	if u, ok := Address(plain); ok && !inCode && visible(d.text[d.start:d.end]) {
		if _, other := Address(d.text[d.start:d.end]); !other {
			if e, err := f.Toggle(bbcode.NameURL, u.String()); err == nil {
				return Pasted{Edit: e}
			}
		}
	}
	out := Pasted{}
	insert := plain
	if page != "" && !inCode {
		var doc *content.Document
		doc, out.Images = clean(page, base)
		s := string(bbcode.AppendFragment(nil, doc))
		if s != "" || plain == "" || out.Images > 0 {
			insert = s
		}
	}
	d.given = len(insert)
	d.put(d.start, d.end, insert)
	end := d.start + len(insert)
	d.selectNew(end, end)
	out.Edit = d.close()
	return out
}

// Address is the address that a text is, and nothing else beside it.
func Address(s string) (content.URL, bool) { return content.Autolink(ascii.Trim(s)) }

// Clip is what a clipboard holds, as Paste puts it, for an editor that has no source; plain text is
// text in it, whatever it looks like. images counts those that have no address.
func Clip(plain, page string, base content.URL) (d *content.Document, images int) {
	if page != "" {
		if d, images = clean(page, base); !d.Empty() || plain == "" || images > 0 {
			return d, images
		}
	}
	var b content.Builder
	b.Reset(true)
	b.Text(plain, 0)
	return b.Document(len(plain)), images
}

// clean reads a page without what programs put around everything.
func clean(page string, base content.URL) (d *content.Document, images int) {
	doc := read(page, HTML, base)
	c := cleaner{d: doc}
	c.measure(0, 0)
	var b content.Builder
	b.Reset(false)
	b.Copy(doc, c.fate)
	return b.Document(len(page)), clipped(page)
}

// cleaner leaves out what word processors and mail programs put around everything: fonts, and sizes
// and colours that all of the text has.
type cleaner struct {
	d *content.Document
	// text counts characters, sized and coloured those with a size and a colour.
	text, sized, coloured int
}

const (
	inSize = 1 << iota
	inColor
)

func (c *cleaner) measure(parent content.ID, in int) {
	for id := c.d.First(parent); id != 0; id = c.d.Next(id) {
		inner := in
		switch c.d.Kind(id) {
		case content.Size:
			inner |= inSize
		case content.Color:
			inner |= inColor
		case content.Text:
			n := len(c.d.Text(id))
			c.text += n
			if in&inSize != 0 {
				c.sized += n
			}
			if in&inColor != 0 {
				c.coloured += n
			}
		}
		c.measure(id, inner)
	}
}

func (c *cleaner) fate(id content.ID) content.Fate {
	// Where nine in ten characters have it, it is not there to say something.
	switch k := c.d.Kind(id); {
	case k == content.Font,
		k == content.Size && c.sized*10 >= c.text*9,
		k == content.Color && c.coloured*10 >= c.text*9:
		return content.Unwrap
	}
	return content.Keep
}

// clipped counts the images of a page that are written into it.
func clipped(page string) int {
	n := 0
	for i := 0; i+5 < len(page); i++ {
		if page[i] != '<' || !ascii.Starts(page[i+1:], "img") {
			continue
		}
		for i++; i < len(page) && page[i] != '>'; i++ {
			if ascii.Starts(page[i:], "src=") {
				at := i + len("src=")
				for at < len(page) && (page[at] == '"' || page[at] == '\'' || page[at] == ' ') {
					at++
				}
				if ascii.Starts(page[at:], "data:") || ascii.Starts(page[at:], "file:") || ascii.Starts(page[at:], "blob:") {
					n++
				}
			}
		}
	}
	return n
}
