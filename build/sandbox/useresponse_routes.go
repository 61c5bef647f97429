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
)

// operations is the table of UseResponse operations. Paths are below
// /api/VERSION/. The access column is assumed throughout, from "rights follow the
// team of the key's owner".
var operations = sync.OnceValue(func() []*operation {
	table := []*operation{
		{name: "auth.login", verbs: post, path: "auth/login.json", access: open, envelope: bare, run: (*urCall).login},
		{name: "categories.list", verbs: get, path: "categories.json", access: guestRead, envelope: bare, run: (*urCall).listCategories},
		{name: "categories.get", verbs: get, path: "categories/{id}.json", access: guestRead, envelope: bare, run: (*urCall).getCategory},
		{name: "comments.list", verbs: get, path: "comments.json", access: user, run: (*urCall).listComments},
		{name: "comments.create", verbs: post, path: "comments.json", access: user, run: (*urCall).createComment},
		{name: "objects.comments", verbs: get, path: "objects/{id}/comments.json", access: guestRead, run: (*urCall).objectComments},
		{name: "forums.list", verbs: get, path: "forums.json", access: guestRead, envelope: bare, run: (*urCall).listForums},
		{name: "statuses.list", verbs: get, path: "statuses.json", access: guestRead, envelope: bare, run: (*urCall).listStatuses},
		{name: "users.me", verbs: get, path: "me.json", access: user, envelope: bare, run: (*urCall).me},
		{name: "users.get", verbs: get, path: "users/{id}.json", access: user, envelope: bare, run: (*urCall).getUser},
		{name: "users.search", verbs: get, path: "users/search.json", access: agent, envelope: bare, run: (*urCall).searchUsers},
		{name: "objects.create", verbs: post, path: "objects.json", access: user, run: (*urCall).createObject},
		{name: "objects.delete", verbs: remove, path: "objects/{id}.json", access: agent, run: (*urCall).deleteObject},
		{name: "objects.get", verbs: get, path: "objects/{id}.json", access: guestRead, envelope: bare, run: (*urCall).getObject},
		{name: "objects.edit", verbs: put, path: "objects/{id}.json", access: user, run: (*urCall).editObject},
		{name: "objects.vote", verbs: anyVerb, path: "objects/{id}/votes/toggle.json", access: user, run: (*urCall).voteObject},
		{name: "objects.search", verbs: get, path: "search.json", access: guestRead, run: (*urCall).search},
		{name: "tickets.list", verbs: get, path: "tickets.json", access: user, run: (*urCall).listTickets},
		{name: "fields.objects", verbs: get, path: "objects/custom-fields/list.json", access: guestRead, envelope: bare, run: (*urCall).listObjectFields},
		{name: "fields.users", verbs: get, path: "users/custom-fields/list.json", access: guestRead, envelope: bare, run: (*urCall).listUserFields},
	}
	for _, op := range table {
		op.pattern = parsePattern(op.path)
	}
	return table
})
