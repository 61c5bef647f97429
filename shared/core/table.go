package core

// Sidebar is what the agent's sidebar can do.
func Sidebar() Table {
	return Table{
		local("account.address", address),
		remote("account.check", checkAccount),
		remote("account.directory", directory),
		remote("tickets.list", listTickets),
		local("tickets.select", selectTickets),
		remote("ticket.get", getTicket),
		local("filter.read", readQuery),
		local("filter.complete", completeQuery),
		local("views.read", readViews),
	}
}

// Composer is what writing takes, of messages and of views, apart from the rest:
// a sidebar loads it when somebody begins to write.
func Composer() Table {
	return Table{
		local("views.write", writeViews),
		local("views.import", importViews),
		local("views.link", linkView),
		local("content.convert", convertContent),
		local("content.draw", drawContent),
		local("content.edit", editContent),
		local("content.quote", quoteContent),
		local("content.paste", pasteContent),
		local("content.count", countContent),
		local("content.preview", previewContent),
	}
}

// Widget is what the customer's widget can do.
func Widget() Table {
	return Table{
		remote("feedback.start", startFeedback),
		remote("feedback.posts", listPosts),
		remote("feedback.post", getPost),
		local("feedback.check", checkDraft),
		remote("feedback.create", createPost),
		remote("feedback.vote", votePost),
	}
}
