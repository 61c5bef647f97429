package agent

import (
	"slices"
	"strconv"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// directoryPages is how many pages of one list are read at most.
const directoryPages = 5

func directory(a *DirectoryArgs, x *core.Exchange) (*DirectoryResult, error) {
	result := &DirectoryResult{
		Directory: filter.Directory{System: a.Account.System, Account: a.Account.ID, Me: a.Account.Me},
		At:        x.Now().UnixMilli(),
	}
	var err error
	if a.Account.System == helpdesk.Usedesk {
		err = usedeskDirectory(a, x, result)
	} else {
		err = useResponseDirectory(a, x, result)
	}
	return result, err
}

// missing notes a list that could not be read. A directory without one list is
// still of use, so only what concerns the whole account is an error.
func (r *DirectoryResult) missing(list string, err error) error {
	if e, ok := err.(*api.Error); ok && (e.Kind == api.Unauthorized || e.Kind == api.Invalid) {
		return err
	}
	if err != nil {
		r.Missing = append(r.Missing, list)
	}
	return nil
}

func usedeskDirectory(a *DirectoryArgs, x *core.Exchange, r *DirectoryResult) error {
	c, err := a.Account.usedesk()
	if err != nil {
		return err
	}
	d := &r.Directory
	users, usersErr := core.Ask(a.Account.lane(x), c.Users(usedesk.UserList{}))
	groups, groupsErr := core.Ask(a.Account.lane(x), c.Groups())
	channels, channelsErr := core.Ask(a.Account.lane(x), c.Channels(""))
	fields, fieldsErr := core.Ask(a.Account.lane(x), c.Fields())
	tags, tagsErr := usedeskTags(a.Account.lane(x), c)
	if x.Waiting() {
		return nil
	}
	for _, list := range [...]struct {
		name string
		err  error
	}{{"agents", usersErr}, {"groups", groupsErr}, {"channels", channelsErr}, {"fields", fieldsErr}, {"tags", tagsErr}} {
		if err := r.missing(list.name, list.err); err != nil {
			return err
		}
	}
	for id := int64(1); usedesk.StatusOf(id).State != helpdesk.Unknown; id++ {
		d.Statuses = append(d.Statuses, usedesk.StatusOf(id))
	}
	for i := range users {
		d.Agents = append(d.Agents, helpdesk.Person{ID: users[i].ID, Name: users[i].Name, Email: users[i].Email})
	}
	for i := range groups {
		if !groups[i].Deleted {
			d.Groups = append(d.Groups, filter.Entry{ID: groups[i].ID, Name: groups[i].Name})
		}
	}
	for i := range channels {
		d.Channels = append(d.Channels, filter.Entry{ID: channels[i].ID, Name: channels[i].Name})
	}
	for i := range tags {
		d.Tags = append(d.Tags, filter.Entry{ID: tags[i].ID, Name: tags[i].Name})
	}
	for i := range fields {
		if f := &fields[i]; !f.Deleted {
			d.Fields = append(d.Fields, usedeskField(f))
		}
	}
	return nil
}

// useResponseAgents reads the agents of a presence page by page.
func useResponseAgents(l *core.Lane, c useresponse.Client, presence string) ([]helpdesk.Person, error) {
	var all []helpdesk.Person
	for page := int64(1); page <= directoryPages; page++ {
		found, err := core.Ask(l, c.SearchPeople(useresponse.UserSearch{Status: presence, Page: page, Count: useresponse.CountLimit}))
		all = append(all, found.Items...)
		if err != nil || !found.More() {
			return all, err
		}
	}
	return all, nil
}

func orError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// usedeskTags reads the tags page by page.
func usedeskTags(l *core.Lane, c usedesk.Client) ([]usedesk.Tag, error) {
	var all []usedesk.Tag
	for page := range int64(directoryPages) {
		tags, err := core.Ask(l, c.Tags(usedesk.TagList{Offset: page}))
		all = append(all, tags...)
		if err != nil || api.LastShort(len(tags), usedesk.PageSize) {
			return all, err
		}
	}
	return all, nil
}

// usedeskField maps a field; of a list, tickets hold the number of the option.
func usedeskField(f *usedesk.Field) filter.FieldEntry {
	entry := filter.FieldEntry{ID: f.ID, Name: f.Name, Kind: filter.TextField}
	switch f.Kind {
	case usedesk.CheckboxField:
		entry.Kind = filter.CheckboxField
	case usedesk.ListField, usedesk.NestedField:
		entry.Kind = filter.ListField
	}
	for i := range f.Options {
		entry.Options = append(entry.Options, filter.Option{Value: strconv.FormatInt(f.Options[i].ID, 10), Title: f.Options[i].Value})
	}
	return entry
}

func useResponseDirectory(a *DirectoryArgs, x *core.Exchange, r *DirectoryResult) error {
	c, err := a.Account.useResponse()
	if err != nil {
		return err
	}
	d := &r.Directory
	me, meErr := core.Ask(a.Account.lane(x), c.Myself())
	statuses, statusesErr := core.Ask(a.Account.lane(x), c.Statuses("helpdesk", "ticket"))
	categories, categoriesErr := core.Ask(a.Account.lane(x), c.PostCategories("helpdesk", ""))
	forums, forumsErr := core.Ask(a.Account.lane(x), c.Forums())
	fields, fieldsErr := core.Ask(a.Account.lane(x), c.ObjectFields())
	// Only agents are online or offline; no operation lists them as such.
	online, onlineErr := useResponseAgents(a.Account.lane(x), c, "online")
	offline, offlineErr := useResponseAgents(a.Account.lane(x), c, "offline")
	if x.Waiting() {
		return nil
	}
	for _, list := range [...]struct {
		name string
		err  error
	}{{"account", meErr}, {"statuses", statusesErr}, {"categories", categoriesErr}, {"communities", forumsErr}, {"fields", fieldsErr}, {"agents", orError(onlineErr, offlineErr)}} {
		if err := r.missing(list.name, list.err); err != nil {
			return err
		}
	}
	if meErr == nil {
		d.Me = me.ID
		d.Agents = []helpdesk.Person{me}
	}
	for _, agents := range [...][]helpdesk.Person{online, offline} {
		for i := range agents {
			if !slices.ContainsFunc(d.Agents, func(p helpdesk.Person) bool { return p.ID == agents[i].ID }) {
				d.Agents = append(d.Agents, agents[i])
			}
		}
	}
	for i := range statuses {
		d.Statuses = append(d.Statuses, statuses[i].Status)
	}
	for i := range categories {
		d.Categories = append(d.Categories, filter.Entry{ID: categories[i].ID, Name: categories[i].Name})
	}
	for i := range forums {
		d.Forums = append(d.Forums, filter.Entry{ID: forums[i].ID, Name: forums[i].Name})
	}
	for i := range fields {
		if f := &fields[i]; f.Active {
			d.Fields = append(d.Fields, useResponseField(f))
		}
	}
	return nil
}

func useResponseField(f *useresponse.CustomField) filter.FieldEntry {
	entry := filter.FieldEntry{ID: f.ID, Name: f.Label, Kind: filter.TextField}
	switch f.Type {
	case "checkbox":
		entry.Kind = filter.CheckboxField
	case "select":
		entry.Kind = filter.ListField
	}
	for _, o := range f.Options {
		entry.Options = append(entry.Options, filter.Option(o))
	}
	return entry
}
