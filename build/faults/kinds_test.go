package faults_test

import (
	"context"
	"errors"
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

// sender sends a call that was planned before.
type sender func(...transport.Option) error

// operation is one call of its kind.
type operation struct {
	name string
	// writes says that the call must not be repeated blindly.
	writes bool
	plan   func(*desk) sender
}

func plan[T any](call func(*desk) api.Call[T]) func(*desk) sender {
	return func(d *desk) sender {
		planned := call(d)
		return func(options ...transport.Option) error {
			_, err := transport.Do(context.Background(), d.client, planned, d.options(options...)...)
			return err
		}
	}
}

// operations are one of each kind for both APIs: read, list, create, edit.
func operations() []operation {
	return []operation{
		{"users.me", false, plan(func(d *desk) api.Call[useresponse.User] { return d.useResponse.Me() })},
		{"tickets.list", false, plan(func(d *desk) api.Call[useresponse.Page[useresponse.Object]] {
			return d.useResponse.ListTickets(useresponse.Tickets{})
		})},
		{"objects.create", true, plan(func(d *desk) api.Call[useresponse.Object] { return d.useResponse.CreateObject(idea("A new idea")) })},
		{"objects.vote", true, plan(vote)},
		{"objects.edit", false, plan(func(d *desk) api.Call[useresponse.Object] {
			title := "Another title"
			return d.useResponse.EditObject(d.object(), useresponse.ObjectEdit{Title: &title})
		})},
		{"usedesk.ticket", false, plan(func(d *desk) api.Call[usedesk.Conversation] { return d.usedesk.Ticket(d.ticket()) })},
		{"usedesk.tickets", false, plan(func(d *desk) api.Call[[]helpdesk.Ticket] { return d.usedesk.Tickets(usedesk.List{}) })},
		{"usedesk.create_ticket", true, plan(func(d *desk) api.Call[int64] {
			return d.usedesk.CreateTicket(usedesk.NewTicket{Subject: "A new ticket", Message: "Text", Email: "new@shop.test"})
		})},
		{"usedesk.update_ticket", true, plan(func(d *desk) api.Call[int64] {
			return d.usedesk.UpdateTicket(usedesk.Update{Ticket: d.ticket(), Subject: "Another subject"})
		})},
	}
}

func idea(title string) useresponse.NewObject {
	return useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: title, Content: "What it is about."}
}

// vote changes the vote on the first idea that takes one.
func vote(d *desk) api.Call[useresponse.Object] {
	page, err := transport.Do(context.Background(), d.client, d.useResponse.SearchObjects(useresponse.Search{Ownership: "feedback", Type: "idea"}))
	require.NoError(d.t, err)
	for _, o := range page.Items {
		if o.Votes.Voted {
			return d.useResponse.Vote(o.ID, helpdesk.NoVote)
		}
		if o.Votes.CanVote {
			return d.useResponse.Vote(o.ID, helpdesk.VoteUp)
		}
	}
	require.Fail(d.t, "no idea takes votes")
	return api.Call[useresponse.Object]{}
}

// object returns the id of an idea.
func (d *desk) object() int64 {
	page, err := transport.Do(context.Background(), d.client, d.useResponse.SearchObjects(useresponse.Search{Ownership: "feedback", Type: "idea"}))
	require.NoError(d.t, err)
	return page.Items[0].ID
}

// ticket returns the id of a ticket of Usedesk.
func (d *desk) ticket() int64 {
	tickets, err := transport.Do(context.Background(), d.client, d.usedesk.Tickets(usedesk.List{}))
	require.NoError(d.t, err)
	return tickets[0].ID
}

// outcome is what a caller learns.
type outcome struct {
	kind      api.Kind // "" is success
	failure   api.TransportFailure
	uncertain bool
	attempts  int
}

func TestEveryFaultBecomesATypedErrorOrIsOvercome(t *testing.T) {
	const again = 3 // attempts of the default policy
	status := func(status int) sandbox.Fault { return sandbox.Fault{Kind: sandbox.FaultStatus, Status: status} }
	after := func(f sandbox.Fault) sandbox.Fault { f.After = true; return f }
	limited := status(429)
	limited.RetryAfter = 3 * time.Second
	patient := limited
	patient.RetryAfter = 5 * time.Minute
	ok := outcome{attempts: 1}
	overcome := outcome{attempts: 2}

	tests := map[string]struct {
		fault sandbox.Fault
		// What comes of it when it happens once and always, for what may be
		// repeated and for what may not.
		readOnce, readAlways, writeOnce, writeAlways outcome
	}{
		"a clock that is off":                 {sandbox.Fault{Kind: sandbox.FaultSkew, Skew: -time.Hour}, ok, ok, ok, ok},
		"an answer that is slow, but in time": {sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 5 * time.Second}, ok, ok, ok, ok},
		"an answer that comes too late": {sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 2 * time.Minute}, overcome,
			outcome{api.Unavailable, api.Timeout, false, again}, outcome{api.Unavailable, api.Timeout, true, 1}, outcome{api.Unavailable, api.Timeout, true, 1}},
		"a connection that is reset before": {sandbox.Fault{Kind: sandbox.FaultReset}, overcome,
			outcome{api.Unavailable, api.Network, false, again}, outcome{api.Unavailable, api.Network, true, 1}, outcome{api.Unavailable, api.Network, true, 1}},
		"a connection that is reset after": {after(sandbox.Fault{Kind: sandbox.FaultReset}), overcome,
			outcome{api.Unavailable, api.Network, false, again}, outcome{api.Unavailable, api.Network, true, 1}, outcome{api.Unavailable, api.Network, true, 1}},
		"an answer that breaks off": {sandbox.Fault{Kind: sandbox.FaultTruncate}, overcome,
			outcome{api.Unavailable, api.Network, false, again}, outcome{api.Unavailable, api.Network, true, 1}, outcome{api.Unavailable, api.Network, true, 1}},
		"a page instead of an answer": {sandbox.Fault{Kind: sandbox.FaultHTML}, outcome{api.Protocol, "", false, 1},
			outcome{api.Protocol, "", false, 1}, outcome{api.Protocol, "", true, 1}, outcome{api.Protocol, "", true, 1}},
		"the page of a gateway": {sandbox.Fault{Kind: sandbox.FaultHTML, Status: 502}, overcome,
			outcome{api.Unavailable, "", false, again}, outcome{api.Unavailable, "", true, 1}, outcome{api.Unavailable, "", true, 1}},
		"a server that fails": {status(500), overcome,
			outcome{api.Unavailable, "", false, again}, outcome{api.Unavailable, "", true, 1}, outcome{api.Unavailable, "", true, 1}},
		"a server that is down": {status(503), overcome,
			outcome{api.Unavailable, "", false, again}, outcome{api.Unavailable, "", true, 1}, outcome{api.Unavailable, "", true, 1}},
		"too many requests": {limited, overcome,
			outcome{api.RateLimited, "", false, again}, overcome, outcome{api.RateLimited, "", false, again}},
		"a pause that is too long to wait": {patient, outcome{api.RateLimited, "", false, 1},
			outcome{api.RateLimited, "", false, 1}, outcome{api.RateLimited, "", false, 1}, outcome{api.RateLimited, "", false, 1}},
	}
	for code, kind := range map[int]api.Kind{400: api.Invalid, 401: api.Unauthorized, 403: api.Forbidden, 404: api.NotFound, 409: api.Conflict} {
		final := outcome{kind, "", false, 1}
		test := tests["a pause that is too long to wait"]
		test.fault, test.readOnce, test.readAlways, test.writeOnce, test.writeAlways = status(code), final, final, final, final
		tests["a refusal as "+string(kind)] = test
	}

	d := open(t)
	for _, op := range operations() {
		for name, test := range tests {
			for _, always := range []bool{false, true} {
				title, times := op.name+" meets "+name, 1
				once, forever := test.readOnce, test.readAlways
				if op.writes {
					once, forever = test.writeOnce, test.writeAlways
				}
				want := once
				if always {
					title, times, want = title+" each time", 0, forever
				}
				t.Run(title, func(t *testing.T) {
					require.NoError(t, d.SetFaults())
					send := op.plan(d)
					fault := test.fault
					fault.Operation, fault.Times = op.name, times
					require.NoError(t, d.SetFaults(fault))
					attempts := 0
					err := send(transport.Observe(func(line string, _ int) {
						attempts++
						d.noSecret(line)
					}))
					got := outcome{uncertain: transport.Uncertain(err), attempts: attempts}
					var e *api.Error
					if errors.As(err, &e) {
						got.kind, got.failure = e.Kind, e.Failure
						require.NotEmpty(t, e.Op)
						require.NotEmpty(t, e.Host)
						require.NotEmpty(t, e.Sentence())
						d.noSecret(err.Error() + e.Sentence())
					} else {
						require.NoError(t, err)
					}
					require.Equal(t, want, got, "%v", err)
				})
			}
		}
	}
}
