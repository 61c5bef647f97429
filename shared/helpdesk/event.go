package helpdesk

import "strconv"

// Event is one saved change of a ticket, as its history tells it.
type Event struct {
	// By has id 0 and no name where a rule or the helpdesk itself changed it.
	By Person
	// At is Unix seconds.
	At      int64
	Changed []Changed
}

// Changed is one member of a ticket that an Event changed.
type Changed struct {
	Aspect Aspect
	// Name is the helpdesk's own word for what is OtherAspect.
	Name          string
	Before, After Value
}

// Value is what a helpdesk tells of a member: a number, a word of its own or a
// name, or neither for nothing.
type Value struct {
	ID   int64
	Word string
}

// ValueOf reads a value of which a helpdesk does not say what it is.
func ValueOf(text string) Value {
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		return Value{ID: id}
	}
	return Value{Word: text}
}
