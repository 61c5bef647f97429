package usedesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// maxMessage is how many bytes the first message of a ticket may have.
const maxMessage = 64 << 10

// FieldEntry sets an additional field: the text of a text field, an option's
// number of a list, "true" or "false" of a checkbox. A semicolon separates
// fields on the wire, so a value cannot have one.
type FieldEntry struct {
	Field int64
	Value string
}

// ListEntry chooses an option of a nested list by the option's number. The field
// is the list itself or one that it depends on: each level has an entry.
type ListEntry struct{ Field, Option int64 }

// NewTicket is what CreateTicket makes. Unset members are left to the API:
// type question, priority medium, status 8 (new).
type NewTicket struct {
	Subject string
	// Message is HTML, at most 64 KB.
	Message string
	// Client is the client's number. With 0 the client is found by Email, or made
	// from Name, Email, Phone and Company; NewClient makes one in any case.
	Client                      int64
	NewClient                   bool
	Name, Email, Phone, Company string
	// Private makes the first message one that only agents read.
	Private                  bool
	Type                     string
	Priority                 helpdesk.Priority
	Status                   int64
	Tags                     []string
	Assignee, Group, Channel int64
	Fields                   []FieldEntry
	Lists                    []ListEntry
	// From is FromAgent or FromClient; Agent is the author's number.
	From  Sender
	Agent int64
	// AdditionalID is the caller's own mark of the ticket.
	AdditionalID string
	Files        []File
}

// CreateTicket makes a ticket and returns its number (POST create/ticket).
// With files the message may be empty.
func (c Client) CreateTicket(n NewTicket) api.Call[int64] {
	var body strict.Object
	var p problems
	p.text("subject", "subject", n.Subject)
	body.String("subject", n.Subject)
	if len(n.Files) == 0 {
		p.text("message", "message", n.Message)
	}
	p.files(n.Files)
	if len(n.Message) > maxMessage {
		p.Refuse("message", words.FieldMessageLong(words.Number(len(n.Message)), words.Number(maxMessage)))
	}
	body.String("message", n.Message)
	p.client(&body, n)
	if n.Private {
		body.String("private_comment", "true")
	}
	p.common(&body, n.Type, n.Priority, n.Status, n.Tags, n.Fields, n.Lists)
	p.id("assignee_id", "agent", n.Assignee, true)
	some(&body, "assignee_id", n.Assignee)
	p.id("group_id", "group", n.Group, true)
	some(&body, "group_id", n.Group)
	p.id("channel_id", "channel", n.Channel, true)
	some(&body, "channel_id", n.Channel)
	p.OneOf("from", string(n.From), string(FromAgent), string(FromClient))
	body.Some("from", string(n.From))
	p.id("user_id", "agent", n.Agent, true)
	some(&body, "user_id", n.Agent)
	body.Some("additional_id", n.AdditionalID)
	return upload(c, &opTicketCreate, &body, n.Files, p, done("ticket_id", 0))
}

// client writes who the ticket is from.
func (p *problems) client(body *strict.Object, n NewTicket) {
	p.id("client_id", "client", n.Client, true)
	switch {
	case n.NewClient && n.Client != 0:
		p.Refuse("client_id", words.FieldClientBoth())
	case n.NewClient:
		body.String("client_id", "new_client")
	default:
		some(body, "client_id", n.Client)
	}
	if n.Client == 0 && n.Name == "" && n.Email == "" && n.Phone == "" {
		p.Refuse("client_id", words.FieldClientMissing())
	}
	body.Some("client_name", n.Name)
	if n.Email != "" {
		p.Email("client_email", n.Email)
	}
	body.Some("client_email", n.Email).Some("client_phone", n.Phone).Some("company_name", n.Company)
}

// common writes what create/ticket and update/ticket have in common.
func (p *problems) common(body *strict.Object, kind string, priority helpdesk.Priority, status int64, tags []string, fields []FieldEntry, lists []ListEntry) {
	p.OneOf("type", kind, ticketTypes[:]...)
	body.Some("type", kind)
	if priority != "" {
		body.Some("priority", p.priority("priority", priority))
	}
	if status != 0 {
		p.status("status", status)
		body.Int("status", status)
	}
	body.Some("tag", p.tags(tags))
	p.lists(body, lists)
	if len(fields) == 0 {
		return
	}
	ids, values := make([]string, len(fields)), make([]string, len(fields))
	for i, f := range fields {
		p.id("field_id", "field", f.Field, false)
		if strings.Contains(f.Value, ";") {
			p.Refuse("field_value", words.FieldSemicolon(api.Shown(f.Value)))
		}
		ids[i], values[i] = decimal(f.Field), f.Value
	}
	body.String("field_id", strings.Join(ids, ";")).String("field_value", strings.Join(values, ";"))
}

// lists writes options of nested lists.
func (p *problems) lists(body *strict.Object, lists []ListEntry) {
	if len(lists) == 0 {
		return
	}
	array := []byte{'['}
	for i, l := range lists {
		p.id("lists", "field", l.Field, false)
		p.id("lists", "option", l.Option, false)
		if i > 0 {
			array = append(array, ',')
		}
		var entry strict.Object
		array = append(array, entry.Int("id", l.Field).String("value", decimal(l.Option)).Bytes()...)
	}
	body.Raw("lists", append(array, ']'))
}
