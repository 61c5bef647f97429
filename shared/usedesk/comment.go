package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Visibility says who reads a comment. The zero value is none and is refused, so
// that nothing reaches a client, or stays hidden from one, by oversight.
type Visibility string

const (
	// Public comments go to the client.
	Public Visibility = "public"
	// Private comments are read by agents only.
	Private Visibility = "private"
)

// Sender says on whose behalf something is written; "" leaves it to the API: the
// agent's for comments, the client's for new tickets.
type Sender string

const (
	FromAgent   Sender = "user"
	FromClient  Sender = "client"
	FromTrigger Sender = "trigger"
)

// NewComment is what CreateComment adds to a ticket.
type NewComment struct {
	Ticket     int64
	Visibility Visibility
	// Message is HTML. "[~mail@host]" in a private one mentions an agent.
	Message string
	From    Sender
	// Agent is the author's number, where 0 means the company's first agent.
	Agent int64
	// CC and BCC are e-mail addresses that get a copy.
	CC, BCC []string
	Files   []File
}

// CreateComment adds a comment to a ticket and returns its number (POST
// create/comment). With files the message may be empty.
func (c Client) CreateComment(n NewComment) api.Call[int64] {
	var body strict.Object
	var p problems
	p.id("ticket_id", "ticket", n.Ticket, false)
	body.Int("ticket_id", n.Ticket)
	if len(n.Files) == 0 {
		p.text("message", "message", n.Message)
	}
	p.files(n.Files)
	body.String("message", n.Message)
	if n.Visibility == "" {
		p.Refuse("type", words.FieldVisibility())
	}
	p.OneOf("type", string(n.Visibility), string(Public), string(Private))
	body.String("type", string(n.Visibility))
	p.OneOf("from", string(n.From), string(FromAgent), string(FromClient), string(FromTrigger))
	body.Some("from", string(n.From))
	p.id("user_id", "agent", n.Agent, true)
	some(&body, "user_id", n.Agent)
	p.addresses("cc", n.CC)
	body.Strings("cc", n.CC)
	p.addresses("bcc", n.BCC)
	body.Strings("bcc", n.BCC)
	return upload(c, &opCommentCreate, &body, n.Files, p, done("comment_id", 0))
}

// addresses checks e-mail addresses as far as to keep one entry one address.
func (p *problems) addresses(parameter string, addresses []string) {
	for _, address := range addresses {
		p.Email(parameter, address)
	}
}

func comment(v jsontext.Value) helpdesk.Comment {
	c := helpdesk.Comment{
		ID: loose.Int(v.Get("id")), Private: loose.String(v.Get("type")) == "private",
		Body:    helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(v.Get("message"))},
		Created: loose.UTC(v.Get("published_at")),
		CC:      loose.Strings(v.Get("cc"), "email"),
		BCC:     loose.Strings(v.Get("bcc"), "email"),
	}
	switch loose.String(v.Get("from")) {
	case "client":
		c.Side = helpdesk.ClientSide
		c.Author = helpdesk.Person{ID: loose.Int(v.Get("client_id")), Name: loose.String(v.Get("client_name"))}
	case "user":
		c.Side = helpdesk.AgentSide
		c.Author = helpdesk.Person{ID: loose.Int(v.Get("user_id")), Name: loose.String(v.Get("user").Get("name"))}
	default:
		c.Side = helpdesk.SystemSide
	}
	for f := range v.Get("files").Items() {
		c.Attachments = append(c.Attachments, helpdesk.Attachment{Name: loose.String(f.Get("name")), URL: loose.String(f.Get("file"))})
	}
	return c
}
