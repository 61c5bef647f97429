package sandbox

import "slices"

// neighbours are operations that the descriptions of the two APIs do not have, or
// that only programs other than ours call.
var neighbours = []string{
	"fields.v4", "files.upload", "auth.register", "auth.identity", "users.ban",
	"usedesk.create_ticket_async", "usedesk.create_client", "usedesk.update_client", "usedesk.user", "usedesk.create_user",
	"usedesk.update_user", "usedesk.delete_user", "usedesk.chat_send_message", "usedesk.chat_add_message", "usedesk.chat_change_assignee",
}

// Operations gives the names of the described operations, in the order of the
// tables: what Record.Operation says and Fault.Operation matches.
func Operations() []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) && !slices.Contains(neighbours, name) {
			names = append(names, name)
		}
	}
	for _, op := range operations() {
		add(op.name)
	}
	for _, method := range udMethods {
		add("usedesk." + method.name)
	}
	return names
}
