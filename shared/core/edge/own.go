package edge

import (
	"errors"

	"deskside/shared/api"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/identity"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// createTopic makes an object of somebody: by their own key, in their name, or, where
// neither can be, in that of the edge's account, beginning with theirs.
func (x *exchange) createTopic(n helpdesk.NewPost) (object, error) {
	plain := n.Content
	if n.Author = x.author(); n.Author == 0 {
		n.Content = x.byline() + plain
	}
	created, err := send(x, x.upstream.CreateTopic(n), asCustomersSee)
	if n.Author == 0 || !errors.Is(err, api.ErrForbidden) {
		return created, err
	}
	// The account may not write for others.
	n.Author, n.Content = 0, identity.Byline(x.who.name)+plain
	if created, err = send(x, x.upstream.CreateTopic(n), asCustomersSee); err != nil {
		return created, err
	}
	x.log("the account of the edge may not write in the name of users: posts of somebody whom the site names come from it")
	p, err := x.changed(x.who, identity.Named, x.who.user, "")
	switch {
	case err == errWaiting:
		return created, err
	case err != nil:
		x.log(err.Error())
	case p != nil:
		x.who = p
	}
	return created, nil
}

// authored notes the vote that a helpdesk gives somebody for what is theirs there, as the
// author of an object, which it counts.
func (x *exchange) authored(o *object) error {
	if !x.store || x.who == nil || o.Votes.All <= 0 {
		return nil
	}
	if own := x.who.state.Own(); own && !o.keyVoted || !own && (x.author() == 0 || o.Author.ID != x.who.user) {
		return nil
	}
	_, err := x.keep("keep an author's vote", Effect{Always: true, Statements: x.ownSet(o.ID, 1, 0)})
	return err
}

// authors refuses to take back the vote that somebody has at the helpdesk as the author
// of an object: only they can, there. That they wish for what they have is well.
func (b *ballot) authors(h *hold) error {
	if b.value == h.tally.own {
		b.value = 0 // there is nothing to count here
		return nil
	}
	return refusal{status: statusForbidden, says: []words.Say{words.EdgeVotesAuthor()}}
}

// castOwn makes the vote of somebody with a key of their own at the helpdesk what they
// wish. What was counted here for them is not any longer, and the edge's own vote no more
// speaks for it.
func (b *ballot) castOwn(e *entry.Entry) (*answer, int64, error) {
	x := b.exchange
	tallies, err := x.tallies([]int64{b.id})
	if err != nil {
		return nil, 0, err
	}
	t := tallies[b.id]
	o, err := b.object()
	if err != nil {
		return nil, 0, err
	}
	have := t.own
	if !o.keyVoted {
		have = 0
	}
	old := have
	if o.keyVoted && have != b.value {
		// Which way a vote went that was cast elsewhere shows in what taking it back changes.
		before := o.Votes.All
		if o, err = b.ownVote(0); err != nil {
			return nil, 0, err
		}
		old, have = sign(before-o.Votes.All), 0
	}
	if have != b.value {
		if o, err = b.ownVote(b.value); err != nil {
			return nil, 0, err
		}
	}
	var noted []Statement
	if t.mine != 0 {
		if noted, err = b.handedOver(); err != nil {
			return nil, 0, err
		}
	}
	noted = append(noted, x.ownSet(b.id, b.value, b.value-old)...)
	noted = append(noted, x.concluding(e, entry.Arrived, 0, nil)...)
	after, err := x.keep("count a vote", Effect{Always: true, Statements: append(noted, x.talliesOf([]int64{b.id}, x.now))})
	if err == errWaiting {
		return nil, 0, err
	}
	if err != nil {
		x.log(err.Error())
		return success(o.write, true).with(votesHeader, unavailable), b.id, nil
	}
	t = talliesIn(&after[len(noted)])[b.id]
	o.Votes = votesOf(x.visitor, o.Votes.All-t.key, o.open, t)
	return success(o.write, true), b.id, nil
}

// ownVote tells the helpdesk a vote by somebody's own key.
func (b *ballot) ownVote(value int64) (object, error) {
	changed, err := send(b.exchange, b.exchange.upstream.VoteTopic(b.id, voteOf(value)), asCustomersSee)
	if err == nil && changed.ID == 0 {
		return b.public(b.id)
	}
	return changed, err
}

// handedOver brings the edge's own vote in line with the ledger without somebody's vote,
// and returns the statements that take that out of it.
func (b *ballot) handedOver() ([]Statement, error) {
	x := b.exchange
	own := x.upstream
	x.upstream = x.Edge.upstream
	defer func() { x.upstream = own }()
	h, err := x.hold(b.id)
	if err != nil {
		return nil, err
	}
	o, err := b.public(b.id)
	if err == nil {
		_, err = x.align(h, o, o.keyVote(h.tally), sign(h.tally.sum-h.tally.mine))
	}
	if err != nil {
		if released := x.release(h); released != nil && released != errWaiting {
			x.log(released.Error())
		}
		return nil, err
	}
	return []Statement{x.voteSet(x.visitor, b.id, 0), h.released()}, nil
}

// byline is what a text begins with that is not its writer's own at the helpdesk.
func (x *exchange) byline() string {
	if x.who == nil || x.who.state.Own() {
		return ""
	}
	return identity.Byline(x.who.name)
}
