package sandbox

// What the public descriptions of the two APIs leave open, decided here for the
// whole sandbox. The other assumed choices are rows of the two route tables
// (verbs, paths, envelopes) and members of Options.
const (
	// UseResponse
	defaultCount        = 20    // count of a page
	maxCount            = 50    // larger counts are cut to this
	commentsPerPage     = 20    // objects/{id}/comments.json with page
	chatsPerPage        = 20    //
	messagesPerPage     = 20    // chats/{id}/messages.json with page
	reportsPerPage      = 50    //
	maxReportsPerPage   = 150   // the example of the documentation
	maxTitle            = 100   // characters
	maxContent          = 12000 // characters
	slaMostUrgentHours  = 4     // tickets created with priority urgent
	slaHighHours        = 8     //
	slaNormalHours      = 24    //
	slaLowHours         = 72    //
	messageUnauthorized = "Authentication is required"
	messageForbidden    = "Access is denied"
	messageNotFound     = "Resource is not found"
	messageConflict     = "Resource conflict"
	messageBadRequest   = "Invalid request and/or request parameters"
	messageServer       = "Internal server error"
	contextOwnership    = "ownership or/and object_type parameters are missed"

	// Usedesk
	ticketsPerPage    = 100
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

// states are the numbers of object states in answers.
var states = map[string]int{"normal": 1, "archive": 2, "trash": 3, "declined": 4}

// ticketStatuses are the slugs tickets.json filters by, beside the two words all
// and all-active.
var ticketStatuses = []string{"opened", "on_hold", "in_progress", "awaiting_reply", "completed"}

// namedRanges are the values of date and completed_on.
var namedRanges = []string{"today", "yesterday", "this_week", "last_week", "this_month", "last_month"}

// allowedExtensions are the file kinds attachments may have.
var allowedExtensions = []string{
	"csv", "doc", "docx", "gif", "jpeg", "jpg", "json", "log", "mp4", "ods", "odt",
	"pdf", "png", "rtf", "svg", "txt", "webp", "xls", "xlsx", "xml", "zip",
}
