package rich_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/rich"
)

// What stands with a node is what Fields says, in that order: an editor reads it by nothing else.
func TestAProgramIsReadByItsFields(t *testing.T) {
	simple := ""
	for k := content.Root; int(k) < content.Kinds; k++ {
		if k.Wraps() || k.Formats() && rich.Fields(k) == "" {
			simple += "[" + k.Tag() + "]x[/" + k.Tag() + "]"
		}
	}
	p := rich.Print(bbcode.Parse(simple + "[h2]a[/h2][center]b [b]c[/b] [color=red]e[/color][size=5]f[/size][font=Arial]g[/font] [url=https://h.i]j[/url]\n" +
		"[img width=\"9\" alt=\"p\"]https://q.r/s[/img][mention=7]T[/mention][attach=8 url=https://u.v]w[/attach][/center][hr][code=go]x[/code][ol start=\"3\"][li]y[/li][/ol]" +
		"[table][tr][th colspan=\"2\"]z[/th][/tr][tr][td]1[/td][td]2[/td][/tr][/table][quote=\"A\" date=\"b\" ref=\"c\"]d[/quote][spoiler=\"e\"]f[/spoiler]"))
	at, depth, seen := 1, 0, map[content.Kind]bool{}
	number := func() (n int) {
		for shift := 0; ; shift += 7 {
			c := p[at]
			at++
			n |= int(c&0x7f) << shift
			if c < 0x80 {
				return n
			}
		}
	}
	for at < len(p) {
		k := content.Kind(p[at])
		at++
		if byte(k) == rich.End {
			depth--
			continue
		}
		seen[k] = true
		for _, name := range strings.Fields(rich.Fields(k)) {
			if n := number(); name[0] == '$' {
				at += n
			}
		}
		if !rich.Leaf(k) {
			depth++
		}
	}
	require.Equal(t, len(p), at)
	require.Zero(t, depth)
	// All but the mark of a signature, which BBCode has not.
	require.Len(t, seen, content.Kinds-2)
}
