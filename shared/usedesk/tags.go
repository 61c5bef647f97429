package usedesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// Tag is a tag of the company's tickets.
type Tag struct {
	ID   int64
	Name string
	// Tickets is how many tickets have it.
	Tickets int64
}

// TagList selects tags; zero values do not filter.
type TagList struct {
	// Query searches names.
	Query string
	// Offset is the number of the page, from 0.
	Offset int64
}

// Tags lists tags, one page (POST tags).
func (c Client) Tags(l TagList) api.Call[[]Tag] {
	var body strict.Object
	var p problems
	body.Some("query", strings.TrimSpace(l.Query))
	p.page(l.Offset)
	some(&body, "offset", l.Offset)
	return call(c, &opTags, &body, p, list(func(v jsontext.Value) Tag {
		return Tag{ID: loose.Int(v.Get("ticket_tag_id")), Name: loose.String(v.Get("name")), Tickets: loose.Int(v.Get("ticket_count"))}
	}))
}
