package agent

import "deskside/shared/core"

// Waiting are the operations that no face calls yet: selecting from a kept list,
// reading and completing queries, and saved views. They are tested as if they were in the table.
func Waiting() core.Table {
	return core.Table{
		core.Local("tickets.select", selectTickets),
		core.Local("filter.read", readQuery),
		core.Local("filter.complete", completeQuery),
		core.Local("views.read", readViews),
		core.Local("views.write", writeViews),
		core.Local("views.import", importViews),
		core.Local("views.link", linkView),
	}
}
