package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// attempt is one call of an operation, planned and ready to be sent through faults.
type attempt struct {
	op         string
	repeatable bool
	send       func(...transport.Option) error
	// made counts what has come of it, where it makes something that tells itself
	// apart; nil where it makes nothing.
	made func() int
}

// operation plans calls of one operation. mark is a word that no other call has.
type operation struct {
	name string
	plan func(d *desk, mark string) attempt
}

func planned[T any](d *desk, call api.Call[T]) attempt {
	return attempt{op: call.Op, repeatable: call.Request.Repeatable, send: func(options ...transport.Option) error {
		_, err := transport.Do(context.Background(), d.client, call, d.options(options...)...)
		return err
	}}
}

// making adds to an attempt how what it makes is counted.
func (a attempt) making(made func() int) attempt {
	a.made = made
	return a
}

// direct sends requests to the sandbox without a network between.
type direct struct{ http.Handler }

func (h direct) Do(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// must runs a call that prepares or checks: no fault may be set.
func must[T any](d *desk, call api.Call[T]) T {
	d.t.Helper()
	value, err := transport.Do(context.Background(), direct{d.Server}, call, d.options()...)
	require.NoError(d.t, err, call.Op)
	return value
}

func idea(title string) useresponse.NewObject {
	return useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: title, Content: "What it is about."}
}

// The things that operations work on, each made anew.

func (d *desk) idea(c useresponse.Client, mark string) int64 {
	return must(d, c.CreateObject(idea(mark))).ID
}

func (d *desk) comment(c useresponse.Client, mark string) int64 {
	return must(d, c.CreateComment(d.standing.idea, mark)).ID
}

func (d *desk) user(mark string) int64 {
	return must(d, d.admin.CreateUser(useresponse.NewUser{Email: mark + "@people.test", Name: mark})).ID
}

func (d *desk) note(mark string) int64 {
	for _, n := range must(d, d.admin.AddUserNote(d.standing.user, useresponse.NewNote{Content: mark})) {
		if strings.Contains(n.Content, mark) {
			return n.ID
		}
	}
	require.Fail(d.t, "the note is not among the notes")
	return 0
}

// standing are things that operations may work on again and again.
type standing struct {
	idea, user, chat, report, ticket, client int64
	email                                    string
}

func (d *desk) findStanding() {
	s := &d.standing
	s.idea = d.idea(d.admin, "A standing idea")
	s.user = must(d, d.customer.Me()).ID
	s.chat = must(d, d.admin.Chats(0, 0)).Items[0].External
	s.report = must(d, d.admin.Reports())[0].ID
	s.email = "standing@shop.test"
	s.ticket = must(d, d.usedesk.CreateTicket(usedesk.NewTicket{Subject: "A standing ticket", Message: "Text", Email: s.email}))
	s.client = must(d, d.usedesk.ProfileByEmail(s.email)).ID
}

// count counts items that are meant.
func count[T any](items []T, meant func(T) bool) (n int) {
	for _, item := range items {
		if meant(item) {
			n++
		}
	}
	return n
}

// byID plans an operation on something that it must not meet twice.
func byID[T any](name string, call func(*desk, int64) api.Call[T], make func(*desk, string) int64) operation {
	return operation{name, func(d *desk, mark string) attempt { return planned(d, call(d, make(d, mark))) }}
}

// as plans an operation that needs nothing of its own.
func as[T any](name string, call func(*desk) api.Call[T]) operation {
	return operation{name, func(d *desk, _ string) attempt { return planned(d, call(d)) }}
}

// operations is every operation of both clients.
func operations() []operation {
	type (
		ur      = api.Call[useresponse.Object]
		remark  = api.Call[useresponse.Comment]
		objects = api.Call[useresponse.Page[useresponse.Object]]
	)
	byAdmin := func(d *desk, mark string) int64 { return d.idea(d.admin, mark) }
	byCustomer := func(d *desk, mark string) int64 { return d.idea(d.customer, mark) }
	remarkByAdmin := func(d *desk, mark string) int64 { return d.comment(d.admin, mark) }
	remarkByCustomer := func(d *desk, mark string) int64 { return d.comment(d.customer, mark) }
	return []operation{
		as("auth.login", func(d *desk) api.Call[useresponse.User] {
			return d.guest.Login(d.Logins.Agent.Email, d.Logins.Agent.Password)
		}),
		as("categories.list", func(d *desk) api.Call[[]useresponse.Category] { return d.admin.Categories("feedback", "") }),
		as("categories.get", func(d *desk) api.Call[useresponse.Category] { return d.admin.Category(10) }),
		as("changelog.object", func(d *desk) api.Call[[]useresponse.Changelog] { return d.admin.ObjectChangelog(d.standing.idea) }),
		as("changelog.user", func(d *desk) api.Call[[]useresponse.Changelog] { return d.admin.UserChangelog(d.standing.user) }),
		as("chats.list", func(d *desk) api.Call[useresponse.Page[useresponse.Chat]] { return d.admin.Chats(0, 9) }),
		as("chats.get", func(d *desk) api.Call[useresponse.Chat] { return d.admin.Chat(d.standing.chat) }),
		as("chats.messages", func(d *desk) api.Call[useresponse.Page[useresponse.Message]] {
			return d.admin.ChatMessages(d.standing.chat, useresponse.Messages{Page: 1})
		}),

		byID("moderation.approve_comment", func(d *desk, id int64) remark { return d.admin.ApproveComment(id) }, remarkByCustomer),
		byID("moderation.decline_comment", func(d *desk, id int64) remark { return d.admin.DeclineComment(id, "Twice") }, remarkByCustomer),
		byID("moderation.approve_topic", func(d *desk, id int64) ur { return d.admin.ApproveTopic(id) }, byCustomer),
		byID("moderation.decline_topic", func(d *desk, id int64) ur { return d.admin.DeclineTopic(id, "Known") }, byCustomer),

		as("comments.list", func(d *desk) api.Call[[]useresponse.Comment] {
			return d.admin.ListComments(useresponse.CommentQuery{Date: "yesterday", Page: 9})
		}),
		{"comments.create", func(d *desk, mark string) attempt {
			return planned(d, d.admin.CreateComment(d.standing.idea, mark)).making(func() int {
				all := must(d, d.admin.ObjectComments(d.standing.idea, useresponse.CommentQuery{}))
				return count(all, func(c useresponse.Comment) bool { return strings.Contains(c.Content, mark) })
			})
		}},
		byID("comments.best", func(d *desk, id int64) remark { return d.admin.ToggleBestComment(id) }, remarkByAdmin),
		byID("comments.edit", func(d *desk, id int64) remark { return d.admin.EditComment(id, "Edited", false) }, remarkByAdmin),
		byID("comments.recover", func(d *desk, id int64) remark { return d.admin.RecoverComment(id) }, func(d *desk, mark string) int64 {
			return must(d, d.admin.TrashComment(d.comment(d.admin, mark))).ID
		}),
		byID("comments.trash", func(d *desk, id int64) remark { return d.admin.TrashComment(id) }, remarkByAdmin),
		byID("comments.vote", func(d *desk, id int64) remark { return d.admin.ToggleCommentVote(id) }, remarkByAdmin),
		as("objects.comments", func(d *desk) api.Call[[]useresponse.Comment] {
			return d.admin.ObjectComments(d.standing.idea, useresponse.CommentQuery{Page: 1})
		}),

		as("forums.list", func(d *desk) api.Call[[]useresponse.Forum] { return d.admin.Forums() }),
		as("statuses.list", func(d *desk) api.Call[[]useresponse.Status] { return d.admin.Statuses("helpdesk", "ticket") }),

		as("users.me", func(d *desk) api.Call[useresponse.User] { return d.admin.Me() }),
		as("users.update_me", func(d *desk) api.Call[useresponse.User] {
			return d.admin.UpdateMe(useresponse.UserEdit{Tags: new("a, b")})
		}),
		{"users.create", func(d *desk, mark string) attempt {
			email := mark + "@people.test"
			return planned(d, d.admin.CreateUser(useresponse.NewUser{Email: email, Name: mark})).making(func() int {
				return len(must(d, d.admin.SearchUsers(useresponse.UserSearch{Email: email})).Items)
			})
		}},
		byID("users.delete", func(d *desk, id int64) api.Call[useresponse.User] { return d.admin.DeleteUser(id, true) }, (*desk).user),
		as("users.get", func(d *desk) api.Call[useresponse.User] { return d.admin.User(d.standing.user) }),
		as("users.edit", func(d *desk) api.Call[useresponse.User] {
			return d.admin.EditUser(d.standing.user, useresponse.UserEdit{Name: new("Nora B.")})
		}),
		as("users.activity", func(d *desk) objects { return d.admin.UserObjects(d.standing.user, 1, 1) }),
		as("users.password", func(d *desk) api.Call[useresponse.User] {
			return d.admin.SetPassword(d.standing.user, d.Logins.User.Password)
		}),
		as("users.search", func(d *desk) api.Call[useresponse.Page[useresponse.User]] {
			return d.admin.SearchUsers(useresponse.UserSearch{Text: "Nora", Count: 2})
		}),

		{"objects.create", func(d *desk, mark string) attempt {
			return planned(d, d.admin.CreateObject(idea(mark))).making(func() int {
				found := must(d, d.admin.SearchObjects(useresponse.Search{Ownership: "feedback", Type: "idea", Text: mark, Count: 3}))
				return count(found.Items, func(o useresponse.Object) bool { return o.Title == mark })
			})
		}},
		byID("objects.delete", func(d *desk, id int64) ur { return d.admin.DeleteObject(id) }, byAdmin),
		as("objects.get", func(d *desk) ur { return d.admin.Object(d.standing.idea) }),
		as("objects.edit", func(d *desk) ur {
			return d.admin.EditObject(d.standing.idea, useresponse.ObjectEdit{Tags: []string{"a"}})
		}),
		byID("objects.archive", func(d *desk, id int64) ur { return d.admin.ArchiveObject(id) }, byAdmin),
		{"objects.attach", func(d *desk, mark string) attempt {
			return planned(d, d.admin.AttachFile(d.standing.idea, useresponse.File{Name: mark + ".txt", Content: []byte("a")})).making(func() int {
				files := must(d, d.admin.Object(d.standing.idea)).Files
				return count(files, func(f useresponse.Attachment) bool { return f.Name == mark+".txt" })
			})
		}},
		byID("objects.lock", func(d *desk, id int64) ur { return d.admin.ToggleLock(id) }, byAdmin),
		byID("objects.recover", func(d *desk, id int64) ur { return d.admin.RecoverObject(id) }, func(d *desk, mark string) int64 {
			return must(d, d.admin.TrashObject(d.idea(d.admin, mark))).ID
		}),
		byID("objects.subscribe", func(d *desk, id int64) ur { return d.customer.Subscribe(id, 0) }, byAdmin),
		byID("objects.trash", func(d *desk, id int64) ur { return d.admin.TrashObject(id) }, byAdmin),
		byID("objects.unsubscribe", func(d *desk, id int64) ur { return d.admin.Unsubscribe(id, 0) }, byAdmin),
		byID("objects.vote", func(d *desk, id int64) ur { return d.customer.Vote(id, helpdesk.VoteUp) }, byAdmin),
		as("objects.search", func(d *desk) objects { return d.admin.SearchObjects(useresponse.Search{Text: "standing", Count: 1}) }),
		as("tickets.list", func(d *desk) objects { return d.admin.ListTickets(useresponse.Tickets{Count: 1}) }),

		as("fields.objects", func(d *desk) api.Call[[]useresponse.CustomField] { return d.admin.ObjectFields() }),
		as("fields.users", func(d *desk) api.Call[[]useresponse.CustomField] { return d.admin.UserFields() }),
		as("reports.objects", func(d *desk) api.Call[useresponse.ReportPage] {
			return d.admin.ReportObjects(d.standing.report, useresponse.ReportQuery{PerPage: 1})
		}),
		as("reports.list", func(d *desk) api.Call[[]useresponse.Report] { return d.admin.Reports() }),

		as("notes.list", func(d *desk) api.Call[[]useresponse.UserNote] { return d.admin.UserNotes(d.standing.user) }),
		{"notes.add", func(d *desk, mark string) attempt {
			return planned(d, d.admin.AddUserNote(d.standing.user, useresponse.NewNote{Content: mark})).making(func() int {
				return count(must(d, d.admin.UserNotes(d.standing.user)), func(n useresponse.UserNote) bool { return strings.Contains(n.Content, mark) })
			})
		}},
		byID("notes.delete", func(d *desk, id int64) api.Call[[]useresponse.UserNote] { return d.admin.DeleteUserNote(id) }, (*desk).note),
		byID("notes.edit", func(d *desk, id int64) api.Call[[]useresponse.UserNote] {
			return d.admin.EditUserNote(id, useresponse.NoteEdit{Content: "Edited"})
		}, (*desk).note),

		as("usedesk.tickets", func(d *desk) api.Call[[]helpdesk.Ticket] {
			return d.usedesk.Tickets(usedesk.List{Client: d.standing.client})
		}),
		as("usedesk.ticket", func(d *desk) api.Call[usedesk.Conversation] { return d.usedesk.Ticket(d.standing.ticket) }),
		{"usedesk.create_ticket", func(d *desk, mark string) attempt {
			return planned(d, d.usedesk.CreateTicket(usedesk.NewTicket{Subject: mark, Message: "Text", Client: d.standing.client})).making(func() int {
				found := must(d, d.usedesk.Tickets(usedesk.List{Client: d.standing.client}))
				return count(found, func(t helpdesk.Ticket) bool { return t.Subject == mark })
			})
		}},
		as("usedesk.update_ticket", func(d *desk) api.Call[int64] {
			return d.usedesk.UpdateTicket(usedesk.Update{Ticket: d.standing.ticket, Subject: "Another subject"})
		}),
		{"usedesk.create_comment", func(d *desk, mark string) attempt {
			note := usedesk.NewComment{Ticket: d.standing.ticket, Visibility: usedesk.Private, Message: mark}
			return planned(d, d.usedesk.CreateComment(note)).making(func() int {
				comments := must(d, d.usedesk.Ticket(d.standing.ticket)).Comments
				return count(comments, func(c helpdesk.Comment) bool { return c.Body.Source == mark })
			})
		}},
		as("usedesk.users", func(d *desk) api.Call[[]usedesk.User] { return d.usedesk.Users(usedesk.UserList{}) }),
		as("usedesk.groups", func(d *desk) api.Call[[]usedesk.Group] { return d.usedesk.Groups() }),
		as("usedesk.tags", func(d *desk) api.Call[[]usedesk.Tag] { return d.usedesk.Tags(usedesk.TagList{Query: "a"}) }),
		as("usedesk.ticket_fields", func(d *desk) api.Call[[]usedesk.Field] { return d.usedesk.Fields() }),
		as("usedesk.channels", func(d *desk) api.Call[[]usedesk.Channel] { return d.usedesk.Channels("") }),
		as("usedesk.client", func(d *desk) api.Call[usedesk.Profile] { return d.usedesk.ProfileByEmail(d.standing.email) }),
		as("usedesk.clients", func(d *desk) api.Call[[]usedesk.Profile] {
			return d.usedesk.Profiles(usedesk.ProfileList{Query: d.standing.email, Whole: true})
		}),
	}
}

// mark returns a word that no call had before.
func (d *desk) mark() string {
	d.marks++
	return fmt.Sprintf("mark%05d", d.marks)
}
