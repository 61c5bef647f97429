package edge

import (
	"context"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
)

// Two attempts to read, or one to write, fit into patience.
const (
	readTimeout  = 6 * time.Second
	writeTimeout = 11 * time.Second
)

var retry = api.Retry{Attempts: 2, Base: 200 * time.Millisecond, Cap: time.Second, Patience: 2 * time.Second}

// sendTimed sends as send does, and says how far the helpdesk's clock is ahead,
// as far as its answer tells; 0 where it does not.
func sendTimed[T, R any](ctx context.Context, e *Edge, call api.Call[T], view func(*T) R) (got R, ahead time.Duration, err error) {
	decode := call.Decode
	call.Decode = func(r *api.Response) (T, error) {
		ahead = 0
		if at, ok := r.Date(); ok {
			ahead = at.Sub(e.config.Now())
		}
		return decode(r)
	}
	got, err = send(ctx, e, call, view)
	return got, ahead, err
}

// send runs a call and keeps of its answer what view shows.
func send[T, R any](ctx context.Context, e *Edge, call api.Call[T], view func(*T) R) (R, error) {
	call.Request.TimeoutMS = writeTimeout.Milliseconds()
	if call.Request.Repeatable {
		call.Request.TimeoutMS = readTimeout.Milliseconds()
	}
	read, err := transport.Do(ctx, e.config.Doer, call, transport.WithClock(e.config.Clock), transport.WithRetry(retry),
		transport.WithNow(e.config.Now), transport.WithRedactor(e.redactor))
	if err != nil {
		var none R
		return none, err
	}
	return view(&read), nil
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
