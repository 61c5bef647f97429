// Package desks is the registry: the kinds of helpdesk that agents work with;
// customers, below it, has that of customers. Beside the clients themselves they
// alone import them, so that nothing else can ask which helpdesk it has before it.
package desks

import (
	demo "deskside/shared/demo/desk"
	"deskside/shared/helpdesk"
	usedesk "deskside/shared/usedesk/desk"
	useresponse "deskside/shared/useresponse/desk"
)

// Agents are the Desks of the sidebar, in the order in which a choice shows them.
func Agents() helpdesk.Desks {
	return helpdesk.Desks{
		useresponse.Desk{},
		usedesk.Desk{},
		demo.Desk{},
	}
}
