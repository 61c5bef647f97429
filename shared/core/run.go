package core

//go:generate go run deskside/build/codec -unexported -o run_gen.go

// run is what a run of an operation remembers from step to step.
type run struct {
	// Began is when its first step was, Unix milliseconds.
	Began int64  `msg:"began"`
	Slots []slot `msg:"slots"`
}

// slot is one request of a run and what became of it.
type slot struct {
	// Lane is the lane that asked it; within a lane, slots stand in order.
	Lane int `msg:"lane"`
	// Sent says that the step before sent the request and nobody has judged its answer.
	Sent bool `msg:"sent"`
	// Attempts and Doubt are those of the request's api.Course.
	Attempts int  `msg:"attempts"`
	Doubt    bool `msg:"doubt"`
}
