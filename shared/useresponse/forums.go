package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Forum is a community. Its id comes as text or as a number.
type Forum struct {
	ID   int64
	Name string
}

// Forums lists the communities.
//
// API reference 7.0: Additional, Get communities.
func (c Client) Forums() api.Call[[]Forum] {
	return call(c, &opForums, &input{}, all(forum))
}

func forum(v jsontext.Value) Forum {
	return Forum{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}
}
