package sandbox

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/world"
)

func TestTheKeyTravelsInAnyOfItsPlaces(t *testing.T) {
	h := start(t)
	base := h.UseResponseURL + "/api/7.0/"
	name := func(a *answered) string { return plainly[useresponse.UserAnswer](a).Name }
	require.Equal(t, "Marta Lindqvist", name(h.send("GET", base+"me.json", "", "", "Authorization", h.Keys.Agent)))
	require.Equal(t, "Marta Lindqvist", name(h.send("GET", base+"me.json", "", "", "Authorization", "Bearer "+h.Keys.Agent)))
	require.Equal(t, "Ada Quill", name(h.send("GET", base+"me.json?apiKey="+h.Keys.Admin, "", "")))
	require.Equal(t, "Nora Beck", name(h.send("GET", base+"me.json?api_key="+h.Keys.User, "", "")))
	inBody := h.send("POST", base+"objects.json", "application/json",
		fmt.Sprintf(`{"apiKey": %q, "ownership": "feedback", "object_type": "idea", "title": "A", "content": "B"}`, h.Keys.User))
	require.Equal(t, "Nora Beck", success[useresponse.ObjectAnswer](inBody).Author.Name)
	inForm := h.send("POST", base+"objects.json", "application/x-www-form-urlencoded", url.Values{
		"apiKey": {h.Keys.User}, "ownership": {"feedback"}, "object_type": {"idea"}, "title": {"A"}, "content": {"B"}, "tags[]": {"x", "y"},
	}.Encode())
	require.Equal(t, []string{"x", "y"}, success[useresponse.ObjectAnswer](inForm).Tags)
	require.Equal(t, "Ada Quill", name(h.send("GET", base+"me.json?apiKey="+h.Keys.User, "", "", "Authorization", h.Keys.Admin)), "the header wins over the query")
	require.Equal(t, "Nora Beck", name(h.send("GET", base+"me.json?apiKey="+h.Keys.User, "application/json", fmt.Sprintf(`{"apiKey": %q}`, h.Keys.Admin))), "the query wins over the body")
}

func TestUnknownAndDisabledKeysAreRefused(t *testing.T) {
	h := start(t)
	for _, key := range []string{"", "wrong", "sandbox-disabled-key"} {
		h.call(key, "GET", "me.json", nil).refused(401)
	}
	require.JSONEq(t, string(fixture(t, "useresponse/error.401.json")), string(h.call("wrong", "GET", "me.json", nil).body))
}

func TestLoginGivesTheKey(t *testing.T) {
	h := start(t)
	for login, key := range map[Login]string{h.Logins.Admin: h.Keys.Admin, h.Logins.Agent: h.Keys.Agent, h.Logins.User: h.Keys.User} {
		answer := h.call("", "POST", "auth/login.json", map[string]any{"email": login.Email, "password": login.Password})
		require.Equal(t, key, plainly[useresponse.UserAnswer](answer).APIKey)
	}
	h.call("", "POST", "auth/login.json", map[string]any{"email": h.Logins.User.Email, "password": "wrong"}).refused(401)
	h.call("", "POST", "auth/login.json", map[string]any{"email": "nobody@harbor.test", "password": "x"}).refused(401)
	require.Equal(t, "password is required", h.call("", "POST", "auth/login.json", map[string]any{"email": h.Logins.User.Email}).refused(400))
}

func TestKeysAndAddressesAreShownToWhoMaySeeThem(t *testing.T) {
	h := start(t)
	own := plainly[useresponse.UserAnswer](h.call(h.Keys.User, "GET", "users/9.json", nil))
	require.Equal(t, h.Keys.User, own.APIKey)
	require.NotNil(t, own.Email)
	other := plainly[useresponse.UserAnswer](h.call(h.Keys.User, "GET", "users/10.json", nil))
	require.Nil(t, other.Email)
	require.Empty(t, other.APIKey)
	byAgent := plainly[useresponse.UserAnswer](h.agent("GET", "users/9.json", nil))
	require.NotNil(t, byAgent.Email)
	require.Empty(t, byAgent.APIKey, "a key is for its owner only")
}

func TestAnyVersionNumberAnswersAndOtherPathsDoNot(t *testing.T) {
	h := start(t)
	for _, version := range []string{"7.0", "7.3", "4.0", "12.1"} {
		require.Equal(t, 200, h.send("GET", h.UseResponseURL+"/api/"+version+"/me.json", "", "", "Authorization", h.Keys.User).status, version)
	}
	for _, path := range []string{"7/me.json", "v7.0/me.json", "7.0/nothing.json", "7.0/objects/abc.json"} {
		h.send("GET", h.UseResponseURL+"/api/"+path, "", "", "Authorization", h.Keys.User).refused(404)
	}
	page := h.send("GET", h.UseResponseURL+"/somewhere", "", "")
	require.Equal(t, 404, page.status)
	require.Contains(t, page.header.Get("Content-Type"), "text/html")
}

func TestBrowsersMayCallFromAnyPage(t *testing.T) {
	h := start(t)
	for _, address := range []string{h.UseResponseURL + "/api/7.0/objects.json", h.UsedeskURL + "/tickets"} {
		answer := h.send("OPTIONS", address, "", "", "Origin", "https://shop.example", "Access-Control-Request-Method", "POST")
		require.Equal(t, 204, answer.status)
		require.Equal(t, "*", answer.header.Get("Access-Control-Allow-Origin"))
		require.Equal(t, "Authorization, Content-Type", answer.header.Get("Access-Control-Allow-Headers"))
		require.Contains(t, answer.header.Get("Access-Control-Allow-Methods"), "PUT")
	}
	require.Equal(t, "*", h.call("wrong", "GET", "me.json", nil).header.Get("Access-Control-Allow-Origin"), "errors are readable too")
}

func TestCreatingAnObject(t *testing.T) {
	h := start(t)
	var request map[string]any
	(&answered{T: t, status: 200, body: fixture(t, "useresponse/objects.create.request.json")}).ok(&request)
	request["category_id"], request["responsible_id"], request["force_author"] = 30, 4, "Jose@Example.test"
	made := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", request))
	require.Equal(t, request["title"], made.Title)
	require.Equal(t, "<p>Login fails with <strong>500</strong></p><ul><li>Chrome 124</li></ul>", *made.Content)
	require.Equal(t, "opened", made.Status.Slug)
	require.Equal(t, "ticket", made.Type.Slug)
	require.Equal(t, int64(4), made.Responsible.ID)
	require.Equal(t, "Jose", made.Author.Name, "an unknown e-mail makes a user")
	require.Equal(t, []string{"saml", "срочно"}, made.Tags)
	require.Equal(t, useresponse.FileNameAnswer{Full: "note.txt", Short: "note", Ext: "txt"}, made.Attachments[0].Name)
	require.Equal(t, []string{"Support"}, made.CustomFields[0].TextValue)
	require.Equal(t, `"2"`, string(made.CustomFields[0].Value[0]))
	require.Equal(t, "4", string(made.CustomFields[1].Value[0]))
	require.Equal(t, noon.Unix(), made.CreatedAtPosix)
	require.Equal(t, "Привет", string(h.send("GET", made.Attachments[0].DirectURL, "", "").body))

	read := plainly[useresponse.ObjectAnswer](h.agent("GET", fmt.Sprintf("objects/%d.json?bbcode=1", made.ID), nil))
	require.Equal(t, request["content"], *read.Content)
	page := h.send("GET", made.URL, "", "")
	require.Equal(t, 200, page.status)
	require.Contains(t, string(page.body), "Cannot sign in with SAML")
}

func TestObjectsThatAreNotTaken(t *testing.T) {
	h := start(t)
	require.JSONEq(t, string(fixture(t, "useresponse/error.400.json")), string(h.agent("POST", "objects.json", map[string]any{"title": "A"}).body))
	valid := map[string]any{"ownership": "feedback", "object_type": "idea", "title": "A title", "content": "Some text"}
	for _, c := range []struct {
		name   string
		with   map[string]any
		reason string
	}{
		{"unknown ownership", map[string]any{"ownership": "announcements"}, "ownership must be one of: feedback, helpdesk"},
		{"a type of another ownership", map[string]any{"object_type": "ticket"}, "object_type must be one of: idea, problem, question when ownership is feedback"},
		{"no title", map[string]any{"title": "  "}, "title is required"},
		{"a title too long", map[string]any{"title": strings.Repeat("ы", 101)}, "title is longer than 100 characters"},
		{"no content", map[string]any{"content": ""}, "content is required"},
		{"content too long", map[string]any{"content": strings.Repeat("ы", 12001)}, "content is longer than 12000 characters"},
		{"a category of tickets", map[string]any{"category_id": 30}, "category_id 30 is not a category for feedback idea"},
		{"a responsible who is no agent", map[string]any{"responsible_id": 9}, "responsible_id 9 is not an agent or administrator"},
		{"a field that does not exist", map[string]any{"property_99": "x"}, "not a custom field: property_99"},
		{"an option that does not exist", map[string]any{"property_15": "Windows"}, `property_15 has no option "Windows"`},
		{"tags that are not texts", map[string]any{"tags": []any{1}}, "tags must be an array of texts"},
		{"a flag that is none", map[string]any{"is_private": 2}, "is_private must be 0 or 1"},
		{"an author who is nobody", map[string]any{"force_author": "99999"}, "force_author is not a user"},
		{"an author without a host", map[string]any{"force_author": "jose@"}, "force_author must be a user id or an e-mail address"},
		{"a program as attachment", map[string]any{"attachments": []any{map[string]any{"name": "a.exe", "body": "AA=="}}}, `files such as "a.exe" are not allowed: ` + strings.Join(useresponse.AllowedExtensions, ", ")},
		{"a broken attachment", map[string]any{"attachments": []any{map[string]any{"name": "a.png", "body": "*"}}}, `attachments: the body of "a.png" is not base64`},
		{"expiry for an idea", map[string]any{"expire_select": "never"}, "expire_select is only for announcements"},
	} {
		t.Run(c.name, func(t *testing.T) {
			request := map[string]any{}
			for name, value := range valid {
				request[name] = value
			}
			for name, value := range c.with {
				request[name] = value
			}
			answer := h.agent("POST", "objects.json", request)
			answer.T = t
			require.Equal(t, c.reason, answer.refused(400))
		})
	}
	require.Equal(t, strings.Repeat("ы", 100), success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": strings.Repeat("ы", 100), "content": strings.Repeat("ы", 12000),
	})).Title, "limits count characters, not bytes")
	require.Equal(t, "the body is not valid JSON", h.send("POST", h.UseResponseURL+"/api/7.0/objects.json", "application/json", "{", "Authorization", h.Keys.Agent).refused(400))
	require.Equal(t, "force_author needs the privilege of an agent", h.call(h.Keys.User, "POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B", "force_author": 10,
	}).refused(403))
}

func TestRequiredFieldsAreAskedForWhenSwitchedOn(t *testing.T) {
	h := start(t, func(o *Options) { o.RequireFields = true })
	ticket := map[string]any{"ownership": "helpdesk", "object_type": "ticket", "title": "A", "content": "B"}
	require.Equal(t, "property_12 (Department) is required", h.agent("POST", "objects.json", ticket).refused(400))
	ticket["property_12"] = 2
	success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", ticket))
}

func TestARefusedRequestLeavesNothingBehind(t *testing.T) {
	h := start(t)
	count := func() int {
		return success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?ownership=feedback", nil)).TotalObjects
	}
	before := count()
	h.agent("POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B", "force_author": "new@example.test", "property_99": 1,
	}).refused(400)
	require.Equal(t, before, count())
	found := plainly[page[useresponse.UserAnswer]](h.agent("GET", "users/search.json?email=new@example.test", nil))
	require.Zero(t, found.TotalObjects)
}

func TestEditingAnObject(t *testing.T) {
	h := start(t)
	made := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": "Before", "content": "Old text", "category_id": 10, "responsible_id": 3, "tags": []any{"a"},
	}))
	path := fmt.Sprintf("objects/%d.json", made.ID)
	h.clock.advance(1e9)
	edited := success[useresponse.ObjectAnswer](h.agent("PUT", path, map[string]any{"title": "After", "category_id": 0, "responsible_id": 0, "status_id": 22}))
	require.Equal(t, "After", edited.Title)
	require.Equal(t, made.Content, edited.Content, "what is absent stays")
	require.Equal(t, []string{"a"}, edited.Tags)
	require.Nil(t, edited.Category)
	require.Nil(t, edited.Responsible)
	require.Equal(t, "planned", edited.Status.Slug)
	require.Equal(t, noon.Unix()+1, *edited.LatestActivityPosix)

	closed := success[useresponse.ObjectAnswer](h.agent("PUT", path, map[string]any{"status_id": 24}))
	require.Equal(t, "Marta Lindqvist", closed.CompletedBy.Name)
	require.NotNil(t, closed.CompletedOn)
	require.Nil(t, success[useresponse.ObjectAnswer](h.agent("PUT", path, map[string]any{"status_id": 22})).CompletedBy)

	turned := success[useresponse.ObjectAnswer](h.agent("PUT", path, map[string]any{"object_type": "problem"}))
	require.Equal(t, "problem", turned.Type.Slug)
	require.Equal(t, "new", turned.Status.Slug)
	require.Equal(t, "status_id 24 is not a status for feedback problem", h.agent("PUT", path, map[string]any{"status_id": 24}).refused(400))
	h.call(h.Keys.User, "PUT", path, map[string]any{"title": "Mine now"}).refused(403)
	h.agent("PUT", "objects/999999.json", map[string]any{"title": "A"}).refused(404)
}

func TestAuthorsEditTheirTextAndNotMore(t *testing.T) {
	h := start(t)
	mine := success[useresponse.ObjectAnswer](h.call(h.Keys.User, "POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": "Mine", "content": "B",
	}))
	path := fmt.Sprintf("objects/%d.json", mine.ID)
	require.Equal(t, "Better", success[useresponse.ObjectAnswer](h.call(h.Keys.User, "PUT", path, map[string]any{"title": "Better"})).Title)
	require.Equal(t, "only agents can change the status", h.call(h.Keys.User, "PUT", path, map[string]any{"status_id": 24}).refused(403))
	require.Equal(t, "only agents can assign objects", h.call(h.Keys.User, "PUT", path, map[string]any{"responsible_id": 3}).refused(403))
	h.call(h.Keys.User, "DELETE", path, nil).refused(403)
}

func TestADeletedObjectIsGone(t *testing.T) {
	h := start(t)
	id := h.firstObject("type=idea&sort=popular")
	path := fmt.Sprintf("objects/%d.json", id)
	require.Equal(t, id, success[useresponse.ObjectAnswer](h.agent("DELETE", path, nil)).ID)
	h.agent("GET", path, nil).refused(404)
	h.agent("DELETE", path, nil).refused(404)
	require.JSONEq(t, string(fixture(t, "useresponse/error.404.json")), string(h.agent("GET", path, nil).body))
}

func TestVotesAreCountedPerOwnerOfTheKey(t *testing.T) {
	h := start(t)
	made := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B"}))
	path := fmt.Sprintf("objects/%d", made.ID)
	vote := func(key, value string) useresponse.VotesAnswer {
		return success[useresponse.ObjectAnswer](h.call(key, "POST", path+"/votes/toggle.json?value="+value, nil)).Votes
	}
	votes := func(all, positive, negative int, word string, voted bool) useresponse.VotesAnswer {
		return useresponse.VotesAnswer{All: all, Positive: positive, Negative: negative, Plural: word, CanVote: true, IsVoted: voted}
	}
	require.Equal(t, votes(1, 1, 0, "vote", true), made.Votes, "its author has voted for it")
	require.Equal(t, votes(0, 0, 0, "votes", false), vote(h.Keys.Agent, "revert"), "and may take it back")
	require.Equal(t, votes(1, 1, 0, "vote", true), vote(h.Keys.User, "up"))
	require.Equal(t, votes(1, 1, 0, "vote", true), vote(h.Keys.User, "up"), "twice counts once")
	require.Equal(t, votes(2, 2, 0, "votes", true), vote(h.Keys.Agent, "up"))
	require.Equal(t, votes(1, 2, 1, "vote", true), vote(h.Keys.Admin, "down"))
	require.Equal(t, votes(2, 2, 0, "votes", false), vote(h.Keys.Admin, "revert"))
	require.Equal(t, votes(0, 1, 1, "votes", true), vote(h.Keys.User, "down"))
	require.Equal(t, votes(0, 1, 1, "votes", false), plainly[useresponse.ObjectAnswer](h.call(h.Keys.Admin, "GET", path+".json", nil)).Votes)
}

func TestVotesThatAreNotTaken(t *testing.T) {
	h := start(t)
	idea, problem, ticket := h.firstObject("type=idea"), h.firstObject("type=problem"), h.firstObject("ownership=helpdesk")
	toggle := func(id int64, query string) *answered {
		return h.agent("POST", fmt.Sprintf("objects/%d/votes/toggle.json%s", id, query), nil)
	}
	require.Equal(t, "value is required: up, down or revert", toggle(idea, "").refused(400))
	require.Equal(t, "value must be one of: up, down, revert", toggle(idea, "?value=left").refused(400))
	require.Equal(t, "objects of type problem take no votes down", toggle(problem, "?value=down").refused(400))
	require.Equal(t, "objects of type ticket take no votes", toggle(ticket, "?value=up").refused(400))
	toggle(999999, "?value=up").refused(404)
	require.Equal(t, 200, h.agent("PUT", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", idea), nil).status, "clients disagree on the verb")
}

func TestCommentsOfAnObject(t *testing.T) {
	h := start(t)
	made := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B"}))
	list := func(key, query string) []useresponse.CommentAnswer {
		return success[[]useresponse.CommentAnswer](h.call(key, "GET", fmt.Sprintf("objects/%d/comments.json%s", made.ID, query), nil))
	}
	say := func(key string, with map[string]any) useresponse.CommentAnswer {
		h.clock.advance(1e9)
		with["object_id"] = made.ID
		return success[useresponse.CommentAnswer](h.call(key, "POST", "comments.json", with))
	}
	first := say(h.Keys.User, map[string]any{"content": "One [b]bold[/b] <script>word</script>"})
	require.Equal(t, "<p>One <strong>bold</strong> &lt;script&gt;word&lt;/script&gt;</p>", *first.Content)
	reply := say(h.Keys.Agent, map[string]any{"content": `<p onclick="x()">Two<script>x</script> <a href="javascript:x">a</a></p>`, "treat_as_html": 1, "reply_to": first.ID})
	require.Equal(t, "<p>Two <a>a</a></p>", *reply.Content)
	require.Equal(t, first.ID, *reply.ReplyToID)
	note := say(h.Keys.Agent, map[string]any{"content": "Secret", "is_private": 1})
	require.Equal(t, 1, note.IsPrivate)
	require.Equal(t, "just now", note.CreatedAgo)

	require.Equal(t, []int64{first.ID, reply.ID}, ids(list(h.Keys.User, "")))
	require.Equal(t, []int64{reply.ID, first.ID}, ids(list(h.Keys.User, "?sort=desc")))
	require.Equal(t, []int64{note.ID}, ids(list(h.Keys.Agent, "?is_private=1")))
	require.Equal(t, "only agents and administrators can read private notes",
		h.call(h.Keys.User, "GET", fmt.Sprintf("objects/%d/comments.json?is_private=1", made.ID), nil).refused(403))
	require.Equal(t, "One [b]bold[/b] <script>word</script>", *list(h.Keys.User, "?bbcode=1")[0].Content)
	for n := range 25 {
		say(h.Keys.User, map[string]any{"content": fmt.Sprintf("More %d", n)})
	}
	require.Len(t, list(h.Keys.User, ""), 27, "without page all come")
	require.Len(t, list(h.Keys.User, "?page=1"), 20)
	require.Len(t, list(h.Keys.User, "?page=2"), 7)
	require.Empty(t, list(h.Keys.User, "?page=3"))
	require.Equal(t, 27, plainly[useresponse.ObjectAnswer](h.agent("GET", fmt.Sprintf("objects/%d.json", made.ID), nil)).CommentsNum)
}

func ids(comments []useresponse.CommentAnswer) []int64 {
	found := []int64{}
	for _, one := range comments {
		found = append(found, one.ID)
	}
	return found
}

func TestCommentsThatAreNotTaken(t *testing.T) {
	h := start(t)
	idea := h.firstObject("type=idea")
	other := success[useresponse.CommentAnswer](h.agent("POST", "comments.json", map[string]any{"object_id": h.firstObject("type=problem"), "content": "A"}))
	for _, c := range []struct {
		name, key string
		with      map[string]any
		status    int
		reason    string
	}{
		{"no content", h.Keys.Agent, map[string]any{"object_id": idea}, 400, "content is required"},
		{"content too long", h.Keys.Agent, map[string]any{"object_id": idea, "content": strings.Repeat("x", 12001)}, 400, "content is longer than 12000 characters"},
		{"no object", h.Keys.Agent, map[string]any{"content": "A"}, 400, "object_id or reply_to is required"},
		{"unknown object", h.Keys.Agent, map[string]any{"content": "A", "object_id": 999999}, 404, ""},
		{"a reply to another object", h.Keys.Agent, map[string]any{"content": "A", "object_id": idea, "reply_to": other.ID}, 400, fmt.Sprintf("reply_to %d is not a comment of that object", other.ID)},
		{"a private note of a user", h.Keys.User, map[string]any{"content": "A", "object_id": idea, "is_private": 1}, 403, "only agents and administrators can write private notes"},
		{"no key", "", map[string]any{"content": "A", "object_id": idea}, 401, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := h.call(c.key, "POST", "comments.json", c.with)
			answer.T = t
			require.Equal(t, c.reason, answer.refused(c.status))
		})
	}
}

func TestUsersSeeTheirTicketsAndPublicObjectsOnly(t *testing.T) {
	h := start(t)
	mine := success[page[useresponse.ObjectAnswer]](h.call(h.Keys.User, "GET", "tickets.json?status=all", nil))
	require.NotEmpty(t, mine.Data)
	for _, ticket := range mine.Data {
		require.Equal(t, int64(world.SeedUser), ticket.Author.ID)
	}
	all := success[page[useresponse.ObjectAnswer]](h.agent("GET", "tickets.json?status=all&count=50", nil))
	foreign := all.Data[slices.IndexFunc(all.Data, func(o useresponse.ObjectAnswer) bool { return o.Author.ID != world.SeedUser })]
	h.call(h.Keys.User, "GET", fmt.Sprintf("objects/%d.json", foreign.ID), nil).refused(404)
	h.call(h.Keys.User, "GET", fmt.Sprintf("objects/%d/comments.json", foreign.ID), nil).refused(404)
	h.call(h.Keys.User, "POST", "comments.json", map[string]any{"object_id": foreign.ID, "content": "A"}).refused(404)
	h.call(h.Keys.User, "GET", "users/search.json", nil).refused(403)
	require.JSONEq(t, string(fixture(t, "useresponse/error.403.json")), string(h.call(h.Keys.User, "GET", "users/search.json", nil).body))
	for _, c := range plainly[[]useresponse.CategoryAnswer](h.call(h.Keys.User, "GET", "categories.json", nil)) {
		require.False(t, c.IsPrivate)
	}
	require.True(t, slices.ContainsFunc(plainly[[]useresponse.CategoryAnswer](h.agent("GET", "categories.json", nil)), func(c useresponse.CategoryAnswer) bool { return c.IsPrivate }))
}

func TestGuestsReadWhatIsPublicWhereLetIn(t *testing.T) {
	closed := start(t)
	for _, path := range []string{"search.json", "categories.json", "statuses.json", "forums.json"} {
		closed.call("", "GET", path, nil).refused(401)
	}
	h := start(t, func(o *Options) { o.Guest = true })
	public := h.firstObject("type=idea&sort=popular")
	for _, path := range []string{"search.json", "categories.json", "statuses.json", "forums.json", fmt.Sprintf("objects/%d.json", public), fmt.Sprintf("objects/%d/comments.json", public)} {
		require.Equal(t, 200, h.call("", "GET", path, nil).status, path)
	}
	found := success[page[useresponse.ObjectAnswer]](h.call("", "GET", "search.json?count=50", nil))
	for _, object := range found.Data {
		require.NotEqual(t, "helpdesk", object.Ownership)
		require.False(t, object.IsPrivate)
		require.False(t, object.Votes.CanVote)
	}
	ticket := h.firstObject("ownership=helpdesk")
	h.call("", "GET", fmt.Sprintf("objects/%d.json", ticket), nil).refused(404)
	for _, path := range []string{"me.json", "tickets.json", "comments.json"} {
		h.call("", "GET", path, nil).refused(401)
	}
	h.call("", "POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B"}).refused(401)
	h.call("", "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", public), nil).refused(401)
	h.call("wrong", "GET", "search.json", nil).refused(401)
}

func TestTrustedDomains(t *testing.T) {
	h := start(t, func(o *Options) { o.TrustedDomains = []string{"shop.example"} })
	address := h.UseResponseURL + "/api/7.0/me.json?apiKey=" + h.Keys.User
	require.Equal(t, 200, h.send("GET", address, "", "", "Origin", "https://shop.example:8443").status)
	require.Equal(t, 200, h.send("GET", address, "", "", "Referer", "https://shop.example/page").status)
	require.Equal(t, 200, h.send("GET", address, "", "").status)
	h.send("GET", address, "", "", "Origin", "https://evil.example").refused(403)
	h.send("GET", address, "", "", "Origin", "null").refused(403)
	strict := start(t, func(o *Options) { o.TrustedDomains, o.StrictDomains = []string{"shop.example"}, true })
	strict.call(strict.Keys.User, "GET", "me.json", nil).refused(403)
}

func TestRequestsAreReportedWithoutKeys(t *testing.T) {
	h := start(t)
	h.send("GET", h.UseResponseURL+"/api/7.0/search.json?apiKey="+h.Keys.Agent+"&text=a", "", "")
	h.usedesk("tickets", nil)
	h.call("wrong", "POST", "objects.json", nil)
	h.agent("GET", "nothing.json", nil)
	require.Equal(t, []Record{
		{Method: "GET", Path: "/api/7.0/search.json", Status: 200, Operation: "objects.search"},
		{Method: "POST", Path: "/uapi/tickets", Status: 200, Operation: "usedesk.tickets"},
		{Method: "POST", Path: "/api/7.0/objects.json", Status: 401, Operation: "objects.create"},
		{Method: "GET", Path: "/api/7.0/nothing.json", Status: 404, Operation: ""},
	}, h.records)
}
