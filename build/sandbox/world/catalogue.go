package world

import (
	"encoding/json"
	"fmt"
)

// catalogue is the set-up of the two made-up installations, from
// texts/catalogue.json.
type catalogue struct {
	Teams      []named          `json:"teams"`
	Staff      []staffEntry     `json:"staff"`
	Forums     []named          `json:"forums"`
	Types      []typeEntry      `json:"types"`
	Statuses   []statusEntry    `json:"statuses"`
	Categories []categoryEntry  `json:"categories"`
	Fields     []fieldEntryText `json:"fields"`
	Reports    []named          `json:"reports"`
	Usedesk    usedeskCatalogue `json:"usedesk"`
}

type named struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type staffEntry struct {
	named
	Email  string `json:"email"`
	Role   string `json:"role"`
	Team   *int64 `json:"team"`
	Online bool   `json:"online"`
	Login  string `json:"login"`
}

type typeEntry struct {
	Slug      string `json:"slug"`
	Ownership string `json:"ownership"`
	Single    string `json:"single"`
	Plural    string `json:"plural"`
	Comments  bool   `json:"comments"`
	Votes     bool   `json:"votes"`
	Negative  bool   `json:"negative"`
}

type statusEntry struct {
	ID         int64  `json:"id"`
	Title      string `json:"title"`
	Slug       string `json:"slug"`
	Background string `json:"background"`
	Text       string `json:"text"`
	Closed     bool   `json:"closed"`
	Default    bool   `json:"default"`
	System     bool   `json:"system"`
	State      string `json:"state"`
	Ownership  string `json:"ownership"`
	Type       string `json:"type"`
}

type categoryEntry struct {
	named
	Key         string  `json:"key"`
	Slug        string  `json:"slug"`
	Ownership   string  `json:"ownership"`
	Type        *string `json:"type"`
	Description *string `json:"description"`
	Forum       int64   `json:"forum"`
	Private     bool    `json:"private"`
}

type fieldEntryText struct {
	ID          int64             `json:"id"`
	Entity      string            `json:"entity"`
	Module      string            `json:"module"`
	Label       string            `json:"label"`
	Type        string            `json:"type"`
	Description *string           `json:"description"`
	Options     map[string]string `json:"options"`
	Private     bool              `json:"private"`
	Required    bool              `json:"required"`
}

type usedeskCatalogue struct {
	Agents []struct {
		named
		Email    string  `json:"email"`
		Position string  `json:"position"`
		Role     string  `json:"role"`
		Phone    *string `json:"phone"`
		Online   bool    `json:"online"`
		Groups   []int64 `json:"groups"`
		Write    []int64 `json:"write"`
		Read     []int64 `json:"read"`
	} `json:"agents"`
	Groups   []named `json:"groups"`
	Channels []struct {
		named
		Type  string  `json:"type"`
		Email *string `json:"email"`
	} `json:"channels"`
	Tags   []named `json:"tags"`
	Fields []struct {
		named
		Kind    int `json:"kind"`
		Options []struct {
			ID      int64   `json:"id"`
			Value   string  `json:"value"`
			Parents []int64 `json:"parents"`
		} `json:"options"`
	} `json:"fields"`
}

// storeCatalogue stores the set-up of both installations.
func (g *generator) storeCatalogue() {
	c := &g.library.Catalogue
	for _, team := range c.Teams {
		g.insert("ur_team", "id, name", team.ID, team.Name)
	}
	for _, forum := range c.Forums {
		g.insert("ur_forum", "id, name", forum.ID, forum.Name)
	}
	for position, kind := range c.Types {
		g.insert("ur_type", "slug, ownership, single, plural, position, comments, votes, negative_vote",
			kind.Slug, kind.Ownership, kind.Single, kind.Plural, position+1, kind.Comments, kind.Votes, kind.Negative)
	}
	for position, s := range c.Statuses {
		g.insert("ur_status", "id, title, slug, background, foreground, is_closed, is_default, is_system, position, ownership, type, state",
			s.ID, s.Title, s.Slug, s.Background, s.Text, s.Closed, s.Default, s.System, position+1, s.Ownership, s.Type, s.State)
	}
	for position, entry := range c.Categories {
		g.insert("ur_category", "id, name, slug, ownership, type, description, is_private, position, forum_id",
			entry.ID, entry.Name, entry.Slug, entry.Ownership, entry.Type, entry.Description, entry.Private, position+1, entry.Forum)
	}
	for _, field := range c.Fields {
		options, err := json.Marshal(field.Options)
		g.keep(err)
		if field.Options == nil {
			options = []byte("{}")
		}
		g.insert("ur_field", "id, entity, module, label, type, description, options, is_private, is_required", field.ID, field.Entity,
			field.Module, field.Label, field.Type, field.Description, string(options), field.Private, field.Required)
	}
	g.storeUsedeskCatalogue(&c.Usedesk)
}

func (g *generator) storeUsedeskCatalogue(c *usedeskCatalogue) {
	for _, group := range c.Groups {
		g.insert("ud_group", "id, name", group.ID, group.Name)
	}
	for _, channel := range c.Channels {
		g.insert("ud_channel", "id, name, type, email", channel.ID, channel.Name, channel.Type, channel.Email)
	}
	for _, agent := range c.Agents {
		g.insert("ud_agent", "id, name, email, position, role, phone, chat_online, online", agent.ID, agent.Name, agent.Email,
			agent.Position, agent.Role, agent.Phone, agent.Online, agent.Online)
		for _, group := range agent.Groups {
			g.insert("ud_group_agent", "group_id, agent_id", group, agent.ID)
		}
		for _, channel := range agent.Write {
			g.insert("ud_right", "agent_id, channel_id, access", agent.ID, channel, "write")
		}
		for _, channel := range agent.Read {
			g.insert("ud_right", "agent_id, channel_id, access", agent.ID, channel, "read")
		}
	}
	for _, tag := range c.Tags {
		g.insert("ud_tag", "id, name, folded", tag.ID, tag.Name, Fold(tag.Name))
	}
	for position, field := range c.Fields {
		g.insert("ud_field", "id, kind, name, position", field.ID, field.Kind, field.Name, position)
		for order, option := range field.Options {
			parents := "[]"
			if len(option.Parents) > 0 {
				parents = JSONText(option.Parents)
			}
			g.insert("ud_field_option", "id, field_id, value, parents, position", option.ID, field.ID, option.Value, parents, order)
		}
	}
}

// category gives the id of a category by its key; 0 when there is none.
func (g *generator) category(key string) (id, forum int64) {
	for _, entry := range g.library.Catalogue.Categories {
		if entry.Key == key {
			return entry.ID, entry.Forum
		}
	}
	g.keep(fmt.Errorf("texts name the category %q, which catalogue.json lacks", key))
	return 0, 1
}

// statusID gives the id of a status by type and slug.
func (g *generator) statusID(kind, slug string) int64 {
	for _, entry := range g.library.Catalogue.Statuses {
		if entry.Type == kind && entry.Slug == slug {
			return entry.ID
		}
	}
	g.keep(fmt.Errorf("catalogue.json lacks the status %q of %s", slug, kind))
	return 0
}
