package demo

import "deskside/shared/api"

// All that the demo can be asked. Nobody but its own host answers it, so that
// nothing about it is assumed.
var (
	opTickets = api.Operation{Name: "demo.tickets", Method: "GET", Path: "tickets", Answer: api.Parts, Effect: api.Reads}
	opTicket  = api.Operation{Name: "demo.ticket", Method: "GET", Path: "tickets/{id}", Answer: api.Parts, Effect: api.Reads}
	opCreate  = api.Operation{Name: "demo.create", Method: "POST", Path: "tickets", Answer: api.Written, Effect: api.Once}
	opChange  = api.Operation{Name: "demo.change", Method: "POST", Path: "tickets/{id}", Answer: api.Written, Effect: api.Settles}
	opReply   = api.Operation{Name: "demo.reply", Method: "POST", Path: "tickets/{id}/entries", Answer: api.Written, Effect: api.Once}
	opNames   = api.Operation{Name: "demo.names", Method: "GET", Path: "names", Answer: api.Parts, Effect: api.Reads}
	opPerson  = api.Operation{Name: "demo.person", Method: "GET", Path: "people/{id}", Answer: api.Parts, Effect: api.Reads}
	opFind    = api.Operation{Name: "demo.find", Method: "GET", Path: "people", Answer: api.Parts, Effect: api.Reads}
)

// Operations is the table.
func Operations() []*api.Operation {
	return []*api.Operation{&opTickets, &opTicket, &opCreate, &opChange, &opReply, &opNames, &opPerson, &opFind}
}
