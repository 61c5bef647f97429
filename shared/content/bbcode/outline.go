package bbcode

import "deskside/shared/content/internal/ascii"

// Tag is a tag of the language, whatever name the source calls it by. The zero Tag is none.
type Tag = tag

// Named gives the tag of a name in any case.
func Named(name string) Tag { return named(name) }

// Formats tells the tags that change how text looks and may overlap with others.
func (t tag) Formats() bool { return t.rule() == ruleFormat }

// Raw tells the tags whose text is not BBCode.
func (t tag) Raw() bool { return t.rule() == ruleRaw }

// Block tells the tags that start a block of their own.
func (t tag) Block() bool {
	return t.rule() == ruleBlock || t == tagItem || t == tagHr || t == tagCode || t == tagPre
}

// Link tells the tags of links.
func (t tag) Link() bool { return t == tagURL || t == tagEmail }

// Valued tells the formatting that means nothing without a value.
func (t tag) Valued() bool { return t.Link() || t == tagColor || t == tagSize || t == tagFont }

// Cell tells the parts of tables.
func (t tag) Cell() bool { return t.cell() || t == tagTr || t.section() }

// List tells the tags of lists, Item those of their items.
func (t tag) List() bool { return t.list() }

// Item tells the tags of list items.
func (t tag) Item() bool { return t == tagLi || t == tagItem }

// Element is a tag that Parse acts on, with what it encloses. All places are byte offsets.
type Element struct {
	// Tag is zero for a closing tag that comes when another has closed its element already.
	Tag Tag
	// Value is what the opening tag says after its equals sign.
	Value string
	// Start and Open are the bounds of the opening tag.
	Start, Open int
	// Close and End are the bounds of the closing tag. They are one place where the source has none
	// of its own: after [hr], or where another tag ends the element.
	Close, End int
	// Solid tells that nothing can stand in it: its text is its value or is not BBCode.
	Solid bool
}

// Outline is how Parse reads the tags of a source, without the document: for those who change the
// source.
type Outline struct {
	// Elements are in the order of their opening tags.
	Elements []Element
	// Tags are the opening and closing tags in the order of the source. Those whose text is not
	// BBCode, or is their value, are one tag from Start to End.
	Tags []Mark
	// Cuts are places, in order, at which the source may be cut: what Parse gives for the pieces, one
	// after the other, is what it gives for the whole.
	Cuts []int
}

// Mark is a tag in the source.
type Mark struct {
	// Element is the place of its element in Outline.Elements.
	Element    int
	Closing    bool
	Start, End int
}

// Opens tells what tag the text at src[i] would open if it were one; zero for none.
func Opens(src string, i int) Tag {
	if i >= len(src) || src[i] != '[' {
		return tagNone
	}
	t, end := name(src, i+1)
	if _, behind := uidEnd(src, end); behind > 0 {
		end = behind
	}
	if end == len(src) || src[end] != ']' && (t.bare() || src[end] != '=' && src[end] != ' ') {
		return tagNone
	}
	return t
}

// Guard goes between a bracket and what would make it a tag.
const Guard = guard

// Outline reads the tags of a source.
func (r *Reader) Outline(src string) Outline {
	if len(src) > maxSource {
		src = src[:maxSource]
	}
	var o outliner
	r.outline = &o
	r.b.Reset(true)
	r.scan(src)
	// What nothing has closed ends with the source.
	r.closeTo(0, len(src))
	r.outline = nil
	for i := range o.Elements {
		if e := &o.Elements[i]; e.End < 0 {
			e.Close, e.End = len(src), len(src)
		}
	}
	if n := len(o.Cuts); n > 0 && o.ink <= o.cut {
		o.Cuts = o.Cuts[:n-1]
	}
	return o.Outline
}

type outliner struct {
	Outline
	cut int // the last cut
	ink int // the place after the last character that can be seen
}

// expect makes room for what a number of tags are at most.
func (o *outliner) expect(tags int) {
	o.Elements, o.Tags = make([]Element, 0, tags), make([]Mark, 0, tags)
}

func (o *outliner) add(t *token) int {
	o.Elements = append(o.Elements, Element{Tag: t.tag, Value: t.value, Start: t.start, Open: t.end, Close: t.end, End: t.end})
	i := len(o.Elements) - 1
	o.Tags = append(o.Tags, Mark{Element: i, Start: t.start, End: t.end})
	return i
}

func (o *outliner) open(t *token) int {
	i := o.add(t)
	o.Elements[i].End = -1
	o.ink = t.end
	return i
}

func (o *outliner) close(i, start, end int) {
	if e := &o.Elements[i]; e.End < 0 {
		e.Close, e.End = start, end
		o.ink = end
		if start < end {
			o.Tags = append(o.Tags, Mark{Element: i, Closing: true, Start: start, End: end})
		}
	}
}

func (o *outliner) spent(t *token) {
	o.Elements[o.add(t)].Tag = tagNone
}

func (o *outliner) word(r *Reader, t *token) {
	if t.tag.Block() {
		o.block(r, t.start)
	}
	i := o.add(t)
	e := &o.Elements[i]
	e.Open, e.Close, e.Solid = t.from, t.upto, true
	o.ink = t.end
	if t.tag.Block() {
		o.block(r, t.end)
	}
}

func (o *outliner) alone(r *Reader, t *token) {
	o.block(r, t.start)
	o.add(t)
	o.ink = t.end
	o.block(r, t.end)
}

// block takes the place before or after a block as a cut.
func (o *outliner) block(r *Reader, at int) {
	if r.neutral() {
		o.cutAt(at)
	}
}

// cutAt takes a cut. White space alone makes no piece: it goes to the one before.
func (o *outliner) cutAt(at int) {
	if n := len(o.Cuts); n > 0 && o.ink <= o.cut {
		o.Cuts = o.Cuts[:n-1]
	}
	if o.ink > 0 && at > 0 {
		o.Cuts = append(o.Cuts, at)
	}
	o.cut = at
}

// text looks for empty lines.
func (o *outliner) text(r *Reader, from, to int) {
	src, neutral, lines := r.lexer.src, r.neutral(), 0
	for i := from; i < to; i++ {
		switch c := src[i]; {
		case c == '\n':
			lines++
			if neutral && lines >= 2 {
				o.cutAt(i + 1)
			}
		case !ascii.Space(c):
			lines, o.ink = 0, i+1
		}
	}
}

// neutral tells that nothing is open and no closing tag is owed: what follows does not depend on
// what was before.
func (r *Reader) neutral() bool {
	if r.nformats > 0 || r.nblocks > 0 {
		return false
	}
	for _, n := range r.owed {
		if n > 0 {
			return false
		}
	}
	return true
}

// Name is the name by which Append prints a tag, "" for none.
func (t tag) Name() string {
	if name := t.kind().Tag(); name != "" {
		return name
	}
	switch t {
	case tagItem:
		return NameItem
	case tagEmail:
		return NameEmail
	}
	for i := range tagNames {
		if tagNames[i].tag == t {
			return tagNames[i].name
		}
	}
	return ""
}

// Heads tells the tags of headings, Aligns those of alignment.
func (t tag) Heads() bool { return tagH1 <= t && t <= tagH6 }

func (t tag) Aligns() bool {
	switch t {
	case tagLeft, tagCenter, tagRight, tagJustify, tagAlign:
		return true
	}
	return false
}

// Closes tells what tag the text at src[i] would close; zero for none.
func Closes(src string, i int) Tag {
	if i+1 >= len(src) || src[i] != '[' || src[i+1] != '/' {
		return tagNone
	}
	t, end := name(src, i+2)
	if _, behind := uidEnd(src, end); behind > 0 {
		end = behind
	}
	if end < len(src) && src[end] == ']' {
		return t
	}
	return tagNone
}

// Quoted is a value as it stands after an equals sign, whatever is in it.
func Quoted(s string) string {
	var p printer
	p.value("", s)
	return string(p.Buffer)
}
