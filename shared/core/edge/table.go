package edge

import (
	"time"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/edge/guard"
	"deskside/shared/feedback"
)

//go:generate go run deskside/build/codec -o table_gen.go

// Table is what a host that is not written in Go asks of an edge. Since a core
// keeps nothing, the settings of the site come with each call.
func Table() core.Table {
	return core.Table{
		core.Local("edge.open", open),
		core.Local("edge.admit", admit),
		core.Local("edge.step", step),
		core.Local("edge.deliver", deliver),
		core.Local("edge.gather", gather),
		core.Local("edge.watch", watch),
		core.Local("edge.migrate", migrate),
		core.Local("edge.site", sited),
		core.Local("edge.sites", sites),
		core.Local("edge.refuse", refuse),
	}.Told(feedback.Say)
}

// Opened is what a host needs to know before the first request.
type Opened struct {
	// Problem is what is wrong with the settings, for the log of the site's owner;
	// "" where all is well.
	Problem string `msg:"problem"`
	Bounds  Bounds `msg:"bounds"`
	// Headers are those of a request by which an edge decides, AnswerHeaders those of
	// a helpdesk's answer that are read. No other need be passed on.
	Headers       []string `msg:"headers"`
	AnswerHeaders []string `msg:"answer_headers"`
}

func open(s *Settings, _ *core.Input) (*Opened, error) {
	out := Opened{Headers: Headers[:], AnswerHeaders: AnswerHeaders[:]}
	rates := guard.Usual
	if e, err := s.edge(); err != nil {
		out.Problem = err.Error()
	} else {
		rates = e.rates
	}
	out.Bounds = bounds(rates)
	return &out, nil
}

// AdmitArgs are what a request begins with, without its body.
type AdmitArgs struct {
	Settings Settings `msg:"settings"`
	Input    Input    `msg:"input"`
}

// Admission is what is known of a request before its body is read: the reply, or
// that it is answered by a file, or whether it writes, by which its client's
// rate is counted and without which it has no body.
type Admission struct {
	Reply *Reply `msg:"reply"`
	// Site is the name of the site that the request is for: it is to be admitted with the
	// settings of that.
	Site string `msg:"site"`
	// Measure is what one came to that has its reply already, for hosts that keep count.
	Measure *Measure `msg:"measure"`
	// File says that the host gives its file of Path, with these headers beside the file's
	// own, and Before, where it is not "", before its content.
	File   []api.Header `msg:"file"`
	Path   string       `msg:"path"`
	Before string       `msg:"before"`
	Writes bool         `msg:"writes"`
	// Reads says of one with a body that its client's rate is that of reading all the same.
	Reads bool `msg:"reads"`
	// Counts are what the host's counters count, where it has some, before anything else.
	Counts []Count `msg:"counts"`
	// Most is how many bytes its body may have, TimeMS how long that may take to come.
	// Hashed says that it is a file, whose hash is wanted with it.
	Most   int   `msg:"most"`
	TimeMS int64 `msg:"time_ms"`
	Hashed bool  `msg:"hashed"`
	// Begun is what the first step of a request comes to that has no body to wait for,
	// so that a host need not ask twice.
	Begun *Outcome `msg:"begun"`
}

func admit(args *AdmitArgs, _ *core.Input) (*Admission, error) {
	e, err := args.Settings.edge()
	if err != nil {
		// Sites with a name need none without.
		e = args.Settings.host()
	}
	a := e.Admit(&args.Input)
	if a.Reply == nil && a.Site == "" && len(a.File) == 0 && !a.Writes {
		begun := e.Step(&args.Input)
		a.Begun = &begun
	}
	return &a, nil
}

// StepArgs are what an edge goes on from.
type StepArgs struct {
	Settings Settings `msg:"settings"`
	Input    Input    `msg:"input"`
}

func step(args *StepArgs, _ *core.Input) (*Outcome, error) {
	e, err := args.Settings.edge()
	if err != nil {
		return &Outcome{Reply: Unset(&args.Input.Request)}, nil
	}
	out := e.Step(&args.Input)
	return &out, nil
}

// deliver goes on with what is kept. Its input has no request.
func deliver(args *StepArgs, _ *core.Input) (*Outcome, error) {
	e, err := args.Settings.edge()
	if err != nil {
		return &Outcome{RestMS: SweepEvery.Milliseconds()}, nil
	}
	out := e.Deliver(&args.Input)
	return &out, nil
}

// gather goes on with the snapshot of open posts. Its input has no request.
func gather(args *StepArgs, _ *core.Input) (*Outcome, error) {
	e, err := args.Settings.edge()
	if err != nil {
		return &Outcome{RestMS: SweepEvery.Milliseconds()}, nil
	}
	out := e.Gather(&args.Input)
	return &out, nil
}

// watch goes on with looking whether somebody is to be told. Its input has no request.
func watch(args *StepArgs, _ *core.Input) (*Outcome, error) {
	e, err := args.Settings.edge()
	if err != nil {
		return &Outcome{RestMS: SweepEvery.Milliseconds()}, nil
	}
	out := e.Watch(&args.Input)
	return &out, nil
}

// MigrateArgs are what is known of a store.
type MigrateArgs struct {
	// Site is the name of the site whose tables these are.
	Site string `msg:"site"`
	// Looked is the result of the last of the statements; nil to begin with.
	Looked *Result `msg:"looked"`
	// Now is Unix microseconds.
	Now int64 `msg:"now"`
}

// Migrating is what is to be done with a store before it is used.
type Migrating struct {
	// Statements are run in their order, each by itself or all as one.
	Statements []Statement `msg:"statements"`
	// Number is that of the newest migration of which the store tells.
	Number int64 `msg:"number"`
	// Problem, where there is one, says why the store is not to be used.
	Problem string `msg:"problem"`
	// Log is what the host's log is told once that is done.
	Log []string `msg:"log"`
}

// sited goes on with what a site is. Its input has its name and the request for it.
func sited(args *StepArgs, _ *core.Input) (*Outcome, error) {
	out := args.Settings.host().Sited(&args.Input)
	if s, host := out.Site, &args.Settings; s != nil {
		s.Alert, s.AlertLetters, s.AlertMinutes, s.AlertLanguage, s.Retention = host.Alert, host.AlertLetters, host.AlertMinutes, host.AlertLanguage, host.Retention
	}
	return &out, nil
}

// sites goes on with the names of all sites. Its input has no request.
func sites(args *StepArgs, _ *core.Input) (*Outcome, error) {
	out := args.Settings.host().Sites(&args.Input)
	return &out, nil
}

func migrate(args *MigrateArgs, _ *core.Input) (*Migrating, error) { return Migrate(args), nil }

// Why says what a host could not do.
type Why string

const (
	Missing Why = "missing" // it has no such file
	Stopped Why = "stopped" // it broke
	TooBusy Why = "busy"    // too much is asked of it
)

// RefuseArgs are a request that a host cannot answer.
type RefuseArgs struct {
	Request Request `msg:"request"`
	Why     Why     `msg:"why"`
	// WaitMS is how long whoever asks too much is to wait.
	WaitMS int64 `msg:"wait_ms"`
}

func refuse(args *RefuseArgs, _ *core.Input) (*Reply, error) {
	switch args.Why {
	case Missing:
		return NotFound(&args.Request), nil
	case TooBusy:
		return Busy(&args.Request, time.Duration(args.WaitMS)*time.Millisecond), nil
	}
	return Failed(&args.Request), nil
}

// Patience is how long a customer's request takes at most. It ends before
// clients give up, so that they learn what happened.
const Patience = 14 * time.Second

// BodyLimit is more than the longest post takes: 12000 characters of up to
// four bytes, and the rest.
const BodyLimit = 64 << 10

// LeafLimit is what the same takes by the form without a script, where a byte that is no
// letter of Latin takes three.
const LeafLimit = 192 << 10

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
