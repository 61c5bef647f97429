package useresponse

import (
	"github.com/valyala/fastjson"

	"deskside/shared/api"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Me gets the owner of the key.
func (c Client) Me() api.Call[helpdesk.Person] {
	return call(c, &opMe, c.request(&opMe, 0, nil, nil), func(v *fastjson.Value) (helpdesk.Person, bool) {
		return person(v), loose.Object(v) != nil && loose.Int(v.Get("id")) != 0
	})
}
