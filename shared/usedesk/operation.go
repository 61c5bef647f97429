package usedesk

// operation is one method of the API.
type operation struct {
	name   string // the call's Op without "usedesk."
	method string
	path   string // below the base address
	// repeatable says that a second sending changes nothing more.
	repeatable bool
	// assumed names what the reference does not say and where we chose.
	assumed string
}

// The methods that this client has. The reference describes tickets in full;
// of the others it says less.
var (
	opTickets       = operation{"tickets", "POST", "tickets", true, "filters join with AND, values of one filter with OR; tags match by name"}
	opTicket        = operation{"ticket", "POST", "ticket", true, ""}
	opTicketCreate  = operation{"create_ticket", "POST", "create/ticket", false, "without client_id the client is found by e-mail or made; lists holds {id, value}"}
	opTicketUpdate  = operation{"update_ticket", "POST", "update/ticket", false, `tags are added to those there are; the text "null" clears group_id as it clears assignee_id; lists holds {id, value}`}
	opCommentCreate = operation{"create_comment", "POST", "create/comment", false, ""}
	opUsers         = operation{"users", "POST", "users", true, ""}
	opGroups        = operation{"groups", "POST", "groups", true, ""}
	opTags          = operation{"tags", "POST", "tags", true, ""}
	opFields        = operation{"ticket_fields", "POST", "ticket/fields", true, ""}
	opChannels      = operation{"channels", "GET", "channels", true, "the token is taken from an Authorization header, since addresses must not hold it"}
	opClient        = operation{"client", "POST", "client", true, ""}
	opClients       = operation{"clients", "POST", "clients", true, ""}
)

// operations is the table that tests compare with the reference.
func operations() []*operation {
	return []*operation{
		&opTickets, &opTicket, &opTicketCreate, &opTicketUpdate, &opCommentCreate,
		&opUsers, &opGroups, &opTags, &opFields, &opChannels, &opClient, &opClients,
	}
}
