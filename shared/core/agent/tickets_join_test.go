package agent_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

// queues are two helpdesks with tickets that a test moves: by id, when each
// was changed last, seconds before Began.
type queues struct {
	usedesk, useResponse map[int64]int64
	// fails are the hosts that do not answer.
	fails map[string]bool
	// answered is how many bytes were answered, pages how often each page was.
	answered int
	pages    map[string]int
}

const (
	urHost = "help.example.test"
	udHost = "secure.usedesk.com"
)

// every makes tickets, one each so many seconds, the newest first; no two of
// queues that begin at different seconds are of one second where those are even.
func every(count int, seconds, first int64) map[int64]int64 {
	all := map[int64]int64{}
	for i := range count {
		all[int64(i+1)] = int64(i)*seconds + first
	}
	return all
}

func newest(all map[int64]int64) []int64 {
	ids := make([]int64, 0, len(all))
	for id := range all {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b int64) int {
		if all[a] != all[b] {
			return int(all[a] - all[b])
		}
		return int(a - b)
	})
	return ids
}

var (
	offset = regexp.MustCompile(`"offset":"?(\d+)`)
	page   = regexp.MustCompile(`[?&]page=(\d+)`)
	count  = regexp.MustCompile(`[?&]count=(\d+)`)
)

func numberIn(pattern *regexp.Regexp, text string, otherwise int) int {
	if found := pattern.FindStringSubmatch(text); found != nil {
		n, _ := strconv.Atoi(found[1])
		return n
	}
	return otherwise
}

func stretch(ids []int64, from, size int) []int64 {
	return ids[min(from, len(ids)):min(from+size, len(ids))]
}

func (q *queues) answer(_ time.Time, r *api.Request) *api.Response {
	if q.fails[r.Host()] {
		return coretest.Status(401, "{}")
	}
	var body string
	at := func(ago int64) time.Time { return coretest.Began.Add(-time.Duration(ago) * time.Second).UTC() }
	if r.Host() == udHost {
		number := numberIn(offset, string(r.Body), 0)
		q.pages[fmt.Sprint("ud ", number)]++
		var items []string
		for _, id := range stretch(newest(q.usedesk), number*100, 100) {
			items = append(items, fmt.Sprintf(`{"id":%d,"subject":"S%d","status":1,"last_updated_at":%q}`, id, id, at(q.usedesk[id]).Format(time.DateTime)))
		}
		body = "[" + strings.Join(items, ",") + "]"
	} else {
		number, size := numberIn(page, r.URL, 1), numberIn(count, r.URL, 50)
		q.pages[fmt.Sprint("ur ", number)]++
		var items []string
		for _, id := range stretch(newest(q.useResponse), (number-1)*size, size) {
			items = append(items, fmt.Sprintf(`{"id":%d,"title":"T%d","status":{"id":11,"slug":"opened","title":"Opened"},"latestActivityPosix":%d}`, id, id, at(q.useResponse[id]).Unix()))
		}
		body = fmt.Sprintf(`{"success":{"totalObjects":%d,"totalPages":%d,"currentPage":%d,"data":[%s]}}`,
			len(q.useResponse), (len(q.useResponse)+size-1)/size, number, strings.Join(items, ","))
	}
	q.answered += len(body)
	return coretest.Status(200, body)
}

func (q *queues) open(t *testing.T, l agenttest.List) (*agenttest.List, *coretest.Host) {
	q.pages = map[string]int{}
	h := coretest.NewHost(q.answer)
	if l.Accounts == nil {
		l.Accounts = both
	}
	return agenttest.Open(t, h, agent.Table(), l), h
}

// inOrder are the keys of both queues as one list has them.
func (q *queues) inOrder() (keys []string) {
	type ticket struct {
		key string
		ago int64
	}
	var all []ticket
	for id, ago := range q.useResponse {
		all = append(all, ticket{fmt.Sprint("ur/", id), ago})
	}
	for id, ago := range q.usedesk {
		all = append(all, ticket{fmt.Sprint("ud/", id), ago})
	}
	slices.SortFunc(all, func(a, b ticket) int { return int(a.ago - b.ago) })
	for _, t := range all {
		keys = append(keys, t.key)
	}
	return keys
}

func TestThousandsAreReachedInOrderAndEachPageIsReadOnce(t *testing.T) {
	q := &queues{useResponse: every(1500, 600, 0), usedesk: every(1700, 396, 1)}
	list, h := q.open(t, agenttest.List{})
	want := q.inOrder()
	for range 100 {
		require.Equal(t, want[:len(list.Rows)], list.Keys(), "no ticket is missing among those that are shown")
		if len(list.Joined.Further) == 0 {
			break
		}
		before := len(list.Rows)
		list.Further(100)
		require.Greater(t, len(list.Rows), before)
	}
	require.Equal(t, want, list.Keys())
	require.EqualValues(t, 3200, list.Joined.Total)
	for page, times := range q.pages {
		require.Equal(t, 1, times, page)
	}
	// Joins take tables, not pages.
	read := &queues{useResponse: q.useResponse, usedesk: q.usedesk}
	_, h2 := read.open(t, agenttest.List{Accounts: both[:1]})
	_ = h
	require.Less(t, h2.In, 2*read.answered, "what is read enters the core once")
}

func TestRowsBehindWhichTicketsWereNotReadAreHeldBack(t *testing.T) {
	q := &queues{useResponse: every(100, 3600, 0), usedesk: every(300, 60, 1)}
	list, _ := q.open(t, agenttest.List{})
	require.Equal(t, q.inOrder()[:len(list.Rows)], list.Keys())
	require.Less(t, len(list.Rows), 110, "100 of Usedesk, and those of UseResponse that are as new")
	require.Equal(t, 200-len(list.Rows), list.Joined.HeldBack)
	require.Equal(t, []string{"ud"}, list.Joined.Further, "only the one that is missed")
	require.EqualValues(t, -1, list.Joined.Total, "Usedesk does not tell how many there are")
	require.Equal(t, 200, list.Joined.Known)
	list.Stick("ud")
	require.Len(t, list.Rows, 200, "nobody waits for one that does not answer")
	list.Stick()
	list.Further(100)
	list.Further(100)
	list.Further(100)
	require.EqualValues(t, 400, list.Joined.Total, "all were read")
	require.Empty(t, list.Joined.Further)
}

func TestATotalIsToldWhereEachHelpdeskTellsIt(t *testing.T) {
	q := &queues{useResponse: every(900, 60, 0)}
	statuses := []helpdesk.Directory{{System: helpdesk.UseResponse, Account: "ur", Statuses: []helpdesk.Status{
		{ID: 11, Slug: "opened", Title: "Opened", State: helpdesk.Open}, {ID: 12, Slug: "done", Title: "Done", State: helpdesk.Closed}}}}
	list, _ := q.open(t, agenttest.List{Accounts: both[:1], Query: "status:active", Directories: statuses})
	require.EqualValues(t, 900, list.Joined.Total)
	require.Equal(t, agent.ViewCount{View: "active", Rows: 900}, list.Joined.Views[0])
	for _, v := range list.Joined.Views[1:] {
		require.True(t, v.Least, "%s: of 900 tickets 100 were looked at", v.View)
	}
	judged, _ := q.open(t, agenttest.List{Accounts: both[:1], Query: "-tag:vip"})
	require.EqualValues(t, -1, judged.Joined.Total, "what is judged here nobody has counted")
}

func TestARefreshBringsWhatIsNewWithoutReadingAllPages(t *testing.T) {
	q := &queues{useResponse: every(100, 3600, 0), usedesk: every(450, 60, 1)}
	list, h := q.open(t, agenttest.List{Accounts: both[1:]})
	for range 5 {
		list.Further(100)
	}
	require.Len(t, list.Rows, 450)
	first := list.Source("ud").Oldest
	q.pages = map[string]int{}
	h.Now = h.Now.Add(time.Hour)
	// One is new, one of the first page is answered and one closed; one of the last page is closed.
	q.usedesk[1000], q.usedesk[70] = -5, -4
	delete(q.usedesk, 20)
	delete(q.usedesk, 440)
	list.Refresh()
	require.Equal(t, map[string]int{"ud 0": 1}, q.pages)
	require.Equal(t, []string{"ud/1000", "ud/70", "ud/1", "ud/2"}, list.Keys()[:4])
	require.NotContains(t, list.Keys(), "ud/20", "what the first page would have is gone")
	require.Contains(t, list.Keys(), "ud/440", "of the rest nobody has asked")
	require.Len(t, list.Rows, 450)
	source := list.Source("ud")
	require.Equal(t, first, source.Oldest, "and it is said from when that is")
	require.GreaterOrEqual(t, source.At-source.Oldest, time.Hour.Milliseconds())
	require.Empty(t, list.Joined.Further)
}

func TestNoTicketIsMissedBehindThoseThatAreGone(t *testing.T) {
	q := &queues{useResponse: every(260, 600, 0), usedesk: every(560, 60, 1)}
	list, _ := q.open(t, agenttest.List{})
	list.Further(100)
	// Somebody closes what is at the top of both lists.
	for id := range int64(30) {
		delete(q.usedesk, id+1)
		delete(q.useResponse, id+1)
	}
	list.Refresh()
	for range 20 {
		list.Further(100)
	}
	require.Equal(t, q.inOrder(), list.Keys())
}

func TestRowsOfAnAccountThatDoesNotAnswerStay(t *testing.T) {
	q := &queues{useResponse: every(3, 3600, 0), usedesk: every(3, 60, 1), fails: map[string]bool{}}
	list, _ := q.open(t, agenttest.List{})
	before := list.Keys()
	q.fails[udHost] = true
	q.useResponse[9] = -1
	list.Refresh()
	require.Equal(t, append([]string{"ur/9"}, before...), list.Keys())
	require.Equal(t, api.Unauthorized, list.Problems["ud"].Kind)
	require.EqualValues(t, -1, list.Joined.Total, "how many it has is not known now")
	q.fails[udHost] = false
	delete(q.usedesk, 2)
	list.Refresh()
	require.NotContains(t, list.Keys(), "ud/2")
	require.Len(t, list.Rows, 6)
}

func TestRowsOfAnEarlierTimeStandUntilTheirAccountAnswers(t *testing.T) {
	q := &queues{useResponse: every(3, 3600, 0), usedesk: every(3, 60, 1), fails: map[string]bool{}}
	saved, _ := q.open(t, agenttest.List{})
	q.fails[udHost] = true
	delete(q.useResponse, 2)
	list, _ := q.open(t, agenttest.List{Accounts: both, Saved: saved.Rows})
	require.NotContains(t, list.Keys(), "ur/2")
	require.Equal(t, len(saved.Rows)-1, len(list.Rows))
	require.Contains(t, list.Keys(), "ud/3")
	q.fails[udHost] = false
	q.usedesk = every(1, 60, 1)
	list.Refresh()
	require.NotContains(t, list.Keys(), "ud/3")
}

// Whatever comes and goes between readings: what a list shows after each
// account was read anew is what is there, up to where the shortest was read.
func TestAListFollowsItsQueues(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	q := &queues{useResponse: map[int64]int64{}, usedesk: map[int64]int64{}, fails: map[string]bool{}}
	clock := int64(0)
	touch := func() {
		all := q.usedesk
		if r.IntN(2) == 0 {
			all = q.useResponse
		}
		clock--
		if id := r.Int64N(250) + 1; r.IntN(3) > 0 {
			all[id] = clock
		} else {
			delete(all, id)
		}
	}
	for range 300 {
		touch()
	}
	list, _ := q.open(t, agenttest.List{})
	for range 40 {
		for range r.IntN(30) {
			touch()
		}
		list.Refresh()
		want := q.inOrder()
		fresh := min(len(list.Rows), len(want), 90)
		require.Equal(t, want[:fresh], list.Keys()[:fresh])
		seen := map[string]bool{}
		for _, key := range list.Keys() {
			require.False(t, seen[key], key)
			seen[key] = true
		}
	}
}
