package agent_test

import (
	"os"
	"strings"
	"testing"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"

	"github.com/stretchr/testify/require"
)

// BenchmarkList reads a page of about a hundred Usedesk tickets into the list as it is drawn.
func BenchmarkList(b *testing.B) {
	text, err := os.ReadFile(coretest.Shared("usedesk/testdata/tickets.json"))
	require.NoError(b, err)
	items := strings.TrimSpace(string(text))
	items = items[1 : len(items)-1]
	body := "[" + strings.Repeat(items+",", 33) + items + "]"
	table := agent.Table()
	input := coretest.Inputs(b, table, "tickets.read", &agent.ReadArgs{Account: usedesk}, 1, coretest.Status(200, body))[1]
	op := table.Index("tickets.read")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		table.Call(op, input)
	}
}
