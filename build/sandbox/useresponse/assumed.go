package useresponse

// What the public description of UseResponse leaves open, decided here. The other
// assumed choices are rows of the table (verbs, paths, envelopes, access) and
// members of Options.
const (
	defaultCount        = 20  // count of a page
	maxCount            = 50  // larger counts are cut to this
	commentsPerPage     = 20  // objects/{id}/comments.json with page
	chatsPerPage        = 20  //
	messagesPerPage     = 20  // chats/{id}/messages.json with page
	reportsPerPage      = 50  //
	maxReportsPerPage   = 150 // the example of the documentation
	MessageUnauthorized = "Authentication is required"
	MessageForbidden    = "Access is denied"
	MessageNotFound     = "Resource is not found"
	MessageConflict     = "Resource conflict"
	MessageBadRequest   = "Invalid request and/or request parameters"
	messageServer       = "Internal server error"
	contextOwnership    = "ownership or/and object_type parameters are missed"
)

// states are the numbers of object states in answers.
var states = map[string]int{"normal": 1, "archive": 2, "trash": 3, "declined": 4, moderated: 5}

// moderated is the state of what waits until an agent approves it.
const moderated = "moderation"

// namedRanges are the values of date and completed_on.
var namedRanges = []string{"today", "yesterday", "this_week", "last_week", "this_month", "last_month"}

// AllowedExtensions are the file kinds attachments may have.
var AllowedExtensions = []string{
	"csv", "doc", "docx", "gif", "jpeg", "jpg", "json", "log", "mp4", "ods", "odt",
	"pdf", "png", "rtf", "svg", "txt", "webp", "xls", "xlsx", "xml", "zip",
}
