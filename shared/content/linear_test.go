package content_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

func TestWorkGrowsWithTheSourceAndNoFaster(t *testing.T) {
	const times = 8
	small := 16_000
	if *allSizes {
		small = 50_000
	}
	for i, name := range slices.Sorted(maps.Keys(hostile)) {
		if testing.Short() && i%3 != 0 {
			continue
		}
		piece := hostile[name]
		t.Run(name, func(t *testing.T) {
			for reader, work := range map[string]func(string) (steps, output int){
				"HTML": func(src string) (int, int) {
					var r html.Reader
					d := r.Read(src)
					return r.Steps(), len(d.Nodes) + len(html.Print(d)) + len(draw.Program(d))
				},
				"BBCode": func(src string) (int, int) {
					var r bbcode.Reader
					d := r.Read(src)
					return r.Steps(), len(d.Nodes) + len(bbcode.Print(d)) + len(text.Print(d))
				},
			} {
				steps, output := work(size(piece, small))
				moreSteps, moreOutput := work(size(piece, small*times))
				require.LessOrEqual(t, moreSteps, steps*times*5/4+1000, "%s: steps of reading", reader)
				require.LessOrEqual(t, moreOutput, output*times*5/4+10_000, "%s: nodes and output", reader)
				require.LessOrEqual(t, steps, small*64, "%s: steps for each byte", reader)
				require.LessOrEqual(t, output, small*64, "%s: nodes and output for each byte", reader)
			}
		})
	}
}

func TestReadingACommentTakesFewAllocations(t *testing.T) {
	var h html.Reader
	var b bbcode.Reader
	h.Read(letter)
	b.Read(comment)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { h.Read(letter) }), 10.0)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { b.Read(comment) }), 10.0)
}
