package agent_test

import (
	"os"
	"strings"
	"testing"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"

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

// BenchmarkJoin puts a page of 100 tickets into a list of 10,000.
func BenchmarkJoin(b *testing.B) {
	table := match.NewTable(10_000, 0)
	ticket := helpdesk.Ticket{System: useResponse.System, Account: useResponse.ID, Subject: "Where is my order", Body: helpdesk.Markup{Format: helpdesk.HTML, Source: strings.Repeat("<p>It has not arrived.</p>", 20)}}
	for i := range 10_000 {
		ticket.ID, ticket.Updated = int64(i+1), now/1000-int64(i)*60
		table.Put(&ticket)
	}
	page := match.NewTable(100, 0)
	for i := range 100 {
		ticket.ID, ticket.Updated = int64(i+20_001), now/1000-int64(i+10_000)*60
		page.Put(&ticket)
	}
	operations := agent.Table()
	op := operations.Index("tickets.join")
	args := &agent.JoinArgs{Query: "status:active", Accounts: []agent.Account{useResponse}, Table: 1,
		Part: &agent.NewPart{Account: useResponse.ID, Table: page.Bytes(), Reach: agent.Reach{Next: []byte{1}, Edged: true, Edge: 0}}}
	input := coretest.Inputs(b, operations, "tickets.join", args, 0)[0]
	held := func(uint32) []byte { return table.Bytes() }
	b.SetBytes(int64(len(table.Bytes())))
	b.ReportAllocs()
	for b.Loop() {
		operations.CallWith(held, op, input)
	}
}
