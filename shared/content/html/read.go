// Package html reads HTML, that of mail above all, into a content.Document and prints documents as
// HTML. What it prints is made from the document alone, so there is no sanitiser to get wrong: an
// element, attribute or URL that the document cannot hold cannot come out.
//
// Reading follows the HTML Standard where mail depends on it (tokens, character references, implied
// end tags, formatting opened again), in one pass and without a DOM.
package html

import (
	"strings"

	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

const (
	maxOpen    = 256     // elements open at once; deeper ones are read as if they were not there
	maxOrphans = 32      // formatting elements closed by others and opened again
	maxWords   = 1000    // bytes of a quote's author, a spoiler's title, a name
	maxSource  = 1 << 28 // bytes read
)

// Parse reads HTML, that of mail too, with a new Reader.
func Parse(src string) *content.Document {
	r := Mail()
	return r.Read(src)
}

// Mail gives a reader of mail, which finds what a reader folds, reads what styles make of a text's shape
// (white space, blocks, what is not shown) and what word processors write: symbols, and lists that are
// paragraphs, and knows every named character. Programs that read no mail link none of it.
func Mail() Reader {
	return Reader{Fold: (*content.Builder).FoldMail, office: new(wordList), styles: styles{mail: shapes}, tag: tag{rare: rareEntity}}
}

// Reader reads HTML. It may be used again and again, which saves memory, but by one caller at a
// time. The zero Reader is ready.
type Reader struct {
	// Base resolves relative URLs; without it they are dropped and their text stays. A mail may name one of its own.
	Base content.URL
	// Fold finds what of a mail a reader folds, (*content.Builder).FoldMail; nil for content that is
	// no mail, and for programs that are not to link it. What mail programs mark is folded anyway.
	Fold func(b *content.Builder, end int)

	b      content.Builder
	watch  watcher
	src    string
	tag    tag
	styles styles
	open   []open
	// count tells how often each element is open.
	count [elements]int
	// foreign is how many are open around the outermost svg or math, if there is one.
	foreign int
	// unseen tells why text is not to be seen, symbols how its letters are drawn.
	unseen  unseen
	symbols symbols
	office  office // nil for none
	orphans []orphan
	near    content.URL // Base, or the mail's own
	lent    int         // bytes that links have of that
	// base is the first orphan of the innermost cell: an end tag in it reaches no other.
	base int

	sink    sink
	scratch buffer.Buffer
	// dateFrom and dateTo are the bounds of a time element in scratch.
	dateFrom, dateTo int
	// ref, url and language belong to what is being gathered.
	ref, language string
	url           content.URL
	steps         int
	ahead         int // bytes that were looked at before their turn
}

// sink is where text goes.
type sink uint8

const (
	toBuilder sink = iota
	toNothing
	toWords // scratch, as words: for what becomes an attribute of a node
	toCode  // scratch, as it is: a code block
)

// open is an element whose end tag has not come.
type open struct {
	element  element
	closed   bool // misnested formatting that ended before what is open within it
	sinks    bool // text goes elsewhere until this element ends
	outer    sink // where text went before
	capture  capture
	restores restores
	align    content.Align
	level    uint8
	white    content.Space
	block    bool // starts and ends a line
	row      bool // what is in it stands side by side
	unseen   unseen
	symbols  symbols
	down     bool // lists: the number of an item is one less than that of the one before
	next     int  // such lists: the number of the next item
	awaits   bool // films and sounds: none of their addresses is shown yet
	apart    bool // phrases: what follows does not touch them
	mark     int  // of a container of the Builder
	tail     int  // of a quote that lasts until this element ends
	base     int  // cells: base of what is around
	words    int  // links in code: where theirs start in scratch
	// The element's formatting is what the Builder named above from, up to upto.
	from, upto uint32
	start      int // of the tag in the source
	after      int
	name       int // length of the name, which follows the <
}

// unseen is why text is not to be seen, as bits, until an element within it says otherwise.
type unseen uint8

const (
	unseenSize unseen = 1 << iota // too small
	unseenVeil                    // by visibility
)

type restores uint8

const (
	restoreAlign restores = 1 << iota
	restoreLevel
	restoreSpace
	restoreText
)

// capture is what is made of gathered words when their element ends.
type capture uint8

const (
	captureNothing capture = iota
	captureCredit
	captureTitle
	captureMention
	captureAttachment
	captureCode
)

type orphan struct {
	element     element
	start, name int
	from, upto  uint32
}

// Read reads a document.
func (r *Reader) Read(src string) *content.Document {
	d := r.Lend(src)
	r.b.Keep(d)
	return d
}

// Lend reads a document that holds until the next is read, which takes less memory and time.
func (r *Reader) Lend(src string) *content.Document {
	if len(src) > maxSource {
		src = src[:maxSource]
	}
	r.src = src
	r.b.Reset(false)
	r.b.Expect(len(src))
	r.open, r.orphans, r.scratch = r.open[:0], r.orphans[:0], r.scratch[:0]
	r.count = [elements]int{}
	r.sink, r.steps, r.ahead, r.base = toBuilder, 0, 0, 0
	r.unseen, r.symbols, r.near, r.lent = 0, asLetters, r.Base, 0
	if r.office != nil {
		r.office.begin()
	}
	for i := 0; i < len(src); {
		lt := nextMarkup(src, i)
		r.text(i, lt)
		if lt == len(src) {
			break
		}
		i = r.markup(lt)
	}
	for len(r.open) > 0 {
		r.pop(len(src), true)
	}
	r.src = ""
	if r.Fold != nil {
		r.Fold(&r.b, len(src))
	}
	return r.b.Lend(len(src))
}

// Steps counts the work of the latest Read in units of about one tag, node or run of text, for tests
// that hold it linear.
func (r *Reader) Steps() int { return r.steps + r.b.Steps() }

// nextMarkup finds the < of a tag, comment or declaration at or after a place, the length of the source
// when there is none. Any other < is text.
func nextMarkup(src string, i int) int {
	for {
		n := 0
		if i == len(src) || src[i] != '<' {
			if n = strings.IndexByte(src[i:], '<'); n < 0 {
				return len(src)
			}
		}
		for i += n; i+1 < len(src) && src[i] == '<'; i++ {
			if c := src[i+1]; c == '<' {
				continue
			} else if ascii.Letter(c) || c == '!' || c == '?' || c == '/' && i+2 < len(src) {
				return i
			}
		}
		if i+1 >= len(src) {
			return len(src)
		}
	}
}

// markup reads what starts with a < that nextMarkup found and gives the place after it.
func (r *Reader) markup(i int) int {
	r.steps++
	src := r.src
	if c := src[i+1]; ascii.Letter(c) || c == '/' && ascii.Letter(src[i+2]) {
		next, ok := readTag(src, i, &r.tag)
		switch {
		case !ok:
			if r.watch != nil {
				r.watch.markup(i, next)
			}
		case r.tag.end:
			r.endTag(&r.tag)
		case r.tag.element == elUnknown && isAddress(src[i+1:next-1]):
			r.text(i, next)
			if r.watch != nil {
				r.watch.markup(i, next)
			}
		default:
			return r.startTag(&r.tag)
		}
		return next
	}
	next := skipMarkup(src, i, r.count[elSvg]+r.count[elMath] > 0)
	if r.watch != nil {
		r.watch.markup(i, next)
	}
	return next
}

// isAddress tells what stands in pointed brackets in mails, which HTML reads as an element: an address.
func isAddress(s string) bool {
	if ascii.Starts(s, "mailto:") {
		s = s[len("mailto:"):]
	}
	if !ascii.Contains(s, "@") && !ascii.Contains(s, "://") && !ascii.Starts(s, "www.") {
		return false
	}
	_, ok := content.Autolink(s)
	return ok
}

// text reads text with character references.
//
//go:noinline
func (r *Reader) text(from, to int) {
	if from == to || r.sink == toNothing {
		return
	}
	s := r.src[:to]
	for at := from; from < to; {
		amp := strings.IndexByte(s[at:], '&')
		if amp < 0 {
			r.verbatim(from, to)
			return
		}
		at += amp
		for at+1 < to && s[at+1] == '&' {
			at++ // one before another stands for itself
		}
		c, second, n := reference(s[at:], false, r.tag.rare)
		if n == 0 { // text like the rest
			at++
			continue
		}
		r.verbatim(from, at)
		if r.sink == toBuilder {
			r.character(c, at, at+n)
		} else {
			r.scratch.Rune(c)
		}
		if second != 0 {
			r.second(second, at, at+n)
		}
		at += n
		from = at
	}
}

// verbatim reads text without character references.
//
//go:noinline
func (r *Reader) verbatim(from, to int) {
	if from == to {
		return
	}
	switch r.sink {
	case toBuilder:
		if r.unseen != 0 || r.symbols != asLetters {
			r.drawn(from, to)
			return
		}
		r.b.Text(r.src[from:to], from)
	case toWords, toCode:
		if r.sink == toCode || len(r.scratch) < maxWords {
			r.scratch.String(r.src[from:to])
		}
	}
}

// raw reads the content of an element that has no markup inside and gives the place of its end tag.
func (r *Reader) raw(t *tag) int {
	end := rawEnd(r.src, t.to, t.name)
	white := r.b.SetSpace(content.SpaceKept)
	switch t.element {
	case elRawText:
		r.text(t.to, end)
	case elRawCode:
		if ascii.Is(t.name, "plaintext") {
			end = len(r.src)
		}
		if r.sink == toBuilder {
			r.b.CodeBlock(r.src[t.to:end], "", t.from, end)
		} else {
			r.verbatim(t.to, end)
		}
	}
	r.b.SetSpace(white)
	if end == len(r.src) {
		return end
	}
	if n := strings.IndexByte(r.src[end:], '>'); n >= 0 {
		return end + n + 1
	}
	return len(r.src)
}
