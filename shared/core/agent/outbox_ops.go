package agent

import (
	"deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/core/comments"
	"deskside/shared/core/conversation"
	"deskside/shared/core/conversation/thread"
	"deskside/shared/core/creation"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
	"slices"
	"strings"
)

// inBox runs a step of the state machine on an outbox.
func inBox(kept []byte, run func(*outbox.Outbox) error) (*ActsResult, error) {
	o, box, err := boxes.In(kept, run)
	if err != nil {
		return nil, err
	}
	return &ActsResult{Box: box, Acts: acts(o), Batches: o.Batches()}, nil
}

// acts is what people see of an outbox.
func acts(o *outbox.Outbox) []Acting {
	all := make([]Acting, 0, len(o.Entries))
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.State == outbox.TakenBack {
			continue
		}
		a := Acting{
			Key: e.Key, Row: e.Lane, State: e.State, Property: agent.PropertyOf(e), Want: e.Want,
			Held: e.Held && e.State == outbox.Waiting, After: e.After, Undoable: e.Undoable(), Doubt: e.Doubt, Refused: refusedOf(e),
			Follows: agent.Follows(e), Batch: e.Batch, Settled: e.Settled,
		}
		a.from(e)
		all = append(all, a)
	}
	return all
}

// from reads what an entry came from, as far as that is still known.
func (a *Acting) from(e *outbox.Entry) {
	switch {
	case e.Kind == agent.CreationKind:
		a.Property = ""
		if sent, err := agent.CreationOf(e); err == nil {
			a.Creation = &sent.Creation
			if e.State == outbox.Sent {
				a.Made = &sent.Made
			}
		}
	case e.Kind == agent.ReplyKind:
		a.Property = ""
		if reply, err := agent.ReplyOf(e); err == nil {
			a.Reply = &reply
		}
		if own := agent.LeftBy(e).Messages; len(own) > 0 {
			a.Message = own[0]
		}
	case len(e.From) > 0:
		if act, err := agent.ActOf(e); err == nil {
			a.Act = &act
		}
	}
}

// refusedOf reads why an entry was last refused; nil where it was not.
func refusedOf(e *outbox.Entry) *Refused {
	if len(e.Failure) == 0 {
		return nil
	}
	var r Refused
	if _, err := r.UnmarshalMsg(e.Failure); err != nil {
		return nil
	}
	return &r
}

func readActs(a *boxes.BoxArgs, _ *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(*outbox.Outbox) error { return nil })
}

func (f face) act(a *ActArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error { return f.enter(o, a.Key, "", &a.Act, a.Want, in.Now) })
}

// enter puts a change into an outbox, in a batch with others or by itself.
func (f face) enter(o *outbox.Outbox, key, batch string, act *agent.Act, want string, now int64) error {
	desk, err := f.desks.Of(act.System)
	if err != nil {
		return err
	}
	how := desk.Can().Changing(act.Type, act.Property)
	if how == "" {
		return &api.Error{Kind: api.Invalid}
	}
	if of, id := act.Property.Comment(); id != 0 && of == helpdesk.CommentBody {
		if want = comments.Source(helpdesk.Markup{Format: helpdesk.BBCode, Source: want}); want == "" {
			return &api.Error{Kind: api.Invalid}
		}
	}
	wish, err := act.Wish(key, want, how)
	if err != nil {
		return err
	}
	wish.Batch = batch
	return o.Add(wish, now)
}

// reply enters a message and what follows it.
func (f face) reply(a *ReplyArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		wish, err := a.Reply.Wish(a.Key)
		if err == nil {
			err = o.Add(wish, in.Now)
		}
		for i := range a.Following {
			if then := &a.Following[i]; err == nil {
				err = f.enter(o, agent.FollowingKey(a.Key, then.Act.Property), "", &then.Act, then.Want, in.Now)
			}
		}
		return err
	})
}

// together enters several changes of a ticket: all but the first follow that.
func (f face) together(a *TogetherArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		key := a.Key
		for i := range a.Acts {
			one := &a.Acts[i]
			if err := f.enter(o, key, "", &one.Act, one.Want, in.Now); err != nil {
				return err
			}
			if i+1 < len(a.Acts) {
				key = agent.FollowingKey(a.Key, a.Acts[i+1].Act.Property)
			}
		}
		return nil
	})
}

// create enters a new ticket.
func (f face) create(a *CreateArgs, in *core.Input) (*ActsResult, error) {
	desk, err := f.desks.Of(a.Creation.System)
	if err != nil {
		return nil, err
	}
	if desk.Can().Creating(a.Creation.Type) == nil {
		return nil, &api.Error{Kind: api.Invalid}
	}
	return inBox(a.Box, func(o *outbox.Outbox) error {
		wish, err := a.Creation.Wish(a.Key)
		if err != nil {
			return err
		}
		return o.Add(wish, in.Now)
	})
}

func dueActs(a *boxes.DueArgs, in *core.Input) (*DueActsResult, error) {
	var result DueActsResult
	after, err := inBox(a.Box, func(o *outbox.Outbox) (err error) {
		result.Steps, result.Next, err = a.Due(o, in.Now, func(e *outbox.Entry) ([]byte, error) {
			return (&Parcel{Entry: *e, Own: agent.OwnOf(o, e.Lane)}).MarshalMsg(nil)
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	result.Box, result.Acts = after.Box, after.Acts
	return &result, nil
}

// settleAct takes what came of a step. A ticket that was made of another is linked
// with it from here on.
func (f face) settleAct(a *boxes.SettleArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		if err := a.Settle(o, in); err != nil {
			return err
		}
		return agent.Notes(o, o.Entry(a.Key), in.Now, f.notes, creation.Note)
	})
}

// notes reports whether a kind of helpdesk has private notes.
func (f face) notes(system helpdesk.System) bool {
	desk, err := f.desks.Of(system)
	return err == nil && desk.Can().Notes
}

func undoAct(a *boxes.EntryArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error { return agent.Undo(o, a.Key, in.Now) })
}

// hastenAct sends an entry now; one that waits since the ticket differs is sent
// as decided upon what is there.
func hastenAct(a *boxes.EntryArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		if e := o.Entry(a.Key); e != nil && e.State == outbox.NeedsYou {
			if refused := refusedOf(e); refused != nil && refused.Differs != nil {
				return agent.Confirm(o, a.Key, refused.Differs, in.Now)
			}
		}
		agent.Hasten(o, a.Key, in.Now)
		return nil
	})
}

func mergeActs(a *boxes.MergeArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error { return a.Merge(o, in.Now) })
}

func (f face) sendAct(a *SendActArgs, x *core.Exchange) (*SendActResult, error) {
	var p Parcel
	if _, err := p.UnmarshalMsg(a.Entry); err != nil {
		return nil, err
	}
	answer, differs, err := f.deliver(a, x, &p)
	if x.Waiting() {
		return nil, err
	}
	if err != nil {
		var failure *core.Failure
		answer, failure = boxes.Refusal(x, err)
		if answer.Failure, err = (&Refused{Failure: *failure, Differs: differs}).MarshalMsg(nil); err != nil {
			return nil, err
		}
	}
	kept, err := answer.MarshalMsg(nil)
	return &SendActResult{Answer: kept}, err
}

// delivery is one entry on its way: the ticket is read again, and what is wanted
// done where it is as the agent saw it. Between the two somebody else can change
// it: no helpdesk takes a change on a condition.
type delivery struct {
	*Parcel
	x     *core.Exchange
	o     opened
	lane  *core.Lane
	found helpdesk.Opened
	// parts are the messages that were read.
	parts [][]helpdesk.Comment
	// files are what the host lends of those that go along.
	files []HeldFile
}

func (f face) deliver(a *SendActArgs, x *core.Exchange, p *Parcel) (answer outbox.Answer, differs *agent.Difference, err error) {
	d := delivery{Parcel: p, x: x, files: a.Files}
	if p.Entry.Kind == agent.ReplyKind {
		reply, err := agent.ReplyOf(&p.Entry)
		if err != nil {
			return answer, nil, err
		}
		if d.o, err = f.accountOf(a.Accounts, reply.Account); err != nil {
			return answer, nil, err
		}
		return d.reply(&reply)
	}
	if p.Entry.Kind == agent.CreationKind {
		answer, err = f.sendCreation(a, x, p)
		return answer, nil, err
	}
	act, err := agent.ActOf(&p.Entry)
	if err != nil {
		return answer, nil, err
	}
	if d.o, err = f.accountOf(a.Accounts, act.Account); err != nil {
		return answer, nil, err
	}
	return d.change(&act)
}

// read reads the ticket, and its comments where they have to be known.
func (d *delivery) read(ticket int64, wonders func(*helpdesk.Ticket, []helpdesk.Comment) bool) (err error) {
	d.lane = d.o.lane(d.x)
	opening := d.o.client.Open(ticket)
	if d.found, err = core.Ask(d.lane, opening.Ticket); err != nil {
		return err
	}
	d.parts = [][]helpdesk.Comment{d.found.Comments}
	if !wonders(&d.found.Ticket, d.found.Comments) {
		return nil
	}
	var refused error
	for _, part := range opening.Comments {
		some, err := core.Ask(d.o.lane(d.x), part.Call)
		if err != nil && !part.Optional {
			refused = err
		}
		d.parts = append(d.parts, some)
	}
	return refused
}

// change changes a property.
func (d *delivery) change(act *agent.Act) (answer outbox.Answer, differs *agent.Difference, err error) {
	e := &d.Entry
	err = d.read(act.Ticket, act.Wonders)
	if failed, ok := err.(*api.Error); ok && failed.Kind == api.NotFound && act.Deletes(e.Want) {
		// It was deleted before, whoever did it.
		return outbox.Answer{State: e.Want, Known: true}, nil, nil
	}
	if err != nil || d.x.Waiting() {
		return answer, nil, err
	}
	if of, id := act.Property.Comment(); id != 0 && of != helpdesk.CommentTrashed && of != helpdesk.CommentReview {
		c := helpdesk.Among(id, d.parts...)
		if c == nil {
			return answer, nil, &api.Error{Kind: api.NotFound}
		}
		if of == helpdesk.CommentBody {
			c.Body = helpdesk.Markup{Format: helpdesk.BBCode, Source: comments.Source(c.Body)}
		}
	}
	if e.Looking {
		return outbox.Answer{State: d.found.Ticket.ValueIn(act.Property, d.parts...), Known: true}, nil, nil
	}
	verdict := act.Judge(e, &d.found.Ticket, d.Own, d.parts...)
	if verdict.Differs != nil {
		return answer, verdict.Differs, &api.Error{Kind: api.Conflict}
	}
	if !verdict.Done {
		change := helpdesk.Change{Ticket: act.Ticket, Property: act.Property, Value: verdict.Value, Agent: d.o.Me}
		if _, err := core.Ask(d.lane, d.o.client.Change(change)); err != nil {
			return answer, nil, err
		}
	}
	return outbox.Answer{State: verdict.Value, Known: true}, nil, nil
}

// reply sends a message, or looks whether it has arrived.
func (d *delivery) reply(r *agent.Reply) (answer outbox.Answer, differs *agent.Difference, err error) {
	looking := d.Entry.Looking
	wonders := func(t *helpdesk.Ticket, came []helpdesk.Comment) bool {
		// A conversation that came with the ticket is all there is.
		return agent.TalkOf(t, came).Newest == 0 && (looking || t.Comments != r.Talk.Messages)
	}
	if err := d.read(r.Ticket, wonders); err != nil || d.x.Waiting() {
		return answer, nil, err
	}
	own, written := d.Own.Messages, d.o.desk.Write(r.Whole(), r.Private)
	if looking {
		found := r.Find(written.Body, own, new(conversation.Reader).Text, d.parts...)
		if found == 0 {
			return outbox.Answer{Known: true}, nil, nil
		}
		return d.arrived(r, found, &d.found.Ticket)
	}
	if unseen := r.Talk.Unseen(own, d.parts...); unseen > 0 {
		return answer, &agent.Difference{Messages: unseen, Talk: agent.TalkOf(&d.found.Ticket, d.parts...)}, &api.Error{Kind: api.Conflict}
	}
	files, err := enclosed(r.Files, d.files, d.x.Held)
	if err != nil {
		return answer, nil, err
	}
	id, err := core.Ask(d.lane, d.o.client.Reply(helpdesk.Reply{
		Ticket: r.Ticket, Body: written.Body.Source, Format: written.Body.Format, Private: r.Private, Agent: d.o.Me, CC: r.CC, BCC: r.BCC, Files: files,
	}))
	if err != nil {
		return answer, nil, err
	}
	// Helpdesks change the status of what is answered: it is not somebody else's doing.
	after, err := core.Ask(d.lane, d.o.client.Open(r.Ticket).Ticket)
	if d.x.Waiting() {
		return answer, nil, err
	}
	if err != nil {
		// The message has arrived all the same.
		after = d.found
	}
	return d.arrived(r, id, &after.Ticket)
}

// arrived is the answer of a message that is in the conversation.
func (d *delivery) arrived(r *agent.Reply, id int64, t *helpdesk.Ticket) (outbox.Answer, *agent.Difference, error) {
	sent := agent.SentReply{Own: agent.Own{Messages: []int64{id}, Status: t.Value(helpdesk.PropertyStatus)}, Reply: *r}
	result, err := sent.MarshalMsg(nil)
	return outbox.Answer{State: agent.Arrived, Known: true, Result: result}, nil, err
}

// sendCreation creates a ticket, or looks whether it is there.
func (f face) sendCreation(a *SendActArgs, x *core.Exchange, p *Parcel) (outbox.Answer, error) {
	sent, err := agent.CreationOf(&p.Entry)
	if err != nil {
		return outbox.Answer{}, err
	}
	o, err := f.accountOf(a.Accounts, sent.Creation.Account)
	if err != nil {
		return outbox.Answer{}, err
	}
	s := creation.Sending{Desk: o.desk, Client: o.client, Lane: func() *core.Lane { return o.lane(x) }, Agent: o.Me, Waiting: x.Waiting,
		Files: func(files []agent.Enclosed) ([]helpdesk.File, error) { return enclosed(files, a.Files, x.Held) }}
	return s.Send(&p.Entry, p.Own.Messages)
}

// accountOf opens the account of an entry; one that was removed is gone.
func (f face) accountOf(accounts []Account, id string) (opened, error) {
	for i := range accounts {
		if accounts[i].ID == id {
			return f.open(&accounts[i])
		}
	}
	return opened{}, &api.Error{Kind: api.NotFound, Detail: "this account was removed"}
}

// measureReply prints a message as it would be sent and counts that.
func (f face) measureReply(a *MeasureArgs, _ *core.Input) (*MeasureResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	can := desk.Can()
	r := &MeasureResult{
		Whole: agent.Whole(a.Source, a.Signature, a.Private), Limit: can.MessageLimit,
		Notes: can.Notes, Copies: can.Copies && !a.Private, ByAddress: can.MentionsByAddress,
	}
	if can.Files {
		r.FileRoom = agent.FileRoom
	}
	if desk.Write(a.Source, a.Private).Length > 0 {
		r.Length = desk.Write(r.Whole, a.Private).Length
	}
	if r.Limit > 0 {
		r.Left = r.Limit - r.Length
	}
	if r.Copies {
		var check api.Check
		r.CC, r.BCC = addresses(&check, "cc", a.CC), addresses(&check, "bcc", a.BCC)
		if len(check.Problems) > 0 {
			r.Wrong = check.Problems[0].Say
		}
	}
	return r, nil
}

// addresses reads e-mail addresses with commas, semicolons or white space between them.
func addresses(check *api.Check, field, typed string) (all []string) {
	for _, one := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r <= ' ' }) {
		check.Email(field, one)
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// saidMessages draws what an outbox says in a conversation.
func saidMessages(a *SaidArgs, _ *core.Input) (*SaidResult, error) {
	o, err := boxes.Open(a.Box)
	if err != nil {
		return nil, err
	}
	result := &SaidResult{}
	reader := conversation.MailReader()
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.Lane != a.Row || e.Kind != agent.ReplyKind || e.State == outbox.TakenBack || e.State == outbox.Sent && e.Settled <= a.ReadAt {
			continue
		}
		reply, err := agent.ReplyOf(e)
		if err != nil {
			continue
		}
		result.Messages = append(result.Messages, Said{Key: e.Key, State: e.State, Message: thread.Message{
			Side: helpdesk.AgentSide, Private: reply.Private, Created: e.Added / 1000,
			Body: reader.Program(helpdesk.Markup{Format: helpdesk.BBCode, Source: reply.Whole()}),
		}})
	}
	return result, nil
}
