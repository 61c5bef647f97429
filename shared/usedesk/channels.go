package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Channel is a way in which clients write.
type Channel struct {
	ID   int64
	Name string
	// Type is a word such as "email" or "chat".
	Type string
}

// Channels lists the channels, of one type unless kind is "" (GET channels).
// It is the one method that is read with GET, so the token goes into a header:
// an address must not hold it.
func (c Client) Channels(kind string) api.Call[[]Channel] {
	var query api.Query
	query.Add("channel_type", kind)
	return plan(c, &opChannels, api.Request{
		Method: opChannels.method, URL: c.base.String() + "/" + opChannels.path + query.Suffix(),
		Header:    []api.Header{{Name: "Accept", Value: "application/json"}, {Name: "Authorization", Value: "Bearer " + c.token}},
		TimeoutMS: timeoutMS, Repeatable: opChannels.repeatable,
	}, nil, list(func(v jsontext.Value) Channel {
		return Channel{ID: loose.Int(v.Get("channel_id")), Name: loose.String(v.Get("channel_name")), Type: loose.String(v.Get("channel_type"))}
	}))
}
