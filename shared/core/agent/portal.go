package agent

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/core/portal"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o portal_gen.go

// OffersArgs asks what a kind of helpdesk has beside tickets: operation "portal.offers".
type OffersArgs struct {
	System helpdesk.System `msg:"system"`
}

// OffersResult is what of its other side can be worked on here.
type OffersResult struct {
	Held bool `msg:"held"`
	// Apart are the types of posts of which others can be found that are like one.
	Apart []string `msg:"apart"`
}

// PortalArgs asks for a part of what an account has there: operation "portal.read". Hosts
// ask each account for itself, so that each is shown as it answers.
type PortalArgs struct {
	Account   Account            `msg:"account"`
	Directory helpdesk.Directory `msg:"directory"`
	Of        PortalPart         `msg:"of"`
	// Page is counted from 0.
	Page int64 `msg:"page"`
	// ID, Type and Text are the number, the type and the title of the post that others are like.
	ID   int64  `msg:"id"`
	Type string `msg:"type"`
	Text string `msg:"text"`
}

// PortalPart is what is asked for.
type PortalPart string

const (
	// PortalHeld is what waits until somebody approves it, PortalSimilar posts that are like one.
	PortalHeld    PortalPart = "held"
	PortalSimilar PortalPart = "similar"
)

// PortalResult is the part that was asked for.
type PortalResult struct {
	Held *portal.Held `msg:"held"`
	// Rows are the tickets and posts of it; of what is like a post, the likest first.
	Rows []Row `msg:"rows"`
}

func (f face) offers(a *OffersArgs, _ *core.Input) (*OffersResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	can := desk.Can()
	r := &OffersResult{Held: can.Reviews}
	if r.Held {
		r.Apart = can.Apart
	}
	return r, nil
}

func (f face) readPortal(a *PortalArgs, x *core.Exchange) (*PortalResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	a.Directory.Desk = o.desk
	s := portal.Source{Client: o.client, Lane: func() *core.Lane { return o.lane(x) }, X: x}
	r := &PortalResult{}
	var tickets []helpdesk.Ticket
	switch a.Of {
	case PortalHeld:
		r.Held, tickets, err = s.Held(a.Page)
	case PortalSimilar:
		tickets, err = s.Similar(a.ID, a.Text, a.Type)
	default:
		err = &api.Error{Kind: api.Invalid}
	}
	if err != nil || x.Waiting() {
		return nil, err
	}
	n := names{o.desk, &a.Directory}
	reader := conversation.MailReader()
	for i := range tickets {
		t := &tickets[i]
		t.Account, t.System = o.ID, o.System
		n.person(&t.Assignee)
		r.Rows = append(r.Rows, drawRow(reader, t, &a.Directory, x.Now().Unix()))
	}
	return r, nil
}
