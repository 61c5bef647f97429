package usedesk

// What the public description of Usedesk leaves open, decided here. The other
// assumed choices are rows of the table and members of Options.
const (
	TicketsPerPage    = 100
	queriesPerMinute  = 10 // requests with query, per token, in any 60 seconds
	companyID         = 153561
	maxMessage        = 64 << 10 // bytes of a ticket's first message
	codeServer        = 111
	codeToken         = 112
	codeAccess        = 115
	codeInvalid       = 422 // of parameters; as the other codes nobody names, that of HTTP
	codeNotFound      = 404
	codeRate          = 429
	textToken         = "Invalid token"
	textAccess        = "No access"
	textServer        = "Server error"
	textRate          = "Too many requests"
	textUnknownTicket = "Ticket not found"
	textUnknownMethod = "Method not found"
)
