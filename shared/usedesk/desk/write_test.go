package desk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
	"deskside/shared/usedesk/desk"
)

func TestAMessageGoesAsHTML(t *testing.T) {
	for _, c := range []struct {
		name, source string
		private      bool
		body         string
	}{
		{"plain words", "a < b\nc", false, "<p>a &lt; b<br>c</p>"},
		{"formatting", "[b]Hi[/b]", true, "<p><b>Hi</b></p>"},
		{"HTML stands for itself", "<b>Hi</b>", false, "<p>&lt;b&gt;Hi&lt;/b&gt;</p>"},
		{"a colleague is told in a note", "[mention=marta@a.example]Marta[/mention], look", true, "<p>[~marta@a.example], look</p>"},
		{"and named in a reply", "[mention=marta@a.example]Marta[/mention] looks", false, "<p>Marta looks</p>"},
		{"one without an address is named", "[mention=7]Marta[/mention]", true, "<p>Marta</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := desk.Desk{}.Write(c.source, c.private)
			require.Equal(t, helpdesk.Markup{Format: helpdesk.HTML, Source: c.body}, w.Body)
			require.Equal(t, len(c.body), w.Length)
		})
	}
	require.Zero(t, desk.Desk{}.Write(" \n", true))
}
