// Package agent is what the agent's sidebar asks of the core: arguments, results
// and operations on tickets of several helpdesks, and the table of them. It
// knows helpdesks by what their Desks say, and none by name.
package agent

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/comments"
	"deskside/shared/core/compose"
	"deskside/shared/core/creation"
	"deskside/shared/core/macros"
	"deskside/shared/core/page"
	"deskside/shared/core/views"
	"deskside/shared/core/watch"
	"deskside/shared/desks"
	"deskside/shared/helpdesk"
)

// face is the sidebar with the kinds of helpdesk that it links.
type face struct{ desks helpdesk.Desks }

// Table is what the sidebar can do.
func Table() core.Table { return TableFor(desks.Agents()) }

// TableFor is what a sidebar can do that links these kinds of helpdesk.
func TableFor(desks helpdesk.Desks) core.Table {
	f := face{desks}
	return slices.Concat(core.Table{
		core.Local("account.address", f.address),
		core.Remote("account.check", f.checkAccount),
		core.Remote("account.login", f.login),
		core.Remote("account.directory", f.directory),
		core.Remote("tickets.read", f.readTickets),
		core.Local("tickets.join", f.joinTickets),
		core.Local("tickets.pace", paceTickets),
		core.Local("tickets.select", f.selectTickets),
		core.Local("tickets.group", f.groupTickets),
		core.Local("filter.read", f.readQuery),
		core.Local("filter.complete", f.completeQuery),
		core.Local("filter.facts", f.factsOf),
		core.Local("marks.change", changeMarks),
		core.Local("marks.read", readMarks),
		core.Remote("ticket.get", f.getTicket),
		core.Local("ticket.file", f.fileOf),
		core.Local("file.kind", kindOf),
		core.Local("file.enclose", f.enclose),
		core.Remote("person.card", f.card),
		core.Remote("person.note", f.note),
		core.Local("portal.offers", f.offers),
		core.Remote("portal.read", f.readPortal),
		core.Remote("portal.write", f.writePortal),
		core.Local("ticket.controls", f.controls),
		core.Local("outbox.read", readActs),
		core.Local("outbox.act", f.act),
		core.Local("outbox.due", dueActs),
		core.Remote("outbox.send", f.sendAct),
		core.Local("outbox.settle", f.settleAct),
		core.Local("outbox.undo", undoAct),
		core.Local("outbox.hasten", hastenAct),
		core.Local("outbox.merge", mergeActs),
		core.Local("outbox.show", f.showTickets),
		core.Local("outbox.reply", f.reply),
		core.Local("outbox.said", saidMessages),
		core.Local("outbox.create", f.create),
		core.Local("outbox.together", f.together),
		core.Local("bulk.offer", f.offerBulk),
		core.Local("outbox.all", f.actAll),
		core.Local("outbox.stop", stopAll),
		core.Local("outbox.again", tryAll),
		core.Remote("new.take", f.take),
		core.Local("reply.measure", f.measureReply),
		core.Local("lock.due", lockDue),
	}, views.Keeping(desks), watch.Watching(), compose.Writing(), creation.Table(desks), comments.Table(desks), macros.Keeping(desks), page.Reading()).Told((*api.Error).Say)
}
