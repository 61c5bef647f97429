package bbcode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/rich"
)

// Mails have black and white on everything, so their readers drop both; nobody writes BBCode so.
func TestBlackAndWhiteThatSomebodyWroteAreKept(t *testing.T) {
	for name, tt := range map[string]struct{ src, bbcode, html string }{
		"black by name":       {"[color=black]x[/color] y", "[color=#000000]x[/color] y", `<p><span class="chosen" style="color:#000000">x</span> y</p>`},
		"nearly black":        {"[color=#222]x[/color]", "[color=#222222]x[/color]", `<p><span class="chosen" style="color:#222222">x</span></p>`},
		"white":               {"[color=#FFF]x[/color] y", "[color=#ffffff]x[/color] y", "<p>x y</p>"},
		"black within colour": {"[color=red]a[color=black]b[/color]c[/color]", "[color=#ff0000]a[/color][color=#000000]b[/color][color=#ff0000]c[/color]", `<p><span style="color:#ff0000">a</span><span class="chosen" style="color:#000000">b</span><span style="color:#ff0000">c</span></p>`},
	} {
		t.Run(name, func(t *testing.T) {
			d := bbcode.Parse(tt.src)
			require.Equal(t, tt.bbcode, bbcode.Print(d))
			require.Equal(t, tt.html, html.Print(d))
			require.Equal(t, tt.html, html.Print(html.Parse(tt.html)))
			require.Equal(t, tt.bbcode, bbcode.Print(rich.Read(rich.Print(d))), "through the editor")
			require.Greater(t, len(draw.Program(d)), len(draw.Program(html.Parse("<p>x y</p>"))), "it is drawn")
			var r bbcode.Reader
			var report content.Report
			r.ReadReporting(tt.src, &report)
			require.Equal(t, name != "white", report.Empty())
		})
	}
	require.Equal(t, "<p>x</p>", html.Print(html.Parse("<span style='color:#000000'>x</span>")), "of a mail it is nothing")
}
