// Package fault decides which requests go wrong, how often and how. It knows
// names of operations and nothing of what they do.
package fault

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Kind is what goes wrong with an answer.
type Kind string

// The faults a sandbox can inject.
const (
	Status   Kind = "status"   // an error answer with Status, and Retry-After when set
	Slow     Kind = "slow"     // the answer comes after Delay
	Truncate Kind = "truncate" // the body stops halfway through its Content-Length
	HTML     Kind = "html"     // an HTML page with Status, or 200, instead of JSON
	Reset    Kind = "reset"    // the connection is reset without an answer
	Skew     Kind = "skew"     // the server's clock is off by Skew in this answer
	Empty    Kind = "empty"    // what was asked is done, and answered with Status, or 204, and no body
)

var Kinds = []Kind{Status, Slow, Truncate, HTML, Reset, Skew, Empty}

// Fault is a rule: which requests go wrong, how often, and how.
type Fault struct {
	// Operation is a pattern over operation names with * for any run of
	// characters: "objects.create", "usedesk.*", "*". Several are joined by "|".
	Operation string
	Kind      Kind
	// Rate is the share of matching requests, above 0 and up to 1; 0 means all.
	// Which ones follows from the sandbox's seed and the order of requests.
	Rate float64
	// Skip lets the first matching requests through; Times bounds how many are
	// hit afterwards, 0 meaning no bound.
	Skip, Times int
	// Status is the HTTP status of the kinds status (503 when 0), html (200) and
	// empty (204).
	Status int
	// RetryAfter is the Retry-After of the kind status, in whole seconds; with Date it
	// is sent as the moment when it is over.
	RetryAfter time.Duration
	Date       bool
	Delay      time.Duration
	Skew       time.Duration
	// After does the requested work before the answer is lost, for the kinds
	// status, html and reset. The others always do the work.
	After bool
}

// Parse reads the form of --fault: PATTERN=KIND followed by members such as
// "objects.create=status,status=429,retry=5s,rate=0.2"; see Help.
func Parse(text string) (Fault, error) {
	operation, rest, ok := strings.Cut(text, "=")
	if !ok {
		return Fault{}, fmt.Errorf("fault %q: write PATTERN=KIND, such as objects.create=reset", text)
	}
	kind, rest, _ := strings.Cut(rest, ",")
	fault := Fault{Operation: operation, Kind: Kind(kind)}
	for member := range strings.SplitSeq(rest, ",") {
		if member == "" {
			continue
		}
		name, value, _ := strings.Cut(member, "=")
		if err := fault.set(name, value); err != nil {
			return Fault{}, fmt.Errorf("fault %q: %w", text, err)
		}
	}
	return fault, fault.check()
}

// Help explains --fault.
func Help() string {
	return `
Faults:
  PATTERN names operations, with * for any run of characters, several joined by |: objects.create, usedesk.*, *
  KIND is one of
    status    an error answer with status (503 unless set), and Retry-After where retry is set
    slow      the answer comes after delay
    truncate  the body breaks off halfway
    html      a web page with status (200 unless set) in place of JSON
    reset     the connection is reset without an answer
    skew      the server's clock is off by skew in this answer
    empty     what was asked is done and answered with status (204 unless set) and no body
  Members:
    status=503    HTTP status of status, html and empty
    retry=5s      Retry-After of status, in whole seconds
    date          with retry: Retry-After as an HTTP date
    delay=300ms   how long slow takes
    skew=-1h      how far the clock is off
    rate=0.2      the share of requests that are hit, drawn by --seed; all unless set
    skip=2        let so many requests through first
    times=1       hit so many at most
    after         do what was asked before the answer is lost (status, html and reset; the others always do)
  The first rule that matches a request decides.
  Examples:
    --fault 'objects.create=reset,after,rate=0.3'
    --fault 'comments.vote|comments.best|objects.lock=reset,after' (toggles that lose their answers)
    --fault 'usedesk.*=status,status=429,retry=3s' --fault '*=slow,delay=2s,skip=10,times=5'
`
}

func (f *Fault) set(name, value string) (err error) {
	switch name {
	case "status":
		f.Status, err = strconv.Atoi(value)
	case "retry":
		f.RetryAfter, err = time.ParseDuration(value)
	case "delay":
		f.Delay, err = time.ParseDuration(value)
	case "skew":
		f.Skew, err = time.ParseDuration(value)
	case "rate":
		f.Rate, err = strconv.ParseFloat(value, 64)
	case "skip":
		f.Skip, err = strconv.Atoi(value)
	case "times":
		f.Times, err = strconv.Atoi(value)
	case "after":
		f.After = true
	case "date":
		f.Date = true
	default:
		return fmt.Errorf("%q is not one of status, retry, date, delay, skew, rate, skip, times, after", name)
	}
	if err != nil {
		return fmt.Errorf("%s: %q cannot be read: numbers are written 503 or 0.2, times 5s or 300ms", name, value)
	}
	return nil
}

func (f *Fault) check() error {
	if !slices.Contains(Kinds, f.Kind) {
		return fmt.Errorf("fault kind %q is not one of status, slow, truncate, html, reset, skew, empty", f.Kind)
	}
	for pattern := range strings.SplitSeq(f.Operation, "|") {
		if _, err := path.Match(pattern, ""); err != nil || pattern == "" {
			return fmt.Errorf("fault pattern %q is not valid", f.Operation)
		}
	}
	if f.Rate < 0 || f.Rate > 1 {
		return fmt.Errorf("fault rate %v is not between 0 and 1", f.Rate)
	}
	if f.Status != 0 && (f.Status < 200 || f.Status > 599) {
		return fmt.Errorf("fault status %d is not an HTTP status from 200 to 599", f.Status)
	}
	return nil
}

// Works reports whether what was asked is done before its answer goes wrong.
func (f *Fault) Works() bool {
	switch f.Kind {
	case "", Slow, Truncate, Skew, Empty:
		return true
	}
	return f.After
}

func (f *Fault) fits(operation string) bool {
	for pattern := range strings.SplitSeq(f.Operation, "|") {
		if fits, _ := path.Match(pattern, operation); fits {
			return true
		}
	}
	return false
}

// Injector decides which requests go wrong.
type Injector struct {
	seed  uint64
	lock  sync.Mutex
	rules []rule
}

type rule struct {
	Fault
	random  *rand.Rand
	matched int
	hit     int
}

// NewInjector gives an injector of these rules; seed decides which requests are
// hit where a rule has a rate.
func NewInjector(faults []Fault, seed uint64) (*Injector, error) {
	rules := make([]rule, len(faults))
	for i, fault := range faults {
		if err := fault.check(); err != nil {
			return nil, err
		}
		rules[i] = rule{Fault: fault, random: rand.New(rand.NewPCG(seed, uint64(i)))}
	}
	return &Injector{seed: seed, rules: rules}, nil
}

// Next gives the fault of the next request for an operation; a zero Fault means
// that it goes well.
func (i *Injector) Next(operation string) Fault {
	i.lock.Lock()
	defer i.lock.Unlock()
	for n := range i.rules {
		rule := &i.rules[n]
		if !rule.fits(operation) {
			continue
		}
		rule.matched++
		if rule.matched <= rule.Skip || rule.Times > 0 && rule.hit >= rule.Times {
			continue
		}
		if rule.Rate > 0 && rule.random.Float64() >= rule.Rate {
			continue
		}
		rule.hit++
		return rule.Fault
	}
	return Fault{}
}

// Replace takes new rules in place of all there are; none ends all faults.
func (i *Injector) Replace(faults []Fault) error {
	fresh, err := NewInjector(faults, i.seed)
	if err != nil {
		return err
	}
	i.lock.Lock()
	defer i.lock.Unlock()
	i.rules = fresh.rules
	return nil
}
