package filter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter"
	"deskside/shared/filter/filtertest"
)

func TestParsingWhatWasPrintedIsTheIdentity(t *testing.T) {
	g := filtertest.New(1)
	for range 20_000 {
		q := g.Query()
		text := q.String()
		parsed, problems := filter.ParseTolerant(text)
		require.Empty(t, problems, text)
		require.True(t, q.Equal(parsed), "%s\nbecame %s", text, parsed.String())
		require.Equal(t, text, parsed.String())
	}
}

// Every text that the generator's queries consist of, cut and mixed, gives a
// query that prints and parses again as itself.
func TestWhateverIsTypedHasACanonicalForm(t *testing.T) {
	g := filtertest.New(3)
	for range 10_000 {
		text := g.Query().String() + " " + g.Query().String()
		from := g.IntN(len(text))
		text = text[from : from+g.IntN(len(text)-from)]
		canonical(t, text)
		canonical(t, strings.Replace(text, filtertest.Pick(g, " ", "(", `"`, ","), filtertest.Pick(g, "", ")", "..", ":", "or "), 2))
	}
}

func canonical(t *testing.T, text string) {
	q, problems := filter.ParseTolerant(text)
	for _, p := range problems {
		require.True(t, 0 <= p.Span.From && p.Span.From <= p.Span.To && int(p.Span.To) <= len(text), "%q: %+v", text, p)
		require.NotEmpty(t, p.Say.ID)
	}
	printed := q.String()
	again, problems := filter.ParseTolerant(printed)
	require.Empty(t, problems, "%q printed %q", text, printed)
	require.True(t, q.Equal(again), "%q printed %q", text, printed)
	require.Equal(t, printed, again.String())
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", `status:open,pending in:usedesk "a b"`, "-status:new", `"`, "::", "a:b", "status:,", "a or (b -c) not d", "created:2016-11-25 14:30..today", "sla:first_reply<2h",
		`field:"Reason":empty`, "sort:updated,-id", "((((", "))))", "- -- ---", "\xff:\xfe", "“a «b» ”", "created:..", "id:1..2..3,4..", "field:", "sla:", "sort:", "or and not",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { canonical(t, text) })
}
