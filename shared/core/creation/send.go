package creation

import (
	"deskside/shared/agent"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// Sending is an account through which entries are sent.
type Sending struct {
	Desk   helpdesk.Desk
	Client helpdesk.Client
	// Lane begins a lane of requests to the account.
	Lane func() *core.Lane
	// Agent is as in helpdesk.Reply.
	Agent int64
	// Waiting reports whether an answer has to come first.
	Waiting func() bool
	// Files gives those of a ticket with what is in them.
	Files func([]agent.Enclosed) ([]helpdesk.File, error)
}

// mostOpened is how many tickets that look like a lost one are opened.
const mostOpened = 5

// Send creates what an entry is about, or looks whether it is there. own are the
// numbers of others that were created from the same outbox.
func (s *Sending) Send(e *outbox.Entry, own []int64) (answer outbox.Answer, err error) {
	sent, err := agent.CreationOf(e)
	if err != nil {
		return answer, err
	}
	c := &sent.Creation
	lane, id := s.Lane(), int64(0)
	n := helpdesk.NewTicket{Type: c.Type, Given: c.Given, Agent: s.Agent}
	written := s.Desk.Write(c.Source, false)
	n.Body, n.Format = written.Body.Source, written.Body.Format
	if e.Looking {
		if id, err = s.find(lane, c, e.Begun, own); err == nil && id == 0 && !s.Waiting() {
			return outbox.Answer{Known: true}, nil
		}
	} else if n.Files, err = s.Files(c.Files); err == nil {
		id, err = core.Ask(lane, s.Client.Create(n))
	}
	if err != nil || s.Waiting() {
		return answer, err
	}
	made := agent.Made{ID: id}
	// It is there, whether or not somebody can read it now.
	if found, err := core.Ask(lane, s.Client.Open(id).Ticket); err == nil {
		made.Status, made.URL = found.Ticket.Status, conversation.Link(found.Ticket.URL)
	}
	if s.Waiting() {
		return answer, nil
	}
	result, err := (&agent.SentCreation{Made: made, Creation: *c}).MarshalMsg(nil)
	return outbox.Answer{State: agent.Arrived, Known: true, Result: result}, err
}

// find looks among the newest tickets of its type for one that says the same; 0 is none.
func (s *Sending) find(lane *core.Lane, c *agent.Creation, begun int64, own []int64) (int64, error) {
	can := s.Desk.Can()
	wanted := helpdesk.Everything()
	if !typeless(can, c.Type) {
		wanted.Sets[helpdesk.OfType] = helpdesk.Only(c.Type)
	}
	known := &helpdesk.Known{Directory: &helpdesk.Directory{Desk: s.Desk}, Apart: true}
	list, _ := s.Desk.List(&wanted, known)
	order, ok := can.OrderBy("created", true)
	if !ok {
		order, _ = can.OrderBy("updated", true)
	}
	page, err := core.Ask(lane, s.Client.Page(list, helpdesk.Listing{Order: order.Word, Count: can.PageSize}, 0))
	if err != nil {
		return 0, err
	}
	r := new(conversation.Reader)
	body := r.Text(s.Desk.Write(c.Source, false).Body)
	opened := 0
	for i := range page.Tickets {
		t := &page.Tickets[i]
		if !c.Maybe(t, begun, own) || opened == mostOpened {
			continue
		}
		opened++
		found, err := core.Ask(lane, s.Client.Open(t.ID).Ticket)
		if err != nil || s.Waiting() {
			return 0, err
		}
		if len(found.Comments) == 0 && body == "" || len(found.Comments) > 0 && r.Text(found.Comments[0].Body) == body {
			return t.ID, nil
		}
	}
	return 0, nil
}

// typeless reports whether tickets are not listed by a type that can be created:
// it stands for several.
func typeless(can *helpdesk.Abilities, kind string) bool {
	for _, types := range [...][]string{can.Types, can.Apart} {
		for _, one := range types {
			if one == kind {
				return false
			}
		}
	}
	return true
}
