package customer

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/feedback"
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
		if e.Kind != feedback.VoteKind {
			p.Writing, p.Commented = feedback.WritingOf(e.Key), feedback.CommentedPost(e.Lane)
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
	answer, err := vote(&a.Portal, x, &e, &result)
	if x.Waiting() {
		return nil, err
	}
	result.Answer, err = Answer(x, answer, err, func(*core.Failure) {})
	return &result, err
}

// vote makes a vote what it is to be. Kept of its answer counts where there is an error,
// too: of a visitor's votes on a post the edge hands on the last that came.
func vote(p *Portal, x *core.Exchange, e *outbox.Entry, result *SendResult) (answer outbox.Answer, err error) {
	if e.Kind != feedback.VoteKind {
		return answer, &api.Error{Kind: api.Unavailable, Failure: api.Network}
	}
	c, err := p.Client(Once(e))
	if err != nil {
		return answer, err
	}
	lane, lost := Lane(x), false
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

// Once is the header by which the edge knows an entry that is sent again.
func Once(e *outbox.Entry) api.Header { return api.Header{Name: IdempotencyKeyHeader, Value: e.Key} }

// Answer is what came of sending an entry as an outbox takes it. Of a failure, told
// changes what people are told.
func Answer(x *core.Exchange, answer outbox.Answer, err error, told func(*core.Failure)) ([]byte, error) {
	if err != nil {
		var failure *core.Failure
		kept := answer.Kept
		answer, failure = boxes.Refusal(x, err)
		answer.Kept = kept
		told(failure)
		if answer.Failure, err = failure.MarshalMsg(nil); err != nil {
			return nil, err
		}
	}
	return answer.MarshalMsg(nil)
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
