package api

import (
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fastjson"
)

// JSON reads an answer's body as JSON, whatever its status, or returns the
// error that keeps it from being read: no answer, a page instead of an answer, a
// body cut short.
//
// The value belongs to parser and lives until parser is used again.
func JSON(parser *fastjson.Parser, r *Response) (*fastjson.Value, error) {
	if r.Failure != NoFailure {
		return nil, &Error{Kind: Unavailable, Failure: r.Failure}
	}
	value, err := parser.ParseBytes(r.Body)
	if err == nil {
		return value, nil
	}
	if kind := kindOf(r.Status); kind != "" && kind != Invalid {
		return nil, &Error{Kind: kind, Status: r.Status, RetryAfter: retryAfter(r)}
	}
	e := &Error{Kind: Protocol, Status: r.Status}
	head := strings.TrimLeft(string(r.Body[:min(len(r.Body), 64)]), " \t\r\n\ufeff")
	switch {
	case strings.HasPrefix(head, "<"):
		e.Detail = "a web page"
	case len(head) == 0:
		e.Detail = "an empty body"
	case head[0] == '{' || head[0] == '[':
		e.Detail = "an answer that breaks off"
	default:
		e.Detail = "text that is not JSON"
	}
	return nil, e
}

// StatusError returns the error that an HTTP status of 300 and above stands for, or nil.
// detail is the server's own words, already cleaned by Detail.
func StatusError(r *Response, code int, detail string) *Error {
	kind := kindOf(r.Status)
	if kind == "" {
		return nil
	}
	return &Error{Kind: kind, Status: r.Status, Code: code, Detail: detail, RetryAfter: retryAfter(r)}
}

func kindOf(status int) Kind {
	switch {
	case status >= 200 && status < 300:
		return ""
	case status == 401:
		return Unauthorized
	case status == 403:
		return Forbidden
	case status == 404 || status == 410:
		return NotFound
	case status == 409:
		return Conflict
	case status == 429:
		return RateLimited
	case status == 408 || status == 425 || status >= 500:
		return Unavailable
	case status >= 400:
		return Invalid
	}
	return Protocol
}

// retryAfter reads the seconds form of Retry-After (RFC 9110, 10.2.3). The
// date form needs a clock and comes from few servers; it counts as not said.
func retryAfter(r *Response) time.Duration {
	s, err := strconv.ParseUint(strings.TrimSpace(r.Get("retry-after")), 10, 20)
	if err != nil {
		return 0
	}
	return time.Duration(s) * time.Second
}
