package toolchain

import (
	"fmt"
	"io"
	"time"
)

const (
	quiet   = 2 * time.Second  // shorter work is not worth a line
	between = 10 * time.Second // from one sign of life to the next
)

// Step does the work and, when that takes a while, says on out what is being done, for how long already, and when it ended.
// what reads as the beginning of a line: "TinyGo 0.41.1: step 2 of 4, compiling".
func Step(out io.Writer, what string, work func() error) error {
	began := time.Now()
	seconds := func() int { return int(time.Since(began).Round(time.Second) / time.Second) }
	ended := make(chan error, 1)
	go func() { ended <- work() }()

	next := time.NewTimer(quiet)
	defer next.Stop()
	said := false
	for {
		select {
		case err := <-ended:
			switch {
			case !said:
			case err != nil:
				fmt.Fprintf(out, "%s: stopped after %d s\n", what, seconds())
			default:
				fmt.Fprintf(out, "%s: done in %d s\n", what, seconds())
			}
			return err
		case <-next.C:
			if said {
				fmt.Fprintf(out, "%s: %d s so far\n", what, seconds())
			} else {
				fmt.Fprintf(out, "%s\n", what)
			}
			said = true
			next.Reset(between)
		}
	}
}
