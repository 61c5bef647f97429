package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// Channel is a way in which clients write.
type Channel struct {
	ID   int64
	Name string
	// Type is a word such as "email" or "chat".
	Type string
}

// Channels lists the channels, of one type unless kind is "" (GET channels).
func (c Client) Channels(kind string) api.Call[[]Channel] {
	channels := call(c, &opChannels, new(strict.Object), problems{}, list(func(v jsontext.Value) Channel {
		return Channel{ID: loose.Int(v.Get("channel_id")), Name: loose.String(v.Get("channel_name")), Type: loose.String(v.Get("channel_type"))}
	}))
	if channels.Problem == nil {
		var query api.Query
		query.Add("channel_type", kind)
		channels.Request.URL += query.Suffix()
	}
	return channels
}
