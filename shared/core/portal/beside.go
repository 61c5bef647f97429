package portal

import (
	"deskside/shared/core"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o beside_gen.go

// Reports are the lists that administrators of an account have made.
type Reports struct {
	Reports []helpdesk.Entry `msg:"reports"`
}

// Report is a page of one.
type Report struct {
	Groups []Group `msg:"groups"`
	More   bool    `msg:"more"`
	// Total is how many it has, -1 where that is not told.
	Total int64 `msg:"total"`
}

// Group is one of the groups of a report.
type Group struct {
	ID    string `msg:"id"`
	Name  string `msg:"name"`
	Count int64  `msg:"count"`
	// Query is a filter of all tickets that are of the group, "" where none is known to say that.
	Query string `msg:"query"`
}

// Users is a page of those that were searched for.
type Users struct {
	Users []helpdesk.Person `msg:"users"`
	More  bool              `msg:"more"`
}

// User is one of them, as agents change it.
type User struct {
	Profile helpdesk.Profile `msg:"profile"`
	// Fields are the account's own fields of users.
	Fields  []helpdesk.FieldEntry    `msg:"fields"`
	Changes []helpdesk.ProfileChange `msg:"changes"`
	// FieldsProblem and ChangesProblem say why a part is missing.
	FieldsProblem  *core.Failure `msg:"fields_problem"`
	ChangesProblem *core.Failure `msg:"changes_problem"`
}

// ChatTold is a conversation to read.
type ChatTold struct {
	Chat     helpdesk.Chat `msg:"chat"`
	Messages []ChatLine    `msg:"messages"`
}

// ChatLine is one message of it.
type ChatLine struct {
	Author string        `msg:"author"`
	Side   helpdesk.Side `msg:"side"`
	At     int64         `msg:"at"`
	// Body is a drawing program.
	Body []byte              `msg:"body"`
	File helpdesk.Attachment `msg:"file"`
}

// Browsed is a place where customers write.
type Browsed struct {
	// Kind is "type", "community", "category" or "status".
	Kind string `msg:"kind"`
	// Name is what the account calls it; that of a type is its word.
	Name string `msg:"name"`
	// Of is the type that it is of, "" for any.
	Of string `msg:"of"`
	// Query is the filter by which its posts are listed.
	Query string `msg:"query"`
}
