package edit_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/edit"
)

// words are what random sources are made of.
var words = []string{
	"[b]", "[/b]", "[b]", "[/b]", "[i]", "[/i]", "[u]", "[/u]", "[color=#ff0000]", "[/color]", "[url=http://a.b/]", "[/url]", "[quote]", "[/quote]",
	"[ul]\n[li]", "[/li]\n[li]", "[/li]\n[/ul]", "[list]\n[*]", "\n[*]", "\n[/list]", "[icode]", "[/icode]", "[code]", "[/code]", "[hr]", "[h2]", "[/h2]", "[center]", "[/center]",
	"[size=5]", "[/size]", "[mention=1]", "[/mention]", "[*]", "[li]", "[foo]", "[", "]", "\n", "\n\n", " ", "one", "two", "x", "y", "привет", "😀", ".", "[url]http://c.d[/url]",
}

func compose(r *rand.Rand, n int) string {
	var b strings.Builder
	for range 1 + r.IntN(n) {
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.String()
}

func selected(r *rand.Rand, text string) edit.Field {
	n := edit.Units(text)
	f := edit.Field{Text: text, Start: r.IntN(n + 1), End: r.IntN(n + 1)}
	if r.IntN(4) == 0 {
		f.End = f.Start
	}
	return f
}

// char is a character as a reader sees it, with where the source has it.
type char struct {
	r      rune
	at     int
	format map[string]string
	raw    bool
}

// seen gives the characters of a source but white space; false when it cannot be told where each one
// stands in the source.
func seen(src string) (list []char, ok bool) {
	d := bbcode.Parse(src)
	ok = true
	var walk func(content.ID, map[string]string)
	walk = func(parent content.ID, format map[string]string) {
		for id := d.First(parent); id != 0; id = d.Next(id) {
			inner := map[string]string{}
			for k, v := range format {
				inner[k] = v
			}
			n := d.Nodes[id]
			switch k := d.Kind(id); k {
			case content.Bold, content.Italic, content.Underline, content.Strike, content.Sub, content.Sup:
				inner[fmt.Sprint(k)] = "on"
			case content.Color:
				inner["color"] = d.RGB(id).Hex()
			case content.Size:
				inner["size"] = d.Step(id).Keyword()
			case content.Link:
				inner["url"] = d.URL(id).String()
				ok = ok && src[n.Start] == '[' // an address in text is no longer one when it is cut
			case content.Text, content.Code, content.CodeBlock, content.Mention:
				text := d.Text(id)
				exact := int(n.End-n.Start) == len(text) && src[n.Start:n.End] == text
				raw := k != content.Text
				ok = ok && (exact || raw)
				for i, r := range text {
					if r != ' ' && r != '\n' && r != '\u200b' {
						list = append(list, char{r, int(n.Start) + i, format, raw})
					}
				}
			}
			walk(id, inner)
		}
	}
	walk(0, nil)
	return list, ok
}

func without(m map[string]string, key string) map[string]string {
	out := map[string]string{}
	for k, v := range m {
		if k != key {
			out[k] = v
		}
	}
	return out
}

func inside(t *testing.T, f edit.Field, e edit.Edit) string {
	t.Helper()
	text := e.Apply(f.Text)
	if e.Start < 0 || e.End < e.Start || e.End > edit.Units(text) || e.From < 0 || e.To < e.From || e.To > edit.Units(f.Text) {
		t.Fatalf("%+v is not in %q, from %+v", e, text, f)
	}
	return text
}

func bytesOf(f edit.Field) (from, to int) {
	units, a, b := 0, min(f.Start, f.End), max(f.Start, f.End)
	from, to = len(f.Text), len(f.Text)
	for i, r := range f.Text {
		if units >= a || units+edit.Units(string(r)) > a {
			from = min(from, i)
		}
		if units >= b {
			to = min(to, i)
		}
		units += edit.Units(string(r))
	}
	if a == b {
		return from, from
	}
	return from, max(from, to)
}

func TestFormattingIsThatOfTheSelectionAndOfNothingElse(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	tags := map[string]struct{ key, value string }{
		"b": {fmt.Sprint(content.Bold), ""}, "i": {fmt.Sprint(content.Italic), ""}, "color": {"color", "#0000ff"}, "url": {"url", "https://x.yz/"},
	}
	names := []string{"b", "b", "i", "color", "url"}
	done := 0
	for done < 6_000 {
		src := strings.ReplaceAll(compose(r, 14), "[url]http://c.d[/url]", "") // which is one thing, selected or not
		before, ok := seen(src)
		f := selected(r, src)
		from, to := bytesOf(f)
		touched := 0
		for _, c := range before {
			if from <= c.at && c.at < to && !c.raw {
				touched++
			}
		}
		if !ok || touched == 0 {
			done++ // still must not break
		}
		name := names[r.IntN(len(names))]
		tag := tags[name]
		e, err := f.Toggle(name, tag.value)
		require.NoError(t, err)
		text := inside(t, f, e)
		after, _ := seen(text)
		if name != "url" { // an address in a tag is text when the link is gone
			require.Equal(t, len(before), len(after), "%q from %q", text, src)
		}
		if !ok || touched == 0 || len(before) != len(after) {
			continue
		}
		done++
		on := "on"
		if tag.value != "" {
			on = tag.value
		}
		all := true
		for _, c := range before {
			if from <= c.at && c.at < to && !c.raw {
				all = all && c.format[tag.key] == on
			}
		}
		if text == src {
			continue // in code
		}
		for i, c := range before {
			require.Equal(t, c.r, after[i].r, "%q from %q", text, src)
			require.Equal(t, without(c.format, tag.key), without(after[i].format, tag.key), "other formatting of %c in %q from %q", c.r, text, src)
			if c.raw {
				continue
			}
			want := c.format[tag.key]
			if from <= c.at && c.at < to {
				want = on
				if all {
					want = ""
				}
			}
			if name == "url" && want != on && c.format[tag.key] != "" {
				continue // links that a new one meets may end
			}
			require.Equal(t, want, after[i].format[tag.key], "%s of %c at %d in %q from %+v", name, c.r, c.at, text, f)
		}
	}
}

// commands are the edits by number, for random ones.
var commands = []func(edit.Field) edit.Edit{
	toggle("b", ""), toggle("i", ""), toggle("color", "red"), toggle("color", ""), toggle("url", "http://x.y"), toggle("url", ""), toggle("icode", ""),
	toggle("code", "go"), toggle("quote", "Anna"), toggle("spoiler", ""), toggle("h2", ""), toggle("center", ""), toggle("right", ""), toggle("ul", ""), toggle("ol", ""),
	edit.Field.Indent, edit.Field.Outdent, func(f edit.Field) edit.Edit { e, _ := f.Enter(); return e },
}

func toggle(tag, value string) func(edit.Field) edit.Edit {
	return func(f edit.Field) edit.Edit {
		e, err := f.Toggle(tag, value)
		if err != nil {
			panic(err)
		}
		return e
	}
}

// typed gives what a source has outside of tags, without white space.
func typed(src string) string {
	var r bbcode.Reader
	o := r.Outline(src)
	tag := make([]bool, len(src))
	mark := func(from, to int) {
		for i := from; i < to; i++ {
			tag[i] = true
		}
	}
	for _, m := range o.Tags {
		if e := o.Elements[m.Element]; e.Solid {
			mark(e.Start, e.Open)
			mark(e.Close, e.End)
		} else {
			mark(m.Start, m.End)
		}
	}
	var b strings.Builder
	for i, c := range src {
		if !tag[i] && !strings.ContainsRune(" \t\r\n\f\u200b", c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// holds tells that a text has the characters of another in their order.
func holds(text, typed string) bool {
	rest := []rune(typed)
	for _, r := range text {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

func checkEdit(t *testing.T, f edit.Field, command int) {
	e := commands[command%len(commands)](f)
	text := inside(t, f, e)
	if want := typed(f.Text); !holds(text, want) {
		t.Fatalf("command %d loses some of %q in %q, from %+v", command%len(commands), want, text, f)
	}
	if !e.Changes() && text != f.Text {
		t.Fatal("an edit that changes and says it does not")
	}
}

func TestNothingTypedIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for range 6000 {
		checkEdit(t, selected(r, compose(r, 20)), r.IntN(len(commands)))
	}
}

func FuzzEdit(f *testing.F) {
	f.Add("one [b]two[/b]\n[ul]\n[li]three[/li]\n[/ul]", 4, 9, 0)
	f.Add("[list][*]a[list][*]b[/list][*]c[/list]", 20, 20, 16)
	f.Add("[code]a\n  b[/code]😀[/b]", 3, 22, 15)
	f.Fuzz(func(t *testing.T, text string, start, end, command int) {
		if command < 0 || len(text) > 5000 {
			return
		}
		checkEdit(t, edit.Field{Text: strings.ToValidUTF8(text, "?"), Start: start, End: end}, command)
	})
}

func TestTogglingTwiceChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	lines := []string{"one", "two words", "[b]bold[/b] x", "привет 😀", "[url=http://a.b/]c[/url].", "[icode]q[/icode] z"}
	for range 1500 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(lines[r.IntN(len(lines))] + "\n"[:r.IntN(2)])
		}
		text := strings.TrimRight(b.String(), "\n")
		for _, tag := range []string{"u", "ul", "ol", "quote", "spoiler"} {
			f := edit.Field{Text: text, End: edit.Units(text)}
			on := toggle(tag, "")(f)
			require.NotEqual(t, text, on.Apply(text), tag)
			again := edit.Field{Text: on.Apply(text), Start: on.Start, End: on.End}
			require.Equal(t, text, toggle(tag, "")(again).Apply(again.Text), "%s: %+v", tag, again)
		}
	}
}
