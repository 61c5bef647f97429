package plan

import (
	"time"

	"deskside/shared/filter"
)

// days gives the seconds of a named range as it is at a moment, in a zone so
// many seconds east of UTC. Weeks begin on Monday.
func days(r filter.NamedRange, at, zone int64) span {
	t := time.Unix(at+zone, 0).UTC()
	year, month, day := t.Date()
	first := func(month time.Month, day int) int64 {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() - zone
	}
	monday := day - (int(t.Weekday())+6)%7
	switch r {
	case filter.Today:
		return span{true, first(month, day), first(month, day+1) - 1}
	case filter.Yesterday:
		return span{true, first(month, day-1), first(month, day) - 1}
	case filter.ThisWeek:
		return span{true, first(month, monday), first(month, monday+7) - 1}
	case filter.LastWeek:
		return span{true, first(month, monday-7), first(month, monday) - 1}
	case filter.ThisMonth:
		return span{true, first(month, 1), first(month+1, 1) - 1}
	}
	return span{true, first(month-1, 1), first(month, 1) - 1}
}
