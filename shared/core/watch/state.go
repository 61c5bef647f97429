package watch

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/filter/view"
)

//go:generate go run deskside/build/codec -o state_gen.go

// State is what is kept between two looks. The host keeps its bytes.
type State struct {
	Accounts []Asked `msg:"accounts,limit=4096"`
	Lanes    []Lane  `msg:"lanes,limit=4096"`
	// Told are the tickets that were told last, the newest at the end: Updated is up
	// to which change, Due the moment that was told to have passed.
	Told []view.Seen `msg:"told,limit=4096"`
}

// Asked is when an account was asked last.
type Asked struct {
	Account string `msg:"account"`
	// At is Unix milliseconds.
	At int64 `msg:"at"`
	// Failures counts how often in a row it did not answer, Wait is how long it
	// wants to be left alone, milliseconds.
	Failures int   `msg:"failures"`
	Wait     int64 `msg:"wait"`
}

// Lane is one view in one account. Its tickets are named by their numbers.
type Lane struct {
	Account string `msg:"account"`
	Query   string `msg:"query"`
	// At is when it was asked for last, StaleAt from when on what came is old, Unix
	// milliseconds.
	At      int64 `msg:"at"`
	StaleAt int64 `msg:"stale_at"`
	// Tickets are those of the first page.
	Tickets []view.Seen `msg:"tickets,limit=4096"`
	Total   int64       `msg:"total"`
	More    bool        `msg:"more"`
	// Known are the tickets that a person knows to be there, as far as they are not
	// Tickets, and Last is since when, Unix seconds, 0 before the first page.
	Known []view.Seen `msg:"known,limit=4096"`
	Last  int64       `msg:"last"`
	// Holding says that nothing has been told of the view since Last: Known is all
	// that a person knows.
	Holding bool `msg:"holding"`
}

const (
	// mostTold is how many tickets are remembered as told, mostKnown how many
	// beyond a page.
	mostTold  = 200
	mostKnown = 400
)

// stateOf reads what is kept. What cannot be read is as in a new profile.
func stateOf(kept []byte) *State {
	s := &State{}
	if len(kept) == 0 {
		return s
	}
	if _, err := s.UnmarshalMsg(kept); err != nil {
		return &State{}
	}
	return s
}

func (s *State) bytes() []byte {
	b, err := s.MarshalMsg(nil)
	if err != nil {
		return nil
	}
	return b
}

// fit leaves in the state what these views and accounts have, and adds what they
// need. Views are read by their newest change, in whatever order they are shown:
// what is new is on the first page.
func (s *State) fit(views []Watched, accounts []string) {
	for i := range views {
		if q, problems := filter.ParseTolerant(views[i].Query); len(problems) == 0 && len(q.Sort) > 0 {
			q.Sort = nil
			views[i].Query = q.String()
		}
	}
	s.Accounts = slices.DeleteFunc(s.Accounts, func(a Asked) bool { return !slices.Contains(accounts, a.Account) })
	s.Lanes = slices.DeleteFunc(s.Lanes, func(l Lane) bool {
		watched := slices.ContainsFunc(views, func(v Watched) bool { return v.Query == l.Query && v.watched() })
		return !watched || !slices.Contains(accounts, l.Account)
	})
	for _, account := range accounts {
		if s.asked(account) == nil {
			s.Accounts = append(s.Accounts, Asked{Account: account})
		}
		for i := range views {
			if v := &views[i]; v.watched() && s.lane(account, v.Query) == nil {
				s.Lanes = append(s.Lanes, Lane{Account: account, Query: v.Query, Total: -1})
			}
		}
	}
}

func (v *Watched) watched() bool { return v.Badge != view.BadgeNone || len(v.Notify) > 0 }

func (s *State) asked(account string) *Asked {
	for i := range s.Accounts {
		if s.Accounts[i].Account == account {
			return &s.Accounts[i]
		}
	}
	return nil
}

func (s *State) lane(account, query string) *Lane {
	for i := range s.Lanes {
		if l := &s.Lanes[i]; l.Account == account && l.Query == query {
			return l
		}
	}
	return nil
}

// told finds what was told of a ticket.
func (s *State) told(key string) *view.Seen {
	for i := range s.Told {
		if s.Told[i].Key == key {
			return &s.Told[i]
		}
	}
	return nil
}

// tell notes that an event of a ticket is told; false where it was before.
func (s *State) tell(t view.Seen, event view.Event) bool {
	due := int64(0)
	if event == view.Overdue {
		due = t.Due
	}
	if before := s.told(t.Key); before != nil {
		if event == view.Overdue && before.Due == t.Due || event != view.Overdue && before.Updated >= t.Updated {
			return false
		}
		t.Updated = max(t.Updated, before.Updated)
		if due == 0 {
			due = before.Due
		}
		s.Told = slices.DeleteFunc(s.Told, func(seen view.Seen) bool { return seen.Key == t.Key })
	}
	t.Due = due
	s.Told = append(s.Told, t)
	if len(s.Told) > mostTold {
		s.Told = slices.Delete(s.Told, 0, len(s.Told)-mostTold)
	}
	return true
}
