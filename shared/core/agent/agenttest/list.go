// Package agenttest reads lists of tickets as hosts do, for tests. Nothing that
// ships imports it.
package agenttest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// List is one list of the tickets of several accounts, as a host keeps it.
type List struct {
	Accounts    []agent.Account
	Query       string
	Directories []helpdesk.Directory
	// Views are the queries of views that are counted, beside those that every sidebar has.
	Views []string
	// Saved are rows of an earlier time, shown of each account until it answers.
	Saved []agent.Row
	// Wanted is how many rows of each account are read first, 0 for the usual number.
	Wanted int

	Rows []agent.Row
	// Problems are the failures of accounts that did not answer last.
	Problems map[string]core.Failure
	// Notes are what accounts said of the query.
	Notes map[string][]words.Say
	// Joined is what the last join gave.
	Joined agent.JoinResult

	t     testing.TB
	host  *coretest.Host
	table core.Table
	rows  map[int32]agent.Row
	stuck []string
}

// Open makes an empty list and reads it for the first time.
func Open(t testing.TB, h *coretest.Host, table core.Table, l List) *List {
	l.t, l.host, l.table = t, h, table
	l.Problems, l.Notes, l.rows = map[string]core.Failure{}, map[string][]words.Say{}, map[int32]agent.Row{}
	l.join(l.Saved, nil)
	l.Refresh()
	return &l
}

// Refresh reads each account anew, one after the other.
func (l *List) Refresh() {
	for i := range l.Accounts {
		wanted := l.Wanted
		if wanted == 0 {
			wanted = 100
		}
		l.Read(&l.Accounts[i], nil, wanted)
	}
}

// Further reads the accounts that have to be asked for further rows.
func (l *List) Further(rows int) {
	for _, id := range l.Joined.Further {
		for i := range l.Accounts {
			if l.Accounts[i].ID == id {
				l.Read(&l.Accounts[i], l.Source(id).Reach.Next, rows)
			}
		}
	}
}

// Source is what the list knows of an account.
func (l *List) Source(id string) agent.Source {
	for _, s := range l.Joined.Sources {
		if s.Account == id {
			return s
		}
	}
	return agent.Source{}
}

// Read reads the pages of one account that so many rows take.
func (l *List) Read(a *agent.Account, from []byte, rows int) {
	for {
		out := l.host.Run(l.t, l.table, "tickets.read", &agent.ReadArgs{Account: *a, Query: l.Query, Directories: l.Directories, From: from, Rows: rows, Gone: l.Source(a.ID).Gone})
		if out.Failure != nil {
			l.Problems[a.ID] = *out.Failure
			l.join(nil, nil)
			return
		}
		part := coretest.Read[agent.Part](l.t, out)
		delete(l.Problems, a.ID)
		l.Notes[a.ID] = part.Notes
		l.join(nil, &part)
		if !part.Again {
			return
		}
		from, rows = part.Reach.Next, 0
	}
}

func (l *List) join(before []agent.Row, part *agent.Part) {
	if part != nil {
		// Pages hand it back, and JavaScript has no larger numbers: another one would come.
		require.LessOrEqual(l.t, part.Reach.Edge, int64(1<<53-1))
		require.GreaterOrEqual(l.t, part.Reach.Edge, int64(-(1<<53 - 1)))
	}
	args := &agent.JoinArgs{Query: l.Query, Accounts: l.Accounts, Directories: l.Directories, Views: l.Views, Sources: l.Joined.Sources, Before: before, Stuck: l.stuck}
	drawn := before
	if part != nil {
		drawn = part.Rows
		args.Part = &agent.NewPart{Account: part.Account, Table: part.Table, Reach: part.Reach, Again: part.Again, At: part.At, StaleAt: part.StaleAt}
	}
	for id := range l.Problems {
		args.Silent = append(args.Silent, id)
	}
	holding := map[uint32][]byte{}
	if len(l.Joined.Table) > 0 {
		args.Table = 1
		holding[1] = l.Joined.Table
	}
	l.Joined = coretest.Held[agent.JoinResult](l.t, holding, l.table, "tickets.join", args)
	require.Len(l.t, l.Joined.Numbers, len(drawn))
	for i, number := range l.Joined.Numbers {
		l.rows[number] = drawn[i]
		row := l.rows[number]
		row.Number = number
		l.rows[number] = row
	}
	l.Rows = nil
	for _, number := range l.Joined.Order {
		l.Rows = append(l.Rows, l.rows[number])
	}
}

// Stick says of accounts that nobody waits for their further tickets.
func (l *List) Stick(ids ...string) {
	l.stuck = ids
	l.join(nil, nil)
}

// Keys are those of the rows.
func (l *List) Keys() (keys []string) {
	for _, row := range l.Rows {
		keys = append(keys, row.Key)
	}
	return keys
}
