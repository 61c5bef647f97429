package entry_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/entry"
)

var states = []entry.State{entry.Waiting, entry.Sending, entry.Doubt, entry.Delivered, entry.Refused, entry.Uncertain}

func TestEachEventHasOneOutcomeInAState(t *testing.T) {
	seen := map[[2]string]bool{}
	for _, transition := range entry.Transitions {
		of := [2]string{string(transition.From), string(transition.Event)}
		require.False(t, seen[of], of)
		seen[of] = true
		to, known := transition.From.On(transition.Event)
		require.True(t, known)
		require.Equal(t, transition.To, to)
		require.Contains(t, states, to)
	}
}

func TestOnlyWhatIsKnownNotToHaveBeenDoneIsSent(t *testing.T) {
	for _, transition := range entry.Transitions {
		if transition.To == entry.Sending {
			require.Contains(t, []entry.State{entry.Waiting, entry.Refused}, transition.From)
		}
		if transition.To == entry.Waiting {
			require.Contains(t, []entry.Event{entry.PutOff, entry.Absent, entry.Left, entry.Wished, entry.Retried}, transition.Event)
		}
	}
}

func TestWhatIsOverStaysAsItIs(t *testing.T) {
	for _, transition := range entry.Transitions {
		// But for whoever wants something else, or runs the edge.
		if transition.Event != entry.Wished && transition.Event != entry.Retried {
			require.NotContains(t, []entry.State{entry.Delivered, entry.Uncertain}, transition.From)
		}
	}
}

func TestFromEveryStateThatIsLiveThereIsAnEnd(t *testing.T) {
	for _, from := range states {
		reached := map[entry.State]bool{from: true}
		for range entry.Transitions {
			for _, transition := range entry.Transitions {
				reached[transition.To] = reached[transition.To] || reached[transition.From]
			}
		}
		require.True(t, reached[entry.Delivered] || reached[entry.Refused] || reached[entry.Uncertain], from)
		require.Equal(t, from.Live(), from != entry.Delivered && from != entry.Refused && from != entry.Uncertain)
	}
}

// TestHoweverItGoesNothingIsThereTwice sends to a helpdesk that does what it likes,
// by senders that stop where they like.
func TestHoweverItGoesNothingIsThereTwice(t *testing.T) {
	for seed := range uint64(5000) {
		random := rand.New(rand.NewPCG(seed, 7))
		state, there := entry.Waiting, 0
		on := func(event entry.Event) {
			to, known := state.On(event)
			require.True(t, known, "%s, %s", state, event)
			state = to
		}
		for range 40 {
			if !state.Live() {
				break
			}
			if state == entry.Waiting && random.IntN(20) == 0 {
				on(entry.GivenUp)
				break
			}
			on(entry.Taken)
			stops := random.IntN(4) == 0
			if state == entry.Sending {
				event := []entry.Event{entry.Arrived, entry.TurnedDown, entry.PutOff, entry.Lost}[random.IntN(4)]
				if event == entry.Arrived || event == entry.Lost && random.IntN(2) == 0 {
					there++
				}
				if stops {
					event = entry.Expired
				}
				on(event)
				continue
			}
			// What looking tells is true, or nothing.
			event := entry.Absent
			if there > 0 {
				event = entry.Arrived
			}
			if random.IntN(2) == 0 {
				event = []entry.Event{entry.PutOff, entry.Unknowable}[random.IntN(2)]
			}
			if stops {
				event = entry.Expired
			}
			on(event)
		}
		require.LessOrEqual(t, there, 1, "seed %d", seed)
		if state == entry.Delivered {
			require.Equal(t, 1, there, "seed %d", seed)
		}
		if state == entry.Refused {
			require.Zero(t, there, "seed %d", seed)
		}
	}
}

func TestPausesGrowAndHaveABound(t *testing.T) {
	for name, test := range map[string]struct {
		state   entry.State
		tries   int64
		asked   time.Duration
		atLeast time.Duration
		atMost  time.Duration
	}{
		"the first":                      {entry.Waiting, 0, 0, time.Second, 2 * time.Second},
		"the fourth":                     {entry.Waiting, 3, 0, 8 * time.Second, 16 * time.Second},
		"a late one":                     {entry.Waiting, 1000, 0, 450 * time.Second, 15 * time.Minute},
		"a late look":                    {entry.Doubt, 1000, 0, 150 * time.Second, 5 * time.Minute},
		"as the helpdesk asks":           {entry.Waiting, 9, time.Minute, time.Minute, time.Minute},
		"a helpdesk that asks for weeks": {entry.Waiting, 0, 1000 * time.Hour, time.Hour, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			e := entry.Entry{State: test.state, Tries: test.tries}
			for random := range uint64(1000) {
				pause := e.Pause(test.asked, random*0x9e3779b97f4a7c15)
				require.GreaterOrEqual(t, pause, test.atLeast)
				require.LessOrEqual(t, pause, test.atMost)
			}
		})
	}
}
