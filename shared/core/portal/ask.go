package portal

import (
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// of reads a client as one that can more; the error says that it cannot.
func of[T any](client helpdesk.Client) (T, error) {
	c, ok := client.(T)
	if !ok {
		return c, &api.Error{Kind: api.Invalid}
	}
	return c, nil
}

// Reports lists the reports.
func (s *Source) Reports() (*Reports, error) {
	client, err := of[helpdesk.Reports](s.Client)
	if err != nil {
		return nil, err
	}
	all, err := core.Ask(s.Lane(), client.Reports())
	return &Reports{Reports: all}, err
}

// Report reads a page of one, and its tickets.
func (s *Source) Report(id int64, group string, page int64, d *helpdesk.Directory) (*Report, []helpdesk.Ticket, error) {
	client, err := of[helpdesk.Reports](s.Client)
	if err != nil {
		return nil, nil, err
	}
	found, err := core.Ask(s.Lane(), client.Report(id, group, page))
	if err != nil {
		return nil, nil, err
	}
	r := &Report{More: !found.Page.Last, Total: -1}
	if found.Page.Total != nil {
		r.Total = *found.Page.Total
	}
	for _, g := range found.Groups {
		r.Groups = append(r.Groups, Group{ID: g.ID, Name: g.Name, Count: g.Count, Query: queryOf(&g, d)})
	}
	return r, found.Page.Tickets, nil
}

// queryOf is what a group is called in the filter language. What a report groups by is not
// told: a group is of whatever the account calls so.
func queryOf(g *helpdesk.ReportGroup, d *helpdesk.Directory) string {
	for i := range d.Statuses {
		if s := &d.Statuses[i]; s.Slug == g.ID || s.Title == g.Name {
			return filter.TermOf(filter.Status, s.Title).String()
		}
	}
	for i := range d.Agents {
		if a := &d.Agents[i]; a.Name == g.Name {
			return filter.TermOf(filter.Assignee, a.Name).String()
		}
	}
	for _, known := range [...]struct {
		field   filter.Field
		entries []helpdesk.Entry
	}{{filter.Category, d.Categories}, {filter.Forum, d.Forums}, {filter.Group, d.Groups}} {
		if slices.ContainsFunc(known.entries, func(e helpdesk.Entry) bool { return e.Name == g.Name }) {
			return filter.TermOf(known.field, g.Name).String()
		}
	}
	return ""
}

// Users searches users.
func (s *Source) Users(text string, page int64) (*Users, error) {
	client, err := of[helpdesk.Users](s.Client)
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(s.Lane(), client.Users(strings.TrimSpace(text), page))
	return &Users{Users: found.Users, More: found.More}, err
}

// User reads one, 0 for the form of a new one.
func (s *Source) User(id int64) (*User, error) {
	client, err := of[helpdesk.Users](s.Client)
	if err != nil {
		return nil, err
	}
	u := &User{}
	fields, fieldsErr := core.Ask(s.Lane(), client.ProfileFields())
	if id != 0 {
		var changesErr error
		u.Profile, err = core.Ask(s.Lane(), client.Profile(id))
		u.Changes, changesErr = core.Ask(s.Lane(), client.Changes(id))
		if changesErr != nil {
			u.ChangesProblem = s.X.Failure(changesErr)
		}
	}
	if u.Fields = fields; fieldsErr != nil {
		u.FieldsProblem = s.X.Failure(fieldsErr)
	}
	return u, err
}

// Chats lists chats.
func (s *Source) Chats(page int64) (*helpdesk.ChatPage, error) {
	client, err := of[helpdesk.Chats](s.Client)
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(s.Lane(), client.Chats(page))
	return &found, err
}

// Chat reads one with its messages.
func (s *Source) Chat(id int64) (*ChatTold, error) {
	client, err := of[helpdesk.Chats](s.Client)
	if err != nil {
		return nil, err
	}
	calls := client.Chat(id)
	head, err := core.Ask(s.Lane(), calls.Chat)
	messages, messagesErr := core.Ask(s.Lane(), calls.Messages)
	if err == nil {
		err = messagesErr
	}
	if err != nil || s.X.Waiting() {
		return nil, err
	}
	slices.SortStableFunc(messages, func(a, b helpdesk.ChatMessage) int { return int(a.At - b.At) })
	c := &ChatTold{Chat: head}
	reader := conversation.MailReader()
	for i := range messages {
		m := &messages[i]
		m.File.URL = conversation.Link(m.File.URL)
		c.Messages = append(c.Messages, ChatLine{Author: m.Author, Side: m.Side, At: m.At, Body: reader.Program(m.Body), File: m.File})
	}
	return c, nil
}

// Browse lists where customers write, by what is known of an account.
func Browse(d *helpdesk.Directory) (out []Browsed) {
	can := d.Desk.Can()
	types := make([]string, 0, len(can.Apart))
	for _, kind := range can.Apart {
		types = append(types, filter.WordTerm(filter.Type, kind).String())
		out = append(out, Browsed{Kind: "type", Name: kind, Query: types[len(types)-1]})
	}
	if len(types) == 0 {
		return nil
	}
	// Posts come only where a filter names their types.
	every := "type:" + strings.Join(can.Apart, ",")
	for i := range d.Forums {
		out = append(out, Browsed{Kind: "community", Name: d.Forums[i].Name, Query: every + " " + filter.TermOf(filter.Forum, d.Forums[i].Name).String()})
	}
	for i := range d.ApartCategories {
		c := &d.ApartCategories[i]
		in := every
		if c.Type != helpdesk.AnyType {
			in = filter.WordTerm(filter.Type, string(c.Type)).String()
		}
		out = append(out, Browsed{Kind: "category", Name: c.Name, Of: string(c.Type), Query: in + " " + filter.TermOf(filter.Category, c.Name).String()})
	}
	for i := range d.ApartStatuses {
		s := &d.ApartStatuses[i]
		in := every
		if s.Type != "" {
			in = filter.WordTerm(filter.Type, s.Type).String()
		}
		out = append(out, Browsed{Kind: "status", Name: s.Status.Title, Of: s.Type, Query: in + " " + filter.TermOf(filter.Status, s.Status.Title).String()})
	}
	return out
}
