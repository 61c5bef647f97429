package edge

import (
	"time"

	"deskside/shared/core/edge/guard"
)

//go:generate go run deskside/build/codec -o bounds_gen.go

// Patience is how long a customer's request takes at most. It ends before
// clients give up, so that they learn what happened.
const Patience = 14 * time.Second

// BodyLimit is more than the longest post takes: 12000 characters of up to
// four bytes, and the rest.
const BodyLimit = 64 << 10

// BodyTime is how long a body may take to come, however it drips: many times
// what 64 KB take on a slow line.
const BodyTime = 10 * time.Second

// FileTime is how long one may take that is a file: 5 MB on a slow line.
const FileTime = time.Minute

// AnswerLimit is how many bytes of a helpdesk's answer are read at most.
const AnswerLimit = 8 << 20

// Pauses are those between attempts at a statement of the store. A database that
// is moved or locked for a moment answers again within them.
var Pauses = [...]time.Duration{50 * time.Millisecond, 200 * time.Millisecond, time.Second}

// PollEvery is how often one looks whether somebody else is done.
const PollEvery = 100 * time.Millisecond

// counterWait is how long whoever is over the bounds of a host's counter is told to wait:
// it does not say itself.
const counterWait = 10 * time.Second

// ClientsKept bounds the memory that clients can take.
const ClientsKept = 10_000

// LineLimit is how long a header, a path or a query may be. The longest that anybody
// sends is a query of words.
const LineLimit = 8 << 10

// Bounds are all of these for a host that is not written in Go, times in milliseconds.
type Bounds struct {
	PatienceMS  int64   `msg:"patience_ms"`
	AnswerLimit int     `msg:"answer_limit"`
	PausesMS    []int64 `msg:"pauses_ms"`
	PollMS      int64   `msg:"poll_ms"`
	// SweepMS is how often a host is called at least to hand on what is kept, and
	// SweepMost how many entries it hands on then at most.
	SweepMS   int64 `msg:"sweep_ms"`
	SweepMost int   `msg:"sweep_most"`
	// GatherMost is how many pages of posts it reads then at most.
	GatherMost int    `msg:"gather_most"`
	Reads      Bucket `msg:"reads"`
	Writes     Bucket `msg:"writes"`
	Clients    int    `msg:"clients"`
	// CounterMS is how long whoever is over the bounds of a host's counter is told to wait.
	CounterMS int64 `msg:"counter_ms"`
}

// Bucket is how many requests of a kind may come at once, and how long one more
// takes to be allowed again.
type Bucket struct {
	Size    int   `msg:"size"`
	EveryMS int64 `msg:"every_ms"`
}

func bounds(rates guard.Rates) Bounds {
	b := Bounds{
		PatienceMS: Patience.Milliseconds(), AnswerLimit: AnswerLimit,
		PollMS: PollEvery.Milliseconds(), SweepMS: SweepEvery.Milliseconds(), SweepMost: SweepMost, GatherMost: gatherMost,
		Reads:   Bucket{rates.Reads.Size, rates.Reads.Every.Milliseconds()},
		Writes:  Bucket{rates.Writes.Size, rates.Writes.Every.Milliseconds()},
		Clients: ClientsKept, CounterMS: counterWait.Milliseconds(),
	}
	for _, pause := range Pauses {
		b.PausesMS = append(b.PausesMS, pause.Milliseconds())
	}
	return b
}
