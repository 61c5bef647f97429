package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/buffer"
)

// Print gives a document as HTML. See Append.
func Print(d *content.Document) string { return string(Append(make([]byte, 0, d.Room()), d)) }

// Append appends a document as HTML, in UTF-8, without line ends between elements. Elements are p,
// h1 to h6, blockquote, cite, time, pre, code, ul, ol, li, table, tr, td, th, hr, details, summary,
// div, br, b, i, u, s, sub, sup, span, font, a and img. Links carry
// rel="noopener noreferrer nofollow ugc".
func Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, Buffer: dst}
	p.children(0)
	return p.Buffer
}

// Printer prints with options; the zero Printer prints as Append does.
type Printer struct {
	// Image gives the address that an image is loaded from, such as that of a proxy (package
	// imageproxy), or the zero URL to print a link to the image in its place (content.NoImage). Nil
	// leaves images where they are.
	Image func(content.URL) content.URL
	// Mention gives the text that stands for a person, where a reader knows people by other means
	// than an element.
	Mention func(id, name string) string
}

// Append appends a document as HTML, see Append.
func (o *Printer) Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, Buffer: dst, source: o.Image, person: o.Mention}
	p.children(0)
	return p.Buffer
}

type printer struct {
	buffer.Buffer
	d      *content.Document
	source func(content.URL) content.URL
	person func(id, name string) string
	linked bool // within a link
}

//go:noinline
func (p *printer) attr(name, value string) {
	p.String(" ")
	p.String(name)
	p.String(`="`)
	p.text(value)
	p.String(`"`)
}

//go:noinline
func (p *printer) number(name string, n int) {
	p.String(" ")
	p.String(name)
	p.String(`="`)
	p.Int(n)
	p.String(`"`)
}

// text puts text so that it stands for itself in an element and in a quoted attribute.
//
//go:noinline
func (p *printer) text(s string) {
	dst, done := p.Buffer, 0
	for i := 0; i < len(s); i++ {
		if s[i] > '>' {
			continue
		}
		c := s[i]
		if c != '&' && c != '<' && c != '>' && c != '"' {
			continue
		}
		if done < i {
			dst = append(dst, s[done:i]...)
		}
		done = i + 1
		switch c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		default:
			dst = append(dst, "&quot;"...)
		}
	}
	p.Buffer = append(dst, s[done:]...)
}

func (p *printer) children(parent content.ID) {
	previous := content.ID(0)
	for id := p.d.First(parent); id != 0; id = p.d.Next(id) {
		if p.d.Bare(parent, id, previous) {
			p.children(id)
		} else {
			p.node(id)
		}
		previous = id
	}
}

//go:noinline
func (p *printer) within(id content.ID, end string) {
	p.String(">")
	p.children(id)
	p.String(end)
}

func (p *printer) node(id content.ID) {
	d := p.d
	n := &d.Nodes[id]
	switch n.Kind {
	case content.Paragraph:
		p.String("<" + nameP)
		p.align(id)
		p.within(id, "</"+nameP+">")
	case content.Heading:
		p.String("<h")
		p.Int(d.Level(id))
		p.align(id)
		p.within(id, "</h")
		p.Int(d.Level(id))
		p.String(">")
	case content.Quote:
		p.quote(id)
	case content.CodeBlock:
		p.String("<" + namePre + "><" + nameCode)
		if language := d.Language(id); language != "" {
			p.String(` class="language-`)
			p.text(language)
			p.String(`"`)
		}
		p.String(">")
		p.text(d.Text(id))
		p.String("</" + nameCode + "></" + namePre + ">")
	case content.List:
		p.list(id)
	case content.Cell:
		p.cell(id)
	case content.Rule:
		p.String("<" + nameHr + ">")
	case content.Spoiler:
		p.String("<" + nameDetails + ">")
		if title := d.Text(id); title != "" {
			p.String("<" + nameSummary + ">")
			p.text(title)
			p.String("</" + nameSummary + ">")
		}
		p.children(id)
		p.String("</" + nameDetails + ">")
	default:
		p.inline(id)
	}
}

// element prints a kind that is its children in an element. Neither the element's name nor its class
// can hold a character that means anything.
func (p *printer) element(id content.ID) {
	name, class := p.d.Kind(id).Element()
	p.String("<")
	p.String(name)
	if class != "" {
		p.String(` class="`)
		p.String(class)
		p.String(`"`)
	}
	p.within(id, "</")
	p.String(name)
	p.String(">")
}

func (p *printer) align(id content.ID) {
	if a := p.d.Align(id); a != content.AlignDefault {
		p.style("text-align:", a.Name())
	}
}

// style puts a style of one declaration; neither part can hold a character that means anything.
func (p *printer) style(property, value string) {
	p.String(` style="`)
	p.String(property)
	p.String(value)
	p.String(`"`)
}

func (p *printer) quote(id content.ID) {
	author, date, ref := p.d.Source(id)
	p.String("<" + nameBlockquote)
	if p.d.Nodes[id].Flags&content.Folded != 0 {
		p.String(` type="cite"`)
	}
	p.String(` class="quote"`)
	if ref != "" {
		p.attr("cite", ref)
	}
	p.String(">")
	if author != "" || date != "" {
		p.String("<" + nameCite + ">")
		p.text(author)
		if date != "" {
			if author != "" {
				p.String(" ")
			}
			p.String("<" + nameTime + ">")
			p.text(date)
			p.String("</" + nameTime + ">")
		}
		p.String("</" + nameCite + ">")
	}
	p.children(id)
	p.String("</" + nameBlockquote + ">")
}

func (p *printer) list(id content.ID) {
	style := p.d.Style(id)
	if style == content.Bullet {
		p.String("<" + nameUl)
		p.within(id, "</"+nameUl+">")
		return
	}
	p.String("<" + nameOl)
	if style != content.Decimal {
		p.attr("type", style.Mark())
	}
	if n := p.d.Ordinal(id); n != 1 {
		p.number("start", n)
	}
	p.within(id, "</"+nameOl+">")
}

func (p *printer) cell(id content.ID) {
	name := nameTd
	if p.d.Nodes[id].Flags&content.Header != 0 {
		name = nameTh
	}
	p.String("<")
	p.String(name)
	columns, rows := p.d.Spans(id)
	if columns > 1 {
		p.number("colspan", columns)
	}
	if rows > 1 {
		p.number("rowspan", rows)
	}
	p.within(id, "</")
	p.String(name)
	p.String(">")
}

func (p *printer) inline(id content.ID) {
	d := p.d
	switch d.Kind(id) {
	case content.Text:
		p.text(d.Text(id))
	case content.Break:
		p.String("<" + nameBr + ">")
	case content.Color:
		c := d.RGB(id)
		if c.Pale() { // which nobody could read
			p.children(id)
			return
		}
		p.String("<" + nameSpan)
		if c.Plain() {
			p.String(` class="` + chosenClass + `"`)
		}
		p.style("color:", c.Hex())
		p.within(id, "</"+nameSpan+">")
	case content.Size:
		p.String("<" + nameSpan)
		p.style("font-size:", d.Step(id).Keyword())
		p.within(id, "</"+nameSpan+">")
	case content.Font:
		p.String("<" + nameFont)
		p.attr("face", d.Family(id).Name())
		p.within(id, "</"+nameFont+">")
	case content.Link:
		address := d.URL(id).String()
		p.String("<" + nameA + ` href="`)
		from := len(p.Buffer)
		p.text(address)
		to := len(p.Buffer)
		p.String(`" ` + relation + ">")
		if first := d.First(id); d.Text(first) == address && d.Next(first) == 0 && d.Kind(first) == content.Text && d.Doubts(id) == 0 {
			p.Buffer = append(p.Buffer, p.Buffer[from:to]...) // as most are that nobody wrote as a link
			p.String("</" + nameA + ">")
			return
		}
		p.linked = true
		p.children(id)
		p.linked = false
		p.String("</" + nameA + ">")
		p.aside(id)
	case content.Image:
		p.image(id)
	case content.Code:
		p.String("<" + nameCode + ">")
		p.text(d.Text(id))
		p.String("</" + nameCode + ">")
	case content.Mention:
		if p.person != nil {
			p.text(p.person(d.Ref(id), d.Text(id)))
			return
		}
		p.String(`<` + nameSpan + ` class="mention"`)
		p.named(id, "</"+nameSpan+">")
	case content.Attachment:
		if u := d.URL(id); !u.IsZero() {
			p.String(`<` + nameA + ` class="attachment"`)
			p.link(u)
			p.named(id, "</"+nameA+">")
		} else {
			p.String(`<` + nameSpan + ` class="attachment"`)
			p.named(id, "</"+nameSpan+">")
		}
	default:
		p.element(id)
	}
}

// relation keeps pages that are led to from knowing where from, and search engines from following.
const relation = `rel="noopener noreferrer nofollow ugc"`

func (p *printer) link(u content.URL) {
	p.attr("href", u.String())
	p.String(" " + relation)
}

func (p *printer) named(id content.ID, end string) {
	p.attr("data-id", p.d.Ref(id))
	p.String(">")
	p.text(p.d.Text(id))
	p.String(end)
}

func (p *printer) image(id content.ID) {
	d := p.d
	src := d.URL(id)
	if p.source != nil {
		if src = p.source(src); src.IsZero() {
			p.imageLink(id)
			return
		}
	}
	p.String("<" + nameImg)
	p.attr("src", src.String())
	p.attr("alt", d.Alt(id))
	width, height := d.Dimensions(id)
	if width > 0 {
		p.number("width", width)
	}
	if height > 0 {
		p.number("height", height)
	}
	p.String(">")
}

// imageLink prints the text of an image, or its address, as a link to it.
func (p *printer) imageLink(id content.ID) {
	u, text := p.d.URL(id), p.d.Alt(id)
	if text == "" {
		text = u.String()
	}
	if p.linked {
		p.text(text)
		return
	}
	p.String("<" + nameA)
	p.link(u)
	p.String(">")
	p.text(text)
	p.String("</" + nameA + ">")
}
