package usedesk

import "deskside/shared/api"

// The methods that this client has. The reference describes tickets in full;
// of the others it says less.
var (
	opTickets       = api.Operation{Name: "usedesk.tickets", Method: "POST", Path: "tickets", Access: api.ForAgents, Key: api.InBody, Answer: api.Items, Effect: api.Reads, Assumed: "filters join with AND, values of one filter with OR; tags match by name"}
	opTicket        = api.Operation{Name: "usedesk.ticket", Method: "POST", Path: "ticket", Access: api.ForAgents, Key: api.InBody, Answer: api.Parts, Effect: api.Reads, Assumed: "remind_at and channel_email as in tickets, where they are answered"}
	opTicketCreate  = api.Operation{Name: "usedesk.create_ticket", Method: "POST", Path: "create/ticket", Access: api.ForAgents, Key: api.InBody, Answer: api.Written, Effect: api.Once, Assumed: "without client_id the client is found by e-mail or made; lists holds {id, value}"}
	opTicketUpdate  = api.Operation{Name: "usedesk.update_ticket", Method: "POST", Path: "update/ticket", Access: api.ForAgents, Key: api.InBody, Answer: api.Written, Effect: api.Once, Assumed: `tags are added to those there are; the text "null" clears group_id as it clears assignee_id; lists holds {id, value}`}
	opCommentCreate = api.Operation{Name: "usedesk.create_comment", Method: "POST", Path: "create/comment", Access: api.ForAgents, Key: api.InBody, Answer: api.Written, Effect: api.Once, Assumed: "with files the message may be empty"}
	opUsers         = api.Operation{Name: "usedesk.users", Method: "POST", Path: "users", Access: api.ForAgents, Key: api.InBody, Answer: api.Items, Effect: api.Reads}
	opGroups        = api.Operation{Name: "usedesk.groups", Method: "POST", Path: "groups", Access: api.ForAgents, Key: api.InBody, Answer: api.Items, Effect: api.Reads}
	opTags          = api.Operation{Name: "usedesk.tags", Method: "POST", Path: "tags", Access: api.ForAgents, Key: api.InBody, Answer: api.Items, Effect: api.Reads}
	opFields        = api.Operation{Name: "usedesk.ticket_fields", Method: "POST", Path: "ticket/fields", Access: api.ForAgents, Key: api.InBody, Answer: api.Items, Effect: api.Reads}
	opChannels      = api.Operation{Name: "usedesk.channels", Method: "GET", Path: "channels", Access: api.ForAgents, Key: api.AsBearer, Answer: api.Items, Effect: api.Reads, Assumed: "the token is taken from an Authorization header, since addresses must not hold it"}
	opClient        = api.Operation{Name: "usedesk.client", Method: "POST", Path: "client", Access: api.ForAgents, Key: api.InBody, Answer: api.OneItem, Effect: api.Reads}
	opClients       = api.Operation{Name: "usedesk.clients", Method: "POST", Path: "clients", Access: api.ForAgents, Key: api.InBody, Answer: api.Items, Effect: api.Reads}
)

// Operations is the table.
func Operations() []*api.Operation {
	return []*api.Operation{
		&opTickets, &opTicket, &opTicketCreate, &opTicketUpdate, &opCommentCreate,
		&opUsers, &opGroups, &opTags, &opFields, &opChannels,
		&opClient, &opClients,
	}
}
