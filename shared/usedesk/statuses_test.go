package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

func TestStatusNumbers(t *testing.T) {
	for id := int64(1); id <= 10; id++ {
		s := usedesk.StatusOf(id)
		require.Equal(t, id, s.ID)
		require.Contains(t, usedesk.StatusIDs([]helpdesk.State{s.State}), id)
	}
	require.Equal(t, helpdesk.Status{ID: 77, Title: "Status 77", State: helpdesk.Unknown}, usedesk.StatusOf(77))
}
