package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
	operation "deskside/shared/api"
)

func TestEveryOperationAsksForItsRight(t *testing.T) {
	closed, guests := start(t), start(t, func(o *Options) { o.Guest = true })
	for _, op := range useresponse.Table() {
		t.Run(op.Name, func(t *testing.T) {
			// No such thing exists, so that what is allowed ends as 404 or 400.
			path := strings.NewReplacer("{id}", "999999999", "{word}", "nothing").Replace(op.Path)
			ask := func(h *helpdesk, key string) int { return h.call(key, op.Verbs[0], path, nil).status }
			refused := func(status int) bool { return status == http.StatusUnauthorized || status == http.StatusForbidden }
			require.Equal(t, op.Access > operation.ForAnyone, refused(ask(closed, "")), "without a key")
			require.Equal(t, op.Access > operation.ForGuests, refused(ask(guests, "")), "as a guest")
			for role, key := range map[operation.Access]string{operation.ForUsers: closed.Keys.User, operation.ForAgents: closed.Keys.Agent, operation.ForAdmins: closed.Keys.Admin} {
				status := ask(closed, key)
				if op.Name == "users.password" && role != operation.ForAdmins {
					require.Equal(t, http.StatusForbidden, status, "others' passwords are for administrators")
					continue
				}
				require.Equal(t, op.Access > role, status == http.StatusForbidden, "as %d: %d", role, status)
				require.NotEqual(t, http.StatusUnauthorized, status)
			}
		})
	}
}
