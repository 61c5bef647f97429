package core_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
)

var update = flag.Bool("update", false, "write testdata/vectors.json anew")

// vector is one call of the core with its exact bytes. wasm/core.test.ts feeds
// the same inputs to both WebAssembly builds: every byte must be equal.
type vector struct {
	Name   string `json:"name"`
	Table  string `json:"table"`
	Op     string `json:"op"`
	Input  []byte `json:"input"`
	Output []byte `json:"output"`

	index int
	input []byte
}

var tables = map[string]core.Table{"sidebar": core.Sidebar(), "composer": core.Composer(), "widget": core.Widget()}

func cases(t testing.TB) []vector {
	var out []vector
	add := func(name, tableName, op string, args marshaler, sendings int, responses ...*api.Response) {
		table := tables[tableName]
		input := inputs(t, table, op, args, sendings, responses...)[sendings]
		index := table.Index(op)
		out = append(out, vector{Name: name, Table: tableName, Op: op, Input: input, Output: table.Call(index, input), index: index, input: input})
	}
	list := &core.ListArgs{Accounts: []core.Account{useResponse, usedesk}, Query: "status:active,merged"}
	add("a list is planned", "sidebar", "tickets.list", list, 0)
	add("a list is read", "sidebar", "tickets.list", list, 1, answer(t, "useresponse/testdata/tickets-list.json"), answer(t, "usedesk/testdata/tickets.json"))
	add("a list of quoted numbers is read", "sidebar", "tickets.list", &core.ListArgs{Accounts: []core.Account{usedesk}}, 1, answer(t, "usedesk/testdata/tickets-quoted-numbers.json"))
	add("a list is partly refused", "sidebar", "tickets.list", list, 3, status(200, "<html>"), status(200, `{"error":"Invalid token","code":112}`))
	add("a request is to be repeated", "sidebar", "tickets.list", list, 1, status(503, ""), answer(t, "usedesk/testdata/tickets.json"))
	add("a UseResponse ticket is read", "sidebar", "ticket.get", &core.TicketArgs{Account: useResponse, ID: 38}, 1,
		answer(t, "useresponse/testdata/objects-get.json"), answer(t, "useresponse/testdata/objects-comments.json"), answer(t, "useresponse/testdata/objects-comments-private.json"))
	add("a Usedesk ticket is read", "sidebar", "ticket.get", &core.TicketArgs{Account: usedesk, ID: 2992803}, 1, answer(t, "usedesk/testdata/ticket.json"))
	table := result[core.ListResult](t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{usedesk}, Rows: 2}, answer(t, "usedesk/testdata/tickets.json")).Table
	add("a kept list is selected from", "sidebar", "tickets.select", &core.SelectArgs{Accounts: both, Table: table, Query: "Письмо or priority>=high sort:subject", GroupBy: "status"}, 0)
	add("a query is read", "sidebar", "filter.read", &core.QueryArgs{Query: `-tag:vip,"a b" (group:billing or updated:>-7d) sla<2h stauts:open`, Accounts: both, Directories: names}, 0)
	add("a query is completed", "sidebar", "filter.complete", &core.CompleteArgs{Query: "status:o", Caret: 8, Directories: names}, 0)
	add("views are read", "sidebar", "views.read", &core.ViewsArgs{}, 0)
	add("names are read", "sidebar", "account.directory", &core.DirectoryArgs{Account: usedesk}, 1,
		answer(t, "usedesk/testdata/users.json"), answer(t, "usedesk/testdata/groups.json"), answer(t, "usedesk/testdata/channels.json"), answer(t, "usedesk/testdata/ticket-fields.json"), answer(t, "usedesk/testdata/tags.json"))
	add("a key is checked", "sidebar", "account.check", &core.CheckArgs{Account: useResponse}, 1, answer(t, "useresponse/testdata/users-me.json"))
	add("a bad address is refused", "sidebar", "account.address", &core.AddressArgs{System: "useresponse", Input: "https://a@b"}, 0)
	add("a word is made bold", "composer", "content.edit", &core.EditArgs{Command: "toggle", Tag: "b", Text: "one two 😀 three", Start: 8, End: 10}, 0)
	add("lines become a list", "composer", "content.edit", &core.EditArgs{Command: "toggle", Tag: "ol", Text: "[i]one\ntwo[/i]", End: 14}, 0)
	add("an address is refused", "composer", "content.edit", &core.EditArgs{Command: "link", Value: "javascript:x", Text: "x"}, 0)
	add("a mail is quoted", "composer", "content.quote", &core.QuoteArgs{Text: "x", Start: 1, End: 1, Plain: true, Author: "Anna", Date: "5 January 2026",
		Content: helpdesk.Markup{Source: "Shall I?\n-- \nAnna\n\nВт, 5 янв. 2026, Бен пишет:\n> [b]"}}, 0)
	add("a page is pasted", "composer", "content.paste", &core.PasteArgs{Text: "x", HTML: "<p style='font-family:Arial'>a <b>b</b><img src='data:x'></p>", Plain: "a b"}, 0)
	add("a text is counted", "composer", "content.count", &core.CountArgs{Text: "é😀", Title: true}, 0)
	add("a preview is drawn", "composer", "content.preview", &core.PreviewArgs{Source: "one\n\n[b]two[/b]", Blocks: []core.PreviewBlock{{Key: 7, Sum: 1}}}, 0)
	add("the widget starts", "widget", "feedback.start", &core.StartArgs{Portal: portal}, 1, answer(t, "useresponse/testdata/categories-list.json"), answer(t, "useresponse/testdata/objects-search.json"))
	add("a post is read", "widget", "feedback.post", &core.PostArgs{Portal: portal, ID: 38}, 1, answer(t, "useresponse/testdata/objects-get.json"), answer(t, "useresponse/testdata/objects-comments.json"))
	add("a draft is planned", "widget", "feedback.create", &core.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, 0)
	add("an empty draft is refused", "widget", "feedback.check", &core.CheckDraftArgs{}, 0)
	add("a vote is read", "widget", "feedback.vote", &core.VoteArgs{Portal: portal, ID: 41, Vote: "up"}, 1, answer(t, "useresponse/testdata/objects-votes-toggle.json"))
	add("a broken body is refused", "widget", "feedback.posts", &core.PostsArgs{Portal: portal}, 3, status(200, `{"success":{"data":[`))
	return out
}

func TestVectorsAreUpToDate(t *testing.T) {
	const file = "testdata/vectors.json"
	got, err := json.MarshalIndent(cases(t), "", " ")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(file, append(got, '\n'), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got)+"\n", "the core answers other bytes: go test ./shared/core -update, then review the difference")
}
