package api

import (
	"strconv"
	"strings"
	"time"

	"deskside/shared/api/calendar"
)

// retryAfterLimit is the longest Retry-After that is believed, an hour in
// seconds: a server that means more says it again, and one that means none of it
// does not silence anybody for days.
const retryAfterLimit = 3600

// RetryAfter reads a Retry-After header (RFC 9110, 10.2.3): seconds, or one of
// the three forms of an HTTP date (5.6.7), which counts from now. A moment that
// has passed is a pause of nothing. ok is false for anything else.
func RetryAfter(value string, now time.Time) (pause time.Duration, ok bool) {
	value = strings.TrimSpace(value)
	if s, err := strconv.ParseUint(value, 10, 64); err == nil {
		return time.Duration(min(s, retryAfterLimit)) * time.Second, true
	}
	at, ok := httpDate(value)
	if !ok {
		return 0, false
	}
	// Rounded up, so that nobody comes back before the moment.
	return time.Duration(min(max(at.Unix()-now.Unix(), 0), retryAfterLimit)) * time.Second, true
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

// httpDate reads the three forms of an HTTP date. time.Parse would read them,
// too, at the price of 4 KB in every core:
//
//	Sun, 06 Nov 1994 08:49:37 GMT
//	Sunday, 06-Nov-94 08:49:37 GMT
//	Sun Nov  6 08:49:37 1994
func httpDate(s string) (time.Time, bool) {
	var part [8]string
	n := 0
	for piece := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == ':' }) {
		if n == len(part) {
			return time.Time{}, false
		}
		part[n] = piece
		n++
	}
	day, month, year, clock := part[1], part[2], part[3], part[4:7]
	switch {
	case n == 7:
		month, day, year, clock = part[1], part[2], part[6], part[3:6]
	case n != 8 || part[7] != "GMT":
		return time.Time{}, false
	}
	at := strings.Index(months, month)
	if len(part[0]) < 3 || len(month) != 3 || at < 0 || at%3 != 0 {
		return time.Time{}, false
	}
	numbers := [...]string{day, year, clock[0], clock[1], clock[2]}
	var v [len(numbers)]int
	for i, digits := range numbers {
		u, err := strconv.ParseUint(digits, 10, 16)
		if err != nil {
			return time.Time{}, false
		}
		v[i] = int(u)
	}
	if len(year) == 2 {
		// As time.Parse takes them: 69 and later are of the last century.
		if v[1] += 1900; v[1] < 1969 {
			v[1] += 100
		}
	}
	// time.Date would bring the rules of every time zone.
	t := time.Unix(calendar.Days(v[1], at/3+1, v[0])*86_400+int64(v[2]*3600+v[3]*60+v[4]), 0).UTC()
	return t, calendar.Exists(v[1], at/3+1, v[0]) && v[2] < 24 && v[3] < 60 && v[4] < 60 && (len(year) == 2 || len(year) == 4)
}

// Date is when an answer was made by the clock of its server (RFC 9110, 6.6.1),
// or ok is false where it does not say.
func (r *Response) Date() (at time.Time, ok bool) { return httpDate(r.Get("date")) }

// Arrived notes when an answer came, which only its host knows: a Retry-After
// that is a date becomes seconds, counted from the server's own Date where it
// says one. A host calls it before the answer is read.
func (r *Response) Arrived(now time.Time) {
	if at, ok := r.Date(); ok {
		now = at
	}
	for i := range r.Header {
		if !equalFold(r.Header[i].Name, "retry-after") {
			continue
		}
		if pause, ok := RetryAfter(r.Header[i].Value, now); ok {
			r.Header[i].Value = strconv.FormatInt(int64(pause/time.Second), 10)
		}
	}
}

// retryAfter reads the seconds of Retry-After, which Arrived makes of dates.
func retryAfter(r *Response) time.Duration {
	s, err := strconv.ParseUint(strings.TrimSpace(r.Get("retry-after")), 10, 64)
	if err != nil {
		return 0
	}
	return time.Duration(min(s, retryAfterLimit)) * time.Second
}
