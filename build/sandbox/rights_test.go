package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
)

// leastRole is who may use each operation, written down apart from the table.
var leastRole = map[string]string{
	"auth.login": "anybody", "auth.register": "anybody", "auth.identity": "anybody",

	"categories.list": "guest", "categories.get": "guest", "forums.list": "guest", "statuses.list": "guest", "objects.get": "guest",
	"objects.comments": "guest", "objects.search": "guest", "fields.objects": "guest", "fields.users": "guest", "fields.v4": "guest",

	"users.me": "user", "users.update_me": "user", "users.get": "user", "users.activity": "user", "users.password": "user",
	"chats.list": "user", "chats.get": "user", "chats.messages": "user",
	"comments.list": "user", "comments.create": "user", "comments.best": "user", "comments.edit": "user", "comments.trash": "user",
	"comments.vote": "user", "objects.create": "user", "objects.edit": "user", "objects.attach": "user", "objects.subscribe": "user",
	"objects.unsubscribe": "user", "objects.vote": "user", "tickets.list": "user", "files.upload": "user",

	"changelog.object": "agent", "changelog.user": "agent", "comments.recover": "agent", "objects.archive": "agent",
	"objects.delete": "agent", "objects.lock": "agent", "objects.recover": "agent", "objects.trash": "agent",
	"moderation.approve_comment": "agent", "moderation.decline_comment": "agent", "moderation.approve_topic": "agent",
	"moderation.decline_topic": "agent", "users.create": "agent", "users.edit": "agent", "users.search": "agent", "users.ban": "agent",
	"reports.list": "agent", "reports.objects": "agent", "notes.list": "agent", "notes.add": "agent", "notes.edit": "agent", "notes.delete": "agent",

	"users.delete": "admin",
}

func TestEveryOperationAsksForItsRight(t *testing.T) {
	roles := []string{"anybody", "guest", "user", "agent", "admin"}
	rank := func(role string) int {
		for i, name := range roles {
			if name == role {
				return i
			}
		}
		return -1
	}
	closed, guests := start(t), start(t, func(o *Options) { o.Guest = true })
	for _, op := range useresponse.Table() {
		t.Run(op.Name, func(t *testing.T) {
			least := rank(leastRole[op.Name])
			require.GreaterOrEqual(t, least, 0, "say who may use %s", op.Name)
			// No such thing exists, so that what is allowed ends as 404 or 400.
			path := strings.NewReplacer("{id}", "999999999", "{word}", "nothing").Replace(op.Path)
			ask := func(h *helpdesk, key string) int { return h.call(key, op.Verbs[0], path, nil).status }
			refused := func(status int) bool { return status == http.StatusUnauthorized || status == http.StatusForbidden }
			require.Equal(t, least > rank("anybody"), refused(ask(closed, "")), "without a key")
			require.Equal(t, least > rank("guest"), refused(ask(guests, "")), "as a guest")
			for role, key := range map[string]string{"user": closed.Keys.User, "agent": closed.Keys.Agent, "admin": closed.Keys.Admin} {
				status := ask(closed, key)
				if op.Name == "users.password" && role != "admin" {
					require.Equal(t, http.StatusForbidden, status, "others' passwords are for administrators")
					continue
				}
				require.Equal(t, least > rank(role), status == http.StatusForbidden, "as %s: %d", role, status)
				require.NotEqual(t, http.StatusUnauthorized, status)
			}
		})
	}
	require.Len(t, leastRole, len(useresponse.Table())-1, "users.delete has two paths")
}
