// Package check runs everything that must hold before a change is good, stage
// by stage, and says how far it is. It knows the order and how to count; what
// a stage does is a function.
package check

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// Stage is one part of a run.
type Stage struct {
	Name string
	// After names the stages that must have passed before this one begins.
	After []string
	// Behind names the stages that must have ended, however, before this one begins.
	Behind []string
	// Quiet keeps all that is not quiet from running meanwhile: for what waits as a person does, and not for ever.
	Quiet bool
	// Again gives a stage that failed one more run after all others, alone: for browsers, which on a busy machine
	// are late for reasons of their own. The sum names it as unsteady then, and it fails where it fails twice.
	Again bool
	// Run returns how many tests passed and failed; an error fails the stage
	// even where no test did.
	Run func(ctx context.Context, out io.Writer) (Tally, error)
}

// Tally counts tests.
type Tally struct{ Passed, Failed, Skipped int }

func (t Tally) plus(u Tally) Tally {
	return Tally{t.Passed + u.Passed, t.Failed + u.Failed, t.Skipped + u.Skipped}
}

// ErrFailed says that at least one stage failed.
var ErrFailed = errors.New("not everything passed")

// Plan is what a run consists of.
type Plan struct {
	// Setup runs first and in order. When a part of it fails, nothing after it
	// could be trusted, so nothing else runs.
	Setup []Stage
	// Stages run in order, as far as Wide and their After allow. A stage that
	// fails stops only those that come after it by name.
	Stages []Stage
	// Wide is how many stages run side by side. What one prints is then held
	// back until it has ended, so that no two mix.
	Wide int
}

// Result is how one stage ended.
type Result struct {
	Stage  string `json:"stage"`
	Passed int    `json:"passed"`
	Failed int    `json:"failed"`
	// Skipped are those for which something was missing; what, was printed.
	Skipped int `json:"skipped,omitempty"`
	// Seconds is what it took, by the clock.
	Seconds float64 `json:"seconds"`
	// Unsteady is why it failed at first, where it passed when run again.
	Unsteady string `json:"unsteady,omitempty"`
	// Problem is why the stage failed or did not run; "" when it passed.
	Problem string `json:"problem,omitempty"`
}

// Run runs the plan and prints how it goes.
func (p Plan) Run(ctx context.Context, out io.Writer) error {
	_, err := p.Results(ctx, out)
	return err
}

// Results runs the plan and returns how each stage ended, in the plan's order.
func (p Plan) Results(ctx context.Context, out io.Writer) ([]Result, error) {
	r := &run{plan: p, out: &lines{to: out}, all: len(p.Setup) + len(p.Stages), running: map[string]time.Time{}, said: map[string]string{}}
	start := time.Now()
	defer r.heartbeat()()
	for _, s := range p.Setup {
		if r.stage(ctx, s, 1); r.failed(s.Name) {
			return r.results, r.sum(time.Since(start))
		}
	}
	r.stages(ctx)
	r.again(ctx)
	if err := ctx.Err(); err != nil {
		return r.results, err
	}
	slices.SortStableFunc(r.results, func(a, b Result) int { return p.index(a.Stage) - p.index(b.Stage) })
	return r.results, r.sum(time.Since(start))
}

func (p Plan) index(name string) int {
	is := func(s Stage) bool { return s.Name == name }
	if i := slices.IndexFunc(p.Setup, is); i >= 0 {
		return i
	}
	return len(p.Setup) + slices.IndexFunc(p.Stages, is)
}

// run is one run of a plan.
type run struct {
	plan  Plan
	out   *lines
	all   int
	begun int // how many stages have begun

	mu      sync.Mutex
	running map[string]time.Time
	results []Result
	said    map[string]string // the last lines of what each stage printed that failed
}

// stages starts each stage as soon as it may.
func (r *run) stages(ctx context.Context) {
	wide := max(1, r.plan.Wide)
	waiting := slices.Clone(r.plan.Stages)
	ended := make(chan struct{})
	busy, quiet := 0, false // whether what runs is quiet
	for len(waiting) > 0 || busy > 0 {
		for i := 0; i < len(waiting) && ctx.Err() == nil; {
			s := waiting[i]
			missing, wait := r.missing(s)
			switch {
			case missing != "":
				r.skip(s, missing)
				waiting = slices.Delete(waiting, i, i+1)
				i = 0
			case wait || busy > 0 && s.Quiet != quiet || busy >= wide:
				i++
			default:
				waiting = slices.Delete(waiting, i, i+1)
				busy, quiet = busy+1, s.Quiet
				go func() { r.stage(ctx, s, wide); ended <- struct{}{} }()
			}
		}
		if busy == 0 {
			// Left is what waits for a stage that is not in the plan.
			for _, s := range waiting {
				if ctx.Err() == nil {
					r.skip(s, strings.Join(slices.Concat(s.After, s.Behind), ", "))
				}
			}
			return
		}
		<-ended
		busy--
	}
}

// again runs once more, one after the other, what failed and may be.
func (r *run) again(ctx context.Context) {
	for _, s := range r.plan.Stages {
		first, ran := r.result(s.Name)
		if !s.Again || !ran || first.Problem == "" || ctx.Err() != nil {
			continue
		}
		if missing, _ := r.missing(s); missing != "" {
			continue
		}
		r.mu.Lock()
		r.results = slices.DeleteFunc(r.results, func(e Result) bool { return e.Stage == s.Name })
		r.begun--
		r.mu.Unlock()
		fmt.Fprintf(r.out, "\nAGAIN, and alone: %s (%s)\n", s.Name, first.Problem)
		r.stage(ctx, s, r.plan.Wide)
		r.mu.Lock()
		if last := &r.results[len(r.results)-1]; last.Problem == "" {
			last.Unsteady = first.Problem
		}
		r.mu.Unlock()
	}
}

// missing tells which stage before s failed, and whether s has to wait for one.
func (r *run) missing(s Stage) (failed string, wait bool) {
	for _, name := range s.After {
		switch {
		case r.failed(name):
			return name, false
		case !r.ended(name):
			wait = true
		}
	}
	for _, name := range s.Behind {
		wait = wait || !r.ended(name)
	}
	return "", wait
}

func (r *run) result(name string) (Result, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.results, func(e Result) bool { return e.Stage == name })
	if i < 0 {
		return Result{}, false
	}
	return r.results[i], true
}

func (r *run) ended(name string) bool { _, ok := r.result(name); return ok }

func (r *run) failed(name string) bool { e, _ := r.result(name); return e.Problem != "" }

func (r *run) end(e Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.running, e.Stage)
	r.results = append(r.results, e)
}

func (r *run) begin(s Stage) (number int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running[s.Name] = time.Now()
	r.begun++
	return r.begun
}

// stage runs one stage. Where several run side by side, what it prints comes in one piece.
func (r *run) stage(ctx context.Context, s Stage, wide int) {
	number := r.begin(s)
	begun := time.Now()
	var held bytes.Buffer
	var out io.Writer = &lines{to: io.MultiWriter(r.out, &held)}
	if wide > 1 {
		out = &lines{to: &held}
		fmt.Fprintf(r.out, "[%d/%d] %s …\n", number, r.all, s.Name)
	} else {
		fmt.Fprintf(r.out, "\n[%d/%d] %s\n", number, r.all, s.Name)
	}
	tally, err := s.Run(ctx, out)
	e := Result{Stage: s.Name, Passed: tally.Passed, Failed: tally.Failed, Skipped: tally.Skipped, Seconds: time.Since(begun).Seconds()}
	state := "ok"
	if err != nil || tally.Failed > 0 {
		state = "FAILED"
		e.Problem = fmt.Sprintf("%d tests failed", tally.Failed)
		if err != nil {
			e.Problem = err.Error()
			fmt.Fprintf(out, "%s: %v\n", s.Name, err)
		}
	}
	if wide > 1 && held.Len() > 0 {
		r.out.Write(append([]byte("\n"), held.Bytes()...))
	}
	if e.Problem != "" {
		r.keep(s.Name, held.String())
	}
	fmt.Fprintf(r.out, "[%d/%d] %s: %s, %d passed, %d failed, %.1f s\n", number, r.all, s.Name, state, tally.Passed, tally.Failed, e.Seconds)
	r.end(e)
}

// saidAtMost is how many of the last lines of a stage that failed the sum repeats.
const saidAtMost = 30

// keep keeps the end of what a stage printed, for the sum.
func (r *run) keep(stage, printed string) {
	lines := strings.Split(strings.TrimRight(printed, "\n"), "\n")
	last := lines[max(0, len(lines)-saidAtMost):]
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said[stage] = "  " + strings.Join(last, "\n  ") + "\n"
}

func (r *run) skip(s Stage, missing string) {
	number := r.begin(s)
	problem := "not run, since this did not pass: " + missing
	fmt.Fprintf(r.out, "[%d/%d] %s: %s\n", number, r.all, s.Name, problem)
	r.end(Result{Stage: s.Name, Problem: problem})
}

// sum prints the last lines: why stages failed, seconds, which they are, how many. A stage without tests counts as one.
// What a stage printed is far above by then, and whoever reads a log that was cut has its end alone.
func (r *run) sum(took time.Duration) error {
	var total Tally
	var failed, unsteady []string
	for _, e := range r.results {
		if e.Unsteady != "" {
			unsteady = append(unsteady, e.Stage)
		}
		t := Tally{e.Passed, e.Failed, e.Skipped}
		if e.Problem != "" {
			failed = append(failed, e.Stage)
			t.Failed = max(1, t.Failed)
		} else {
			t.Passed = max(1, t.Passed)
		}
		total = total.plus(t)
	}
	fmt.Fprintln(r.out)
	for _, e := range r.results {
		if e.Problem != "" {
			fmt.Fprintf(r.out, "FAILED %s: %s\n%s", e.Stage, strings.ReplaceAll(strings.TrimSpace(e.Problem), "\n", "\n  "), r.said[e.Stage])
		}
	}
	fmt.Fprintf(r.out, "%.0f s", took.Seconds())
	if len(failed) > 0 {
		fmt.Fprintf(r.out, ", failed: %s", strings.Join(failed, ", "))
	}
	if len(unsteady) > 0 {
		fmt.Fprintf(r.out, ", UNSTEADY (failed first, passed when run again): %s", strings.Join(unsteady, ", "))
	}
	fmt.Fprintf(r.out, "\n%d passed, %d failed", total.Passed, total.Failed)
	if total.Skipped > 0 {
		fmt.Fprintf(r.out, ", %d skipped (why is said above, after SKIPPED)", total.Skipped)
	}
	fmt.Fprintln(r.out)
	if len(failed) > 0 {
		return ErrFailed
	}
	return nil
}

// heartbeat says every 20 seconds what is running.
func (r *run) heartbeat() (stop func()) {
	done := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		ticker := time.NewTicker(20 * time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case now := <-ticker.C:
				r.mu.Lock()
				for name, since := range r.running {
					fmt.Fprintf(r.out, "  … %s, %.0f s\n", name, now.Sub(since).Seconds())
				}
				r.mu.Unlock()
			}
		}
	})
	return func() { close(done); wait.Wait() }
}

// lines lets several write to one writer.
type lines struct {
	mu sync.Mutex
	to io.Writer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(b)
}
