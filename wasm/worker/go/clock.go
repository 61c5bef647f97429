//go:build js && wasm

package main

import (
	"context"
	"syscall/js"
	"time"
)

// clock waits with the platform's timers. Go's own would be bound to the
// request in which they were set, and never ring once that is over.
type clock struct{}

func (clock) Sleep(ctx context.Context, d time.Duration) error {
	rung := make(chan struct{})
	stop := after(d, func() { close(rung) })
	defer stop()
	select {
	case <-rung:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (clock) Deadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	limited, end := context.WithCancelCause(ctx)
	stop := after(d, func() { end(context.DeadlineExceeded) })
	return limited, func() {
		stop()
		end(context.Canceled)
	}
}

// after calls f once d has passed, unless it is stopped before. f must not wait.
func after(d time.Duration, f func()) (stop func()) {
	ring := js.FuncOf(func(js.Value, []js.Value) any {
		f()
		return nil
	})
	timer := js.Global().Call("setTimeout", ring, max(d.Milliseconds(), 0))
	stopped := false
	return func() {
		if stopped {
			return
		}
		stopped = true
		js.Global().Call("clearTimeout", timer)
		ring.Release()
	}
}
