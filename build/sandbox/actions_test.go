package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
)

// newIdea creates an idea with a key.
func (h *helpdesk) newIdea(key string) useresponse.ObjectAnswer {
	h.Helper()
	return success[useresponse.ObjectAnswer](h.call(key, "POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": "Zebra stripes", "content": "Its text",
	}))
}

func (h *helpdesk) newComment(key string, object int64, text string) useresponse.CommentAnswer {
	h.Helper()
	return success[useresponse.CommentAnswer](h.call(key, "POST", "comments.json", map[string]any{"object_id": object, "content": text}))
}

func TestArchiveTrashAndRecovery(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.User)
	path := fmt.Sprintf("objects/%d", idea.ID)
	listed := func() int {
		return success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?text=zebra", nil)).TotalObjects
	}
	do := func(verb, action string) useresponse.StateAnswer {
		return success[useresponse.ObjectAnswer](h.agent(verb, path+"/"+action+".json", nil)).State
	}
	require.Equal(t, 1, listed())
	require.Equal(t, useresponse.StateAnswer{Identifier: 2, Name: "archive"}, do("GET", "archive"))
	require.Zero(t, listed(), "what is archived is in no list")
	require.Equal(t, 200, h.call(h.Keys.User, "GET", path+".json", nil).status, "its author still reads it")
	require.Equal(t, useresponse.StateAnswer{Identifier: 1, Name: "normal"}, do("POST", "recovery"))
	require.Equal(t, useresponse.StateAnswer{Identifier: 3, Name: "trash"}, do("DELETE", "trash"))
	h.call(h.Keys.User, "GET", path+".json", nil).refused(404)
	require.Equal(t, "this object takes no votes now", h.agent("POST", path+"/votes/toggle.json?value=up", nil).refused(403))
	require.Equal(t, useresponse.StateAnswer{Identifier: 1, Name: "normal"}, do("PUT", "recovery"))
	require.Equal(t, 1, listed())
	edits := plainly[[]useresponse.ChangeAnswer](h.agent("GET", fmt.Sprintf("changelog/object/%d.json", idea.ID), nil))
	require.Len(t, edits, 4)
	require.Equal(t, useresponse.ActionAnswer{ChangeID: edits[0].Actions[0].ChangeID, Field: "state", Previous: "normal", Value: "archive"}, edits[0].Actions[0])
}

func TestALockedObjectTakesNoComments(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.User)
	lock := func() bool {
		return success[useresponse.ObjectAnswer](h.agent("POST", fmt.Sprintf("objects/%d/comments/toggle.json", idea.ID), nil)).CanBeCommented
	}
	require.False(t, lock())
	require.Equal(t, "replies to this object are locked",
		h.call(h.Keys.User, "POST", "comments.json", map[string]any{"object_id": idea.ID, "content": "A"}).refused(403))
	require.True(t, lock())
	h.newComment(h.Keys.User, idea.ID, "A")
}

func TestSubscriptions(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.Agent)
	subscribed := func(key, action string) int {
		return success[useresponse.ObjectAnswer](h.call(key, "POST", fmt.Sprintf("objects/%d/%s", idea.ID, action), nil)).IsSubscribed
	}
	require.Equal(t, 1, idea.IsSubscribed, "authors are subscribed")
	require.Equal(t, 1, subscribed(h.Keys.User, "subscribe.json"))
	require.Equal(t, 1, subscribed(h.Keys.User, "subscribe.json"))
	require.Equal(t, 0, subscribed(h.Keys.User, "unsubscribe.json"))
	require.Equal(t, 1, subscribed(h.Keys.Agent, "subscribe.json?user_id=9"))
	require.Equal(t, 1, plainly[useresponse.ObjectAnswer](h.call(h.Keys.User, "GET", fmt.Sprintf("objects/%d.json", idea.ID), nil)).IsSubscribed)
	require.Equal(t, "only agents can subscribe others", h.call(h.Keys.User, "POST", fmt.Sprintf("objects/%d/subscribe.json?user_id=10", idea.ID), nil).refused(403))
	require.Equal(t, "user_id is not a user", h.agent("POST", fmt.Sprintf("objects/%d/subscribe.json?user_id=99999", idea.ID), nil).refused(400))
}

func TestAttachingFiles(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.User)
	address := fmt.Sprintf("%s/api/7.0/objects/%d/attach-file.json", h.UseResponseURL, idea.ID)
	attach := func(query, contentType, body string) *answered {
		return h.send("POST", address+query, contentType, body, "Authorization", h.Keys.User)
	}
	raw := success[useresponse.ObjectAnswer](attach("?name=hello.txt", "application/octet-stream", "\x00raw\xff"))
	require.Equal(t, "\x00raw\xff", string(h.send("GET", raw.Attachments[0].DirectURL, "", "").body))
	coded := success[useresponse.ObjectAnswer](attach("", "application/json", `{"name": "screenshot.jpg", "body": "data:image/jpeg;base64,aGk="}`))
	require.Equal(t, useresponse.FileNameAnswer{Full: "screenshot.jpg", Short: "screenshot", Ext: "jpg"}, coded.Attachments[1].Name)
	file := h.send("GET", coded.Attachments[1].URL, "", "")
	require.Equal(t, "hi", string(file.body))
	require.Equal(t, "image/jpeg", file.header.Get("Content-Type"))
	sheet := success[useresponse.ObjectAnswer](attach("?name=..%2F..%2Fa.svg", "image/svg+xml", "<svg/>"))
	require.Equal(t, "a.svg", sheet.Attachments[2].Name.Full, "a name is no path")
	file = h.send("GET", sheet.Attachments[2].DirectURL, "", "")
	require.Equal(t, "application/octet-stream", file.header.Get("Content-Type"), "drawings with scripts are never shown")
	require.Equal(t, `attachment; filename=a.svg`, file.header.Get("Content-Disposition"))
	require.Equal(t, "nosniff", file.header.Get("X-Content-Type-Options"))

	require.Equal(t, "name is required", attach("", "application/octet-stream", "x").refused(400))
	require.Contains(t, attach("?name=run.exe", "application/octet-stream", "x").refused(400), `"run.exe" are not allowed`)
	require.Contains(t, attach("?name=a.txt", "application/octet-stream", "").refused(400), "the file is empty")
	require.Equal(t, "only agents and the author can attach files",
		h.send("POST", fmt.Sprintf("%s/api/7.0/objects/%d/attach-file.json?name=a.txt", h.UseResponseURL, h.newIdea(h.Keys.Agent).ID), "text/plain", "x", "Authorization", h.Keys.User).refused(403))
}

func TestAFileUploadedFirstIsAttachedByItsToken(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.User)
	held := success[useresponse.UploadAnswer](h.call(h.Keys.User, "POST", "upload-file.json", map[string]any{"name": "a.txt", "content": "aGk="}))
	with := map[string]any{"object_id": idea.ID, "content": "A", "attachments": []any{map[string]any{"token": held.Token, "name": "a.txt"}}}
	made := success[useresponse.CommentAnswer](h.call(h.Keys.User, "POST", "comments.json", with))
	require.Equal(t, "hi", string(h.send("GET", made.Attachments[0].DirectURL, "", "").body))
	require.Equal(t, `attachments: the token of "a.txt" is not known`, h.call(h.Keys.User, "POST", "comments.json", with).refused(400), "a token works once")
}

func TestOneCommentIsTheBest(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.User)
	first, second := h.newComment(h.Keys.Agent, idea.ID, "A"), h.newComment(h.Keys.Agent, idea.ID, "B")
	toggle := func(key string, id int64) *answered {
		return h.call(key, "POST", fmt.Sprintf("comments/%d/best/toggle.json", id), nil)
	}
	best := func() *useresponse.CommentAnswer {
		return plainly[useresponse.ObjectAnswer](h.agent("GET", fmt.Sprintf("objects/%d.json", idea.ID), nil)).BestComment
	}
	require.Equal(t, 1, success[useresponse.CommentAnswer](toggle(h.Keys.User, first.ID)).IsBest, "the author of the object chooses")
	require.Equal(t, first.ID, best().ID)
	require.Equal(t, 1, success[useresponse.CommentAnswer](toggle(h.Keys.Agent, second.ID)).IsBest)
	require.Equal(t, second.ID, best().ID)
	require.Equal(t, 0, success[useresponse.CommentAnswer](toggle(h.Keys.Agent, second.ID)).IsBest)
	require.Nil(t, best())
	foreign := h.newComment(h.Keys.Agent, h.newIdea(h.Keys.Agent).ID, "C")
	require.Contains(t, toggle(h.Keys.User, foreign.ID).refused(403), "only agents and the author of the object")
	note := success[useresponse.CommentAnswer](h.agent("POST", "comments.json", map[string]any{"object_id": idea.ID, "content": "S", "is_private": 1}))
	require.Contains(t, toggle(h.Keys.Agent, note.ID).refused(400), "private")
}

func TestEditingTrashingAndVotingForComments(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.User)
	mine, theirs := h.newComment(h.Keys.User, idea.ID, "Mine"), h.newComment(h.Keys.Agent, idea.ID, "Theirs")
	do := func(key string, id int64, action string, body any) *answered {
		return h.call(key, "POST", fmt.Sprintf("comments/%d/%s.json", id, action), body)
	}
	h.clock.advance(60e9)
	edited := success[useresponse.CommentAnswer](do(h.Keys.User, mine.ID, "edit", map[string]any{"content": "<i>x</i>", "treat_as_html": 1}))
	require.Equal(t, "<i>x</i>", *edited.Content)
	require.Equal(t, "2026-05-12 12:01:00", *edited.UpdatedAt)
	require.Equal(t, "1 minute ago", edited.CreatedAgo)
	do(h.Keys.User, theirs.ID, "edit", map[string]any{"content": "No"}).refused(403)
	require.Equal(t, "content is required", do(h.Keys.User, mine.ID, "edit", map[string]any{"content": " "}).refused(400))

	require.Equal(t, useresponse.CommentVotesAnswer{Amount: 2, Plural: "votes", CanVote: true, IsVoted: true}, success[useresponse.CommentAnswer](do(h.Keys.User, theirs.ID, "votes/toggle", nil)).Votes)
	require.Equal(t, useresponse.CommentVotesAnswer{Amount: 3, Plural: "votes", CanVote: true, IsVoted: true}, success[useresponse.CommentAnswer](do(h.Keys.Admin, theirs.ID, "votes/toggle", nil)).Votes)
	require.Equal(t, useresponse.CommentVotesAnswer{Amount: 2, Plural: "votes", CanVote: true, IsVoted: false}, success[useresponse.CommentAnswer](do(h.Keys.User, theirs.ID, "votes/toggle", nil)).Votes)

	shown := func() []int64 {
		return ids(success[[]useresponse.CommentAnswer](h.call(h.Keys.User, "GET", fmt.Sprintf("objects/%d/comments.json", idea.ID), nil)))
	}
	do(h.Keys.User, theirs.ID, "trash", nil).refused(403)
	success[useresponse.CommentAnswer](do(h.Keys.User, mine.ID, "trash", nil))
	require.Equal(t, []int64{theirs.ID}, shown())
	do(h.Keys.User, mine.ID, "edit", map[string]any{"content": "Back"}).refused(404)
	success[useresponse.CommentAnswer](do(h.Keys.Agent, mine.ID, "recovery", nil))
	require.Equal(t, []int64{mine.ID, theirs.ID}, shown())
}

func TestModeration(t *testing.T) {
	h := start(t, func(o *Options) { o.Premoderate = true })
	found := func(key string) int {
		return success[page[useresponse.ObjectAnswer]](h.call(key, "GET", "search.json?text=zebra", nil)).TotalObjects
	}
	require.Equal(t, 200, h.agent("GET", fmt.Sprintf("objects/%d.json", h.newIdea(h.Keys.Agent).ID), nil).status, "agents need no approval")
	idea := h.newIdea(h.Keys.User)
	path := fmt.Sprintf("objects/%d.json", idea.ID)
	require.False(t, idea.Votes.CanVote)
	other := h.login("nobody@example.test")
	h.call(other, "GET", path, nil).refused(404)
	require.Equal(t, 1, found(other))
	require.Equal(t, 2, found(h.Keys.User), "authors see what they wrote")
	require.Equal(t, useresponse.StateAnswer{Identifier: 5, Name: "moderation"}, idea.State)
	approved := success[useresponse.ObjectAnswer](h.agent("POST", fmt.Sprintf("topic/%d/approve.json", idea.ID), nil))
	require.Equal(t, useresponse.StateAnswer{Identifier: 1, Name: "normal"}, approved.State)
	require.Equal(t, 2, found(other))
	conflicting := h.agent("POST", fmt.Sprintf("topic/%d/decline.json", idea.ID), nil)
	require.Equal(t, "the topic is approved already", conflicting.refused(409))

	declined := success[useresponse.ObjectAnswer](h.agent("POST", fmt.Sprintf("topic/%d/decline.json", h.newIdea(h.Keys.User).ID), map[string]any{"reason": "spam"}))
	require.Equal(t, useresponse.StateAnswer{Identifier: 4, Name: "declined"}, declined.State)
	require.Equal(t, 2, found(h.Keys.User))
	require.Equal(t, "the object is declined", h.agent("POST", fmt.Sprintf("objects/%d/recovery.json", declined.ID), nil).refused(409))

	comment := h.newComment(h.Keys.User, idea.ID, "A")
	waits := func() []*useresponse.StateAnswer {
		var all []*useresponse.StateAnswer
		for _, c := range success[[]useresponse.CommentAnswer](h.agent("GET", "comments.json?sort=desc&page=1", nil))[:1] {
			all = append(all, c.State)
		}
		return all
	}
	require.Equal(t, []*useresponse.StateAnswer{{Identifier: 5, Name: "moderation"}}, waits(), "the list of all comments says which wait")
	shown := func(key string) int {
		return len(success[[]useresponse.CommentAnswer](h.call(key, "GET", fmt.Sprintf("objects/%d/comments.json", idea.ID), nil)))
	}
	require.Equal(t, []int{0, 1, 1}, []int{shown(other), shown(h.Keys.User), shown(h.Keys.Agent)})
	success[useresponse.CommentAnswer](h.agent("POST", fmt.Sprintf("comment/%d/approve.json", comment.ID), nil))
	require.Equal(t, []*useresponse.StateAnswer{nil}, waits())
	require.Equal(t, 1, shown(other))
	success[useresponse.CommentAnswer](h.agent("POST", fmt.Sprintf("comment/%d/decline.json", h.newComment(h.Keys.User, idea.ID, "spam").ID), nil))
	require.Equal(t, 1, shown(h.Keys.User))
}

// login makes a user and gives the key that logging in gives.
func (h *helpdesk) login(email string) string {
	h.Helper()
	success[useresponse.UserAnswer](h.agent("POST", "users.json", map[string]any{"email": email, "full_name": "Some Body", "password": "secret"}))
	return plainly[useresponse.UserAnswer](h.call("", "POST", "auth/login.json", map[string]any{"email": email, "password": "secret"})).APIKey
}

func TestCreatingAndEditingUsers(t *testing.T) {
	h := start(t)
	made := success[useresponse.UserAnswer](h.agent("POST", "users.json", map[string]any{
		"email": "jose@example.test", "full_name": "José Ñandú", "tags": "vip, beta", "phone": "+1555", "properties": map[string]any{"property_21": 2, "property_22": "K-1"},
	}))
	require.Equal(t, "José Ñ.", made.ShortName)
	require.Equal(t, "vip, beta", made.Tags)
	require.Equal(t, []string{"11–100"}, made.CustomFields[0].TextValue)
	path := fmt.Sprintf("users/%d.json", made.ID)
	require.JSONEq(t, string(fixture(t, "useresponse/error.409.json")),
		string(h.agent("POST", "users.json", map[string]any{"email": "JOSE@example.test", "full_name": "B"}).body))
	require.Equal(t, "full_name is required", h.agent("POST", "users.json", map[string]any{"email": "b@example.test", "full_name": " "}).refused(400))
	require.Equal(t, "email is not an e-mail address", h.agent("POST", "users.json", map[string]any{"email": "b", "full_name": "B"}).refused(400))
	require.Equal(t, "team_id 77 is not a team", h.agent("POST", path, map[string]any{"team_id": 77}).refused(400))
	require.Equal(t, "not a custom field: property_12", h.agent("POST", path, map[string]any{"property_12": "Support"}).refused(400))

	edited := success[useresponse.UserAnswer](h.agent("POST", path, map[string]any{"full_name": "José N.", "team_id": 4}))
	require.Equal(t, "Поддержка", edited.Team.Name)
	require.Equal(t, "vip, beta", edited.Tags, "what is absent stays")
	log := plainly[[]useresponse.ChangeAnswer](h.agent("GET", fmt.Sprintf("changelog/user/%d.json", made.ID), nil))
	require.Len(t, log, 1)
	require.Len(t, log[0].Actions, 2)
	require.Equal(t, "Marta Lindqvist", log[0].CreatedBy.Name)
	require.Equal(t, "only administrators can change administrators", h.agent("POST", "users/1.json", map[string]any{"full_name": "A"}).refused(403))

	require.Equal(t, "Nora B. Beck", success[useresponse.UserAnswer](h.call(h.Keys.User, "POST", "profile/update.json", map[string]any{"full_name": "Nora B. Beck"})).Name)
	require.Equal(t, "only agents can change the team", h.call(h.Keys.User, "POST", "profile/update.json", map[string]any{"team_id": 1}).refused(403))
	require.Equal(t, "email is already used", h.call(h.Keys.User, "POST", "profile/update.json", map[string]any{"email": "jose@example.test"}).refused(409))
}

func TestChangingPasswords(t *testing.T) {
	h := start(t)
	change := func(key string, id int, password string) *answered {
		return h.call(key, "POST", fmt.Sprintf("users/%d/change-password.json", id), map[string]any{"password": password})
	}
	success[useresponse.UserAnswer](change(h.Keys.User, 9, "fresh"))
	login := func(password string) int {
		return h.call("", "POST", "auth/login.json", map[string]any{"email": h.Logins.User.Email, "password": password}).status
	}
	require.Equal(t, []int{401, 200}, []int{login(h.Logins.User.Password), login("fresh")})
	success[useresponse.UserAnswer](change(h.Keys.Admin, 9, "fresher"))
	require.Equal(t, 200, login("fresher"))
	require.Equal(t, "password is required", change(h.Keys.Admin, 9, "").refused(400))
	require.Equal(t, "only administrators can change the password of others", change(h.Keys.Agent, 9, "x").refused(403))
	change(h.Keys.Admin, 99999, "x").refused(404)
}

func TestDeletingUsersWithAndWithoutWhatTheyWrote(t *testing.T) {
	h := start(t)
	write := func(email string) (user int64, idea useresponse.ObjectAnswer, comment useresponse.CommentAnswer) {
		key := h.login(email)
		idea = h.newIdea(key)
		comment = h.newComment(key, h.newIdea(h.Keys.Agent).ID, "A")
		return idea.Author.ID, idea, comment
	}
	remove := func(path string) *answered { return h.call(h.Keys.Admin, "DELETE", path, nil) }
	for i, path := range []string{"users/%d.json?method=user", "users/%d/user.json"} {
		kept, idea, comment := write(fmt.Sprintf("kept%d@example.test", i))
		require.Equal(t, "Some Body", success[useresponse.UserAnswer](remove(fmt.Sprintf(path, kept))).Name)
		h.agent("GET", fmt.Sprintf("users/%d.json", kept), nil).refused(404)
		require.Equal(t, "Deleted user", plainly[useresponse.ObjectAnswer](h.agent("GET", fmt.Sprintf("objects/%d.json", idea.ID), nil)).Author.Name)
		require.Equal(t, 200, h.agent("POST", fmt.Sprintf("comments/%d/votes/toggle.json", comment.ID), nil).status)
	}
	gone, idea, comment := write("gone@example.test")
	success[useresponse.UserAnswer](remove(fmt.Sprintf("users/%d.json", gone)))
	h.agent("GET", fmt.Sprintf("objects/%d.json", idea.ID), nil).refused(404)
	h.agent("POST", fmt.Sprintf("comments/%d/votes/toggle.json", comment.ID), nil).refused(404)
	require.Zero(t, plainly[page[useresponse.UserAnswer]](h.agent("GET", "users/search.json?email=gone@example.test", nil)).TotalObjects)

	require.Equal(t, "method must be user, or be left out", remove("users/9.json?method=everything").refused(400))
	require.Equal(t, "nobody can delete themselves", remove("users/1.json").refused(403))
	remove("users/99999.json").refused(404)
	for id := 2; id < 40; id++ {
		require.Equal(t, 200, remove(fmt.Sprintf("users/%d.json", id)).status, "agents and customers with data of every kind: %d", id)
	}
}

func TestActivityOfAUser(t *testing.T) {
	h := start(t)
	for range 3 {
		h.newIdea(h.Keys.User)
	}
	ticket := success[useresponse.ObjectAnswer](h.call(h.Keys.User, "POST", "objects.json", map[string]any{"ownership": "helpdesk", "object_type": "ticket", "title": "T"}))
	activity := func(key, query string) page[useresponse.ObjectAnswer] {
		return plainly[page[useresponse.ObjectAnswer]](h.call(key, "GET", "users/9/activity.json"+query, nil))
	}
	mine := activity(h.Keys.User, "?count=50")
	require.Equal(t, ticket.ID, mine.Data[0].ID, "newest first")
	for _, object := range mine.Data {
		require.Equal(t, int64(9), object.Author.ID)
	}
	other := activity(h.login("b@example.test"), "?count=50")
	require.NotZero(t, other.TotalObjects)
	for _, object := range other.Data {
		require.NotEqual(t, "helpdesk", object.Ownership, "tickets are private")
	}
	require.Len(t, activity(h.Keys.User, "?count=2&page=2").Data, 2)
	require.Equal(t, 50, activity(h.Keys.User, "?count=90").ObjectsPerPage)
	h.agent("GET", "users/99999/activity.json", nil).refused(404)
}

func TestNotesAboutUsers(t *testing.T) {
	h := start(t)
	notes := func(verb, path string, body any) []useresponse.NoteAnswer {
		return success[[]useresponse.NoteAnswer](h.agent(verb, path, body))
	}
	user := fmt.Sprintf("users/%d/notes", success[useresponse.UserAnswer](h.agent("POST", "users.json", map[string]any{"email": "n@example.test", "full_name": "N"})).ID)
	require.Empty(t, notes("GET", user+".json", nil))
	var request map[string]any
	(&answered{T: t, status: 200, body: fixture(t, "useresponse/notes.add.request.json")}).ok(&request)
	first := notes("POST", user+"/add.json", request)[0]
	require.Equal(t, "<p>Prefers calls after <strong>14:00</strong></p>", *first.Content)
	require.Equal(t, "2026-06-01 18:29:00", *first.RemindAt)
	both := notes("POST", user+"/add.json", map[string]any{"content": "Second"})
	require.Len(t, both, 2)
	edited := notes("POST", fmt.Sprintf("users/notes/%d/edit.json", first.ID), map[string]any{"content": "Changed"})
	require.Equal(t, "<p>Changed</p>", *edited[0].Content)
	require.Equal(t, "2026-06-01 18:29:00", *edited[0].RemindAt)
	require.NotNil(t, edited[0].UpdatedAt)
	left := notes("POST", fmt.Sprintf("users/notes/%d/delete.json", first.ID), nil)
	require.Equal(t, []int64{both[1].ID}, []int64{left[0].ID})
	h.agent("POST", fmt.Sprintf("users/notes/%d/delete.json", first.ID), nil).refused(404)
	require.Equal(t, "content is required", h.agent("POST", user+"/add.json", map[string]any{}).refused(400))
	require.Equal(t, "content is longer than 12000 characters", h.agent("POST", user+"/add.json", map[string]any{"content": strings.Repeat("x", 12001)}).refused(400))
	require.Equal(t, "remind_at must be written 2026-05-31 18:29:00", h.agent("POST", user+"/add.json", map[string]any{"content": "A", "remind_at": "soon"}).refused(400))
}

func TestReports(t *testing.T) {
	h := start(t)
	report := func(path string) reportPage { return plainly[reportPage](h.agent("GET", "report/"+path, nil)) }
	inbox := report("4/objects.json?perPage=150")
	total := 0
	for _, group := range inbox.Groups {
		total += group.Count
		one := report("4/objects.json?perPage=150&groupValue=" + group.ID)
		require.Equal(t, group.ID, one.ActiveGroup)
		require.Len(t, one.Data, group.Count)
		for _, object := range one.Data {
			require.Equal(t, group.ID, object.Status.Slug)
		}
	}
	for _, object := range inbox.Data {
		if object.Status == nil {
			total++ // is in no group
		}
	}
	require.Equal(t, total, inbox.TotalObjects)
	require.Equal(t, objectIDs(h.everything("tickets.json?status=all-active")), objectIDs(inbox.Data))
	require.Equal(t, 50, report("4/objects.json").ObjectsPerPage)

	var last int64
	for _, object := range report("9/objects.json?sort=sla_date").Data {
		require.Less(t, *object.SLADatePosix, noon.Unix())
		require.GreaterOrEqual(t, *object.SLADatePosix, last)
		last = *object.SLADatePosix
	}
	require.NotZero(t, last)
	for _, sort := range []string{"new", "new_updated", "activity", "completed_on", "comments", "sla_date", "csat"} {
		require.Equal(t, total, report("4/objects.json?sort="+sort).TotalObjects)
	}
	h.agent("GET", "report/4/objects.json?sort=votes", nil).refused(400)
	h.agent("GET", "report/5/objects.json", nil).refused(404)
}

type reportPage struct {
	page[useresponse.ObjectAnswer]
	Groups      []useresponse.GroupAnswer
	ActiveGroup string
}

func TestChats(t *testing.T) {
	h := start(t)
	all := success[page[useresponse.ChatAnswer]](h.agent("GET", "chats.json", nil))
	require.Greater(t, all.TotalObjects, 10)
	types := map[string]bool{}
	for _, chat := range all.Data {
		byExternal := success[useresponse.ChatAnswer](h.agent("GET", fmt.Sprintf("chats/%d.json", chat.ExternalID), nil))
		byID := success[useresponse.ChatAnswer](h.agent("GET", fmt.Sprintf("chats/%d.json", chat.ID), nil))
		require.Equal(t, byID, byExternal)
		path := fmt.Sprintf("chats/%d/messages.json", chat.ExternalID)
		messages := success[[]useresponse.MessageAnswer](h.agent("GET", path, nil))
		require.Equal(t, chat.LastMessage.ID, messages[len(messages)-1].ID)
		require.Len(t, success[page[useresponse.MessageAnswer]](h.agent("GET", path+"?page=1", nil)).Data, len(messages))
		bounded := success[[]useresponse.MessageAnswer](h.agent("GET", fmt.Sprintf("%s?top_id=%d", path, messages[0].ID), nil))
		require.Equal(t, messages[:1], bounded)
		for _, message := range messages {
			types[message.Type] = true
			if message.Type == "document" {
				require.Equal(t, http.StatusOK, h.send("GET", message.Content, "", "").status, "links lead somewhere")
			}
		}
	}
	require.Equal(t, map[string]bool{"text": true, "image": true, "document": true, "article": true}, types)
	mine := success[page[useresponse.ChatAnswer]](h.call(h.Keys.User, "GET", "chats.json", nil))
	require.NotZero(t, mine.TotalObjects)
	require.Less(t, mine.TotalObjects, all.TotalObjects)
	require.Equal(t, mine.TotalObjects, success[page[useresponse.ChatAnswer]](h.agent("GET", "chats.json?authorId=9", nil)).TotalObjects)
	for _, chat := range all.Data {
		if chat.Author.ID != 9 {
			h.call(h.Keys.User, "GET", fmt.Sprintf("chats/%d.json", chat.ExternalID), nil).refused(404)
			h.call(h.Keys.User, "GET", fmt.Sprintf("chats/%d/messages.json", chat.ExternalID), nil).refused(404)
		}
	}
}
