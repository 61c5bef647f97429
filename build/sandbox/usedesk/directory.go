package usedesk

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"deskside/build/sandbox/world"
)

// zeroDate is how Usedesk writes "never".
const zeroDate = "0000-00-00 00:00:00"

// UserAnswer is an agent in the answer of users.
type UserAnswer struct {
	ID               int64       `json:"id"`
	Name             string      `json:"name"`
	Email            string      `json:"email"`
	Position         string      `json:"position"`
	Role             string      `json:"role"`
	Phone            *string     `json:"phone"`
	Avatar           *string     `json:"avatar"`
	ChatOnlineStatus int         `json:"chat_online_status"`
	OnlineStatus     int         `json:"online_status"`
	Groups           []userGroup `json:"groups"`
}

type userGroup struct {
	ID        int64       `json:"id"`
	Name      string      `json:"name"`
	CompanyID int         `json:"company_id"`
	Deleted   int         `json:"deleted"`
	DeletedAt string      `json:"deleted_at"`
	Pivot     memberPivot `json:"pivot"`
}

type memberPivot struct {
	UserGroupID int64 `json:"user_group_id"`
	UserID      int64 `json:"user_id"`
}

// agentRow is an agent as both lists read it.
type agentRow struct {
	UserAnswer
	phone sql.NullString
}

const agentColumns = `a.id, a.name, a.email, a.position, a.role, a.phone, a.chat_online, a.online`

func (r *agentRow) scan() []any {
	return []any{&r.ID, &r.Name, &r.Email, &r.Position, &r.Role, &r.phone, &r.ChatOnlineStatus, &r.OnlineStatus}
}

// listUsers answers users.
func (c *call) listUsers() (any, error) {
	w := &world.Conditions{Parts: []string{"NOT a.deleted"}}
	if role := c.in.Choice("user_type", "admin", "employee", "support"); role != "" {
		w.Add("a.role = %s", role)
	}
	if group, ok := c.in.Integer("group_id"); ok {
		w.Add("EXISTS (SELECT 1 FROM ud_group_agent m WHERE m.agent_id = a.id AND m.group_id = %s)", group)
	}
	if id, ok := c.in.Integer("user_id"); ok {
		w.Add("a.id = %s", id)
	}
	if query, _ := c.in.Text("query"); query != "" {
		w.Add("instr(fold(a.name || ' ' || a.email), %s) > 0", world.Fold(query))
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	return c.users(w)
}

// users reads agents with their groups.
func (c *call) users(w *world.Conditions) ([]UserAnswer, error) {
	found, err := world.Rows(c, c.tx, (*agentRow).scan, `SELECT `+agentColumns+` FROM ud_agent a WHERE ?1 = ?1 AND `+w.Where()+` ORDER BY a.id`,
		append([]any{0}, w.Args...)...)
	if err != nil {
		return nil, err
	}
	answers := make([]UserAnswer, len(found))
	for i, r := range found {
		r.Phone = world.TextOrNil(r.phone)
		if r.Groups, err = world.Rows(c, c.tx, func(g *userGroup) []any { return []any{&g.ID, &g.Name} },
			`SELECT g.id, g.name FROM ud_group g JOIN ud_group_agent m ON m.group_id = g.id WHERE m.agent_id = ? ORDER BY g.id`, r.ID); err != nil {
			return nil, err
		}
		for n := range r.Groups {
			group := &r.Groups[n]
			group.CompanyID, group.DeletedAt, group.Pivot = companyID, zeroDate, memberPivot{group.ID, r.ID}
		}
		answers[i] = r.UserAnswer
	}
	return answers, nil
}

// groupAnswer is a group in the answer of groups.
type groupAnswer struct {
	ID                int64          `json:"id"`
	Name              string         `json:"name"`
	CompanyID         int            `json:"company_id"`
	Deleted           int            `json:"deleted"`
	DeletedAt         string         `json:"deleted_at"`
	CustomWorkingTime int            `json:"custom_working_time"`
	Timezone          string         `json:"timezone"`
	Users             []memberAnswer `json:"users"`
}

type memberAnswer struct {
	ID       int64       `json:"id"`
	Name     string      `json:"name"`
	Email    string      `json:"email"`
	Position string      `json:"position"`
	Role     string      `json:"role"`
	Phone    *string     `json:"phone"`
	Pivot    memberPivot `json:"pivot"`
}

// listGroups answers groups.
func (c *call) listGroups() (any, error) {
	groups, err := world.Rows(c, c.tx, func(g *groupAnswer) []any { return []any{&g.ID, &g.Name} }, `SELECT id, name FROM ud_group ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for i := range groups {
		group := &groups[i]
		group.CompanyID, group.DeletedAt, group.Timezone = companyID, zeroDate, "UTC"
		members, err := world.Rows(c, c.tx, (*agentRow).scan, `SELECT `+agentColumns+` FROM ud_agent a
			JOIN ud_group_agent m ON m.agent_id = a.id WHERE m.group_id = ? AND NOT a.deleted ORDER BY a.id`, group.ID)
		if err != nil {
			return nil, err
		}
		group.Users = make([]memberAnswer, len(members))
		for n, r := range members {
			group.Users[n] = memberAnswer{r.ID, r.Name, r.Email, r.Position, r.Role, world.TextOrNil(r.phone), memberPivot{group.ID, r.ID}}
		}
	}
	return groups, nil
}

// tagAnswer is a tag in the answer of tags.
type tagAnswer struct {
	TicketTagID  int64  `json:"ticket_tag_id"`
	TagCompanyID int    `json:"tag_company_id"`
	Name         string `json:"name"`
	TicketCount  int    `json:"ticket_count"`
}

// listTags answers tags, 100 a page.
func (c *call) listTags() (any, error) {
	c.in.NotNull("offset")
	page, _ := c.in.Integer("offset")
	query, _ := c.in.Text("query")
	if c.in.Err == nil && (page < 0 || page > 1_000_000) {
		c.in.Fail("offset must be a page number from 0")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	tags, err := world.Rows(c, c.tx, func(t *tagAnswer) []any { return []any{&t.TicketTagID, &t.Name, &t.TicketCount} },
		fmt.Sprintf(`SELECT id, name, (SELECT count(*) FROM ud_ticket_tag x WHERE x.tag_id = ud_tag.id) FROM ud_tag
			WHERE instr(folded, ?) > 0 ORDER BY id LIMIT %d OFFSET %d`, TicketsPerPage, page*TicketsPerPage), world.Fold(query))
	for i := range tags {
		tags[i].TagCompanyID = companyID
	}
	return tags, err
}

// fieldAnswer is a ticket field with its options.
type fieldAnswer struct {
	CustomField  describedField `json:"custom_field"`
	FieldOptions []fieldOption  `json:"field_options"`
}

type describedField struct {
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

type fieldOption struct {
	ID             int64           `json:"id"`
	TicketFieldID  int64           `json:"ticket_field_id"`
	Value          string          `json:"value"`
	ParentOptionID json.RawMessage `json:"parent_option_id"`
	CreatedAt      *string         `json:"created_at"`
	UpdatedAt      *string         `json:"updated_at"`
	Order          int             `json:"order"`
}

// listFields answers ticket/fields.
func (c *call) listFields() (any, error) {
	fields, err := world.Rows(c, c.tx, func(f *describedField) []any {
		return []any{&f.ID, &f.TicketFieldTypeID, &f.Name, &f.Required, &f.Sort}
	}, `SELECT id, kind, name, required, position FROM ud_field ORDER BY position`)
	if err != nil {
		return nil, err
	}
	answers := make([]fieldAnswer, len(fields))
	for i, f := range fields {
		f.CompanyID, f.AddFilter, f.Active, f.TicketInterface = companyID, 1, 1, 1
		type row struct {
			fieldOption
			parents string
		}
		options, err := world.Rows(c, c.tx, func(o *row) []any {
			return []any{&o.ID, &o.TicketFieldID, &o.Value, &o.parents, &o.Order}
		}, `SELECT id, field_id, value, parents, position FROM ud_field_option WHERE field_id = ? ORDER BY position`, f.ID)
		if err != nil {
			return nil, err
		}
		answers[i] = fieldAnswer{f, make([]fieldOption, len(options))}
		for n, o := range options {
			o.ParentOptionID = json.RawMessage(o.parents)
			answers[i].FieldOptions[n] = o.fieldOption
		}
	}
	return answers, nil
}

// ChannelAnswer is a channel in the answer of channels.
type ChannelAnswer struct {
	ChannelID   int64  `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	ChannelType string `json:"channel_type"`
}

// listChannels answers channels.
func (c *call) listChannels() (any, error) {
	kind, _ := c.in.Text("channel_type")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	return world.Rows(c, c.tx, func(h *ChannelAnswer) []any { return []any{&h.ChannelID, &h.ChannelName, &h.ChannelType} },
		`SELECT id, name, type FROM ud_channel WHERE ?1 = '' OR type = ?1 ORDER BY id`, kind)
}
