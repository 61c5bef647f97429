package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
)

func TestWhatNobodyTouchesIsLockedInItsTime(t *testing.T) {
	const minute = 60_000
	now := int64(coretest.Now)
	for _, c := range []struct {
		name    string
		minutes int64
		// ago is when somebody touched it, milliseconds before now.
		ago   int64
		locks bool
		next  int64
	}{
		{"never where nobody wants it", 0, 9000 * minute, false, 0},
		{"nor by a number that is none", -5, 9000 * minute, false, 0},
		{"not while somebody is there", 15, 0, false, now + 15*minute},
		{"not a moment before its time", 15, 15*minute - 1, false, now + 1},
		{"in its time", 15, 15 * minute, true, 0},
		{"at once when the computer has slept over it", 15, 600 * minute, true, 0},
		{"from now on where the clock was set back", 15, -600 * minute, false, now + 15*minute},
	} {
		args := &agent.LockArgs{Minutes: c.minutes, Touched: now - c.ago}
		result := coretest.Result[agent.LockResult](t, agent.Table(), "lock.due", args)
		require.Equal(t, agent.LockResult{Locks: c.locks, Next: c.next}, result, c.name)
	}
}
