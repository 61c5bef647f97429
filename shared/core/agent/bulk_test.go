package agent_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

var bulkNames = []helpdesk.Directory{
	{
		System: helpdesk.UseResponse, Account: "ur", Title: "Ideas", Me: 5,
		Statuses: []helpdesk.Status{{ID: 1, Title: "New", State: helpdesk.New}, {ID: 2, Title: "Open", State: helpdesk.Open}, {ID: 4, Title: "Completed", State: helpdesk.Solved}},
		Agents:   []helpdesk.Person{{ID: 5, Name: "Ann Lee"}, {ID: 6, Name: "Marta"}}, Categories: []helpdesk.Entry{{ID: 1, Name: "Billing"}},
	},
	{
		System: helpdesk.Usedesk, Account: "ud", Title: "Shop",
		Agents: []helpdesk.Person{{ID: 71, Name: "ann lee"}, {ID: 72, Name: "Bob"}}, Groups: []helpdesk.Entry{{ID: 9, Name: "Second level"}}, Tags: []helpdesk.Entry{{ID: 1, Name: "VIP"}},
	},
}

func picked(system helpdesk.System, account string, id int64, change ...func(*agent.Row)) agent.Told {
	kind := "ticket"
	if system == helpdesk.Usedesk {
		kind = "question"
	}
	row := agent.Row{
		Key: account + "/" + strconv.FormatInt(id, 10), Account: account, System: system, ID: id, Type: kind, Subject: "About " + strconv.FormatInt(id, 10),
		Status: helpdesk.Status{ID: 2, Title: "Open", State: helpdesk.Open},
	}
	if system == helpdesk.Usedesk {
		row.Status = helpdesk.Status{ID: 1, State: helpdesk.Open}
	}
	for _, c := range change {
		c(&row)
	}
	return agent.Told{Row: row, ReadAt: coretest.Now - 1000}
}

func inBoth() []agent.Told {
	return []agent.Told{
		picked(helpdesk.UseResponse, "ur", 1), picked(helpdesk.UseResponse, "ur", 2, func(r *agent.Row) { r.AssigneeID, r.Tags = 5, []string{"vip"} }),
		picked(helpdesk.Usedesk, "ud", 1), picked(helpdesk.Usedesk, "ud", 2, func(r *agent.Row) { r.AssigneeID = 71 }), picked(helpdesk.Usedesk, "ud", 3),
	}
}

func bulkOn(tickets []agent.Told, box []byte) agent.BulkArgs {
	me := usedesk
	me.ID, me.Me = "ud", 71
	one := useResponse
	one.ID = "ur"
	return agent.BulkArgs{Tickets: tickets, Box: box, Accounts: []agent.Account{one, me}, Directories: bulkNames}
}

func offered(t *testing.T, tickets []agent.Told) agent.BulkResult {
	a := bulkOn(tickets, nil)
	return coretest.Result[agent.BulkResult](t, agent.Table(), "bulk.offer", &a)
}

func offerOf(r agent.BulkResult, what agent.BulkWhat) agent.BulkOffer {
	at := slices.IndexFunc(r.Offers, func(o agent.BulkOffer) bool { return o.What == what })
	if at < 0 {
		return agent.BulkOffer{}
	}
	return r.Offers[at]
}

func works(o agent.BulkOffer) map[string]int {
	out := map[string]int{}
	for _, c := range o.Choices {
		out[c.Choice] = c.Works
	}
	return out
}

func all(t *testing.T, box []byte, tickets []agent.Told, what agent.BulkWhat, choice string) agent.ActsResult {
	return coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.all", allOf(box, tickets, what, choice))
}

func allOf(box []byte, tickets []agent.Told, what agent.BulkWhat, choice string) *agent.ActAllArgs {
	a := bulkOn(tickets, box)
	return &agent.ActAllArgs{Box: box, Key: "press", What: what, Choice: choice, Tickets: tickets, Accounts: a.Accounts, Directories: a.Directories}
}

func wanted(r agent.ActsResult) map[string]string {
	out := map[string]string{}
	for _, a := range r.Acts {
		out[a.Row] = string(a.Property) + "=" + a.Want
	}
	return out
}

func TestWhatTicketsOfTwoHelpdesksCanBeGiven(t *testing.T) {
	r := offered(t, inBoth())
	require.False(t, r.Asks)
	require.Equal(t, 5, offerOf(r, agent.BulkDone).Works)
	require.Equal(t, 3, offerOf(r, agent.BulkMine).Works, "two are the agent's already")
	people := works(offerOf(r, "assignee"))
	require.Equal(t, map[string]int{"=": 2, "ann lee": 3, "marta": 2, "bob": 3}, people, "people are one by their name, and those whom one account knows are for its tickets")
	require.Equal(t, 3, offerOf(r, "group").Works, "only one of the helpdesks changes groups")
	require.Equal(t, 3, offerOf(r, "priority").Works)
	require.Equal(t, map[string]int{"vip": 4}, works(offerOf(r, "tags")))
	require.Equal(t, map[string]int{"vip": 1}, works(offerOf(r, agent.BulkUntag)))
	bins := works(offerOf(r, "bin"))
	require.Equal(t, 2, bins["=archive"], "Usedesk has no archive")
	require.Equal(t, 5, bins["=trash"])
	for _, o := range r.Offers {
		require.NotEmpty(t, o.Choices, o.What)
	}
}

func TestEachTicketIsGivenItsOwnHelpdesksValue(t *testing.T) {
	require.Equal(t, map[string]string{"ur/1": "assignee=5", "ud/1": "assignee=71", "ud/3": "assignee=71"}, wanted(all(t, nil, inBoth(), agent.BulkMine, "")))
	require.Equal(t, map[string]string{"ur/1": "assignee=5", "ud/1": "assignee=71", "ud/3": "assignee=71"}, wanted(all(t, nil, inBoth(), "assignee", "ann lee")))
	require.Equal(t, map[string]string{"ud/1": "group=9", "ud/2": "group=9", "ud/3": "group=9"}, wanted(all(t, nil, inBoth(), "group", "second level")))
	require.Equal(t, map[string]string{"ur/2": "tags="}, wanted(all(t, nil, inBoth(), agent.BulkUntag, "vip")))
	tagged := wanted(all(t, nil, inBoth(), "tags", "Новый тег"))
	require.Len(t, tagged, 5)
	require.Equal(t, "tags=vip\nНовый тег", tagged["ur/2"])
	require.Empty(t, all(t, nil, inBoth(), "status", "no such status").Acts)
}

func TestABatchIsOneThingInTheOutbox(t *testing.T) {
	r := all(t, nil, inBoth(), agent.BulkDone, "")
	require.Equal(t, []outbox.Batch{{Name: "press", Entries: 5, Going: 5, Held: 5}}, r.Batches)
	for _, a := range r.Acts {
		require.Equal(t, "press", a.Batch)
		require.Empty(t, a.Follows)
	}
	again := all(t, r.Box, inBoth(), agent.BulkDone, "")
	require.Len(t, again.Acts, 5, "what is done already is not done twice")
	back := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.stop", &boxes.EntryArgs{Box: r.Box, Key: "press"})
	require.Empty(t, back.Acts)
	require.Equal(t, 5, back.Batches[0].Stopped)
}

func TestManyTicketsAreAskedFor(t *testing.T) {
	var tickets []agent.Told
	for i := range 25 {
		tickets = append(tickets, picked(helpdesk.UseResponse, "ur", int64(i+1)))
	}
	r := offered(t, tickets)
	require.False(t, r.Asks || offerOf(r, agent.BulkDone).Choices[0].Asks)
	for _, c := range offerOf(r, "bin").Choices {
		require.Equal(t, c.Value == string(helpdesk.Gone), c.Asks, "what nothing takes back is asked whatever their number")
	}
	r = offered(t, append(tickets, picked(helpdesk.UseResponse, "ur", 26)))
	require.True(t, r.Asks && offerOf(r, agent.BulkDone).Choices[0].Asks)

	for len(tickets) < 501 {
		tickets = append(tickets, picked(helpdesk.UseResponse, "ur", int64(len(tickets)+1)))
	}
	require.Len(t, all(t, nil, tickets[:500], agent.BulkDone, "").Acts, 500)
	out := coretest.Step(t, agent.Table(), "outbox.all", allOf(nil, tickets, agent.BulkDone, ""), 0)
	require.Equal(t, api.Invalid, out.Failure.Kind)
}

func TestOnlyWhatFailedIsTriedAgain(t *testing.T) {
	r := all(t, nil, inBoth()[:2], agent.BulkDone, "")
	box := r.Box
	settle := func(key string, answer outbox.Answer) {
		var err error
		box = coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.hasten", &boxes.EntryArgs{Box: box, Key: key}).Box
		due := coretest.Result[agent.DueActsResult](t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true})
		require.Len(t, due.Steps, 1)
		a := boxes.SettleArgs{Box: due.Box, Key: key, Attempt: due.Steps[0].Attempt}
		a.Answer, err = answer.MarshalMsg(nil)
		require.NoError(t, err)
		box = coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.settle", &a).Box
	}
	settle(r.Acts[0].Key, outbox.Answer{Kind: api.Forbidden})
	settle(r.Acts[1].Key, outbox.Answer{State: "4", Known: true})
	tried := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.again", &boxes.EntryArgs{Box: box, Key: "press"})
	require.Equal(t, []outbox.Batch{{Name: "press", Entries: 2, Sent: 1, Going: 1}}, tried.Batches)
	none := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.again", &boxes.EntryArgs{Box: box, Key: ""})
	require.Equal(t, 1, none.Batches[0].Failed)
}

func TestARowIsNarrowedByEachOfItsFacts(t *testing.T) {
	row := picked(helpdesk.Usedesk, "ud", 1, func(r *agent.Row) {
		r.Client, r.Place, r.Priority, r.Tags, r.AssigneeID = "Clara Keys", "Second level", "urgent", []string{"vip", "a b"}, 71
	}).Row
	a := agent.FactsArgs{Query: "status:active tag:vip sort:created-asc", Row: row, Accounts: bulkOn(nil, nil).Accounts, Directories: bulkNames}
	got := map[string]string{}
	for _, f := range coretest.Result[agent.FactsResult](t, agent.Table(), "filter.facts", &a).Facts {
		got[f.Kind+f.Value] = f.Query
		require.Contains(t, f.Query, f.Term)
	}
	const rest, sort = "status:active tag:vip ", " sort:created-asc"
	require.Equal(t, map[string]string{
		"client": rest + `client:"Clara Keys"` + sort, "place": rest + `group:"Second level"` + sort, "source": rest + "account:Shop" + sort,
		"status": "tag:vip status:open" + sort, "assignee": rest + "assignee:me" + sort, "priority": rest + "priority:urgent" + sort,
		"tagvip": "status:active tag:vip" + sort, "taga b": rest + `tag:"a b"` + sort,
	}, got)
}
