// Package agent decides what an agent's change of a ticket is in an outbox, when
// it may leave, and what people see of the ticket meanwhile. It must not know
// how anything is sent or drawn, nor any helpdesk by name.
package agent

import (
	"slices"
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -o act_gen.go

// Act is a change of a ticket by an agent: what it was decided upon. What is
// wanted stands in the outbox's entry.
type Act struct {
	Account string          `msg:"account"`
	System  helpdesk.System `msg:"system"`
	Ticket  int64           `msg:"ticket"`
	// Type is that of the ticket, Subject what people know it by.
	Type     string            `msg:"type"`
	Subject  string            `msg:"subject"`
	Property helpdesk.Property `msg:"property"`
	// Seen is the value that the agent saw, where one was seen.
	Seen  string `msg:"seen"`
	Known bool   `msg:"known"`
	// Talk is the conversation that was seen.
	Talk Talk `msg:"talk"`
}

// Talk is how far a conversation has come.
type Talk struct {
	// Read says that somebody has the conversation before them.
	Read bool `msg:"read"`
	// Messages is how many the helpdesk counts, Newest the number of the last one.
	Messages int64 `msg:"messages"`
	Newest   int64 `msg:"newest"`
}

// TalkOf is how far the conversation about a ticket has come.
func TalkOf(t *helpdesk.Ticket, comments ...[]helpdesk.Comment) Talk {
	talk := Talk{Read: true, Messages: t.Comments}
	for _, part := range comments {
		for i := range part {
			talk.Newest = max(talk.Newest, part[i].ID)
		}
	}
	return talk
}

// Kind is the kind of an outbox's entry that changes a ticket.
const Kind = "change"

// Lane is the lane of a ticket in an outbox, which is its key among all accounts.
func Lane(account string, ticket int64) string { return account + "/" + helpdesk.Number(ticket) }

// subject names the state that an entry is about.
func subject(lane string, p helpdesk.Property) string { return lane + "/" + string(p) }

// PropertyOf is the property that an entry changes.
func PropertyOf(e *outbox.Entry) helpdesk.Property {
	p, _ := strings.CutPrefix(e.Subject, e.Lane+"/")
	return helpdesk.Property(p)
}

// Hold is how long an act can be taken back, in milliseconds.
const Hold = 8000

// Wish is the act as an outbox takes it. how is what the helpdesk does to the property.
func (a *Act) Wish(key, want string, how helpdesk.How) (outbox.Wish, error) {
	from, err := a.MarshalMsg(nil)
	lane := Lane(a.Account, a.Ticket)
	w := outbox.Wish{
		Key: key, Lane: lane, Kind: Kind, Way: outbox.Set, Subject: subject(lane, a.Property),
		Want: want, Have: a.Seen, Known: a.Known, From: from, Hold: Hold,
	}
	if how == helpdesk.Turns {
		w.Way = outbox.Toggle
	}
	if a.Deletes(want) {
		// It was asked for before.
		w.Hold = 0
	}
	return w, err
}

// Deletes reports whether what is wanted is that the ticket is there no more.
func (a *Act) Deletes(want string) bool {
	return a.Property == helpdesk.PropertyBin && helpdesk.Bin(want) == helpdesk.Gone
}

// ActOf is what an entry that is still to be sent was decided upon.
func ActOf(e *outbox.Entry) (a Act, err error) {
	_, err = a.UnmarshalMsg(e.From)
	return a, err
}

// asks reports whether a change is decided upon the conversation, too: whether
// it is answered. Who works on it, or how it is sorted, is not.
func (a *Act) asks() bool { return a.Property == helpdesk.PropertyStatus && a.Talk.Read }

// result is what is given when somebody wants want, saw seen, and now is there.
// Of what is several, what was added or taken away is.
func result(p helpdesk.Property, seen, want, now string) string {
	if p != helpdesk.PropertyTags {
		return want
	}
	saw, wants := helpdesk.Apiece(seen), helpdesk.Apiece(want)
	kept := slices.DeleteFunc(helpdesk.Apiece(now), func(one string) bool {
		return slices.Contains(saw, one) && !slices.Contains(wants, one)
	})
	for _, one := range wants {
		if !slices.Contains(saw, one) {
			kept = append(kept, one)
		}
	}
	return helpdesk.Several(kept)
}
