// Package draw turns a content.Document into a drawing program: a list of instructions from which a
// browser makes DOM nodes with createElement, createTextNode and a fixed set of setters, never from
// a string of HTML. What the program cannot say cannot be drawn: there is no instruction for a
// script, an event handler or an attribute by name, and every URL in it is a content.URL.
//
// # Format
//
// Byte 0 is Version. The rest is a sequence of instructions: an operation byte, then its operand.
// The two upper bits of the operation tell the form of the operand:
//
//	0x00  none
//	0x40  a number: unsigned LEB128, at most 5 bytes, below 2^32
//	0x80  a string: its length in bytes as a number, then that many bytes of UTF-8
//	0xc0  as 0x80, but of bytes that this version gives no meaning
//
// Bit 0x20 tells that the operation opens an element; what follows up to the matching End is inside.
// The five lower bits number the operations of a form. So a reader passes over any operation it does
// not know: it reads the operand by the form and, where bit 0x20 is set, opens a span instead.
//
// Without operand: 0x01 End, 0x02 br, 0x03 hr.
//
// Elements: from 0x20 on, see the constants; an operation without one is a span.
//
// Numbers: 0x41 width, 0x42 height, 0x43 start, 0x44 marker, 0x45 columns, 0x46 rows, 0x47 color,
// 0x48 size, 0x49 family, 0x4a align, 0x4b role, 0x4c label, 0x4d doubt.
//
// Strings: 0x80 text, 0x81 href, 0x82 src, 0x83 alt, 0x84 language, 0x85 ref, 0x86 host, 0x87 source.
//
// What each means stands with the constants below.
//
// Setters (forms number and string) apply to the element opened last and come before its children,
// except Text, which adds a text node, and Label, which adds a text node with words of the
// interface. An Img is closed by End like any other element and has no children; Br and Hr are
// complete by themselves and have no End. Every program closes what it opens.
//
// The reader that draws sets, beyond what the program says: on each A rel="noopener noreferrer
// nofollow ugc" and target="_blank"; on each Img referrerpolicy="no-referrer", loading="lazy" and
// decoding="async"; dir="auto" on blocks. Colours, sizes and families are requests: a reader may
// adapt them to its theme.
package draw

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/buffer"
)

// Version is the first byte of a program. A reader refuses another.
const Version = 1

// Op is an operation.
type Op byte

// Operations without operand.
const (
	End Op = 0x01 + iota // closes the element opened last that is not closed
	Br                   // <br>, complete
	Hr                   // <hr>, complete
)

// Setters with a number.
const (
	Width   Op = 0x41 + iota // Img: CSS pixels
	Height                   // Img: CSS pixels
	Start                    // Ol: number of the first item, present when it is not 1
	Marker                   // Ol: 1 decimal, 2 a, 3 A, 4 i, 5 I; present when it is not decimal
	Columns                  // Td, Th: columns taken, present when more than 1
	Rows                     // Td, Th: rows taken, present when more than 1
	Color                    // Span: text colour 0xRRGGBB
	Size                     // Span: 1 x-small, 2 small, 4 large, 5 x-large, 6 xx-large, 7 xxx-large
	Family                   // Span: 1 sans-serif, 2 serif, 3 monospace, 4 Arial, 5 Helvetica, 6 Verdana, 7 Tahoma, 8 Georgia, 9 Times New Roman, 10 Courier New, 11 Trebuchet MS, 12 Comic Sans MS, 13 Impact
	Align                    // P, H1 to H6: 1 centre, 2 right (of the text's start side: end), 3 justify
	Role                     // see the roles
	Label                    // Summary: a text node with words of the interface, see the labels
	Doubt                    // A: why Host is to be shown beside it, as bits: 1 the text names another target, 2 its letters could mislead
)

// Setters with a string, and text.
const (
	Text     Op = 0x80 + iota // a text node
	Href                      // A
	Src                       // Img
	Alt                       // Img, always present
	Language                  // Code in Pre: name of the programming language
	Ref                       // Span, A: identifier of the person or file (roles Mention, File)
	Host                      // A: host it leads to, present when the link's text is not its address; with Doubt also the address or number
	Source                    // Blockquote: reference to what is quoted
)

// Roles, the operand of Role: what an element is for, so that it can have its look and behaviour.
const (
	RoleFolded    = 1 + iota // Details: earlier mail; holds a Summary and a Blockquote
	RoleSignature            // Details: a mail's signature; holds a Summary and blocks
	RoleSpoiler              // Details: hidden by its author; holds a Summary and blocks
	RoleMention              // Span: a person
	RoleFile                 // Span or A: an attachment
)

// Labels, the operand of Label: words of the interface, in its language.
const (
	LabelEarlier   = 1 + iota // "Earlier message"
	LabelSignature            // "Signature"
	LabelSpoiler              // "Spoiler"
)

// Program gives the drawing program of a document.
func Program(d *content.Document) []byte { return Append(make([]byte, 0, d.Room()), d) }

// Append appends the drawing program of a document.
func Append(dst []byte, d *content.Document) []byte {
	w := writer{d: d, out: dst}
	w.out.Byte(Version)
	w.children(0)
	return w.out
}

// AppendImages appends the drawing program of a document whose images are loaded from where image
// says, such as a proxy; those for which it gives the zero URL are links.
func AppendImages(dst []byte, d *content.Document, image func(content.URL) content.URL) []byte {
	w := writer{d: d, out: dst, source: image}
	w.out.Byte(Version)
	w.children(0)
	return w.out
}

type writer struct {
	d      *content.Document
	out    buffer.Buffer
	source func(content.URL) content.URL
	linked bool // within a link
}

func (w *writer) op(o Op) { w.out.Byte(byte(o)) }

//go:noinline
func (w *writer) varint(n uint32) {
	for ; n >= 0x80; n >>= 7 {
		w.out.Byte(byte(n) | 0x80)
	}
	w.out.Byte(byte(n))
}

//go:noinline
func (w *writer) number(o Op, n int) {
	w.op(o)
	w.varint(uint32(n))
}

//go:noinline
func (w *writer) string(o Op, s string) {
	w.op(o)
	w.varint(uint32(len(s)))
	w.out.String(s)
}

//go:noinline
func (w *writer) children(parent content.ID) {
	previous := content.ID(0)
	for id := w.d.First(parent); id != 0; id = w.d.Next(id) {
		if w.d.Bare(parent, id, previous) {
			w.children(id)
		} else {
			w.node(id)
		}
		previous = id
	}
}

//go:noinline
func (w *writer) element(o Op, id content.ID) {
	w.op(o)
	w.children(id)
	w.op(End)
}

func (w *writer) node(id content.ID) {
	d := w.d
	switch d.Kind(id) {
	case content.Paragraph:
		w.paragraph(P, id)
	case content.Heading:
		w.paragraph(H1+Op(d.Level(id)-1), id)
	case content.Quote:
		w.quote(id)
	case content.CodeBlock:
		w.op(Pre)
		w.op(Code)
		if language := d.Language(id); language != "" {
			w.string(Language, language)
		}
		w.string(Text, d.Text(id))
		w.op(End)
		w.op(End)
	case content.List:
		w.list(id)
	case content.Cell:
		w.cell(id)
	case content.Rule:
		w.op(Hr)
	case content.Spoiler:
		w.details(RoleSpoiler, LabelSpoiler, d.Text(id))
		w.children(id)
		w.op(End)
	case content.Signature:
		w.details(RoleSignature, LabelSignature, "")
		w.children(id)
		w.op(End)
	default:
		w.inline(id)
	}
}

//go:noinline
func (w *writer) paragraph(o Op, id content.ID) {
	w.op(o)
	if a := w.d.Align(id); a != content.AlignDefault {
		w.number(Align, int(a))
	}
	w.children(id)
	w.op(End)
}

// details opens a Details with its Summary: words of the author or, without them, of the interface.
//
//go:noinline
func (w *writer) details(role, label int, words string) {
	w.op(Details)
	w.number(Role, role)
	w.op(Summary)
	if words != "" {
		w.string(Text, words)
	} else {
		w.number(Label, label)
	}
	w.op(End)
}

func (w *writer) quote(id content.ID) {
	author, date, ref := w.d.Source(id)
	words := author
	if author != "" && date != "" {
		words += ", "
	}
	words += date
	folded := w.d.Nodes[id].Flags&content.Folded != 0
	if folded {
		w.details(RoleFolded, LabelEarlier, words)
	}
	w.op(Blockquote)
	if ref != "" {
		w.string(Source, ref)
	}
	if !folded && words != "" {
		w.op(Cite)
		w.string(Text, words)
		w.op(End)
	}
	w.children(id)
	w.op(End)
	if folded {
		w.op(End)
	}
}

func (w *writer) list(id content.ID) {
	style := w.d.Style(id)
	if style == content.Bullet {
		w.element(Ul, id)
		return
	}
	w.op(Ol)
	if n := w.d.Ordinal(id); n != 1 {
		w.number(Start, n)
	}
	if style != content.Decimal {
		w.number(Marker, int(style))
	}
	w.children(id)
	w.op(End)
}

func (w *writer) cell(id content.ID) {
	if w.d.Nodes[id].Flags&content.Header != 0 {
		w.op(Th)
	} else {
		w.op(Td)
	}
	columns, rows := w.d.Spans(id)
	if columns > 1 {
		w.number(Columns, columns)
	}
	if rows > 1 {
		w.number(Rows, rows)
	}
	w.children(id)
	w.op(End)
}

func (w *writer) inline(id content.ID) {
	d := w.d
	switch d.Kind(id) {
	case content.Text:
		w.string(Text, d.Text(id))
	case content.Break:
		w.op(Br)
	case content.Color:
		w.span(Color, int(d.RGB(id)), id)
	case content.Size:
		w.span(Size, int(d.Step(id)), id)
	case content.Font:
		w.span(Family, int(d.Family(id)), id)
	case content.Link:
		w.link(id)
	case content.Image:
		w.image(id)
	case content.Code:
		w.op(Code)
		w.string(Text, d.Text(id))
		w.op(End)
	case content.Mention:
		w.named(Span, RoleMention, id)
	case content.Attachment:
		if d.URL(id).IsZero() {
			w.named(Span, RoleFile, id)
		} else {
			w.named(A, RoleFile, id)
		}
	default:
		w.element(elements[d.Kind(id)], id)
	}
}

func (w *writer) span(setter Op, n int, id content.ID) {
	w.op(Span)
	w.number(setter, n)
	w.children(id)
	w.op(End)
}

func (w *writer) link(id content.ID) {
	u := w.d.URL(id)
	w.op(A)
	w.string(Href, u.String())
	doubts := w.d.Doubts(id)
	if host := u.Host(); host != "" && (doubts != 0 || !w.d.ShowsAddress(id)) {
		w.string(Host, host)
	} else if doubts != 0 {
		w.string(Host, u.Address())
	}
	if doubts != 0 {
		w.number(Doubt, int(doubts))
	}
	w.linked = true
	w.children(id)
	w.linked = false
	w.op(End)
}

func (w *writer) named(o Op, role int, id content.ID) {
	w.op(o)
	w.number(Role, role)
	w.string(Ref, w.d.Ref(id))
	if o == A {
		w.string(Href, w.d.URL(id).String())
	}
	w.string(Text, w.d.Text(id))
	w.op(End)
}

func (w *writer) image(id content.ID) {
	d := w.d
	src := d.URL(id)
	if w.source != nil {
		if src = w.source(src); src.IsZero() {
			w.imageLink(id)
			return
		}
	}
	w.op(Img)
	w.string(Src, src.String())
	w.string(Alt, d.Alt(id))
	width, height := d.Dimensions(id)
	if width > 0 {
		w.number(Width, width)
	}
	if height > 0 {
		w.number(Height, height)
	}
	w.op(End)
}

// imageLink writes the text of an image, or its address, as a link to it.
func (w *writer) imageLink(id content.ID) {
	u, text := w.d.URL(id), w.d.Alt(id)
	if text == "" {
		text = u.String()
	}
	if w.linked {
		w.string(Text, text)
		return
	}
	w.op(A)
	w.string(Href, u.String())
	if text != u.String() {
		w.string(Host, u.Host())
	}
	w.string(Text, text)
	w.op(End)
}
