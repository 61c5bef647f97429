package filter

// Field is what of a ticket a term tests.
type Field uint8

const (
	// Text is what the helpdesks search for: subject and comments.
	Text Field = iota
	Subject
	Status
	// System is the kind of helpdesk, Account one of the accounts.
	System
	Account
	Assignee
	Group
	Tag
	Type
	Priority
	Channel
	// Client is the client's number or a part of the name, Email the address.
	Client
	Email
	Created
	Updated
	Completed
	CompletedBy
	Forum
	Category
	ID
	Comments
	// Custom is an additional field: see Term.ID and Term.Name.
	Custom
	// SLA is an agreed moment of a ticket that waits for somebody: see Term.Name.
	SLA
	Remind
	Rights
	// Visible is an agent who may see the ticket.
	Visible
	// FieldCount is the number of fields.
	FieldCount
)

// takes says which values a field has.
type takes uint8

const (
	takesText takes = iota
	takesWords
	takesNames
	takesDates
	takesNumbers
	takesOptions
	takesMoments
)

// Term names that are no field but stand in its place.
const sortName = "sort"

// fieldSpec is a field in the language.
type fieldSpec struct {
	// name is canonical, other are further names, each between blanks.
	name, other string
	takes       takes
	// me, none and text say that the words for the agent, for no value and any
	// value, and free texts are taken; ordered that < and > are.
	me, none, text, ordered bool
	// what completes the sentence "… takes"; about says what the field is.
	what, about string
}

// fieldSpecs are the fields by number.
var fieldSpecs = [FieldCount]fieldSpec{
	Text:        {name: "text", other: " query words ", text: true, what: "words, or a phrase in quotes", about: "words in the subject and in comments"},
	Subject:     {name: "subject", other: " title ", text: true, what: "words, or a phrase in quotes", about: "words in the subject"},
	Status:      {name: "status", other: " is state ", takes: takesWords, none: true, about: "where the work stands"},
	System:      {name: "in", other: " system source ", takes: takesWords, about: "the helpdesk"},
	Account:     {name: "account", takes: takesNames, text: true, what: "an account's name", about: "one of your accounts"},
	Assignee:    {name: "assignee", other: " assigned agent responsible ", takes: takesNames, me: true, none: true, text: true, what: "me, none, any, or an agent's name or number", about: "who works on it"},
	Group:       {name: "group", other: " team ", takes: takesNames, none: true, text: true, what: "none, any, or a group's name or number", about: "the group of agents"},
	Tag:         {name: "tag", other: " tags label ", takes: takesNames, none: true, text: true, what: "none, any, or a tag's name or number", about: "a tag"},
	Type:        {name: "type", takes: takesWords, none: true, about: "the kind of request"},
	Priority:    {name: "priority", takes: takesWords, none: true, ordered: true, about: "how urgent it is"},
	Channel:     {name: "channel", takes: takesNames, none: true, text: true, what: "none, any, or a channel's name, address or number", about: "the way it came"},
	Client:      {name: "client", other: " customer author ", takes: takesNames, none: true, text: true, what: "a client's number or a part of the name", about: "who asked"},
	Email:       {name: "email", takes: takesNames, none: true, text: true, what: "the client's address", about: "the client's address"},
	Created:     {name: "created", other: " date ", takes: takesDates, none: true, ordered: true, about: "when it came"},
	Updated:     {name: "updated", takes: takesDates, none: true, ordered: true, about: "when it last changed"},
	Completed:   {name: "completed", other: " completed_on ", takes: takesDates, none: true, ordered: true, about: "when it was solved"},
	CompletedBy: {name: "completed_by", other: " solved_by ", takes: takesNames, me: true, none: true, text: true, what: "me, none, any, or an agent's name or number", about: "who solved it"},
	Forum:       {name: "forum", other: " community ", takes: takesNames, none: true, text: true, what: "none, any, or a community's name or number", about: "the community"},
	Category:    {name: "category", takes: takesNames, none: true, text: true, what: "none, any, or a category's name or number", about: "the category"},
	ID:          {name: "id", other: " ticket number ", takes: takesNumbers, ordered: true, what: "a ticket's number", about: "the ticket's number"},
	Comments:    {name: "comments", takes: takesNumbers, ordered: true, what: "a number of comments", about: "how many comments it has"},
	Custom:      {name: "field", other: " property ", takes: takesOptions, none: true, text: true, what: "a field and a value, such as field:4704=1 or field:\"Reason\":empty", about: "an additional field"},
	SLA:         {name: "sla", other: " due ", takes: takesMoments, none: true, ordered: true, what: "overdue, none, any, or a time left, such as sla:first_reply<2h", about: "how long until an agreed moment"},
	Remind:      {name: "remind", other: " reminder ", takes: takesDates, none: true, ordered: true, about: "when it comes back"},
	Rights:      {name: "rights", takes: takesWords, none: true, about: "what the agent may do"},
	Visible:     {name: "visible", other: " accessible ", takes: takesNames, me: true, text: true, what: "me, or an agent's name or number", about: "who may see it"},
}

// datesTake is what fields of dates take.
const datesTake = "a date such as 2016-11-25, a range such as 2016-11-01..2016-11-25, a time back such as >-7d, or today … last_month"

// String returns the field's name in the language.
func (f Field) String() string {
	if f < FieldCount {
		return fieldSpecs[f].name
	}
	return ""
}

// About says in a few words what the field is.
func (f Field) About() string {
	if f < FieldCount {
		return fieldSpecs[f].about
	}
	return ""
}

// What says which values the field takes.
func (f Field) What() string {
	switch {
	case f >= FieldCount:
		return ""
	case fieldSpecs[f].takes == takesDates:
		return datesTake
	case fieldSpecs[f].takes == takesWords:
		return wordsOf(f)
	}
	return fieldSpecs[f].what
}

// Ordered reports whether the field takes <, > and ranges.
func (f Field) Ordered() bool { return f < FieldCount && fieldSpecs[f].ordered }

// fieldNamed finds a field by one of its names, in lower case with _.
func fieldNamed(name string) (Field, bool) {
	for f := range fieldSpecs {
		if spec := &fieldSpecs[f]; spec.name == name || listed(spec.other, name) {
			return Field(f), true
		}
	}
	return 0, false
}

// listed reports whether a list of words, each between blanks, has a word.
func listed(list, word string) bool {
	for from := 0; from+len(word)+2 <= len(list); from++ {
		if list[from] == ' ' && list[from+1:from+1+len(word)] == word && list[from+1+len(word)] == ' ' {
			return word != ""
		}
	}
	return false
}
