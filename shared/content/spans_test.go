package content_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// spanFault tells the first node whose span is not where a person would look for it: outside of
// what it stands in, before what stands before it, or empty.
func spanFault(d *content.Document, src string) (fault string) {
	var walk func(content.ID)
	walk = func(parent content.ID) {
		p := d.Nodes[parent]
		at, before := p.Start, content.Node{}
		for id := d.First(parent); id != 0 && fault == ""; id = d.Next(id) {
			n := d.Nodes[id]
			name := fmt.Sprintf("%s %d..%d", n.Kind.Name(), n.Start, n.End)
			switch {
			case n.Start < p.Start || n.End > p.End:
				fault = fmt.Sprintf("%s is outside of its %s %d..%d", name, p.Kind.Name(), p.Start, p.End)
			case n.Start == before.Start && n.End == before.End:
				// Parts of a run with an address, whose text is not as in the source.
			case n.Start < at:
				fault = name + " starts before the end of what stands before it"
			case n.Start == n.End && n.Kind != content.Cell && n.Kind != content.Break && d.Text(id) != " ":
				// An empty cell is nowhere, a space or line break before an end mark after it.
				fault = name + " is empty"
			}
			at, before = n.End, n
			walk(id)
		}
	}
	walk(0)
	return fault
}

func TestSpansLieInEachOther(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		// The marks of q stand nowhere in the source.
		src := strings.ReplaceAll(compose(r, htmlWords), "<q>", "")
		require.Empty(t, spanFault(html.Parse(src), src), "HTML %q", src)
		src = compose(r, bbcodeWords)
		require.Empty(t, spanFault(bbcode.Parse(src), src), "BBCode %q", src)
		require.Empty(t, spanFault(text.Parse(src), src), "text %q", src)
	}
}
