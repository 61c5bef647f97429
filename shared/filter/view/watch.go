package view

import "slices"

// Seen is what a host remembers of a ticket in a view between two readings.
type Seen struct {
	// Key identifies the ticket among all accounts.
	Key string `msg:"key"`
	// Updated and Due are Unix seconds; Due is the next SLA moment or 0.
	Updated int64 `msg:"updated"`
	Due     int64 `msg:"due"`
}

// Counts reports whether the badge counts a ticket of its view at a moment, Unix
// seconds; unseen is one that came or changed since a person looked at it.
func (b Badge) Counts(t *Seen, unseen bool, now int64) bool {
	switch b {
	case BadgeAll:
		return true
	case BadgeUnseen:
		return unseen
	case BadgeOverdue:
		return t.Due != 0 && t.Due <= now
	}
	return false
}

// Happening is an event of one ticket.
type Happening struct {
	Event Event  `msg:"event"`
	Key   string `msg:"key"`
}

// Happened tells what to notify of: what became of the tickets between two
// readings of the view, at last and at now, Unix seconds. The first reading of a
// view, with last 0, tells nothing. Each ticket is told once, by the first of
// Events that fits.
func (v *View) Happened(before, after []Seen, last, now int64) []Happening {
	if last == 0 {
		return nil
	}
	var events []Happening
	for i := range after {
		t := &after[i]
		was := find(before, t.Key)
		var event Event
		switch {
		case was == nil && slices.Contains(v.Notify, Entered):
			event = Entered
		case was != nil && was.Updated < t.Updated && slices.Contains(v.Notify, Changed):
			event = Changed
		case t.Due > last && t.Due <= now && slices.Contains(v.Notify, Overdue):
			event = Overdue
		default:
			continue
		}
		events = append(events, Happening{event, t.Key})
	}
	return events
}

func find(tickets []Seen, key string) *Seen {
	i := slices.IndexFunc(tickets, func(s Seen) bool { return s.Key == key })
	if i < 0 {
		return nil
	}
	return &tickets[i]
}
