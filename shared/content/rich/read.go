package rich

import "deskside/shared/content"

// Read gives the document that a program says. It never fails: of a program that breaks off it reads
// what there is, of one of another version nothing. Formatting is nested as few nodes need it, in
// whatever order the program has it.
func Read(program []byte) *content.Document {
	r := reader{program: string(program)}
	r.b.Reset(false)
	if len(program) > 0 && program[0] == Version {
		r.at, r.changed = 1, true
		r.b.Expect(len(program))
		for r.at < len(program) {
			r.next()
		}
		r.line()
	}
	return r.b.Document(0)
}

// values are those of a node, each sort in the order of Fields.
type values struct {
	n [4]int
	s [3]string
}

// frame is a node that is open. mark is the Builder's of a container, and that of formatting is how
// many were open around it.
type frame struct {
	kind content.Kind
	mark int
}

type reader struct {
	b       content.Builder
	program string // and no string of it is copied
	at      int

	open    []frame
	formats []format // those that are open
	leaves  []leaf   // of the line that is gathered
	// sets are the formatting of its pieces, each kind once; the last is that of formats unless it changed.
	sets    [][]format
	changed bool
	on      []switched

	code     []byte
	language string
}

func (r *reader) number() (n int) {
	u := uint32(0)
	for shift := 0; shift < 35 && r.at < len(r.program); shift += 7 {
		c := r.program[r.at]
		r.at++
		u |= uint32(c&0x7f) << shift
		if c < 0x80 {
			break
		}
	}
	return int(u)
}

func (r *reader) string() string {
	n := uint(uint32(r.number()))
	s := r.program[r.at:]
	if n < uint(len(s)) {
		s = s[:n]
	}
	r.at += len(s)
	return s
}

// next reads a node's beginning, or the end of one.
func (r *reader) next() {
	k := content.Kind(r.program[r.at])
	r.at++
	if k == content.Root || int(k) >= content.Kinds {
		r.close()
		return
	}
	start := r.at
	v := r.values(k)
	switch {
	case k == content.Text && len(r.open) > 0 && r.open[len(r.open)-1].kind == content.CodeBlock:
		r.code = append(r.code, v.s[0]...)
	case k == content.Rule:
		r.line()
		r.b.Rule(0, 0)
	case Leaf(k):
		if r.changed {
			r.sets, r.changed = append(r.sets, effective(r.formats)), false
		}
		r.leaves = append(r.leaves, leaf{k, uint32(start), int32(len(r.sets) - 1)})
	case k.Formats():
		r.open = append(r.open, frame{kind: k, mark: len(r.formats)})
		if len(r.formats) < maxFormats {
			r.formats = append(r.formats, formatOf(k, v))
			r.changed = true
		}
	default:
		r.line()
		r.block(k, v)
	}
}

// values reads those that a kind has.
func (r *reader) values(k content.Kind) (v values) {
	numbers, strings, text := 0, 0, false
	names := fields[k]
	for i := 0; i <= len(names); i++ {
		switch {
		case i < len(names) && names[i] == '$':
			text = true
		case i < len(names) && names[i] != ' ' || names == "":
		case text:
			v.s[strings] = r.string()
			strings++
			text = false
		default:
			v.n[numbers] = r.number()
			numbers++
		}
	}
	return v
}

func (r *reader) block(k content.Kind, v values) {
	f := frame{kind: k}
	switch k {
	case content.Paragraph:
		r.b.SetLevel(0, 0)
		r.b.SetAlign(alignOf(v.n[0]), 0)
	case content.Heading:
		r.b.SetLevel(min(max(v.n[0], 1), 6), 0)
		r.b.SetAlign(alignOf(v.n[1]), 0)
	case content.CodeBlock:
		r.code, r.language = r.code[:0], v.s[0]
	default:
		f.mark = r.b.Open(blockOf(k, v), 0)
	}
	r.open = append(r.open, f)
}

func blockOf(k content.Kind, v values) content.Block {
	b := content.Block{Kind: k}
	switch k {
	case content.List:
		b.Style, b.Ordinal, b.Numbered = content.ListStyle(min(v.n[0], int(content.UpperRoman))), int(int32(v.n[1])), true
	case content.Cell:
		b.Columns, b.Rows = v.n[1], v.n[2]
		if v.n[0] != 0 {
			b.Flags = content.Header
		}
	case content.Quote:
		b.Author, b.Date, b.Ref = v.s[0], v.s[1], v.s[2]
		if v.n[0] != 0 {
			b.Flags = content.Folded
		}
	case content.Spoiler:
		b.Title = v.s[0]
	}
	return b
}

func alignOf(n int) content.Align { return content.Align(min(uint(n), uint(content.AlignJustify))) }

func (r *reader) close() {
	if len(r.open) == 0 {
		return
	}
	f := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	switch {
	case f.kind.Formats():
		r.changed = r.changed || f.mark < len(r.formats)
		r.formats = r.formats[:f.mark]
	case f.kind == content.CodeBlock:
		r.line()
		r.b.CodeBlock(string(r.code), r.language, 0, 0)
	case f.kind == content.Paragraph || f.kind == content.Heading:
		r.line()
		r.b.EndParagraph(0)
		r.b.SetLevel(0, 0)
		r.b.SetAlign(content.AlignDefault, 0)
	default:
		r.line()
		if f.mark > 0 {
			r.b.CloseTo(f.mark, 0)
		}
	}
}
