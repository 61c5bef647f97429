// Package agent is what the agent's sidebar asks of the core: arguments, results
// and operations on tickets of several helpdesks, and the table of them.
package agent

import "deskside/shared/core"

// Table is what the sidebar can do.
func Table() core.Table {
	return core.Table{
		core.Local("account.address", address),
		core.Remote("account.check", checkAccount),
		core.Remote("account.directory", directory),
		core.Remote("tickets.list", listTickets),
		core.Remote("ticket.get", getTicket),
	}
}
