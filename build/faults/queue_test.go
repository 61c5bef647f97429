package faults_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	decide "deskside/shared/core/edge"
)

// queue brings the messages of an edge, as far as it does: some get lost, some come
// twice, and none in their order.
type queue struct {
	*edges
	mu      sync.Mutex
	random  *rand.Rand
	waiting []message
	// called counts what was called for, heard what was heeded; lost and doubled are
	// those that were not brought and those that were brought again.
	called, heard, lost, doubled int
}

type message struct {
	entry string
	at    time.Time
}

// call takes a message of an edge.
func (q *queue) call(_ context.Context, call decide.Call) {
	at := q.clock.Now().Add(time.Duration(call.AfterMS) * time.Millisecond)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.called++
	switch q.called % 6 {
	case 1:
		q.lost++
	case 2:
		q.doubled++
		q.waiting = append(q.waiting, message{call.Entry, at}, message{call.Entry, at.Add(time.Duration(q.random.IntN(60)) * time.Second)})
	default:
		q.waiting = append(q.waiting, message{call.Entry, at})
	}
}

// batch takes some of those that are due, in any order.
func (q *queue) batch() (due []message) {
	now := q.clock.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	q.random.Shuffle(len(q.waiting), func(i, j int) { q.waiting[i], q.waiting[j] = q.waiting[j], q.waiting[i] })
	var later []message
	for _, m := range q.waiting {
		if len(due) < 10 && !m.at.After(now) {
			due = append(due, m)
		} else {
			later = append(later, m)
		}
	}
	q.waiting = later
	return due
}

func (q *queue) again(m message, after time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, message{m.entry, q.clock.Now().Add(after)})
}

// bring has a batch heeded. Where the edge ends meanwhile, all of it comes again.
func (q *queue) bring() {
	l := q.current()
	round := l.NewRound()
	batch := q.batch()
	type told struct {
		after time.Duration
		over  bool
	}
	says := make([]told, len(batch))
	for i, m := range batch {
		says[i].after, says[i].over = round.Heed(context.Background(), "", m.entry)
	}
	ended := l.ended()
	for i, m := range batch {
		if ended || !says[i].over {
			q.again(m, says[i].after)
		}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.heard += len(batch)
}

// sweeps reports whether the clock calls just now, which is seldom.
func (q *queue) sweeps() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.random.IntN(12) == 0
}
