package macros

import (
	"slices"
	"strings"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/filter/fold"
	"deskside/shared/words"
)

// Values stand in the text as characters for private use while it is read, so
// that nothing in a value is ever read as markup, or as a variable.
const firstPlaceholder, lastPlaceholder = 0xf0000, 0xffffd

func placeholder(r rune) bool { return r >= firstPlaceholder && r <= lastPlaceholder }

// Filled is a text as it is said about a ticket.
type Filled struct {
	// Source is BBCode.
	Source string
	// Empty are the variables that have no value and no default.
	Empty []string
}

// Fill says the text about a ticket. It takes time in proportion to the text and
// the values in it.
func (t *Template) Fill(f *Facts) Filled {
	var out Filled
	var b strings.Builder
	var values []string
	put := func(value string) {
		if value == "" {
			return
		}
		if address, ok := leading(b.String(), value); ok {
			b.WriteString(address)
			return
		}
		b.WriteRune(rune(firstPlaceholder + len(values)))
		values = append(values, value)
	}
	for i := 0; i < len(t.nodes); i++ {
		n := &t.nodes[i]
		switch n.kind {
		case literal:
			b.WriteString(withoutPlaceholders(n.text))
		case output:
			value := oneLine(n.value.text)
			if n.value.name != "" {
				value = f.shown(n.value.name)
			}
			if value == "" && n.has {
				value = oneLine(n.fallback)
			} else if value == "" && n.value.name != "" && !slices.Contains(out.Empty, n.value.name) {
				out.Empty = append(out.Empty, n.value.name)
			}
			put(value)
		case branch:
			// Where it is not so, the next branch is asked.
			for n.kind == branch && f.holds(n.test) == n.unless {
				i = n.next
				n = &t.nodes[i]
			}
		}
		// What follows a branch that was taken is left out.
		for i+1 < len(t.nodes) && t.nodes[i+1].end > 0 {
			i = t.nodes[i+1].end - 1
		}
	}
	out.Source = strings.TrimSpace(fill(b.String(), values))
	return out
}

// leading is a value as an address where a link to it begins: in the form of
// content.URL nothing of it can end the tag.
func leading(before, value string) (string, bool) {
	before = strings.TrimSuffix(before[max(0, len(before)-len(`[url="mailto:`)):], `"`)
	switch lower := strings.ToLower(before); {
	case strings.HasSuffix(lower, "[url=mailto:"), strings.HasSuffix(lower, `[url="mailto:`):
		u, err := content.ParseURL("mailto:" + value)
		return strings.TrimPrefix(u.String(), "mailto:"), err == nil
	case strings.HasSuffix(lower, "[url="):
		u, err := content.ParseURL(value)
		return u.String(), err == nil
	}
	return "", false
}

func withoutPlaceholders(s string) string {
	if !strings.ContainsFunc(s, placeholder) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if placeholder(r) {
			return -1
		}
		return r
	}, s)
}

// holds reports whether a condition is so: from the right, as Liquid has it.
func (f *Facts) holds(all []clause) bool {
	result := true
	for i := len(all) - 1; i >= 0; i-- {
		one := f.compare(&all[i])
		switch {
		case i == len(all)-1:
			result = one
		case all[i].and:
			result = one && result
		default:
			result = one || result
		}
	}
	return result
}

func (f *Facts) compare(c *clause) bool {
	left := f.folded(&c.left)
	if c.op == "" {
		return len(left) > 0
	}
	right := f.folded(&c.right)
	same := func(l string) bool { return slices.Contains(right, l) }
	switch c.op {
	case "==":
		return len(left)+len(right) == 0 || slices.ContainsFunc(left, same)
	case "!=":
		return len(left)+len(right) > 0 && !slices.ContainsFunc(left, same)
	}
	// Tags contain a tag, texts a part of them.
	if c.left.name == "ticket.tags" {
		return slices.ContainsFunc(left, same)
	}
	return slices.ContainsFunc(left, func(l string) bool {
		return slices.ContainsFunc(right, func(r string) bool { return strings.Contains(l, r) })
	})
}

func (f *Facts) folded(o *operand) (out []string) {
	all := []string{o.text}
	if o.name != "" {
		all = f.values(o.name)
	}
	for _, one := range all {
		if one = fold.String(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// filler copies content with values in their places.
type filler struct {
	b      content.Builder
	d      *content.Document
	values []string
}

// fill reads a source as BBCode and puts values where they belong.
func fill(source string, values []string) string {
	var r bbcode.Reader
	f := filler{d: r.Read(source), values: values}
	f.b.Reset(false)
	f.below(0)
	return bbcode.Print(f.b.Document(len(source)))
}

// text is a text of the document with the values in it.
func (f *filler) text(s string) string {
	if !strings.ContainsFunc(s, placeholder) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !placeholder(r):
			b.WriteRune(r)
		case int(r)-firstPlaceholder < len(f.values):
			b.WriteString(f.values[r-firstPlaceholder])
		}
	}
	return b.String()
}

// escapedPlaceholder begins a placeholder as addresses have it.
const escapedPlaceholder = "%F3%B"

// url is an address with the values in it, each as one part of it, and whether
// there were any.
func (f *filler) url(u content.URL) (filled content.URL, ok bool) {
	s := u.String()
	if !strings.Contains(s, escapedPlaceholder) && !strings.ContainsFunc(s, placeholder) {
		return u, true
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if strings.HasPrefix(s[i:], escapedPlaceholder) && i+12 <= len(s) {
			if r := decoded(s[i : i+12]); placeholder(r) && int(r)-firstPlaceholder < len(f.values) {
				f.escape(&b, u.Scheme(), f.values[r-firstPlaceholder])
				i += 12
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	filled, err := content.ParseURL(b.String())
	return filled, err == nil
}

// decoded reads one character of four bytes of an address.
func decoded(s string) rune {
	var bytes [4]byte
	for i := range bytes {
		bytes[i] = nibble(s[i*3+1])<<4 | nibble(s[i*3+2])
	}
	for _, r := range string(bytes[:]) {
		return r
	}
	return 0
}

func nibble(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 0
}

const digits = "0123456789ABCDEF"

func (f *filler) escape(b *strings.Builder, scheme, value string) {
	for i := range len(value) {
		c := value[i]
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' || c == '~',
			c == '@' && scheme == "mailto":
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
}

func (f *filler) below(parent content.ID) {
	for id := f.d.First(parent); id != 0; id = f.d.Next(id) {
		f.node(id)
	}
}

func (f *filler) node(id content.ID) {
	b, d := &f.b, f.d
	n := &d.Nodes[id]
	start, end := int(n.Start), int(n.End)
	switch n.Kind {
	case content.Paragraph, content.Heading:
		b.EndParagraph(start)
		level, align := b.SetLevel(d.Level(id), start), b.SetAlign(d.Align(id), start)
		f.below(id)
		b.EndParagraph(end)
		b.SetLevel(level, end)
		b.SetAlign(align, end)
	case content.CodeBlock:
		b.CodeBlock(f.text(d.Text(id)), d.Language(id), start, end)
	case content.Rule:
		b.Rule(start, end)
	case content.Text:
		b.Words(f.text(d.Text(id)), start, end)
	case content.Code:
		mark := b.Push(content.Format{Kind: content.Code}, start)
		b.Words(f.text(d.Text(id)), start, end)
		b.Pop(mark, end)
	case content.Break:
		b.Break(start)
	case content.Image:
		width, height := d.Dimensions(id)
		if u, ok := f.url(d.URL(id)); ok {
			b.Image(u, f.text(d.Alt(id)), width, height, start, end)
		}
	case content.Mention:
		b.Mention(f.text(d.Text(id)), f.text(d.Ref(id)), start, end)
	case content.Attachment:
		if u, ok := f.url(d.URL(id)); ok {
			b.Attachment(f.text(d.Text(id)), d.Ref(id), u, start, end)
		}
	default:
		if n.Kind.Container() {
			f.container(id, n, start, end)
			return
		}
		u, ok := f.url(d.URL(id))
		if n.Kind == content.Link && (!ok || d.ShowsAddress(id)) {
			// Its words say where it leads: with what follows they are read anew as an address, or stay words.
			f.below(id)
			return
		}
		mark := b.Push(content.Format{Kind: n.Kind, RGB: d.RGB(id), Step: d.Step(id), Family: d.Family(id), URL: u}, start)
		f.below(id)
		b.Pop(mark, end)
	}
}

func (f *filler) container(id content.ID, n *content.Node, start, end int) {
	d := f.d
	bl := content.Block{Kind: n.Kind, Flags: n.Flags, Style: d.Style(id), Ordinal: d.Ordinal(id), Numbered: true}
	bl.Author, bl.Date, bl.Ref = d.Source(id)
	bl.Author, bl.Date = f.text(bl.Author), f.text(bl.Date)
	bl.Columns, bl.Rows = d.Spans(id)
	if n.Kind == content.Spoiler {
		bl.Title = f.text(d.Text(id))
	}
	mark := f.b.Open(bl, start)
	f.below(id)
	f.b.CloseTo(mark, end)
}

// Said is what of a text has no value, for people.
func (f *Filled) Said() (all []words.Say) {
	for _, name := range f.Empty {
		all = append(all, words.MacroNoValue(words.Text(name)))
	}
	return all
}
