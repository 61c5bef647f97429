package agent

import (
	"slices"
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -file creation.go -o creation_gen.go

// Creation is a new ticket or post: what was typed of it.
type Creation struct {
	Account string          `msg:"account"`
	System  helpdesk.System `msg:"system"`
	// Type is one of those that can be created.
	Type string `msg:"type"`
	// Given is what it is given beside its text, Source its text, BBCode.
	Given  []helpdesk.Given `msg:"given"`
	Source string           `msg:"source"`
	// Files go along with its text, in their order.
	Files []Enclosed `msg:"files"`
	// Origin is the ticket that it is made of, nil for none.
	Origin *Origin `msg:"origin"`
}

// Origin is the ticket that something is made of.
type Origin struct {
	Account string          `msg:"account"`
	System  helpdesk.System `msg:"system"`
	Ticket  int64           `msg:"ticket"`
	Subject string          `msg:"subject"`
	// URL is its page in its helpdesk, "" where it has none.
	URL string `msg:"url"`
	// There and Here are what the note at this ticket and the one at what was made
	// of it say before the link, in the agent's language.
	There string `msg:"there"`
	Here  string `msg:"here"`
}

// Made is what a creation has become.
type Made struct {
	ID     int64           `msg:"id"`
	URL    string          `msg:"url"`
	Status helpdesk.Status `msg:"status"`
}

// SentCreation is a creation that has arrived.
type SentCreation struct {
	Made     Made     `msg:"made"`
	Creation Creation `msg:"creation"`
}

// CreationKind is the kind of an outbox's entry that is a new ticket.
const CreationKind = "create"

// creationLane begins the lane of each new ticket, which has one of its own.
const creationLane = "new/"

// Wish is the new ticket as an outbox takes it. As with a Reply, it is looked for
// after a lost answer before it is sent again.
func (c *Creation) Wish(key string) (outbox.Wish, error) {
	from, err := c.MarshalMsg(nil)
	lane := creationLane + key
	return outbox.Wish{
		Key: key, Lane: lane, Kind: CreationKind, Way: outbox.Toggle, Subject: lane, Want: Arrived, Known: true, From: from, Hold: Hold,
	}, err
}

// Subject is what people know it by.
func (c *Creation) Subject() string {
	for i := range c.Given {
		if c.Given[i].Property == helpdesk.PropertySubject {
			return c.Given[i].Value
		}
	}
	return ""
}

// CreationOf is what an entry was typed as, and what has become of it once it is sent.
func CreationOf(e *outbox.Entry) (sent SentCreation, err error) {
	if e.State == outbox.Sent {
		_, err = sent.UnmarshalMsg(e.Result)
		return sent, err
	}
	_, err = sent.Creation.UnmarshalMsg(e.From)
	return sent, err
}

// madeBy lists the numbers of what was created from an outbox.
func madeBy(o *outbox.Outbox) (all []int64) {
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.Kind != CreationKind || e.State != outbox.Sent {
			continue
		}
		// What cannot be read is as if it had not been made here.
		if sent, err := CreationOf(e); err == nil {
			all = append(all, sent.Made.ID)
		}
	}
	return all
}

// earliest is how long before its sending, in seconds, something may have been
// made by the helpdesk's clock: clocks that are a time zone off are common.
const earliest = 26 * 3600

// Maybe reports whether a ticket may be the one that was created by a sending that
// nobody has heard the answer to; own are those that are known to be others.
// Whether it says the same is to be looked at.
func (c *Creation) Maybe(t *helpdesk.Ticket, begun int64, own []int64) bool {
	return !slices.Contains(own, t.ID) && (t.Created == 0 || t.Created >= begun/1000-earliest) && oneLine(t.Subject) == oneLine(c.Subject())
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Link is how a note names a ticket: an address, "" for none, and its words.
type Link struct{ URL, Words string }

// Notes enters the notes that link a new ticket and the one that it was made of,
// once the former is there: one at each, where its helpdesk has such. They go
// out and are refused like any other note. note prints what one says.
func Notes(o *outbox.Outbox, e *outbox.Entry, now int64, has func(helpdesk.System) bool, note func(lead string, to Link) string) error {
	if e == nil || e.Kind != CreationKind || e.State != outbox.Sent {
		return nil
	}
	sent, err := CreationOf(e)
	from := sent.Creation.Origin
	if err != nil || from == nil {
		return err
	}
	subject, key := sent.Creation.Subject(), e.Key
	all := []struct {
		end  string
		note Reply
	}{
		{"/there", Reply{Account: from.Account, System: from.System, Ticket: from.Ticket, Subject: from.Subject,
			Source: note(from.There, linkTo(sent.Made.ID, sent.Made.URL, subject))}},
		{"/here", Reply{Account: sent.Creation.Account, System: sent.Creation.System, Ticket: sent.Made.ID, Subject: subject,
			Source: note(from.Here, linkTo(from.Ticket, from.URL, from.Subject))}},
	}
	for i := range all {
		if !has(all[i].note.System) {
			continue
		}
		all[i].note.Private = true
		wish, err := all[i].note.Wish(key + all[i].end)
		if err != nil {
			return err
		}
		// Whoever could take it back has let the creation go out.
		wish.Hold = 0
		if err := o.Add(wish, now); err != nil {
			return err
		}
	}
	return nil
}

func linkTo(id int64, url, subject string) Link {
	return Link{URL: url, Words: strings.TrimSpace("#" + helpdesk.Number(id) + " " + oneLine(subject))}
}
