package alert_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/alert"
)

func TestWhenSomebodyIsTold(t *testing.T) {
	both := alert.Bounds{Letters: 5, Age: time.Hour}
	before := alert.Told{Passed: true, Ago: time.Minute}
	for name, c := range map[string]struct {
		bounds  alert.Bounds
		letters int64
		waited  time.Duration
		told    alert.Told
		says    alert.Saying
	}{
		"all is well":                      {both, 5, time.Hour, alert.Told{}, alert.Nothing},
		"one letter too many":              {both, 6, 0, alert.Told{}, alert.Passed},
		"one has waited too long":          {both, 0, time.Hour + 1, alert.Told{}, alert.Passed},
		"it was said just now":             {both, 6, 0, before, alert.Nothing},
		"it was said long ago":             {both, 6, 0, alert.Told{Passed: true, Ago: alert.Again}, alert.Passed},
		"it is over":                       {both, 5, 0, before, alert.Over},
		"that was said already":            {both, 5, 0, alert.Told{Ago: time.Minute}, alert.Nothing},
		"letters are of no matter":         {alert.Bounds{Age: time.Hour}, 1000, 0, alert.Told{}, alert.Nothing},
		"age is of no matter":              {alert.Bounds{Letters: 5}, 0, 1000 * time.Hour, alert.Told{}, alert.Nothing},
		"a bound was taken away meanwhile": {alert.Bounds{}, 1000, 1000 * time.Hour, before, alert.Over},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.says, c.bounds.Says(c.letters, c.waited, c.told))
		})
	}
}
