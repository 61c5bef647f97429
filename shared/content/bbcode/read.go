// Package bbcode reads BBCode into a content.Document and prints documents as BBCode.
//
// The language is read by rules on tags (see tags.go), in two passes of linear time: tags are found,
// then the document is built. Tags are known in any case. Formatting may overlap: what is closed out of order
// is closed and opened again. A closing tag belongs to the nearest opening tag of its name. An opening
// tag without one ends with what it stands in; in nothing, it is text, as are a closing tag that closes
// nothing and every unknown tag. A line feed is a line break, an empty line a new paragraph.
package bbcode

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

const (
	maxFormats = 48
	maxBlocks  = 96
	maxSource  = 1 << 28
)

// Parse reads BBCode with a new Reader.
func Parse(src string) *content.Document {
	var r Reader
	return r.Read(src)
}

// Reader reads BBCode. It may be used again and again, which saves memory, but by one caller at a
// time. The zero Reader is ready.
type Reader struct {
	// Base resolves relative URLs; without it they are dropped and their text stays.
	Base content.URL

	b      content.Builder
	watch  watcher
	lexer  lexer
	opened [tags]int // how often each tag is open
	owed   [tags]int // closing tags to come for tags that others closed

	formats  [maxFormats]format
	nformats int
	serial   uint32 // of the latest format
	blocks   [maxBlocks]block
	nblocks  int

	// outline, when there is one, takes the place of the document.
	outline *outliner
}

type block struct {
	tag   tag
	mark  int
	align content.Align
	level int
	pair  int // in the outline
	// paired blocks have a closing tag.
	paired bool
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
	r.b.Reset(true)
	r.b.Expect(len(src))
	r.scan(src)
	return r.b.Lend(len(src))
}

// scan reads the tags of a source and acts on them and on the text between.
func (r *Reader) scan(src string) {
	r.lexer.lex(src)
	if r.outline != nil {
		r.outline.expect(len(r.lexer.marks))
	}
	r.opened, r.owed = [tags]int{}, [tags]int{}
	r.nformats, r.nblocks = 0, 0
	done, seen := 0, 0
	details := r.lexer.details
	for i := range r.lexer.marks {
		m := &r.lexer.marks[i]
		var d *detail
		if m.is&detailed != 0 {
			d, details = &details[0], details[1:]
		}
		if r.watch == nil && r.literal(m) {
			continue
		}
		t := r.lexer.expand(m, d)
		acted := r.token(t, done)
		if acted { // else it is text
			done = t.end
		}
		if r.watch != nil {
			r.watch.text(seen, t.start)
			r.watch.token(t, acted)
			seen = t.end
		}
	}
	r.text(done, len(src))
	if r.watch != nil {
		r.watch.text(seen, len(src))
	}
	r.lexer.src = ""
}

// literal tells early that a tag is text, as most of a flood of tags is.
func (r *Reader) literal(m *mark) bool {
	switch {
	case m.is&(guarded|word) != 0:
		return false
	case m.is&closing != 0:
		return r.opened[m.tag]|r.owed[m.tag] == 0
	case r.endless(m.tag, m.is&paired != 0, int(m.start)):
		return true
	}
	rule := m.tag.rule()
	return rule == ruleFormat && r.nformats == maxFormats || rule == ruleBlock && r.nblocks == maxBlocks
}

// Steps counts the work of the latest Read in units of about one tag, node or run of text, for tests
// that hold it linear.
func (r *Reader) Steps() int { return r.lexer.steps + r.b.Steps() }

// text puts the text up to a tag.
//
//go:noinline
func (r *Reader) text(done, to int) {
	switch {
	case done == to:
	case r.outline != nil:
		r.outline.text(r, done, to)
	default:
		r.b.Text(r.lexer.src[done:to], done)
	}
}

// token acts on a token; false when it is text after all. done is where the text before it starts.
func (r *Reader) token(t *token, done int) bool {
	if t.guarded {
		r.text(done, t.start)
		if r.outline == nil {
			r.b.Text("[", t.start)
		}
		return true
	}
	if t.closing {
		return r.close(t, done)
	}
	rule := t.tag.rule()
	if !t.word && r.endless(t.tag, t.paired, t.start) {
		return false
	}
	switch {
	case t.word:
		r.text(done, t.start)
		if r.outline != nil {
			r.outline.word(r, t)
		} else {
			r.word(t)
		}
	case t.tag == tagBr:
		r.text(done, t.start)
		r.b.Break(t.start)
	case t.tag == tagHr:
		r.text(done, t.start)
		if r.outline != nil {
			r.outline.alone(r, t)
		} else {
			r.b.Rule(t.start, t.end)
		}
	case rule == ruleFormat:
		if r.nformats == maxFormats || !t.paired && t.tag.Link() && !r.leads(t) {
			return false
		}
		r.text(done, t.start)
		r.format(t)
	default:
		return r.open(t, done)
	}
	return true
}

// close acts on a closing tag.
func (r *Reader) close(t *token, done int) bool {
	if r.opened[t.tag] == 0 {
		if r.owed[t.tag] == 0 {
			return false
		}
		r.text(done, t.start)
		r.owed[t.tag]--
		if r.outline != nil {
			r.outline.spent(t)
		}
		return true
	}
	r.text(done, t.start)
	if t.tag.rule() == ruleFormat {
		for i := r.nformats - 1; i >= 0; i-- {
			if f := &r.formats[i]; f.tag == t.tag {
				r.endWith(f.serial, maxBlocks, t.start)
				r.endFormat(i, t.start, t.end)
				break
			}
		}
		return true
	}
	for i := r.nblocks - 1; i >= 0; i-- {
		if r.blocks[i].tag == t.tag {
			r.closeTo(i+1, t.start)
			r.b.EndParagraph(t.start)
			if r.outline != nil {
				r.outline.close(r.blocks[i].pair, t.start, t.end)
			}
			r.closeBlock(t.end)
			break
		}
	}
	return true
}

// closeTo closes blocks, innermost first, until n are open. Their closing tags, if they come yet,
// mean nothing.
//
//go:noinline
func (r *Reader) closeTo(n, end int) {
	for r.nblocks > n {
		if b := &r.blocks[r.nblocks-1]; b.paired {
			r.owed[b.tag]++
		}
		r.closeBlock(end)
	}
}

//go:noinline
func (r *Reader) closeBlock(end int) {
	r.nblocks--
	r.endWith(^uint32(0), r.nblocks, end)
	b := &r.blocks[r.nblocks]
	r.opened[b.tag]--
	r.b.EndParagraph(end)
	r.b.CloseTo(b.mark, end)
	r.b.SetAlign(b.align, end)
	r.b.SetLevel(b.level, end)
	if r.outline != nil {
		r.outline.close(b.pair, end, end)
		r.outline.block(r, end)
	}
}

// place finds the block that a list item or a part of a table belongs to, among those it may close.
func (r *Reader) place(accept func(tag) bool) (n int, ok bool) {
	for i := r.nblocks - 1; i >= 0; i-- {
		t := r.blocks[i].tag
		if accept(t) {
			return i + 1, true
		}
		if t == tagLi || t == tagItem || t.cell() || t == tagTr {
			continue
		}
		if t.holds() {
			break
		}
	}
	return 0, false
}

// open opens a block; false when it has no place here.
func (r *Reader) open(t *token, done int) bool {
	if r.nblocks == maxBlocks {
		return false
	}
	n, ok := r.nblocks, true
	switch {
	case t.tag == tagItem || t.tag == tagLi:
		n, ok = r.place(tag.list)
	case t.tag.section():
		n, ok = r.place(func(t tag) bool { return t == tagTable })
	case t.tag == tagTr:
		n, ok = r.place(func(t tag) bool { return t == tagTable || t.section() })
	case t.tag.cell():
		n, ok = r.place(func(t tag) bool { return t == tagTr || t == tagTable || t.section() })
	}
	if !ok {
		return false
	}
	r.text(done, t.start)
	r.closeTo(n, t.start)
	r.b.EndParagraph(t.start)
	b := block{tag: t.tag, paired: t.paired, align: r.b.Align(), level: r.b.Level()}
	if r.outline != nil {
		r.outline.block(r, t.start)
		b.pair = r.outline.open(t)
	}
	b.mark = r.block(t)
	r.blocks[r.nblocks] = b
	r.nblocks++
	r.opened[t.tag]++
	return true
}

// heads tells that the table at hand is in its head.
func (r *Reader) heads() bool {
	for i := r.nblocks - 1; i >= 0 && r.blocks[i].tag != tagTable; i-- {
		if r.blocks[i].tag == tagThead {
			return true
		}
	}
	return false
}

// block gives an opening tag its effect and the mark of the container it opens, 0 for none.
func (r *Reader) block(t *token) int {
	bl := content.Block{Kind: t.tag.kind()}
	switch t.tag {
	case tagQuote:
		bl.Author, bl.Date, bl.Ref = quoteSource(t)
	case tagSpoiler:
		bl.Title = plainWords(t.value)
	case tagList, tagUl, tagOl:
		bl = listBlock(t)
	case tagItem:
		bl.Kind = content.Item
	case tagTd, tagTh:
		bl.Kind = content.Cell
		bl.Columns, bl.Rows = ascii.Natural(t.attribute("colspan")), ascii.Natural(t.attribute("rowspan"))
		if t.tag == tagTh || r.opened[tagThead] > 0 && r.heads() {
			bl.Flags = content.Header
		}
	case tagLeft:
		r.b.SetAlign(content.AlignDefault, t.start)
	case tagCenter:
		r.b.SetAlign(content.AlignCenter, t.start)
	case tagRight:
		r.b.SetAlign(content.AlignRight, t.start)
	case tagJustify:
		r.b.SetAlign(content.AlignJustify, t.start)
	case tagAlign:
		if a, ok := content.ParseAlign(ascii.Trim(t.value)); ok {
			r.b.SetAlign(a, t.start)
		}
	case tagH1, tagH2, tagH3, tagH4, tagH5, tagH6:
		r.b.SetLevel(int(t.tag-tagH1)+1, t.start)
	}
	if bl.Kind == content.Root {
		return 0
	}
	return r.b.Open(bl, t.start)
}

// quoteSource reads [quote=author], [quote="author" date="…" ref="…"] and the names that other
// boards have for the same.
func quoteSource(t *token) (author, date, ref string) {
	author = t.value
	if author == "" {
		author = t.attribute("author name user")
	}
	author, ref = numbered(plainWords(author))
	if n := len(author); n > 1 && author[0] == '"' && author[n-1] == '"' {
		author = author[1 : n-1]
	}
	if given := t.attribute("ref post post_id pid id cite"); given != "" {
		ref = given
	}
	return author, dateWords(t.attribute("date time dateline timestamp")), ref
}

func listBlock(t *token) content.Block {
	bl := content.Block{Kind: content.List}
	mark := ascii.Trim(t.value)
	if mark == "" {
		mark = t.attribute("type")
	}
	if t.tag == tagOl {
		bl.Style = content.Decimal
	}
	if s, ok := content.ParseListStyle(mark); ok && (t.tag == tagList || (s == content.Bullet) == (t.tag == tagUl)) {
		bl.Style = s
	}
	if bl.Ordinal, bl.Numbered = ascii.Number(t.attribute("start")); !bl.Numbered {
		if n := ascii.Natural(mark); n > 1 {
			bl.Ordinal, bl.Numbered = n, true
		}
	}
	if bl.Numbered && mark == "" || ascii.Natural(mark) > 1 {
		if t.tag == tagList {
			bl.Style = content.Decimal
		}
	}
	return bl
}

//go:noinline
func (r *Reader) link(t *token, address string) (content.URL, bool) {
	if t.tag == tagEmail && !ascii.Starts(address, "mailto:") {
		address = "mailto:" + address
	}
	u, err := r.Base.ResolveTyped(address)
	return u, err == nil
}

// word acts on a tag together with its text.
func (r *Reader) word(t *token) {
	text := r.lexer.src[t.from:t.upto]
	switch t.tag {
	case tagCode, tagPre:
		r.b.CodeBlock(text, ascii.Trim(t.value), t.start, t.end)
	case tagIcode:
		id := r.b.Push(content.Format{Kind: content.Code}, t.start)
		r.b.Text(text, t.from)
		r.b.Pop(id, t.end)
	case tagNoparse:
		r.b.Text(text, t.from)
	case tagURL, tagEmail:
		u, ok := r.link(t, ascii.Trim(text))
		if !ok {
			r.b.Text(text, t.from)
			return
		}
		id := r.b.Push(content.Format{Kind: content.Link, URL: u}, t.start)
		r.b.Text(ascii.Trim(text), t.from)
		r.b.Pop(id, t.end)
	case tagImg:
		r.image(t, text)
	case tagMention:
		r.b.Mention(text, ascii.Trim(t.value), t.start, t.end)
	case tagAttach:
		ref := ascii.Trim(t.value)
		if ref == "" {
			ref = ascii.Trim(text)
		}
		u, _ := r.Base.Resolve(t.attribute("url"))
		r.b.Attachment(text, ref, u, t.start, t.end)
	}
}

func (r *Reader) image(t *token, address string) {
	alt := t.attribute("alt")
	if u, err := content.ParseURL(t.value); err == nil && u.Host() != "" { // [img=address]
		if alt == "" {
			alt = address
		}
		r.b.Image(u, alt, ascii.Natural(t.attribute("width")), ascii.Natural(t.attribute("height")), t.start, t.end)
		return
	}
	u, err := r.Base.ResolveTyped(address)
	if s := u.Scheme(); err != nil || s != "http" && s != "https" || r.Base.IsZero() && !ascii.Contains(address, "/") { // a file
		r.b.Text(address, t.from)
		return
	}
	width, height := ascii.Natural(t.attribute("width")), ascii.Natural(t.attribute("height"))
	for i := 0; i < len(t.value); i++ {
		if t.value[i]|0x20 == 'x' {
			width, height = ascii.Natural(t.value[:i]), ascii.Natural(t.value[i+1:])
		}
	}
	r.b.Image(u, alt, width, height, t.start, t.end)
}
