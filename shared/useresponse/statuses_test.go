package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

func TestStatusesOfAStateAreWhatTheListTakes(t *testing.T) {
	require.Equal(t, []string{"opened", "in_progress", "awaiting_reply"}, useresponse.StatusSlugs([]helpdesk.State{helpdesk.Open, helpdesk.Pending}))
	require.Empty(t, useresponse.StatusSlugs([]helpdesk.State{helpdesk.Mailing}))
}

func FuzzReadStatuses(f *testing.F) {
	fuzzReading(f, []string{"statuses-"}, apitest.As(fuzzer(f).Statuses("", "")))
}
