package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

// stranger is an account of a kind that this version does not know, as a newer
// one or a damaged store leaves it.
var stranger = agent.Account{ID: "other", System: "zendesk", Address: "https://help.other.test", Key: key}

func TestAnAccountOfAnUnknownKindIsSaidAndTakesNothingFromOthers(t *testing.T) {
	names := []helpdesk.Directory{{System: "zendesk", Account: "other", Title: "Other", Agents: []helpdesk.Person{{ID: 1, Name: "Ann"}}}}
	for _, accounts := range [][]agent.Account{{stranger, usedesk}, {usedesk, stranger}} {
		list := agenttest.Open(t, coretest.NewHost(pages(t)), agent.Table(), agenttest.List{Accounts: accounts, Directories: names, Query: "assignee:Ann or status:new,open,hold,merged"})
		require.Len(t, list.Rows, 3)
		require.Len(t, list.Problems, 1)
		require.Equal(t, api.Invalid, list.Problems["other"].Kind)
		require.Contains(t, print.In("en").Say(list.Problems["other"].Say), "“zendesk” is no kind of helpdesk that this version knows")
		kept := coretest.Held[agent.GroupResult](t, map[uint32][]byte{1: list.Joined.Table}, agent.Table(), "tickets.group", &agent.GroupArgs{Accounts: accounts, Directories: names, Table: 1})
		require.Equal(t, 3, kept.Selected)
	}
}

func TestEveryOperationRefusesAnUnknownKindWithoutSending(t *testing.T) {
	for _, test := range []struct {
		op   string
		args coretest.Args
	}{
		{"account.address", &agent.AddressArgs{System: stranger.System, Input: "help.other.test"}},
		{"account.check", &agent.CheckArgs{Account: stranger}},
		{"account.directory", &agent.DirectoryArgs{Account: stranger}},
		{"ticket.get", &agent.TicketArgs{Account: stranger, ID: 1}},
	} {
		t.Run(test.op, func(t *testing.T) {
			out := coretest.Step(t, agent.Table(), test.op, test.args, 0)
			require.Empty(t, out.Send)
			require.Equal(t, api.Invalid, out.Failure.Kind)
			require.Equal(t, "system", out.Failure.Fields[0].Field)
			require.Contains(t, print.In("en").Say(out.Failure.Say), "zendesk")
			require.NotContains(t, out.Failure.Detail, key)
		})
	}
	out := coretest.Step(t, agent.Table(), "filter.read", &agent.QueryArgs{Accounts: []agent.Account{stranger, usedesk}, Query: "status:open"}, 0)
	require.Nil(t, out.Failure, "a query is read for the accounts that are known")
}

// What an account keeps is its host's: the core gives the account's own data
// back to nobody and changes none of it.
func TestADirectoryOfAnUnknownKindIsKeptAsItIs(t *testing.T) {
	d := helpdesk.Directory{System: "zendesk", Account: "other", Me: 4, Statuses: []helpdesk.Status{{ID: 9, Slug: "odd", Title: "Odd", State: helpdesk.Unknown}}}
	bytes, err := d.MarshalMsg(nil)
	require.NoError(t, err)
	var again helpdesk.Directory
	_, err = again.UnmarshalMsg(bytes)
	require.NoError(t, err)
	require.Equal(t, d, again)
	bound := filter.Bind(filter.Query{}, &again, now/1000)
	require.Empty(t, bound.Notices)
}
