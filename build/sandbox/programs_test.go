package sandbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"maps"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
)

// These are the shapes of requests that programs in the wild send to the two
// APIs, each with the reading that such a program does of the answer.

// form builds a multipart body: members in the order of their names, files
// after them.
func form(t *testing.T, members map[string]string, files map[string]string) (contentType, body string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		require.NoError(t, w.WriteField(name, members[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, err := w.CreateFormFile(name, "note.txt")
		require.NoError(t, err)
		_, err = part.Write([]byte(files[name]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return w.FormDataContentType(), out.String()
}

// anyAddress answers the addresses that programs join wrongly.
func anyAddress(o *Options) { o.AnyAddress = true }

func TestUsedeskTakesEveryWayToSendParameters(t *testing.T) {
	h := start(t, anyAddress)
	want := ticketIDs(plainly[[]usedesk.ListedTicket](h.usedesk("tickets", map[string]any{"fstatus": "1,6", "fassigned": []any{map[string]any{"assignee_id": 17063}}})))
	require.NotEmpty(t, want)
	token := url.QueryEscape(h.UsedeskToken)
	multi, parts := form(t, map[string]string{"api_token": h.UsedeskToken, "fstatus": "1,6", "fassigned": "17063"}, nil)
	nested, brackets := form(t, map[string]string{"api_token": h.UsedeskToken, "fstatus[0]": "1", "fstatus[1]": "6", "fassigned[0][assignee_id]": "17063"}, nil)
	const json, urlencoded = "application/json", "application/x-www-form-urlencoded"
	object := `{"api_token": "` + h.UsedeskToken + `", "fstatus": [1, "6"], "fassigned": {"assignee_id": "17063"}}`
	for name, c := range map[string]struct{ method, path, contentType, body, authorization string }{
		"a JSON object":                          {"POST", "/uapi/tickets", json, object, ""},
		"JSON with a charset":                    {"POST", "/uapi/tickets", json + ";charset=utf-8", object, ""},
		"JSON sent as a form":                    {"POST", "/uapi/tickets", urlencoded, object, ""},
		"JSON sent as text":                      {"POST", "/uapi/tickets", "text/plain;charset=UTF-8", object, ""},
		"JSON without a type":                    {"POST", "/uapi/tickets", "", object, ""},
		"a PHP array, multipart":                 {"POST", "/uapi/tickets", multi, parts, ""},
		"multipart with brackets":                {"POST", "/uapi/tickets", nested, brackets, ""},
		"a form":                                 {"POST", "/uapi/tickets", urlencoded, "api_token=" + token + "&fstatus=1%2C6&fassigned=17063", ""},
		"a form with brackets":                   {"POST", "/uapi/tickets", urlencoded, "api_token=" + token + "&fstatus[]=1&fstatus[]=6&fassigned%5B0%5D%5Bassignee_id%5D=17063", ""},
		"a query":                                {"GET", "/uapi/tickets?api_token=" + token + "&fstatus=1,6&fassigned=17063", "", "", ""},
		"a query with brackets":                  {"GET", "/uapi/tickets?api_token=" + token + "&fstatus[]=1&fstatus[]=6&fassigned[assignee_id]=17063", "", "", ""},
		"a query with JSON in it":                {"GET", "/uapi/tickets?api_token=" + token + "&fstatus=1,6&fassigned=" + url.QueryEscape(`[{"assignee_id":17063}]`), "", "", ""},
		"a query with an array of JSON texts":    {"GET", "/uapi/tickets?api_token=" + token + "&fstatus[]=1&fstatus[]=6&fassigned[]=" + url.QueryEscape(`{"assignee_id":17063}`), "", "", ""},
		"a query, and an empty object as body":   {"GET", "/uapi/tickets?api_token=" + token + "&fstatus=1,6&fassigned=17063", json, "{}", ""},
		"a query, and an empty list as body":     {"POST", "/uapi/tickets?api_token=" + token + "&fstatus=1,6&fassigned=17063", json, "[]", ""},
		"the token in the query, JSON as body":   {"POST", "/uapi/tickets?api_token=" + token, json, `{"fstatus": "1,6", "fassigned": "17063"}`, ""},
		"the token in a header":                  {"POST", "/uapi/tickets", json, `{"fstatus": "1,6", "fassigned": "17063"}`, "Bearer " + h.UsedeskToken},
		"the older host, methods at the top":     {"POST", "/tickets", json, object, ""},
		"the older host, a query":                {"GET", "/tickets?api_token=" + token + "&fstatus=1,6&fassigned=17063", "", "", ""},
		"a slash at the end":                     {"POST", "/uapi/tickets/", json, object, ""},
		"a slash too many":                       {"POST", "//uapi//tickets", json, object, ""},
		"an installation below a path":           {"POST", "/desk/uapi/tickets", json, object, ""},
		"parameters that nobody knows":           {"POST", "/uapi/tickets?limit=50", json, object, ""},
		"a name twice, of which the last counts": {"POST", "/uapi/tickets", urlencoded, "api_token=" + token + "&fstatus=4&fstatus=1%2C6&fassigned=17063", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var header []string
			if c.authorization != "" {
				header = []string{"Authorization", c.authorization}
			}
			got := ticketIDs(plainly[[]usedesk.ListedTicket](h.send(c.method, h.web.URL+c.path, c.contentType, c.body, header...)))
			require.Equal(t, want, got)
		})
	}
}

func TestUsedeskTakesWritesInEveryShape(t *testing.T) {
	h := start(t, anyAddress)
	token := url.QueryEscape(h.UsedeskToken)
	ticket := h.everyTicket(map[string]any{"fstatus": 1})[0].ID
	comments := func() []usedesk.CommentAnswer {
		return plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": ticket})).Comments
	}

	multi, parts := form(t, map[string]string{"api_token": h.UsedeskToken, "ticket_id": fmt.Sprint(ticket), "message": "A file", "type": "public", "from": "user"},
		map[string]string{"files[]": "hello"})
	made := plainly[usedesk.OutcomeAnswer](h.send("POST", h.web.URL+"/create/comment", multi, parts))
	require.Equal(t, "success", made.Status)
	last := comments()[len(comments())-1]
	require.Equal(t, made.CommentID, last.ID)
	require.Len(t, last.Files, 1)

	plainly[usedesk.OutcomeAnswer](h.send("POST", h.web.URL+"/create/comment?api_token="+token, "application/json", fmt.Sprintf(`{"ticket_id": "%d", "message": "Note"}`, ticket)))
	require.Equal(t, "private", comments()[len(comments())-1].Type)

	byQuery := plainly[usedesk.OutcomeAnswer](h.send("POST", h.web.URL+"/create/ticket?subject=From+a+query&message=Text&client_email=q%40shop.test&api_token="+token, "", ""))
	require.NotZero(t, byQuery.TicketID)
	later := plainly[usedesk.OutcomeAnswer](h.usedesk("create/ticket/async", map[string]any{"subject": "Later", "message": "M", "client_phone": "79990001122", "private_comment": "true", "status": 5}))
	require.Equal(t, 5, plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": later.TicketID})).Ticket.StatusID)

	plainly[usedesk.OutcomeAnswer](h.usedesk("update/ticket", map[string]any{"ticket_id": ticket, "status": "2", "lists": []any{map[string]any{"id": 2410, "value": "39"}}, "tag": "one, two"}))
	after := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": ticket}))
	require.Equal(t, 2, after.Ticket.StatusID)
	require.True(t, slices.ContainsFunc(after.CustomFields, func(v usedesk.CustomValue) bool { return v.TicketFieldID == 2410 && *v.Value == "39" }))
	require.Subset(t, after.Tags, []string{"one", "two"})
}

func TestUsedeskClientsAreMadeAndChanged(t *testing.T) {
	h := start(t)
	read := func(id int64) usedesk.ClientAnswer {
		return plainly[[]usedesk.ClientAnswer](h.send("GET", fmt.Sprintf("%s/client?api_token=%s&client_id=%d", h.UsedeskURL, h.UsedeskToken, id), "", ""))[0]
	}
	made := plainly[usedesk.ClientOutcome](h.usedesk("create/client", map[string]any{"name": "Жанна Ким", "emails": []any{"Zhanna@shop.test"}, "phone": "79990001133",
		"note": "First", "messengers": []any{map[string]any{"type": "telegram", "identity": "@zhanna"}}, "status_vip": "true"}))
	require.True(t, made.Status)
	first := read(made.ClientID)
	require.Equal(t, "Жанна Ким", first.Client.Name)
	require.Equal(t, 1, first.Client.VIP)
	require.Equal(t, "zhanna@shop.test", first.Client.Emails[0].Email)
	require.Equal(t, first.Client.Contacts, first.Contacts, "contacts stand within the client and beside it")

	for _, path := range []string{"update/client", "create/client"} {
		plainly[usedesk.ClientOutcome](h.usedesk(path, map[string]any{"client_id": made.ClientID, "emails": []any{"zhanna@shop.test", path[:6] + "@shop.test"}, "note": "More"}))
	}
	plainly[usedesk.ClientOutcome](h.usedesk("update/client", map[string]any{"client_id": made.ClientID, "name": "ЖАННА К.", "note": "New", "is_new_note": "true", "status": "spammer",
		"messengers": []any{map[string]any{"id": first.Messengers[0].ID, "type": "telegram", "identity": ""}}}))
	second := read(made.ClientID)
	require.Len(t, second.Emails, 3, "an address there is stays one")
	require.Equal(t, "New", second.Client.Note)
	require.Equal(t, 1, second.Client.Spammer)
	require.Empty(t, second.Messengers)

	for _, search := range []map[string]any{
		{"query": "жанна к.", "search_type": "full_match"}, {"query": "ЖАННА", "search_type": "partial_match"}, {"query": "Update@shop.test", "search_type": "full_match"},
		{"query": "9990001133"},
	} {
		found := plainly[[]usedesk.ListedClient](h.usedesk("clients", search))
		require.Len(t, found, 1, "%v", search)
		require.Equal(t, made.ClientID, found[0].ID)
		require.Equal(t, "zhanna@shop.test, update@shop.test, create@shop.test", *found[0].Emails)
		require.Equal(t, "79990001133", *found[0].Phone)
	}
	require.Empty(t, plainly[[]usedesk.ListedClient](h.usedesk("clients", map[string]any{"query": "Жанна", "search_type": "full_match"})))

	unnamed := plainly[usedesk.ClientOutcome](h.usedesk("create/client", map[string]any{"phone": "+4915123456789"}))
	require.Equal(t, "4915123456789", read(unnamed.ClientID).Client.Name)
	for problem, parameters := range map[string]map[string]any{
		"client_id is required":                  nil,
		"Client not found":                       {"client_id": 5},
		"phone must have 10 to 15 digits":        {"client_id": made.ClientID, "phone": "12"},
		`emails: "x" is not an e-mail address`:   {"client_id": made.ClientID, "emails": []any{"x"}},
		"messengers: identity is required":       {"client_id": made.ClientID, "messengers": []any{map[string]any{"type": "viber"}}},
		"status_vip and status_spam cannot be":   {"client_id": made.ClientID, "status_vip": true, "status_spam": false},
		"this sandbox does not merge clients":    {"client_id": made.ClientID, "merge_id": 3},
		"status must be one of: vip, spammer":    {"client_id": made.ClientID, "status": "king"},
		"messengers: type must be one of: teleg": {"client_id": made.ClientID, "messengers": `[{"type": "pigeon", "identity": "x"}]`},
	} {
		answer := h.usedesk("update/client", parameters)
		require.GreaterOrEqual(t, answer.status, 400)
		require.Contains(t, string(answer.body), strings.ReplaceAll(problem, `"`, `\"`))
	}
}

func TestUsedeskAgentsAndChatsAreManaged(t *testing.T) {
	h := start(t)
	agent := map[string]any{"name": "Эмма Рид", "email": "emma@trail.test", "role": "admin", "password": "secret", "group": "6216", "phone": "89156743287"}
	id := plainly[usedesk.OutcomeAnswer](h.usedesk("create/user", agent)).UserID
	one := plainly[usedesk.UserAnswer](h.send("GET", fmt.Sprintf("%s/user?api_token=%s&user_id=%d", h.UsedeskURL, h.UsedeskToken, id), "", ""))
	require.Equal(t, "admin", one.Role)
	require.Equal(t, int64(6216), one.Groups[0].ID)
	require.Equal(t, one, plainly[[]usedesk.UserAnswer](h.usedesk("users", map[string]any{"query": "эММа"}))[0], "names are found in any case")
	plainly[usedesk.OutcomeAnswer](h.usedesk("update/user", map[string]any{"user_id": id, "role": "support", "group": 8294, "chat_online_status": true}))
	changed := plainly[[]usedesk.UserAnswer](h.usedesk("users", map[string]any{"user_id": id}))[0]
	require.Equal(t, "support", changed.Role)
	require.Len(t, changed.Groups, 2)
	require.Equal(t, 1, changed.ChatOnlineStatus)

	chat := h.everyTicket(map[string]any{"fstatus": 8})[0].ID
	require.JSONEq(t, `{"status": "success"}`, string(h.usedesk("chat/sendMessage", map[string]any{"chat_id": chat, "user_id": id, "text": "a < b"}).body))
	plainly[usedesk.OutcomeAnswer](h.usedesk("chat/addMessage", map[string]any{"chat_id": chat, "text": "Thanks"}))
	plainly[usedesk.OutcomeAnswer](h.usedesk("chat/changeAssignee", map[string]any{"chat_id": chat, "user_id": id}))
	ticket := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": chat}))
	require.Equal(t, id, *ticket.Ticket.AssigneeID)
	require.Equal(t, 1, ticket.Ticket.StatusID)
	spoken := ticket.Comments[len(ticket.Comments)-2:]
	require.Equal(t, []string{"a &lt; b", "user", "Thanks", "client"}, []string{spoken[0].Message, spoken[0].From, spoken[1].Message, spoken[1].From})

	plainly[usedesk.OutcomeAnswer](h.usedesk("delete/user", map[string]any{"user_id": id}))
	require.Empty(t, plainly[[]usedesk.UserAnswer](h.usedesk("users", map[string]any{"user_id": id})))
	require.Equal(t, id, *plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": chat})).Ticket.AssigneeID, "tickets stay assigned")
	for _, c := range []struct {
		method     string
		parameters map[string]any
		status     int
		says       string
	}{
		{"delete/user", map[string]any{"user_id": id}, 404, "User not found"},
		{"delete/user", map[string]any{"user_id": 6339}, 422, "the only administrator cannot be deleted"},
		{"user", nil, 422, "user_id is required"},
		{"create/user", map[string]any{"name": "A"}, 422, "email is required"},
		{"create/user", map[string]any{"name": "A", "email": "marek@trail.test", "password": "x", "group": 1}, 422, "group: there is no 1"},
		{"update/ticket", map[string]any{"ticket_id": chat, "assignee_id": id}, 422, "assignee_id: there is no"},
		{"chat/sendMessage", map[string]any{"chat_id": chat, "user_id": 17063}, 422, "text is required"},
		{"chat/sendMessage", map[string]any{"chat_id": chat, "text": "x"}, 422, "user_id is required"},
		{"chat/changeAssignee", map[string]any{"user_id": 17063}, 422, "chat_id is required"},
		{"chat/changeAssignee", map[string]any{"chat_id": 1, "user_id": 17063}, 404, "Ticket not found"},
	} {
		answer := h.usedesk(c.method, c.parameters)
		require.Equal(t, c.status, answer.status, "%s %v: %s", c.method, c.parameters, answer.body)
		require.Contains(t, string(answer.body), c.says)
	}
}

func TestUseResponseTakesEveryWayToSendTheKey(t *testing.T) {
	h := start(t, anyAddress)
	key := h.Keys.Agent
	multi, parts := form(t, map[string]string{"apiKey": key, "full_name": "Marta L."}, nil)
	for name, c := range map[string]struct{ method, path, contentType, body, authorization string }{
		"the raw key in a header":         {"GET", "/api/7.0/me.json", "", "", key},
		"a bearer":                        {"GET", "/api/7.0/me.json", "", "", "Bearer " + key},
		"a query":                         {"GET", "/api/7.0/me.json?apiKey=" + key, "", "", ""},
		"a query in words":                {"GET", "/api/7.0/me.json?api_key=" + key, "", "", ""},
		"a member of JSON":                {"POST", "/api/7.0/profile/update.json", "application/json", `{"apiKey": "` + key + `", "full_name": "Marta L."}`, ""},
		"a member of a form":              {"POST", "/api/7.0/profile/update.json", "application/x-www-form-urlencoded", "apiKey=" + key + "&full_name=Marta+L.", ""},
		"a member of a multipart form":    {"POST", "/api/7.0/profile/update.json", multi, parts, ""},
		"another version":                 {"GET", "/api/4.0/me.json?apiKey=" + key, "", "", ""},
		"an installation below a path":    {"GET", "/support/desk/api/7.0/me.json?apiKey=" + key, "", "", ""},
		"a resource without .json":        {"GET", "/api/7.0/me?apiKey=" + key, "", "", ""},
		"a slash at the end":              {"GET", "/api/7.0/me.json/?apiKey=" + key, "", "", ""},
		"slashes too many":                {"GET", "//api/7.0//me.json?apiKey=" + key, "", "", ""},
		"a prefix lost in joining":        {"GET", "/me.json?api_key=" + key, "", "", ""},
		"the same, deeper":                {"POST", "/users/9.json?api_key=" + key, "application/json", `{"full_name": "Nora B."}`, ""},
		"a body on GET that says nothing": {"GET", "/api/7.0/me.json?apiKey=" + key, "application/json", "{}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var header []string
			if c.authorization != "" {
				header = []string{"Authorization", c.authorization}
			}
			answer := h.send(c.method, h.web.URL+c.path, c.contentType, c.body, header...)
			require.Equal(t, 200, answer.status, "%s", answer.body)
		})
	}
}

func TestProgramsOfTheSeventhVersionWork(t *testing.T) {
	h := start(t, func(o *Options) { o.Below = "tickets-here" })
	at := func(path string) string { return h.web.URL + "/tickets-here/api/7.0/" + path }
	post := func(path, body string) *answered {
		return h.send("POST", at(path), "application/json", body, "Authorization", h.Keys.Agent)
	}
	picture := base64.StdEncoding.EncodeToString([]byte("\x89PNG"))
	made := success[useresponse.ObjectAnswer](post("objects.json", `{"object_type": "ticket", "ownership": "helpdesk", "title": "Something broke", "properties": {"property_12": "Support"},
		"content": "Text", "notify_email": "notify@mail.test", "notify_name": "Somebody", "attachments": [{"name": "call.png", "body": "`+picture+`"}]}`))
	require.Equal(t, "Ticket", made.Type.Title.Single)
	require.Len(t, made.Attachments, 1)
	require.Equal(t, "property_12", made.CustomFields[0].Name)
	success[useresponse.ObjectAnswer](post("objects.json", `{"object_type": "ticket", "ownership": "helpdesk", "title": "T", "content": "C", "properties": null}`))

	object := fmt.Sprint(made.ID)
	require.Len(t, success[useresponse.ObjectAnswer](post("objects/"+object+"/attach-file.json", `{"body": "Zm9v", "name": "foo.txt"}`)).Attachments, 2)
	for _, action := range []string{"subscribe", "unsubscribe", "comments/toggle", "comments/toggle"} {
		success[useresponse.ObjectAnswer](h.send("POST", at("objects/"+object+"/"+action+".json?api_key="+h.Keys.Agent), "", ""))
	}
	comment := success[useresponse.CommentAnswer](post("comments.json", `{"content": "Hello", "object_id": `+object+`, "is_private": 0, "treat_as_html": 0}`))
	for _, action := range []string{"best/toggle", "trash", "recovery"} {
		success[useresponse.CommentAnswer](h.send("POST", at(fmt.Sprintf("comments/%d/%s.json", comment.ID, action)), "", "", "Authorization", h.Keys.Agent))
	}
	notes := success[[]useresponse.NoteAnswer](post("users/9/notes/add.json", `{"content": "First note", "remind_at": "2026-10-13 18:29:00"}`))
	success[[]useresponse.NoteAnswer](h.send("POST", at(fmt.Sprintf("users/notes/%d/delete.json", notes[0].ID)), "", "", "Authorization", h.Keys.Agent))
	for _, action := range []string{"archive", "trash"} {
		success[useresponse.ObjectAnswer](h.send("GET", at("objects/"+object+"/"+action+".json"), "", "", "Authorization", h.Keys.Agent))
	}
	success[useresponse.ObjectAnswer](h.send("DELETE", at("objects/"+object+".json"), "", "", "Authorization", h.Keys.Agent))
	require.NotEmpty(t, plainly[useresponse.UserAnswer](h.send("POST", at("auth/login.json"), "application/json",
		`{"username": "`+h.Logins.User.Email+`", "password": "`+h.Logins.User.Password+`"}`)).APIKey)

	someone := success[useresponse.UserAnswer](post("users.json", `{"email": "ban@harbor.test", "full_name": "Banned", "password": "secret", "tags": "a, b"}`))
	require.Contains(t, post(fmt.Sprintf("users/%d/ban.json", someone.ID), `{"permanent": false}`).refused(400), "ban_duration_days")
	require.Equal(t, someone.ID, success[useresponse.UserAnswer](post(fmt.Sprintf("users/%d/ban.json", someone.ID), `{"permanent": true, "ban_reason": "x", "delete_related_objects": true}`)).ID)
	h.send("POST", at("auth/login.json"), "application/json", `{"email": "ban@harbor.test", "password": "secret"}`).refused(401)
	require.Contains(t, post("users/1/ban.json", `{"permanent": true}`).refused(403), "administrators")
}

func TestProgramsOfTheFourthVersionWork(t *testing.T) {
	h := start(t)
	at := func(path string) string { return h.web.URL + "/api/4.0/" + path }
	key := "?apiKey=" + h.Keys.Admin
	send := func(path, body string) *answered {
		return h.send("POST", at(path), "application/x-www-form-urlencoded", body+"&apiKey="+h.Keys.Admin)
	}
	someone := success[useresponse.UserAnswer](send("users.json", "email=p%40harbor.test&full_name=Full+Name&password=pw"))
	require.Equal(t, "N", success[useresponse.UserAnswer](send(fmt.Sprintf("users/%d.json", someone.ID), "full_name=N")).Name)
	success[useresponse.UserAnswer](send(fmt.Sprintf("users/%d/change-password.json", someone.ID), "password=other"))
	require.Equal(t, someone.ID, success[useresponse.UserAnswer](h.send("GET", at("users/search.json"+key+"&email=p%40harbor.test"), "", "")).ID)
	require.JSONEq(t, `{"success": []}`, string(h.send("GET", at("users/search.json"+key+"&email=nobody%40harbor.test"), "", "").body))
	for _, sort := range []string{"", "&sort=roles", "&sort=department", "&sort=top_rated", "&role=agent"} {
		require.NotZero(t, plainly[page[useresponse.UserAnswer]](h.send("GET", at("users/search.json"+key+"&page=1&count=20"+sort), "", "")).TotalPages, sort)
	}
	idea := success[useresponse.ObjectAnswer](send("objects.json", "ownership=feedback&object_type=idea&title=T&content=C"))
	success[useresponse.ObjectAnswer](h.send("PUT", at(fmt.Sprintf("objects/%d.json", idea.ID)), "application/x-www-form-urlencoded", "title=X&apiKey="+h.Keys.Admin))
	tickets := success[page[useresponse.ObjectAnswer]](h.send("GET", at("tickets.json"+key+"&page=1&count=20&author_id=9&status=all&sort=new"), "", ""))
	require.NotZero(t, tickets.TotalObjects)
	success[useresponse.UserAnswer](h.send("DELETE", at(fmt.Sprintf("users/%d.json%s", someone.ID, key)), "", ""))

	// What programs on phones do: no key at first.
	registered := success[useresponse.UserAnswer](h.send("POST", at("register.json"), "", `{"name": "Anna", "email": "anna@phone.test", "sso_id": "7", "properties": {"property_21": "2"}}`))
	require.NotEmpty(t, registered.APIKey)
	require.NotEmpty(t, success[useresponse.UserAnswer](h.send("POST", at("register.json"), "", `{}`)).APIKey, "somebody without a name")
	h.send("POST", at("register.json"), "", `{"email": "anna@phone.test"}`).refused(409)
	require.Equal(t, registered.APIKey, success[useresponse.UserAnswer](h.send("GET", at("sso/identity.json?token=t&email=anna%40phone.test&sso_id=7"), "", "")).APIKey)
	h.send("GET", at("sso/identity.json?token=t&email=nobody%40phone.test"), "", "").refused(404)
	h.send("GET", at("sso/identity.json?token=t&email="+url.QueryEscape(h.Logins.Agent.Email)), "", "").refused(404)
	own := "&apiKey=" + registered.APIKey
	file := success[useresponse.UploadAnswer](h.send("POST", at("upload-file.json?x=1"+own), "", `{"name": "a.png", "content": "iVBORw0KGgo="}`))
	ticket := success[useresponse.ObjectAnswer](h.send("POST", at("objects.json?mobile=1"+own), "", `{"ownership": "helpdesk", "object_type": "ticket", "title": "T", "content": "C"}`))
	require.NotEmpty(t, ticket.Status.Color.Background)
	require.Len(t, success[useresponse.CommentAnswer](h.send("POST", at("comments.json?mobile=1"+own), "",
		fmt.Sprintf(`{"object_id": %d, "content": "See", "attachments": [{"token": %q, "name": "a.png"}]}`, ticket.ID, file.Token))).Attachments, 1)
	require.Equal(t, ticket.ID, success[page[useresponse.ObjectAnswer]](h.send("GET", at("tickets.json?bbcode=1&page=1"+own), "", "")).Data[0].ID)
	require.Len(t, success[[]useresponse.CommentAnswer](h.send("GET", at(fmt.Sprintf("objects/%d/comments.json?bbcode=1%s", ticket.ID, own)), "", "")), 1)
	require.NotEmpty(t, success[[]useresponse.OldFieldAnswer](h.send("GET", at("custom-fields/ticket.json?x=1"+own), "", "")))
	articles := plainly[map[string][]useresponse.ObjectAnswer](h.send("GET", at("search.json?ownership=knowledge-base&category_id7&text=a"+own), "", ""))
	require.Contains(t, articles, "knowledgeBase")

	// What the vendor's programs for other trackers do.
	require.NotEmpty(t, success[[]useresponse.StatusAnswer](h.send("GET", at("statuses.json"+key+"&object_type=ticket"), "", "")))
	path := fmt.Sprintf("objects/%d", ticket.ID)
	edited := success[useresponse.ObjectAnswer](h.send("PUT", at(path+".json"+key), "application/json", `{"title": "X", "content": "<p>y</p>", "treat_as_html": 1,
		"status": "in_progress", "priority": "high", "responsible_email": "agent@harbor.test", "tags": ["a"], "jira_id": 4}`))
	require.Equal(t, "in_progress", edited.Status.Slug)
	require.NotNil(t, edited.Responsible)
	require.Contains(t, h.send("PUT", at(path+".json"+key), "application/json", `{"status": "nowhere"}`).refused(400), `status "nowhere" is not a status`)
	require.Contains(t, h.send("PUT", at(path+".json"+key), "application/json", `{"responsible_email": "user@harbor.test"}`).refused(400), "responsible_email")
	h.send("PUT", at(path+".json?x=1"+own), "application/json", `{"status": "completed"}`).refused(403)
	success[useresponse.ObjectAnswer](h.send("DELETE", at(path+"/trash.json"+key), "", ""))
}
