package customer

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/core/conversation"
	"deskside/shared/feedback"
	"deskside/shared/feedback/proof"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// inBox runs a step of the state machine on an outbox.
func inBox(kept []byte, run func(*outbox.Outbox) error) (*BoxResult, error) {
	o, box, err := boxes.In(kept, run)
	if err != nil {
		return nil, err
	}
	return &BoxResult{Box: box, Pending: pending(o)}, nil
}

// pending is what people see of an outbox.
func pending(o *outbox.Outbox) []Pending {
	all := make([]Pending, 0, len(o.Entries))
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.State == outbox.TakenBack {
			continue
		}
		p := Pending{
			Key: e.Key, Kind: e.Kind, State: e.State, Delayed: e.Delayed(), Doubt: e.Doubt, Undoable: e.Undoable(),
			Voted: feedback.VotedPost(e.Subject), Vote: helpdesk.Vote(e.Want),
		}
		if e.Kind == feedback.PostKind {
			p.Writing = feedback.WritingOf(e.Key)
		}
		if len(e.From) > 0 {
			draft := feedback.DraftOf(e.From)
			p.Draft = &draft
		}
		if len(e.Result) > 0 {
			p.Post = new(PostRow)
			if _, err := p.Post.UnmarshalMsg(e.Result); err != nil {
				p.Post = nil
			}
		}
		if len(e.Failure) > 0 {
			p.Failure = new(core.Failure)
			if _, err := p.Failure.UnmarshalMsg(e.Failure); err != nil {
				p.Failure = nil
			}
		}
		all = append(all, p)
	}
	return all
}

func readBox(a *boxes.BoxArgs, _ *core.Input) (*BoxResult, error) {
	return inBox(a.Box, func(*outbox.Outbox) error { return nil })
}

func addPost(a *AddPostArgs, in *core.Input) (*BoxResult, error) {
	if problems := a.Draft.Check().Problems; len(problems) > 0 {
		return nil, &api.Error{Kind: api.Invalid, Fields: problems}
	}
	return inBox(a.Box, func(o *outbox.Outbox) error {
		wish, err := feedback.PostWish(a.Writing, &a.Draft)
		if err != nil {
			return err
		}
		return o.Add(wish, in.Now)
	})
}

func addVote(a *AddVoteArgs, in *core.Input) (*BoxResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		return o.Add(feedback.VoteWish(o, a.Key, a.ID, a.Votes, a.ReadAt, a.Button), in.Now)
	})
}

func due(a *boxes.DueArgs, in *core.Input) (*DueResult, error) {
	var result DueResult
	after, err := inBox(a.Box, func(o *outbox.Outbox) (err error) {
		result.Steps, result.Next, err = a.Due(o, in.Now, func(e *outbox.Entry) ([]byte, error) { return e.MarshalMsg(nil) })
		return err
	})
	if err != nil {
		return nil, err
	}
	result.Box, result.Pending = after.Box, after.Pending
	return &result, nil
}

func sendEntry(a *SendArgs, x *core.Exchange) (*SendResult, error) {
	var e outbox.Entry
	if _, err := e.UnmarshalMsg(a.Entry); err != nil {
		return nil, err
	}
	var result SendResult
	answer, err := deliver(&a.Portal, x, &e, a.Token, &result)
	if x.Waiting() {
		return nil, err
	}
	if err != nil {
		var failure *core.Failure
		kept := answer.Kept
		answer, failure = boxes.Refusal(x, err)
		answer.Kept = kept
		// The edge looked for what it may have handed on before, and did not find it.
		if e.Kind != feedback.VoteKind && failure.Kind == api.Conflict && failure.RetryAfterMS == 0 {
			failure.Say = feedback.SayLost()
		}
		if result.Person != nil {
			failure.Say = feedback.SayPerson()
		}
		if answer.Failure, err = failure.MarshalMsg(nil); err != nil {
			return nil, err
		}
	}
	result.Answer, err = answer.MarshalMsg(nil)
	return &result, err
}

// deliver sends what an entry is for. Kept of its answer counts where there is an
// error, too: of a visitor's votes on a post the edge hands on the last that came.
func deliver(p *Portal, x *core.Exchange, e *outbox.Entry, token string, result *SendResult) (answer outbox.Answer, err error) {
	headers := []api.Header{{Name: IdempotencyKeyHeader, Value: e.Key}}
	if token != "" {
		headers = append(headers, api.Header{Name: TurnstileHeader, Value: token})
	}
	c, err := p.client(headers...)
	if err != nil {
		return answer, err
	}
	if e.Kind == feedback.VoteKind {
		lane, lost := portalLane(x), false
		lane.Refuse = func(*api.Request, *api.Response) *api.Error {
			lost = x.Uncertain() // before this answer
			return nil
		}
		post, err := core.Ask(lane, c.VotePost(feedback.VotedPost(e.Subject), helpdesk.Vote(e.Want)))
		if err != nil {
			return outbox.Answer{Kept: !lost && feedback.Kept(err)}, err
		}
		post.Votes.Mine = helpdesk.Vote(e.Want)
		result.Votes = &post.Votes
		return outbox.Answer{State: e.Want, Known: true}, nil
	}
	draft := feedback.DraftOf(e.From)
	wish := helpdesk.NewPost{
		Type: draft.Type, Title: strings.TrimSpace(draft.Title), Content: strings.TrimSpace(draft.Content), Category: draft.Category, Files: draft.Files,
	}
	var task *proof.Task
	lane := portalLane(x)
	lane.Refuse = func(_ *api.Request, r *api.Response) *api.Error {
		if task, result.Person = askedBy(r); task == nil && result.Person == nil {
			return nil
		}
		return &api.Error{Kind: api.Forbidden, Status: r.Status}
	}
	post, err := core.Ask(lane, c.CreatePost(wish))
	if err != nil && task != nil {
		// The portal takes it with a proof of work, which is found here and now.
		c, err = p.client(append(headers, api.Header{Name: proof.Header, Value: task.Find(p.Visitor, e.Key)})...)
		if err != nil {
			return answer, err
		}
		lane.Refuse = nil
		post, err = core.Ask(lane, c.CreatePost(wish))
	}
	if err != nil {
		return answer, err
	}
	row := postRow(new(conversation.Reader), &post)
	result.Post = &row
	answer.Result, err = row.MarshalMsg(nil)
	return answer, err
}

// askedBy is the work that a portal wants proven, or the person, nil where it wants none.
func askedBy(r *api.Response) (*proof.Task, *Challenge) {
	if r.Status != 403 && r.Status != 429 {
		return nil, nil
	}
	doc, err := jsontext.ParseBytes(r.Body)
	if err != nil {
		return nil, nil
	}
	if asked := doc.Root().Get("error").Get("turnstile"); asked.Get("sitekey").Text() != "" {
		return nil, &Challenge{asked.Get("sitekey").Text(), asked.Get("action").Text(), asked.Get("cdata").Text()}
	}
	asked := doc.Root().Get("error").Get("proof")
	bits, noBits := strconv.Atoi(asked.Get("bits").Text())
	parts, noParts := strconv.Atoi(asked.Get("parts").Text())
	task := &proof.Task{Stamp: asked.Get("stamp").Text(), Bits: bits, Parts: parts}
	if noBits != nil || noParts != nil || !task.Worth() {
		return nil, nil
	}
	return task, nil
}

func settleStep(a *boxes.SettleArgs, in *core.Input) (*BoxResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error { return a.Settle(o, in) })
}

func undo(a *boxes.EntryArgs, in *core.Input) (*BoxResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error { return a.Undo(o, in.Now) })
}

func hasten(a *boxes.EntryArgs, in *core.Input) (*BoxResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		o.Hasten(a.Key, in.Now)
		return nil
	})
}

func mergeBoxes(a *boxes.MergeArgs, in *core.Input) (*BoxResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error { return a.Merge(o, in.Now) })
}

func showVotes(a *VotesArgs, _ *core.Input) (*VotesResult, error) {
	o, err := boxes.Open(a.Box)
	if err != nil {
		return nil, err
	}
	shown := make([]helpdesk.Votes, 0, len(a.Posts))
	for _, p := range a.Posts {
		votes, _ := feedback.ShownVotes(o, p.ID, p.Votes, p.ReadAt)
		shown = append(shown, votes)
	}
	return &VotesResult{Votes: shown}, nil
}
