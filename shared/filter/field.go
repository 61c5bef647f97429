package filter

import "deskside/shared/words"

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
	// Mark is what the person's browser keeps of a ticket, which no helpdesk knows.
	Mark
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
	what, about func() words.Say
}

// fieldSpecs are the fields by number.
var fieldSpecs = [FieldCount]fieldSpec{
	Text:        {name: "text", other: " query words ", text: true, what: words.FilterWhatText, about: words.FilterAboutText},
	Subject:     {name: "subject", other: " title ", text: true, what: words.FilterWhatText, about: words.FilterAboutSubject},
	Status:      {name: "status", other: " state ", takes: takesWords, none: true, about: words.FilterAboutStatus},
	System:      {name: "in", other: " system source ", takes: takesWords, what: words.FilterWhatSystem, about: words.FilterAboutIn},
	Account:     {name: "account", takes: takesNames, text: true, what: words.FilterWhatAccount, about: words.FilterAboutAccount},
	Assignee:    {name: "assignee", other: " assigned agent responsible ", takes: takesNames, me: true, none: true, text: true, what: words.FilterWhatAgent, about: words.FilterAboutAssignee},
	Group:       {name: "group", other: " team ", takes: takesNames, none: true, text: true, what: words.FilterWhatGroup, about: words.FilterAboutGroup},
	Tag:         {name: "tag", other: " tags label ", takes: takesNames, none: true, text: true, what: words.FilterWhatTag, about: words.FilterAboutTag},
	Type:        {name: "type", takes: takesWords, none: true, about: words.FilterAboutType},
	Priority:    {name: "priority", takes: takesWords, none: true, ordered: true, about: words.FilterAboutPriority},
	Channel:     {name: "channel", takes: takesNames, none: true, text: true, what: words.FilterWhatChannel, about: words.FilterAboutChannel},
	Client:      {name: "client", other: " customer author ", takes: takesNames, none: true, text: true, what: words.FilterWhatClient, about: words.FilterAboutClient},
	Email:       {name: "email", takes: takesNames, none: true, text: true, what: words.FilterWhatEmail, about: words.FilterAboutEmail},
	Created:     {name: "created", other: " date ", takes: takesDates, none: true, ordered: true, about: words.FilterAboutCreated},
	Updated:     {name: "updated", takes: takesDates, none: true, ordered: true, about: words.FilterAboutUpdated},
	Completed:   {name: "completed", other: " completed_on ", takes: takesDates, none: true, ordered: true, about: words.FilterAboutCompleted},
	CompletedBy: {name: "completed_by", other: " solved_by ", takes: takesNames, me: true, none: true, text: true, what: words.FilterWhatAgent, about: words.FilterAboutCompletedBy},
	Forum:       {name: "forum", other: " community ", takes: takesNames, none: true, text: true, what: words.FilterWhatForum, about: words.FilterAboutForum},
	Category:    {name: "category", takes: takesNames, none: true, text: true, what: words.FilterWhatCategory, about: words.FilterAboutCategory},
	ID:          {name: "id", other: " ticket number ", takes: takesNumbers, ordered: true, what: words.FilterWhatID, about: words.FilterAboutID},
	Comments:    {name: "comments", takes: takesNumbers, ordered: true, what: words.FilterWhatComments, about: words.FilterAboutComments},
	Custom:      {name: "field", other: " property ", takes: takesOptions, none: true, text: true, about: words.FilterAboutField},
	SLA:         {name: "sla", other: " due ", takes: takesMoments, none: true, ordered: true, what: words.FilterWhatSLA, about: words.FilterAboutSLA},
	Remind:      {name: "remind", other: " reminder ", takes: takesDates, none: true, ordered: true, about: words.FilterAboutRemind},
	Rights:      {name: "rights", takes: takesWords, none: true, about: words.FilterAboutRights},
	Visible:     {name: "visible", other: " accessible ", takes: takesNames, me: true, text: true, what: words.FilterWhatVisible, about: words.FilterAboutVisible},
	Mark:        {name: "is", takes: takesWords, about: words.FilterAboutMark},
}

// customExample is a term of an additional field.
const customExample = `field:4704=1`

// String returns the field's name in the language.
func (f Field) String() string {
	if f < FieldCount {
		return fieldSpecs[f].name
	}
	return ""
}

// About says in a few words what the field is.
func (f Field) About() words.Say {
	if f < FieldCount {
		return fieldSpecs[f].about()
	}
	return words.Say{}
}

// What says which values the field takes.
func (f Field) What() words.Say {
	switch {
	case f >= FieldCount:
		return words.Say{}
	case f == Custom:
		return words.FilterWhatField(words.Text(customExample))
	case fieldSpecs[f].takes == takesDates:
		return words.FilterWhatDates()
	case fieldSpecs[f].takes == takesWords && fieldSpecs[f].what == nil:
		return words.FilterWhatWords(words.Text(wordsOf(f)))
	}
	return fieldSpecs[f].what()
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
