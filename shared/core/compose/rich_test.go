package compose_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/rich"
	"deskside/shared/core/compose"
	"deskside/shared/core/coretest"
	"deskside/shared/words/print"
)

func TestASourceIsShownRichAndSaidAgain(t *testing.T) {
	composer := compose.Table()
	for _, c := range []struct {
		name, source, back string
		lost               []string
	}{
		{"nothing is lost", "a [b]b[/b]\n\n[list][*]c[/list]", "a [b]b[/b]\n[ul][li]c[/li][/ul]", nil},
		{"what is no tag is seen as it is", "[foo]a[/foo]", "[foo]a[/foo]", nil},
		{"a colour that is none is told", "[color=zzz]a[/color]", "a", []string{"[color=zzz]"}},
		{"an attribute that means nothing is told with its tag", "[quote=Anna x=1 y=2]a[/quote]", "[quote=\"Anna\"]a[/quote]", []string{"[quote=Anna x=1 y=2]"}},
		{"an address that is refused is told", "[url=javascript:x]a[/url] [url=javascript:x]b[/url]", "a (javascript:x) b (javascript:x)", []string{"[url=javascript:x]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			shown := coretest.Result[compose.RichResult](t, composer, "content.rich", &compose.RichArgs{Source: c.source})
			require.Equal(t, c.lost, shown.Lost)
			require.Zero(t, shown.More)
			said := coretest.Result[compose.SourceResult](t, composer, "content.source", &compose.SourceArgs{Program: shown.Program})
			require.Equal(t, c.back, said.Source)
		})
	}
	many := coretest.Result[compose.RichResult](t, composer, "content.rich", &compose.RichArgs{Source: "[color=a]x[/color][color=b]x[/color][color=c]x[/color][color=d]x[/color][size=e]x[/size][size=f]x[/size][size=g]x[/size]"})
	require.Len(t, many.Lost, 5)
	require.NotZero(t, many.More)
}

func TestAClipboardIsReadForARichEditor(t *testing.T) {
	composer := compose.Table()
	for _, c := range []struct{ name, plain, html, want, address, note string }{
		{"a page is the tree of it", "a b", "<p style='font-family:Arial'>a <b onclick=x>b</b><script>c</script></p>", "a [b]b[/b]", "", ""},
		{"text is text, whatever it looks like", "[b]a[/b]\n> b", "", "[\u200bb]a[\u200b/b]\n> b", "", ""},
		{"lines are lines and empty ones part paragraphs", "a\r\nb\n\nc", "", "a\nb\n\nc", "", ""},
		{"a page without words gives way to the text", "a", "<p> </p>", "a", "", ""},
		{"an address can link what is selected", " https://a.b/c\n", "", "https://a.b/c", "https://a.b/c", ""},
		{"images in the clipboard are counted", "", "a<img src=data:x>", "a", "", "One image could not be pasted as text. Attach it as a file."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := coretest.Result[compose.ClipResult](t, composer, "content.clip", &compose.ClipArgs{Plain: c.plain, HTML: c.html})
			require.Equal(t, c.want, string(bbcode.AppendFragment(nil, rich.Read(got.Program))))
			require.Equal(t, c.address, got.Address)
			if c.note != "" {
				require.Equal(t, c.note, print.In("en").Say(got.Note))
			} else {
				require.Empty(t, got.Note.ID)
			}
		})
	}
}
