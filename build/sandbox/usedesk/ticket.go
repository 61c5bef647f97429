package usedesk

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"

	"deskside/build/sandbox/world"
)

// ticketRow is a row of ud_ticket with what lists show of other tables.
type ticketRow struct {
	id, createdAt, updatedAt                         int64
	subject, priority, kind                          string
	status                                           int
	clientID, assigneeID, groupID, channelID, remind sql.NullInt64
	clientName, channelEmail, lastComment, extra     sql.NullString
	right                                            sql.NullString
}

// ticketColumns are read with the viewing agent as ?1.
const ticketColumns = `t.id, t.created_at, t.updated_at, t.subject, t.priority, t.type, t.status, t.client_id, t.assignee_id,
	t.group_id, t.channel_id, t.remind_at, t.additional_id, (SELECT c.name FROM ud_client c WHERE c.id = t.client_id),
	(SELECT h.email FROM ud_channel h WHERE h.id = t.channel_id),
	(SELECT m.message FROM ud_comment m WHERE m.ticket_id = t.id ORDER BY m.published_at DESC, m.id DESC LIMIT 1), ` + rightOf

func (t *ticketRow) scan() []any {
	return []any{&t.id, &t.createdAt, &t.updatedAt, &t.subject, &t.priority, &t.kind, &t.status, &t.clientID, &t.assigneeID,
		&t.groupID, &t.channelID, &t.remind, &t.extra, &t.clientName, &t.channelEmail, &t.lastComment, &t.right}
}

// ListedTicket is a ticket in the answer of tickets.
type ListedTicket struct {
	ID            int64         `json:"id"`
	Subject       string        `json:"subject"`
	ClientID      *int64        `json:"client_id"`
	ClientName    *string       `json:"client_name"`
	AssigneeID    *int64        `json:"assignee_id"`
	ChannelID     *int64        `json:"channel_id"`
	Group         *int64        `json:"group"`
	CreatedAt     string        `json:"created_at"`
	LastUpdatedAt string        `json:"last_updated_at"`
	ChannelEmail  *string       `json:"channel_email"`
	ActiveSLA     []slaAnswer   `json:"active_sla,omitempty"`
	TicketFields  []listedField `json:"ticket_fields"`
	Tags          []ListedTag   `json:"tags"`
	Status        int           `json:"status"`
	Priority      string        `json:"priority"`
	Type          string        `json:"type"`
	LastComment   *string       `json:"last_comment"`
	RemindAt      *string       `json:"remind_at"`
	Rights        string        `json:"rights,omitempty"`
}

type slaAnswer struct {
	Type string `json:"type"`
	Date string `json:"date"`
}

type listedField struct {
	ID    int64   `json:"id"`
	Name  string  `json:"name"`
	Value *string `json:"value"`
}

// ListedTag is a tag of a ticket in a list.
type ListedTag struct {
	Name string `json:"name"`
}

func (c *call) answerListed(t *ticketRow, rights bool) (ListedTicket, error) {
	answer := ListedTicket{
		ID: t.id, Subject: t.subject, ClientID: world.IntOrNil(t.clientID), ClientName: world.TextOrNil(t.clientName),
		AssigneeID: world.IntOrNil(t.assigneeID), ChannelID: world.IntOrNil(t.channelID), Group: world.IntOrNil(t.groupID),
		CreatedAt: world.Stamp(t.createdAt), LastUpdatedAt: world.Stamp(t.updatedAt), ChannelEmail: world.TextOrNil(t.channelEmail),
		Status: t.status, Priority: t.priority, Type: t.kind, LastComment: world.TextOrNil(t.lastComment), RemindAt: world.StampOrNil(t.remind),
	}
	if rights {
		answer.Rights = t.right.String
	}
	var err error
	if c.wantsSLA() {
		if answer.ActiveSLA, err = c.sla(t.id); err != nil {
			return answer, err
		}
	}
	type field struct {
		listedField
		value sql.NullString
	}
	fields, err := world.Rows(c, c.tx, func(f *field) []any { return []any{&f.ID, &f.Name, &f.value} },
		`SELECT f.id, f.name, v.value FROM ud_field_value v JOIN ud_field f ON f.id = v.field_id WHERE v.ticket_id = ? ORDER BY f.position`, t.id)
	if err != nil {
		return answer, err
	}
	answer.TicketFields = make([]listedField, len(fields))
	for i, f := range fields {
		f.Value = world.TextOrNil(f.value)
		answer.TicketFields[i] = f.listedField
	}
	answer.Tags, err = world.Rows(c, c.tx, func(g *ListedTag) []any { return []any{&g.Name} },
		`SELECT g.name FROM ud_ticket_tag x JOIN ud_tag g ON g.id = x.tag_id WHERE x.ticket_id = ? ORDER BY g.id`, t.id)
	return answer, err
}

func (c *call) sla(ticket int64) ([]slaAnswer, error) {
	type row struct {
		kind string
		due  int64
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any { return []any{&r.kind, &r.due} },
		`SELECT type, due_at FROM ud_sla WHERE ticket_id = ?
			ORDER BY CASE type WHEN 'first_reply' THEN 0 WHEN 'next_reply' THEN 1 ELSE 2 END`, ticket)
	answers := make([]slaAnswer, len(found))
	for i, r := range found {
		answers[i] = slaAnswer{r.kind, world.Stamp(r.due)}
	}
	return answers, err
}

// TicketAnswer is the answer of ticket.
type TicketAnswer struct {
	Ticket       singleTicket    `json:"ticket"`
	Comments     []CommentAnswer `json:"comments"`
	Changes      []changeAnswer  `json:"changes"`
	Tags         []string        `json:"tags"`
	CustomFields []CustomValue   `json:"custom_fields"`
	ActiveSLA    []slaAnswer     `json:"active_sla,omitempty"`
	Rights       string          `json:"rights,omitempty"`
}

// singleTicket names some members otherwise than lists do.
type singleTicket struct {
	ID            int64   `json:"id"`
	StatusID      int     `json:"status_id"`
	Priority      string  `json:"priority"`
	Type          string  `json:"type"`
	Subject       string  `json:"subject"`
	ClientID      *int64  `json:"client_id"`
	ClientName    *string `json:"client_name"`
	AssigneeID    *int64  `json:"assignee_id"`
	ChannelID     *int64  `json:"channel_id"`
	Group         *int64  `json:"group"`
	LastUpdatedAt string  `json:"last_updated_at"`
	Email         *string `json:"email"`
	PublishedAt   string  `json:"published_at"`
	CompanyID     int     `json:"company_id"`
	AdditionalID  *string `json:"additional_id"`
}

// CommentAnswer is one message of a ticket.
type CommentAnswer struct {
	ID          int64           `json:"id"`
	Message     string          `json:"message"`
	From        string          `json:"from"`
	Type        string          `json:"type"`
	UserID      *int64          `json:"user_id"`
	ClientID    *int64          `json:"client_id"`
	ClientName  *string         `json:"client_name"`
	TicketID    int64           `json:"ticket_id"`
	IsFirst     int             `json:"is_first"`
	Delivered   int             `json:"delivered"`
	Readed      int             `json:"readed"`
	PublishedAt string          `json:"published_at"`
	File        *string         `json:"file"`
	Files       []fileAnswer    `json:"files"`
	CC          json.RawMessage `json:"cc"`
	BCC         json.RawMessage `json:"bcc"`
	Client      *string         `json:"client"`
	User        *string         `json:"user"`
}

type fileAnswer struct {
	Name string `json:"name"`
	File string `json:"file"`
}

type changeAnswer struct {
	ID        int64           `json:"id"`
	TriggerID *int64          `json:"trigger_id"`
	UserID    *int64          `json:"user_id"`
	TicketID  int64           `json:"ticket_id"`
	Data      json.RawMessage `json:"data"`
	ChangedAt string          `json:"changed_at"`
	OldStatus int             `json:"old_status"`
	NewStatus int             `json:"new_status"`
	CompanyID int             `json:"company_id"`
}

// CustomValue is the value of a ticket's field.
type CustomValue struct {
	ID            int64   `json:"id"`
	TicketID      int64   `json:"ticket_id"`
	TicketFieldID int64   `json:"ticket_field_id"`
	Value         *string `json:"value"`
	CreatedAt     *string `json:"created_at"`
	UpdatedAt     *string `json:"updated_at"`
}

// ticket reads the ticket that ticket_id names.
func (c *call) ticket(viewer int64) (*ticketRow, error) {
	id, ok := c.in.Integer("ticket_id")
	if c.in.Err == nil && !ok {
		c.in.Fail("ticket_id is required")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	return c.ticketOf(viewer, id)
}

// ticketOf reads a ticket as an agent sees it, 0 being nobody.
func (c *call) ticketOf(viewer, id int64) (*ticketRow, error) {
	found, err := world.Rows(c, c.tx, (*ticketRow).scan, `SELECT `+ticketColumns+` FROM ud_ticket t WHERE t.id = ?2`, viewer, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errUnknownTicket
	}
	return &found[0], nil
}

// getTicket answers ticket.
func (c *call) getTicket() (any, error) {
	c.in.NotNull("accessible_for_agent_id")
	viewer, asks, err := c.viewer()
	if err != nil {
		return nil, err
	}
	t, err := c.ticket(viewer)
	if err != nil {
		return nil, err
	}
	answer := &TicketAnswer{Ticket: singleTicket{
		ID: t.id, StatusID: t.status, Priority: t.priority, Type: t.kind, Subject: t.subject, ClientID: world.IntOrNil(t.clientID),
		ClientName: world.TextOrNil(t.clientName), AssigneeID: world.IntOrNil(t.assigneeID), ChannelID: world.IntOrNil(t.channelID),
		Group: world.IntOrNil(t.groupID), LastUpdatedAt: world.Stamp(t.updatedAt), Email: world.TextOrNil(t.channelEmail),
		PublishedAt: world.Stamp(t.createdAt), CompanyID: companyID, AdditionalID: world.TextOrNil(t.extra),
	}}
	if asks {
		if !t.right.Valid {
			return nil, errNoAccess
		}
		answer.Rights = t.right.String
	}
	if answer.Comments, err = c.ticketComments(t.id); err != nil {
		return nil, err
	}
	if answer.Changes, err = c.changes(t.id); err != nil {
		return nil, err
	}
	if answer.Tags, err = world.Column[string](c, c.tx,
		`SELECT g.name FROM ud_ticket_tag x JOIN ud_tag g ON g.id = x.tag_id WHERE x.ticket_id = ? ORDER BY g.id`, t.id); err != nil {
		return nil, err
	}
	if answer.CustomFields, err = c.customValues(t.id); err != nil {
		return nil, err
	}
	if c.wantsSLA() {
		answer.ActiveSLA, err = c.sla(t.id)
	}
	return answer, err
}

func (c *call) ticketComments(ticket int64) ([]CommentAnswer, error) {
	type row struct {
		CommentAnswer
		agentID, clientID sql.NullInt64
		clientName        sql.NullString
		published         int64
		cc, bcc           string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.Message, &r.From, &r.Type, &r.agentID, &r.clientID, &r.clientName, &r.TicketID, &r.IsFirst,
			&r.Delivered, &r.Readed, &r.published, &r.cc, &r.bcc}
	}, `SELECT m.id, m.message, m.sender, m.type, m.agent_id, m.client_id, c.name, m.ticket_id, m.is_first, m.delivered,
		m.is_read, m.published_at, m.cc, m.bcc
		FROM ud_comment m LEFT JOIN ud_client c ON c.id = m.client_id
		WHERE m.ticket_id = ? ORDER BY m.published_at, m.id`, ticket)
	if err != nil {
		return nil, err
	}
	answers := make([]CommentAnswer, len(found))
	for i, r := range found {
		r.UserID, r.ClientID, r.ClientName = world.IntOrNil(r.agentID), world.IntOrNil(r.clientID), world.TextOrNil(r.clientName)
		r.PublishedAt, r.CC, r.BCC = world.Stamp(r.published), json.RawMessage(r.cc), json.RawMessage(r.bcc)
		if r.Files, err = c.files(r.ID); err != nil {
			return nil, err
		}
		answers[i] = r.CommentAnswer
	}
	return answers, nil
}

func (c *call) files(comment int64) ([]fileAnswer, error) {
	type row struct {
		id   int64
		name string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any { return []any{&r.id, &r.name} },
		`SELECT id, name FROM ud_file WHERE comment_id = ? ORDER BY id`, comment)
	answers := make([]fileAnswer, len(found))
	for i, r := range found {
		answers[i] = fileAnswer{r.name, fmt.Sprintf("%s/usedesk/files/%d/%s", c.base, r.id, url.PathEscape(r.name))}
	}
	return answers, err
}

func (c *call) changes(ticket int64) ([]changeAnswer, error) {
	type row struct {
		changeAnswer
		trigger, agent sql.NullInt64
		at             int64
		data           string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.trigger, &r.agent, &r.TicketID, &r.data, &r.OldStatus, &r.NewStatus, &r.at}
	}, `SELECT id, trigger_id, agent_id, ticket_id, changes, old_status, new_status, changed_at
		FROM ud_change WHERE ticket_id = ? ORDER BY changed_at, id`, ticket)
	answers := make([]changeAnswer, len(found))
	for i, r := range found {
		r.TriggerID, r.UserID, r.ChangedAt = world.IntOrNil(r.trigger), world.IntOrNil(r.agent), world.Stamp(r.at)
		r.Data, r.CompanyID = json.RawMessage(r.data), companyID
		answers[i] = r.changeAnswer
	}
	return answers, err
}

func (c *call) customValues(ticket int64) ([]CustomValue, error) {
	type row struct {
		CustomValue
		value sql.NullString
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any { return []any{&r.ID, &r.TicketID, &r.TicketFieldID, &r.value} },
		`SELECT id, ticket_id, field_id, value FROM ud_field_value WHERE ticket_id = ? ORDER BY id`, ticket)
	answers := make([]CustomValue, len(found))
	for i, r := range found {
		r.Value = world.TextOrNil(r.value)
		answers[i] = r.CustomValue
	}
	return answers, err
}
