package plan_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

// shelf is a helpdesk that has lists of tickets in the order asked for.
type shelf struct {
	plan  plan.Plan
	lists [][]helpdesk.Ticket
}

// read walks the plan for the first rows and returns what was selected and how
// many pages of each list were read.
func (s *shelf) read(t *testing.T, rows int, keep func(*helpdesk.Ticket) bool) (found []helpdesk.Ticket, pages []int, w plan.Walk) {
	t.Helper()
	w = s.plan.Walk(rows)
	pages = make([]int, len(s.lists))
	for {
		request, page, ok := w.Next()
		if !ok {
			return found, pages, w
		}
		require.EqualValues(t, pages[request], page)
		pages[request]++
		size := s.plan.PageSize()
		list := s.lists[request]
		from := min(int(page)*size, len(list))
		to := min(from+size, len(list))
		selected, err := w.Took(request, slices.Clone(list[from:to]), to-from < size, keep)
		require.NoError(t, err)
		found = append(found, selected...)
	}
}

func every(*helpdesk.Ticket) bool { return true }

// updated makes tickets in the order of their last change, newest first.
func updated(first, count int64, moment func(i int64) int64) []helpdesk.Ticket {
	list := make([]helpdesk.Ticket, count)
	for i := range count {
		list[i] = helpdesk.Ticket{ID: first + i, Updated: moment(i)}
	}
	return list
}

func descending(i int64) int64 { return 1_000_000 - i }

func TestNoPageIsReadThatTheFirstRowsDoNotNeed(t *testing.T) {
	half := func(ticket *helpdesk.Ticket) bool { return ticket.ID%2 == 0 }
	for _, test := range []struct {
		name, query string
		rows        int
		count       int64
		keep        func(*helpdesk.Ticket) bool
		pages       int
		says        string
	}{
		{"one page where it is enough", "status:open", 100, 1000, every, 1, ""},
		{"a second page for one row more", "status:open", 101, 1000, every, 2, ""},
		{"no page after the last", "status:open", 5000, 250, every, 3, ""},
		{"an empty page after a full one", "status:open", 5000, 200, every, 3, ""},
		{"more pages where some rows are judged here", "-tag:x", 100, 1000, half, 2, ""},
		{"every page where the order is made here", "sort:priority", 10, 450, every, 5, ""},
		{"no more than the budget", "sort:priority", 10, 5000, every, 10, "Usedesk: the first 10 pages were read, 1000 of 1000 tickets match, and more may. Narrow the filter to see them all."},
		{"no more than searches may take", "word sort:priority", 10, 5000, every, 4, "Usedesk: the first 4 pages were read, 400 of 400 tickets match, and more may. Narrow the filter to see them all."},
		{"the whole budget where nothing fits", "-tag:x", 10, 5000, func(*helpdesk.Ticket) bool { return false }, 10, "Usedesk: the first 10 pages were read, 0 of 1000 tickets match, and more may. Narrow the filter to see them all."},
		{"no second page where the first key settles it", "sort:updated,priority", 100, 1000, every, 2, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &shelf{plan: planned(t, helpdesk.Usedesk, test.query), lists: [][]helpdesk.Ticket{updated(1, test.count, descending)}}
			_, pages, w := s.read(t, test.rows, test.keep)
			require.Equal(t, []int{test.pages}, pages)
			require.Equal(t, test.says, print.In("en").Say(w.Say()))
			require.Equal(t, test.says == "", w.Complete())
		})
	}
}

func TestRowsOfOneFirstKeyAreReadTogether(t *testing.T) {
	s := &shelf{plan: planned(t, helpdesk.Usedesk, "sort:updated,priority"),
		lists: [][]helpdesk.Ticket{updated(1, 1000, func(i int64) int64 { return 100 - i/250 })}}
	found, pages, _ := s.read(t, 30, every)
	require.Equal(t, []int{3}, pages, "250 tickets share the first moment; the third page has the first of another")
	require.Len(t, found, 300)
}

func TestListsAreReadAsTheirOrderNeeds(t *testing.T) {
	// The first list is newer than the second as a whole.
	s := &shelf{plan: planned(t, helpdesk.Usedesk, "client:1,2"), lists: [][]helpdesk.Ticket{
		updated(1, 500, descending), updated(1001, 500, func(i int64) int64 { return 900 - i })}}
	_, pages, w := s.read(t, 150, every)
	require.Equal(t, []int{2, 1}, pages)
	require.True(t, w.Complete())
	require.True(t, w.More())
}

// Whatever the lists hold: the rows that a walk finds first are those that all
// pages would give.
func TestTheFirstRowsAreThoseOfAllPages(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 100 {
		p := planned(t, helpdesk.Usedesk, "client:1,2,3")
		s := &shelf{plan: p}
		var all []helpdesk.Ticket
		for i := range int64(3) {
			list := updated(1000*i+1, r.Int64N(350), func(int64) int64 { return 1 + r.Int64N(400) })
			slices.SortStableFunc(list, func(a, b helpdesk.Ticket) int { return int(b.Updated - a.Updated) })
			// Some tickets are on two lists.
			if i > 0 && len(list) > 0 && len(s.lists[0]) > 0 {
				list[0].ID, list[0].Updated = s.lists[0][0].ID, s.lists[0][0].Updated
				slices.SortStableFunc(list, func(a, b helpdesk.Ticket) int { return int(b.Updated - a.Updated) })
			}
			s.lists = append(s.lists, list)
			for _, ticket := range list {
				if !slices.ContainsFunc(all, func(t helpdesk.Ticket) bool { return t.ID == ticket.ID }) {
					all = append(all, ticket)
				}
			}
		}
		odd := func(t *helpdesk.Ticket) bool { return t.Updated%3 > 0 }
		all = slices.DeleteFunc(all, func(t helpdesk.Ticket) bool { return !odd(&t) })
		rows := 1 + r.IntN(300)
		found, _, w := s.read(t, rows, odd)
		keys := func(list []helpdesk.Ticket) []int64 {
			var keys []int64
			for _, ticket := range list {
				keys = append(keys, -ticket.Updated)
			}
			slices.Sort(keys)
			return keys[:min(rows, len(keys))]
		}
		require.True(t, w.Complete())
		require.Equal(t, keys(all), keys(found))
	}
}

func TestAServerThatRepeatsAPageIsNoticed(t *testing.T) {
	p := planned(t, helpdesk.Usedesk, "sort:priority")
	w := p.Walk(10)
	page := updated(1, 100, descending)
	_, err := w.Took(0, slices.Clone(page), false, every)
	require.NoError(t, err)
	again, err := w.Took(0, slices.Clone(page), false, every)
	require.NoError(t, err)
	require.Empty(t, again, "what came before is no new row")
	_, err = w.Took(0, slices.Clone(page), false, every)
	require.ErrorIs(t, err, api.ErrProtocol)
}

// The reference of UseResponse does not say that a search has pages.
func TestASearchWithoutPagesEndsAndSaysSo(t *testing.T) {
	p := planned(t, helpdesk.UseResponse, "type:idea")
	w := p.Walk(100)
	page := updated(1, 50, descending)
	for range 2 {
		request, _, ok := w.Next()
		require.True(t, ok)
		_, err := w.Took(request, slices.Clone(page), false, every)
		require.NoError(t, err)
	}
	_, _, ok := w.Next()
	require.False(t, ok)
	require.False(t, w.Complete())
	require.Contains(t, print.In("en").Say(w.Say()), "more may")
}

func TestPagesAreForeseen(t *testing.T) {
	for _, test := range []struct {
		name, query string
		system      helpdesk.System
		rows        int
		want        plan.Pages
	}{
		{"exactly", "status:open", helpdesk.Usedesk, 250, plan.Pages{Least: 3, Exact: true, Most: 10}},
		{"beyond the budget", "status:open", helpdesk.Usedesk, 2500, plan.Pages{Least: 10, Most: 10}},
		{"at least, where something is judged here", "-tag:a", helpdesk.Usedesk, 250, plan.Pages{Least: 1, Most: 10}},
		{"all, where the order is made here", "sort:priority", helpdesk.Usedesk, 50, plan.Pages{Least: 1, All: true, Most: 10}},
		{"one of each list", "client:1,2", helpdesk.Usedesk, 50, plan.Pages{Least: 2, Most: 10}},
		{"fewer of searches", "word", helpdesk.Usedesk, 1000, plan.Pages{Least: 4, Most: 4}},
		{"none", "type:idea", helpdesk.Usedesk, 50, plan.Pages{Exact: true, Most: 10}},
		{"pages of 50", "assignee:me", helpdesk.UseResponse, 120, plan.Pages{Least: 3, Exact: true, Most: 10}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := planned(t, test.system, test.query)
			require.Equal(t, test.want, p.Pages(test.rows))
		})
	}
	p := plannedFor(t, account(helpdesk.UseResponse), "assignee:me", plan.Options{Now: noon, Rows: 20})
	require.Equal(t, 20, p.PageSize())
	require.Contains(t, sent(t, p)[0], "&count=20")
	p = plannedFor(t, account(helpdesk.UseResponse), "assignee:me -tag:a", plan.Options{Now: noon, Rows: 20})
	require.Equal(t, 50, p.PageSize(), "some of the rows may not be selected")
	own := plannedFor(t, account(helpdesk.Usedesk), "word", plan.Options{Now: noon, SearchesPerMinute: 3})
	require.Equal(t, 3, own.Rate().Requests)
}

func TestARequestIsGivenItsPage(t *testing.T) {
	for _, test := range []struct {
		query  string
		system helpdesk.System
		says   string
	}{{"", helpdesk.Usedesk, `"offset":2`}, {"", helpdesk.UseResponse, "&page=3"}, {"type:idea", helpdesk.UseResponse, "&page=3"}} {
		p := planned(t, test.system, test.query)
		request := page(t, p, p.Requests[0], 2).Request
		require.Contains(t, request.URL+string(request.Body), test.says)
	}
}
