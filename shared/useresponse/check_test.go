package useresponse_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/useresponse"
	"deskside/shared/words/print"
)

// problems returns field and message of everything that is wrong with a call.
func problems[T any](t *testing.T, call api.Call[T]) map[string]string {
	t.Helper()
	if call.Problem == nil {
		require.NotEmpty(t, call.Request.URL)
		return nil
	}
	require.Empty(t, call.Request.URL, "a call with a problem plans no request")
	require.Equal(t, api.Invalid, call.Problem.Kind)
	require.Equal(t, call.Op, call.Problem.Op)
	found := map[string]string{}
	for _, f := range call.Problem.Fields {
		require.True(t, strings.HasSuffix(print.In("en").Say(f.Say), "."), print.In("en").Say(f.Say))
		found[f.Field] = print.In("en").Say(f.Say)
	}
	return found
}

func fields(found map[string]string) []string {
	var names []string
	for name := range found {
		names = append(names, name)
	}
	return names
}

func TestAnObjectIsCheckedAsAWhole(t *testing.T) {
	c := client(t)
	found := problems(t, c.CreateObject(useresponse.NewObject{
		Ownership: "forum", Type: "wish", Title: strings.Repeat("ж", 101), Content: strings.Repeat("🌙", 12001), Category: -1,
		Author: "nobody", Expire: "soon", ExpiresAt: "2026-05-31", Files: []useresponse.File{{Name: "../run"}}, Fields: []useresponse.Property{{}},
	}))
	require.ElementsMatch(t, []string{"ownership", "object_type", "title", "content", "category_id", "force_author", "expire_select", "expires_at",
		"attachments.1.name", "attachments.1.body", "properties.1"}, fields(found))
	require.Equal(t, `title has 101 characters. At most 100 are allowed.`, found["title"])
	require.Equal(t, `content has 12001 characters. At most 12000 are allowed.`, found["content"])
	require.Equal(t, `“forum” is not known here. Use one of feedback, helpdesk, announcements.`, found["ownership"])

	good := useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: strings.Repeat("ж", 100), Content: strings.Repeat("🌙", 12000)}
	require.Empty(t, problems(t, c.CreateObject(good)), "limits count code points and include the last")
}

func TestInputsAreRefusedByTheirRules(t *testing.T) {
	c := client(t)
	announce := func(expire, at string) useresponse.NewObject {
		return useresponse.NewObject{Ownership: "announcements", Type: "announcement", Title: "A", Content: "B", Expire: expire, ExpiresAt: at}
	}
	for _, test := range []struct {
		name   string
		found  map[string]string
		broken []string
	}{
		{"an idea needs content", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A"})), []string{"content"}},
		{"a ticket does not", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "A"})), nil},
		{"a ticket is no idea", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "idea", Title: "A"})), []string{"object_type"}},
		{"a private ticket", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "A", Private: true})), []string{"is_private"}},
		{"a blank title", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: " \t"})), []string{"title"}},
		{"an author by address", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "A", Author: "ada@example.test"})), nil},
		{"an expiry on a day", problems(t, c.CreateObject(announce("on_date", "29.02.2028"))), nil},
		{"an expiry on a day that does not exist", problems(t, c.CreateObject(announce("on_date", "29.02.2027"))), []string{"expires_at"}},
		{"an expiry in another form", problems(t, c.CreateObject(announce("on_date", "2026-05-31"))), []string{"expires_at"}},
		{"an expiry without its day", problems(t, c.CreateObject(announce("on_date", ""))), []string{"expires_at"}},
		{"a day without an expiry", problems(t, c.CreateObject(announce("never", "31.05.2026"))), []string{"expires_at"}},
		{"an idea that expires", problems(t, c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A", Content: "B", Expire: "never"})), []string{"expire_select"}},
		{"an edit of nothing", problems(t, c.EditObject(1, useresponse.ObjectEdit{})), nil},
		{"an edit to a blank title and no status", problems(t, c.EditObject(1, useresponse.ObjectEdit{Title: new(""), Status: new(int64(0))})), []string{"title", "status_id"}},
		{"an object without id", problems(t, c.Object(0)), []string{"id"}},
		{"a vote sideways", problems(t, c.Vote(1, "sideways")), []string{"value"}},
		{"a subscription of nobody", problems(t, c.Subscribe(1, -5)), []string{"user_id"}},
		{"a file that is empty and without extension", problems(t, c.AttachFile(1, useresponse.File{Name: "notes"})), []string{"name", "body"}},
		{"a comment on nothing", problems(t, c.AddComment(useresponse.NewComment{Content: "A"})), []string{"object_id"}},
		{"a comment of nothing", problems(t, c.CreateComment(1, " ")), []string{"content"}},
		{"comments of a range that does not exist, sorted by none", problems(t, c.ListComments(useresponse.CommentQuery{Date: "last_year", Sort: "up", Page: -1})), []string{"date", "sort", "page"}},
		{"a search for too many", problems(t, c.SearchObjects(useresponse.Search{Count: 51, Sort: "best", Date: "now"})), []string{"count", "sort", "date"}},
		{"tickets with one empty status of two", problems(t, c.ListTickets(useresponse.Tickets{Status: "opened, ", Completed: "ever"})), []string{"status", "completed_on"}},
		{"users with a status that nobody has", problems(t, c.SearchUsers(useresponse.UserSearch{Status: "away", Sort: "name", Count: -1})), []string{"status", "sort", "count"}},
		{"a user without anything", problems(t, c.CreateUser(useresponse.NewUser{})), []string{"email", "full_name"}},
		{"an edit to an address that is none", problems(t, c.EditUser(1, useresponse.UserEdit{Email: new("ada at example")})), []string{"email"}},
		{"no password", problems(t, c.SetPassword(1, "")), []string{"password"}},
		{"a login with nothing", problems(t, c.Login("", "")), []string{"email", "password"}},
		{"a note with a reminder in another form", problems(t, c.AddUserNote(1, useresponse.NewNote{Content: "A", RemindAt: "01.06.2026"})), []string{"remind_at"}},
		{"a report sorted by none with a page too long", problems(t, c.ReportObjects(1, useresponse.ReportQuery{Sort: "popular", PerPage: 151})), []string{"sort", "perPage"}},
	} {
		t.Run(test.name, func(t *testing.T) { require.ElementsMatch(t, test.broken, fields(test.found)) })
	}
}

func TestEditsTellAbsentFromCleared(t *testing.T) {
	c := client(t)
	body := func(e useresponse.ObjectEdit) string { return string(c.EditObject(1, e).Request.Body) }
	require.Equal(t, `{}`, body(useresponse.ObjectEdit{}))
	require.Equal(t, `{"category_id":0,"responsible_id":0,"is_private":0,"tags":[]}`,
		body(useresponse.ObjectEdit{Category: new(int64(0)), Responsible: new(int64(0)), Private: new(false), Tags: []string{}}))
	require.Equal(t, `{"property_12":"","property_13":4,"property_14":["1","2"]}`, body(useresponse.ObjectEdit{Fields: []useresponse.Property{
		useresponse.TextProperty(12, ""), useresponse.NumberProperty(13, 4), useresponse.ChoicesProperty(14, "1", "2")}}))
	require.Equal(t, `{"team_id":0}`, string(c.UpdateMe(useresponse.UserEdit{Team: new(int64(0))}).Request.Body))
}

func TestAPasswordNeverComesBackInAnError(t *testing.T) {
	c := client(t)
	body := []byte(`{"error":{"code":400,"message":"hunter2-hunter2 is too weak"}}`)
	for _, call := range []api.Call[useresponse.User]{
		c.Login("ada@example.test", "hunter2-hunter2"), c.SetPassword(1, "hunter2-hunter2"),
		c.CreateUser(useresponse.NewUser{Email: "ada@example.test", Name: "Ada", Password: "hunter2-hunter2"}),
	} {
		_, err := call.Read(&api.Response{Status: 400, Body: body})
		require.ErrorContains(t, err, "[key] is too weak")
		require.NotContains(t, call.Request.URL, "hunter2")
	}
	require.Empty(t, header(c.Login("ada@example.test", "x").Request, "Authorization"), "a login needs no key")
}
