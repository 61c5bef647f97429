package html

import "deskside/shared/content"

// Print gives a document as HTML. See Append.
func Print(d *content.Document) string { return string(Append(nil, d)) }

// Append appends a document as HTML, in UTF-8, without line ends between elements. Elements are p,
// h1 to h6, blockquote, cite, time, pre, code, ul, ol, li, table, tr, td, th, hr, details, summary,
// div, br, b, i, u, s, sub, sup, span, font, a and img. Links carry
// rel="noopener noreferrer nofollow ugc".
func Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, out: dst}
	p.children(0)
	return p.out
}

type printer struct {
	d   *content.Document
	out []byte
}

func (p *printer) put(s string) { p.out = append(p.out, s...) }

func (p *printer) attr(name, value string) {
	p.put(" ")
	p.put(name)
	p.put(`="`)
	p.text(value)
	p.put(`"`)
}

func (p *printer) number(name string, n int) {
	p.put(" ")
	p.put(name)
	p.put(`="`)
	p.out = appendInt(p.out, n)
	p.put(`"`)
}

func appendInt(b []byte, n int) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// text puts text so that it stands for itself in an element and in a quoted attribute.
func (p *printer) text(s string) {
	done := 0
	for i := 0; i < len(s); i++ {
		escape := ""
		switch s[i] {
		case '&':
			escape = "&amp;"
		case '<':
			escape = "&lt;"
		case '>':
			escape = "&gt;"
		case '"':
			escape = "&quot;"
		default:
			continue
		}
		p.put(s[done:i])
		p.put(escape)
		done = i + 1
	}
	p.put(s[done:])
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

func (p *printer) within(id content.ID, end string) {
	p.put(">")
	p.children(id)
	p.put(end)
}

func (p *printer) node(id content.ID) {
	d := p.d
	n := &d.Nodes[id]
	switch n.Kind {
	case content.Paragraph:
		p.put("<p")
		p.align(id)
		p.within(id, "</p>")
	case content.Heading:
		h := byte('0' + d.Level(id))
		p.out = append(p.out, '<', 'h', h)
		p.align(id)
		p.within(id, "</h")
		p.out = append(p.out, h, '>')
	case content.Quote:
		p.quote(id)
	case content.CodeBlock:
		p.put("<pre><code")
		if language := d.Language(id); language != "" {
			p.attr("class", "language-"+language)
		}
		p.put(">")
		p.text(d.Text(id))
		p.put("</code></pre>")
	case content.List:
		p.list(id)
	case content.Item:
		p.put("<li")
		p.within(id, "</li>")
	case content.Table:
		p.put("<table")
		p.within(id, "</table>")
	case content.Row:
		p.put("<tr")
		p.within(id, "</tr>")
	case content.Cell:
		p.cell(id)
	case content.Rule:
		p.put("<hr>")
	case content.Spoiler:
		p.put("<details>")
		if title := d.Text(id); title != "" {
			p.put("<summary>")
			p.text(title)
			p.put("</summary>")
		}
		p.children(id)
		p.put("</details>")
	case content.Signature:
		p.put(`<div class="signature"`)
		p.within(id, "</div>")
	default:
		p.inline(id)
	}
}

func (p *printer) align(id content.ID) {
	if a := p.d.Align(id); a != content.AlignDefault {
		p.attr("style", "text-align:"+a.Name())
	}
}

func (p *printer) quote(id content.ID) {
	author, date, ref := p.d.Source(id)
	p.put("<blockquote")
	if p.d.Nodes[id].Flags&content.Folded != 0 {
		p.put(` type="cite"`)
	}
	p.put(` class="quote"`)
	if ref != "" {
		p.attr("cite", ref)
	}
	p.put(">")
	if author != "" || date != "" {
		p.put("<cite>")
		p.text(author)
		if date != "" {
			if author != "" {
				p.put(" ")
			}
			p.put("<time>")
			p.text(date)
			p.put("</time>")
		}
		p.put("</cite>")
	}
	p.children(id)
	p.put("</blockquote>")
}

func (p *printer) list(id content.ID) {
	style := p.d.Style(id)
	if style == content.Bullet {
		p.put("<ul")
		p.within(id, "</ul>")
		return
	}
	p.put("<ol")
	if style != content.Decimal {
		p.attr("type", style.Mark())
	}
	if n := p.d.Ordinal(id); n != 1 {
		p.number("start", n)
	}
	p.within(id, "</ol>")
}

func (p *printer) cell(id content.ID) {
	name := "td"
	if p.d.Nodes[id].Flags&content.Header != 0 {
		name = "th"
	}
	p.put("<")
	p.put(name)
	columns, rows := p.d.Spans(id)
	if columns > 1 {
		p.number("colspan", columns)
	}
	if rows > 1 {
		p.number("rowspan", rows)
	}
	p.within(id, "</")
	p.put(name)
	p.put(">")
}

func (p *printer) inline(id content.ID) {
	d := p.d
	switch d.Kind(id) {
	case content.Text:
		p.text(d.Text(id))
	case content.Break:
		p.put("<br>")
	case content.Bold:
		p.put("<b")
		p.within(id, "</b>")
	case content.Italic:
		p.put("<i")
		p.within(id, "</i>")
	case content.Underline:
		p.put("<u")
		p.within(id, "</u>")
	case content.Strike:
		p.put("<s")
		p.within(id, "</s>")
	case content.Sub:
		p.put("<sub")
		p.within(id, "</sub>")
	case content.Sup:
		p.put("<sup")
		p.within(id, "</sup>")
	case content.Color:
		p.put("<span")
		p.attr("style", "color:"+d.RGB(id).Hex())
		p.within(id, "</span>")
	case content.Size:
		p.put("<span")
		p.attr("style", "font-size:"+d.Step(id).Keyword())
		p.within(id, "</span>")
	case content.Font:
		p.put("<font")
		p.attr("face", d.Family(id).Name())
		p.within(id, "</font>")
	case content.Link:
		p.put("<a")
		p.link(d.URL(id))
		p.within(id, "</a>")
	case content.Image:
		p.image(id)
	case content.Code:
		p.put("<code>")
		p.text(d.Text(id))
		p.put("</code>")
	case content.Mention:
		p.put(`<span class="mention"`)
		p.named(id, "</span>")
	case content.Attachment:
		if u := d.URL(id); !u.IsZero() {
			p.put(`<a class="attachment"`)
			p.link(u)
			p.named(id, "</a>")
		} else {
			p.put(`<span class="attachment"`)
			p.named(id, "</span>")
		}
	}
}

func (p *printer) link(u content.URL) {
	p.attr("href", u.String())
	p.put(` rel="noopener noreferrer nofollow ugc"`)
}

func (p *printer) named(id content.ID, end string) {
	p.attr("data-id", p.d.Ref(id))
	p.put(">")
	p.text(p.d.Text(id))
	p.put(end)
}

func (p *printer) image(id content.ID) {
	d := p.d
	p.put("<img")
	p.attr("src", d.URL(id).String())
	p.attr("alt", d.Alt(id))
	width, height := d.Dimensions(id)
	if width > 0 {
		p.number("width", width)
	}
	if height > 0 {
		p.number("height", height)
	}
	p.put(">")
}
