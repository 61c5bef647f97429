package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Categories lists categories. Empty arguments do not filter.
func (c Client) Categories(ownership, objectType string) api.Call[[]helpdesk.Category] {
	var query api.Query
	query.Add("ownership", ownership)
	query.Add("type", objectType)
	return call(c, &opCategories, c.request(&opCategories, 0, &query, nil), func(v jsontext.Value) ([]helpdesk.Category, bool) {
		return list(v, category)
	})
}

func category(v jsontext.Value) helpdesk.Category {
	return helpdesk.Category{
		ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")),
		Type: helpdesk.PostType(loose.String(v.Get("type"))),
	}
}
