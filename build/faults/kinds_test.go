package faults_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
	"deskside/shared/words/print"
)

// outcome is what a caller learns.
type outcome struct {
	kind      api.Kind // "" is success
	failure   api.TransportFailure
	uncertain bool
	attempts  int
}

// String writes an outcome for the table: how many attempts, and what came of
// the last one.
func (o outcome) String() string {
	word := map[api.Kind]string{
		"": "ok", api.Unavailable: "down", api.RateLimited: "wait", api.Protocol: "page", api.Invalid: "bad",
		api.Unauthorized: "key", api.Forbidden: "no", api.NotFound: "none", api.Conflict: "held",
	}[o.kind]
	if o.uncertain {
		word += "?"
	}
	return fmt.Sprintf("%d%s", o.attempts, word)
}

// trouble is a fault and what comes of it when it happens once and always, for
// what may be repeated and for what may not.
type trouble struct {
	name                                         string
	fault                                        sandbox.Fault
	readOnce, readAlways, writeOnce, writeAlways outcome
}

// troubles are all kinds of faults in all their forms.
func troubles() []trouble {
	const again = 3 // attempts of the default policy
	var (
		status = func(status int) sandbox.Fault { return sandbox.Fault{Kind: sandbox.FaultStatus, Status: status} }
		page   = func(status int) sandbox.Fault { return sandbox.Fault{Kind: sandbox.FaultHTML, Status: status} }
		slow   = func(delay time.Duration) sandbox.Fault { return sandbox.Fault{Kind: sandbox.FaultSlow, Delay: delay} }
		skewed = func(skew time.Duration) sandbox.Fault { return sandbox.Fault{Kind: sandbox.FaultSkew, Skew: skew} }
		reset  = sandbox.Fault{Kind: sandbox.FaultReset}
		after  = func(f sandbox.Fault) sandbox.Fault { f.After = true; return f }
		limit  = func(pause time.Duration, date bool) sandbox.Fault {
			f := status(429)
			f.RetryAfter, f.Date = pause, date
			return f
		}
		ok       = outcome{attempts: 1}
		overcome = outcome{attempts: 2}
	)
	// None of these is known to have changed anything, and none known not to have.
	lost := func(name string, fault sandbox.Fault, failure api.TransportFailure) trouble {
		return trouble{name, fault, overcome, outcome{api.Unavailable, failure, false, again},
			outcome{api.Unavailable, failure, true, 1}, outcome{api.Unavailable, failure, true, 1}}
	}
	same := func(name string, fault sandbox.Fault, o outcome) trouble { return trouble{name, fault, o, o, o, o} }
	refusal := outcome{api.RateLimited, "", false, again}
	impatient := outcome{api.RateLimited, "", false, 1}
	all := []trouble{
		same("clock behind", skewed(-time.Hour), ok),
		same("clock ahead", skewed(3*time.Hour), ok),
		same("slow", slow(5*time.Second), ok),
		lost("too slow", slow(2*time.Minute), api.Timeout),
		lost("reset before", reset, api.Network),
		lost("reset after", after(reset), api.Network),
		lost("truncated", sandbox.Fault{Kind: sandbox.FaultTruncate}, api.Network),
		{"page 200", page(0), outcome{api.Protocol, "", false, 1}, outcome{api.Protocol, "", false, 1},
			outcome{api.Protocol, "", true, 1}, outcome{api.Protocol, "", true, 1}},
		lost("page 502", page(502), ""),
		lost("page 502 after", after(page(502)), ""),
		lost("500", status(500), ""),
		lost("500 after", after(status(500)), ""),
		lost("503", status(503), ""),
		lost("504", status(504), ""),
		{"429 in 3 s", limit(3*time.Second, false), overcome, refusal, overcome, refusal},
		{"429 at a date", limit(4*time.Second, true), overcome, refusal, overcome, refusal},
		{"429 unsaid", limit(0, false), overcome, refusal, overcome, refusal},
		same("429 in 5 min", limit(5*time.Minute, false), impatient),
	}
	for _, refused := range []struct {
		code int
		kind api.Kind
	}{{400, api.Invalid}, {401, api.Unauthorized}, {403, api.Forbidden}, {404, api.NotFound}, {409, api.Conflict}} {
		all = append(all, same(fmt.Sprint(refused.code), status(refused.code), outcome{refused.kind, "", false, 1}))
	}
	return all
}

// described is what both clients say of their operations; the tests of each hold
// it against its reference.
func described() map[string]*api.Operation {
	all := map[string]*api.Operation{}
	for _, op := range append(useresponse.Operations(), usedesk.Operations()...) {
		all[op.Name] = op
	}
	return all
}

func TestEveryOperationMeetsEveryFault(t *testing.T) {
	d := open(t)
	d.findStanding()
	all := troubles()
	says := described()
	var known []string
	table := [][]string{{"operation"}}
	for _, kind := range all {
		table[0] = append(table[0], kind.name)
	}
	for i, op := range operations() {
		known = append(known, op.name)
		row := []string{op.name}
		t.Run(op.name, func(t *testing.T) {
			repeats := says[op.name].Repeatable()
			for j, kind := range all {
				// In a short run each fault meets every fourth operation, and each operation others.
				if testing.Short() && (i+j)%4 != 0 {
					row = append(row, "")
					continue
				}
				once, always := kind.writeOnce, kind.writeAlways
				if repeats {
					once, always = kind.readOnce, kind.readAlways
				}
				first := d.meet(t, op, kind, 1, once)
				row = append(row, first.String()+" "+d.meet(t, op, kind, 0, always).String())
			}
		})
		table = append(table, row)
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(says)), known, "every operation of both clients is tried")
	t.Logf("%d operations × %d faults, each once and always: attempts and what came of the last\n"+
		"(ok; down, wait, page: no answer, asked to wait, no JSON; bad, key, no, none, held: refused; ? it may have been done)\n%s",
		len(known), len(all), columns(table))
}

// meet sends a fresh call of an operation into a fault that happens so many
// times, 0 being always, and checks all that a caller may rely on.
func (d *desk) meet(t *testing.T, op operation, kind trouble, times int, want outcome) outcome {
	t.Helper()
	about := fmt.Sprintf("%s meets %s, %d times", op.name, kind.name, times)
	require.NoError(t, d.SetFaults())
	a := op.plan(d, d.mark())
	require.Equal(t, op.name, a.op)
	fault := kind.fault
	fault.Operation, fault.Times = op.name, times
	require.NoError(t, d.SetFaults(fault))
	got := outcome{}
	err := a.send(transport.Observe(func(line string, _ int) {
		got.attempts++
		d.noSecret(line)
	}))
	got.uncertain = transport.Uncertain(err)
	var e *api.Error
	if errors.As(err, &e) {
		got.kind, got.failure = e.Kind, e.Failure
		require.Equal(t, op.name, e.Op, about)
		require.NotEmpty(t, e.Host, about)
		require.NotEmpty(t, e.Say().ID, about)
		d.noSecret(err.Error() + print.In("en").Say(e.Say()))
	} else {
		require.NoError(t, err, about)
	}
	require.Equal(t, want, got, "%s: %v", about, err)
	if a.made == nil {
		return got
	}

	require.NoError(t, d.SetFaults())
	switch made := a.made(); {
	case err == nil:
		require.Equal(t, 1, made, about)
	case got.uncertain:
		require.LessOrEqual(t, made, 1, about)
	default:
		require.Zero(t, made, "%s: it was said not to be done", about)
	}
	// Who looks before sending again gets exactly one.
	if a.made() == 0 {
		require.NoError(t, a.send(), about)
	}
	require.Equal(t, 1, a.made(), about)
	return got
}

// columns lays out rows as a table.
func columns(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			fmt.Fprintf(&b, "%-*s", widths[i]+2, cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAUserIsMadeOnceHoweverOftenItIsTried(t *testing.T) {
	// An address is taken once: here the server itself can tell.
	d := open(t)
	d.findStanding()
	for _, kind := range troubles() {
		require.NoError(t, d.SetFaults())
		for _, op := range operations() {
			if op.name != "users.create" {
				continue
			}
			a := op.plan(d, d.mark())
			fault := kind.fault
			fault.Operation, fault.Times = op.name, 1
			require.NoError(t, d.SetFaults(fault))
			first := a.send()
			second := a.send()
			if second != nil {
				require.ErrorIs(t, second, api.ErrConflict, kind.name)
				require.True(t, first == nil || transport.Uncertain(first), kind.name)
			}
			require.NoError(t, d.SetFaults())
			require.Equal(t, 1, a.made(), kind.name)
		}
	}
}
