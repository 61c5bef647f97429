package edge

import "time"

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

// Rate bounds what one client may ask: token buckets, one for reading and one
// for writing. In a Worker every isolate counts by itself, so there it is a
// ceiling for each isolate, not a quota.
type Rate struct {
	// Reads and Writes are how many requests may come at once.
	Reads, Writes int
	// ReadEvery and WriteEvery are how long one more request takes to be allowed again.
	ReadEvery, WriteEvery time.Duration
}

// DefaultRate leaves room for a person who types and clicks fast.
var DefaultRate = Rate{Reads: 120, ReadEvery: 250 * time.Millisecond, Writes: 30, WriteEvery: 2 * time.Second}

// ClientsKept bounds the memory that clients can take.
const ClientsKept = 10_000

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
}

// Bucket is how many requests of a kind may come at once, and how long one more
// takes to be allowed again.
type Bucket struct {
	Size    int   `msg:"size"`
	EveryMS int64 `msg:"every_ms"`
}

func bounds() Bounds {
	b := Bounds{
		PatienceMS: Patience.Milliseconds(), AnswerLimit: AnswerLimit,
		PollMS: PollEvery.Milliseconds(), SweepMS: SweepEvery.Milliseconds(), SweepMost: SweepMost, GatherMost: gatherMost,
		Reads:   Bucket{DefaultRate.Reads, DefaultRate.ReadEvery.Milliseconds()},
		Writes:  Bucket{DefaultRate.Writes, DefaultRate.WriteEvery.Milliseconds()},
		Clients: ClientsKept,
	}
	for _, pause := range Pauses {
		b.PausesMS = append(b.PausesMS, pause.Milliseconds())
	}
	return b
}
