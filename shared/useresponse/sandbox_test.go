package useresponse_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/reference"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// helpdeskServer is a running sandbox and clients of its three roles.
type helpdeskServer struct {
	*testing.T
	sandbox.Endpoints
	admin, agent, user, wrong, guest useresponse.Client

	mu       sync.Mutex
	answered map[string]int // operations answered with 200
}

// userID is the user whose key Keys.User is.
const userID = 9

// nowhere is an id that nothing has.
const nowhere = 999_999_999

func open(t *testing.T, options sandbox.Options) *helpdeskServer {
	h := &helpdeskServer{T: t, answered: map[string]int{}}
	options.OnRequest = func(r sandbox.Record) {
		h.mu.Lock()
		defer h.mu.Unlock()
		if r.Status == http.StatusOK {
			h.answered[r.Operation]++
		}
	}
	server, err := sandbox.Open(context.Background(), options)
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	h.Endpoints = server.Endpoints(web.URL)
	base, err := api.ParseBase(web.URL)
	require.NoError(t, err)
	with := func(key string) useresponse.Client { return useresponse.New(base, useresponse.WithKey(key)) }
	h.admin, h.agent, h.user, h.wrong, h.guest = with(h.Keys.Admin), with(h.Keys.Agent), with(h.Keys.User), with("wrong"), useresponse.New(base)
	return h
}

// send runs a call over HTTP.
func send[T any](call api.Call[T]) (T, error) {
	return transport.Do(context.Background(), http.DefaultClient, call)
}

// must runs a call that succeeds.
func must[T any](h *helpdeskServer, call api.Call[T]) T {
	h.Helper()
	value, err := send(call)
	require.NoError(h, err, call.Op)
	return value
}

func (h *helpdeskServer) idea(c useresponse.Client) useresponse.Object {
	h.Helper()
	return must(h, c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A calendar of tides", Content: "Beside the [b]week[/b]."}))
}

func (h *helpdeskServer) comment(c useresponse.Client) useresponse.Comment {
	h.Helper()
	return must(h, c.CreateComment(h.idea(h.agent).ID, "Good"))
}

func (h *helpdeskServer) newUser(email string) useresponse.User {
	h.Helper()
	return must(h, h.agent.CreateUser(useresponse.NewUser{Email: email, Name: "Zoë Ünal", Phone: "15550001", Tags: "vip"}))
}

// try turns a call into what refusals need: its name and its error.
func try[T any](call api.Call[T]) (string, error) {
	_, err := send(call)
	return call.Op, err
}

// trial is how one operation is tried.
type trial struct {
	// good succeeds and checks the answer.
	good func(*helpdeskServer)
	// call is the operation by anybody, on anything.
	call func(c useresponse.Client, id int64) (string, error)
	// invalid, forbidden and conflict are inputs that only the server can refuse.
	invalid, forbidden, conflict func(*helpdeskServer) (string, error)
}

func object(call func(useresponse.Client, int64) api.Call[useresponse.Object]) func(useresponse.Client, int64) (string, error) {
	return func(c useresponse.Client, id int64) (string, error) { return try(call(c, id)) }
}

func trials() map[string]trial {
	type (
		client = useresponse.Client
		server = *helpdeskServer
	)
	edit := useresponse.ObjectEdit{Title: new("Changed")}
	return map[string]trial{
		"auth.login": {
			good: func(h server) {
				me := must(h, h.guest.Login(h.Logins.User.Email, h.Logins.User.Password))
				require.Equal(h, h.Keys.User, me.Key)
			},
			call: func(c client, _ int64) (string, error) { return try(c.Login("nobody@harbor.test", "wrong")) },
		},
		"categories.list": {
			good: func(h server) {
				for _, c := range must(h, h.user.Categories("feedback", "idea")) {
					require.Equal(h, "feedback", c.Ownership)
				}
				require.NotEmpty(h, must(h, h.user.Categories("", "")))
			},
			call: func(c client, _ int64) (string, error) { return try(c.Categories("", "")) },
		},
		"categories.get": {
			good: func(h server) {
				first := must(h, h.user.Categories("", ""))[0]
				require.Equal(h, first, must(h, h.user.Category(first.ID)))
			},
			call: func(c client, id int64) (string, error) { return try(c.Category(id)) },
		},
		"changelog.object": {
			good: func(h server) {
				idea := h.idea(h.agent)
				must(h, h.agent.ArchiveObject(idea.ID))
				log := must(h, h.agent.ObjectChangelog(idea.ID))
				require.Equal(h, "archive", log[0].Actions[0].Value)
				require.NotZero(h, log[0].By.ID)
			},
			call: func(c client, id int64) (string, error) { return try(c.ObjectChangelog(id)) },
		},
		"changelog.user": {
			good: func(h server) {
				u := h.newUser("log@people.test")
				must(h, h.agent.EditUser(u.ID, useresponse.UserEdit{Name: new("Zoë")}))
				require.Equal(h, "full_name", must(h, h.agent.UserChangelog(u.ID))[0].Actions[0].Field)
			},
			call: func(c client, id int64) (string, error) { return try(c.UserChangelog(id)) },
		},
		"chats.list": {
			good: func(h server) {
				chats := must(h, h.agent.Chats(0, 1))
				require.NotEmpty(h, chats.Items)
				of := chats.Items[0].Author.ID
				for _, chat := range must(h, h.agent.Chats(of, 0)).Items {
					require.Equal(h, of, chat.Author.ID)
				}
			},
			call: func(c client, _ int64) (string, error) { return try(c.Chats(0, 0)) },
		},
		"chats.get": {
			good: func(h server) {
				first := must(h, h.agent.Chats(0, 0)).Items[0]
				require.Equal(h, first.ID, must(h, h.agent.Chat(first.External)).ID)
			},
			call: func(c client, id int64) (string, error) { return try(c.Chat(id)) },
		},
		"chats.messages": {
			good: func(h server) {
				first := must(h, h.agent.Chats(0, 0)).Items[0]
				whole := must(h, h.agent.ChatMessages(first.External, useresponse.Messages{}))
				require.NotEmpty(h, whole.Items)
				require.Equal(h, int64(len(whole.Items)), must(h, h.agent.ChatMessages(first.External, useresponse.Messages{Page: 1})).Total)
			},
			call: func(c client, id int64) (string, error) { return try(c.ChatMessages(id, useresponse.Messages{})) },
		},
		"moderation.approve_comment": {
			good:     func(h server) { must(h, h.agent.ApproveComment(h.comment(h.user).ID)) },
			call:     func(c client, id int64) (string, error) { return try(c.ApproveComment(id)) },
			conflict: func(h server) (string, error) { return try(h.agent.ApproveComment(h.comment(h.agent).ID)) },
		},
		"moderation.decline_comment": {
			good:     func(h server) { must(h, h.agent.DeclineComment(h.comment(h.user).ID, "Twice")) },
			call:     func(c client, id int64) (string, error) { return try(c.DeclineComment(id, "")) },
			conflict: func(h server) (string, error) { return try(h.agent.DeclineComment(h.comment(h.agent).ID, "")) },
		},
		"moderation.approve_topic": {
			good: func(h server) {
				require.Equal(h, "normal", must(h, h.agent.ApproveTopic(h.idea(h.user).ID)).State.Name)
			},
			call:     object(client.ApproveTopic),
			conflict: func(h server) (string, error) { return try(h.agent.ApproveTopic(h.idea(h.agent).ID)) },
		},
		"moderation.decline_topic": {
			good: func(h server) {
				require.Equal(h, "declined", must(h, h.agent.DeclineTopic(h.idea(h.user).ID, "Known")).State.Name)
			},
			call:     func(c client, id int64) (string, error) { return try(c.DeclineTopic(id, "")) },
			conflict: func(h server) (string, error) { return try(h.agent.DeclineTopic(h.idea(h.agent).ID, "")) },
		},
		"comments.list": {
			good: func(h server) {
				written := h.comment(h.agent)
				newest := must(h, h.agent.ListComments(useresponse.CommentQuery{Date: "today", Sort: "desc", Page: 1}))
				require.Equal(h, written.ID, newest[0].ID)
			},
			call: func(c client, _ int64) (string, error) {
				return try(c.ListComments(useresponse.CommentQuery{Date: "today"}))
			},
			forbidden: func(h server) (string, error) {
				return try(h.user.ListComments(useresponse.CommentQuery{Private: true}))
			},
		},
		"comments.create": {
			good: func(h server) {
				idea := h.idea(h.agent)
				first := must(h, h.agent.CreateComment(idea.ID, "First"))
				reply := must(h, h.agent.AddComment(useresponse.NewComment{ReplyTo: first.ID, Content: "<b>Reply</b>", HTML: true, Private: true,
					Files: []useresponse.File{{Name: "note.txt", Content: []byte("Привет")}}}))
				require.Equal(h, first.ID, reply.ReplyTo)
				require.Equal(h, idea.ID, reply.Object)
				require.True(h, reply.Private)
				require.Equal(h, "note.txt", reply.Files[0].Name)
				require.Contains(h, reply.Content, "<b>")
			},
			call: func(c client, id int64) (string, error) { return try(c.CreateComment(id, "A")) },
			invalid: func(h server) (string, error) {
				return try(h.agent.AddComment(useresponse.NewComment{ReplyTo: nowhere, Content: "A"}))
			},
			forbidden: func(h server) (string, error) {
				return try(h.user.AddComment(useresponse.NewComment{Object: h.idea(h.agent).ID, Content: "A", Private: true}))
			},
		},
		"comments.best": {
			good: func(h server) {
				written := h.comment(h.agent)
				require.True(h, must(h, h.agent.ToggleBestComment(written.ID)).Best)
				require.False(h, must(h, h.agent.ToggleBestComment(written.ID)).Best)
			},
			call:      func(c client, id int64) (string, error) { return try(c.ToggleBestComment(id)) },
			forbidden: func(h server) (string, error) { return try(h.user.ToggleBestComment(h.comment(h.agent).ID)) },
		},
		"comments.edit": {
			good: func(h server) {
				require.Contains(h, must(h, h.agent.EditComment(h.comment(h.agent).ID, "<i>New</i>", true)).Content, "<i>New</i>")
			},
			call:      func(c client, id int64) (string, error) { return try(c.EditComment(id, "A", false)) },
			forbidden: func(h server) (string, error) { return try(h.user.EditComment(h.comment(h.agent).ID, "A", false)) },
		},
		"comments.trash": {
			good: func(h server) {
				written := h.comment(h.agent)
				must(h, h.agent.TrashComment(written.ID))
				require.Empty(h, must(h, h.agent.Comments(written.Object, false)))
			},
			call:      func(c client, id int64) (string, error) { return try(c.TrashComment(id)) },
			forbidden: func(h server) (string, error) { return try(h.user.TrashComment(h.comment(h.agent).ID)) },
		},
		"comments.recover": {
			good: func(h server) {
				written := h.comment(h.agent)
				must(h, h.agent.TrashComment(written.ID))
				must(h, h.agent.RecoverComment(written.ID))
				require.Len(h, must(h, h.agent.Comments(written.Object, false)), 1)
			},
			call: func(c client, id int64) (string, error) { return try(c.RecoverComment(id)) },
		},
		"comments.vote": {
			good: func(h server) {
				written := h.comment(h.agent)
				voted := must(h, h.user.ToggleCommentVote(written.ID)).Votes
				require.Equal(h, int64(2), voted.Amount, "the author has voted for it")
				require.True(h, voted.Voted)
				require.Equal(h, int64(1), must(h, h.user.ToggleCommentVote(written.ID)).Votes.Amount)
			},
			call: func(c client, id int64) (string, error) { return try(c.ToggleCommentVote(id)) },
		},
		"objects.comments": {
			good: func(h server) {
				written := h.comment(h.agent)
				listed := must(h, h.agent.ObjectComments(written.Object, useresponse.CommentQuery{Sort: "desc", Page: 1}))
				require.Equal(h, []int64{written.ID}, []int64{listed[0].ID})
				require.Empty(h, must(h, h.agent.ObjectComments(written.Object, useresponse.CommentQuery{Private: true})))
			},
			call: func(c client, id int64) (string, error) {
				return try(c.ObjectComments(id, useresponse.CommentQuery{}))
			},
			forbidden: func(h server) (string, error) { return try(h.user.Comments(h.idea(h.agent).ID, true)) },
		},
		"forums.list": {
			good: func(h server) { require.NotZero(h, must(h, h.user.Forums())[0].ID) },
			call: func(c client, _ int64) (string, error) { return try(c.Forums()) },
		},
		"statuses.list": {
			good: func(h server) {
				statuses := must(h, h.user.Statuses("helpdesk", "ticket"))
				require.NotEmpty(h, statuses)
				for _, s := range statuses {
					require.Equal(h, "ticket", s.Type)
					require.NotEmpty(h, s.Background)
				}
			},
			call: func(c client, _ int64) (string, error) { return try(c.Statuses("", "")) },
		},
		"users.me": {
			good: func(h server) { require.Equal(h, int64(userID), must(h, h.user.Me()).ID) },
			call: func(c client, _ int64) (string, error) { return try(c.Me()) },
		},
		"users.update_me": {
			good: func(h server) {
				me := must(h, h.agent.Me())
				require.Equal(h, "Marta L.", must(h, h.agent.UpdateMe(useresponse.UserEdit{Name: new("Marta L.")})).Name)
				require.Equal(h, me.Team, must(h, h.agent.Me()).Team, "what is not named stays")
				must(h, h.agent.UpdateMe(useresponse.UserEdit{Name: new(me.Name)}))
			},
			call: func(c client, _ int64) (string, error) { return try(c.UpdateMe(useresponse.UserEdit{})) },
			conflict: func(h server) (string, error) {
				return try(h.user.UpdateMe(useresponse.UserEdit{Email: new(h.Logins.Admin.Email)}))
			},
			invalid: func(h server) (string, error) {
				return try(h.agent.UpdateMe(useresponse.UserEdit{Team: new(int64(nowhere))}))
			},
			forbidden: func(h server) (string, error) {
				return try(h.user.UpdateMe(useresponse.UserEdit{Team: new(must(h, h.agent.Me()).Team.ID)}))
			},
		},
		"users.create": {
			good: func(h server) {
				u := must(h, h.agent.CreateUser(useresponse.NewUser{Email: "new@people.test", Name: "Ли 王", Password: "a pass phrase",
					Fields: []useresponse.Property{useresponse.TextProperty(22, "K-1")}}))
				require.Equal(h, "Ли 王", u.Name)
				require.Equal(h, "new@people.test", u.Email)
				require.Equal(h, []string{"K-1"}, u.Fields[0].Values)
				require.Equal(h, u.ID, must(h, h.guest.Login("new@people.test", "a pass phrase")).ID)
			},
			call: func(c client, _ int64) (string, error) {
				return try(c.CreateUser(useresponse.NewUser{Email: "other@people.test", Name: "A"}))
			},
			conflict: func(h server) (string, error) {
				return try(h.agent.CreateUser(useresponse.NewUser{Email: h.Logins.User.Email, Name: "A"}))
			},
			invalid: func(h server) (string, error) {
				return try(h.agent.CreateUser(useresponse.NewUser{Email: "field@people.test", Name: "A", Fields: []useresponse.Property{useresponse.NumberProperty(nowhere, 1)}}))
			},
		},
		"users.get": {
			good: func(h server) { require.Equal(h, h.Logins.User.Email, must(h, h.agent.User(userID)).Email) },
			call: func(c client, id int64) (string, error) { return try(c.User(id)) },
		},
		"users.edit": {
			good: func(h server) {
				u := h.newUser("edit@people.test")
				changed := must(h, h.agent.EditUser(u.ID, useresponse.UserEdit{Tags: new(""), Email: new("edited@people.test")}))
				require.Empty(h, changed.Tags, "an empty text clears")
				require.Equal(h, u.Name, changed.Name, "what is absent stays")
			},
			call: func(c client, id int64) (string, error) {
				return try(c.EditUser(id, useresponse.UserEdit{Name: new("A")}))
			},
			conflict: func(h server) (string, error) {
				return try(h.agent.EditUser(h.newUser("taken@people.test").ID, useresponse.UserEdit{Email: new(h.Logins.User.Email)}))
			},
			invalid: func(h server) (string, error) {
				return try(h.agent.EditUser(userID, useresponse.UserEdit{Team: new(int64(nowhere))}))
			},
		},
		"users.delete": {
			good: func(h server) {
				u := h.newUser("gone@people.test")
				o := must(h, h.agent.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "Kept", Content: "A", Author: "gone@people.test"}))
				require.Equal(h, u.ID, o.Author.ID)
				require.Equal(h, u.ID, must(h, h.admin.DeleteUser(u.ID, true)).ID)
				must(h, h.agent.Object(o.ID))
				must(h, h.admin.DeleteUser(h.newUser("gone2@people.test").ID, false))
			},
			call: func(c client, id int64) (string, error) { return try(c.DeleteUser(id, true)) },
			forbidden: func(h server) (string, error) {
				return try(h.admin.DeleteUser(must(h, h.admin.Me()).ID, true))
			},
		},
		"users.activity": {
			good: func(h server) {
				idea := h.idea(h.agent)
				written := must(h, h.agent.UserObjects(idea.Author.ID, 1, 5))
				require.Equal(h, idea.ID, written.Items[0].ID)
				require.LessOrEqual(h, len(written.Items), 5)
			},
			call: func(c client, id int64) (string, error) { return try(c.UserObjects(id, 0, 0)) },
		},
		"users.password": {
			good: func(h server) {
				u := h.newUser("pass@people.test")
				must(h, h.admin.SetPassword(u.ID, "correct horse"))
				require.Equal(h, u.ID, must(h, h.guest.Login("pass@people.test", "correct horse")).ID)
			},
			call:      func(c client, id int64) (string, error) { return try(c.SetPassword(id, "secret phrase")) },
			forbidden: func(h server) (string, error) { return try(h.user.SetPassword(10, "secret phrase")) },
		},
		"users.search": {
			good: func(h server) {
				found := must(h, h.agent.SearchUsers(useresponse.UserSearch{Email: h.Logins.User.Email, Count: 50, Page: 1, Sort: "created_most"}))
				require.Len(h, found.Items, 1)
				require.Equal(h, int64(userID), found.Items[0].ID)
				for _, u := range must(h, h.agent.SearchUsers(useresponse.UserSearch{Status: "online"})).Items {
					require.NotEqual(h, "user", u.Role.Alias)
				}
			},
			call: func(c client, _ int64) (string, error) { return try(c.SearchUsers(useresponse.UserSearch{})) },
		},
		"objects.create": {
			good: func(h server) {
				category := must(h, h.agent.Categories("feedback", ""))[0]
				o := must(h, h.agent.CreateObject(useresponse.NewObject{
					Ownership: "feedback", Type: "idea", Title: strings.Repeat("ж", useresponse.TitleLimit), Content: "A [b]b[/b]",
					Tags: []string{"a", "б"}, Private: true, Author: fmt.Sprint(userID),
					Files: []useresponse.File{{Name: "снимок.png", Content: []byte{0x89, 0, 0xff}}},
				}))
				require.Equal(h, []string{"a", "б"}, o.Tags)
				require.True(h, o.Private)
				require.Equal(h, int64(userID), o.Author.ID)
				require.Equal(h, "снимок.png", o.Files[0].Name)
				require.NotZero(h, category.ID)
				must(h, h.user.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "No text", Fields: nil}))
			},
			call: func(c client, _ int64) (string, error) {
				return try(c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A", Content: "B"}))
			},
			invalid: func(h server) (string, error) {
				return try(h.agent.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A", Content: "B", Category: nowhere}))
			},
			forbidden: func(h server) (string, error) {
				return try(h.user.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A", Content: "B", Author: "1"}))
			},
		},
		"objects.get": {
			good: func(h server) {
				idea := h.idea(h.agent)
				require.Equal(h, idea, must(h, h.agent.Object(idea.ID)))
			},
			call: object(client.Object),
		},
		"objects.edit": {
			good: func(h server) {
				statuses := must(h, h.agent.Statuses("helpdesk", "ticket"))
				me := must(h, h.agent.Me())
				ticket := must(h, h.agent.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "T", Content: "C", Responsible: me.ID, Tags: []string{"a"}}))
				last := statuses[len(statuses)-1].ID
				changed := must(h, h.agent.EditObject(ticket.ID, useresponse.ObjectEdit{Title: new("U"), Status: &last, Responsible: new(int64(0)), Tags: []string{}}))
				require.Equal(h, "U", changed.Title)
				require.Equal(h, last, changed.Status.ID)
				require.Zero(h, changed.Responsible.ID, "0 clears")
				require.Empty(h, changed.Tags)
				require.Equal(h, ticket.Content, changed.Content, "what is absent stays")
			},
			call: func(c client, id int64) (string, error) { return try(c.EditObject(id, edit)) },
			invalid: func(h server) (string, error) {
				return try(h.agent.EditObject(h.idea(h.agent).ID, useresponse.ObjectEdit{Status: new(int64(nowhere))}))
			},
			forbidden: func(h server) (string, error) { return try(h.user.EditObject(h.idea(h.agent).ID, edit)) },
		},
		"objects.delete": {
			good: func(h server) {
				idea := h.idea(h.agent)
				require.Equal(h, idea.ID, must(h, h.agent.DeleteObject(idea.ID)).ID)
				_, err := send(h.agent.Object(idea.ID))
				require.ErrorIs(h, err, api.ErrNotFound)
			},
			call: object(client.DeleteObject),
		},
		"objects.archive": {
			good: func(h server) {
				require.Equal(h, "archive", must(h, h.agent.ArchiveObject(h.idea(h.agent).ID)).State.Name)
			},
			call: object(client.ArchiveObject),
			conflict: func(h server) (string, error) {
				idea := h.idea(h.user)
				must(h, h.agent.DeclineTopic(idea.ID, ""))
				return try(h.agent.ArchiveObject(idea.ID))
			},
		},
		"objects.trash": {
			good: func(h server) { require.Equal(h, "trash", must(h, h.agent.TrashObject(h.idea(h.agent).ID)).State.Name) },
			call: object(client.TrashObject),
			conflict: func(h server) (string, error) {
				idea := h.idea(h.user)
				must(h, h.agent.DeclineTopic(idea.ID, ""))
				return try(h.agent.TrashObject(idea.ID))
			},
		},
		"objects.recover": {
			good: func(h server) {
				idea := h.idea(h.agent)
				for _, away := range []func(int64) api.Call[useresponse.Object]{h.agent.ArchiveObject, h.agent.TrashObject} {
					must(h, away(idea.ID))
					require.Equal(h, "normal", must(h, h.agent.RecoverObject(idea.ID)).State.Name)
				}
			},
			call: object(client.RecoverObject),
			conflict: func(h server) (string, error) {
				idea := h.idea(h.user)
				must(h, h.agent.DeclineTopic(idea.ID, ""))
				return try(h.agent.RecoverObject(idea.ID))
			},
		},
		"objects.attach": {
			good: func(h server) {
				o := must(h, h.agent.AttachFile(h.idea(h.agent).ID, useresponse.File{Name: "счёт №1.pdf", Content: []byte{0, 1, 0xff, '{'}}))
				require.Equal(h, "счёт №1.pdf", o.Files[0].Name)
				response, err := http.Get(o.Files[0].Direct)
				require.NoError(h, err)
				defer response.Body.Close()
				require.Equal(h, int64(4), response.ContentLength)
			},
			call: func(c client, id int64) (string, error) {
				return try(c.AttachFile(id, useresponse.File{Name: "a.txt", Content: []byte("a")}))
			},
			invalid: func(h server) (string, error) {
				return try(h.agent.AttachFile(h.idea(h.agent).ID, useresponse.File{Name: "run.exe", Content: []byte("a")}))
			},
			forbidden: func(h server) (string, error) {
				return try(h.user.AttachFile(h.idea(h.agent).ID, useresponse.File{Name: "a.txt", Content: []byte("a")}))
			},
		},
		"objects.lock": {
			good: func(h server) {
				idea := h.idea(h.agent)
				require.False(h, must(h, h.agent.ToggleLock(idea.ID)).CanComment)
				_, err := send(h.user.CreateComment(idea.ID, "A"))
				require.ErrorIs(h, err, api.ErrForbidden)
				require.True(h, must(h, h.agent.ToggleLock(idea.ID)).CanComment)
			},
			call: object(client.ToggleLock),
		},
		"objects.subscribe": {
			good: func(h server) { require.True(h, must(h, h.user.Subscribe(h.idea(h.agent).ID, 0)).Subscribed) },
			call: func(c client, id int64) (string, error) { return try(c.Subscribe(id, 0)) },
			invalid: func(h server) (string, error) {
				return try(h.agent.Subscribe(h.idea(h.agent).ID, nowhere))
			},
			forbidden: func(h server) (string, error) { return try(h.user.Subscribe(h.idea(h.agent).ID, 10)) },
		},
		"objects.unsubscribe": {
			good: func(h server) { require.False(h, must(h, h.agent.Unsubscribe(h.idea(h.agent).ID, 0)).Subscribed) },
			call: func(c client, id int64) (string, error) { return try(c.Unsubscribe(id, 0)) },
			invalid: func(h server) (string, error) {
				return try(h.agent.Unsubscribe(h.idea(h.agent).ID, nowhere))
			},
			forbidden: func(h server) (string, error) { return try(h.user.Unsubscribe(h.idea(h.agent).ID, 10)) },
		},
		"objects.vote": {
			good: func(h server) {
				idea := h.idea(h.agent) // which its author has voted for
				for _, step := range []struct {
					vote string
					all  int64
				}{{"up", 2}, {"down", 0}, {"", 1}} {
					require.Equal(h, step.all, must(h, h.user.Vote(idea.ID, helpdesk.Vote(step.vote))).Votes.All, step.vote)
				}
			},
			call: func(c client, id int64) (string, error) { return try(c.Vote(id, "up")) },
			invalid: func(h server) (string, error) {
				ticket := must(h, h.user.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "T"}))
				return try(h.user.Vote(ticket.ID, "up"))
			},
			forbidden: func(h server) (string, error) {
				idea := h.idea(h.agent)
				must(h, h.agent.ArchiveObject(idea.ID))
				return try(h.agent.Vote(idea.ID, "up"))
			},
		},
		"objects.search": {
			good: func(h server) {
				idea := h.idea(h.agent)
				found := must(h, h.agent.SearchObjects(useresponse.Search{Text: "calendar tides", Ownership: "feedback", Type: "idea",
					Author: idea.Author.ID, Date: "today", Sort: "new", Page: 1, Count: 50}))
				require.Equal(h, idea.ID, found.Items[0].ID)
			},
			call: func(c client, _ int64) (string, error) { return try(c.SearchObjects(useresponse.Search{})) },
		},
		"tickets.list": {
			good: func(h server) {
				ticket := must(h, h.agent.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "Harbour lamp", Responsible: must(h, h.agent.Me()).ID}))
				found := must(h, h.agent.ListTickets(useresponse.Tickets{Text: "harbour lamp", Status: "opened,all-active", Date: "today", Author: ticket.Author.ID,
					AuthorEmail: h.Logins.Agent.Email, Responsible: ticket.Responsible.ID, Sort: "new_updated", Page: 1, Count: 5}))
				require.Len(h, found.Items, 1)
				require.Equal(h, ticket.ID, found.Items[0].ID)
				require.Empty(h, must(h, h.agent.ListTickets(useresponse.Tickets{Text: "harbour lamp", Fields: []useresponse.FieldFilter{{Field: 12, Value: "no such"}}})).Items)
			},
			call: func(c client, _ int64) (string, error) { return try(c.ListTickets(useresponse.Tickets{})) },
		},
		"fields.objects": {
			good: func(h server) {
				fields := must(h, h.agent.ObjectFields())
				require.NotEmpty(h, fields)
				require.True(h, strings.HasPrefix(fields[0].Name, "property_"))
			},
			call: func(c client, _ int64) (string, error) { return try(c.ObjectFields()) },
		},
		"fields.users": {
			good: func(h server) { require.NotEmpty(h, must(h, h.agent.UserFields())) },
			call: func(c client, _ int64) (string, error) { return try(c.UserFields()) },
		},
		"reports.list": {
			good: func(h server) { require.NotEmpty(h, must(h, h.agent.Reports())[0].Name) },
			call: func(c client, _ int64) (string, error) { return try(c.Reports()) },
		},
		"reports.objects": {
			good: func(h server) {
				id := must(h, h.agent.Reports())[0].ID
				page := must(h, h.agent.ReportObjects(id, useresponse.ReportQuery{Sort: "activity", Page: 1, PerPage: 5}))
				require.NotEmpty(h, page.Groups)
				require.LessOrEqual(h, len(page.Items), 5)
				must(h, h.agent.ReportObjects(id, useresponse.ReportQuery{Group: page.Groups[0].ID}))
			},
			call: func(c client, id int64) (string, error) { return try(c.ReportObjects(id, useresponse.ReportQuery{})) },
		},
		"notes.list": {
			good: func(h server) {
				u := h.newUser("notes@people.test")
				require.Empty(h, must(h, h.agent.UserNotes(u.ID)))
			},
			call: func(c client, id int64) (string, error) { return try(c.UserNotes(id)) },
		},
		"notes.add": {
			good: func(h server) {
				u := h.newUser("note@people.test")
				notes := must(h, h.agent.AddUserNote(u.ID, useresponse.NewNote{Content: "Call [b]late[/b]", RemindAt: "2026-06-01 18:29:00"}))
				require.Equal(h, "2026-06-01 18:29:00", notes[0].RemindAt)
			},
			call: func(c client, id int64) (string, error) {
				return try(c.AddUserNote(id, useresponse.NewNote{Content: "A"}))
			},
		},
		"notes.edit": {
			good: func(h server) {
				u := h.newUser("note2@people.test")
				id := must(h, h.agent.AddUserNote(u.ID, useresponse.NewNote{Content: "A", RemindAt: "2026-06-01 18:29:00"}))[0].ID
				kept := must(h, h.agent.EditUserNote(id, useresponse.NoteEdit{Content: "B"}))[0]
				require.Equal(h, "2026-06-01 18:29:00", kept.RemindAt, "what is absent stays")
				require.Empty(h, must(h, h.agent.EditUserNote(id, useresponse.NoteEdit{Content: "B", RemindAt: new("")}))[0].RemindAt)
			},
			call: func(c client, id int64) (string, error) {
				return try(c.EditUserNote(id, useresponse.NoteEdit{Content: "A"}))
			},
		},
		"notes.delete": {
			good: func(h server) {
				u := h.newUser("note3@people.test")
				id := must(h, h.agent.AddUserNote(u.ID, useresponse.NewNote{Content: "A"}))[0].ID
				require.Empty(h, must(h, h.agent.DeleteUserNote(id)))
			},
			call: func(c client, id int64) (string, error) { return try(c.DeleteUserNote(id)) },
		},
	}
}

func TestEveryOperationOfTheReferenceWorksAgainstTheSandbox(t *testing.T) {
	listed := reference.Read(t, "testdata/operations.txt")
	rows := useresponse.Operations()
	reference.Compare(t, listed, rows)
	table, tested := trials(), 0
	require.Len(t, table, len(rows), "each operation is tried and no other")
	h := open(t, sandbox.Options{Premoderate: true})
	guests := open(t, sandbox.Options{Guest: true})
	for _, row := range rows {
		name := row.Name
		ok := t.Run(name, func(t *testing.T) {
			outer := h.T
			h.T = t
			defer func() { h.T = outer }()
			trial := table[name]
			require.NotNil(t, trial.good, "nothing tries it")
			refused := func(err error, op string, kind *api.Error, why string) {
				t.Helper()
				require.ErrorIs(t, err, kind, why)
				var e *api.Error
				require.True(t, errors.As(err, &e))
				require.Equal(t, name, op)
				require.Equal(t, name, e.Op)
				require.NotZero(t, e.Status, "%s: the server was to refuse it", why)
			}
			before := h.answered[name]
			trial.good(h)
			require.Greater(t, h.answered[name], before, "the sandbox has answered it")

			op, err := trial.call(h.wrong, nowhere)
			refused(err, op, api.ErrUnauthorized, "a key that is wrong")
			if row.Access != api.ForAnyone {
				op, err = trial.call(h.guest, nowhere)
				refused(err, op, api.ErrUnauthorized, "no key")
				_, err = trial.call(guests.guest, nowhere)
				require.Equal(t, row.Access == api.ForGuests, !errors.Is(err, api.ErrUnauthorized), "no key where guests are let in")
			}
			if row.ByID() {
				op, err = trial.call(h.admin, nowhere)
				refused(err, op, api.ErrNotFound, "something that is not there")
			}
			if row.Access >= api.ForAgents {
				op, err = trial.call(h.user, nowhere)
				refused(err, op, api.ErrForbidden, "without the right")
			}
			for _, c := range []struct {
				try  func(*helpdeskServer) (string, error)
				kind *api.Error
			}{{trial.invalid, api.ErrInvalid}, {trial.forbidden, api.ErrForbidden}, {trial.conflict, api.ErrConflict}} {
				if c.try != nil {
					op, err := c.try(h)
					refused(err, op, c.kind, "what only the server can refuse")
				}
			}
		})
		if ok {
			tested++
		}
		key := [...]string{"none", "guests too", "a key", "an agent's", "an administrator's"}[row.Access]
		form := [...]string{api.Bare: "bare", api.Wrapped: "wrapped"}[row.Answer]
		t.Logf("%-27s %-43s %-19s %-8s sandbox %-5v tested %-5v %s", name, row.Method+" "+row.Path, key, form, h.answered[name] > 0, ok, row.Assumed)
	}
	inSandbox, titled := 0, 0
	for _, row := range listed {
		if h.answered[row.Name] > 0 {
			inSandbox++
		}
		if row.Titled {
			titled++
		}
	}
	t.Logf("operations  in the reference %d (and %d without a title)  in the client %d  in the sandbox %d  tested %d",
		titled, len(listed)-titled, len(rows), inSandbox, tested)
	require.Equal(t, 52, titled, "the reference has this many titles")
}
