// Package mark is what one browser keeps of tickets for the person at it: which
// changes have been seen, and what sleeps until when. No helpdesk knows of it.
// It must not know how queries are written.
package mark

import (
	"slices"
	"strconv"
	"strings"
)

//go:generate go run deskside/build/codec -o mark_gen.go

// Marks are all marks of a browser profile. Times are Unix seconds, and keys
// name tickets among all accounts: the account's id, a slash, the ticket's number.
type Marks struct {
	// First is when this profile first looked, 0 before. What has not changed
	// since and was never opened counts as seen, so that nobody begins with a list
	// full of news.
	First int64 `msg:"first"`
	// Seen and Asleep have each ticket once, in the order of their keys.
	Seen   []Seen  `msg:"seen"`
	Asleep []Sleep `msg:"asleep"`
}

// Seen is up to which change a ticket has been seen.
type Seen struct {
	Key string `msg:"key"`
	At  int64  `msg:"at"`
}

// Sleep is a ticket that is left out of lists.
type Sleep struct {
	Key string `msg:"key"`
	// Until is when it comes back, 0 for whenever it changes.
	Until int64 `msg:"until"`
	// At is its newest change when it was laid down: a newer one wakes it.
	At int64 `msg:"at"`
}

// Limit is how many tickets are remembered as seen, and how many sleep at most.
const Limit = 5000

// See notes that a ticket was seen up to a change.
func (m *Marks) See(key string, change int64) {
	i, found := slices.BinarySearchFunc(m.Seen, key, func(s Seen, key string) int { return strings.Compare(s.Key, key) })
	if found {
		m.Seen[i].At = change
	} else {
		m.Seen = slices.Insert(m.Seen, i, Seen{key, change})
	}
	m.prune()
}

// Unsee notes that a ticket is new again.
func (m *Marks) Unsee(key string, change int64) { m.See(key, change-1) }

// prune forgets what was seen longest ago. What is forgotten stays seen: the
// first look moves up to it.
func (m *Marks) prune() {
	for len(m.Seen) > Limit {
		oldest := 0
		for i := range m.Seen {
			if m.Seen[i].At < m.Seen[oldest].At {
				oldest = i
			}
		}
		m.First = max(m.First, m.Seen[oldest].At)
		m.Seen = slices.Delete(m.Seen, oldest, oldest+1)
	}
}

// Lay lets a ticket sleep until a time (0: none) or its next change.
func (m *Marks) Lay(key string, until, change int64) {
	i, found := m.sleep(key)
	if found {
		m.Asleep[i] = Sleep{key, until, change}
		return
	}
	if len(m.Asleep) < Limit {
		m.Asleep = slices.Insert(m.Asleep, i, Sleep{key, until, change})
	}
}

// Wake brings a ticket back.
func (m *Marks) Wake(key string) {
	if i, found := m.sleep(key); found {
		m.Asleep = slices.Delete(m.Asleep, i, i+1)
	}
}

// Rouse forgets the sleep of those whose time has come.
func (m *Marks) Rouse(now int64) {
	m.Asleep = slices.DeleteFunc(m.Asleep, func(s Sleep) bool { return s.Until != 0 && s.Until <= now })
}

// Next is when the next ticket's time comes, 0 for never.
func (m *Marks) Next(now int64) int64 {
	next := int64(0)
	for i := range m.Asleep {
		if at := m.Asleep[i].Until; at > now && (next == 0 || at < next) {
			next = at
		}
	}
	return next
}

// Order puts marks in order that somebody else may have kept in another, and
// leaves each ticket once.
func (m *Marks) Order() {
	slices.SortStableFunc(m.Seen, func(a, b Seen) int { return strings.Compare(a.Key, b.Key) })
	m.Seen = slices.CompactFunc(m.Seen, func(a, b Seen) bool { return a.Key == b.Key })
	slices.SortStableFunc(m.Asleep, func(a, b Sleep) int { return strings.Compare(a.Key, b.Key) })
	m.Asleep = slices.CompactFunc(m.Asleep, func(a, b Sleep) bool { return a.Key == b.Key })
}

func (m *Marks) sleep(key string) (int, bool) {
	return slices.BinarySearchFunc(m.Asleep, key, func(s Sleep, key string) int { return strings.Compare(s.Key, key) })
}

// Account is the marks of one account's tickets, as they are at one moment.
type Account struct {
	first int64
	seen  []pair
	// asleep has those whose time has not come, by the change that wakes them.
	asleep []pair
}

// pair is a ticket's number and a moment of it.
type pair struct{ id, at int64 }

// Of picks the marks of an account, none of none; now is Unix seconds.
func (m *Marks) Of(account string, now int64) *Account {
	if m == nil {
		return nil
	}
	a := &Account{first: m.First}
	for i := range m.Seen {
		if id, ok := Number(m.Seen[i].Key, account); ok {
			a.seen = append(a.seen, pair{id, m.Seen[i].At})
		}
	}
	for i := range m.Asleep {
		s := &m.Asleep[i]
		if id, ok := Number(s.Key, account); ok && (s.Until == 0 || s.Until > now) {
			a.asleep = append(a.asleep, pair{id, s.At})
		}
	}
	byNumber := func(a, b pair) int { return int(max(-1, min(1, a.id-b.id))) }
	slices.SortFunc(a.seen, byNumber)
	slices.SortFunc(a.asleep, byNumber)
	return a
}

// Number is the number of a ticket of an account, by its key.
func Number(key, account string) (int64, bool) {
	rest, ok := strings.CutPrefix(key, account)
	if !ok || rest == "" || rest[0] != '/' {
		return 0, false
	}
	id, err := strconv.ParseInt(rest[1:], 10, 64)
	return id, err == nil
}

// Unread reports whether a ticket has changed since it was seen; one that never
// was, since the first look.
func (a *Account) Unread(id, change int64) bool {
	if at, ok := find(a.seen, id); ok {
		return change > at
	}
	return change > a.first
}

// Snoozed reports whether a ticket sleeps and has not changed since.
func (a *Account) Snoozed(id, change int64) bool {
	at, ok := find(a.asleep, id)
	return ok && change <= at
}

func find(pairs []pair, id int64) (int64, bool) {
	i, found := slices.BinarySearchFunc(pairs, id, func(p pair, id int64) int { return int(max(-1, min(1, p.id-id))) })
	if !found {
		return 0, false
	}
	return pairs[i].at, true
}
