package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// User is an agent of the company.
type User struct {
	ID                                   int64
	Name, Email, Position, Phone, Avatar string
	// Role is "admin", "employee" or "support".
	Role string
	// Online and ChatOnline say whether the agent is present.
	Online, ChatOnline bool
	// Groups are those the agent is in, without their members.
	Groups []Group
}

// UserList selects agents; zero values do not filter.
type UserList struct {
	// Role is "admin", "employee" or "support".
	Role  string
	Group int64
	// Query searches names and e-mail addresses.
	Query string
	ID    int64
}

// Users lists agents (POST users).
func (c Client) Users(l UserList) api.Call[[]User] {
	var body strict.Object
	var p problems
	p.OneOf("user_type", l.Role, "admin", "employee", "support")
	body.Some("user_type", l.Role)
	p.id("group_id", "group", l.Group, true)
	some(&body, "group_id", l.Group)
	body.Some("query", l.Query)
	p.id("user_id", "agent", l.ID, true)
	some(&body, "user_id", l.ID)
	return call(c, &opUsers, &body, p, list(user))
}

func user(v jsontext.Value) User {
	u := User{
		ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Email: loose.String(v.Get("email")),
		Position: loose.String(v.Get("position")), Phone: loose.String(v.Get("phone")), Avatar: loose.String(v.Get("avatar")),
		Role: loose.String(v.Get("role")), Online: loose.Bool(v.Get("online_status")), ChatOnline: loose.Bool(v.Get("chat_online_status")),
	}
	for g := range v.Get("groups").Items() {
		if loose.IsObject(g) {
			u.Groups = append(u.Groups, group(g))
		}
	}
	return u
}
