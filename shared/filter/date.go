package filter

import (
	"strconv"
	"strings"

	"deskside/shared/api/calendar"
)

// secondsOf are the seconds of the units that always have the same number.
var secondsOf = [...]int64{Second: 1, Minute: 60, Hour: 3600, Day: 86400, Week: 7 * 86400}

// unitNames are the units as the language writes them.
var unitNames = [...]string{Second: "s", Minute: "m", Hour: "h", Day: "d", Week: "w", Month: "mo", Year: "y"}

// countLimit bounds the number before a unit, so that no sum overflows.
const countLimit = 999_999

// parseMoment reads a date with a precision from the year to the second:
// 2016, 2016-11, 2016-11-25, 2016-11-25T14:30, 2016-11-25 14:30:15.
func parseMoment(s string) (Value, bool) {
	part := [6]int{0, 1, 1, 0, 0, 0}
	unit := [6]Unit{Year, Month, Day, Hour, Minute, Second}
	before := [6]string{"", "-", "-", "Tt ", ":", ":"}
	n := 0
	for i := 0; i < len(s); n++ {
		width := 2
		if n == 0 {
			width = 4
		} else {
			if n == len(part) || strings.IndexByte(before[n], s[i]) < 0 {
				return Value{}, false
			}
			i++
		}
		if i+width > len(s) {
			return Value{}, false
		}
		v := 0
		for _, c := range []byte(s[i : i+width]) {
			if c < '0' || c > '9' {
				return Value{}, false
			}
			v = v*10 + int(c-'0')
		}
		part[n] = v
		i += width
	}
	if n == 0 || n == 4 || part[3] > 23 || part[4] > 59 || part[5] > 59 {
		return Value{}, false
	}
	if !calendar.Exists(part[0], part[1], part[2]) {
		return Value{}, false
	}
	at := calendar.Days(part[0], part[1], part[2])*secondsOf[Day] + int64(part[3]*3600+part[4]*60+part[5])
	return Value{Kind: Moment, Unit: unit[n-1], Number: at}, true
}

// appendMoment writes a moment with its precision.
func appendMoment(b []byte, v Value) []byte {
	day := calendar.AppendDay(nil, v.Number)
	switch v.Unit {
	case Year:
		return append(b, day[:len("2016")]...)
	case Month:
		return append(b, day[:len("2016-11")]...)
	}
	b = append(b, day...)
	switch v.Unit {
	case Second:
		return calendar.AppendSecond(append(b, 'T'), v.Number)
	case Minute, Hour:
		return calendar.AppendMinute(append(b, 'T'), v.Number)
	}
	return b
}

// parseCount reads a whole number and a unit.
func parseCount(s string) (n int64, unit Unit, rest string, ok bool) {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	letters := digits
	for letters < len(s) && (s[letters]|0x20) >= 'a' && (s[letters]|0x20) <= 'z' {
		letters++
	}
	n, err := strconv.ParseInt(s[:digits], 10, 64)
	if err != nil || n > countLimit {
		return 0, 0, s, false
	}
	name := lower(s[digits:letters])
	for u := range unitNames {
		if unitNames[u] == name {
			return n, Unit(u), s[letters:], true
		}
	}
	return 0, 0, s, false
}

// parseRelative reads a moment that is counted from now: -7d, +2h, now.
func parseRelative(s string) (Value, bool) {
	if lower(s) == "now" {
		return Value{Kind: Relative}, true
	}
	if len(s) < 2 || s[0] != '-' && s[0] != '+' {
		return Value{}, false
	}
	n, unit, rest, ok := parseCount(s[1:])
	if s[0] == '-' {
		n = -n
	}
	if n == 0 {
		unit = Second
	}
	return Value{Kind: Relative, Number: n, Unit: unit}, ok && rest == ""
}

// parseDuration reads a length of time: 2h, 1d12h, -30m, 0.
func parseDuration(s string) (Value, bool) {
	negative := strings.HasPrefix(s, "-")
	rest := strings.TrimPrefix(s, "-")
	if rest == "0" {
		return Value{Kind: Duration}, true
	}
	v := Value{Kind: Duration}
	for parts := 0; rest != "" || parts == 0; parts++ {
		n, unit, after, ok := parseCount(rest)
		if !ok || unit > Week || parts > 4 {
			return Value{}, false
		}
		v.Number += n * secondsOf[unit]
		rest = after
	}
	if negative {
		v.Number = -v.Number
	}
	return v, true
}

// appendDuration writes a length of time in days, hours, minutes and seconds.
func appendDuration(b []byte, seconds int64) []byte {
	if seconds < 0 {
		b, seconds = append(b, '-'), -seconds
	}
	if seconds == 0 {
		return append(b, '0')
	}
	for unit := Day; ; unit-- {
		if n := seconds / secondsOf[unit]; n > 0 {
			b = append(strconv.AppendInt(b, n, 10), unitNames[unit]...)
			seconds %= secondsOf[unit]
		}
		if unit == Second {
			return b
		}
	}
}

// parseNamed reads the name of a range.
func parseNamed(s string) (Value, bool) {
	name := lower(s)
	for i := range namedRanges {
		if namedRanges[i] == name {
			return Value{Kind: Named, Number: int64(i)}, true
		}
	}
	return Value{}, false
}
