package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/usedesk"
)

func TestUsersAreRead(t *testing.T) {
	users, err := client(t).Users(usedesk.UserList{}).Read(answer(t, 200, "users.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.User{
		{ID: 17063, Name: "Иван Петров", Email: "ivan@example.test", Role: "employee", ChatOnline: true, Groups: []usedesk.Group{{ID: 6216, Name: "Группа 1"}}},
		{ID: 6339, Name: "Ana Souza", Email: "ana@example.test", Position: "Lead", Role: "admin", Phone: "+10000000000", Online: true},
	}, users)
}
