// Package transport runs the calls that package api describes over net/http:
// one attempt after another, each with its own time limit, until there is an
// answer or the retry policy gives up.
//
// It must not know any particular helpdesk, and nothing that browsers link may
// import it.
package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sort"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/words"
)

// Doer sends one HTTP request. *http.Client is one. A Doer that is not an
// *http.Client must not follow redirects: they would carry the key along.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// DefaultLimit is how many bytes of an answer are read at most.
const DefaultLimit = 8 << 20

// defaultTimeout bounds an attempt whose request does not say.
const defaultTimeout = 15 * time.Second

// Do sends a call and reads its answer. A call whose input has a problem is
// not sent; its problem is the error.
//
// Read the error with errors.As: it is an *api.Error with the operation's name,
// or the cause of ctx once that ended. Uncertain tells whether a write may have
// arrived all the same.
func Do[T any](ctx context.Context, doer Doer, call api.Call[T], options ...Option) (T, error) {
	if call.Problem != nil {
		return call.Read(nil)
	}
	s := newSettings(doer, options)
	course := api.NewCourse(s.retry, &call.Request)
	for {
		if err := s.turn(ctx, call.Class); err != nil {
			return *new(T), s.named(err, call.Op, &call.Request, &course)
		}
		answer, sent, err := s.exchange(ctx, &call.Request)
		var value T
		if err == nil {
			value, err = call.Read(answer)
		}
		err = s.named(err, call.Op, &call.Request, nil)
		s.limiter.learn(s.now(), call.Class, err)
		pause, again := course.Next(err, sent, s.random())
		if !again {
			if course.Doubt {
				err = &uncertain{err}
			}
			return value, err
		}
		if err := s.clock.Sleep(ctx, pause); err != nil {
			return value, s.named(err, call.Op, &call.Request, &course)
		}
	}
}

// Attempt sends a request once, for a caller that follows the call's course
// itself. sent reports whether it may have reached the server. An error is the
// cause of ctx, or an *api.Error about an answer that is too long; whatever else
// goes wrong is in the answer.
func Attempt(ctx context.Context, doer Doer, request *api.Request, options ...Option) (answer *api.Response, sent bool, err error) {
	return newSettings(doer, options).exchange(ctx, request)
}

// turn waits until the account's limit lets a request through.
func (s *settings) turn(ctx context.Context, class string) error {
	wait, ok := s.limiter.take(s.now(), class, s.retry.Patience)
	if !ok {
		return &api.Error{Kind: api.RateLimited, RetryAfter: wait}
	}
	if wait == 0 {
		return nil
	}
	return s.clock.Sleep(ctx, wait)
}

// named adds to an error what was attempted and where, and, given the course
// of earlier attempts, whether one of them may have been acted on.
func (s *settings) named(err error, op string, request *api.Request, course *api.Course) error {
	if e, ok := err.(*api.Error); ok {
		if e.Op == "" {
			e.Op = op
		}
		if e.Host == "" {
			e.Host = request.Host()
		}
	}
	if course != nil && course.Doubt {
		return &uncertain{err}
	}
	return err
}

// uncertain marks the error of a write that was sent and got no answer that
// says what became of it.
type uncertain struct{ err error }

func (u *uncertain) Error() string { return u.err.Error() + "; it may have been done" }

func (u *uncertain) Unwrap() error { return u.err }

// Uncertain reports whether the request of a failed call may have been acted
// on: it changes something, it was sent, and no answer said what became of it.
func Uncertain(err error) bool {
	var u *uncertain
	return errors.As(err, &u)
}

// exchange makes one attempt. sent reports whether the request may have
// reached the server. An error is the cause of ctx, or an *api.Error about an
// answer that is too long; whatever else goes wrong is in the Response.
func (s *settings) exchange(ctx context.Context, request *api.Request) (answer *api.Response, sent bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, false, context.Cause(ctx)
	}
	timeout := time.Duration(request.TimeoutMS) * time.Millisecond
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	attempt, stop := s.clock.Deadline(ctx, timeout)
	defer stop()
	wrote, trace := tracing(attempt)

	status := 0
	defer func() {
		s.observe(s.redactor.Text(request.Line()), status)
		if s.trace != nil {
			s.trace(s.redactor.Trace(request, answer))
		}
	}()
	fail := func() (*api.Response, bool, error) {
		if ctx.Err() != nil {
			return nil, wrote(), context.Cause(ctx)
		}
		failure := api.Network
		if attempt.Err() != nil {
			failure = api.Timeout
		}
		return &api.Response{Failure: failure}, wrote(), nil
	}

	var body io.Reader
	if len(request.Body) > 0 {
		body = bytes.NewReader(request.Body)
	}
	r, err := http.NewRequestWithContext(trace, request.Method, request.URL, body)
	if err != nil {
		// The text of this error would hold the URL.
		return nil, false, &api.Error{Kind: api.Invalid, Detail: "an address that cannot be requested"}
	}
	for _, h := range request.Header {
		r.Header.Set(h.Name, h.Value)
	}
	response, err := s.doer.Do(r)
	if err != nil {
		return fail()
	}
	defer response.Body.Close()
	status = response.StatusCode
	content, err := io.ReadAll(io.LimitReader(response.Body, s.limit+1))
	if err != nil {
		return fail()
	}
	if int64(len(content)) > s.limit {
		return nil, true, &api.Error{Kind: api.Protocol, Status: status, Instead: words.FailureInsteadLong()}
	}
	answer = &api.Response{Status: status, Header: headers(response.Header), Body: content}
	answer.Arrived(s.now())
	return answer, true, nil
}

// headers maps the lines of an answer, in the order of their names. Cookies
// stay behind: no call has a use for them.
func headers(from http.Header) []api.Header {
	lines := make([]api.Header, 0, len(from))
	for name, values := range from {
		if name == "Set-Cookie" {
			continue
		}
		for _, value := range values {
			lines = append(lines, api.Header{Name: strings.ToLower(name), Value: value})
		}
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].Name < lines[j].Name })
	return lines
}
