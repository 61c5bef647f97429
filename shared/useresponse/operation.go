// Package useresponse is a client of the UseResponse API 7.0: one file for
// each resource, one table of operations. It describes calls and reads
// answers; deskside/shared/api/transport or another host sends them.
package useresponse

// envelope is how a payload is wrapped by default. Readers accept both for every operation.
type envelope uint8

const (
	bare    envelope = iota // the payload itself
	wrapped                 // {"success": payload}
)

// operation is one row of the API reference.
type operation struct {
	name     string
	method   string
	path     string // below /api/VERSION/; {id} is replaced
	envelope envelope
	// repeatable says that a second sending changes nothing more.
	repeatable bool
	// assumed names what the reference does not say and where we chose.
	assumed string
}

// The operations that this client has. Method, path and envelope follow the
// API reference 7.0; what it leaves open is in assumed.
var (
	opMe             = operation{"users.me", "GET", "me.json", bare, true, ""}
	opCategories     = operation{"categories.list", "GET", "categories.json", bare, true, ""}
	opStatuses       = operation{"statuses.list", "GET", "statuses.json", bare, true, ""}
	opObjectsCreate  = operation{"objects.create", "POST", "objects.json", wrapped, false, "status of success"}
	opObjectsGet     = operation{"objects.get", "GET", "objects/{id}.json", bare, true, ""}
	opObjectsVote    = operation{"objects.vote", "POST", "objects/{id}/votes/toggle.json", wrapped, false, "whether up twice is up or takes it back"}
	opObjectsSearch  = operation{"objects.search", "GET", "search.json", wrapped, true, "paginator or groups by ownership"}
	opTicketsList    = operation{"tickets.list", "GET", "tickets.json", wrapped, true, "wrapped or bare"}
	opObjectComments = operation{"objects.comments", "GET", "objects/{id}/comments.json", wrapped, true, "private notes only when asked"}
	opCommentsCreate = operation{"comments.create", "POST", "comments.json", wrapped, false, "status of success"}
)

// operations is the table that tests compare with the reference.
func operations() []*operation {
	return []*operation{
		&opMe, &opCategories, &opStatuses,
		&opObjectsCreate, &opObjectsGet, &opObjectsVote, &opObjectsSearch,
		&opTicketsList, &opObjectComments, &opCommentsCreate,
	}
}
