package sandbox

import (
	"net/http"
	"sync"
)

var (
	get    = []string{http.MethodGet}
	post   = []string{http.MethodPost}
	put    = []string{http.MethodPut}
	remove = []string{http.MethodDelete}

	// trashVerbs adds the verb that some clients throw things away with.
	trashVerbs = append([]string{http.MethodDelete}, anyVerb...)
)

// operations is the table of UseResponse operations. Paths are below
// /api/VERSION/. The access column is assumed throughout, from "rights follow the
// team of the key's owner".
var operations = sync.OnceValue(func() []*operation {
	table := []*operation{
		{name: "auth.login", verbs: post, path: "auth/login.json", access: open, envelope: bare, run: (*urCall).login},

		{name: "categories.list", verbs: get, path: "categories.json", access: guestRead, envelope: bare, run: (*urCall).listCategories},
		{name: "categories.get", verbs: get, path: "categories/{id}.json", access: guestRead, envelope: bare, run: (*urCall).getCategory},

		{name: "changelog.object", verbs: get, path: "changelog/object/{id}.json", access: agent, envelope: bare, run: (*urCall).objectChangelog},
		{name: "changelog.user", verbs: get, path: "changelog/user/{id}.json", access: agent, envelope: bare, run: (*urCall).userChangelog},

		{name: "chats.list", verbs: get, path: "chats.json", access: user, run: (*urCall).listChats},
		{name: "chats.get", verbs: get, path: "chats/{id}.json", access: user, run: (*urCall).getChat},
		{name: "chats.messages", verbs: get, path: "chats/{id}/messages.json", access: user, run: (*urCall).chatMessages},

		{name: "moderation.approve_comment", verbs: anyVerb, path: "comment/{id}/approve.json", access: agent, run: (*urCall).approveComment},
		{name: "moderation.decline_comment", verbs: anyVerb, path: "comment/{id}/decline.json", access: agent, run: (*urCall).declineComment},
		{name: "moderation.approve_topic", verbs: anyVerb, path: "topic/{id}/approve.json", access: agent, run: (*urCall).approveTopic},
		{name: "moderation.decline_topic", verbs: anyVerb, path: "topic/{id}/decline.json", access: agent, run: (*urCall).declineTopic},

		{name: "comments.list", verbs: get, path: "comments.json", access: user, run: (*urCall).listComments},
		{name: "comments.create", verbs: post, path: "comments.json", access: user, run: (*urCall).createComment},
		{name: "comments.best", verbs: anyVerb, path: "comments/{id}/best/toggle.json", access: user, run: (*urCall).toggleBest},
		{name: "comments.edit", verbs: post, path: "comments/{id}/edit.json", access: user, run: (*urCall).editComment},
		{name: "comments.recover", verbs: anyVerb, path: "comments/{id}/recovery.json", access: agent, run: (*urCall).recoverComment},
		{name: "comments.trash", verbs: trashVerbs, path: "comments/{id}/trash.json", access: user, run: (*urCall).trashComment},
		{name: "comments.vote", verbs: anyVerb, path: "comments/{id}/votes/toggle.json", access: user, run: (*urCall).toggleCommentVote},
		{name: "objects.comments", verbs: get, path: "objects/{id}/comments.json", access: guestRead, run: (*urCall).objectComments},

		{name: "forums.list", verbs: get, path: "forums.json", access: guestRead, envelope: bare, run: (*urCall).listForums},
		{name: "statuses.list", verbs: get, path: "statuses.json", access: guestRead, envelope: bare, run: (*urCall).listStatuses},

		{name: "users.me", verbs: get, path: "me.json", access: user, envelope: bare, run: (*urCall).me},
		{name: "users.update_me", verbs: post, path: "profile/update.json", access: user, run: (*urCall).updateMe},
		{name: "users.create", verbs: post, path: "users.json", access: agent, run: (*urCall).createUser},
		{name: "users.delete", verbs: remove, path: "users/{id}.json", access: admin, run: (*urCall).deleteUser},
		// The documentation declares the method of a deletion as a part of the path.
		{name: "users.delete", verbs: remove, path: "users/{id}/{word}.json", access: admin, run: (*urCall).deleteUser},
		{name: "users.get", verbs: get, path: "users/{id}.json", access: user, envelope: bare, run: (*urCall).getUser},
		{name: "users.edit", verbs: post, path: "users/{id}.json", access: agent, run: (*urCall).editUser},
		{name: "users.activity", verbs: get, path: "users/{id}/activity.json", access: user, envelope: bare, run: (*urCall).userObjects},
		{name: "users.password", verbs: post, path: "users/{id}/change-password.json", access: user, run: (*urCall).changePassword},
		{name: "users.search", verbs: get, path: "users/search.json", access: agent, envelope: bare, run: (*urCall).searchUsers},

		{name: "objects.create", verbs: post, path: "objects.json", access: user, run: (*urCall).createObject},
		{name: "objects.delete", verbs: remove, path: "objects/{id}.json", access: agent, run: (*urCall).deleteObject},
		{name: "objects.get", verbs: get, path: "objects/{id}.json", access: guestRead, envelope: bare, run: (*urCall).getObject},
		{name: "objects.edit", verbs: put, path: "objects/{id}.json", access: user, run: (*urCall).editObject},
		{name: "objects.archive", verbs: anyVerb, path: "objects/{id}/archive.json", access: agent, run: (*urCall).archiveObject},
		{name: "objects.attach", verbs: post, path: "objects/{id}/attach-file.json", access: user, run: (*urCall).attachFile, raw: true},
		{name: "objects.lock", verbs: anyVerb, path: "objects/{id}/comments/toggle.json", access: agent, run: (*urCall).lockObject},
		{name: "objects.recover", verbs: anyVerb, path: "objects/{id}/recovery.json", access: agent, run: (*urCall).recoverObject},
		{name: "objects.subscribe", verbs: anyVerb, path: "objects/{id}/subscribe.json", access: user, run: (*urCall).subscribe},
		{name: "objects.trash", verbs: trashVerbs, path: "objects/{id}/trash.json", access: agent, run: (*urCall).trashObject},
		{name: "objects.unsubscribe", verbs: anyVerb, path: "objects/{id}/unsubscribe.json", access: user, run: (*urCall).unsubscribe},
		{name: "objects.vote", verbs: anyVerb, path: "objects/{id}/votes/toggle.json", access: user, run: (*urCall).voteObject},
		{name: "objects.search", verbs: get, path: "search.json", access: guestRead, run: (*urCall).search},
		{name: "tickets.list", verbs: get, path: "tickets.json", access: user, run: (*urCall).listTickets},

		{name: "fields.objects", verbs: get, path: "objects/custom-fields/list.json", access: guestRead, envelope: bare, run: (*urCall).listObjectFields},
		{name: "fields.users", verbs: get, path: "users/custom-fields/list.json", access: guestRead, envelope: bare, run: (*urCall).listUserFields},

		{name: "reports.objects", verbs: get, path: "report/{id}/objects.json", access: agent, envelope: bare, run: (*urCall).reportObjects},
		{name: "reports.list", verbs: get, path: "reports/list.json", access: agent, envelope: bare, run: (*urCall).listReports},

		{name: "notes.list", verbs: get, path: "users/{id}/notes.json", access: agent, run: (*urCall).listNotes},
		{name: "notes.add", verbs: post, path: "users/{id}/notes/add.json", access: agent, run: (*urCall).addNote},
		{name: "notes.delete", verbs: anyVerb, path: "users/notes/{id}/delete.json", access: agent, run: (*urCall).deleteNote},
		{name: "notes.edit", verbs: post, path: "users/notes/{id}/edit.json", access: agent, run: (*urCall).editNote},

		// Neighbours that version 4 has and the vendor's SDKs call.
		{name: "fields.v4", verbs: get, path: "custom-fields/{word}.json", access: guestRead, run: (*urCall).listOldFields},
		{name: "files.upload", verbs: post, path: "upload-file.json", access: user, run: (*urCall).uploadFile},
		{name: "auth.register", verbs: post, path: "register.json", access: open, run: (*urCall).register},
		{name: "auth.identity", verbs: get, path: "sso/identity.json", access: open, run: (*urCall).identity},
		// A neighbour that is newer than the description.
		{name: "users.ban", verbs: post, path: "users/{id}/ban.json", access: agent, run: (*urCall).ban},
	}
	for _, op := range table {
		op.pattern = parsePattern(op.path)
	}
	return table
})
