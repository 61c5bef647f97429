package outbox_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/outbox"
)

// place is a name of its own for each box that a tab keeps apart: what two boxes
// hold about the same thing nobody can keep in order.
func (w *world) place(t *tab, name string) string {
	if t.apart {
		return name + " of box " + strconv.Itoa(t.box)
	}
	return name
}

func (w *world) add(t *tab) {
	w.next++
	key := "k" + strconv.Itoa(w.next)
	switch w.choose(3) {
	case 0:
		lane := w.place(t, "ticket "+strconv.Itoa(w.choose(2)))
		text := "text " + key
		if w.choose(6) == 5 {
			text = "bad " + text
		}
		w.posts[lane] = append(w.posts[lane], text)
		w.change(t, func(o *outbox.Outbox) {
			hold := int64(w.choose(2)) * 8000
			if err := o.Add(outbox.Wish{Key: key, Lane: lane, Way: outbox.Keyed, From: []byte(text), Hold: hold}, w.now); err != nil {
				panic(err)
			}
		})
		w.tell("tab %d adds %s to %s", t.holder, text, lane)
	default:
		way, wants := outbox.Set, []string{"", "up", "down"}
		subject := w.place(t, "votes "+strconv.Itoa(w.choose(2)))
		lane := subject
		if w.choose(2) == 1 {
			way, wants = outbox.Toggle, []string{"", "on"}
			subject = w.place(t, "lock "+strconv.Itoa(w.choose(2)))
			lane = w.place(t, "ticket "+strconv.Itoa(w.choose(2)))
			// One subject has one lane.
			lane = strings.Replace(subject, "lock", "ticket", 1)
		}
		want := wants[w.choose(len(wants))]
		w.wants[subject] = want
		known := w.choose(2) == 1 && len(w.server.late) == 0 && len(w.server.kept) == 0 && !w.flying(subject)
		w.change(t, func(o *outbox.Outbox) {
			wish := outbox.Wish{Key: key, Lane: lane, Way: way, Subject: subject, Want: want, Have: w.server.states[subject], Known: known}
			if err := o.Add(wish, w.now); err != nil {
				panic(err)
			}
		})
		w.tell("tab %d wants %s %q (%v)", t.holder, subject, want, known)
	}
}

// flying reports whether something about a subject is on its way: what a face
// then shows of the server's state is not fresh.
func (w *world) flying(subject string) bool {
	return slices.ContainsFunc(w.flights, func(f *flight) bool { return f.entry.Subject == subject })
}

// due lets a tab begin to send. With locks it is the only one that does.
func (w *world) due(t *tab) {
	if w.locks && !t.apart && slices.ContainsFunc(w.flights, func(f *flight) bool { return !w.tabs[f.tab].apart && f.holder != t.holder && w.alive(f) }) {
		return
	}
	w.change(t, func(o *outbox.Outbox) {
		steps, _ := o.Due(outbox.Sender{Holder: strconv.Itoa(t.holder), Sole: w.locks || t.apart, Most: 1 + w.choose(3)}, w.now)
		for _, s := range steps {
			w.flights = append(w.flights, &flight{
				tab: slices.Index(w.tabs, t), holder: t.holder, key: s.Key, attempt: s.Attempt, look: s.Look, entry: *s.Entry, begun: w.now,
			})
			w.tell("tab %d is to send %s (look %v, attempt %d)", t.holder, s.Key, s.Look, s.Attempt)
		}
	})
}

func (w *world) alive(f *flight) bool { return w.tabs[f.tab].holder == f.holder }

func (w *world) answer(course int) {
	open := slices.DeleteFunc(slices.Clone(w.flights), func(f *flight) bool { return f.answered })
	if len(open) == 0 {
		return
	}
	w.decide(open[w.choose(len(open))], course)
}

func (w *world) decide(f *flight, course int) {
	f.answered = true
	f.answer = w.server.take(f, course, w.now)
	w.tell("receiver answers %s with course %d: %q", f.key, course, f.answer.Kind)
	if !w.alive(f) {
		w.flights = slices.DeleteFunc(w.flights, func(g *flight) bool { return g == f })
	}
}

func (w *world) settle() {
	ready := slices.DeleteFunc(slices.Clone(w.flights), func(f *flight) bool { return !f.answered })
	if len(ready) == 0 {
		return
	}
	f := ready[w.choose(len(ready))]
	w.flights = slices.DeleteFunc(w.flights, func(g *flight) bool { return g == f })
	w.change(w.tabs[f.tab], func(o *outbox.Outbox) {
		counts := o.Settle(f.key, f.attempt, f.answer, w.now, uint32(w.choose(256))<<24)
		w.tell("tab %d settles %s: counts %v", f.holder, f.key, counts)
	})
}

// crash kills a tab. What it has sent may arrive all the same.
func (w *world) crash(t *tab) {
	w.tell("tab %d is killed", t.holder)
	if t.apart {
		own := w.look(t)
		for _, e := range own.Entries {
			w.gone[string(e.From)], w.gone[e.Subject] = true, true
		}
	}
	w.next++
	old := t.holder
	t.holder, t.own, t.apart = w.next, nil, false
	w.flights = slices.DeleteFunc(w.flights, func(f *flight) bool { return f.holder == old && f.answered })
}

// merge brings what a page alone held into the store, with what is on its way.
func (w *world) merge(t *tab) {
	if !t.apart {
		// An older copy of the store changes nothing.
		older := w.older
		w.store = changed(w.store, func(o *outbox.Outbox) {
			before := len(o.Entries)
			var other outbox.Outbox
			if len(older) > 0 {
				if _, err := other.UnmarshalMsg(older); err != nil {
					panic(err)
				}
			}
			o.Merge(&other, w.now)
			w.tell("an older copy is merged: %d, %d entries", before, len(o.Entries))
		})
		w.older = w.store
		return
	}
	own := w.look(t)
	w.tell("tab %d merges its %d entries into the store", t.holder, len(own.Entries))
	t.apart, t.own = false, nil
	w.change(t, func(o *outbox.Outbox) { o.Merge(&own, w.now) })
}

func (w *world) undo(t *tab) {
	o := w.look(t)
	if len(o.Entries) == 0 {
		return
	}
	e := o.Entries[w.choose(len(o.Entries))]
	if e.Way != outbox.Keyed || !e.Undoable() {
		return
	}
	w.takeBack(t, e)
}

func (w *world) takeBack(t *tab, e outbox.Entry) {
	w.change(t, func(o *outbox.Outbox) {
		from, err := o.Undo(e.Key, w.now)
		if err != nil {
			panic(err)
		}
		at := slices.Index(w.posts[e.Lane], string(from))
		if at < 0 {
			panic("what came back is not what was typed: " + string(from))
		}
		w.posts[e.Lane] = slices.Delete(w.posts[e.Lane], at, at+1)
		w.tell("tab %d takes %s back", t.holder, e.Key)
	})
}

func (w *world) pass(ms int64) {
	for _, f := range slices.Clone(w.flights) {
		if !f.answered && w.now+ms-f.begun > givenUp {
			w.decide(f, []int{lostBefore, lostAfter}[w.choose(2)])
		}
	}
	w.now += ms
	if ms > 1000 {
		w.server.handOn()
	}
	w.server.arrive(w.now)
}

func (w *world) step() {
	t := w.tabs[w.choose(len(w.tabs))]
	switch w.choose(12) {
	case 0, 1, 2:
		w.add(t)
	case 3, 4:
		w.due(t)
	case 5, 6:
		w.answer(w.choose(courses))
	case 7:
		w.settle()
	case 8:
		w.pass([]int64{1, 900, 8000, 61_000, 200_000}[w.choose(5)])
	case 9:
		switch w.choose(4) {
		case 0:
			w.crash(t)
		case 1:
			w.undo(t)
		case 2:
			w.change(t, func(o *outbox.Outbox) { o.Hasten("", w.now) })
		default:
			subject := "lock " + strconv.Itoa(w.choose(2))
			w.server.closed[subject] = !w.server.closed[subject]
		}
	case 10:
		w.merge(t)
	default:
		if o := w.look(t); !t.apart && w.choose(3) == 0 && !slices.ContainsFunc(w.flights, func(f *flight) bool { return w.tabs[f.tab] == t }) {
			w.next++
			t.apart, t.own, t.box = true, nil, w.next
			w.tell("tab %d has no storage any more (the store has %d)", t.holder, len(o.Entries))
		}
	}
}

// end lets everything work again and time pass, with a person who takes back
// what is refused and hastens the rest.
func (w *world) end(t require.TestingT) {
	w.script = nil
	clear(w.server.closed)
	for _, tab := range w.tabs {
		if tab.apart {
			w.merge(tab)
		}
	}
	for rounds := 0; ; rounds++ {
		require.Less(t, rounds, 2000, "it comes to an end\n%s", strings.Join(w.say, "\n"))
		for len(w.flights) > 0 {
			w.answer(success)
			w.settle()
		}
		one := w.tabs[rounds%len(w.tabs)]
		o := w.look(one)
		waiting := false
		for _, e := range o.Entries {
			switch {
			case e.State == outbox.NeedsYou && e.Way == outbox.Keyed:
				w.takeBack(one, e)
			case e.State == outbox.NeedsYou:
				w.change(one, func(o *outbox.Outbox) { o.Hasten(e.Key, w.now) })
				waiting = true
			case e.State == outbox.Waiting || e.State == outbox.Sending:
				waiting = true
			}
		}
		if !waiting {
			return
		}
		w.due(one)
		w.pass(7000)
	}
}

// check holds what the outbox promises against what the receiver has.
func (w *world) check(t require.TestingT) {
	story := func() string { return strings.Join(w.say, "\n") }
	arrived := map[string][]string{}
	count := map[string]int{}
	for _, post := range w.server.posts {
		// Lanes and texts have no such words within.
		at := strings.Index(post, " text ")
		arrived[post[:at]] = append(arrived[post[:at]], post[at+1:])
		count[post]++
		require.Equal(t, 1, count[post], "%s is there twice\n%s", post, story())
	}
	for lane, wrote := range w.posts {
		var want, got []string
		for _, text := range wrote {
			if !w.gone[text] {
				require.NotContains(t, text, "bad", "what is refused comes back\n%s", story())
				want = append(want, text)
			}
		}
		for _, text := range arrived[lane] {
			if !w.gone[text] {
				got = append(got, text)
			}
		}
		require.Equal(t, want, got, "%s: nothing is lost, nothing doubled, order is kept\n%s", lane, story())
	}
	require.Empty(t, w.server.wrong, "no toggle is sent where it would turn the wrong way\n%s", story())
	for subject, want := range w.wants {
		if !w.gone[subject] {
			require.Equal(t, want, w.server.states[subject], "%s is as it was last wanted\n%s", subject, story())
		}
	}
}

func play(t require.TestingT, script []byte) *world {
	w := newWorld(script)
	for w.at < len(w.script) {
		w.step()
	}
	w.end(t)
	w.check(t)
	return w
}

func TestAnyOrderLosesNothingDoublesNothingAndKeepsLanes(t *testing.T) {
	runs := 2000
	if testing.Short() {
		runs = 300
	}
	posts, kills, doubts := 0, 0, 0
	for seed := range runs {
		random := rand.New(rand.NewPCG(uint64(seed), 9))
		script := make([]byte, 20+random.IntN(300))
		for i := range script {
			script[i] = byte(random.Uint32())
		}
		w := play(t, script)
		posts += len(w.server.posts)
		story := strings.Join(w.say, "\n")
		kills += strings.Count(story, "is killed")
		doubts += strings.Count(story, "with course 3") + strings.Count(story, "with course 4")
		if t.Failed() {
			fmt.Println("seed", seed)
			return
		}
	}
	// A world in which nothing happens would hold every promise.
	require.Greater(t, posts, 3*runs)
	require.Greater(t, kills, runs/2)
	require.Greater(t, doubts, runs)
}

func FuzzOutbox(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0, 0, 3, 1, 5, 3, 9, 0, 8, 3, 3, 1, 5, 0, 7})
	f.Add([]byte{1, 1, 2, 1, 1, 0, 1, 0, 3, 0, 5, 0, 4, 8, 4, 4, 0, 6, 0})
	f.Fuzz(func(t *testing.T, script []byte) {
		if len(script) > 600 {
			return
		}
		play(t, script)
	})
}
