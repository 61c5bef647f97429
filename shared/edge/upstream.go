package edge

import (
	"context"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/transport"
)

// Two attempts to read, or one to write, fit into patience.
const (
	readTimeout  = 6 * time.Second
	writeTimeout = 11 * time.Second
)

var retry = api.Retry{Attempts: 2, Base: 200 * time.Millisecond, Cap: time.Second, Patience: 2 * time.Second}

// send runs a call, but reads what the client of the API says is an answer
// with read, which sees the payload without its envelope.
func send[T, R any](ctx context.Context, e *Edge, call api.Call[T], read func(jsontext.Value) R) (R, error) {
	rewritten := api.Call[R]{Op: call.Op, Request: call.Request, Problem: call.Problem, Decode: func(r *api.Response) (R, error) {
		var zero R
		if _, err := call.Decode(r); err != nil {
			return zero, err
		}
		value, err := api.JSON(r)
		if err != nil {
			return zero, err
		}
		if payload := value.Get("success"); payload.Kind() != jsontext.Absent {
			value = payload
		}
		return read(value), nil
	}}
	rewritten.Request.TimeoutMS = writeTimeout.Milliseconds()
	if call.Request.Repeatable {
		rewritten.Request.TimeoutMS = readTimeout.Milliseconds()
	}
	return transport.Do(ctx, e.config.Doer, rewritten, transport.WithClock(e.config.Clock), transport.WithRetry(retry),
		transport.WithNow(e.config.Now), transport.WithRedactor(e.redactor))
}

// each reads the items of a list: an array, a paginator, or objects grouped by
// ownership, of which customers see one group.
func each[T any](v jsontext.Value, read func(jsontext.Value) T) []T {
	list := v
	if loose.IsObject(v) {
		if list = v.Get("data"); list.Kind() == jsontext.Absent {
			list = v.Get("feedback")
		}
	}
	out := []T{}
	for item := range list.Items() {
		if loose.IsObject(item) {
			out = append(out, read(item))
		}
	}
	return out
}
