package watch

import (
	"cmp"
	"slices"

	"deskside/shared/core"
)

// How often is asked while nobody looks, milliseconds. An account is left alone
// for a pause between two looks, and a look reads so many pages at most: less
// than ten within any minute, whenever it begins. What does not answer is asked
// half as often each time, and for one page alone.
const (
	pause   = 60_000
	longest = 15 * 60_000
	most    = 5
)

// due says which pages are read now: those that were read longest ago.
func due(a *LookArgs, in *core.Input) (*Look, error) {
	s := stateOf(a.State)
	s.fit(a.Views, a.Accounts)
	result := &Look{}
	for i := range s.Accounts {
		account := &s.Accounts[i]
		if in.Now < account.next() && in.Now >= account.At {
			continue
		}
		lanes := s.lanesOf(account.Account)
		pages := most
		if account.Failures > 0 {
			pages = 1
		}
		for _, l := range lanes {
			// A clock that was set back lets nobody wait for the time it had.
			if pages == 0 || in.Now < l.next() && in.Now >= l.At {
				continue
			}
			pages--
			l.At, account.At = in.Now, in.Now
			result.Reads = append(result.Reads, Reading{Account: l.Account, Query: l.Query})
		}
	}
	result.Next = s.next()
	result.State = s.bytes()
	return result, nil
}

// lanesOf lists those of an account, what was asked for longest ago first.
func (s *State) lanesOf(account string) []*Lane {
	var lanes []*Lane
	for i := range s.Lanes {
		if s.Lanes[i].Account == account {
			lanes = append(lanes, &s.Lanes[i])
		}
	}
	slices.SortStableFunc(lanes, func(a, b *Lane) int { return cmp.Compare(a.At, b.At) })
	return lanes
}

// next is when an account may be asked again.
func (a *Asked) next() int64 {
	if a.At == 0 {
		return 0
	}
	wait := int64(pause)
	if a.Failures > 0 {
		wait = min(wait<<min(a.Failures-1, 4), longest)
	}
	return a.At + max(wait, a.Wait)
}

// next is when a view is old.
func (l *Lane) next() int64 {
	if l.At == 0 {
		return 0
	}
	return max(l.At+pause, l.StaleAt)
}

// next is when something is to be read, 0 where nothing is.
func (s *State) next() int64 {
	next := int64(0)
	for i := range s.Lanes {
		at := max(s.Lanes[i].next(), s.asked(s.Lanes[i].Account).next(), 1)
		if next == 0 || at < next {
			next = at
		}
	}
	return next
}
