package edge

import (
	"errors"
	"time"

	"deskside/shared/api"
	"deskside/shared/words"
)

// Two attempts to read, or one to write, fit into Patience.
const (
	readTimeout  = 6 * time.Second
	writeTimeout = 11 * time.Second
)

var retry = api.Retry{Attempts: 2, Base: 200 * time.Millisecond, Cap: time.Second, Patience: 2 * time.Second}

// send runs a call and keeps of its answer what view shows.
func send[T, R any](x *exchange, call api.Call[T], view func(*T) R) (none R, err error) {
	if call.Problem != nil {
		return none, call.Problem
	}
	done, err := x.do(sending(&call))
	if err != nil {
		return none, err
	}
	return settle(x, call, &done[0], view)
}

// sending is the effect of a call.
func sending[T any](call *api.Call[T]) Effect {
	call.Request.TimeoutMS = writeTimeout.Milliseconds()
	if call.Request.Repeatable {
		call.Request.TimeoutMS = readTimeout.Milliseconds()
	}
	return Effect{Send: &call.Request}
}

// settle reads the answer to a call, and sends it again where that helps and
// does no harm.
func settle[T, R any](x *exchange, call api.Call[T], done *Done, view func(*T) R) (none R, err error) {
	course := api.NewCourse(retry, &call.Request)
	for {
		value, err := read(x, call, done)
		before := course.Doubt
		pause, again := course.Next(err, done.Sent, x.random())
		switch {
		case !again && course.Doubt && (before || !unhandled(err)):
			return none, &uncertain{err}
		case !again && err != nil:
			return none, err
		case !again:
			return view(&value), nil
		}
		if slept := x.sleep(pause); slept != nil {
			if course.Doubt {
				slept = &uncertain{slept}
			}
			return none, slept
		}
		next, err := x.do(sending(&call))
		if err != nil {
			return none, err
		}
		done = &next[0]
	}
}

// read reads one answer.
func read[T any](x *exchange, call api.Call[T], done *Done) (value T, err error) {
	switch {
	case done.Over:
		return value, errOver
	case done.Response == nil:
		err = &api.Error{Kind: api.Unavailable, Failure: api.Network}
	case done.Long:
		err = &api.Error{Kind: api.Protocol, Status: done.Response.Status, Instead: words.FailureInsteadLong()}
	default:
		done.Response.Arrived(x.time())
		value, err = call.Read(done.Response)
	}
	if e, ok := err.(*api.Error); ok {
		if e.Op == "" {
			e.Op = call.Op
		}
		if e.Host == "" {
			e.Host = call.Request.Host()
		}
	}
	return value, err
}

// sendTimed sends as send does, and says how far the helpdesk's clock is ahead,
// as far as its answer tells; 0 where it does not.
func sendTimed[T, R any](x *exchange, call api.Call[T], view func(*T) R) (got R, ahead time.Duration, err error) {
	decode := call.Decode
	call.Decode = func(r *api.Response) (T, error) {
		ahead = 0
		if at, ok := r.Date(); ok {
			ahead = at.Sub(x.time())
		}
		return decode(r)
	}
	got, err = send(x, call, view)
	return got, ahead, err
}

// uncertain marks the error of a write that was sent and got no answer that
// says what became of it.
type uncertain struct{ err error }

func (u *uncertain) Error() string { return u.err.Error() + "; it may have been done" }

func (u *uncertain) Unwrap() error { return u.err }

// unhandled reports whether a helpdesk said that it cannot handle requests now, as
// in maintenance (RFC 9110, 15.6.4), and so has not handled this one.
func unhandled(err error) bool { return answered(err) == statusUnavailable }

// heard reports whether the helpdesk answered a failed call, so that it is no longer
// at work on it. What a gateway says (502, 504) it says for a helpdesk that may be.
func heard(err error) bool {
	status := answered(err)
	return status > 0 && status != statusGateway && status != statusGatewayTimeout
}

// answered is the status of the answer to a failed call, 0 where there was none.
func answered(err error) int {
	var failed *api.Error
	if errors.As(err, &failed) {
		return failed.Status
	}
	return 0
}

// doubtful reports whether the request of a failed call may have been acted on.
func doubtful(err error) bool {
	var u *uncertain
	return errors.As(err, &u)
}

// each views the items of a list.
func each[T, R any](view func(*T) R) func(*[]T) []R {
	return func(items *[]T) []R {
		out := make([]R, 0, len(*items))
		for i := range *items {
			out = append(out, view(&(*items)[i]))
		}
		return out
	}
}
