package usedesk

// carrier says where a request holds the token. Addresses never do.
type carrier uint8

const (
	inBody   carrier = iota // the member api_token
	inHeader                // Authorization: Bearer, of requests without a body
)

// envelope is the form of an answer that is no refusal.
type envelope uint8

const (
	items   envelope = iota // an array of items, without totals
	item                    // an array of one item
	parts                   // an object of several parts
	outcome                 // {"status": "success"} and the number of what was written
)

// operation is one method of the API.
type operation struct {
	name   string // the call's Op without "usedesk."
	method string
	path   string // below the base address
	token  carrier
	answer envelope
	// repeatable says that a second sending changes nothing more.
	repeatable bool
	// assumed names what the reference does not say and where we chose.
	assumed string
}

// The methods that this client has. The reference describes tickets in full;
// of the others it says less.
var (
	opTickets       = operation{"tickets", "POST", "tickets", inBody, items, true, "filters join with AND, values of one filter with OR; tags match by name"}
	opTicket        = operation{"ticket", "POST", "ticket", inBody, parts, true, "remind_at and channel_email as in tickets, where they are answered"}
	opTicketCreate  = operation{"create_ticket", "POST", "create/ticket", inBody, outcome, false, "without client_id the client is found by e-mail or made; lists holds {id, value}"}
	opTicketUpdate  = operation{"update_ticket", "POST", "update/ticket", inBody, outcome, false, `tags are added to those there are; the text "null" clears group_id as it clears assignee_id; lists holds {id, value}`}
	opCommentCreate = operation{"create_comment", "POST", "create/comment", inBody, outcome, false, "with files the message may be empty"}
	opUsers         = operation{"users", "POST", "users", inBody, items, true, ""}
	opGroups        = operation{"groups", "POST", "groups", inBody, items, true, ""}
	opTags          = operation{"tags", "POST", "tags", inBody, items, true, ""}
	opFields        = operation{"ticket_fields", "POST", "ticket/fields", inBody, items, true, ""}
	opChannels      = operation{"channels", "GET", "channels", inHeader, items, true, "the token is taken from an Authorization header, since addresses must not hold it"}
	opClient        = operation{"client", "POST", "client", inBody, item, true, ""}
	opClients       = operation{"clients", "POST", "clients", inBody, items, true, ""}
)

// operations is the table that tests compare with the reference.
func operations() []*operation {
	return []*operation{
		&opTickets, &opTicket, &opTicketCreate, &opTicketUpdate, &opCommentCreate,
		&opUsers, &opGroups, &opTags, &opFields, &opChannels, &opClient, &opClients,
	}
}
