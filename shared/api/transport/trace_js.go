package transport

import "context"

// tracing knows nothing of connections under fetch, so every request counts
// as written.
func tracing(ctx context.Context) (wrote func() bool, traced context.Context) {
	return func() bool { return true }, ctx
}
