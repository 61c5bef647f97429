package watch_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/core/watch"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/view"
)

const (
	minute = int64(60_000)
	// start is when the clock of a host begins, a minute after midnight.
	start = int64(coretest.Now)
)

// host looks as a browser does: it keeps the state, and nothing else, between two looks.
type host struct {
	t        *testing.T
	now      int64
	state    []byte
	views    []watch.Watched
	accounts []string
	marks    mark.Marks
	own      []watch.Own
	quiet    watch.Quiet
	minute   int
	silent   bool
	// has is what the helpdesk tells of a read page.
	has func(watch.Reading) watch.Answer
	// asked are the times of all requests.
	asked []int64
}

func newHost(t *testing.T, views ...watch.Watched) *host {
	return &host{t: t, now: start, views: views, accounts: []string{"a"}, minute: 12 * 60, has: func(r watch.Reading) watch.Answer { return page(r) }}
}

func call[T any, P interface {
	*T
	msgp.Unmarshaler
}](h *host, op string, args coretest.Args) T {
	table := watch.Watching().Told((*api.Error).Say)
	raw, err := args.MarshalMsg(nil)
	require.NoError(h.t, err)
	in := core.Input{Args: raw, Now: h.now}
	input, err := in.MarshalMsg(nil)
	require.NoError(h.t, err)
	return coretest.Read[T, P](h.t, coretest.Call(h.t, table, op, input))
}

// due asks what is to be read, and keeps that it was asked.
func (h *host) due() watch.Look {
	r := call[watch.Look](h, "watch.due", &watch.LookArgs{State: h.state, Views: h.views, Accounts: h.accounts})
	h.state = r.State
	return r
}

// look does all of one look, each request at its time.
func (h *host) look() watch.Looked {
	var answers []watch.Answer
	failed := map[string]bool{}
	for _, read := range h.due().Reads {
		if failed[read.Account] {
			continue
		}
		h.asked = append(h.asked, h.now)
		answer := h.has(read)
		answer.Account, answer.Query = read.Account, read.Query
		failed[read.Account] = answer.Failed
		answers = append(answers, answer)
	}
	return h.settle(answers...)
}

func (h *host) settle(answers ...watch.Answer) watch.Looked {
	r := call[watch.Looked](h, "watch.settle", &watch.LookedArgs{
		State: h.state, Views: h.views, Accounts: h.accounts, Answers: answers, Marks: h.marks, Own: h.own, Quiet: h.quiet, Minute: h.minute, Allowed: !h.silent,
	})
	h.state = r.State
	return r
}

// page is an answer with these tickets.
func page(r watch.Reading, tickets ...view.Seen) watch.Answer {
	return watch.Answer{Account: r.Account, Query: r.Query, Tickets: tickets, Total: -1}
}

// ticket is one of account a that changed so many seconds after the start.
func ticket(id int, changed int64) view.Seen {
	return view.Seen{Key: fmt.Sprintf("a/%d", id), Updated: start/1000 + changed}
}

// told are notices in short.
func told(r watch.Looked) (out []string) {
	for _, n := range r.Notices {
		out = append(out, fmt.Sprintf("%s %s in %s", n.Key, n.Event, n.View))
	}
	return out
}

func badged(name string, badge view.Badge) watch.Watched {
	return watch.Watched{Name: name, Query: name, Badge: badge}
}

func notifying(name string, events ...view.Event) watch.Watched {
	return watch.Watched{Name: name, Query: name, Notify: events}
}

func TestAnAccountIsAskedLessThanTenTimesAMinute(t *testing.T) {
	for _, c := range []struct {
		name  string
		views int
		// every is how often the host asks, in milliseconds: whenever it wakes.
		every int64
		// dies says that the host is stopped before it hears an answer.
		dies bool
	}{
		{"woken when it is time", 10, 0, false},
		{"woken each second", 10, 1000, false},
		{"with more views, which are read less often", 25, 1000, false},
		{"woken each second, and stopped each time before it hears", 10, 1000, true},
		{"woken by alarms that are late", 10, 73_000, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			views := make([]watch.Watched, c.views)
			for i := range views {
				views[i] = badged(fmt.Sprintf("view %d", i), view.BadgeAll)
			}
			h := newHost(t, views...)
			read, looks := map[string]int64{}, 0
			for h.now < start+60*minute {
				due := h.due()
				var answers []watch.Answer
				if len(due.Reads) > 0 {
					looks++
				}
				for i, r := range due.Reads {
					// Answers take a while, now more and now less.
					h.asked = append(h.asked, h.now+int64(i)*[]int64{8000, 10}[looks%2])
					if last, ok := read[r.Query]; ok && c.every == 0 {
						require.LessOrEqual(t, h.now-last, 3*minute, r.Query)
					}
					read[r.Query] = h.now
					answers = append(answers, page(r))
				}
				next := due.Next
				if !c.dies {
					next = h.settle(answers...).Next
				}
				require.Greater(t, next, h.now)
				if c.every > 0 {
					next = h.now + c.every
				}
				h.now = next
			}
			require.Len(t, read, c.views, "each view is read")
			require.GreaterOrEqual(t, len(h.asked), 200, "it does not fall asleep")
			for i := range h.asked {
				n := 0
				for n < len(h.asked)-i && h.asked[i+n] < h.asked[i]+minute {
					n++
				}
				require.Less(t, n, 10, "within the minute after %d", h.asked[i]-start)
			}
		})
	}
}

func TestWhatFailsIsAskedSeldomAndForOnePage(t *testing.T) {
	h := newHost(t, badged("one", view.BadgeAll), badged("two", view.BadgeAll), badged("three", view.BadgeAll))
	h.has = func(r watch.Reading) watch.Answer { return watch.Answer{Failed: true, Kind: api.Unavailable} }
	require.Len(t, h.due().Reads, 3)
	h.settle(watch.Answer{Account: "a", Query: "one", Failed: true, Kind: api.Unavailable})
	h.now += minute
	require.Len(t, h.due().Reads, 1, "one page tells whether it answers")
	h.state = nil
	for range 8 {
		h.now = h.look().Next
	}
	var pauses []int64
	for i := 1; i < len(h.asked); i++ {
		pauses = append(pauses, (h.asked[i]-h.asked[i-1])/minute)
	}
	require.Equal(t, []int64{1, 2, 4, 8, 15, 15, 15}, pauses, "minutes from one request to the next")
	h.has = func(r watch.Reading) watch.Answer {
		return watch.Answer{Failed: true, Kind: api.RateLimited, RetryAfterMS: 40 * minute}
	}
	require.Equal(t, h.now+40*minute, h.look().Next, "not before the helpdesk wants")
	h.now += 40 * minute
	h.has = func(r watch.Reading) watch.Answer { return page(r) }
	h.now = h.look().Next
	require.Equal(t, minute, h.now-h.asked[len(h.asked)-1], "as often as before once it answers")
	require.Len(t, h.due().Reads, 3)
}

func TestOneAccountThatFailsHoldsUpNoOther(t *testing.T) {
	h := newHost(t, badged("one", view.BadgeAll))
	h.accounts = []string{"a", "b"}
	h.has = func(r watch.Reading) watch.Answer {
		if r.Account == "a" {
			return watch.Answer{Failed: true, Kind: api.Unauthorized}
		}
		return page(r, view.Seen{Key: "b/1"})
	}
	for range 10 {
		r := h.look()
		require.Equal(t, "1", r.Badge)
		h.now = r.Next
	}
	require.GreaterOrEqual(t, len(h.asked), 10)
}

func TestAQueryThatIsNotUnderstoodIsAskedForSeldom(t *testing.T) {
	h := newHost(t, badged("wrong", view.BadgeAll), badged("right", view.BadgeAll))
	asked := map[string]int{}
	h.has = func(r watch.Reading) watch.Answer {
		asked[r.Query]++
		if r.Query == "wrong" {
			return watch.Answer{Failed: true, Kind: api.Invalid}
		}
		return page(r, ticket(1, 0))
	}
	for h.now < start+14*minute {
		h.now = h.look().Next
	}
	require.Equal(t, 1, asked["wrong"])
	require.GreaterOrEqual(t, asked["right"], 13)
}

func TestWhatIsNewIsReadFirst(t *testing.T) {
	h := newHost(t, notifying("assignee:none sort:created-asc", view.Entered), badged("assignee:none", view.BadgeAll))
	require.Equal(t, []watch.Reading{{Account: "a", Query: "assignee:none"}}, h.due().Reads)
	h.settle(page(watch.Reading{Account: "a", Query: "assignee:none"}))
	h.now += minute
	h.has = func(r watch.Reading) watch.Answer { return page(r, ticket(1, 50)) }
	r := h.look()
	require.Equal(t, []string{"a/1 entered in assignee:none sort:created-asc"}, told(r))
	require.Equal(t, "1", r.Badge)
}

func TestNothingIsReadThatNobodyWatches(t *testing.T) {
	h := newHost(t, watch.Watched{Name: "plain", Query: "plain"})
	require.Equal(t, watch.Look{State: h.due().State}, h.due())
	h.views, h.accounts = []watch.Watched{badged("one", view.BadgeAll)}, nil
	require.Zero(t, h.due().Next)
}

func TestAClockThatWasSetBackHoldsUpNothing(t *testing.T) {
	h := newHost(t, badged("one", view.BadgeAll))
	h.now += 1000 * minute
	h.look()
	h.now = start
	require.Len(t, h.due().Reads, 1)
}

func TestTheBadgeCountsEachTicketOnce(t *testing.T) {
	past, future := ticket(2, -50), ticket(3, 10)
	past.Due, future.Due = start/1000-1, start/1000+1
	for _, c := range []struct {
		name  string
		views []watch.Watched
		has   map[string]watch.Answer
		want  string
	}{
		{"nothing is no badge", []watch.Watched{badged("mine", view.BadgeAll)}, nil, ""},
		{"of two views that have it", []watch.Watched{badged("mine", view.BadgeAll), badged("overdue", view.BadgeAll)},
			map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0), past}}, "overdue": {Tickets: []view.Seen{past}}}, "2"},
		{"what has changed since it was seen", []watch.Watched{badged("mine", view.BadgeUnseen)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0), past, future}}}, "2"},
		{"of what is overdue", []watch.Watched{badged("mine", view.BadgeOverdue)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0), past, future}}}, "1"},
		{"without what sleeps", []watch.Watched{badged("mine", view.BadgeAll)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0), ticket(4, 0)}}}, "1"},
		{"with what the helpdesk counts beyond the page", []watch.Watched{badged("mine", view.BadgeAll)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0)}, Total: 40, More: true}}, "40"},
		{"at least so many where it does not tell", []watch.Watched{badged("mine", view.BadgeAll)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0)}, Total: -1, More: true}}, "1+"},
		{"at least so many of those that are to be looked at", []watch.Watched{badged("mine", view.BadgeUnseen)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0)}, Total: 40, More: true}}, "1+"},
		{"no more than a badge has room for", []watch.Watched{badged("mine", view.BadgeAll)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0)}, Total: 1000, More: true}}, "999+"},
		{"nothing of a view that only notifies", []watch.Watched{notifying("mine", view.Entered)}, map[string]watch.Answer{"mine": {Tickets: []view.Seen{ticket(1, 0)}}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t, c.views...)
			h.marks = mark.Marks{First: start/1000 - 10, Asleep: []mark.Sleep{{Key: "a/4", At: math.MaxInt32}}}
			h.has = func(r watch.Reading) watch.Answer { return c.has[r.Query] }
			require.Equal(t, c.want, h.look().Badge)
		})
	}
}

func TestTheBadgeFollowsMarksWithoutAsking(t *testing.T) {
	h := newHost(t, badged("mine", view.BadgeUnseen))
	h.has = func(r watch.Reading) watch.Answer { return page(r, ticket(1, 0), ticket(2, 0)) }
	require.Equal(t, "2", h.look().Badge)
	h.marks.See("a/1", start/1000)
	require.Equal(t, "1", h.settle().Badge)
	h.accounts = nil
	require.Empty(t, h.settle().Badge, "what was of an account goes with it")
}

func TestEachTicketIsToldOnce(t *testing.T) {
	late := ticket(4, -50)
	late.Due = start/1000 + 50
	all := notifying("mine", view.Events()...)
	type step struct {
		name    string
		tickets []view.Seen
		do      func(*host)
		want    []string
	}
	for _, c := range []struct {
		name  string
		views []watch.Watched
		steps []step
	}{
		{"what is there at first is no news", []watch.Watched{all}, []step{
			{"first", []view.Seen{ticket(1, 0)}, nil, nil}, {"the same", []view.Seen{ticket(1, 0)}, nil, nil}}},
		{"one that comes, changes, leaves and comes back", []watch.Watched{all}, []step{
			{"none", nil, nil, nil}, {"comes", []view.Seen{ticket(1, 50)}, nil, []string{"a/1 entered in mine"}}, {"stays", []view.Seen{ticket(1, 50)}, nil, nil},
			{"changes", []view.Seen{ticket(1, 70)}, nil, []string{"a/1 changed in mine"}}, {"leaves", nil, nil, nil},
			{"comes as it was", []view.Seen{ticket(1, 70)}, nil, nil}, {"leaves", nil, nil, nil}, {"comes changed", []view.Seen{ticket(1, 99)}, nil, []string{"a/1 entered in mine"}}}},
		{"what a rule does not want", []watch.Watched{notifying("mine", view.Changed)}, []step{
			{"none", nil, nil, nil}, {"comes", []view.Seen{ticket(1, 50)}, nil, nil}, {"changes", []view.Seen{ticket(1, 60)}, nil, []string{"a/1 changed in mine"}}}},
		{"an SLA moment passes, once", []watch.Watched{all}, []step{
			{"before", []view.Seen{late}, nil, nil}, {"passed", []view.Seen{late}, nil, []string{"a/4 overdue in mine"}}, {"still", []view.Seen{late}, nil, nil}}},
		{"an SLA moment is told by the first of two views", []watch.Watched{all, notifying("everything", view.Overdue)}, []step{
			{"before", []view.Seen{late}, nil, nil}, {"passed", []view.Seen{late}, nil, []string{"a/4 overdue in mine"}}}},
		{"in two views it is told by the first", []watch.Watched{all, notifying("everything", view.Entered)}, []step{
			{"none", nil, nil, nil}, {"comes", []view.Seen{ticket(1, 50)}, nil, []string{"a/1 entered in mine"}}}},
		{"what was seen meanwhile is no news", []watch.Watched{all}, []step{
			{"none", nil, nil, nil}, {"seen", []view.Seen{ticket(1, 50)}, func(h *host) { h.marks.See("a/1", start/1000+50) }, nil}}},
		{"what sleeps until it changes", []watch.Watched{all}, []step{
			{"first", []view.Seen{ticket(1, 0)}, nil, nil}, {"sleeps", []view.Seen{ticket(1, 20)}, func(h *host) { h.marks.Lay("a/1", 0, start/1000+20) }, nil},
			{"changes", []view.Seen{ticket(1, 60)}, nil, []string{"a/1 changed in mine"}}}},
		{"what was done from here, but not what came of it", []watch.Watched{all}, []step{
			{"first", []view.Seen{ticket(1, 0)}, nil, nil},
			{"answered", []view.Seen{ticket(1, 31)}, func(h *host) { h.own = []watch.Own{{Key: "a/1", At: start + 30_000}} }, nil},
			{"the client answers", []view.Seen{ticket(1, 40)}, nil, []string{"a/1 changed in mine"}}}},
		{"where notifications are refused nothing is put off", []watch.Watched{all}, []step{
			{"none", nil, nil, nil}, {"refused", []view.Seen{ticket(1, 50)}, func(h *host) { h.silent = true }, nil},
			{"allowed", []view.Seen{ticket(1, 50)}, func(h *host) { h.silent = false }, nil}}},
		{"in quiet hours it is put off", []watch.Watched{all}, []step{
			{"none", nil, nil, nil}, {"quiet", []view.Seen{ticket(1, 50)}, func(h *host) { h.quiet = watch.Quiet{On: true, From: 720, To: 721} }, nil},
			{"quiet", []view.Seen{ticket(1, 60), ticket(2, 60)}, nil, nil}, {"one has left", []view.Seen{ticket(2, 60)}, nil, nil},
			{"over", []view.Seen{ticket(2, 60)}, func(h *host) { h.minute = 721 }, []string{"a/2 entered in mine"}}, {"once", []view.Seen{ticket(2, 60)}, nil, nil}}},
		{"a view that is first read in quiet hours begins there", []watch.Watched{all}, []step{
			{"quiet", []view.Seen{ticket(1, 0)}, func(h *host) { h.quiet = watch.Quiet{On: true, From: 720, To: 721} }, nil},
			{"over", []view.Seen{ticket(1, 0), ticket(2, 0)}, func(h *host) { h.minute = 721 }, []string{"a/2 entered in mine"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t, c.views...)
			for _, s := range c.steps {
				if s.do != nil {
					s.do(h)
				}
				h.has = func(r watch.Reading) watch.Answer { return page(r, s.tickets...) }
				require.Equal(t, s.want, told(h.look()), s.name)
				h.now += minute
			}
		})
	}
}

func TestWhatComesUpFromBehindThePageIsNotNew(t *testing.T) {
	h := newHost(t, notifying("mine", view.Entered, view.Changed))
	pages := [][]view.Seen{{ticket(1, 0), ticket(2, 0)}, {ticket(3, 50), ticket(1, 0)}, {ticket(2, 90), ticket(3, 50)}}
	want := [][]string{nil, {"a/3 entered in mine"}, {"a/2 changed in mine"}}
	for i, tickets := range pages {
		h.has = func(r watch.Reading) watch.Answer {
			answer := page(r, tickets...)
			answer.More = true
			return answer
		}
		require.Equal(t, want[i], told(h.look()))
		h.now += minute
	}
}

func TestManyAreToldTogether(t *testing.T) {
	for n, together := range map[int]bool{3: false, 4: true} {
		h := newHost(t, notifying("mine", view.Entered))
		h.look()
		h.now += minute
		var tickets []view.Seen
		for i := range n {
			tickets = append(tickets, ticket(i+1, 50))
		}
		h.has = func(r watch.Reading) watch.Answer { return page(r, tickets...) }
		r := h.look()
		require.Len(t, r.Notices, n)
		require.Equal(t, together, r.Together)
	}
}

func TestQuietHoursMayGoOverMidnight(t *testing.T) {
	for _, c := range []struct {
		from, to, minute int
		on, quiet        bool
	}{
		{1320, 480, 1319, true, false}, {1320, 480, 1320, true, true}, {1320, 480, 0, true, true}, {1320, 480, 479, true, true}, {1320, 480, 480, true, false},
		{720, 780, 719, true, false}, {720, 780, 720, true, true}, {720, 780, 780, true, false},
		{720, 780, 720, false, false}, {720, 720, 720, true, false},
	} {
		h := newHost(t, notifying("mine", view.Entered))
		h.look()
		h.now += minute
		h.quiet, h.minute = watch.Quiet{On: c.on, From: c.from, To: c.to}, c.minute
		h.has = func(r watch.Reading) watch.Answer { return page(r, ticket(1, 50)) }
		require.Equal(t, c.quiet, len(h.look().Notices) == 0, "%+v", c)
	}
}

func TestAStateThatCannotBeReadIsAsNone(t *testing.T) {
	for _, kept := range []string{"x", "\xdf\xff\xff\xff\xff", "\x81\xa5lanes\xdd\xff\xff\xff\xff", "\x81\xa4told\xdd\xff\xff\xff\xff"} {
		h := newHost(t, badged("one", view.BadgeAll))
		h.state = []byte(kept)
		require.Len(t, h.due().Reads, 1)
	}
}

func TestTheStateDoesNotGrow(t *testing.T) {
	h := newHost(t, notifying("mine", view.Events()...))
	largest := 0
	for round := range 60 {
		h.has = func(r watch.Reading) watch.Answer {
			var tickets []view.Seen
			for i := range 100 {
				tickets = append(tickets, ticket(round*100+i, int64(round)*60))
			}
			answer := page(r, tickets...)
			answer.More = true
			return answer
		}
		h.look()
		h.now += minute
		largest = max(largest, len(h.state))
	}
	require.Less(t, largest, 40_000)
	require.Len(t, h.state, largest, "it has come to its end")
}
