package useresponse

import (
	"net/http"
	"slices"
	"sync"

	"deskside/build/sandbox/wire"
)

var (
	get    = []string{http.MethodGet}
	post   = []string{http.MethodPost}
	put    = []string{http.MethodPut}
	remove = []string{http.MethodDelete}

	// trashVerbs adds the verb that some clients throw things away with.
	trashVerbs = append([]string{http.MethodDelete}, anyVerb...)
)

// Table is the table of UseResponse operations. Paths are below
// /api/VERSION/. The access column is assumed throughout, from "rights follow the
// team of the key's owner".
var Table = sync.OnceValue(func() []*operation {
	table := []*operation{
		{Name: "auth.login", Verbs: post, Path: "auth/login.json", access: open, envelope: bare, run: (*call).login},

		{Name: "categories.list", Verbs: get, Path: "categories.json", access: guestRead, envelope: bare, run: (*call).listCategories},
		{Name: "categories.get", Verbs: get, Path: "categories/{id}.json", access: guestRead, envelope: bare, run: (*call).getCategory},

		{Name: "changelog.object", Verbs: get, Path: "changelog/object/{id}.json", access: agent, envelope: bare, run: (*call).objectChangelog},
		{Name: "changelog.user", Verbs: get, Path: "changelog/user/{id}.json", access: agent, envelope: bare, run: (*call).userChangelog},

		{Name: "chats.list", Verbs: get, Path: "chats.json", access: user, run: (*call).listChats},
		{Name: "chats.get", Verbs: get, Path: "chats/{id}.json", access: user, run: (*call).getChat},
		{Name: "chats.messages", Verbs: get, Path: "chats/{id}/messages.json", access: user, run: (*call).chatMessages},

		{Name: "moderation.approve_comment", Verbs: anyVerb, Path: "comment/{id}/approve.json", access: agent, run: (*call).approveComment},
		{Name: "moderation.decline_comment", Verbs: anyVerb, Path: "comment/{id}/decline.json", access: agent, run: (*call).declineComment},
		{Name: "moderation.approve_topic", Verbs: anyVerb, Path: "topic/{id}/approve.json", access: agent, run: (*call).approveTopic},
		{Name: "moderation.decline_topic", Verbs: anyVerb, Path: "topic/{id}/decline.json", access: agent, run: (*call).declineTopic},

		{Name: "comments.list", Verbs: get, Path: "comments.json", access: user, run: (*call).listComments},
		{Name: "comments.create", Verbs: post, Path: "comments.json", access: user, run: (*call).createComment},
		{Name: "comments.best", Verbs: anyVerb, Path: "comments/{id}/best/toggle.json", access: user, run: (*call).toggleBest},
		{Name: "comments.edit", Verbs: post, Path: "comments/{id}/edit.json", access: user, run: (*call).editComment},
		{Name: "comments.recover", Verbs: anyVerb, Path: "comments/{id}/recovery.json", access: agent, run: (*call).recoverComment},
		{Name: "comments.trash", Verbs: trashVerbs, Path: "comments/{id}/trash.json", access: user, run: (*call).trashComment},
		{Name: "comments.vote", Verbs: anyVerb, Path: "comments/{id}/votes/toggle.json", access: user, run: (*call).toggleCommentVote},
		{Name: "objects.comments", Verbs: get, Path: "objects/{id}/comments.json", access: guestRead, run: (*call).objectComments},

		{Name: "forums.list", Verbs: get, Path: "forums.json", access: guestRead, envelope: bare, run: (*call).listForums},
		{Name: "statuses.list", Verbs: get, Path: "statuses.json", access: guestRead, envelope: bare, run: (*call).listStatuses},

		{Name: "users.me", Verbs: get, Path: "me.json", access: user, envelope: bare, run: (*call).me},
		{Name: "users.update_me", Verbs: post, Path: "profile/update.json", access: user, run: (*call).updateMe},
		{Name: "users.create", Verbs: post, Path: "users.json", access: agent, run: (*call).createUser},
		{Name: "users.delete", Verbs: remove, Path: "users/{id}.json", access: admin, run: (*call).deleteUser},
		// The documentation declares the method of a deletion as a part of the path.
		{Name: "users.delete", Verbs: remove, Path: "users/{id}/{word}.json", access: admin, run: (*call).deleteUser},
		{Name: "users.get", Verbs: get, Path: "users/{id}.json", access: user, envelope: bare, run: (*call).getUser},
		{Name: "users.edit", Verbs: post, Path: "users/{id}.json", access: agent, run: (*call).editUser},
		{Name: "users.activity", Verbs: get, Path: "users/{id}/activity.json", access: user, envelope: bare, run: (*call).userObjects},
		{Name: "users.password", Verbs: post, Path: "users/{id}/change-password.json", access: user, run: (*call).changePassword},
		{Name: "users.search", Verbs: get, Path: "users/search.json", access: agent, envelope: bare, run: (*call).searchUsers},

		{Name: "objects.create", Verbs: post, Path: "objects.json", access: user, run: (*call).createObject},
		{Name: "objects.delete", Verbs: remove, Path: "objects/{id}.json", access: agent, run: (*call).deleteObject},
		{Name: "objects.get", Verbs: get, Path: "objects/{id}.json", access: guestRead, envelope: bare, run: (*call).getObject},
		{Name: "objects.edit", Verbs: put, Path: "objects/{id}.json", access: user, run: (*call).editObject},
		{Name: "objects.archive", Verbs: anyVerb, Path: "objects/{id}/archive.json", access: agent, run: (*call).archiveObject},
		{Name: "objects.attach", Verbs: post, Path: "objects/{id}/attach-file.json", access: user, run: (*call).attachFile, raw: true},
		{Name: "objects.lock", Verbs: anyVerb, Path: "objects/{id}/comments/toggle.json", access: agent, run: (*call).lockObject},
		{Name: "objects.recover", Verbs: anyVerb, Path: "objects/{id}/recovery.json", access: agent, run: (*call).recoverObject},
		{Name: "objects.subscribe", Verbs: anyVerb, Path: "objects/{id}/subscribe.json", access: user, run: (*call).subscribe},
		{Name: "objects.trash", Verbs: trashVerbs, Path: "objects/{id}/trash.json", access: agent, run: (*call).trashObject},
		{Name: "objects.unsubscribe", Verbs: anyVerb, Path: "objects/{id}/unsubscribe.json", access: user, run: (*call).unsubscribe},
		{Name: "objects.vote", Verbs: anyVerb, Path: "objects/{id}/votes/toggle.json", access: user, run: (*call).voteObject},
		{Name: "objects.search", Verbs: get, Path: "search.json", access: guestRead, run: (*call).search},
		{Name: "tickets.list", Verbs: get, Path: "tickets.json", access: user, run: (*call).listTickets},

		{Name: "fields.objects", Verbs: get, Path: "objects/custom-fields/list.json", access: guestRead, envelope: bare, run: (*call).listObjectFields},
		{Name: "fields.users", Verbs: get, Path: "users/custom-fields/list.json", access: guestRead, envelope: bare, run: (*call).listUserFields},

		{Name: "reports.objects", Verbs: get, Path: "report/{id}/objects.json", access: agent, envelope: bare, run: (*call).reportObjects},
		{Name: "reports.list", Verbs: get, Path: "reports/list.json", access: agent, envelope: bare, run: (*call).listReports},

		{Name: "notes.list", Verbs: get, Path: "users/{id}/notes.json", access: agent, run: (*call).listNotes},
		{Name: "notes.add", Verbs: post, Path: "users/{id}/notes/add.json", access: agent, run: (*call).addNote},
		{Name: "notes.delete", Verbs: anyVerb, Path: "users/notes/{id}/delete.json", access: agent, run: (*call).deleteNote},
		{Name: "notes.edit", Verbs: post, Path: "users/notes/{id}/edit.json", access: agent, run: (*call).editNote},

		// Neighbours that version 4 has and the vendor's SDKs call.
		{Name: "fields.v4", Verbs: get, Path: "custom-fields/{word}.json", access: guestRead, run: (*call).listOldFields},
		{Name: "files.upload", Verbs: post, Path: "upload-file.json", access: user, run: (*call).uploadFile},
		{Name: "auth.register", Verbs: post, Path: "register.json", access: open, run: (*call).register},
		{Name: "auth.identity", Verbs: get, Path: "sso/identity.json", access: open, run: (*call).identity},
		// A neighbour that is newer than the description.
		{Name: "users.ban", Verbs: post, Path: "users/{id}/ban.json", access: agent, run: (*call).ban},
	}
	for _, op := range table {
		op.pattern = wire.ParsePattern(op.Path)
	}
	return table
})

// Neighbours are operations that the description does not have, or that only
// programs other than ours call.
var Neighbours = []string{"fields.v4", "files.upload", "auth.register", "auth.identity", "users.ban"}

// Operations gives the names of the described operations, in the order of the
// table.
func Operations() []string {
	var names []string
	for _, op := range Table() {
		if !slices.Contains(names, op.Name) && !slices.Contains(Neighbours, op.Name) {
			names = append(names, op.Name)
		}
	}
	return names
}
