package helpdesk

import (
	"slices"
	"strings"
)

// Known is what is known of the account that a list is chosen for.
type Known struct {
	*Directory
	// Now is Unix seconds.
	Now int64
	// Apart is set where types that stand apart are selected, whose statuses the
	// directory does not list.
	Apart bool
	// Days gives the first and the last second of a range of days of the filter
	// language, such as "last_week", as it is at a moment; false for a range
	// before 1970.
	Days func(name string, at int64) (from, to int64, ok bool)
}

// Statuses lists the statuses that tickets of the account may have, as far as
// they are known: those that the API names, and an installation's own.
func (k *Known) Statuses() []Status {
	can := k.Desk.Can()
	if !can.OwnStatuses {
		return can.Statuses
	}
	known := slices.Clone(k.Directory.Statuses)
	for _, s := range can.Statuses {
		if !slices.ContainsFunc(known, func(other Status) bool { return other.Slug == s.Slug }) {
			known = append(known, s)
		}
	}
	return known
}

// Settable lists the statuses that a ticket of the account can be given: those
// that are known by number.
func (k *Known) Settable() []Status {
	can := k.Desk.Can()
	return slices.DeleteFunc(slices.Clone(k.Statuses()), func(s Status) bool { return s.ID == 0 || slices.Contains(can.Unset, s.State) })
}

// Unlisted reports whether there may be statuses of a state that are not known.
func (k *Known) Unlisted(state State) bool {
	can := k.Desk.Can()
	if can.OwnStatuses && !k.Apart && len(k.Directory.Statuses) > 0 {
		return false
	}
	return k.Apart || !slices.Contains(can.Settled, state)
}

// Statusless stands for tickets without a status, which count as active.
const Statusless = ""

// Possible lists the statuses in a set that tickets may have. "?state" stands
// for statuses of a state that are not known.
func (k *Known) Possible(s Set) []string {
	if !s.Except {
		return s.Words
	}
	keys := []string{Statusless}
	for _, status := range k.Statuses() {
		keys = append(keys, status.Slug)
	}
	for _, state := range States() {
		if k.Unlisted(state) {
			keys = append(keys, "?"+string(state))
		}
	}
	return Keep(keys, s.Has)
}

// Active reports whether all statuses in a set are of tickets that wait for somebody.
func (k *Known) Active(s Set) bool {
	if s.Free() {
		return false
	}
	known := k.Statuses()
	return !slices.ContainsFunc(k.Possible(s), func(key string) bool {
		if key == Statusless {
			return false
		}
		if state, ok := strings.CutPrefix(key, "?"); ok {
			return !State(state).Active()
		}
		i := slices.IndexFunc(known, func(status Status) bool { return status.Slug == key })
		return i < 0 || !known[i].State.Active()
	})
}
