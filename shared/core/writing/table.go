// Package writing is what the customer's widget asks of the core once somebody writes a post: arguments,
// results and operations on drafts, on files and on posts like the one that is written, and the table of
// them. Lists, posts and the outbox are those of deskside/shared/core/customer.
package writing

import (
	"deskside/shared/core"
	"deskside/shared/feedback"
)

// Table is what the widget can do from the first form on that is opened.
func Table() core.Table {
	return core.Table{
		core.Local("feedback.check", checkDraft),
		core.Remote("form.fields", formFields),
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
		core.Remote("feedback.follow", followPost),
		core.Remote("outbox.send_post", sendPost),
	}.Told(feedback.Say)
}
