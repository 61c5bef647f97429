package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/core/portal"
	"deskside/shared/helpdesk"
)

// asked is a part of a portal as it is read from answers.
func asked(t *testing.T, args agent.PortalArgs, answers ...*api.Response) agent.PortalResult {
	args.Account = useResponse
	return coretest.Result[agent.PortalResult](t, agent.Table(), "portal.read", &args, answers...)
}

func TestAGroupOfAReportIsAFilterWhereItsNameIsKnown(t *testing.T) {
	known := helpdesk.Directory{
		System: helpdesk.UseResponse, Statuses: []helpdesk.Status{{ID: 11, Slug: "opened", Title: "Opened"}},
		Agents: []helpdesk.Person{{ID: 5, Name: "Ada"}}, Categories: []helpdesk.Entry{{ID: 3, Name: "Billing and more"}},
	}
	answer := coretest.Status(200, `{"data":[{"id":38,"title":"Export","type":{"slug":"ticket"}}],"totalObjects":60,"totalPages":2,"currentPage":1,"nextPage":2,"groups":[
		{"id":"opened","name":"Offen","count":3},{"id":"7","name":"Ada","count":2},{"id":"8","name":"Billing and more","count":1},{"id":"9","name":"Elsewhere","count":4}]}`)
	args := agent.PortalArgs{Account: useResponse, Directory: known, Of: agent.PortalReport, ID: 4, Text: "opened", Page: 1}
	out := coretest.Plans(t, agent.Table(), "portal.read", &args, "GET https://help.example.test/api/7.0/report/4/objects.json")
	require.Contains(t, out.Send[0].Request.URL, "groupValue=opened&page=2&perPage=50")
	got := asked(t, args, answer)
	require.Equal(t, []portal.Group{
		{ID: "opened", Name: "Offen", Count: 3, Query: `status:"Opened"`}, {ID: "7", Name: "Ada", Count: 2, Query: "assignee:Ada"},
		{ID: "8", Name: "Billing and more", Count: 1, Query: `category:"Billing and more"`}, {ID: "9", Name: "Elsewhere", Count: 4},
	}, got.Report.Groups)
	require.True(t, got.Report.More)
	require.EqualValues(t, 60, got.Report.Total)
	require.EqualValues(t, 38, got.Rows[0].ID)
	require.NotEmpty(t, asked(t, agent.PortalArgs{Of: agent.PortalReports}, coretest.Answer(t, "useresponse/testdata/reports-list.json")).Reports.Reports)
}

func TestAUserIsReadWithTheFieldsAndChangesThatAKeyMayRead(t *testing.T) {
	refused := coretest.Status(403, refusedByRights)
	got := asked(t, agent.PortalArgs{Of: agent.PortalUser, ID: 10}, coretest.Answer(t, "useresponse/testdata/custom-fields-users.json"), coretest.Answer(t, "useresponse/testdata/users-get.json"), refused).User
	require.EqualValues(t, 10, got.Profile.ID)
	require.NotEmpty(t, got.Profile.Name)
	require.NotEmpty(t, got.Fields)
	require.Equal(t, api.Forbidden, got.ChangesProblem.Kind)
	require.Nil(t, got.FieldsProblem)
	form := asked(t, agent.PortalArgs{Of: agent.PortalUser}, refused).User
	require.Zero(t, form.Profile.ID)
	require.Equal(t, api.Forbidden, form.FieldsProblem.Kind, "one can be made without them")
}

func TestAUserIsWritten(t *testing.T) {
	for _, test := range []struct {
		name string
		args agent.PortalWriteArgs
		line string
		json string
	}{
		{"a new one", agent.PortalWriteArgs{Do: agent.SaveUser, User: helpdesk.Profile{Name: "Ada", Email: "ada@example.org", Password: "secret", Fields: []helpdesk.Field{{ID: 12, Name: "text/12", Value: "Berlin"}}}},
			"POST users.json", `{"email":"ada@example.org","full_name":"Ada","password":"secret","property_12":"Berlin"}`},
		{"a change, which takes no address away that was not told", agent.PortalWriteArgs{Do: agent.SaveUser, User: helpdesk.Profile{ID: 7, Name: "Ada", Tags: "vip"}},
			"POST users/7.json", `{"full_name":"Ada","tags":"vip"}`},
		{"a password", agent.PortalWriteArgs{Do: agent.SetPassword, User: helpdesk.Profile{ID: 7, Password: "secret"}}, "POST users/7/change-password.json", `{"password":"secret"}`},
		{"the end, with what they wrote kept", agent.PortalWriteArgs{Do: agent.EraseUser, User: helpdesk.Profile{ID: 7}, Keep: true}, "DELETE users/7.json?method=user", ``},
		{"the end of all they wrote", agent.PortalWriteArgs{Do: agent.EraseUser, User: helpdesk.Profile{ID: 7}}, "DELETE users/7.json", ``},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.args.Account = useResponse
			out := coretest.Step(t, agent.Table(), "portal.write", &test.args, 0)
			require.Nil(t, out.Failure)
			r := out.Send[0].Request
			require.Equal(t, test.line, r.Method+" "+r.URL[len("https://help.example.test/api/7.0/"):])
			if test.json != "" {
				require.JSONEq(t, test.json, string(r.Body))
			}
		})
	}
	wrong := coretest.Step(t, agent.Table(), "portal.write", &agent.PortalWriteArgs{Account: useResponse, Do: agent.SaveUser, User: helpdesk.Profile{Email: "nowhere"}}, 0)
	require.NotNil(t, wrong.Failure)
	require.Len(t, wrong.Failure.Fields, 2, "all that is wrong is said at once, and nothing is sent")
	require.NotNil(t, coretest.Step(t, agent.Table(), "portal.write", &agent.PortalWriteArgs{Account: usedesk, Do: agent.EraseUser, User: helpdesk.Profile{ID: 7}}, 0).Failure)
}

func TestAChatIsReadInItsOrder(t *testing.T) {
	chats := asked(t, agent.PortalArgs{Of: agent.PortalChats}, coretest.Answer(t, "useresponse/testdata/chats-list.json")).Chats
	require.NotEmpty(t, chats.Chats)
	require.NotZero(t, chats.Chats[0].ID)
	one := asked(t, agent.PortalArgs{Of: agent.PortalChat, ID: chats.Chats[0].ID}, coretest.Answer(t, "useresponse/testdata/chats-get.json"), coretest.Status(200, `{"success":[
		{"id":2,"type":"text","content":"[b]Yes[/b]","author":{"id":5,"name":"Ada"},"createdAtPosix":1780000200},
		{"id":3,"type":"document","content":"https://help.example.test/a.pdf","fileName":"a.pdf","author":{"id":7,"name":"Anna"},"createdAtPosix":1780000300},
		{"id":4,"type":"image","content":"javascript:alert(1)","fileName":"b.png","author":{"id":7,"name":"Anna"},"createdAtPosix":1780000400},
		{"id":1,"type":"text","content":"Is it open?","author":{"id":7,"name":"Anna"},"createdAtPosix":1780000100}]}`)).Chat
	require.Len(t, one.Messages, 4)
	require.Equal(t, "Anna", one.Messages[0].Author)
	require.Equal(t, helpdesk.Attachment{Name: "a.pdf", URL: "https://help.example.test/a.pdf"}, one.Messages[2].File)
	require.Empty(t, one.Messages[3].File.URL, "what no browser may open is no file")
}

func TestWhereCustomersWriteIsAFilter(t *testing.T) {
	known := helpdesk.Directory{System: helpdesk.UseResponse, Forums: []helpdesk.Entry{{ID: 1, Name: "Harbor"}},
		ApartCategories: []helpdesk.Category{{ID: 3, Name: "Design", Type: helpdesk.Idea}}, ApartStatuses: []helpdesk.ApartStatus{{Type: "idea", Status: helpdesk.Status{Title: "Planned"}}}}
	got := coretest.Read[agent.PortalResult](t, coretest.Step(t, agent.Table(), "portal.read", &agent.PortalArgs{Account: useResponse, Directory: known, Of: agent.PortalBrowse}, 0)).Browse
	var queries []string
	for _, b := range got {
		queries = append(queries, b.Query)
	}
	require.Equal(t, []string{"type:idea", "type:problem", "type:question", "type:idea,problem,question forum:Harbor", "type:idea category:Design", `type:idea status:"Planned"`}, queries)
}
