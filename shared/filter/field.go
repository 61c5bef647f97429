package filter

// Field is what of a ticket a term tests.
type Field uint8

const (
	// Text is what the helpdesks search for: subject and comments.
	Text Field = iota
	Subject
	Status
	// System is the kind of helpdesk, Account one of the accounts.
	System
	Account
	Assignee
	Group
	Tag
	Type
	Priority
	Channel
	// Client is the client's number or a part of the name, Email the address.
	Client
	Email
	Created
	Updated
	Completed
	CompletedBy
	Forum
	Category
	ID
	Comments
	// Custom is an additional field: see Term.ID and Term.Name.
	Custom
	// SLA is an agreed moment of a ticket that waits for somebody: see Term.Name.
	SLA
	Remind
	Rights
	// Visible is an agent who may see the ticket.
	Visible
	fieldCount
)
