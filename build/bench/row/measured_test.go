package row_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/bench/row"
)

func TestWhatWasToldBeforeAProgramFailedIsMeasured(t *testing.T) {
	one := `{"what":"a key","samples":{"Deskside":[1.5,2]}}`
	for name, test := range map[string]struct {
		script, says string
		told         int
	}{
		"it ends well":             {"echo '" + one + "'; echo '" + one + "'", "", 2},
		"it fails afterwards":      {"echo '" + one + "'; echo 'no browser' >&2; exit 1", "no browser", 1},
		"what it tells is no JSON": {"echo '" + one + "'; echo done", `"done\n"`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := row.Measured[row.Figures](exec.Command("sh", "-c", test.script))
			if test.says == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.says)
			}
			require.Len(t, all, test.told)
			require.Equal(t, row.Figures{What: "a key", Samples: map[string]row.Times{"Deskside": {1.5, 2}}}, all[0])
		})
	}
}
