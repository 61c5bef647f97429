package outbox_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/outbox"
)

const start = int64(1_700_000_000_000)

var page = outbox.Sender{Holder: "page", Most: 9}

func post(key string) outbox.Wish {
	return outbox.Wish{Key: key, Lane: "lane " + key, Way: outbox.Keyed, From: []byte("text of " + key)}
}

func vote(key, want, have string) outbox.Wish {
	return outbox.Wish{Key: key, Lane: "votes", Way: outbox.Set, Subject: "votes", Want: want, Have: have, Known: true}
}

func with(t *testing.T, wishes ...outbox.Wish) *outbox.Outbox {
	var o outbox.Outbox
	for _, w := range wishes {
		require.NoError(t, o.Add(w, start))
	}
	return &o
}

// states are the entries in order, as "key state".
func states(o *outbox.Outbox) (all []string) {
	for _, e := range o.Entries {
		all = append(all, e.Key+" "+string(e.State))
	}
	return all
}

func TestWishesForOneState(t *testing.T) {
	for name, c := range map[string]struct {
		wants []string
		want  []string
	}{
		"one is sent":                               {[]string{"up"}, []string{"a waiting up"}},
		"the last of several is sent":               {[]string{"up", "down"}, []string{"a waiting down"}},
		"pressed twice, nothing is sent":            {[]string{"up", ""}, []string{"a taken_back "}},
		"what is there already is not entered":      {[]string{""}, nil},
		"pressed three times, one is sent as ever":  {[]string{"up", "", "up"}, []string{"a taken_back ", "c waiting up"}},
		"turned over and over, the last one counts": {[]string{"up", "down", "up"}, []string{"a waiting up"}},
	} {
		t.Run(name, func(t *testing.T) {
			var wishes []outbox.Wish
			for i, want := range c.wants {
				wishes = append(wishes, vote(string(rune('a'+i)), want, ""))
			}
			var got []string
			for _, e := range with(t, wishes...).Entries {
				got = append(got, e.Key+" "+string(e.State)+" "+e.Want)
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestWhatBecomesOfAFailure(t *testing.T) {
	for name, c := range map[string]struct {
		answer   outbox.Answer
		state    outbox.Stage
		doubt    bool
		from, to int64 // when it is due again, after now
	}{
		"a success is sent":                                 {outbox.Answer{}, outbox.Sent, false, 0, 0},
		"no answer is in doubt and tried again":             {outbox.Answer{Kind: api.Unavailable, Uncertain: true}, outbox.Waiting, true, 1000, 2000},
		"an answer that cannot be read is tried again":      {outbox.Answer{Kind: api.Protocol, Uncertain: true}, outbox.Waiting, true, 1000, 2000},
		"no network is tried again without doubt":           {outbox.Answer{Kind: api.Unavailable, Offline: true}, outbox.Waiting, false, 1000, 2000},
		"a key that the site has to mend is tried again":    {outbox.Answer{Kind: api.Unauthorized}, outbox.Waiting, false, 1000, 2000},
		"a pause that is asked for is kept":                 {outbox.Answer{Kind: api.RateLimited, RetryAfterMS: 90_000}, outbox.Waiting, false, 90_000, 90_000},
		"a pause of a week is an hour":                      {outbox.Answer{Kind: api.RateLimited, RetryAfterMS: 7 * 86_400_000}, outbox.Waiting, false, 3_600_000, 3_600_000},
		"a conflict that says when to come back is waited":  {outbox.Answer{Kind: api.Conflict, RetryAfterMS: 2000}, outbox.Waiting, false, 2000, 2000},
		"a conflict that nobody can tell about is in doubt": {outbox.Answer{Kind: api.Conflict, Uncertain: true}, outbox.Waiting, true, 1000, 2000},
		"a conflict needs somebody":                         {outbox.Answer{Kind: api.Conflict}, outbox.NeedsYou, false, 0, 0},
		"what is invalid needs somebody":                    {outbox.Answer{Kind: api.Invalid}, outbox.NeedsYou, false, 0, 0},
		"what is forbidden needs somebody":                  {outbox.Answer{Kind: api.Forbidden}, outbox.NeedsYou, false, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			for _, random := range []uint32{0, 1 << 31, 1<<32 - 1} {
				o := with(t, post("a"))
				steps, _ := o.Due(page, start)
				c.answer.Failure = []byte("why")
				require.True(t, o.Settle("a", steps[0].Attempt, c.answer, start, random))
				e := o.Entries[0]
				require.Equal(t, c.state, e.State)
				require.Equal(t, c.doubt, e.Doubt)
				if c.state != outbox.Sent {
					require.Equal(t, "text of a", string(e.From), "nothing that was typed is lost")
					require.Equal(t, "why", string(e.Failure))
				}
				if c.state == outbox.Waiting {
					require.GreaterOrEqual(t, e.After-start, c.from)
					require.LessOrEqual(t, e.After-start, c.to)
				}
			}
		})
	}
}

func TestPausesGrowToAQuarterOfAnHour(t *testing.T) {
	o := with(t, post("a"))
	now, before := start, int64(0)
	for range 14 {
		steps, _ := o.Due(page, now)
		require.Len(t, steps, 1)
		o.Settle("a", steps[0].Attempt, outbox.Answer{Kind: api.Unavailable}, now, 0)
		pause := o.Entries[0].After - now
		require.GreaterOrEqual(t, pause, before)
		require.LessOrEqual(t, pause, int64(900_000))
		now, before = o.Entries[0].After, pause
	}
	require.Equal(t, int64(450_000), before)
}

func TestAFailureThatLastsNeedsSomebody(t *testing.T) {
	o := with(t, post("a"))
	later := start + outbox.Patience
	steps, _ := o.Due(page, later)
	o.Settle("a", steps[0].Attempt, outbox.Answer{Kind: api.Unavailable}, later, 0)
	require.Equal(t, []string{"a needs_you"}, states(o))
	o.Hasten("a", later)
	steps, _ = o.Due(page, later)
	require.Len(t, steps, 1, "who looked at it may have it sent")
	o.Settle("a", steps[0].Attempt, outbox.Answer{Kind: api.Unavailable}, later, 0)
	require.Equal(t, []string{"a waiting"}, states(o), "and it waits again, for a while")
}

func TestAKeyThatMayBeForgottenIsNotSentUnasked(t *testing.T) {
	o := with(t, post("a"))
	steps, _ := o.Due(page, start)
	o.Settle("a", steps[0].Attempt, outbox.Answer{Kind: api.Unavailable, Uncertain: true}, start, 0)
	later := start + outbox.KeyLifetime
	steps, _ = o.Due(page, later)
	require.Empty(t, steps)
	require.Equal(t, []string{"a needs_you"}, states(o))
	require.True(t, o.Entries[0].Doubt, "which a face can say")
	from, err := o.Undo("a", later)
	require.NoError(t, err)
	require.Equal(t, "text of a", string(from))
}

func TestTakingBack(t *testing.T) {
	settled := func(a outbox.Answer) func(*outbox.Outbox) {
		return func(o *outbox.Outbox) {
			steps, _ := o.Due(page, start)
			o.Settle("a", steps[0].Attempt, a, start, 0)
		}
	}
	for name, c := range map[string]struct {
		happened func(*outbox.Outbox)
		possible bool
	}{
		"before it is sent":                   {func(*outbox.Outbox) {}, true},
		"while it is sent it is too late":     {func(o *outbox.Outbox) { o.Due(page, start) }, false},
		"after it was sent it is too late":    {settled(outbox.Answer{}), false},
		"when nothing of it was sent":         {settled(outbox.Answer{Kind: api.Unavailable, Offline: true}), true},
		"when it may be there it is too late": {settled(outbox.Answer{Kind: api.Unavailable, Uncertain: true}), false},
		"when it was refused":                 {settled(outbox.Answer{Kind: api.Invalid}), true},
		"when it was taken back":              {func(o *outbox.Outbox) { _, _ = o.Undo("a", start) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := with(t, post("a"))
			c.happened(o)
			from, err := o.Undo("a", start)
			if !c.possible {
				require.ErrorIs(t, err, api.ErrConflict)
				return
			}
			require.NoError(t, err)
			require.Equal(t, "text of a", string(from))
			require.Equal(t, []string{"a taken_back"}, states(o))
			steps, next := o.Due(page, start+1_000_000)
			require.Empty(t, steps)
			require.Zero(t, next)
			require.NoError(t, o.Add(post("a"), start), "and sent after all")
			steps, _ = o.Due(page, start)
			require.Len(t, steps, 1)
		})
	}
}

func TestAnUndoWindow(t *testing.T) {
	w := post("a")
	w.Hold = 8000
	o := with(t, w)
	steps, next := o.Due(page, start)
	require.Empty(t, steps)
	require.Equal(t, start+8000, next)
	o.Hasten("", start)
	steps, _ = o.Due(page, start)
	require.Empty(t, steps, "a network that is back does not end it")
	o.Hasten("a", start)
	steps, _ = o.Due(page, start)
	require.Len(t, steps, 1, "a person does")
}

func TestARefusalHoldsItsLaneAndNoOther(t *testing.T) {
	first, second := post("a"), post("b")
	first.Lane, second.Lane = "ticket", "ticket"
	o := with(t, first, second, post("c"))
	steps, _ := o.Due(page, start)
	require.Len(t, steps, 2)
	o.Settle("a", 1, outbox.Answer{Kind: api.Invalid}, start, 0)
	o.Settle("c", 1, outbox.Answer{}, start, 0)
	steps, _ = o.Due(page, start)
	require.Empty(t, steps)
	_, err := o.Undo("a", start)
	require.NoError(t, err)
	steps, _ = o.Due(page, start)
	require.Equal(t, "b", steps[0].Key)
}

func TestALeaseThatRunsOut(t *testing.T) {
	for name, c := range map[string]struct {
		sender outbox.Sender
		after  int64
		taken  bool
	}{
		"is another's":       {outbox.Sender{Holder: "other", Most: 9}, outbox.LeaseFor, true},
		"is kept until then": {outbox.Sender{Holder: "other", Most: 9}, outbox.LeaseFor - 1, false},
		"is over at once for who proves to be alone": {outbox.Sender{Holder: "other", Most: 9, Sole: true}, 0, true},
		"is not over for its own holder":             {outbox.Sender{Holder: "page", Most: 9, Sole: true}, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := with(t, post("a"))
			o.Due(page, start)
			steps, next := o.Due(c.sender, start+c.after)
			require.Equal(t, c.taken, len(steps) == 1)
			require.NotZero(t, next)
			if c.taken {
				require.True(t, o.Entries[0].Doubt)
				require.False(t, o.Settle("a", 1, outbox.Answer{Kind: api.Unavailable}, start, 0), "the one before tells nothing any more")
				require.True(t, o.Settle("a", 1, outbox.Answer{}, start, 0), "except that it is there")
			}
		})
	}
}

func TestCopiesOfAnOutbox(t *testing.T) {
	sent := func(o *outbox.Outbox) {
		o.Due(page, start)
		o.Settle("a", 1, outbox.Answer{}, start, 0)
	}
	sending := func(o *outbox.Outbox) { o.Due(page, start) }
	doubted := func(o *outbox.Outbox) {
		o.Due(page, start)
		o.Settle("a", 1, outbox.Answer{Kind: api.Unavailable, Uncertain: true}, start, 0)
	}
	undone := func(o *outbox.Outbox) { _, _ = o.Undo("a", start) }
	same := func(*outbox.Outbox) {}
	busy := func(o *outbox.Outbox) {
		sending(o)
		o.Settle("a", 1, outbox.Answer{Kind: api.RateLimited}, start, 0)
		o.Hasten("", start)
		o.Hasten("", start)
	}
	for name, c := range map[string]struct {
		one, other func(*outbox.Outbox)
		want       string
		doubt      bool
	}{
		"an older one changes nothing":                              {sent, same, "a sent", false},
		"what was sent stays sent, however often the other changed": {sent, busy, "a sent", false},
		"what is being sent is":                                     {sending, same, "a sending", false},
		"what was taken back stays so":                              {undone, same, "a taken_back", false},
		"what may be there cannot be taken back":                    {undone, doubted, "a waiting", true},
		"what is being sent cannot be taken back":                   {undone, sending, "a sending", false},
		"a doubt of either stays":                                   {doubted, same, "a waiting", true},
	} {
		t.Run(name, func(t *testing.T) {
			for turned := range 2 {
				one, other := with(t, post("a")), with(t, post("a"))
				c.one(one)
				c.other(other)
				if turned == 1 {
					one, other = other, one
				}
				one.Merge(other, start)
				require.Equal(t, []string{c.want}, states(one))
				require.Equal(t, c.doubt, one.Entries[0].Doubt)
			}
		})
	}
}

func TestMergingKeepsEachOrder(t *testing.T) {
	at := func(o *outbox.Outbox, key string, now int64) {
		w := post(key)
		w.Lane = "lane"
		require.NoError(t, o.Add(w, now))
	}
	var store, tab outbox.Outbox
	at(&store, "a", start)
	at(&tab, "b", start+1)
	at(&store, "c", start+2)
	// A clock that was set back.
	at(&tab, "d", start-9)
	store.Merge(&tab, start)
	require.Equal(t, []string{"a waiting", "b waiting", "d waiting", "c waiting"}, states(&store))
	before := states(&store)
	store.Merge(&tab, start)
	require.Equal(t, before, states(&store), "again, it changes nothing")
}

func TestBounds(t *testing.T) {
	var o outbox.Outbox
	for i := range outbox.MostEntries {
		require.NoError(t, o.Add(post(strconv.Itoa(i)), start))
	}
	require.ErrorIs(t, o.Add(post("more"), start), api.ErrConflict)
	require.Len(t, o.Entries, outbox.MostEntries)
	require.NoError(t, o.Add(post("7"), start), "one that is in it already is no more")

	o = outbox.Outbox{}
	heavy := post("heavy")
	heavy.From = []byte(strings.Repeat("x", outbox.MostBytes))
	require.NoError(t, o.Add(heavy, start))
	require.ErrorIs(t, o.Add(post("more"), start), api.ErrConflict)

	o = outbox.Outbox{}
	for i := range 500 {
		key := strconv.Itoa(i)
		require.NoError(t, o.Add(post(key), start))
		steps, _ := o.Due(page, start)
		o.Settle(key, steps[0].Attempt, outbox.Answer{}, start, 0)
	}
	require.LessOrEqual(t, len(o.Entries), 66, "what is over is forgotten")
	require.NoError(t, o.Add(post("last"), start+86_400_000))
	require.Len(t, o.Entries, 1)
}

func TestABatchIsToldOfUntilAllOfItIsOver(t *testing.T) {
	var o outbox.Outbox
	at := func(key, batch string) error {
		w := post(key)
		w.Lane, w.Batch, w.Hold = key, batch, 8000
		return o.Add(w, start)
	}
	for i := range 100 {
		require.NoError(t, at(strconv.Itoa(i), "all"))
	}
	require.NoError(t, at("alone", ""))
	require.Equal(t, []outbox.Batch{{Name: "all", Entries: 100, Going: 100, Held: 100}}, o.Batches())
	sender, now := page, start+9000
	sender.Most = 101
	steps, _ := o.Due(sender, now)
	require.Len(t, steps, 101)
	steps = steps[:100]
	for _, s := range steps[:90] {
		o.Settle(s.Key, s.Attempt, outbox.Answer{}, now, 0)
	}
	o.Settle(steps[90].Key, steps[90].Attempt, outbox.Answer{Kind: api.NotFound}, now, 0)
	o.Settle(steps[91].Key, steps[91].Attempt, outbox.Answer{Kind: api.Unavailable}, now, 0)
	require.NoError(t, at("another", ""), "what comes between forgets nothing of it")
	require.Equal(t, []outbox.Batch{{Name: "all", Entries: 100, Sent: 90, Failed: 1, Going: 9, Again: 1}}, o.Batches())
	o.Stop("all", now)
	require.Equal(t, []outbox.Batch{{Name: "all", Entries: 100, Sent: 90, Failed: 1, Stopped: 1, Going: 8}}, o.Batches(), "what is being sent goes on, and what failed stays to be looked at")
	o.Stop("", now)
	require.Equal(t, outbox.Waiting, o.Entry("another").State, "what is in no batch is nobody's")
}

func TestAWishInABatchTakesThePlaceOfOneByItself(t *testing.T) {
	var o outbox.Outbox
	wish := outbox.Wish{Key: "one", Lane: "t", Way: outbox.Set, Subject: "t/status", Want: "2", Hold: 8000}
	require.NoError(t, o.Add(wish, start))
	wish.Key, wish.Batch, wish.Want = "two", "all", "3"
	require.NoError(t, o.Add(wish, start))
	require.Equal(t, []outbox.Batch{{Name: "all", Entries: 1, Going: 1, Held: 1}}, o.Batches())
	o.Stop("all", start)
	require.Equal(t, outbox.TakenBack, o.Entry("one").State)
}

func TestABatchIsSentAFewAtATimeAndHoldsUpNobody(t *testing.T) {
	var o outbox.Outbox
	at := func(key, batch string) {
		w := post(key)
		w.Lane, w.Batch = key, batch
		require.NoError(t, o.Add(w, start))
	}
	for i := range 30 {
		at("all "+strconv.Itoa(i), "all")
	}
	sender := page
	sender.Most = 4
	first, _ := o.Due(sender, start)
	require.Len(t, first, 4)
	again, next := o.Due(sender, start)
	require.Empty(t, again)
	require.Greater(t, next, start, "nobody is asked to come back at once")
	at("alone", "")
	steps, _ := o.Due(sender, start)
	require.Len(t, steps, 1)
	require.Equal(t, "alone", steps[0].Key)
	o.Settle(first[2].Key, first[2].Attempt, outbox.Answer{}, start, 0)
	steps, _ = o.Due(sender, start)
	require.Len(t, steps, 1)
	require.Equal(t, "all 4", steps[0].Key)
}
