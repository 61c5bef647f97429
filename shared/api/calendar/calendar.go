// Package calendar counts and writes days of the Gregorian calendar, in UTC, for
// those who read and write the dates of helpdesks and queries. Package time does
// more, and takes what does not exist, such as 31 June, for another day.
package calendar

import "time"

// Exists reports whether there is such a day, in the years from 1 to 9999.
func Exists(year, month, day int) bool {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 {
		return false
	}
	last := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		last = 29
	}
	return day <= last
}

// Days counts the days from 1 January 1970 to a day. One past the end of its
// month counts into the next.
func Days(year, month, day int) int64 {
	// Years from March on, so that a leap day is the last (H. Hinnant, days_from_civil).
	if month < 3 {
		year--
		month += 12
	}
	leaps := year/4 - year/100 + year/400
	return int64(year*365+leaps+(153*(month-3)+2)/5+day-1) - 719_468
}

// Number reads a number of nothing but digits; anything else is -1.
func Number(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

// AppendDay writes the day of a moment, Unix seconds, as YYYY-MM-DD.
func AppendDay(b []byte, at int64) []byte {
	year, month, day := time.Unix(at, 0).UTC().Date()
	b = two(two(b, year/100%100), year%100)
	b = two(append(b, '-'), int(month))
	return two(append(b, '-'), day)
}

// AppendMinute writes the time of a moment as HH:MM.
func AppendMinute(b []byte, at int64) []byte {
	hour, minute, _ := time.Unix(at, 0).UTC().Clock()
	return two(append(two(b, hour), ':'), minute)
}

// AppendSecond writes the time of a moment as HH:MM:SS.
func AppendSecond(b []byte, at int64) []byte {
	_, _, second := time.Unix(at, 0).UTC().Clock()
	return two(append(AppendMinute(b, at), ':'), second)
}

// two appends a number below 100 with two digits.
func two(b []byte, n int) []byte { return append(b, '0'+byte(n/10), '0'+byte(n%10)) }
