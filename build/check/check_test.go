package check_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/check"
)

func passes(n int) func(context.Context, io.Writer) (check.Tally, error) {
	return func(context.Context, io.Writer) (check.Tally, error) { return check.Tally{Passed: n}, nil }
}

func fails(context.Context, io.Writer) (check.Tally, error) {
	return check.Tally{}, errors.New("no such thing")
}

func TestAStageThatFailsStopsOnlyWhatComesAfterIt(t *testing.T) {
	for _, wide := range []int{1, 3} {
		var out bytes.Buffer
		results, err := check.Plan{Wide: wide, Stages: []check.Stage{
			{Name: "breaks", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
				for i := range 32 {
					fmt.Fprintf(out, "line %d\n", i+1)
				}
				return fails(ctx, out)
			}},
			{Name: "needs it", After: []string{"breaks"}, Run: passes(7)},
			{Name: "needs that", After: []string{"needs it"}, Run: passes(7)},
			{Name: "comes behind it", Behind: []string{"breaks"}, Run: passes(1)},
			{Name: "stands alone", Run: passes(2)},
			{Name: "waits for ever", After: []string{"stands alone", "nobody"}, Run: passes(7)},
			{Name: "follows", After: []string{"stands alone"}, Run: passes(3)},
		}}.Results(t.Context(), &out)
		require.ErrorIs(t, err, check.ErrFailed)
		var stages, problems []string
		for _, r := range results {
			stages, problems = append(stages, r.Stage), append(problems, r.Problem)
		}
		require.Equal(t, []string{"breaks", "needs it", "needs that", "comes behind it", "stands alone", "waits for ever", "follows"}, stages)
		require.Equal(t, []string{"no such thing", "not run, since this did not pass: breaks", "not run, since this did not pass: needs it", "", "", "not run, since this did not pass: stands alone, nobody", ""}, problems)
		require.True(t, strings.HasSuffix(out.String(), ", failed: breaks, needs it, needs that, waits for ever\n6 passed, 4 failed\n"), out.String())
		require.Contains(t, out.String(), "\nFAILED breaks: no such thing\n  line 4\n", "the sum repeats why")
		require.Contains(t, out.String(), "\n  line 31\n  line 32\n  breaks: no such thing\nFAILED needs it: not run, since this did not pass: breaks\nFAILED needs that")
	}
}

func TestWhatMayFailOnceRunsAgainAloneAndIsNamed(t *testing.T) {
	run := func(failures int32) (string, []check.Result, error) {
		var out bytes.Buffer
		var tries, others atomic.Int32
		results, err := check.Plan{Wide: 2, Stages: []check.Stage{
			{Name: "late", Again: true, Run: func(context.Context, io.Writer) (check.Tally, error) {
				if n := tries.Add(1); n <= failures {
					return check.Tally{Passed: 3, Failed: 1}, nil
				} else if n > 1 && others.Load() != 2 {
					return check.Tally{}, errors.New("others were not done")
				}
				return check.Tally{Passed: 4}, nil
			}},
			{Name: "breaks", Run: func(context.Context, io.Writer) (check.Tally, error) {
				others.Add(1)
				return check.Tally{}, errors.New("no such thing")
			}},
			{Name: "passes", Run: func(context.Context, io.Writer) (check.Tally, error) {
				others.Add(1)
				return check.Tally{Passed: 1}, nil
			}},
			{Name: "needs it", Again: true, After: []string{"breaks"}, Run: func(context.Context, io.Writer) (check.Tally, error) { panic("it ran") }},
		}}.Results(t.Context(), &out)
		return out.String(), results, err
	}
	out, results, _ := run(1)
	require.Equal(t, "1 tests failed", results[0].Unsteady)
	require.Contains(t, out, "AGAIN, and alone: late (1 tests failed)")
	require.Contains(t, out, "failed: breaks, needs it, UNSTEADY (failed first, passed when run again): late\n5 passed, 2 failed\n")
	out, results, err := run(2)
	require.ErrorIs(t, err, check.ErrFailed)
	require.Equal(t, check.Result{Stage: "late", Passed: 3, Failed: 1, Seconds: results[0].Seconds, Problem: "1 tests failed"}, results[0])
	require.Contains(t, out, "failed: late, breaks, needs it\n4 passed, 3 failed\n")
	out, _, _ = run(0)
	require.NotContains(t, out, "AGAIN")
}

func TestNothingRunsAfterASetUpThatFailed(t *testing.T) {
	var out bytes.Buffer
	err := check.Plan{
		Setup:  []check.Stage{{Name: "set up", Run: fails}},
		Stages: []check.Stage{{Name: "never", Run: func(context.Context, io.Writer) (check.Tally, error) { panic("it ran") }}},
	}.Run(t.Context(), &out)
	require.ErrorIs(t, err, check.ErrFailed)
	require.True(t, strings.HasSuffix(out.String(), ", failed: set up\n0 passed, 1 failed\n"), out.String())
}

func TestStagesRunSideBySideButQuietOnesOnlyWithTheirLike(t *testing.T) {
	var quiet, loud atomic.Int32
	met := make(chan bool)
	// Each of two waits for the other, so they end only if they run at the same time.
	meets := func(mine, others *atomic.Int32, meet func()) func(context.Context, io.Writer) (check.Tally, error) {
		return func(context.Context, io.Writer) (check.Tally, error) {
			mine.Add(1)
			defer mine.Add(-1)
			meet()
			if others.Load() > 0 {
				return check.Tally{}, errors.New("it has company of the other kind")
			}
			return check.Tally{Passed: 1}, nil
		}
	}
	send, receive := func() { met <- true }, func() { <-met }
	var out bytes.Buffer
	err := check.Plan{Wide: 2, Stages: []check.Stage{
		{Name: "one", Run: meets(&loud, &quiet, send)},
		{Name: "waits", Quiet: true, Run: meets(&quiet, &loud, send)},
		{Name: "other", Run: meets(&loud, &quiet, receive)},
		{Name: "waits, too", Quiet: true, Run: meets(&quiet, &loud, receive)},
		{Name: "last", Run: meets(&loud, &quiet, func() {})},
	}}.Run(t.Context(), &out)
	require.NoError(t, err, out.String())
}

func TestWhatStagesPrintSideBySideDoesNotMix(t *testing.T) {
	turn := make(chan bool)
	writes := func(first bool, text string) func(context.Context, io.Writer) (check.Tally, error) {
		return func(_ context.Context, out io.Writer) (check.Tally, error) {
			for _, c := range text {
				if first {
					turn <- true
				} else {
					<-turn
				}
				out.Write([]byte(string(c)))
			}
			return check.Tally{Passed: 1}, nil
		}
	}
	var out bytes.Buffer
	require.NoError(t, check.Plan{Wide: 2, Stages: []check.Stage{
		{Name: "a", Run: writes(true, "aaaaa\n")}, {Name: "b", Run: writes(false, "bbbbb\n")},
	}}.Run(t.Context(), &out))
	require.Contains(t, out.String(), "\naaaaa\n")
	require.Contains(t, out.String(), "\nbbbbb\n")
}
