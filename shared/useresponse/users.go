package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Me gets the owner of the key.
func (c Client) Me() api.Call[helpdesk.Person] {
	return call(c, &opMe, c.request(&opMe, 0, nil, nil), func(v jsontext.Value) (helpdesk.Person, bool) {
		return person(v), loose.IsObject(v) && loose.Int(v.Get("id")) != 0
	})
}
