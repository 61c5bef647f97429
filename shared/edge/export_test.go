package edge

import "time"

// SetBodyTime makes bodies come within d until the function that it returns is called.
func SetBodyTime(d time.Duration) (undo func()) {
	before := bodyTime
	bodyTime = d
	return func() { bodyTime = before }
}
