package feedback_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
)

func written(id, title, content string) feedback.Writing {
	return feedback.Writing{ID: id, Draft: feedback.Draft{Type: "idea", Title: title, Content: content}}
}

func TestPagesAndTheShelfMeet(t *testing.T) {
	none := feedback.Writing{}
	for _, c := range []struct {
		name         string
		shelf        feedback.Shelf
		base, mine   feedback.Writing
		onlyLooked   bool
		form         feedback.Writing
		current      feedback.Writing
		spares       []feedback.Writing
		others       []feedback.Writing
		alreadyThere bool
	}{
		{name: "the first letter is kept", mine: written("a", "D", ""), form: written("a", "D", ""), current: written("a", "D", "")},
		{name: "who only looks follows", shelf: feedback.Shelf{Current: written("b", "Dark mode", "")}, onlyLooked: true,
			form: written("b", "Dark mode", ""), current: written("b", "Dark mode", ""), alreadyThere: true},
		{name: "one writes the title and the other the rest", shelf: feedback.Shelf{Current: written("a", "Dark mode", "")},
			base: written("a", "D", ""), mine: written("a", "D", "Please."), form: written("a", "Dark mode", "Please."), current: written("a", "Dark mode", "Please.")},
		{name: "one goes on where the other was", shelf: feedback.Shelf{Current: written("a", "Dark", "")},
			base: written("a", "D", ""), mine: written("a", "Dark mode", ""), form: written("a", "Dark mode", ""), current: written("a", "Dark mode", "")},
		{name: "both go on differently", shelf: feedback.Shelf{Current: written("a", "Dark screens", "")},
			base: written("a", "Dark", ""), mine: written("a", "Dark mode", ""),
			form: written("fresh", "Dark mode", ""), current: written("fresh", "Dark mode", ""), spares: []feedback.Writing{written("a", "Dark screens", "")}, others: []feedback.Writing{written("a", "Dark screens", "")}},
		{name: "both began without knowing of each other", shelf: feedback.Shelf{Current: written("b", "Export", "To CSV.")},
			mine: written("a", "Dark mode", ""), form: written("a", "Dark mode", ""), current: written("a", "Dark mode", ""),
			spares: []feedback.Writing{written("b", "Export", "To CSV.")}, others: []feedback.Writing{written("b", "Export", "To CSV.")}},
		{name: "the other has set mine aside, and I go on", shelf: feedback.Shelf{Current: written("b", "Export", ""), Spares: []feedback.Writing{written("a", "Dark", "")}},
			base: written("a", "Dark", ""), mine: written("a", "Dark mode", ""), form: written("a", "Dark mode", ""), current: written("a", "Dark mode", ""),
			spares: []feedback.Writing{written("b", "Export", "")}, others: []feedback.Writing{written("b", "Export", "")}},
		{name: "the other has set mine aside, and I look", shelf: feedback.Shelf{Current: written("b", "Export", ""), Spares: []feedback.Writing{written("a", "Dark", "")}},
			base: written("a", "Dark", ""), mine: written("a", "Dark", ""), form: written("a", "Dark", ""), current: written("a", "Dark", ""),
			spares: []feedback.Writing{written("b", "Export", "")}, others: []feedback.Writing{written("b", "Export", "")}, alreadyThere: true},
		{name: "the other has handed over what I wrote", shelf: feedback.Shelf{Gone: "a"}, base: written("a", "Dark", ""), mine: written("a", "Dark", ""), form: none, current: none, alreadyThere: true},
		{name: "the other has handed over what I went on with", shelf: feedback.Shelf{Gone: "a"}, base: written("a", "Dark", ""), mine: written("a", "Dark mode", ""),
			form: written("fresh", "Dark mode", ""), current: written("fresh", "Dark mode", "")},
		{name: "the other has handed over something else", shelf: feedback.Shelf{Gone: "b"}, base: written("a", "Dark", ""), mine: written("a", "Dark", ""),
			form: written("a", "Dark", ""), current: written("a", "Dark", "")},
		{name: "I empty the form", shelf: feedback.Shelf{Current: written("a", "Dark", "")}, base: written("a", "Dark", ""), mine: written("a", "", ""), form: none, current: none, alreadyThere: true},
		{name: "I empty the form while the other writes something else", shelf: feedback.Shelf{Current: written("b", "Export", ""), Spares: []feedback.Writing{written("a", "Dark", "")}},
			base: written("a", "Dark", ""), mine: written("a", "", ""), form: none, current: written("b", "Export", ""), others: []feedback.Writing{written("b", "Export", "")}, alreadyThere: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := feedback.Merge(c.shelf, feedback.Page{Mine: c.mine, Base: c.base, Typed: !c.onlyLooked}, "fresh")
			require.Equal(t, c.form, m.Page.Mine)
			require.Equal(t, c.form, m.Page.Base)
			require.Equal(t, c.current, m.Shelf.Current)
			require.ElementsMatch(t, c.spares, m.Shelf.Spares)
			require.ElementsMatch(t, c.others, m.Others)
			require.Equal(t, !c.alreadyThere, m.Unkept)
		})
	}
}

func TestASpareIsTakenBackForTheCurrent(t *testing.T) {
	shelf := feedback.Shelf{Current: written("a", "Dark mode", ""), Spares: []feedback.Writing{written("b", "Export", ""), written("c", "Import", "")}, Gone: "g"}
	after := shelf.Take("c")
	require.Equal(t, written("c", "Import", ""), after.Current)
	require.ElementsMatch(t, []feedback.Writing{written("b", "Export", ""), written("a", "Dark mode", "")}, after.Spares)
	require.Equal(t, "g", after.Gone)
	require.Equal(t, shelf, shelf.Take("nobody's"))
}

func TestWhatWasHandedOverLeavesTheShelf(t *testing.T) {
	shelf := feedback.Shelf{Current: written("a", "Dark mode", ""), Spares: []feedback.Writing{written("b", "Export", "")}}
	require.Equal(t, feedback.Shelf{Spares: []feedback.Writing{written("b", "Export", "")}, Gone: "a"}, shelf.Without(written("a", "Dark mode", "")))
	require.Equal(t, shelf, shelf.Without(written("a", "Dark", "")), "another page has gone on with it")
	require.Equal(t, feedback.Shelf{Current: written("a", "Dark mode", ""), Spares: []feedback.Writing{}, Gone: "b"}, shelf.Without(written("b", "Export", "")))
}

// tab is a page with the widget, as the shelf's events reach it.
type tab struct {
	page feedback.Page
	// late are events that have not reached it; a page that is frozen gets none.
	late, frozen bool
}

// Whatever pages do and in whatever order they hear of each other, each word
// that was typed last is on the shelf or in a page, until somebody who saw it
// changed it or it was handed over.
func TestNothingTypedIsLost(t *testing.T) {
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 1))
		var shelf feedback.Shelf
		tabs := make([]*tab, 2+random.IntN(2))
		ids, words := 0, 0
		fresh := func() string { ids++; return fmt.Sprint("id", ids) }
		for i := range tabs {
			tabs[i] = &tab{page: feedback.Page{}}
		}
		// alive are words that nobody has taken out; each stands once in what is typed.
		alive := map[string]bool{}
		meet := func(at *tab, wrote bool) {
			m := feedback.Merge(shelf, at.page, fresh())
			at.page, at.late = m.Page, false
			if !wrote && !m.Unkept {
				return
			}
			shelf = m.Shelf
			for _, other := range tabs {
				other.late = other.late || other != at
			}
		}
		var log []string
		for range 40 {
			at := tabs[random.IntN(len(tabs))]
			switch action := random.IntN(10); {
			case action < 5:
				if at.page.Mine.ID == "" {
					at.page.Mine = feedback.Writing{ID: fresh(), Draft: feedback.Draft{Type: "idea"}}
				}
				field := &at.page.Mine.Draft.Title
				if random.IntN(2) == 0 {
					field = &at.page.Mine.Draft.Content
				}
				switch typed := strings.Fields(*field); {
				case len(typed) > 0 && random.IntN(4) == 0:
					gone := random.IntN(len(typed))
					delete(alive, typed[gone])
					*field = strings.Join(append(typed[:gone:gone], typed[gone+1:]...), " ")
					log = append(log, "deletes "+typed[gone])
				default:
					words++
					word := fmt.Sprintf("w%d.", words)
					alive[word] = true
					where := random.IntN(len(typed) + 1)
					*field = strings.Join(append(append(append([]string{}, typed[:where]...), word), typed[where:]...), " ")
					log = append(log, "types "+word)
				}
				at.page.Typed = true
				meet(at, true)
			case action < 8:
				if at.late && !at.frozen {
					meet(at, false)
				}
			case action == 8:
				at.frozen = !at.frozen
			default:
				// Closed, and opened anew.
				at.page, at.frozen = feedback.Page{}, false
				meet(at, false)
			}
			held := text(shelf.Current) + text(shelf.Spares...)
			for word := range alive {
				require.Contains(t, held, word, "seed %d: %v", seed, log)
			}
		}
		// Once all have heard, what each shows and may take back is all there is.
		for range 3 {
			for _, at := range tabs {
				meet(at, false)
			}
		}
		for _, at := range tabs {
			m := feedback.Merge(shelf, at.page, fresh())
			require.False(t, m.Unkept, "seed %d", seed)
			for word := range alive {
				require.Contains(t, text(m.Page.Mine)+text(m.Others...), word, "seed %d", seed)
			}
		}
	}
}

func text(all ...feedback.Writing) string {
	var b strings.Builder
	for _, w := range all {
		b.WriteString(" " + w.Draft.Title + " " + w.Draft.Content + " ")
	}
	return b.String()
}

func TestFilesOfTwoPagesAreThoseOfBothThatNeitherTookOut(t *testing.T) {
	file := func(token string) helpdesk.PostFile {
		return helpdesk.PostFile{Token: token, Name: token + ".png", Size: 1}
	}
	with := func(tokens ...string) feedback.Writing {
		w := written("a", "Dark mode", "")
		for _, token := range tokens {
			w.Draft.Files = append(w.Draft.Files, file(token))
		}
		return w
	}
	for name, test := range map[string]struct{ base, mine, theirs, both feedback.Writing }{
		"each added one":                  {with("o"), with("o", "m"), with("o", "t"), with("o", "m", "t")},
		"one took out what was there":     {with("o", "p"), with("p"), with("o", "p", "t"), with("p", "t")},
		"the other did":                   {with("o", "p"), with("o", "p", "m"), with("o"), with("o", "m")},
		"both took it out":                {with("o"), with(), with(), with()},
		"one that is there in both stays": {with(), with("m"), with("m"), with("m")},
	} {
		t.Run(name, func(t *testing.T) {
			m := feedback.Merge(feedback.Shelf{Current: test.theirs}, feedback.Page{Mine: test.mine, Base: test.base, Typed: true}, "fresh")
			require.Equal(t, test.both, m.Page.Mine)
			require.Equal(t, test.both, m.Shelf.Current)
		})
	}
	only := feedback.Writing{ID: "a", Draft: feedback.Draft{Type: "idea", Files: []helpdesk.PostFile{file("m")}}}
	m := feedback.Merge(feedback.Shelf{}, feedback.Page{Mine: only, Typed: true}, "fresh")
	require.Equal(t, only, m.Shelf.Current, "a file alone is something")
}
