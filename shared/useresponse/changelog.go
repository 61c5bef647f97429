package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Changelog is one moment at which somebody changed an object or a user.
type Changelog struct {
	Actions []Change
	By      User
	// Source is the way the change came, such as "web" or "api".
	Source  string
	Created int64 // Unix seconds
}

// Change is one changed field.
type Change struct {
	ID              int64
	Field           string
	Previous, Value string
}

// ObjectChangelog lists the changes of an object.
//
// API reference 7.0: Changelog, Objects changelog.
func (c Client) ObjectChangelog(object int64) api.Call[[]Changelog] {
	return call(c, &opObjectChangelog, &input{id: object}, all(changelog))
}

// UserChangelog lists the changes of a user.
//
// API reference 7.0: Changelog, Users changelog.
func (c Client) UserChangelog(user int64) api.Call[[]Changelog] {
	return call(c, &opUserChangelog, &input{id: user}, all(changelog))
}

func changelog(v jsontext.Value) Changelog {
	l := Changelog{
		By: user(v.Get("createdBy")), Source: loose.String(v.Get("source")), Created: loose.Int(v.Get("createdAtPosix")),
	}
	for a := range v.Get("actions").Items() {
		l.Actions = append(l.Actions, Change{
			ID: loose.Int(a.Get("change_id")), Field: loose.String(a.Get("field")),
			Previous: loose.String(a.Get("previous")), Value: loose.String(a.Get("value")),
		})
	}
	return l
}
