package usedesk

import (
	"net/http"
	"slices"
	"sync"

	"deskside/shared/api"
	client "deskside/shared/usedesk"
)

// method is one row of the table.
type method struct {
	api.Operation
	run func(*call) (any, error)
}

// answers are what answers each method that the client has, by its name.
var answers = map[string]func(*call) (any, error){
	"usedesk.tickets":        (*call).listTickets,
	"usedesk.ticket":         (*call).getTicket,
	"usedesk.create_ticket":  (*call).createTicket,
	"usedesk.update_ticket":  (*call).updateTicket,
	"usedesk.create_comment": (*call).createComment,
	"usedesk.users":          (*call).listUsers,
	"usedesk.groups":         (*call).listGroups,
	"usedesk.tags":           (*call).listTags,
	"usedesk.ticket_fields":  (*call).listFields,
	"usedesk.channels":       (*call).listChannels,
	"usedesk.client":         (*call).getClient,
	"usedesk.clients":        (*call).listClients,
}

// neighbours are methods that public programs call and our client has no use for.
var neighbours = []method{
	{api.Operation{Name: "usedesk.create_ticket_async", Path: "create/ticket/async"}, (*call).createTicket},
	{api.Operation{Name: "usedesk.create_client", Path: "create/client"}, (*call).createClient},
	{api.Operation{Name: "usedesk.update_client", Path: "update/client"}, (*call).updateClient},
	{api.Operation{Name: "usedesk.user", Path: "user", Effect: api.Reads}, (*call).getUser},
	{api.Operation{Name: "usedesk.create_user", Path: "create/user"}, (*call).createUser},
	{api.Operation{Name: "usedesk.update_user", Path: "update/user"}, (*call).updateUser},
	{api.Operation{Name: "usedesk.delete_user", Path: "delete/user"}, (*call).deleteUser},
	{api.Operation{Name: "usedesk.chat_send_message", Path: "chat/sendMessage"}, (*call).sendMessage},
	{api.Operation{Name: "usedesk.chat_add_message", Path: "chat/addMessage"}, (*call).addMessage},
	{api.Operation{Name: "usedesk.chat_change_assignee", Path: "chat/changeAssignee"}, (*call).changeAssignee},
}

// table is the table of methods: those that the client's table describes, and
// their neighbours. Paths are below the API's base.
var table = sync.OnceValue(func() []method {
	var all []method
	for _, op := range client.Operations() {
		run := answers[op.Name]
		if run == nil {
			panic("the sandbox has no answer to " + op.Name)
		}
		all = append(all, method{*op, run})
	}
	return append(all, neighbours...)
})

// find returns the method of a path, or nil. Everything takes POST, and what
// reads takes GET, too.
func find(path, verb string) *method {
	all := table()
	at := slices.IndexFunc(all, func(m method) bool {
		return m.Path == path && (verb == http.MethodPost || m.Effect == api.Reads && verb == http.MethodGet)
	})
	if at < 0 {
		return nil
	}
	return &all[at]
}

// Knows reports whether there is a method of this path.
func Knows(path string) bool { return find(path, http.MethodPost) != nil }
