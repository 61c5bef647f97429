package useresponse

import (
	"encoding/base64"

	"deskside/shared/api"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// NewObject is what a created object consists of.
type NewObject struct {
	Ownership string // feedback, helpdesk or announcements
	Type      string // idea, problem, question; ticket; announcement
	Title     string
	// Content is BBCode, or HTML when HTML is set. Only tickets do without.
	Content     string
	HTML        bool
	Category    int64 // 0 for none
	Responsible int64 // 0 for nobody
	Team        int64 // 0 for none
	// Private is for feedback and announcements.
	Private bool
	// Author is a user's id or an address, "" for the owner of the key.
	Author string
	// Expire is "never" or "on_date", of announcements; ExpiresAt is dd.mm.yyyy
	// and goes with "on_date".
	Expire, ExpiresAt string
	Tags              []string
	Files             []File
	Fields            []Property
}

// CreateObject creates an object.
//
// API reference 7.0: Objects, Create Object.
func (c Client) CreateObject(n NewObject) api.Call[Object] {
	planned := call(c, &opObjectsCreate, n.input(), one(object))
	if len(n.Files) > 0 {
		planned.Request.TimeoutMS = uploadTimeoutMS
	}
	return planned
}

func (n *NewObject) input() *input {
	in := written(n.Ownership, n.Type, n.Title, n.Content, n.HTML, n.Category)
	if n.Responsible != 0 {
		in.body.Int("responsible_id", n.Responsible)
	}
	if n.Team != 0 {
		in.body.Int("team_id", n.Team)
	}
	if n.Private {
		in.body.Int("is_private", 1)
	}
	in.body.Some("force_author", n.Author).Some("expire_select", n.Expire).Some("expires_at", n.ExpiresAt).Strings("tags", n.Tags)

	in.OneOf("ownership", n.Ownership, "feedback", "helpdesk", "announcements")
	switch n.Ownership {
	case "helpdesk":
		in.OneOf("object_type", n.Type, "ticket")
	case "feedback":
		in.OneOf("object_type", n.Type, postTypes[:]...)
	case "announcements":
		in.OneOf("object_type", n.Type, "announcement")
	default:
		in.OneOf("object_type", n.Type, "ticket", "idea", "problem", "question", "announcement")
	}
	in.reference("responsible_id", n.Responsible)
	in.reference("team_id", n.Team)
	if n.Private && n.Ownership == "helpdesk" {
		in.Refuse("is_private", words.FieldPrivateTicket())
	}
	if n.Author != "" {
		in.userOrEmail("force_author", n.Author)
	}
	if n.Ownership != "announcements" && (n.Expire != "" || n.ExpiresAt != "") {
		in.Refuse("expire_select", words.FieldExpireOnlyAnnouncements())
	}
	in.expiry(n.Expire, n.ExpiresAt)
	in.files(n.Files)
	in.properties(n.Fields, false)
	return in
}

// written starts what creates an object, with what every object has.
func written(ownership, kind, title, content string, html bool, category int64) *input {
	in := &input{body: new(strict.Object)}
	in.body.String("ownership", ownership).String("object_type", kind).String("title", title)
	in.required("ownership", ownership)
	in.required("object_type", kind)
	in.required("title", title)
	in.length("title", title, TitleLimit)
	in.content(content, html)
	if ownership != "helpdesk" {
		in.required("content", content)
	}
	if category != 0 {
		in.body.Int("category_id", category)
	}
	in.reference("category_id", category)
	return in
}

// expiry wants a date where an expiry has one, and only there.
func (k *check) expiry(expire, at string) {
	k.OneOf("expire_select", expire, "never", "on_date")
	switch {
	case expire == "on_date" && at == "":
		k.Refuse("expires_at", words.FieldExpiresMissing())
	case expire != "on_date" && at != "":
		k.Refuse("expires_at", words.FieldExpiresAlone())
	case at != "":
		k.date("expires_at", at)
	}
}

// Object gets an object by its id.
//
// API reference 7.0: Objects, Get Object by ID.
func (c Client) Object(id int64) api.Call[Object] {
	return call(c, &opObjectsGet, &input{id: id}, one(c.objectOf(&opObjectsGet)))
}

// ObjectEdit is what changes about an object; nil leaves a member as it is.
type ObjectEdit struct {
	Type, Title, Content *string
	// HTML says that Content is HTML.
	HTML        bool
	Status      *int64 // from Statuses
	Category    *int64 // 0 for none
	Responsible *int64 // 0 for nobody
	Team        *int64 // 0 for none
	Private     *bool
	// Author is as in NewObject.
	Author *string
	// Expire and ExpiresAt are as in NewObject.
	Expire, ExpiresAt string
	// Tags replace all tags; an empty list that is not nil removes them.
	Tags []string
	// Files are added.
	Files  []File
	Fields []Property
}

// EditObject changes an object.
//
// API reference 7.0: Objects, Edit Object.
func (c Client) EditObject(id int64, e ObjectEdit) api.Call[Object] {
	in := &input{id: id, body: new(strict.Object)}
	if e.Type != nil {
		in.body.String("object_type", *e.Type)
		in.required("object_type", *e.Type)
	}
	if e.Title != nil {
		in.body.String("title", *e.Title)
		in.required("title", *e.Title)
		in.length("title", *e.Title, TitleLimit)
	}
	if e.Content != nil {
		in.content(*e.Content, e.HTML)
	}
	if e.Status != nil {
		in.body.Int("status_id", *e.Status)
		in.check.id("status_id", *e.Status)
	}
	for _, reference := range [...]struct {
		name  string
		value *int64
	}{{"category_id", e.Category}, {"responsible_id", e.Responsible}, {"team_id", e.Team}} {
		if reference.value != nil {
			in.body.Int(reference.name, *reference.value)
			in.reference(reference.name, *reference.value)
		}
	}
	if e.Private != nil {
		private := int64(0)
		if *e.Private {
			private = 1
		}
		in.body.Int("is_private", private)
	}
	if e.Author != nil {
		in.body.String("force_author", *e.Author)
		in.userOrEmail("force_author", *e.Author)
	}
	in.body.Some("expire_select", e.Expire).Some("expires_at", e.ExpiresAt).Strings("tags", e.Tags)
	if e.Tags != nil && len(e.Tags) == 0 {
		in.body.Raw("tags", []byte("[]"))
	}
	in.expiry(e.Expire, e.ExpiresAt)
	in.files(e.Files)
	in.properties(e.Fields, false)
	return call(c, &opObjectEdit, in, one(object))
}

// DeleteObject deletes an object for good. The answer is the object as it was.
//
// API reference 7.0: Objects, Delete Object.
func (c Client) DeleteObject(id int64) api.Call[Object] {
	return call(c, &opObjectDelete, &input{id: id}, one(object))
}

// ArchiveObject moves an object to the archive.
//
// API reference 7.0: Objects, Archive object to trash.
func (c Client) ArchiveObject(id int64) api.Call[Object] {
	return call(c, &opObjectArchive, &input{id: id}, one(object))
}

// TrashObject moves an object to the trash.
//
// API reference 7.0: the operation that stands in the place of objects/{id}/trash.json.
func (c Client) TrashObject(id int64) api.Call[Object] {
	return call(c, &opObjectTrash, &input{id: id}, one(object))
}

// RecoverObject takes an object out of the archive or the trash.
//
// API reference 7.0: Objects, Recovery object from trash or archive.
func (c Client) RecoverObject(id int64) api.Call[Object] {
	return call(c, &opObjectRecover, &input{id: id}, one(object))
}

// AttachFile adds a file to an object.
//
// API reference 7.0: Objects, Attach file to object.
func (c Client) AttachFile(id int64, file File) api.Call[Object] {
	in := &input{id: id}
	if c.encoded {
		in.body = new(strict.Object).String("name", file.Name).String("body", base64.StdEncoding.EncodeToString(file.Content))
	} else {
		in.file = file.Content
		in.query.Add("name", file.Name)
	}
	in.fileName("name", file.Name)
	if len(file.Content) == 0 {
		in.Refuse("body", words.FieldFileEmpty(api.Shown(file.Name)))
	}
	return call(c, &opObjectAttach, in, one(object))
}

// ToggleLock locks the replies to an object, or opens them again: see Object.CanComment.
//
// API reference 7.0: Objects, Toggle on/off lock replies status.
func (c Client) ToggleLock(id int64) api.Call[Object] {
	return call(c, &opObjectLock, &input{id: id}, one(object))
}

// Subscribe subscribes a user to an object; user 0 is the owner of the key.
//
// API reference 7.0: Objects, Subscribe to object.
func (c Client) Subscribe(id, user int64) api.Call[Object] {
	return call(c, &opObjectSubscribe, subscription(id, user), one(object))
}

// Unsubscribe ends the subscription of a user; user 0 is the owner of the key.
//
// API reference 7.0: Objects, the second operation titled Subscribe to object.
func (c Client) Unsubscribe(id, user int64) api.Call[Object] {
	return call(c, &opObjectUnsubscribe, subscription(id, user), one(object))
}

func subscription(id, user int64) *input {
	in := &input{id: id}
	in.query.AddInt("user_id", user)
	in.reference("user_id", user)
	return in
}

// Vote votes on an object; helpdesk.NoVote takes the vote back.
//
// API reference 7.0: Objects, Toggle vote on object.
func (c Client) Vote(id int64, vote helpdesk.Vote) api.Call[Object] {
	return call(c, &opObjectsVote, voting(id, vote), one(object))
}

func voting(id int64, vote helpdesk.Vote) *input {
	in := &input{id: id}
	value := string(vote)
	if vote == helpdesk.NoVote {
		value = "revert"
	}
	in.query.Add("value", value)
	in.OneOf("value", value, "up", "down", "revert")
	return in
}
