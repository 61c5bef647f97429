// Package check runs everything that must hold before a change is good, stage
// by stage, and says how far it is. It knows the order and how to count; what
// a stage does is a function.
package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Stage is one part of a run.
type Stage struct {
	Name string
	// Run returns how many tests passed and failed; an error fails the stage
	// even where no test did.
	Run func(ctx context.Context, out io.Writer) (Tally, error)
}

// Tally counts tests.
type Tally struct{ Passed, Failed int }

func (t Tally) plus(u Tally) Tally { return Tally{t.Passed + u.Passed, t.Failed + u.Failed} }

// ErrFailed says that at least one stage failed.
var ErrFailed = errors.New("not everything passed")

// Run runs stages in order. A failed stage does not stop the later ones,
// unless it is a set-up stage: then nothing after it could be trusted.
func Run(ctx context.Context, setup, stages []Stage, out io.Writer) error {
	start := time.Now()
	var total Tally
	var failed []string
	all := len(setup) + len(stages)
	one := func(i int, s Stage) bool {
		begun := time.Now()
		fmt.Fprintf(out, "\n[%d/%d] %s\n", i+1, all, s.Name)
		stop := heartbeat(out, s.Name)
		tally, err := s.Run(ctx, out)
		stop()
		total = total.plus(tally)
		state := "ok"
		if err != nil || tally.Failed > 0 {
			state = "FAILED"
			failed = append(failed, s.Name)
			if err != nil {
				fmt.Fprintf(out, "%s: %v\n", s.Name, err)
				if tally.Failed == 0 {
					total.Failed++
				}
			}
		} else if tally.Passed == 0 {
			total.Passed++
		}
		fmt.Fprintf(out, "[%d/%d] %s: %s, %d passed, %d failed, %.1f s\n", i+1, all, s.Name, state, tally.Passed, tally.Failed, time.Since(begun).Seconds())
		return state == "ok"
	}
	for i, s := range setup {
		if !one(i, s) {
			stages = nil
			break
		}
	}
	for i, s := range stages {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		one(len(setup)+i, s)
	}
	fmt.Fprintf(out, "\n%.0f s", time.Since(start).Seconds())
	if len(failed) > 0 {
		fmt.Fprintf(out, ", failed: %s", strings.Join(failed, ", "))
	}
	fmt.Fprintf(out, "\n%d passed, %d failed\n", total.Passed, total.Failed)
	if len(failed) > 0 {
		return ErrFailed
	}
	return nil
}

// heartbeat says every 20 seconds that a stage is still running.
func heartbeat(out io.Writer, name string) (stop func()) {
	done := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		ticker := time.NewTicker(20 * time.Second)
		defer ticker.Stop()
		for seconds := 20; ; seconds += 20 {
			select {
			case <-done:
				return
			case <-ticker.C:
				fmt.Fprintf(out, "  … %s, %d s\n", name, seconds)
			}
		}
	})
	return func() { close(done); wait.Wait() }
}
