package filter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

func TestAFactNarrowsAQuery(t *testing.T) {
	for _, c := range []struct {
		name, query string
		term        filter.Term
		want        string
	}{
		{"nothing was asked", "", filter.TermOf(filter.Client, "Ann Lee"), `client:"Ann Lee"`},
		{"something else was", "tag:vip sort:created-asc", filter.TermOf(filter.Client, "Ann"), "tag:vip client:Ann sort:created-asc"},
		{"the same field gives way", "status:active tag:vip", filter.TermOf(filter.Status, "In progress"), `tag:vip status:"In progress"`},
		{"a range of the same stays", "priority>=urgent", filter.WordTerm(filter.Priority, "extreme"), "priority>=urgent priority:extreme"},
		{"what is left out stays", "-status:closed", filter.TermOf(filter.Status, "Open"), `-status:closed status:"Open"`},
		{"tags stand beside each other", "tag:vip", filter.TermOf(filter.Tag, "a b"), `tag:vip tag:"a b"`},
		{"the same tag stands once", "tag:vip", filter.TermOf(filter.Tag, "vip"), "tag:vip"},
		{"nobody", "status:new", filter.TermOf(filter.Assignee, ""), "status:new assignee:none"},
		{"oneself", "assignee:none", filter.MyTerm(filter.Assignee), "assignee:me"},
		{"one of several", "tag:a or tag:b", filter.TermOf(filter.Tag, "c"), "(tag:a or tag:b) tag:c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := filter.Parse(c.query)
			require.NoError(t, err)
			got := q.Narrow(c.term).String()
			require.Equal(t, c.want, got)
			again, err := filter.Parse(got)
			require.NoError(t, err)
			require.Equal(t, got, again.String())
			before, err := filter.Parse(c.query)
			require.NoError(t, err)
			require.True(t, before.Equal(q), "the query itself stays as it was")
		})
	}
}

func TestNumbersBecomeNames(t *testing.T) {
	one := &helpdesk.Directory{
		Groups: []helpdesk.Entry{{ID: 4, Name: "Second level"}, {ID: 5, Name: "Money"}}, Agents: []helpdesk.Person{{ID: 7, Name: "Ann Lee"}},
		Fields: []helpdesk.FieldEntry{{ID: 9, Name: "Reason"}},
	}
	other := &helpdesk.Directory{Groups: []helpdesk.Entry{{ID: 5, Name: "Ideas"}}}
	for query, want := range map[string]string{
		"group:4,billing -assignee:7": `group:"Second level",billing -assignee:"Ann Lee"`,
		"group:5":                     "group:5",
		"group:6":                     "group:6",
		"id:4 comments>7":             "id:4 comments>7",
		"field:9:empty":               `field:"Reason":empty`,
	} {
		q, err := filter.Parse(query)
		require.NoError(t, err)
		require.Equal(t, want, q.Named(one, other).String(), query)
	}
}
