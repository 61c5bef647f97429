package similar_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback/similar"
	"deskside/shared/feedback/similar/similartest"
	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
)

// finder gives the titles of the posts that are most like what is written.
type finder func(written string, most int) []string

// bm25 ranks whole words, folded, as search engines do that know no language.
func bm25(titles []string) finder {
	wordsOf := func(text string) []string {
		return strings.FieldsFunc(fold.String(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	docs, in, total := make([]map[string]int, len(titles)), map[string]int{}, 0
	for i, title := range titles {
		docs[i] = map[string]int{}
		for _, w := range wordsOf(title) {
			docs[i][w]++
			total++
		}
		for w := range docs[i] {
			in[w]++
		}
	}
	average := float64(total) / float64(len(titles))
	return func(written string, most int) []string {
		scores := make([]float64, len(titles))
		for _, w := range wordsOf(written) {
			idf := math.Log(1 + (float64(len(titles))-float64(in[w])+0.5)/(float64(in[w])+0.5))
			for i, doc := range docs {
				if f := float64(doc[w]); f > 0 {
					length := 0
					for _, n := range doc {
						length += n
					}
					scores[i] += idf * f * 2.2 / (f + 1.2*(0.25+0.75*float64(length)/average))
				}
			}
		}
		return best(titles, scores, most)
	}
}

// contained ranks by how many of the words stand somewhere within a title, as the sandbox's helpdesk does.
func contained(titles []string) finder {
	folded := make([]string, len(titles))
	for i, title := range titles {
		folded[i] = fold.String(title)
	}
	return func(written string, most int) []string {
		scores := make([]float64, len(titles))
		for _, w := range strings.Fields(fold.String(written)) {
			for i := range folded {
				if strings.Contains(folded[i], w) {
					scores[i]++
				}
			}
		}
		return best(titles, scores, most)
	}
}

func best(titles []string, scores []float64, most int) (out []string) {
	at := make([]int, 0, len(titles))
	for i := range titles {
		if scores[i] > 0 {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	for _, i := range at[:min(most, len(at))] {
		out = append(out, titles[i])
	}
	return out
}

// Two hundred titles that people mean the same by as one among 5,000, in ten languages: the share that is among the
// first three. The 5,000 themselves are of six of the languages.
func TestWhatIsMeantTheSameIsAmongTheFirstThree(t *testing.T) {
	pairs := similartest.Pairs()
	require.Len(t, pairs, 200)
	var own []string
	for _, p := range pairs {
		if !slices.Contains(own, p.Title) {
			own = append(own, p.Title)
		}
	}
	posts := similartest.Posts(similar.Most - len(own))
	for i, title := range own {
		posts = append(posts, similar.Post{ID: int64(i + 1), Title: title, Type: helpdesk.Idea, Votes: 5, Open: true})
	}
	titles := make([]string, len(posts))
	for i, p := range posts {
		titles[i] = p.Title
	}
	s := opened(t, posts)
	finders := []struct {
		name string
		find finder
	}{
		{"Deskside", func(written string, most int) (out []string) {
			for _, p := range s.Find(written, helpdesk.Idea, most) {
				out = append(out, p.Title)
			}
			return out
		}},
		{"BM25", bm25(titles)},
		{"words contained", contained(titles)},
	}
	kinds := []string{"paraphrase", "form", "slip", "order"}
	share := map[string]int{}
	for _, f := range finders {
		line := fmt.Sprintf("%-16s", f.name)
		for _, kind := range kinds {
			of, found := 0, 0
			for _, p := range pairs {
				if p.Kind != kind {
					continue
				}
				of++
				if slices.Contains(f.find(p.Written, 3), p.Title) {
					found++
				} else if f.name == "Deskside" {
					t.Logf("not found: %s: %q of %q", kind, p.Written, p.Title)
				}
			}
			share[f.name+" "+kind] = 100 * found / of
			line += fmt.Sprintf("  %s %3d %%", kind, 100*found/of)
		}
		t.Log(line)
	}
	for _, kind := range kinds {
		require.GreaterOrEqual(t, share["Deskside "+kind], max(share["BM25 "+kind], share["words contained "+kind]), kind)
	}
	for kind, least := range map[string]int{"paraphrase": 84, "form": 98, "slip": 98, "order": 98} {
		require.GreaterOrEqual(t, share["Deskside "+kind], least, kind)
	}
}
