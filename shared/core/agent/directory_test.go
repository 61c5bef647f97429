package agent_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

// fixtures answers each request by the last part of its path.
func fixtures(t testing.TB, paths map[string]*api.Response) func(time.Time, *api.Request) *api.Response {
	return func(_ time.Time, r *api.Request) *api.Response {
		_, path, _ := strings.Cut(r.Line(), r.Host()+"/")
		answer := paths[path]
		require.NotNil(t, answer, path)
		copied := *answer
		return &copied
	}
}

func usedeskNames(t testing.TB) map[string]*api.Response {
	return map[string]*api.Response{
		"uapi/users": coretest.Answer(t, "usedesk/testdata/users.json"), "uapi/groups": coretest.Answer(t, "usedesk/testdata/groups.json"),
		"uapi/channels": coretest.Answer(t, "usedesk/testdata/channels.json"), "uapi/ticket/fields": coretest.Answer(t, "usedesk/testdata/ticket-fields.json"),
		"uapi/tags": coretest.Answer(t, "usedesk/testdata/tags.json"),
	}
}

func useResponseNames(t testing.TB) map[string]*api.Response {
	return map[string]*api.Response{
		"api/7.0/me.json": coretest.Answer(t, "useresponse/testdata/users-me.json"), "api/7.0/statuses.json": coretest.Answer(t, "useresponse/testdata/statuses-list.json"),
		"api/7.0/categories.json": coretest.Answer(t, "useresponse/testdata/categories-list.json"), "api/7.0/forums.json": coretest.Answer(t, "useresponse/testdata/forums-list.json"),
		"api/7.0/objects/custom-fields/list.json": coretest.Answer(t, "useresponse/testdata/custom-fields-objects.json"),
		"api/7.0/users/search.json":               coretest.Answer(t, "useresponse/testdata/users-search.json"),
	}
}

func TestAUsedeskAccountKnowsItsNames(t *testing.T) {
	h := coretest.NewHost(fixtures(t, usedeskNames(t)))
	account := usedesk
	account.Me = 17063
	d := coretest.Read[agent.DirectoryResult](t, h.Run(t, agent.Table(), "account.directory", &agent.DirectoryArgs{Account: account}))
	require.Empty(t, d.Missing)
	require.EqualValues(t, 17063, d.Directory.Me)
	require.Len(t, d.Directory.Statuses, 10)
	require.NotEmpty(t, d.Directory.Agents)
	require.NotEmpty(t, d.Directory.Agents[0].Name)
	require.NotEmpty(t, d.Directory.Channels)
	require.NotEmpty(t, d.Directory.Tags)
	kinds := map[helpdesk.FieldKind]bool{}
	for _, f := range d.Directory.Fields {
		require.NotEmpty(t, f.Name)
		kinds[f.Kind] = true
	}
	require.True(t, kinds[helpdesk.ListField] || kinds[helpdesk.CheckboxField], "%v", kinds)
	require.Equal(t, 2*time.Second, h.Sent[len(h.Sent)-1].At, "five lists at two requests a second")
}

func TestAUseResponseAccountKnowsItsNames(t *testing.T) {
	h := coretest.NewHost(fixtures(t, useResponseNames(t)))
	d := coretest.Read[agent.DirectoryResult](t, h.Run(t, agent.Table(), "account.directory", &agent.DirectoryArgs{Account: useResponse}))
	require.Empty(t, d.Missing)
	require.NotZero(t, d.Directory.Me)
	require.NotEmpty(t, d.Directory.Statuses)
	require.NotEmpty(t, d.Directory.Categories)
	require.NotEmpty(t, d.Directory.Forums)
	require.NotEmpty(t, d.Directory.Fields)
	seen := map[int64]bool{}
	for _, agent := range d.Directory.Agents {
		require.False(t, seen[agent.ID], "%s twice", agent.Name)
		seen[agent.ID] = true
	}
	require.True(t, seen[d.Directory.Me])
	require.Greater(t, len(seen), 1)
}

func TestADirectoryDoesWithoutAListThatIsRefused(t *testing.T) {
	names := useResponseNames(t)
	names["api/7.0/users/search.json"] = coretest.Status(403, "{}")
	h := coretest.NewHost(fixtures(t, names))
	d := coretest.Read[agent.DirectoryResult](t, h.Run(t, agent.Table(), "account.directory", &agent.DirectoryArgs{Account: useResponse}))
	require.Equal(t, []string{"agents"}, d.Missing)
	require.NotEmpty(t, d.Directory.Statuses)

	names["api/7.0/statuses.json"] = coretest.Status(401, "{}")
	h = coretest.NewHost(fixtures(t, names))
	out := h.Run(t, agent.Table(), "account.directory", &agent.DirectoryArgs{Account: useResponse})
	require.Equal(t, api.Unauthorized, out.Failure.Kind, "a key that is not accepted is no missing list")
}
