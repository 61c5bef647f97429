package api

import (
	"strconv"
	"strings"
	"time"
)

// retryAfterLimit is the longest Retry-After that is believed, about 12 days.
const retryAfterLimit = 1 << 20

// RetryAfter reads a Retry-After header (RFC 9110, 10.2.3): seconds, or one of
// the three forms of an HTTP date (5.6.7), which counts from now. A moment that
// has passed is a pause of nothing. ok is false for anything else.
func RetryAfter(value string, now time.Time) (pause time.Duration, ok bool) {
	value = strings.TrimSpace(value)
	if s, err := strconv.ParseUint(value, 10, 64); err == nil {
		return time.Duration(min(s, retryAfterLimit)) * time.Second, true
	}
	for _, form := range [...]string{"Mon, 02 Jan 2006 15:04:05 GMT", "Monday, 02-Jan-06 15:04:05 GMT", time.ANSIC} {
		at, err := time.Parse(form, value)
		if err != nil {
			continue
		}
		// Rounded up, so that nobody comes back before the moment.
		seconds := at.Unix() - now.Unix()
		return time.Duration(min(max(seconds, 0), retryAfterLimit)) * time.Second, true
	}
	return 0, false
}

// Arrived notes when an answer came, which only its host knows: a Retry-After
// that is a date becomes seconds. A host calls it before the answer is read.
func (r *Response) Arrived(now time.Time) {
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
