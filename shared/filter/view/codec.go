package view

import (
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -file view.go -o view_gen.go
//go:generate go run deskside/build/codec -file rewrite.go -o rewrite_gen.go
//go:generate go run deskside/build/codec -file watch.go -o watch_gen.go

// Version is how views are stored today. A member that an older version lacks
// has its zero value; a change that this does not cover needs a higher number
// and a step in rewriteAll. Version 1 had other words for Usedesk's priorities.
const Version = 2

// Encode stores views: a MessagePack array of the version and the array of views.
func Encode(views []View) []byte {
	b := msgp.AppendArrayHeader(nil, 2)
	b = msgp.AppendInt(b, Version)
	b = msgp.AppendArrayHeader(b, uint32(len(views)))
	for i := range views {
		b, _ = views[i].MarshalMsg(b) // never fails: a view has no member that could
	}
	return b
}

// Decode reads stored views. What a view must not hold is refused as in
// View.Normal. What an older version saved is brought up to date and told: a
// host stores it anew. The error is an *api.Error of kind Invalid.
func Decode(stored []byte) ([]View, []Rewriting, error) {
	parts, rest, err := msgp.ReadArrayHeaderBytes(stored)
	if err != nil || parts != 2 {
		return nil, nil, unreadable()
	}
	version, rest, err := msgp.ReadIntBytes(rest)
	if err != nil || version < 1 {
		return nil, nil, unreadable()
	}
	if version > Version {
		return nil, nil, newer(version)
	}
	count, rest, err := msgp.ReadArrayHeaderBytes(rest)
	if err != nil || count > ViewLimit {
		return nil, nil, unreadable()
	}
	views := make([]View, 0, count)
	for range count {
		var v View
		if rest, err = v.UnmarshalMsg(rest); err != nil {
			return nil, nil, unreadable()
		}
		views = append(views, v)
	}
	if len(rest) > 0 {
		return nil, nil, unreadable()
	}
	told := rewriteAll(views, version)
	for i := range views {
		if views[i], err = views[i].Normal(); err != nil {
			return nil, nil, err
		}
	}
	return views, told, nil
}

func unreadable() error {
	return invalid(words.ViewUnreadable())
}

func newer(version int) error {
	return invalid(words.ViewNewer(words.Number(version), words.Number(Version)))
}

func invalid(why words.Say) error {
	return &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "views", Say: why}}}
}
