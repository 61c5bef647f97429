package core

// Sidebar is what the agent's sidebar can do.
func Sidebar() Table {
	return Table{
		local("account.address", address),
		remote("account.check", planCheck, readCheck),
		remote("tickets.list", planList, readList),
		remote("ticket.get", planTicket, readTicket),
		local("content.convert", convertContent),
		local("content.draw", drawContent),
	}
}

// Widget is what the customer's widget can do.
func Widget() Table {
	return Table{
		remote("feedback.start", planStart, readStart),
		remote("feedback.posts", planPosts, readPosts),
		remote("feedback.post", planPost, readPost),
		local("feedback.check", checkDraft),
		remote("feedback.create", planCreate, readCreate),
		remote("feedback.vote", planVote, readVote),
	}
}
