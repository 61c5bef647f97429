// Package demodesk holds the demo's Desk and what answers it in the extension
// together: each is asked by the other as people have them, over HTTP. It lives
// in tests and nothing imports it.
package demodesk_test

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/script"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/desks"
	"deskside/shared/helpdesk"
	"deskside/shared/helpdesk/desktest"
)

// open serves the demo until the test ends.
func open(t *testing.T) desktest.Account {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("what answers the demo runs in Node, which is not here")
	}
	source, err := script.Bundle("../..", "build/demodesk/serve.ts")
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "serve.mjs")
	require.NoError(t, os.WriteFile(file, source, 0o600))
	server := exec.Command(node, file)
	in, err := server.StdinPipe()
	require.NoError(t, err)
	out, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	t.Cleanup(func() { require.NoError(t, in.Close()); require.NoError(t, server.Wait()) })
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	desk, err := desks.Agents().Of("demo")
	require.NoError(t, err)
	base, err := api.ParseBase(strings.TrimSpace(line))
	require.NoError(t, err)
	return desktest.Account{Desk: desk, Access: helpdesk.Access{Base: base, Key: "none"}}
}

func ask[T any](t *testing.T, call api.Call[T]) T {
	t.Helper()
	value, err := transport.Do(context.Background(), http.DefaultClient, call)
	require.NoError(t, err)
	return value
}

func TestWhatTheDemoTakesIsWritten(t *testing.T) { desktest.Writing(t, open(t)) }

func TestTheDemoIsBelievable(t *testing.T) {
	at := open(t)
	client := at.Client(at.Access)
	me := ask(t, client.Check())
	require.Equal(t, "Sam Rivera", me.Name)

	everything := helpdesk.Everything()
	list, left := at.List(&everything, nil)
	require.Equal(t, &everything, left)
	page := ask(t, client.Page(list, helpdesk.Listing{Order: "updated"}, 0))
	require.True(t, page.Last)
	require.GreaterOrEqual(t, len(page.Tickets), 20)

	states, priorities, clients, agents := map[helpdesk.State]int{}, map[helpdesk.Priority]int{}, map[int64]int{}, map[int64]int{}
	notes, quotes := 0, 0
	for i := range page.Tickets {
		ticket := &page.Tickets[i]
		if i > 0 {
			require.LessOrEqual(t, ticket.Updated, page.Tickets[i-1].Updated)
		}
		states[ticket.Status.State]++
		priorities[ticket.Priority]++
		clients[ticket.Client.ID]++
		agents[ticket.Assignee.ID]++
		require.NotEmpty(t, ticket.Client.Email)
		require.Empty(t, ticket.URL, "no helpdesk has a page of it")
		opened := ask(t, client.Open(ticket.ID).Ticket)
		require.Equal(t, ticket.Subject, opened.Ticket.Subject)
		require.Len(t, opened.Comments, int(ticket.Comments))
		for _, comment := range opened.Comments {
			require.NotEmpty(t, comment.Body.Source, ticket.Subject)
			require.NotEmpty(t, comment.Author.Name)
			if comment.Private {
				notes++
			}
			if strings.Contains(comment.Body.Source, "<blockquote type=\"cite\">") {
				quotes++
			}
		}
	}
	require.Len(t, states, len(at.Can().Statuses))
	require.Len(t, priorities, len(at.Can().Priorities))
	require.Greater(t, len(clients), 12)
	require.Len(t, agents, 5, "four agents, and nobody")
	require.Positive(t, notes)
	require.Positive(t, quotes)
}

func TestAPersonOfTheDemoIsKnownByNumberAndByAddress(t *testing.T) {
	at := open(t)
	client := at.Client(at.Access)
	found := ask(t, client.Find("INGRID@greenhall.example"))
	require.Equal(t, "Ingrid Solheim", found.Name)
	calls := client.Person(found.ID)
	require.Equal(t, "Greenhall Nurseries", ask(t, calls.Card).Company)
	require.Len(t, ask(t, calls.Work).Tickets, 2)
	require.Zero(t, ask(t, client.Find("nobody@example.com")).ID)
}

func TestWhatTheDemoHasNotIsRefusedInWords(t *testing.T) {
	at := open(t)
	client := at.Client(at.Access)
	for _, test := range []struct {
		name string
		call api.Call[int64]
		kind api.Kind
		says string
	}{
		{"a ticket that there is not", client.Reply(helpdesk.Reply{Ticket: 1, Body: "<p>Hi</p>"}), api.NotFound, "there is no ticket 1"},
		{"nothing to say", client.Reply(helpdesk.Reply{Ticket: 1002}), api.Invalid, "text is missing"},
		{"a status that there is not", client.Change(helpdesk.Change{Ticket: 1002, Property: helpdesk.PropertyStatus, Value: "99"}), api.Invalid, `status cannot be "99"`},
		{"a property that it has not", client.Change(helpdesk.Change{Ticket: 1002, Property: helpdesk.PropertyLocked, Value: "1"}), api.Invalid, "locked cannot be changed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := transport.Do(context.Background(), http.DefaultClient, test.call)
			var problem *api.Error
			require.ErrorAs(t, err, &problem)
			require.Equal(t, test.kind, problem.Kind)
			require.Equal(t, test.says, problem.Detail)
		})
	}
}
