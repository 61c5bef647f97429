package sandbox

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

// zeroDate is how Usedesk writes "never".
const zeroDate = "0000-00-00 00:00:00"

// udUser is an agent in the answer of users.
type udUser struct {
	ID               int64         `json:"id"`
	Name             string        `json:"name"`
	Email            string        `json:"email"`
	Position         string        `json:"position"`
	Role             string        `json:"role"`
	Phone            *string       `json:"phone"`
	Avatar           *string       `json:"avatar"`
	ChatOnlineStatus int           `json:"chat_online_status"`
	OnlineStatus     int           `json:"online_status"`
	Groups           []udUserGroup `json:"groups"`
}

type udUserGroup struct {
	ID        int64         `json:"id"`
	Name      string        `json:"name"`
	CompanyID int           `json:"company_id"`
	Deleted   int           `json:"deleted"`
	DeletedAt string        `json:"deleted_at"`
	Pivot     udMemberPivot `json:"pivot"`
}

type udMemberPivot struct {
	UserGroupID int64 `json:"user_group_id"`
	UserID      int64 `json:"user_id"`
}

// agentRow is an agent as both lists read it.
type agentRow struct {
	udUser
	phone sql.NullString
}

const agentColumns = `a.id, a.name, a.email, a.position, a.role, a.phone, a.chat_online, a.online`

func (r *agentRow) scan() []any {
	return []any{&r.ID, &r.Name, &r.Email, &r.Position, &r.Role, &r.phone, &r.ChatOnlineStatus, &r.OnlineStatus}
}

// listUsers answers users.
func (c *udCall) listUsers() (any, error) {
	w := &conditions{parts: []string{"NOT a.deleted"}}
	if role := c.in.choice("user_type", "admin", "employee", "support"); role != "" {
		w.add("a.role = %s", role)
	}
	if group, ok := c.in.integer("group_id"); ok {
		w.add("EXISTS (SELECT 1 FROM ud_group_agent m WHERE m.agent_id = a.id AND m.group_id = %s)", group)
	}
	if id, ok := c.in.integer("user_id"); ok {
		w.add("a.id = %s", id)
	}
	if query, _ := c.in.text("query"); query != "" {
		w.add("instr(fold(a.name || ' ' || a.email), %s) > 0", fold(query))
	}
	if c.in.err != nil {
		return nil, c.in.err
	}
	return c.users(w)
}

// users reads agents with their groups.
func (c *udCall) users(w *conditions) ([]udUser, error) {
	found, err := rows(c, c.tx, (*agentRow).scan, `SELECT `+agentColumns+` FROM ud_agent a WHERE ?1 = ?1 AND `+w.where()+` ORDER BY a.id`,
		append([]any{0}, w.args...)...)
	if err != nil {
		return nil, err
	}
	answers := make([]udUser, len(found))
	for i, r := range found {
		r.Phone = textOrNil(r.phone)
		if r.Groups, err = rows(c, c.tx, func(g *udUserGroup) []any { return []any{&g.ID, &g.Name} },
			`SELECT g.id, g.name FROM ud_group g JOIN ud_group_agent m ON m.group_id = g.id WHERE m.agent_id = ? ORDER BY g.id`, r.ID); err != nil {
			return nil, err
		}
		for n := range r.Groups {
			group := &r.Groups[n]
			group.CompanyID, group.DeletedAt, group.Pivot = companyID, zeroDate, udMemberPivot{group.ID, r.ID}
		}
		answers[i] = r.udUser
	}
	return answers, nil
}

// udGroup is a group in the answer of groups.
type udGroup struct {
	ID                int64      `json:"id"`
	Name              string     `json:"name"`
	CompanyID         int        `json:"company_id"`
	Deleted           int        `json:"deleted"`
	DeletedAt         string     `json:"deleted_at"`
	CustomWorkingTime int        `json:"custom_working_time"`
	Timezone          string     `json:"timezone"`
	Users             []udMember `json:"users"`
}

type udMember struct {
	ID       int64         `json:"id"`
	Name     string        `json:"name"`
	Email    string        `json:"email"`
	Position string        `json:"position"`
	Role     string        `json:"role"`
	Phone    *string       `json:"phone"`
	Pivot    udMemberPivot `json:"pivot"`
}

// listGroups answers groups.
func (c *udCall) listGroups() (any, error) {
	groups, err := rows(c, c.tx, func(g *udGroup) []any { return []any{&g.ID, &g.Name} }, `SELECT id, name FROM ud_group ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for i := range groups {
		group := &groups[i]
		group.CompanyID, group.DeletedAt, group.Timezone = companyID, zeroDate, "UTC"
		members, err := rows(c, c.tx, (*agentRow).scan, `SELECT `+agentColumns+` FROM ud_agent a
			JOIN ud_group_agent m ON m.agent_id = a.id WHERE m.group_id = ? AND NOT a.deleted ORDER BY a.id`, group.ID)
		if err != nil {
			return nil, err
		}
		group.Users = make([]udMember, len(members))
		for n, r := range members {
			group.Users[n] = udMember{r.ID, r.Name, r.Email, r.Position, r.Role, textOrNil(r.phone), udMemberPivot{group.ID, r.ID}}
		}
	}
	return groups, nil
}

// udTag is a tag in the answer of tags.
type udTag struct {
	TicketTagID  int64  `json:"ticket_tag_id"`
	TagCompanyID int    `json:"tag_company_id"`
	Name         string `json:"name"`
	TicketCount  int    `json:"ticket_count"`
}

// listTags answers tags, 100 a page.
func (c *udCall) listTags() (any, error) {
	c.in.notNull("offset")
	page, _ := c.in.integer("offset")
	query, _ := c.in.text("query")
	if c.in.err == nil && (page < 0 || page > 1_000_000) {
		c.in.fail("offset must be a page number from 0")
	}
	if c.in.err != nil {
		return nil, c.in.err
	}
	tags, err := rows(c, c.tx, func(t *udTag) []any { return []any{&t.TicketTagID, &t.Name, &t.TicketCount} },
		fmt.Sprintf(`SELECT id, name, (SELECT count(*) FROM ud_ticket_tag x WHERE x.tag_id = ud_tag.id) FROM ud_tag
			WHERE instr(folded, ?) > 0 ORDER BY id LIMIT %d OFFSET %d`, ticketsPerPage, page*ticketsPerPage), fold(query))
	for i := range tags {
		tags[i].TagCompanyID = companyID
	}
	return tags, err
}

// udFieldAnswer is a ticket field with its options.
type udFieldAnswer struct {
	CustomField  udField         `json:"custom_field"`
	FieldOptions []udFieldOption `json:"field_options"`
}

type udField struct {
	ID                int64   `json:"id"`
	CompanyID         int     `json:"company_id"`
	TicketFieldTypeID int     `json:"ticket_field_type_id"`
	Name              string  `json:"name"`
	Value             *string `json:"value"`
	Required          int     `json:"required"`
	AddTag            int     `json:"add_tag"`
	AddFilter         int     `json:"add_filter"`
	Sort              int     `json:"sort"`
	Active            int     `json:"active"`
	Hidden            int     `json:"hidden"`
	API               int     `json:"api"`
	Deleted           int     `json:"deleted"`
	ParentFieldID     int64   `json:"parent_field_id"`
	Mask              string  `json:"mask"`
	TicketInterface   int     `json:"ticket_interface"`
	CreatedAt         *string `json:"created_at"`
	UpdatedAt         *string `json:"updated_at"`
}

type udFieldOption struct {
	ID             int64           `json:"id"`
	TicketFieldID  int64           `json:"ticket_field_id"`
	Value          string          `json:"value"`
	ParentOptionID json.RawMessage `json:"parent_option_id"`
	CreatedAt      *string         `json:"created_at"`
	UpdatedAt      *string         `json:"updated_at"`
	Order          int             `json:"order"`
}

// listFields answers ticket/fields.
func (c *udCall) listFields() (any, error) {
	fields, err := rows(c, c.tx, func(f *udField) []any {
		return []any{&f.ID, &f.TicketFieldTypeID, &f.Name, &f.Required, &f.Sort}
	}, `SELECT id, kind, name, required, position FROM ud_field ORDER BY position`)
	if err != nil {
		return nil, err
	}
	answers := make([]udFieldAnswer, len(fields))
	for i, f := range fields {
		f.CompanyID, f.AddFilter, f.Active, f.TicketInterface = companyID, 1, 1, 1
		type row struct {
			udFieldOption
			parents string
		}
		options, err := rows(c, c.tx, func(o *row) []any {
			return []any{&o.ID, &o.TicketFieldID, &o.Value, &o.parents, &o.Order}
		}, `SELECT id, field_id, value, parents, position FROM ud_field_option WHERE field_id = ? ORDER BY position`, f.ID)
		if err != nil {
			return nil, err
		}
		answers[i] = udFieldAnswer{f, make([]udFieldOption, len(options))}
		for n, o := range options {
			o.ParentOptionID = json.RawMessage(o.parents)
			answers[i].FieldOptions[n] = o.udFieldOption
		}
	}
	return answers, nil
}

// udChannel is a channel in the answer of channels.
type udChannel struct {
	ChannelID   int64  `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	ChannelType string `json:"channel_type"`
}

// listChannels answers channels.
func (c *udCall) listChannels() (any, error) {
	kind, _ := c.in.text("channel_type")
	if c.in.err != nil {
		return nil, c.in.err
	}
	return rows(c, c.tx, func(h *udChannel) []any { return []any{&h.ChannelID, &h.ChannelName, &h.ChannelType} },
		`SELECT id, name, type FROM ud_channel WHERE ?1 = '' OR type = ?1 ORDER BY id`, kind)
}
