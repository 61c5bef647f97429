package helpdesk

import (
	"slices"

	"deskside/shared/api"
)

//go:generate go run deskside/build/codec -file create.go -o create_gen.go
//msgp:ignore Creatable NewTicket

// What a new ticket can be given beside what is changed of one later.
const (
	PropertySubject Property = "subject"
	// PropertyText is the first message, which NewTicket has apart from the rest.
	PropertyText Property = "text"
	// PropertyClient is the number of a client that there is. One that there need
	// not be is named by PropertyEmail, PropertyName and PropertyPhone.
	PropertyClient  Property = "client"
	PropertyEmail   Property = "email"
	PropertyName    Property = "name"
	PropertyPhone   Property = "phone"
	PropertyChannel Property = "channel"
	// PropertyPrivate is a flag: agents alone read it.
	PropertyPrivate Property = "private"
)

// Creatable is a type of tickets that can be created.
type Creatable struct {
	Type string
	// Parts are what one is given, in the order in which interfaces ask.
	Parts []Part
}

// Part is one thing that a new ticket is given. Its value has the form that
// Property describes.
type Part struct {
	Property Property `msg:"property"`
	// Required parts cannot be left out; of those that are Either, one must be given.
	Required bool `msg:"required"`
	Either   bool `msg:"either"`
	// Limit is how many characters it may have, 0 where none is said.
	Limit int `msg:"limit"`
	// Default is what the helpdesk takes where nothing is given.
	Default string `msg:"default"`
}

// Given is a value that a new ticket is given.
type Given struct {
	Property Property `msg:"property"`
	Value    string   `msg:"value"`
}

// NewTicket is a ticket that is to be created.
type NewTicket struct {
	Type  string
	Given []Given
	// Body is the first message in Format, "" being the Desk's own: see Desk.Write.
	Body   string
	Format Format
	// Agent and Files are as in Reply.
	Agent int64
	Files []File
}

// Value is what a new ticket is given of a property.
func (n *NewTicket) Value(p Property) string {
	for i := range n.Given {
		if n.Given[i].Property == p {
			return n.Given[i].Value
		}
	}
	return ""
}

// Creating finds a type among those that can be created; nil for none.
func (a *Abilities) Creating(kind string) *Creatable {
	i := slices.IndexFunc(a.Creates, func(c Creatable) bool { return c.Type == kind })
	if i < 0 {
		return nil
	}
	return &a.Creates[i]
}

// Parts are what a new ticket of a type is given, each additional field for
// itself; nil where none can be created.
func (k *Known) Parts(kind string) (out []Part) {
	c := k.Desk.Can().Creating(kind)
	if c == nil {
		return nil
	}
	apart := slices.Contains(k.Desk.Can().Apart, kind)
	for _, part := range c.Parts {
		if part.Property != PropertyField {
			out = append(out, part)
			continue
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; f.Apart == apart {
				out = append(out, Part{Property: f.Property(), Required: f.Required})
			}
		}
	}
	return out
}

// About gives the problems of a call the names of the parts that they are about;
// part translates the API's own.
func About[T any](call api.Call[T], part func(field string) Property) api.Call[T] {
	if call.Problem == nil {
		return call
	}
	problem := *call.Problem
	problem.Fields = slices.Clone(problem.Fields)
	for i := range problem.Fields {
		problem.Fields[i].Field = string(part(problem.Fields[i].Field))
	}
	call.Problem = &problem
	return call
}
