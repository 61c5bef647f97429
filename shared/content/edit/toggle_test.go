package edit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/edit"
)

// field reads a text with its selection between bars; one bar is a caret.
func field(s string) edit.Field {
	before, rest, _ := strings.Cut(s, "|")
	inside, after, ok := strings.Cut(rest, "|")
	f := edit.Field{Text: before + inside + after, Start: edit.Units(before)}
	f.End = f.Start
	if ok {
		f.End += edit.Units(inside)
	}
	return f
}

// drawn writes the text after an edit with its selection between bars.
func drawn(f edit.Field, e edit.Edit) string {
	text := e.Apply(f.Text)
	units, out := 0, ""
	bars := []int{e.Start}
	if e.End > e.Start {
		bars = append(bars, e.End)
	}
	for _, r := range text {
		if len(bars) > 0 && units >= bars[0] {
			out, bars = out+"|", bars[1:]
		}
		out += string(r)
		units += edit.Units(string(r))
	}
	return out + strings.Repeat("|", len(bars))
}

func TestToggle(t *testing.T) {
	for name, tt := range map[string]struct{ in, tag, value, want string }{
		"a selection is put between tags":                  {"one |two| three", "b", "", "one [b]|two|[/b] three"},
		"spaces stay outside":                              {"one| two |three", "b", "", "one [b]|two|[/b] three"},
		"a selection in tags loses them":                   {"one [b]|two|[/b] three", "b", "", "one |two| three"},
		"tags that are selected go too":                    {"one |[b]two[/b]| three", "b", "", "one |two| three"},
		"part of what is in tags leaves the rest":          {"[b]one |two| three[/b]", "b", "", "[b]one[/b] |two| [b]three[/b]"},
		"what is partly formatted is wholly":               {"[b]one |two[/b] three|", "b", "", "[b]one |two three|[/b]"},
		"what touches becomes one":                         {"[b]one[/b]|two|", "b", "", "[b]one|two|[/b]"},
		"an element that is crossed is crossed in order":   {"[i]one |two[/i] three|", "b", "", "[i]one [b]|two[/b][/i] [b]three|[/b]"},
		"from outside too":                                 {"|one [i]two| three[/i]", "b", "", "[b]|one[/b] [i][b]two|[/b] three[/i]"},
		"taking off across an element keeps order":         {"[b]x [i]|one| two[/i] y[/b]", "b", "", "[b]x[/b] [i]|one| [b]two[/b][/i] [b]y[/b]"},
		"an element within stays within":                   {"|one [i]two[/i] three|", "b", "", "[b]|one [i]two[/i] three|[/b]"},
		"blocks are not put into formatting":               {"|one [quote]two[/quote] three|", "b", "", "[b]|one[/b] [quote][b]two[/b][/quote] [b]three|[/b]"},
		"items of a list have their own":                   {"[list][*]|one\n[*]two|\n[/list]", "b", "", "[list][*][b]|one[/b]\n[*][b]two|[/b]\n[/list]"},
		"the caret in a word takes the word":               {"one tw|o three", "b", "", "one [b]tw|o[/b] three"},
		"the caret in an element takes its tags":           {"[b]one tw|o[/b] three", "b", "", "one tw|o three"},
		"the caret elsewhere gets tags to type into":       {"one | two", "b", "", "one [b]|[/b] two"},
		"and loses them again":                             {"one [b]|[/b] two", "b", "", "one | two"},
		"letters outside ASCII are words":                  {"при|вет мир", "i", "", "[i]при|вет[/i] мир"},
		"positions count UTF-16":                           {"😀 |two😀| 😀", "b", "", "😀 [b]|two😀|[/b] 😀"},
		"a colour":                                         {"|a|", "color", "red", "[color=#ff0000]|a|[/color]"},
		"another colour replaces it":                       {"[color=#ff0000]|a|[/color]", "color", "blue", "[color=#0000ff]|a|[/color]"},
		"another colour for a part":                        {"[color=#ff0000]a |b|[/color]", "color", "blue", "[color=#ff0000]a [color=#0000ff]|b|[/color][/color]"},
		"no colour takes any away":                         {"[color=#ff0000]a |b|[/color] c", "color", "", "[color=#ff0000]a[/color] |b| c"},
		"a link":                                           {"see |this| here", "url", "example.com/a", "see [url=https://example.com/a]|this|[/url] here"},
		"a link over links replaces them":                  {"|a [url=http://b.cd]e[/url] [url]http://f.gh[/url]|", "url", "https://x.yz", "[url=https://x.yz/]|a e http://f.gh|[/url]"},
		"a link is taken away":                             {"a [url=http://b.cd]|e|[/url]", "url", "", "a |e|"},
		"the caret in a link takes it away":                {"a [url]http://b|.cd[/url]", "url", "", "a http://b|.cd"},
		"an e-mail link":                                   {"|a|", "email", "b@c.de", "[email=b@c.de]|a|[/email]"},
		"text that looks like a tag is no part of it":      {"use [b] for |this|", "b", "", "use [\u200bb] for [b]|this|[/b]"},
		"what is in code cannot be formatted":              {"[code]a |b| c[/code]", "b", "", "[code]a |b| c[/code]"},
		"code in a line":                                   {"a |b| c", "icode", "", "a [icode]|b|[/icode] c"},
		"code in a line is taken away":                     {"a [icode]|b|[/icode] c", "icode", "", "a |b| c"},
		"lines of code are a block":                        {"|a\nb|", "icode", "", "[code]|a\nb|[/code]"},
		"code with its language":                           {"|a|", "code", "go", "[code=go]|a|[/code]"},
		"tags that end in code go outside":                 {"[b]one |two[/b] three|", "icode", "", "[b]one [/b][icode]|two three|[/icode]"},
		"tags that start in code go outside":               {"|one [b]two| three[/b]", "icode", "", "[icode]|one two|[/icode][b] three[/b]"},
		"a quote":                                          {"one\n|two|\nthree", "quote", "", "one\n[quote]|two|[/quote]\nthree"},
		"a quote with its author":                          {"|two|", "quote", `A "B" [c]`, `[quote="A 'B' (c)"]|two|[/quote]`},
		"a quote is taken away":                            {"[quote=Anna]one |two| three[/quote]", "quote", "", "one |two| three"},
		"formatting ends before a quote and goes on in it": {"[b]one |two| three[/b]", "quote", "", "[b]one [/b][quote][b]|two|[/b][/quote][b] three[/b]"},
		"formatting of just the quoted goes along":         {"one [b]|two|[/b] three", "quote", "", "one [quote][b]|two|[/b][/quote] three"},
		"blocks that lie partly in it are in it":           {"[list][*]one\n[*]t|wo[/list] thr|ee", "quote", "", "[quote][list][*]one\n[*]t|wo[/list] thr|[/quote]ee"},
		"an empty quote to type into":                      {"one |", "quote", "", "one [quote]|[/quote]"},
		"a heading is a whole line":                        {"one\ntw|o\nthree", "h2", "", "one\n[h2]tw|o[/h2]\nthree"},
		"another heading replaces it":                      {"[h2]tw|o[/h2]", "h3", "", "[h3]tw|o[/h3]"},
		"a heading is taken away":                          {"[h2]tw|o[/h2]", "h2", "", "tw|o"},
		"alignment replaces alignment":                     {"[center]tw|o[/center]", "right", "", "[right]tw|o[/right]"},
		"a line in a block is a line":                      {"[quote]o|ne[/quote] two", "center", "", "[quote][center]o|ne[/center][/quote] two"},
	} {
		t.Run(name, func(t *testing.T) {
			f := field(tt.in)
			e, err := f.Toggle(tt.tag, tt.value)
			require.NoError(t, err)
			require.Equal(t, tt.want, drawn(f, e))
		})
	}
}

func TestLists(t *testing.T) {
	const ul = "[ul]\n[li]one[/li]\n[li]two[/li]\n[li]three[/li]\n[/ul]"
	type do func(edit.Field) edit.Edit
	toggle := func(tag string) do {
		return func(f edit.Field) edit.Edit { e, _ := f.Toggle(tag, ""); return e }
	}
	enter := func(f edit.Field) edit.Edit { e, _ := f.Enter(); return e }
	bullets, numbers, indent, outdent := toggle("ul"), toggle("ol"), edit.Field.Indent, edit.Field.Outdent
	for name, tt := range map[string]struct {
		do       do
		in, want string
	}{
		"lines become items":                           {bullets, "|one\ntwo|", "[ul]\n[li]|one[/li]\n[li]two|[/li]\n[/ul]"},
		"the line of the caret becomes an item":        {bullets, "one\ntw|o\nthree", "one\n[ul]\n[li]tw|o[/li]\n[/ul]\nthree"},
		"empty lines stay":                             {numbers, "|one\n\ntwo|", "[ol]\n[li]|one[/li]\n\n[li]two|[/li]\n[/ol]"},
		"items become lines":                           {bullets, "[ul]\n[li]|one[/li]\n[li]two|[/li]\n[/ul]", "|one\ntwo|"},
		"one item becomes a line":                      {bullets, strings.Replace(ul, "two", "tw|o", 1), "[ul]\n[li]one[/li]\n[/ul]\ntw|o\n[ul]\n[li]three[/li]\n[/ul]"},
		"items with stars become lines":                {bullets, "[list]\n[*]|one\n[*]two|\n[/list]\nx", "|one\ntwo|\nx"},
		"the middle of items with stars":               {bullets, "[list]\n[*]one\n[*]t|wo\n[*]three\n[/list]", "[list]\n[*]one\n[/list]\nt|wo\n[list]\n[*]three\n[/list]"},
		"another kind changes the list":                {numbers, "[ul]\n[li]o|ne[/li]\n[/ul]", "[ol]\n[li]o|ne[/li]\n[/ol]"},
		"another kind of a list with stars":            {numbers, "[list][*]o|ne[/list]", "[list=1][*]o|ne[/list]"},
		"formatting over lines is in each item":        {bullets, "|[b]one\ntwo[/b]|", "[ul]\n[li]|[b]one[/b][/li]\n[li][b]two[/b]|[/li]\n[/ul]"},
		"a block is an item":                           {bullets, "|one\n[quote]two\n\nthree[/quote]|", "[ul]\n[li]|one[/li]\n[li][quote]two\n\nthree[/quote]|[/li]\n[/ul]"},
		"a list among the lines gives its items":       {bullets, "|one\n[ul]\n[li]two[/li]\n[/ul]|", "[ul]\n[li]|one[/li]\n[li]two[/li]|\n[/ul]"},
		"no lines are an empty item":                   {bullets, "one\n|", "one\n[ul]\n[li]|[/li]\n[/ul]"},
		"text that looks like an item is none":         {bullets, "|a [*] b|", "[ul]\n[li]|a [\u200b*] b|[/li]\n[/ul]"},
		"an item goes into the one before":             {indent, "[ul]\n[li]one[/li]\n[li]tw|o[/li]\n[/ul]", "[ul]\n[li]one\n[ul]\n[li]tw|o[/li]\n[/ul][/li]\n[/ul]"},
		"and to the list that is there":                {indent, "[ul]\n[li]one\n[ul]\n[li]two[/li]\n[/ul][/li]\n[li]thr|ee[/li]\n[/ul]", "[ul]\n[li]one\n[ul]\n[li]two[/li]\n[li]thr|ee[/li]\n[/ul][/li]\n[/ul]"},
		"an item with a star goes in":                  {indent, "[list]\n[*]one\n[*]tw|o\n[*]three\n[/list]", "[list]\n[*]one\n[list]\n[*]tw|o\n[/list]\n[*]three\n[/list]"},
		"the first item goes nowhere":                  {indent, "[ul]\n[li]o|ne[/li]\n[/ul]", "[ul]\n[li]o|ne[/li]\n[/ul]"},
		"an item comes out":                            {outdent, "[ul]\n[li]one\n[ul]\n[li]tw|o[/li]\n[/ul][/li]\n[/ul]", "[ul]\n[li]one[/li]\n[li]tw|o[/li]\n[/ul]"},
		"the last of the items comes out":              {outdent, "[ul]\n[li]one\n[ul]\n[li]two[/li]\n[li]thr|ee[/li]\n[/ul][/li]\n[/ul]", "[ul]\n[li]one\n[ul]\n[li]two[/li]\n[/ul][/li]\n[li]thr|ee[/li]\n[/ul]"},
		"the items after it go with it":                {outdent, "[ul]\n[li]one\n[ul]\n[li]tw|o[/li]\n[li]three[/li]\n[/ul][/li]\n[/ul]", "[ul]\n[li]one[/li]\n[li]tw|o\n[ul]\n[li]three[/li]\n[/ul][/li]\n[/ul]"},
		"an item with a star comes out":                {outdent, "[list]\n[*]one\n[list]\n[*]tw|o\n[/list]\n[*]three\n[/list]", "[list]\n[*]one\n[*]tw|o\n[*]three\n[/list]"},
		"an item of no other becomes a line":           {outdent, "[ul]\n[li]o|ne[/li]\n[/ul]", "o|ne"},
		"lines of code go right":                       {indent, "[code]a\n|b\nc|[/code]", "[code]a\n|  b\n  c|[/code]"},
		"lines of code go left":                        {outdent, "[code]a\n  |b\n c|[/code]", "[code]a\n|b\nc|[/code]"},
		"a line end starts an item":                    {enter, "[ul]\n[li]one|[/li]\n[/ul]", "[ul]\n[li]one[/li]\n[li]|[/li]\n[/ul]"},
		"behind the tag of an item, too":               {enter, "[ul]\n[li]one[/li]|\n[/ul]", "[ul]\n[li]one[/li]\n[li]|[/li]\n[/ul]"},
		"behind an empty item it ends the list":        {enter, "[ul]\n[li]one[/li]\n[li][/li]|\n[/ul]", "[ul]\n[li]one[/li]\n[/ul]\n|"},
		"between two items it is a line end":           {enter, "[ul][li]one[/li]|[li]two[/li][/ul]", "[ul][li]one[/li]|[li]two[/li][/ul]"},
		"a line end within an item parts it":           {enter, "[ul]\n[li][b]on|e[/b][/li]\n[/ul]", "[ul]\n[li][b]on[/b][/li]\n[li][b]|e[/b][/li]\n[/ul]"},
		"at the end of formatting it ends":             {enter, "[ul]\n[li][b]one|[/b][/li]\n[/ul]", "[ul]\n[li][b]one[/b][/li]\n[li]|[/li]\n[/ul]"},
		"a line end starts an item with a star":        {enter, "[list]\n[*]one|\n[/list]", "[list]\n[*]one\n[*]|\n[/list]"},
		"in an empty item it ends the list":            {enter, "[ul]\n[li]one[/li]\n[li]|[/li]\n[/ul]", "[ul]\n[li]one[/li]\n[/ul]\n|"},
		"in an empty item with a star too":             {enter, "[list]\n[*]one\n[*]|\n[/list]", "[list]\n[*]one\n[/list]\n|"},
		"in an empty item of an inner list it goes up": {enter, "[ul]\n[li]one\n[ul]\n[li]|[/li]\n[/ul][/li]\n[/ul]", "[ul]\n[li]one[/li]\n[li]|[/li]\n[/ul]"},
		"elsewhere it is a line end":                   {enter, "one|", "one|"},
		"in a quote in an item too":                    {enter, "[ul][li][quote]a|[/quote][/li][/ul]", "[ul][li][quote]a|[/quote][/li][/ul]"},
	} {
		t.Run(name, func(t *testing.T) {
			f := field(tt.in)
			require.Equal(t, tt.want, drawn(f, tt.do(f)))
		})
	}
}
