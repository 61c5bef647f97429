package agent

import "deskside/shared/core"

//go:generate go run deskside/build/codec -o lock_gen.go

// LockArgs asks whether it is time to lock what a browser keeps: operation "lock.due".
type LockArgs struct {
	// Minutes is for how long nobody has to touch anything, 0 for never.
	Minutes int64 `msg:"minutes"`
	// Touched is when somebody touched a page last, or unlocked, Unix milliseconds.
	Touched int64 `msg:"touched"`
}

// LockResult is what follows.
type LockResult struct {
	Locks bool `msg:"locks"`
	// Next is when to ask again, Unix milliseconds, 0 for never.
	Next int64 `msg:"next"`
}

const minute = 60_000

// lockDue locks what nobody has touched for as long as somebody has chosen. A
// computer that slept was not touched. Of a touch that is still to come only the
// clock tells, which was set back: it counts from now on.
func lockDue(a *LockArgs, in *core.Input) (*LockResult, error) {
	if a.Minutes <= 0 {
		return &LockResult{}, nil
	}
	until := min(a.Touched, in.Now) + a.Minutes*minute
	if in.Now >= until {
		return &LockResult{Locks: true}, nil
	}
	return &LockResult{Next: until}, nil
}
