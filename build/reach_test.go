package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// reach is where in the sidebar an operation of a client is, and the end-to-end
// test that comes by; or why no agent needs it there.
type reach struct{ place, file, test, reason string }

const reachable = "shared/desks/README.md"

// Tests by which more than one operation is reached.
const (
	moderating = "two posts are approved and a comment is declined with a reason, by keyboard"
	making     = "a person is made, changed, given a password and deleted with what they wrote kept, by keyboard"
	reporting  = "a group of a report becomes a view of one's own, by keyboard"
	chatting   = "a chat is read, and a community lists its posts"
)

// reached says it of each operation, by its name. Which are called at all is not
// said here: it is read from the sources.
var reached = map[string]reach{
	"auth.login":                 {place: "settings: login", file: "sidebar", test: "whatever is wrong with an account is said at its field and nothing typed is lost"},
	"categories.list":            {place: "ticket: category; new: category", file: "new", test: "an idea is posted by keyboard"},
	"categories.get":             {reason: "the list has all of them"},
	"changelog.object":           {place: "ticket: changes between the messages", file: "read", test: "what was changed stands between the messages"},
	"changelog.user":             {place: "portal: people", file: "portal", test: making},
	"chats.list":                 {place: "portal: chats", file: "portal", test: chatting},
	"chats.get":                  {place: "portal: chats", file: "portal", test: chatting},
	"chats.messages":             {place: "portal: chats", file: "portal", test: chatting},
	"moderation.approve_comment": {place: "portal: approval", file: "portal", test: moderating},
	"moderation.decline_comment": {place: "portal: approval", file: "portal", test: moderating},
	"moderation.approve_topic":   {place: "portal: approval", file: "portal", test: moderating},
	"moderation.decline_topic":   {place: "portal: approval", file: "portal", test: moderating},
	"comments.list":              {place: "portal: approval", file: "portal", test: moderating},
	"files.upload":               {reason: "files of messages go with their message: comments.create takes them"},
	"files.limits":               {reason: "an edge tells them, which agents do not go through"},
	"auth.identify":              {reason: "a site tells an edge by it who its customer is, which agents are not"},
	"objects.mine":               {reason: "an edge keeps it of customers, which agents do not go through"},
	"objects.snapshot":           {reason: "an edge makes it, which agents do not go through"},
	"comments.create":            {place: "ticket: reply, private note", file: "compose", test: "a note is private at the helpdesk"},
	"comments.best":              {place: "message: menu", file: "comments", test: "an answer is voted for and marked as the best one, by keys, and taken back"},
	"comments.edit":              {place: "message: menu", file: "comments", test: "a message is changed; what is typed outlasts a closed panel"},
	"comments.recover":           {place: "ticket: below the messages", file: "comments", test: "a message goes into the trash and comes back"},
	"comments.trash":             {place: "message: menu", file: "comments", test: "a message goes into the trash and comes back"},
	"comments.vote":              {place: "message: button, menu", file: "comments", test: "an answer is voted for and marked as the best one, by keys, and taken back"},
	"objects.comments":           {place: "ticket: conversation", file: "sidebar", test: "a ticket opens with its conversation, by keyboard alone"},
	"forums.list":                {place: "list: community of a row; filter", file: "rows", test: "the filter completes while it is typed, its parts are taken out one by one, and what was meant is one press away"},
	"statuses.list":              {place: "ticket: status", file: "acts", test: "status and assignee change by keys, are seen at once, taken back, and sent"},
	"users.me":                   {place: "settings: whose key it is; views of one's own", file: "acts", test: "from the list, one press ends a ticket and one takes it"},
	"users.update_me":            {reason: "an agent's own profile is set at the helpdesk"},
	"users.create":               {place: "portal: people", file: "portal", test: making},
	"users.delete":               {place: "portal: people", file: "portal", test: making},
	"users.get":                  {place: "person's card", file: "person", test: "what they wrote in every account stands beside the ticket"},
	"users.edit":                 {place: "portal: people", file: "portal", test: making},
	"users.activity":             {place: "person's card: tickets and posts", file: "person", test: "what they wrote in every account stands beside the ticket"},
	"users.password":             {place: "portal: people", file: "portal", test: making},
	"users.search":               {place: "ticket: assignee; person's card in other accounts", file: "person", test: "what they wrote in every account stands beside the ticket"},
	"objects.create":             {place: "new ticket, new post", file: "new", test: "an idea is posted by keyboard"},
	"objects.delete":             {place: "ticket and row: menu", file: "comments", test: "from the list a ticket is archived, and one is deleted for ever when one has said so"},
	"objects.get":                {place: "ticket", file: "sidebar", test: "a ticket opens with its conversation, by keyboard alone"},
	"objects.edit":               {place: "ticket: status, assignee, category, tags, type, fields", file: "jobs", test: "change assignee, status and two fields, and take all of it back"},
	"objects.archive":            {place: "ticket and row: menu", file: "comments", test: "from the list a ticket is archived, and one is deleted for ever when one has said so"},
	"objects.attach":             {reason: "files go with the message that they belong to: comments.create takes them"},
	"objects.lock":               {place: "ticket: lock replies", file: "apart", test: "what was done before the panel was closed is sent once, at once, and said"},
	"objects.subscribe":          {place: "ticket: subscribe", file: "changes", test: "a vote and a subscription are taken back, and given again"},
	"objects.recover":            {place: "ticket: notice, menu; row: menu", file: "comments", test: "a ticket goes into the trash by one key, is said to be there, and is recovered"},
	"objects.trash":              {place: "ticket and row: menu", file: "comments", test: "a ticket goes into the trash by one key, is said to be there, and is recovered"},
	"objects.unsubscribe":        {place: "ticket: subscribe", file: "changes", test: "a vote and a subscription are taken back, and given again"},
	"objects.vote":               {place: "post: vote", file: "changes", test: "a vote and a subscription are taken back, and given again"},
	"objects.search":             {place: "list: posts", file: "kept", test: "ideas, which have no status, are drawn without one"},
	"tickets.list":               {place: "list", file: "sidebar", test: "tickets of both helpdesks come in one list"},
	"fields.objects":             {place: "ticket: fields", file: "jobs", test: "change assignee, status and two fields, and take all of it back"},
	"fields.users":               {place: "portal: people", file: "portal", test: making},
	"reports.objects":            {place: "portal: reports", file: "portal", test: reporting},
	"reports.list":               {place: "portal: reports", file: "portal", test: reporting},
	"notes.list":                 {place: "person's card: notes", file: "person", test: "a note with a reminder, by keyboard alone"},
	"notes.add":                  {place: "person's card: notes", file: "person", test: "a note with a reminder, by keyboard alone"},
	"notes.delete":               {place: "person's card: notes", file: "person", test: "a note with a reminder, by keyboard alone"},
	"notes.edit":                 {place: "person's card: notes", file: "person", test: "a note with a reminder, by keyboard alone"},

	"usedesk.tickets":        {place: "list; person's card: tickets", file: "sidebar", test: "tickets of both helpdesks come in one list"},
	"usedesk.ticket":         {place: "ticket: conversation, fields, changes", file: "changes", test: "a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen"},
	"usedesk.create_ticket":  {place: "new ticket", file: "new", test: "a ticket to a new client is created by keyboard, with what it was given"},
	"usedesk.update_ticket":  {place: "ticket: status, assignee, group, priority, type, tags, fields", file: "changes", test: "a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen"},
	"usedesk.create_comment": {place: "ticket: reply, private note", file: "new", test: "a mail becomes an idea by keys alone, and a private note at each leads to the other"},
	"usedesk.users":          {place: "ticket: assignee; settings: who one is", file: "changes", test: "a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen"},
	"usedesk.groups":         {place: "ticket: group; list: group of a row", file: "changes", test: "a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen"},
	"usedesk.tags":           {place: "ticket: tags; filter", file: "changes", test: "a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen"},
	"usedesk.ticket_fields":  {place: "ticket: fields", file: "changes", test: "a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen"},
	"usedesk.channels":       {place: "list: channel of a row; new: channel", file: "new", test: "a ticket to a new client is created by keyboard, with what it was given"},
	"usedesk.client":         {place: "person's card", file: "person", test: "what they wrote in every account stands beside the ticket"},
	"usedesk.clients":        {place: "person's card in other accounts", file: "person", test: "what they wrote in every account stands beside the ticket"},

	"demo.tickets": {place: "list", file: "demo", test: "one press shows invented tickets, without an account and without the network"},
	"demo.ticket":  {place: "ticket: conversation, changes", file: "demo", test: "a ticket is read, answered, noted upon, changed and closed, and what was done can be taken back"},
	"demo.create":  {place: "new ticket", file: "demo", test: "a new ticket stands in the list"},
	"demo.change":  {place: "ticket: status, assignee, group, priority, type, tags", file: "demo", test: "a ticket is read, answered, noted upon, changed and closed, and what was done can be taken back"},
	"demo.reply":   {place: "ticket: reply, private note", file: "demo", test: "a ticket is read, answered, noted upon, changed and closed, and what was done can be taken back"},
	"demo.names":   {place: "ticket: assignee, group, tags; views of one's own", file: "demo", test: "filters, views, groups and snoozes are those of any account"},
	"demo.person":  {place: "person's card", file: "demo", test: "a ticket is read, answered, noted upon, changed and closed, and what was done can be taken back"},
	"demo.find":    {place: "new ticket: whose an address is", file: "demo", test: "a new ticket stands in the list"},
}

// clientsOf lists the folders of clients that have a Desk.
func clientsOf(t *testing.T) (names []string) {
	desks, err := filepath.Glob(filepath.Join(repository, "shared/*/desk"))
	require.NoError(t, err)
	for _, desk := range desks {
		names = append(names, filepath.Base(filepath.Dir(desk)))
	}
	return names
}

// parsed are the sources of a folder, without tests.
func parsed(t *testing.T, folder string) (files []*ast.File) {
	paths, err := filepath.Glob(filepath.Join(repository, folder, "*.go"))
	require.NoError(t, err)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		files = append(files, file)
	}
	require.NotEmpty(t, files, folder)
	return files
}

// usedIn are the names below a node of what is called, and of operations.
func usedIn(node ast.Node) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(node, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			switch f := x.Fun.(type) {
			case *ast.Ident:
				names[f.Name] = true
			case *ast.SelectorExpr:
				names[f.Sel.Name] = true
			}
		case *ast.UnaryExpr:
			if operation, ok := x.X.(*ast.Ident); ok && x.Op == token.AND {
				names[operation.Name] = true
			}
		}
		return true
	})
	return names
}

// operationsOf reads a client's operations in their order, and which of them its
// Desk calls, whatever methods lie between.
func operationsOf(t *testing.T, client string) (order []string, called map[string]bool) {
	named := map[string]string{}
	bodies := map[string]map[string]bool{}
	for _, file := range parsed(t, "shared/"+client) {
		for _, declared := range file.Decls {
			switch d := declared.(type) {
			case *ast.FuncDecl:
				if bodies[d.Name.Name] == nil {
					bodies[d.Name.Name] = map[string]bool{}
				}
				maps.Copy(bodies[d.Name.Name], usedIn(d))
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					v, ok := spec.(*ast.ValueSpec)
					if !ok || len(v.Values) != 1 || !strings.HasPrefix(v.Names[0].Name, "op") {
						continue
					}
					literal, ok := v.Values[0].(*ast.CompositeLit)
					if !ok {
						continue
					}
					name, err := strconv.Unquote(literal.Elts[0].(*ast.KeyValueExpr).Value.(*ast.BasicLit).Value)
					require.NoError(t, err)
					named[v.Names[0].Name] = name
					order = append(order, name)
				}
			}
		}
	}
	require.NotEmpty(t, order)
	// The table itself calls nothing.
	delete(bodies, "Operations")
	called = map[string]bool{}
	seen := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		if operation, ok := named[name]; ok {
			called[operation] = true
		}
		for within := range bodies[name] {
			follow(within)
		}
	}
	for _, file := range parsed(t, "shared/"+client+"/desk") {
		for name := range usedIn(file) {
			follow(name)
		}
	}
	return order, called
}

func TestEveryOperationOfAClientHasItsPlaceInTheSidebar(t *testing.T) {
	var table strings.Builder
	all := map[string]bool{}
	for _, client := range clientsOf(t) {
		fmt.Fprintf(&table, "### %s\n\n| operation | in the sidebar | test |\n| --- | --- | --- |\n", client)
		order, called := operationsOf(t, client)
		for _, name := range order {
			all[name] = true
			r, ok := reached[name]
			require.True(t, ok, "%s has no place in the sidebar and no reason why: say it in reached", name)
			require.Equal(t, called[name], r.place != "", "%s is called: %v", name, called[name])
			require.NotEqual(t, r.place == "", r.reason == "", name)
			if r.reason != "" {
				fmt.Fprintf(&table, "| %s | – %s | |\n", name, r.reason)
				continue
			}
			tests, err := os.ReadFile(filepath.Join(repository, "build/e2e", r.file+".test.ts"))
			require.NoError(t, err, name)
			require.Contains(t, string(tests), `"`+r.test+`"`, name)
			fmt.Fprintf(&table, "| %s | %s | [%s](../../build/e2e/%s.test.ts): %s |\n", name, r.place, r.file, r.file, r.test)
		}
		table.WriteString("\n")
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(all)), slices.Collect(maps.Keys(reached)), "what no client has")

	path := filepath.Join(repository, reachable)
	was, err := os.ReadFile(path)
	require.NoError(t, err)
	const begin, end = "<!-- go test ./build -update writes this -->\n", "<!-- end -->\n"
	before, rest, found := strings.Cut(string(was), begin)
	require.True(t, found)
	_, after, found := strings.Cut(rest, end)
	require.True(t, found)
	now := before + begin + "\n" + table.String() + end + after
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(now), 0o644))
		return
	}
	require.Equal(t, now, string(was), "go test ./build -update writes it")
}
