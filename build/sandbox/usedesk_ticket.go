package sandbox

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
)

// udTicket is a row of ud_ticket with what lists show of other tables.
type udTicket struct {
	id, createdAt, updatedAt                         int64
	subject, priority, kind                          string
	status                                           int
	clientID, assigneeID, groupID, channelID, remind sql.NullInt64
	clientName, channelEmail, lastComment, extra     sql.NullString
	right                                            sql.NullString
}

// udTicketColumns are read with the viewing agent as ?1.
const udTicketColumns = `t.id, t.created_at, t.updated_at, t.subject, t.priority, t.type, t.status, t.client_id, t.assignee_id,
	t.group_id, t.channel_id, t.remind_at, t.additional_id, (SELECT c.name FROM ud_client c WHERE c.id = t.client_id),
	(SELECT h.email FROM ud_channel h WHERE h.id = t.channel_id),
	(SELECT m.message FROM ud_comment m WHERE m.ticket_id = t.id ORDER BY m.published_at DESC, m.id DESC LIMIT 1), ` + rightOf

func (t *udTicket) scan() []any {
	return []any{&t.id, &t.createdAt, &t.updatedAt, &t.subject, &t.priority, &t.kind, &t.status, &t.clientID, &t.assigneeID,
		&t.groupID, &t.channelID, &t.remind, &t.extra, &t.clientName, &t.channelEmail, &t.lastComment, &t.right}
}

// udListedTicket is a ticket in the answer of tickets.
type udListedTicket struct {
	ID            int64           `json:"id"`
	Subject       string          `json:"subject"`
	ClientID      *int64          `json:"client_id"`
	ClientName    *string         `json:"client_name"`
	AssigneeID    *int64          `json:"assignee_id"`
	ChannelID     *int64          `json:"channel_id"`
	Group         *int64          `json:"group"`
	CreatedAt     string          `json:"created_at"`
	LastUpdatedAt string          `json:"last_updated_at"`
	ChannelEmail  *string         `json:"channel_email"`
	ActiveSLA     []udSLA         `json:"active_sla,omitempty"`
	TicketFields  []udListedField `json:"ticket_fields"`
	Tags          []udListedTag   `json:"tags"`
	Status        int             `json:"status"`
	Priority      string          `json:"priority"`
	Type          string          `json:"type"`
	LastComment   *string         `json:"last_comment"`
	RemindAt      *string         `json:"remind_at"`
	Rights        string          `json:"rights,omitempty"`
}

type udSLA struct {
	Type string `json:"type"`
	Date string `json:"date"`
}

type udListedField struct {
	ID    int64   `json:"id"`
	Name  string  `json:"name"`
	Value *string `json:"value"`
}

type udListedTag struct {
	Name string `json:"name"`
}

func (c *udCall) answerListed(t *udTicket, rights bool) (udListedTicket, error) {
	answer := udListedTicket{
		ID: t.id, Subject: t.subject, ClientID: intOrNil(t.clientID), ClientName: textOrNil(t.clientName),
		AssigneeID: intOrNil(t.assigneeID), ChannelID: intOrNil(t.channelID), Group: intOrNil(t.groupID),
		CreatedAt: stamp(t.createdAt), LastUpdatedAt: stamp(t.updatedAt), ChannelEmail: textOrNil(t.channelEmail),
		Status: t.status, Priority: t.priority, Type: t.kind, LastComment: textOrNil(t.lastComment), RemindAt: stampOrNil(t.remind),
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
		udListedField
		value sql.NullString
	}
	fields, err := rows(c, c.tx, func(f *field) []any { return []any{&f.ID, &f.Name, &f.value} },
		`SELECT f.id, f.name, v.value FROM ud_field_value v JOIN ud_field f ON f.id = v.field_id WHERE v.ticket_id = ? ORDER BY f.position`, t.id)
	if err != nil {
		return answer, err
	}
	answer.TicketFields = make([]udListedField, len(fields))
	for i, f := range fields {
		f.Value = textOrNil(f.value)
		answer.TicketFields[i] = f.udListedField
	}
	answer.Tags, err = rows(c, c.tx, func(g *udListedTag) []any { return []any{&g.Name} },
		`SELECT g.name FROM ud_ticket_tag x JOIN ud_tag g ON g.id = x.tag_id WHERE x.ticket_id = ? ORDER BY g.id`, t.id)
	return answer, err
}

func (c *udCall) sla(ticket int64) ([]udSLA, error) {
	type row struct {
		kind string
		due  int64
	}
	found, err := rows(c, c.tx, func(r *row) []any { return []any{&r.kind, &r.due} },
		`SELECT type, due_at FROM ud_sla WHERE ticket_id = ?
			ORDER BY CASE type WHEN 'first_reply' THEN 0 WHEN 'next_reply' THEN 1 ELSE 2 END`, ticket)
	answers := make([]udSLA, len(found))
	for i, r := range found {
		answers[i] = udSLA{r.kind, stamp(r.due)}
	}
	return answers, err
}

// udTicketAnswer is the answer of ticket.
type udTicketAnswer struct {
	Ticket       udSingleTicket  `json:"ticket"`
	Comments     []udComment     `json:"comments"`
	Changes      []udChange      `json:"changes"`
	Tags         []string        `json:"tags"`
	CustomFields []udCustomValue `json:"custom_fields"`
	ActiveSLA    []udSLA         `json:"active_sla,omitempty"`
	Rights       string          `json:"rights,omitempty"`
}

// udSingleTicket names some members otherwise than lists do.
type udSingleTicket struct {
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

type udComment struct {
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
	Files       []udFile        `json:"files"`
	CC          json.RawMessage `json:"cc"`
	BCC         json.RawMessage `json:"bcc"`
	Client      *string         `json:"client"`
	User        *string         `json:"user"`
}

type udFile struct {
	Name string `json:"name"`
	File string `json:"file"`
}

type udChange struct {
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

type udCustomValue struct {
	ID            int64   `json:"id"`
	TicketID      int64   `json:"ticket_id"`
	TicketFieldID int64   `json:"ticket_field_id"`
	Value         *string `json:"value"`
	CreatedAt     *string `json:"created_at"`
	UpdatedAt     *string `json:"updated_at"`
}

// ticket reads the ticket that ticket_id names.
func (c *udCall) ticket(viewer int64) (*udTicket, error) {
	id, ok := c.in.integer("ticket_id")
	if c.in.err == nil && !ok {
		c.in.fail("ticket_id is required")
	}
	if c.in.err != nil {
		return nil, c.in.err
	}
	return c.ticketOf(viewer, id)
}

// ticketOf reads a ticket as an agent sees it, 0 being nobody.
func (c *udCall) ticketOf(viewer, id int64) (*udTicket, error) {
	found, err := rows(c, c.tx, (*udTicket).scan, `SELECT `+udTicketColumns+` FROM ud_ticket t WHERE t.id = ?2`, viewer, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errUnknownTicket
	}
	return &found[0], nil
}

// getTicket answers ticket.
func (c *udCall) getTicket() (any, error) {
	c.in.notNull("accessible_for_agent_id")
	viewer, asks, err := c.viewer()
	if err != nil {
		return nil, err
	}
	t, err := c.ticket(viewer)
	if err != nil {
		return nil, err
	}
	answer := &udTicketAnswer{Ticket: udSingleTicket{
		ID: t.id, StatusID: t.status, Priority: t.priority, Type: t.kind, Subject: t.subject, ClientID: intOrNil(t.clientID),
		ClientName: textOrNil(t.clientName), AssigneeID: intOrNil(t.assigneeID), ChannelID: intOrNil(t.channelID),
		Group: intOrNil(t.groupID), LastUpdatedAt: stamp(t.updatedAt), Email: textOrNil(t.channelEmail),
		PublishedAt: stamp(t.createdAt), CompanyID: companyID, AdditionalID: textOrNil(t.extra),
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
	if answer.Tags, err = column[string](c, c.tx,
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

func (c *udCall) ticketComments(ticket int64) ([]udComment, error) {
	type row struct {
		udComment
		agentID, clientID sql.NullInt64
		clientName        sql.NullString
		published         int64
		cc, bcc           string
	}
	found, err := rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.Message, &r.From, &r.Type, &r.agentID, &r.clientID, &r.clientName, &r.TicketID, &r.IsFirst,
			&r.Delivered, &r.Readed, &r.published, &r.cc, &r.bcc}
	}, `SELECT m.id, m.message, m.sender, m.type, m.agent_id, m.client_id, c.name, m.ticket_id, m.is_first, m.delivered,
		m.is_read, m.published_at, m.cc, m.bcc
		FROM ud_comment m LEFT JOIN ud_client c ON c.id = m.client_id
		WHERE m.ticket_id = ? ORDER BY m.published_at, m.id`, ticket)
	if err != nil {
		return nil, err
	}
	answers := make([]udComment, len(found))
	for i, r := range found {
		r.UserID, r.ClientID, r.ClientName = intOrNil(r.agentID), intOrNil(r.clientID), textOrNil(r.clientName)
		r.PublishedAt, r.CC, r.BCC = stamp(r.published), json.RawMessage(r.cc), json.RawMessage(r.bcc)
		if r.Files, err = c.files(r.ID); err != nil {
			return nil, err
		}
		answers[i] = r.udComment
	}
	return answers, nil
}

func (c *udCall) files(comment int64) ([]udFile, error) {
	type row struct {
		id   int64
		name string
	}
	found, err := rows(c, c.tx, func(r *row) []any { return []any{&r.id, &r.name} },
		`SELECT id, name FROM ud_file WHERE comment_id = ? ORDER BY id`, comment)
	answers := make([]udFile, len(found))
	for i, r := range found {
		answers[i] = udFile{r.name, fmt.Sprintf("%s/usedesk/files/%d/%s", c.base, r.id, url.PathEscape(r.name))}
	}
	return answers, err
}

func (c *udCall) changes(ticket int64) ([]udChange, error) {
	type row struct {
		udChange
		trigger, agent sql.NullInt64
		at             int64
		data           string
	}
	found, err := rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.trigger, &r.agent, &r.TicketID, &r.data, &r.OldStatus, &r.NewStatus, &r.at}
	}, `SELECT id, trigger_id, agent_id, ticket_id, changes, old_status, new_status, changed_at
		FROM ud_change WHERE ticket_id = ? ORDER BY changed_at, id`, ticket)
	answers := make([]udChange, len(found))
	for i, r := range found {
		r.TriggerID, r.UserID, r.ChangedAt = intOrNil(r.trigger), intOrNil(r.agent), stamp(r.at)
		r.Data, r.CompanyID = json.RawMessage(r.data), companyID
		answers[i] = r.udChange
	}
	return answers, err
}

func (c *udCall) customValues(ticket int64) ([]udCustomValue, error) {
	type row struct {
		udCustomValue
		value sql.NullString
	}
	found, err := rows(c, c.tx, func(r *row) []any { return []any{&r.ID, &r.TicketID, &r.TicketFieldID, &r.value} },
		`SELECT id, ticket_id, field_id, value FROM ud_field_value WHERE ticket_id = ? ORDER BY id`, ticket)
	answers := make([]udCustomValue, len(found))
	for i, r := range found {
		r.Value = textOrNil(r.value)
		answers[i] = r.udCustomValue
	}
	return answers, err
}
