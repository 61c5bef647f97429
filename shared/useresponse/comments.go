package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// Comments lists the comments of an object, oldest first: the public ones, or
// the private notes.
func (c Client) Comments(object int64, private bool) api.Call[[]helpdesk.Comment] {
	var query api.Query
	if private {
		query.Add("is_private", "1")
	}
	return call(c, &opObjectComments, c.request(&opObjectComments, object, &query, nil), func(v jsontext.Value) ([]helpdesk.Comment, bool) {
		comments, ok := list(v, comment)
		if private {
			for i := range comments {
				comments[i].Private = true
			}
		}
		return comments, ok
	})
}

// CreateComment adds a public comment to an object.
func (c Client) CreateComment(object int64, content string) api.Call[helpdesk.Comment] {
	var body strict.Object
	body.Int("object_id", object).String("content", content)
	return call(c, &opCommentsCreate, c.request(&opCommentsCreate, 0, nil, body.Bytes()), func(v jsontext.Value) (helpdesk.Comment, bool) {
		return comment(v), loose.IsObject(v) && loose.Int(v.Get("id")) != 0
	})
}

// comment leaves Side empty: UseResponse does not say it; the author of the
// object is its client.
func comment(v jsontext.Value) helpdesk.Comment {
	c := helpdesk.Comment{
		ID:      loose.Int(v.Get("id")),
		Author:  person(v.Get("author")),
		Private: loose.Bool(v.Get("is_private")),
		Body:    helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(v.Get("content"))},
		Created: loose.Int(v.Get("createdAtPosix")),
	}
	for a := range v.Get("attachments").Items() {
		url := loose.String(a.Get("url"))
		if url == "" {
			url = loose.String(a.Get("directUrl"))
		}
		c.Attachments = append(c.Attachments, helpdesk.Attachment{Name: loose.String(a.Get("name", "full")), URL: url})
	}
	return c
}
