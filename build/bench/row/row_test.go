package row_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/bench/row"
)

func TestARowIsJudgedByTheRatioOfEachMoment(t *testing.T) {
	// The machine was three times as slow for the last samples, for both.
	mine, other := row.Times{1, 1, 3, 3, 3}, row.Times{8, 8, 24, 24, 24}
	for name, tt := range map[string]struct {
		faster bool
		limit  float64
		missed bool
	}{
		"as fast as it is to be":  {true, 8, false},
		"slower than it is to be": {true, 8.5, true},
		"as long as it may take":  {false, 0.125, false},
		"longer than it may take": {false, 0.1, true},
		"held to nothing":         {true, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := row.Compare("Node", "x", mine, "y", other, tt.faster, tt.limit)
			require.Equal(t, tt.missed, r.Missed())
			require.Equal(t, 3.0, r.Median)
			require.Equal(t, 24.0, r.ReferenceMedian)
		})
	}
}

func TestARowOfADifferenceIsJudgedByMilliseconds(t *testing.T) {
	mine, other := row.Times{1.5, 1.5, 9}, row.Times{1, 1.25, 8}
	require.True(t, row.Beyond("workerd", "x", mine, "y", other, 0.4).Missed())
	r := row.Beyond("workerd", "x", mine, "y", other, 0.5)
	require.False(t, r.Missed())
	var out strings.Builder
	row.Print(&out, []row.Row{r})
	require.Contains(t, out.String(), "+0.500 ms")
	require.Contains(t, out.String(), "≤ +0.5")
}

func TestWhatCouldNotBeMeasuredIsMissedAndSaid(t *testing.T) {
	r := row.Row{Where: "firefox", What: "x", Limit: 8, Error: "no such browser"}
	require.True(t, r.Missed())
	var out strings.Builder
	row.Print(&out, []row.Row{r})
	require.Contains(t, out.String(), "not measured: no such browser  MISSED")
}
