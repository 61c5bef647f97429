package loose

import (
	"deskside/shared/api/calendar"
	"deskside/shared/api/jsontext"
)

// UTC reads a moment as Unix seconds: "YYYY-MM-DD HH:MM[:SS]", also with a T in
// the place of the blank, fractions of a second or an offset ("Z", "+03:00"), or
// "DD.MM.YYYY HH:MM[:SS]"; a day alone is its midnight; a number is Unix seconds
// already. What names no offset is UTC. Absent, malformed and zero dates
// ("0000-00-00 00:00:00") are 0.
func UTC(v jsontext.Value) int64 {
	if v.Kind() == jsontext.Number {
		return max(Int(v), 0)
	}
	if v.Kind() != jsontext.String {
		return 0
	}
	s := v.Text()
	days, at := day(s)
	if at == 0 {
		return 0
	}
	seconds, ok := clock(s[at:])
	if !ok {
		return 0
	}
	return days*86_400 + seconds
}

// day reads a date as days since 1970 and says where it ends, 0 for no date.
func day(s string) (days int64, end int) {
	if len(s) < 10 {
		return 0, 0
	}
	// yyyy-mm-dd, or dd.mm.yyyy when a point follows two digits.
	years, months, daysAt, mark := 0, 5, 8, byte('-')
	if s[2] == '.' {
		years, months, daysAt, mark = 6, 3, 0, '.'
	}
	year, e1 := digits(s, years, 4)
	month, e2 := digits(s, months, 2)
	date, e3 := digits(s, daysAt, 2)
	if e1 != years+4 || e2 != months+2 || e3 != daysAt+2 || s[months-1] != mark || s[e2] != mark ||
		year < 1 || month < 1 || month > 12 || date < 1 || date > 31 {
		return 0, 0
	}
	return calendar.Days(int(year), int(month), int(date)), 10
}

// clock reads what follows a date: nothing, or the time and perhaps an offset.
func clock(s string) (seconds int64, ok bool) {
	if s == "" {
		return 0, true
	}
	if len(s) < 6 || s[0] != ' ' && s[0] != 'T' || s[3] != ':' {
		return 0, false
	}
	hour, e1 := digits(s, 1, 2)
	minute, at := digits(s, 4, 2)
	if e1 != 3 || at != 6 || hour > 23 || minute > 59 {
		return 0, false
	}
	seconds = hour*3600 + minute*60
	if at+2 < len(s) && s[at] == ':' {
		second, e3 := digits(s, at+1, 2)
		if e3 != at+3 || second > 60 {
			return 0, false
		}
		seconds += second
		if at = e3; at < len(s) && s[at] == '.' {
			_, at = digits(s, at+1, len(s))
		}
	}
	shift, ok := offset(s[at:])
	return seconds - shift, ok
}

// offset reads "", "Z", "+03:00" or "-0330" as seconds.
func offset(s string) (seconds int64, ok bool) {
	if s == "" || s == "Z" {
		return 0, true
	}
	sign := int64(1)
	switch s[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return 0, false
	}
	hours, at := digits(s, 1, 2)
	if at < len(s) && s[at] == ':' {
		at++
	}
	minutes, end := digits(s, at, 2)
	if len(s) < 5 || end != len(s) || end-at != 2 || hours > 14 || minutes > 59 {
		return 0, false
	}
	return sign * (hours*3600 + minutes*60), true
}
