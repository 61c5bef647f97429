package edit_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/edit"
)

func TestInsert(t *testing.T) {
	type put func(edit.Field) (edit.Edit, error)
	link := func(url, text string) put {
		return func(f edit.Field) (edit.Edit, error) { return f.Link(url, text) }
	}
	mention := func(id, name string) put {
		return func(f edit.Field) (edit.Edit, error) { return f.Mention(id, name) }
	}
	quote := func(q edit.Quotation) put {
		return func(f edit.Field) (edit.Edit, error) { return f.Quote(q), nil }
	}
	rule := func(f edit.Field) (edit.Edit, error) { return f.Rule(), nil }
	for name, tt := range map[string]struct {
		put      put
		in, want string
	}{
		"a link with words":                     {link("a.bc/d", "see [b]"), "x |", "x [url=https://a.bc/d]see [\u200bb][/url]|"},
		"a link that shows its address":         {link("https://a.bc/d", ""), "x |y", "x https://a.bc/d|y"},
		"a link of the selection":               {link("a.bc", "ignored"), "x |y|", "x [url=https://a.bc/]|y|[/url]"},
		"a link by mail":                        {link("a@b.cd", ""), "|", "a@b.cd|"},
		"an image":                              {func(f edit.Field) (edit.Edit, error) { return f.Image("https://a.bc/d.png", `e "f"`, 10, 0) }, "x |y| z", "x y[img width=\"10\" alt=\"e 'f'\"]https://a.bc/d.png[/img]| z"},
		"a person":                              {mention("7", "Anna"), "x |", "x [mention=7]Anna[/mention]|"},
		"a person in the place of a half name":  {mention("7", "Anna [x]"), "x |@an|y", "x [mention=7]Anna (x][/mention]|y"},
		"a person behind a selection":           {mention("7", "Anna"), "|x|y", "x[mention=7]Anna[/mention]|y"},
		"nothing goes into a tag":               {mention("7", "Anna"), "[b|]x[/b]", "[b][mention=7]Anna[/mention]|x[/b]"},
		"nothing goes into code":                {rule, "[code]x|y[/code]", "[code]xy[/code]\n[hr]\n|"},
		"a rule":                                {rule, "x|y", "x\n[hr]\n|y"},
		"a rule on a line of its own":           {rule, "x\n|\ny", "x\n[hr]|\ny"},
		"a table":                               {func(f edit.Field) (edit.Edit, error) { return f.Table(2, 2) }, "x|", "x\n[table]\n[tr][th]|[/th][th][/th][/tr]\n[tr][td][/td][td][/td][/tr]\n[/table]\n"},
		"a quote of text":                       {quote(edit.Quotation{Source: "Use [b] & <i>.\n\nBye", Format: edit.Plain, Author: "Anna", Date: "5 May", Ref: "12"}), "|", "[quote=\"Anna\" date=\"5 May\" ref=\"12\"]Use [\u200bb] & <i>.\n\nBye[/quote]\n|"},
		"a quote of BBCode without inner ones":  {quote(edit.Quotation{Source: "[quote]a[quote]b[/quote]c[/quote]d", Author: `A "B"`}), "x|", "x\n[quote=\"A 'B'\"][quote]a\n\nc[/quote]\nd[/quote]\n|"},
		"a quote of one depth":                  {quote(edit.Quotation{Source: "[quote]a[/quote]d", Depth: 1}), "|", "[quote]d[/quote]\n|"},
		"a quote of HTML without earlier mail":  {quote(edit.Quotation{Source: "<p>a <b>b</b></p><div class=signature>c</div><blockquote type=cite>d</blockquote>", Format: edit.HTML}), "|", "[quote]a [b]b[/b][/quote]\n|"},
		"a quote of nothing is nothing":         {quote(edit.Quotation{Source: " ", Format: edit.Plain, Author: "A"}), "x|", "x|"},
		"a quote of nothing but earlier mail":   {quote(edit.Quotation{Source: "> old", Format: edit.Plain, Author: "A"}), "x|", "x\n[quote=\"A\"][quote]old[/quote][/quote]\n|"},
		"a list in a quote that loses its item": {quote(edit.Quotation{Source: "[list][*][quote]a[/quote][*]b[/list]", Depth: 1}), "|", "[quote][ul][li]b[/li][/ul][/quote]\n|"},
	} {
		t.Run(name, func(t *testing.T) {
			f := field(tt.in)
			e, err := tt.put(f)
			require.NoError(t, err)
			require.Equal(t, tt.want, drawn(f, e))
		})
	}
}

func TestInsertRefusesWhatCannotBeWritten(t *testing.T) {
	f := field("x|")
	for name, refused := range map[string]func() error{
		"a script":               func() error { _, err := f.Link("javascript:alert(1)", "x"); return err },
		"a script on a word":     func() error { _, err := field("|x|").Toggle("url", "javascript:alert(1)"); return err },
		"an image of no web":     func() error { _, err := f.Image("mailto:a@b.cd", "", 0, 0); return err },
		"an image in itself":     func() error { _, err := f.Image("data:image/png;base64,xx", "", 0, 0); return err },
		"a person without a key": func() error { _, err := f.Mention("7]", "x"); return err },
		"a table of nothing":     func() error { _, err := f.Table(0, 3); return err },
		"a colour not known":     func() error { _, err := f.Toggle("color", "url(x)"); return err },
		"a size not known":       func() error { _, err := f.Toggle("size", "0"); return err },
		"a font not known":       func() error { _, err := f.Toggle("font", "Evil"); return err },
		"a tag not known":        func() error { _, err := f.Toggle("script", ""); return err },
		"a part of a table":      func() error { _, err := f.Toggle("td", ""); return err },
	} {
		err := refused()
		require.Error(t, err, name)
		require.Contains(t, err.Error(), ": ", name)
	}
}

func TestPaste(t *testing.T) {
	for name, tt := range map[string]struct {
		plain, page, in, want string
		images                int
	}{
		"text is put as it is":               {"a [b]c[/b]", "", "x |y| z", "x a [b]c[/b]| z", 0},
		"an address over a selection":        {" https://a.bc/d ", "", "x |y| z", "x [url=https://a.bc/d]|y|[/url] z", 0},
		"an address over an address":         {"https://a.bc/d", "", "x |http://e.fg| z", "x https://a.bc/d| z", 0},
		"an address at the caret":            {"https://a.bc/d", "<a href=https://a.bc/d>https://a.bc/d</a>", "x |", "x https://a.bc/d|", 0},
		"emphasis, links and lists":          {"x", "<p>a <b>b</b> <a href=http://c.de/f>g</a></p><ul><li>h</ul>", "|", "a [b]b[/b] [url=http://c.de/f]g[/url]\n[ul][li]h[/li][/ul]|", 0},
		"fonts and sizes of everything":      {"x", "<p style='font-family:Calibri;font-size:11pt;color:#1F497D'>a <span style='font-family:Arial'>b</span></p>", "|", "a b|", 0},
		"a colour that says something":       {"x", "<p style='font-size:11pt'>some text and <span style='color:red'>this</span></p>", "|", "some text and [color=#ff0000]this[/color]|", 0},
		"Word's own":                         {"x", `<html xmlns:o="x"><head><style>p{}</style><!--[if gte mso 9]><xml>x</xml><![endif]--></head><body><!--StartFragment--><p class=MsoNormal>a<o:p></o:p></p><!--EndFragment--></body></html>`, "|", "a|", 0},
		"Google Docs' own":                   {"x", `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-size:11pt;font-family:Arial;font-weight:400">a </span><span style="font-weight:700">b</span></p></b>`, "|", "a [b]b[/b]|", 0},
		"text that looks like a tag":         {"x", "<p>use [b] and [url=x]</p>", "[b]y[/b] |", "[b]y[/b] use [\u200bb] and [\u200burl=x]|", 0},
		"images written into the page":       {"", `<p>a<img src="data:image/png;base64,xx"><img alt=q src='file:///c/d.png'>b <img src=https://a.bc/d></p>`, "|", "aqb [img]https://a.bc/d[/img]|", 2},
		"in code text stays text":            {"a\n\tb", "<p>a</p>", "[code]|[/code]", "[code]a\n\tb|[/code]", 0},
		"a page of nothing gives its text":   {"a", "<style>x</style>", "|", "a|", 0},
		"what is dangerous does not come in": {"x", "<img src=x onerror=alert(1)><a href=javascript:x>a</a><script>x</script>", "|", "a|", 0},
	} {
		t.Run(name, func(t *testing.T) {
			f := field(tt.in)
			p := f.Paste(tt.plain, tt.page, content.URL{})
			require.Equal(t, tt.want, drawn(f, p.Edit))
			require.Equal(t, tt.images, p.Images)
		})
	}
}

func TestCountIsThatOfTheServer(t *testing.T) {
	require.Equal(t, edit.Count{Length: 8, Limit: 100, Left: 92}, edit.CountTitle("é😀 [b]x["))
	require.Equal(t, edit.Count{Length: 12001, Limit: 12000, Left: -1}, edit.CountContent(strings.Repeat("я", 12001)))
}

// joined is the drawing program of blocks one after the other.
func joined(programs [][]byte) []byte {
	out := []byte{draw.Version}
	for _, p := range programs {
		out = append(out, p[1:]...)
	}
	return out
}

func TestAPreviewIsWhatTheWholeGivesAndReadsOnlyWhatChanged(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 28))
	for range 300 {
		text := compose(r, 40)
		var old []edit.Block
		drawn := map[uint32][]byte{}
		for range 12 {
			blocks := edit.Preview(old, text)
			seen := map[uint32]bool{}
			var programs [][]byte
			for _, b := range blocks {
				require.False(t, seen[b.Key], "a key of two blocks")
				seen[b.Key] = true
				if b.Program != nil {
					drawn[b.Key] = b.Program
				}
				require.NotNil(t, drawn[b.Key])
				programs = append(programs, drawn[b.Key])
			}
			require.Equal(t, draw.Program(bbcode.Parse(text)), joined(programs), "%q", text)
			old = blocks
			at := r.IntN(len(text) + 1)
			upto := min(len(text), at+r.IntN(12))
			text = strings.ToValidUTF8(text[:at]+compose(r, 2)+text[upto:], "")
		}
	}
}

func TestAPreviewKeepsTheKeysOfBlocks(t *testing.T) {
	keys := func(blocks []edit.Block) (list []uint32, changed int) {
		for _, b := range blocks {
			list = append(list, b.Key)
			if b.Program != nil {
				changed++
			}
		}
		return list, changed
	}
	first := edit.Preview(nil, "one\n\ntwo\n\nthree")
	list, changed := keys(first)
	require.Equal(t, []uint32{1, 2, 3}, list)
	require.Equal(t, 3, changed)
	for text, want := range map[string]struct {
		keys    []uint32
		changed int
	}{
		"one\n\ntwo\n\nthree":             {[]uint32{1, 2, 3}, 0},
		"one\n\ntwo x\n\nthree":           {[]uint32{1, 2, 3}, 1},
		"one\n\nnew\n\ntwo\n\nthree":      {[]uint32{1, 4, 2, 3}, 1},
		"two\n\nthree":                    {[]uint32{2, 3}, 0},
		"one\n\nthree":                    {[]uint32{1, 3}, 0},
		"zero\n\none\n\nx\n\nthree":       {[]uint32{4, 1, 2, 3}, 2},
		"[b]one\n\ntwo\n\nthree[/b]":      {[]uint32{1}, 1},
		"one\n\ntwo\n\n[hr]\n\nthree\n\n": {[]uint32{1, 2, 3, 4}, 2},
	} {
		list, changed := keys(edit.Preview(first, text))
		require.Equal(t, want.keys, list, "%q", text)
		require.Equal(t, want.changed, changed, "%q", text)
	}
}
