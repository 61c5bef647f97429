package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// Group is a group of agents.
type Group struct {
	ID   int64
	Name string
	// Deleted groups are still listed; DeletedAt is Unix seconds, 0 for never.
	Deleted   bool
	DeletedAt int64
	// Users are the members, without their own groups.
	Users []User
}

// Groups lists the groups of agents with their members (POST groups).
func (c Client) Groups() api.Call[[]Group] {
	var body strict.Object
	return call(c, &opGroups, &body, problems{}, list(group))
}

func group(v jsontext.Value) Group {
	g := Group{
		ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")),
		Deleted: loose.Bool(v.Get("deleted")), DeletedAt: loose.UTC(v.Get("deleted_at")),
	}
	for u := range v.Get("users").Items() {
		if loose.IsObject(u) {
			member := user(u)
			member.Groups = nil
			g.Users = append(g.Users, member)
		}
	}
	return g
}
