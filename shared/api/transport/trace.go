//go:build !js

package transport

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
)

// tracing returns a context whose request is watched, and a function that
// reports whether any of it was written to a connection.
func tracing(ctx context.Context) (wrote func() bool, traced context.Context) {
	var connected atomic.Bool
	traced = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	return connected.Load, traced
}
