package usedesk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/usedesk"
)

// ids walks a list to its end.
func ids[P, T any](t *testing.T, o *company, list api.List[P, T]) (all []int64) {
	t.Helper()
	var cursor api.Cursor
	for item, err := range transport.All(context.Background(), o.web.Client(), &cursor, list, transport.WithClock(standing{})) {
		require.NoError(t, err)
		all = append(all, list.ID(item))
	}
	require.True(t, cursor.Done())
	return all
}

func TestListsAreWalkedToTheirEnds(t *testing.T) {
	o := open(t)
	tickets := ids(t, o, o.EveryTicket(usedesk.List{Sort: "id", Ascending: true}))
	require.Greater(t, len(tickets), 2*usedesk.PageSize)
	require.IsIncreasing(t, tickets, "each comes once, in the order that was asked for")
	open := ids(t, o, o.EveryTicket(usedesk.List{Status: []int64{1}}))
	require.NotEmpty(t, open)
	require.Less(t, len(open), len(tickets))
	profiles := ids(t, o, o.EveryProfile(usedesk.ProfileList{}))
	require.Greater(t, len(profiles), usedesk.PageSize)
	require.Subset(t, profiles, []int64{sent(t, o, o.Tickets(usedesk.List{}))[0].Client.ID})
	require.Len(t, ids(t, o, o.EveryTag(usedesk.TagList{})), len(sent(t, o, o.Tags(usedesk.TagList{}))))
}
