package content_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// Sources by the thousand leave little behind: collecting it seldom halves what these tests take.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
