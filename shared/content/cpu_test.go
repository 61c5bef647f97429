//go:build !linux

package content_test

import "time"

var began = time.Now()

// cpu is how long the program has been running.
func cpu() time.Duration { return time.Since(began) }
