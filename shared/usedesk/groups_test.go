package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/usedesk"
)

func TestGroupsAreRead(t *testing.T) {
	groups, err := client(t).Groups().Read(answer(t, 200, "groups.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Group{{ID: 6216, Name: "Группа 1", Users: []usedesk.User{
		{ID: 17063, Name: "Иван Петров", Email: "ivan@example.test", Role: "employee"}}}}, groups)
}
