// Package customer is what the customer's widget asks of the core: arguments,
// results and operations on posts of a portal, and the table of them. It knows a
// helpdesk by what deskside/shared/desks/customers registers, and links no filter.
package customer

import (
	"deskside/shared/core"
	"deskside/shared/feedback"
)

// Table is what the widget can do.
func Table() core.Table {
	return core.Table{
		core.Remote("feedback.identify", identify),
		core.Remote("feedback.start", startFeedback),
		core.Remote("feedback.posts", listPosts),
		core.Remote("feedback.post", getPost),
		core.Local("feedback.check", checkDraft),
		core.Local("drafts.merge", mergeDraft),
		core.Local("drafts.take", takeDraft),
		core.Local("drafts.drop", dropDraft),
		core.Remote("files.limits", fileLimits),
		core.Local("files.attach", attach),
		core.Local("files.attached", attached),
		core.Remote("files.kept", keptFile),
		core.Remote("similar.snapshot", findSnapshot),
		core.Local("similar.near", near),
		core.Remote("feedback.similar", similarPosts),
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
