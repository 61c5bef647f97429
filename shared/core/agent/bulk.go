package agent

import (
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o bulk_gen.go

// BulkArgs asks what can be done to several tickets at once: operation
// "bulk.offer".
type BulkArgs struct {
	// Tickets are those that somebody has selected, as their helpdesks told them.
	Tickets     []Told               `msg:"tickets"`
	Box         []byte               `msg:"box"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// BulkResult is what can be done, in the order in which it is shown.
type BulkResult struct {
	Offers []BulkOffer `msg:"offers"`
	// Asks says that what is done to all of them is asked once before it is.
	Asks bool `msg:"asks"`
	// Most is how many can be changed at once.
	Most int `msg:"most"`
}

// BulkOffer is one kind of act on several tickets.
type BulkOffer struct {
	What BulkWhat `msg:"what"`
	// Property is what names the values: that of one of the tickets, of an
	// additional field. Kind and Title are of such a field.
	Property helpdesk.Property  `msg:"property"`
	Kind     helpdesk.FieldKind `msg:"kind"`
	Title    string             `msg:"title"`
	// Works is of how many tickets it can be changed at all.
	Works int `msg:"works"`
	// Free says that any text can be given.
	Free    bool         `msg:"free"`
	Choices []BulkChoice `msg:"choices"`
}

// BulkWhat is a property that is changed, or one of the words below; an additional
// field is "field/" and what it is called, since its number is each account's own.
type BulkWhat string

const (
	// BulkDone ends tickets, BulkMine gives them to the agent. Each has one choice.
	BulkDone BulkWhat = "done"
	BulkMine BulkWhat = "mine"
	// BulkUntag takes a tag away.
	BulkUntag BulkWhat = "untag"
)

// BulkChoice is a value by its name, whatever its number in each account.
type BulkChoice struct {
	// Choice is what to give back.
	Choice string `msg:"choice"`
	// Value, Title and State are as in helpdesk.Choice, of one of the accounts.
	Value string         `msg:"value"`
	Title string         `msg:"title"`
	State helpdesk.State `msg:"state"`
	// Works is for how many tickets it changes something, Asks says that it is
	// asked before it is done: since they are many, or since nothing takes it back.
	Works int  `msg:"works"`
	Asks  bool `msg:"asks"`
}

// ActAllArgs enters one change of several tickets as a batch: operation
// "outbox.all". Tickets for which it does not work are left out.
type ActAllArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id, which names the batch.
	Key    string   `msg:"key"`
	What   BulkWhat `msg:"what"`
	Choice string   `msg:"choice"`
	// The others are as in BulkArgs.
	Tickets     []Told               `msg:"tickets"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
}
