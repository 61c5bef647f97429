package watch

import (
	"slices"
	"strconv"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/view"
)

const (
	// single is how many tickets are told one by one.
	single = 3
	// slack is by how much a helpdesk's clock may be ahead of what was done from
	// here, seconds.
	slack = 5
	// widest is how much room a badge has.
	widest = 999
)

func settle(a *LookedArgs, in *core.Input) (*Looked, error) {
	s := stateOf(a.State)
	s.fit(a.Views, a.Accounts)
	w := &settling{LookedArgs: a, state: s, now: in.Now / 1000, marks: map[string]*mark.Account{}}
	for _, account := range a.Accounts {
		w.marks[account] = a.Marks.Of(account, w.now)
	}
	result := &Looked{}
	for i := range a.Answers {
		answer := &a.Answers[i]
		l, account := s.lane(answer.Account, answer.Query), s.asked(answer.Account)
		if l == nil || account == nil {
			// Nobody looks after it any more.
			continue
		}
		switch {
		case !answer.Failed:
			result.Notices = append(result.Notices, w.take(l, answer)...)
			account.Failures, account.Wait = 0, 0
		case answer.Kind == api.Invalid:
			// What the helpdesk does not understand is asked for seldom.
			l.StaleAt = in.Now + longest
		default:
			account.Failures++
			account.Wait = answer.RetryAfterMS
		}
	}
	result.Together = len(result.Notices) > single
	result.Badge = w.badge()
	result.Next = s.next()
	result.State = s.bytes()
	return result, nil
}

// settling is one look while its answers are taken.
type settling struct {
	*LookedArgs
	state *State
	now   int64
	// marks are those of each account.
	marks map[string]*mark.Account
}

// take puts a page in the place of what was there, and lists what is told of it.
func (w *settling) take(l *Lane, answer *Answer) (notices []Notice) {
	page := make([]view.Seen, 0, len(answer.Tickets))
	for _, t := range answer.Tickets {
		if id, ok := mark.Number(t.Key, l.Account); ok {
			t.Key = strconv.FormatInt(id, 10)
			page = append(page, t)
		}
	}
	known := l.known()
	silent := w.Allowed && w.Quiet.at(w.Minute)
	if w.Allowed && !silent {
		for i := range w.Views {
			if v := &w.Views[i]; v.Query == l.Query {
				notices = append(notices, w.happened(v, l, known, page)...)
			}
		}
	}
	if silent && l.Last != 0 {
		l.Known, l.Holding = known, true
	} else {
		l.Known, l.Holding, l.Last = beyond(known, page, answer.More), false, w.now
	}
	l.Tickets, l.Total, l.More, l.StaleAt = page, answer.Total, answer.More, answer.StaleAt
	return notices
}

// known are the tickets that a person knows to be there.
func (l *Lane) known() []view.Seen {
	if l.Holding {
		return l.Known
	}
	return slices.Concat(l.Tickets, l.Known)
}

// beyond are the tickets that are known and, where there are more, may be behind
// the page.
func beyond(known, page []view.Seen, more bool) []view.Seen {
	if !more {
		return nil
	}
	rest := slices.DeleteFunc(slices.Clone(known), func(k view.Seen) bool {
		return slices.ContainsFunc(page, func(t view.Seen) bool { return t.Key == k.Key })
	})
	return rest[:min(len(rest), mostKnown)]
}

// happened lists what a view's rule wants told and was not told before.
func (w *settling) happened(v *Watched, l *Lane, known, page []view.Seen) (notices []Notice) {
	rule := view.View{Notify: v.Notify}
	for _, h := range rule.Happened(known, page, l.Last, w.now) {
		at := slices.IndexFunc(page, func(t view.Seen) bool { return t.Key == h.Key })
		t := page[at]
		t.Key = l.Account + "/" + t.Key
		if w.asleep(l.Account, t) || h.Event != view.Overdue && !w.news(l.Account, t) || !w.state.tell(t, h.Event) {
			continue
		}
		notices = append(notices, Notice{Key: t.Key, Event: h.Event, View: v.Name})
	}
	return notices
}

// news reports whether a person has not seen a ticket as it is, and has not made
// it so from here.
func (w *settling) news(account string, t view.Seen) bool {
	own := slices.ContainsFunc(w.Own, func(o Own) bool { return o.Key == t.Key && t.Updated <= o.At/1000+slack })
	return !own && w.unread(account, t)
}

func (w *settling) unread(account string, t view.Seen) bool {
	id, ok := mark.Number(t.Key, account)
	return ok && w.marks[account].Unread(id, t.Updated)
}

func (w *settling) asleep(account string, t view.Seen) bool {
	id, ok := mark.Number(t.Key, account)
	return ok && w.marks[account].Snoozed(id, t.Updated)
}

// badge counts each ticket once, in however many views it is.
func (w *settling) badge() string {
	counted := map[string]bool{}
	further, least := map[string]int64{}, false
	for i := range w.Views {
		v := &w.Views[i]
		if v.Badge == view.BadgeNone {
			continue
		}
		for j := range w.state.Lanes {
			l := &w.state.Lanes[j]
			if l.Query != v.Query {
				continue
			}
			for _, t := range l.Tickets {
				t.Key = l.Account + "/" + t.Key
				if !w.asleep(l.Account, t) && v.Badge.Counts(&t, w.unread(l.Account, t), w.now) {
					counted[t.Key] = true
				}
			}
			switch {
			case !l.More:
			case v.Badge == view.BadgeAll && l.Total >= 0:
				// Those of one view may be those of another.
				further[l.Account] = max(further[l.Account], l.Total-int64(len(l.Tickets)))
			default:
				least = true
			}
		}
	}
	n := int64(len(counted))
	for _, beyond := range further {
		n += beyond
	}
	switch {
	case n == 0:
		return ""
	case n > widest:
		return strconv.Itoa(widest) + "+"
	case least:
		return strconv.FormatInt(n, 10) + "+"
	}
	return strconv.FormatInt(n, 10)
}

// at reports whether a minute of the day is one of the quiet hours.
func (q *Quiet) at(minute int) bool {
	switch {
	case !q.On || q.From == q.To:
		return false
	case q.From < q.To:
		return q.From <= minute && minute < q.To
	}
	return minute >= q.From || minute < q.To
}
