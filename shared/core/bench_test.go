package core_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core"
)

// BenchmarkList reads a page of about a hundred Usedesk tickets into the list as it is drawn.
func BenchmarkList(b *testing.B) {
	text, err := os.ReadFile("../usedesk/testdata/tickets.json")
	require.NoError(b, err)
	items := strings.TrimSpace(string(text))
	items = items[1 : len(items)-1]
	body := "[" + strings.Repeat(items+",", 33) + items + "]"
	table := core.Sidebar()
	input := inputs(b, table, "tickets.list", &core.ListArgs{Accounts: []core.Account{usedesk}}, 1, status(200, body))[1]
	op := table.Index("tickets.list")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		table.Call(op, input)
	}
}
