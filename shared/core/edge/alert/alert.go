// Package alert decides when whoever runs an edge is told that it needs them: once when a
// bound is passed, again while that lasts, and once when it is over. It is pure, and must
// not know how they are told.
package alert

import "time"

// Bounds are from when on somebody is told.
type Bounds struct {
	// Letters is how many entries wait for a person at most, Age how long the oldest of
	// those that go on by themselves has waited at most; 0 stands for any.
	Letters int64
	Age     time.Duration
}

// Again is after how long it is said again while it lasts.
const Again = 4 * time.Hour

// Saying is what is said.
type Saying int

const (
	Nothing Saying = iota
	Passed
	Over
)

// Told is what was said before: whether a bound was passed, and how long ago it was said.
type Told struct {
	Passed bool
	Ago    time.Duration
}

// Says decides what is said of so many letters, where the oldest entry has waited so long.
func (b Bounds) Says(letters int64, waited time.Duration, before Told) Saying {
	passed := b.Letters > 0 && letters > b.Letters || b.Age > 0 && waited > b.Age
	switch {
	case passed && (!before.Passed || before.Ago >= Again):
		return Passed
	case !passed && before.Passed:
		return Over
	}
	return Nothing
}
