// Package customer is what the customer's widget asks of the core to show posts, to vote, and to keep what is
// to be sent: arguments, results and operations on posts of a portal and the outbox, and the table of them.
// What writing takes beside is deskside/shared/core/writing. It knows a helpdesk by what deskside/shared/desks/customers
// registers, and reads no content: an edge has done so.
package customer

import (
	"deskside/shared/core"
	"deskside/shared/feedback"
)

// Table is what the widget can do from its first view on.
func Table() core.Table {
	return core.Table{
		core.Remote("feedback.identify", identify),
		core.Remote("feedback.start", startFeedback),
		core.Remote("feedback.posts", listPosts),
		core.Remote("feedback.post", getPost),
		core.Remote("feedback.mine", listMine),
		core.Local("outbox.read", readBox),
		core.Local("outbox.post", addPost),
		core.Local("outbox.vote", addVote),
		core.Local("outbox.due", due),
		core.Remote("outbox.send", sendEntry),
		core.Local("outbox.settle", settleStep),
		core.Local("outbox.undo", undo),
		core.Local("outbox.hasten", hasten),
		core.Local("outbox.merge", mergeBoxes),
		core.Local("outbox.votes", showVotes),
	}.Told(feedback.Say)
}
