package desk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// reportPage is how many objects of a report are asked for at once.
const reportPage = 50

func (c client) Reports() api.Call[[]helpdesk.Entry] {
	return api.Map(c.Client.Reports(), func(all []useresponse.Report) (out []helpdesk.Entry) {
		for _, r := range all {
			out = append(out, helpdesk.Entry{ID: r.ID, Name: r.Name})
		}
		return out
	})
}

func (c client) Report(id int64, group string, page int64) api.Call[helpdesk.ReportPage] {
	q := useresponse.ReportQuery{Sort: "new_updated", Group: group, Page: page + 1, PerPage: reportPage}
	return api.Map(c.ReportTickets(id, q), func(r useresponse.Reported) helpdesk.ReportPage {
		return helpdesk.ReportPage{Page: onePage(r.Page), Groups: r.Groups}
	})
}

func (c client) Users(text string, page int64) api.Call[helpdesk.UserPage] {
	search := useresponse.UserSearch{Text: text, Page: page + 1, Count: 20}
	return api.Map(c.SearchPeople(search), func(found useresponse.Page[helpdesk.Person]) helpdesk.UserPage {
		return helpdesk.UserPage{Users: found.Items, More: found.More()}
	})
}

func (c client) Profile(id int64) api.Call[helpdesk.Profile] {
	return api.Map(c.User(id), func(u useresponse.User) helpdesk.Profile {
		p := helpdesk.Profile{ID: u.ID, Name: u.Name, Email: u.Email, Tags: u.Tags, Team: u.Team.Name, Role: u.Role.Alias}
		for i := range u.Fields {
			f := &u.Fields[i]
			p.Fields = append(p.Fields, helpdesk.Field{ID: f.ID, Name: f.Label, Value: helpdesk.Several(f.Values)})
		}
		return p
	})
}

func (c client) ProfileFields() api.Call[[]helpdesk.FieldEntry] {
	return api.Map(c.UserFields(), func(all []useresponse.CustomField) []helpdesk.FieldEntry { return entries(all).Fields })
}

func (c client) Changes(id int64) api.Call[[]helpdesk.ProfileChange] {
	return api.Map(c.UserChangelog(id), func(all []useresponse.Changelog) (out []helpdesk.ProfileChange) {
		for i := range all {
			for _, a := range all[i].Actions {
				out = append(out, helpdesk.ProfileChange{By: all[i].By.Name, At: all[i].Created, Field: a.Field, Before: a.Previous, After: a.Value})
			}
		}
		return out
	})
}

// Save leaves alone what of a user is not given: an address that was not told is not taken away.
func (c client) Save(p helpdesk.Profile) api.Call[int64] {
	var fields []useresponse.Property
	for _, f := range p.Fields {
		fields = append(fields, field(helpdesk.Property(f.Name), f.Value))
	}
	if p.ID == 0 {
		return api.Map(c.CreateUser(useresponse.NewUser{Email: p.Email, Name: p.Name, Password: p.Password, Tags: p.Tags, Fields: fields}), number)
	}
	edit := useresponse.UserEdit{Name: &p.Name, Tags: &p.Tags, Fields: fields}
	if strings.TrimSpace(p.Email) != "" {
		edit.Email = &p.Email
	}
	return api.Map(c.EditUser(p.ID, edit), number)
}

func (c client) SetPassword(id int64, password string) api.Call[int64] {
	return api.Map(c.Client.SetPassword(id, password), number)
}

func (c client) Erase(id int64, keep bool) api.Call[int64] {
	return api.Map(c.DeleteUser(id, keep), number)
}

func number(u useresponse.User) int64 { return u.ID }

func (c client) Chats(page int64) api.Call[helpdesk.ChatPage] {
	return api.Map(c.Client.Chats(0, page+1), func(found useresponse.Page[useresponse.Chat]) helpdesk.ChatPage {
		p := helpdesk.ChatPage{More: found.More()}
		for i := range found.Items {
			p.Chats = append(p.Chats, chat(found.Items[i]))
		}
		return p
	})
}

func (c client) Chat(id int64) helpdesk.ChatCalls {
	return helpdesk.ChatCalls{
		Chat: api.Map(c.Client.Chat(id), chat),
		Messages: api.Map(c.ChatMessages(id, useresponse.Messages{}), func(found useresponse.Page[useresponse.Message]) (out []helpdesk.ChatMessage) {
			for i := range found.Items {
				out = append(out, chatMessage(&found.Items[i]))
			}
			return out
		}),
	}
}

func chat(c useresponse.Chat) helpdesk.Chat {
	out := helpdesk.Chat{
		ID: c.External, Title: c.Title, Client: c.Author.Name, Assignee: c.Responsible.Name, Updated: max(c.Updated, c.Created), Completed: c.Completed,
	}
	if out.ID == 0 {
		out.ID = c.ID
	}
	if c.Last != nil {
		m := chatMessage(c.Last)
		if out.Last = m.Body.Source; m.File.URL != "" {
			out.Last = m.File.Name
		}
	}
	return out
}

// chatMessage takes what a message says, or the file that it is.
func chatMessage(m *useresponse.Message) helpdesk.ChatMessage {
	out := helpdesk.ChatMessage{Author: m.Author.Name, At: m.Created, Body: helpdesk.Markup{Format: helpdesk.BBCode, Source: m.Content}}
	if m.System {
		out.Side = helpdesk.SystemSide
	}
	title, link, article := m.Article()
	switch {
	case article:
		out.Body, out.File = helpdesk.Markup{}, helpdesk.Attachment{Name: title, URL: link}
	case m.Type == "image" || m.Type == "document":
		out.Body, out.File = helpdesk.Markup{}, helpdesk.Attachment{Name: m.FileName, URL: m.Content}
	}
	return out
}
