package useresponse

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"deskside/build/sandbox/wire"
	"deskside/shared/api"
	client "deskside/shared/useresponse"
)

// operation is one row of the table.
type operation struct {
	api.Operation
	// Verbs are all that are taken.
	Verbs []string
	// Neighbour says that the description does not have it, or that only programs
	// other than ours call it.
	Neighbour bool

	run     func(*call) (any, error)
	pattern wire.Pattern
}

// answers are what answers each operation that is described, by its name.
var answers = map[string]func(*call) (any, error){
	"auth.login": (*call).login,

	"categories.list": (*call).listCategories,
	"categories.get":  (*call).getCategory,

	"changelog.object": (*call).objectChangelog,
	"changelog.user":   (*call).userChangelog,

	"chats.list":     (*call).listChats,
	"chats.get":      (*call).getChat,
	"chats.messages": (*call).chatMessages,

	"moderation.approve_comment": (*call).approveComment,
	"moderation.decline_comment": (*call).declineComment,
	"moderation.approve_topic":   (*call).approveTopic,
	"moderation.decline_topic":   (*call).declineTopic,

	"comments.list":    (*call).listComments,
	"comments.create":  (*call).createComment,
	"comments.best":    (*call).toggleBest,
	"comments.edit":    (*call).editComment,
	"comments.recover": (*call).recoverComment,
	"comments.trash":   (*call).trashComment,
	"comments.vote":    (*call).toggleCommentVote,

	"objects.comments": (*call).objectComments,

	"forums.list": (*call).listForums,

	"statuses.list": (*call).listStatuses,

	"users.me":        (*call).me,
	"users.update_me": (*call).updateMe,
	"users.create":    (*call).createUser,
	"users.delete":    (*call).deleteUser,
	"users.get":       (*call).getUser,
	"users.edit":      (*call).editUser,
	"users.activity":  (*call).userObjects,
	"users.password":  (*call).changePassword,
	"users.search":    (*call).searchUsers,

	"objects.create":      (*call).createObject,
	"objects.delete":      (*call).deleteObject,
	"objects.get":         (*call).getObject,
	"objects.edit":        (*call).editObject,
	"objects.archive":     (*call).archiveObject,
	"objects.attach":      (*call).attachFile,
	"objects.lock":        (*call).lockObject,
	"objects.recover":     (*call).recoverObject,
	"objects.subscribe":   (*call).subscribe,
	"objects.trash":       (*call).trashObject,
	"objects.unsubscribe": (*call).unsubscribe,
	"objects.vote":        (*call).voteObject,
	"objects.search":      (*call).search,

	"tickets.list": (*call).listTickets,

	"fields.objects": (*call).listObjectFields,
	"fields.users":   (*call).listUserFields,

	"reports.objects": (*call).reportObjects,
	"reports.list":    (*call).listReports,

	"notes.list":   (*call).listNotes,
	"notes.add":    (*call).addNote,
	"notes.delete": (*call).deleteNote,
	"notes.edit":   (*call).editNote,
}

// neighbours are operations beside those that are described.
var neighbours = []operation{
	// The documentation declares the method of a deletion as a part of the path.
	{Operation: api.Operation{Name: "users.delete", Method: "DELETE", Path: "users/{id}/{word}.json", Access: api.ForAdmins, Answer: api.Wrapped}, run: (*call).deleteUser},

	// What version 4 has and the vendor's SDKs call.
	{Operation: api.Operation{Name: "fields.v4", Method: "GET", Path: "custom-fields/{word}.json", Access: api.ForGuests, Answer: api.Wrapped, Effect: api.Reads}, Neighbour: true, run: (*call).listOldFields},
	{Operation: api.Operation{Name: "files.upload", Method: "POST", Path: "upload-file.json", Access: api.ForUsers, Answer: api.Wrapped}, Neighbour: true, run: (*call).uploadFile},
	{Operation: api.Operation{Name: "auth.register", Method: "POST", Path: "register.json", Access: api.ForAnyone, Answer: api.Wrapped}, Neighbour: true, run: (*call).register},
	{Operation: api.Operation{Name: "auth.identity", Method: "GET", Path: "sso/identity.json", Access: api.ForAnyone, Answer: api.Wrapped}, Neighbour: true, run: (*call).identity},
	// A neighbour that is newer than the description.
	{Operation: api.Operation{Name: "users.ban", Method: "POST", Path: "users/{id}/ban.json", Access: api.ForAgents, Answer: api.Wrapped}, Neighbour: true, run: (*call).ban},
}

// Table is the table of UseResponse operations: those that the client's table
// describes, and their neighbours. Paths are below /api/VERSION/.
var Table = sync.OnceValue(func() []*operation {
	var table []*operation
	for _, op := range client.Operations() {
		run := answers[op.Name]
		if run == nil {
			panic("the sandbox has no answer to " + op.Name)
		}
		table = append(table, &operation{Operation: *op, run: run})
	}
	for i := range neighbours {
		table = append(table, &neighbours[i])
	}
	for _, op := range table {
		op.Verbs, op.pattern = verbs(&op.Operation), wire.ParsePattern(op.Path)
	}
	return table
})

// verbs are what is taken: of actions without a body all, since clients
// disagree; some throw things away with DELETE.
func verbs(op *api.Operation) []string {
	all := []string{op.Method}
	if op.AnyMethod {
		all = append(all, http.MethodGet, http.MethodPost, http.MethodPut)
	}
	if strings.HasSuffix(op.Name, ".trash") {
		all = append(all, http.MethodDelete)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
