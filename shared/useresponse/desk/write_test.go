package desk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
	"deskside/shared/useresponse/desk"
)

func TestAMessageGoesAsBBCodeWhereThatSaysAllOfIt(t *testing.T) {
	for _, c := range []struct{ name, source, format, body string }{
		{"plain words", "Hi  there", "bbcode", "Hi there"},
		{"formatting", "[B]Hi[/b] [i]there[/i]", "bbcode", "[b]Hi[/b] [i]there[/i]"},
		{"a link", "[url=https://a.example/]a[/url]", "bbcode", "[url=https://a.example/]a[/url]"},
		{"a list with stars", "[list][*]a[*]b[/list]", "bbcode", "[ul][li]a[/li][li]b[/li][/ul]"},
		{"code", "[code]a\nb[/code]", "bbcode", "[code]a\nb[/code]"},
		{"a colleague", "[mention=7]Marta[/mention]", "bbcode", "[mention=7]Marta[/mention]"},
		{"code in a line", "Press [icode]a[/icode]", "html", "<p>Press <code>a</code></p>"},
		{"code of a language", "[code=go]a\nb[/code]", "html", "<pre><code class=\"language-go\">a\nb</code></pre>"},
		{"a table", "[table][tr][td]a[/td][td]b[/td][/tr][/table]", "html", "<table><tr><td>a</td><td>b</td></tr></table>"},
		{"a centred line", "[center]a[/center]", "html", `<p style="text-align:center">a</p>`},
		{"nothing to see", "[b] [/b]\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := desk.Desk{}.Write(c.source, false)
			require.Equal(t, helpdesk.Markup{Format: helpdesk.Format(c.format), Source: c.body}, w.Body)
			require.Equal(t, len(c.body), w.Length)
		})
	}
	require.Equal(t, 3, desk.Desk{}.Write("жж😀", false).Length, "characters are counted, not bytes")
}
