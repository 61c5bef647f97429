package faults_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// usedeskTickets lists the tickets of Usedesk, oldest change last.
func (d *desk) usedeskTickets() transport.List[[]helpdesk.Ticket, helpdesk.Ticket] {
	return transport.List[[]helpdesk.Ticket, helpdesk.Ticket]{
		Page: func(c *api.Cursor) api.Call[[]helpdesk.Ticket] {
			return d.usedesk.Tickets(usedesk.List{Offset: c.Offset()})
		},
		Items: func(p []helpdesk.Ticket) []helpdesk.Ticket { return p },
		ID:    func(t helpdesk.Ticket) int64 { return t.ID },
		Last:  func(p []helpdesk.Ticket) bool { return api.LastShort(len(p), usedesk.PageSize) },
	}
}

// useResponseTickets lists the tickets of UseResponse in small pages.
func (d *desk) useResponseTickets() transport.List[useresponse.Page[useresponse.Object], useresponse.Object] {
	type page = useresponse.Page[useresponse.Object]
	return transport.List[page, useresponse.Object]{
		Page: func(c *api.Cursor) api.Call[page] {
			return d.useResponse.ListTickets(useresponse.Tickets{Status: "all", Page: c.Number(), Count: 20})
		},
		Items: func(p page) []useresponse.Object { return p.Items },
		ID:    func(o useresponse.Object) int64 { return o.ID },
		Last:  func(p page) bool { return api.LastNumbered(p.Number, p.Pages) },
	}
}

// walk reads a list to its end as somebody who is interrupted after every so
// many items, stores the cursor and goes on in another place.
func walk[P, T any](d *desk, list transport.List[P, T], stopAfter int, between func()) (ids []int64, stops int) {
	stored := ""
	for {
		cursor, err := api.ParseCursor(stored)
		require.NoError(d.t, err)
		n := 0
		for item, err := range transport.All(context.Background(), d.client, &cursor, list, d.options()...) {
			if err != nil {
				require.ErrorAs(d.t, err, new(*api.Error))
				break
			}
			ids = append(ids, list.ID(item))
			if n++; n == stopAfter {
				break
			}
		}
		stored = cursor.String()
		if cursor.Done() {
			return ids, stops
		}
		if stops++; stops > 1000 {
			require.Fail(d.t, "the list does not end")
		}
		between()
	}
}

func TestAListIsReadToItsEndInPiecesAndThroughFaults(t *testing.T) {
	d := open(t)
	whole, stops := walk(d, d.usedeskTickets(), 0, func() {})
	require.Zero(t, stops)
	require.Greater(t, len(whole), usedesk.PageSize, "more than one page")
	require.Len(t, unique(whole), len(whole))
	numbered, stops := walk(d, d.useResponseTickets(), 0, func() {})
	require.Zero(t, stops)
	require.Greater(t, len(numbered), 20)
	require.Len(t, unique(numbered), len(numbered))

	require.NoError(t, d.SetFaults(append(storm("usedesk.tickets"), storm("tickets.list")...)...))
	pieces, stops := walk(d, d.usedeskTickets(), 37, func() {})
	require.Equal(t, whole, pieces)
	require.Greater(t, stops, 2)
	pieces, stops = walk(d, d.useResponseTickets(), 7, func() {})
	require.Equal(t, numbered, pieces)
	require.Greater(t, stops, 2)
}

func TestAListThatGrowsWhileItIsReadGivesEachTicketOnce(t *testing.T) {
	d := open(t)
	before, _ := walk(d, d.usedeskTickets(), 0, func() {})
	n := 0
	during, _ := walk(d, d.usedeskTickets(), 60, func() {
		for range 5 {
			n++
			_, err := transport.Do(context.Background(), d.client, d.usedesk.CreateTicket(usedesk.NewTicket{
				Subject: fmt.Sprint("New ", n), Message: "Text", Email: "new@shop.test"}), d.options()...)
			require.NoError(t, err)
		}
	})
	require.Len(t, unique(during), len(during), "none comes twice")
	require.Subset(t, during, before, "none of those there were is missed")
}

func unique(ids []int64) map[int64]bool {
	set := map[int64]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

func TestSearchesKeepToTheLimitOfTheAPI(t *testing.T) {
	d := open(t)
	search := d.usedesk.Tickets(usedesk.List{Query: "order"})
	limiter := transport.NewLimiter(api.NewLimit(usedesk.Limits(0, 0)...))
	refused := 0
	patient := api.Retry{Attempts: 1, Patience: time.Minute}
	options := d.options(transport.WithLimiter(limiter), transport.WithRetry(patient), transport.Observe(func(_ string, status int) {
		if status == 429 {
			refused++
		}
	}))
	began := d.clock.Now()
	for range 25 {
		_, err := transport.Do(context.Background(), d.client, search, options...)
		require.NoError(t, err)
	}
	require.Zero(t, refused, "the sandbox counts as Usedesk does")
	require.Equal(t, 2*time.Minute+2*time.Second, d.clock.Now().Sub(began), "and no time is lost")

	// Another tab that has the stored limit knows what this one has sent.
	again := transport.NewLimiter(limiter.Limit())
	for range 5 {
		_, err := transport.Do(context.Background(), d.client, search, append(options, transport.WithLimiter(again))...)
		require.NoError(t, err)
	}
	_, err := transport.Do(context.Background(), d.client, search, d.options(transport.WithLimiter(again))...)
	require.ErrorIs(t, err, api.ErrRateLimited, "beyond patience nothing is sent")
	var e *api.Error
	require.ErrorAs(t, err, &e)
	require.Greater(t, e.RetryAfter, 50*time.Second)
	require.Zero(t, refused)

	// One that knows nothing is refused, and learns.
	fresh := transport.NewLimiter(api.Limit{})
	_, err = transport.Do(context.Background(), d.client, search, append(options, transport.WithLimiter(fresh))...)
	require.ErrorIs(t, err, api.ErrRateLimited)
	require.Equal(t, 1, refused)
	_, err = transport.Do(context.Background(), d.client, search, append(options, transport.WithLimiter(fresh))...)
	require.NoError(t, err, "it waits as long as it was told to")
	require.Equal(t, 1, refused)
}

func TestNoSecretComesOutOfARunWithFaults(t *testing.T) {
	d := open(t)
	var out []string
	written := []string{"Kolibri title 4711", "Kolibri content 4712", "kolibri@shop.test"}
	options := d.options(
		transport.WithRedactor(api.NewRedactor(d.secrets()...)),
		transport.Observe(func(line string, status int) { out = append(out, fmt.Sprint(line, " ", status)) }),
		transport.Trace(func(text string) { out = append(out, text) }),
	)
	note := func(err error) {
		if err != nil {
			out = append(out, err.Error(), fmt.Sprintf("%+v", err))
		}
	}
	d.findStanding()
	for range 3 {
		require.NoError(t, d.SetFaults())
		var attempts []attempt
		for _, op := range operations() {
			attempts = append(attempts, op.plan(d, d.mark()))
		}
		require.NoError(t, d.SetFaults(storm("*")...))
		for _, a := range attempts {
			note(a.send(options...))
		}
		_, err := transport.Do(context.Background(), d.client, d.useResponse.CreateObject(useresponse.NewObject{
			Ownership: "feedback", Type: "idea", Title: written[0], Content: written[1] + " " + written[2]}), options...)
		note(err)
		_, err = transport.Do(context.Background(), d.client, d.usedesk.CreateTicket(usedesk.NewTicket{
			Subject: written[0], Message: written[1], Email: written[2]}), options...)
		note(err)
	}
	// A refused key is one that a server may repeat.
	require.NoError(t, d.SetFaults(sandbox.Fault{Operation: "*", Kind: sandbox.FaultStatus, Status: 401}))
	_, err := transport.Do(context.Background(), d.client, d.useResponse.Me(), options...)
	require.ErrorIs(t, err, api.ErrUnauthorized)
	note(err)

	require.Greater(t, len(out), 200)
	for _, text := range out {
		d.noSecret(text)
		for _, words := range written {
			require.NotContains(t, text, words)
		}
	}
	require.Contains(t, strings.Join(out, ""), "Authorization: •••", "traces are there and were cleaned")
	require.Contains(t, strings.Join(out, ""), `"api_token":"•••"`)
}
