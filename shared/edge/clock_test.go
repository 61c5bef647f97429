package edge_test

import (
	"context"
	"strconv"
	"time"
)

// patientClock never waits; its limits end when a test says so.
type patientClock struct {
	expire chan struct{}
	// slept is called instead of every pause.
	slept func(time.Duration)
}

func (c *patientClock) Sleep(ctx context.Context, d time.Duration) error {
	if c.slept != nil {
		c.slept(d)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

func (c *patientClock) Deadline(ctx context.Context, _ time.Duration) (context.Context, context.CancelFunc) {
	limited, end := context.WithCancelCause(ctx)
	if c.expire != nil {
		go func() {
			select {
			case <-c.expire:
				end(context.DeadlineExceeded)
			case <-limited.Done():
			}
		}()
	}
	return limited, func() { end(context.Canceled) }
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
