package faults_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/transport"
	"deskside/shared/core/customer"
)

const (
	votersInAStorm  = 20
	objectsInAStorm = 6
)

var weights = map[string]int64{"up": 1, "down": -1, "revert": 0}

// wish is a vote of one visitor on one object: what it may count as.
type wish struct {
	// alone is held by whoever votes, so that a visitor does one thing at a time.
	alone sync.Mutex
	// place is where one asks about it.
	place string
	// value is what they want; counted is what was said last to be so.
	value, counted string
	// told says that they know that it is kept or so, settled that it is so.
	told, settled bool
	// may are all that it may count as by now.
	may map[int64]bool
}

// wishes are the votes of a storm, and what is so of them at the helpdesk.
type wishes struct {
	*edges
	web     string
	objects []int64
	base    map[int64]int64

	mu                   sync.Mutex
	all                  map[int64][]*wish
	random               *rand.Rand
	cast, kept, compared int
}

func newWishes(e *edges, web string) *wishes {
	w := &wishes{edges: e, web: web, all: map[int64][]*wish{}, base: map[int64]int64{}, random: rand.New(rand.NewPCG(5, 29))}
	for i := range objectsInAStorm {
		o, err := transport.Do(context.Background(), e.client, e.useResponse.CreateObject(idea(fmt.Sprintf("To be voted on, the %dth", i))), e.options()...)
		require.NoError(e.t, err)
		w.objects = append(w.objects, o.ID)
		w.base[o.ID] = int64(o.Votes.All)
		for range votersInAStorm {
			w.all[o.ID] = append(w.all[o.ID], &wish{value: "revert", counted: "revert", settled: true, may: map[int64]bool{0: true}})
		}
	}
	e.quiet = w.compare
	return w
}

func voter(i int) string { return fmt.Sprintf("voter-of-the-storm-%04d", i) }

// vote has a visitor vote in some way on some object, until they are answered.
func (w *wishes) vote(i int) {
	w.mu.Lock()
	object, value := w.objects[w.random.IntN(len(w.objects))], []string{"up", "up", "down", "revert"}[w.random.IntN(4)]
	w.cast++
	w.mu.Unlock()
	v := w.all[object][i%votersInAStorm]
	v.alone.Lock()
	defer v.alone.Unlock()
	w.mu.Lock()
	v.value, v.told, v.settled = value, false, false
	v.may[weights[value]] = true
	w.mu.Unlock()
	for said := (*told)(nil); said == nil || said.Status >= 500; {
		said = w.ask("POST", fmt.Sprintf("%s/api/7.0/objects/%d/votes/toggle.json?value=%s", w.web, object, value), "", func(said *told) { w.heard(v, said) },
			customer.VisitorHeader, voter(i%votersInAStorm))
		w.pass(5 * time.Second)
	}
	w.ask("GET", fmt.Sprintf("%s/api/7.0/objects/%d.json", w.web, object), "", func(now *told) {
		// A visitor sees at once what they wished.
		if now != nil && now.Status == http.StatusOK && weights[now.Votes.Mine] != weights[value] {
			w.t.Errorf("who voted %s sees %q", value, now.Votes.Mine)
		}
	}, customer.VisitorHeader, voter(i%votersInAStorm))
}

// heard takes what a visitor was told of their vote.
func (w *wishes) heard(v *wish, said *told) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case said == nil || said.Status >= 500:
	case said.Status == http.StatusOK && said.Submission.State == "":
		v.is(v.value)
		if weights[said.Success.Votes.Mine] != weights[v.value] {
			w.t.Errorf("a vote %s was answered by %q", v.value, said.Success.Votes.Mine)
		}
	case said.Submission.State == "delivered":
		v.is(v.value)
	case said.Submission.State == "waiting", said.Submission.State == "sending":
		v.told = true
	default:
		w.t.Errorf("a vote is said to be %d, %q", said.Status, said.Submission.State)
	}
	if said != nil && said.Submission.URL != "" {
		if said.Status == http.StatusAccepted {
			w.kept++
		}
		v.place = said.Submission.URL
		if said.Submission.Vote != v.value {
			w.t.Errorf("a vote %s is said to be %s", v.value, said.Submission.Vote)
		}
	}
}

// is says that a vote counts.
func (v *wish) is(value string) {
	v.counted, v.told, v.settled = value, true, true
	v.may = map[int64]bool{weights[value]: true}
}

// look asks how far each vote is that is not known to be there.
func (w *wishes) look() {
	for _, object := range w.objects {
		for _, v := range w.all[object] {
			if !v.settled {
				w.ask("GET", w.web+v.place, "", func(now *told) { w.heard(v, now) })
			}
		}
	}
}

func (w *wishes) over() bool {
	for _, object := range w.objects {
		for _, v := range w.all[object] {
			if !v.settled {
				return false
			}
		}
	}
	return true
}

// compare holds the helpdesk's vote of the key beside what visitors were told, while
// nobody is at work.
func (w *wishes) compare() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, object := range w.objects {
		low, high, settled := int64(0), int64(0), true
		for _, v := range w.all[object] {
			settled = settled && v.settled
			low += v.least()
			high -= (&wish{may: negated(v.may)}).least()
		}
		is := w.key(object)
		low, high = sign(low), sign(high)
		switch {
		case settled && is != low:
			w.t.Errorf("all votes on %d were said to count, which makes %d: the helpdesk has %d", object, low, is)
		case !settled && is != 0 && (is < low || is > high):
			// One that is taken back on its way to another is none for a moment.
			w.t.Errorf("votes on %d make %d to %d: the helpdesk has %d", object, low, high, is)
		}
		w.compared++
	}
}

func (v *wish) least() (least int64) {
	least = 1
	for value := range v.may {
		least = min(least, value)
	}
	return least
}

func negated(may map[int64]bool) map[int64]bool {
	out := map[int64]bool{}
	for value := range may {
		out[-value] = true
	}
	return out
}

func sign(n int64) int64 { return max(-1, min(1, n)) }

// key is the vote of the edge's key on an object, by the helpdesk's own table.
func (w *wishes) key(object int64) (value int64) {
	err := w.truth.db.QueryRow(`SELECT COALESCE(SUM(v.value), 0) FROM ur_vote v JOIN ur_object o ON o.id = v.object_id
		WHERE v.object_id = ? AND v.user_id <> o.author_id`, object).Scan(&value)
	if err != nil {
		w.t.Error(err)
	}
	return value
}

// addUp checks that in the end every visitor sees all votes, and their own.
func (w *wishes) addUp() {
	for _, object := range w.objects {
		sum := int64(0)
		for _, v := range w.all[object] {
			sum += weights[v.value]
		}
		require.Equal(w.t, sign(sum), w.key(object))
		for i, v := range w.all[object] {
			var now *told
			for now == nil {
				now = w.ask("GET", fmt.Sprintf("%s/api/7.0/objects/%d.json", w.web, object), "", nil, customer.VisitorHeader, voter(i))
			}
			require.Equal(w.t, w.base[object]+sum, now.Votes.All)
			require.Equal(w.t, weights[v.value], weights[now.Votes.Mine])
		}
	}
	require.Greater(w.t, w.kept, w.cast/20, "some were kept")
}
