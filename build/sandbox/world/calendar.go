package world

import "time"

// NamedRange gives the first instant of a named range and the first one after
// it, in UTC with weeks from Monday.
func NamedRange(name string, now time.Time) (from, to time.Time) {
	now = now.UTC()
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	week := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	switch name {
	case "today":
		return today, today.AddDate(0, 0, 1)
	case "yesterday":
		return today.AddDate(0, 0, -1), today
	case "this_week":
		return week, week.AddDate(0, 0, 7)
	case "last_week":
		return week.AddDate(0, 0, -7), week
	case "this_month":
		return month, month.AddDate(0, 1, 0)
	}
	return month.AddDate(0, -1, 0), month
}

// ParseInstant reads the dates that requests carry, as UTC: a day, with the time
// to the minute or to the second.
func ParseInstant(text string) (time.Time, bool) {
	for _, layout := range []string{time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if instant, err := time.ParseInLocation(layout, text, time.UTC); err == nil {
			return instant, true
		}
	}
	return time.Time{}, false
}
