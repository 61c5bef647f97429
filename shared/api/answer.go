package api

import (
	"bytes"
	"strings"

	"deskside/shared/api/jsontext"
	"deskside/shared/words"
)

// JSON reads an answer's body as JSON, whatever its status, or returns the
// error that keeps it from being read: no answer, a page instead of an answer, a
// body cut short. What is read refers to the body, which must not change then.
func JSON(r *Response) (jsontext.Value, *Error) {
	if r.Failure != NoFailure {
		return jsontext.Value{}, &Error{Kind: Unavailable, Failure: r.Failure}
	}
	doc, err := jsontext.ParseBytes(bytes.TrimPrefix(r.Body, []byte("\ufeff")))
	if err == nil {
		return doc.Root(), nil
	}
	if kind := kindOf(r.Status); kind != "" && kind != Invalid {
		return jsontext.Value{}, &Error{Kind: kind, Status: r.Status, RetryAfter: retryAfter(r)}
	}
	e := &Error{Kind: Protocol, Status: r.Status, Instead: words.FailureInsteadText()}
	head := afterBlanks(r.Body[:min(len(r.Body), 64)])
	switch syntax, _ := err.(*jsontext.SyntaxError); {
	case strings.HasPrefix(head, "<"):
		e.Instead = words.FailureInsteadPage()
	case head == "":
		e.Instead = words.FailureInsteadEmpty()
	case syntax != nil && syntax.End:
		e.Instead = words.FailureInsteadBroken()
	}
	return jsontext.Value{}, e
}

// afterBlanks returns a text without the blanks before it.
func afterBlanks(text []byte) string { return strings.TrimLeft(string(text), " \t\r\n\ufeff") }

// Silent reports whether an answer is a success without a body, or with a blank
// one, as some give to writes.
func (r *Response) Silent() bool {
	return r.Failure == NoFailure && r.Status >= 200 && r.Status < 300 && len(r.Body) < 64 && afterBlanks(r.Body) == ""
}

// Plan joins what a call sends, how a helpdesk's answers are unwrapped and how
// one payload is read. read reports whether the payload is what the operation
// answers; errors name the host. With problems the call sends nothing.
func Plan[T any](op, host string, request Request, problems []FieldError, payload func(*Response) (jsontext.Value, *Error), read func(jsontext.Value) (T, bool)) Call[T] {
	call := Call[T]{Op: op, Request: request}
	if len(problems) > 0 {
		call.Request = Request{}
		call.Problem = &Error{Kind: Invalid, Op: op, Host: host, Fields: problems}
	}
	call.Decode = func(r *Response) (T, error) {
		var zero T
		p, err := payload(r)
		if err != nil {
			err.Host = host
			return zero, err
		}
		value, ok := read(p)
		if !ok {
			return zero, &Error{Kind: Protocol, Host: host, Status: r.Status, Instead: words.FailureInsteadKind()}
		}
		return value, nil
	}
	return call
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
