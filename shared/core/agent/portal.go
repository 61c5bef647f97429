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
	Held    bool `msg:"held"`
	Reports bool `msg:"reports"`
	Users   bool `msg:"users"`
	Chats   bool `msg:"chats"`
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
	// ID is the number of the post, report, user or chat that is meant, Type a post's type.
	ID   int64  `msg:"id"`
	Type string `msg:"type"`
	// Text is a post's title, the group of a report, or what users are searched by.
	Text string `msg:"text"`
}

// PortalPart is what is asked for.
type PortalPart string

const (
	// PortalHeld is what waits until somebody approves it, PortalSimilar posts that are like one.
	PortalHeld    PortalPart = "held"
	PortalSimilar PortalPart = "similar"
	// PortalBrowse is where customers write, which asks nobody.
	PortalBrowse  PortalPart = "browse"
	PortalReports PortalPart = "reports"
	PortalReport  PortalPart = "report"
	PortalUsers   PortalPart = "users"
	PortalUser    PortalPart = "user"
	PortalChats   PortalPart = "chats"
	PortalChat    PortalPart = "chat"
)

// PortalResult is the part that was asked for.
type PortalResult struct {
	Held    *portal.Held       `msg:"held"`
	Reports *portal.Reports    `msg:"reports"`
	Report  *portal.Report     `msg:"report"`
	Users   *portal.Users      `msg:"users"`
	User    *portal.User       `msg:"user"`
	Chats   *helpdesk.ChatPage `msg:"chats"`
	Chat    *portal.ChatTold   `msg:"chat"`
	Browse  []portal.Browsed   `msg:"browse"`
	// Rows are the tickets and posts of it; of what is like a post, the likest first.
	Rows []Row `msg:"rows"`
}

// PortalWriteArgs changes a user: operation "portal.write".
type PortalWriteArgs struct {
	Account Account          `msg:"account"`
	Do      PortalDoing      `msg:"do"`
	User    helpdesk.Profile `msg:"user"`
	// Keep says that what a user wrote stays when the user is deleted.
	Keep bool `msg:"keep"`
}

// PortalDoing is what is done to a user.
type PortalDoing string

const (
	// SaveUser changes a user, or makes the one whose number is 0.
	SaveUser PortalDoing = "save"
	// SetPassword gives User.Password to a user, EraseUser deletes one for ever.
	SetPassword PortalDoing = "password"
	EraseUser   PortalDoing = "erase"
)

// PortalWriteResult is the number of the user.
type PortalWriteResult struct {
	ID int64 `msg:"id"`
}

func (f face) offers(a *OffersArgs, _ *core.Input) (*OffersResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	can := desk.Can()
	r := &OffersResult{Held: can.Reviews, Reports: can.Reports, Users: can.Users, Chats: can.Chats}
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
	case PortalBrowse:
		r.Browse = portal.Browse(&a.Directory)
	case PortalReports:
		r.Reports, err = s.Reports()
	case PortalReport:
		r.Report, tickets, err = s.Report(a.ID, a.Text, a.Page, &a.Directory)
	case PortalUsers:
		r.Users, err = s.Users(a.Text, a.Page)
	case PortalUser:
		r.User, err = s.User(a.ID)
	case PortalChats:
		r.Chats, err = s.Chats(a.Page)
	case PortalChat:
		r.Chat, err = s.Chat(a.ID)
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

func (f face) writePortal(a *PortalWriteArgs, x *core.Exchange) (*PortalWriteResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	client, ok := o.client.(helpdesk.Users)
	if !ok {
		return nil, &api.Error{Kind: api.Invalid}
	}
	call := client.Save(a.User)
	switch a.Do {
	case SaveUser:
	case SetPassword:
		call = client.SetPassword(a.User.ID, a.User.Password)
	case EraseUser:
		call = client.Erase(a.User.ID, a.Keep)
	default:
		return nil, &api.Error{Kind: api.Invalid}
	}
	id, err := core.Ask(o.lane(x), call)
	return &PortalWriteResult{ID: id}, err
}
