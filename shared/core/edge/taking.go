package edge

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/interest"
	"deskside/shared/core/edge/page"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// What visitors take part in, and follow: see package interest.

// takes notes, once an entry has arrived, that its visitor takes part in an object.
func (x *exchange) takes(id int64, kind interest.Kind) {
	if x.visitor != "" {
		x.noted = append(x.noted, statementOf(interest.Takes(x.visitor, id, kind, x.time().UnixMilli())))
	}
}

// follow has the visitor told what is new of a public object: here, and by the helpdesk's
// own mail where it knows who they are.
func (x *exchange) follow() (*answer, error) { return x.following(true) }

// leave ends that, also where they take part in it otherwise.
func (x *exchange) leave() (*answer, error) { return x.following(false) }

func (x *exchange) following(on bool) (*answer, error) {
	switch {
	case x.visitor == "":
		return nil, malformed(customer.VisitorHeader + " / " + apiKey)
	case !x.store:
		return nil, refusal{status: statusNever, says: []words.Say{words.EdgeFollowNone()}}
	}
	if err := x.act(); err != nil {
		return nil, err
	}
	o, err := x.public(x.id)
	if err != nil {
		return nil, err
	}
	mailed, err := x.mailed(on)
	if err != nil {
		return nil, err
	}
	at := x.time().UnixMilli()
	// The key's vote is for it, nearly always; what else it is, is mended when it is gathered.
	post := o.stands(1)
	statements := []Statement{statementOf(interest.New(&post, interest.Listed, at))}
	for _, s := range interest.Follow(x.visitor, x.id, on, at) {
		statements = append(statements, statementOf(s))
	}
	if _, err := x.keep("keep what somebody follows", Effect{Statements: statements}); err != nil {
		return nil, err
	}
	return success(func(w *writer) {
		w.open('{').number("id", x.id).truth("isSubscribed", on).truth("isMailed", mailed).shut('}')
	}, true), nil
}

// mailed tells the helpdesk whether it is to write to the visitor, where it knows them, and
// reports whether it does.
func (x *exchange) mailed(on bool) (bool, error) {
	if x.author() == 0 && (x.who == nil || !x.who.state.Own()) {
		return false, nil
	}
	_, err := send(x, x.upstream.FollowTopic(x.id, x.author(), on), asCustomersSee)
	if errors.Is(err, api.ErrForbidden) {
		x.log("the account of the edge may not have others told what is new: whoever the site names follows posts here alone")
		return false, nil
	}
	return on && err == nil, err
}

// followed is whether the visitor follows an object in which they take part as the rows of
// interest.KindsOf say, and by no vote.
func followed(r *Result) helpdesk.Follows {
	kinds := make([]interest.Kind, len(r.Rows))
	for i, v := range r.Rows {
		kinds[i] = interest.Kind(v[0].Text)
	}
	switch {
	case slices.Contains(kinds, interest.Left):
		return left
	case len(kinds) > 0:
		return helpdesk.Followed
	}
	return helpdesk.Unfollowed
}

// left is what is not followed whatever else is done.
const left helpdesk.Follows = "left"

// changesMost is how many posts a page is told of that changed: with their times less than 1 KB.
const changesMost = 30

// changes lists which posts changed of those in which anybody takes part, what changed last
// first, each with when: so a page finds what is news to its visitor without saying who they
// are. An edge without a store knows of none.
func (x *exchange) changes() (*answer, error) {
	since, err := numberIn(x.query, "since", 0, 0, 1<<53)
	switch {
	case err != nil:
		return nil, err
	case !x.store:
		return nil, notFound
	}
	got, err := x.keep("read what changed", Effect{Statements: []Statement{statementOf(interest.Changed(since, changesMost))}})
	if err != nil {
		return nil, err
	}
	return success(func(w *writer) {
		w.open('{').number("asOf", x.time().UnixMilli()).in("data", '[')
		for _, v := range got[0].Rows {
			w.open('{').number("id", v[0].Number).number("at", v[1].Number).shut('}')
		}
		w.shut(']').shut('}')
	}, true), nil
}

// mineMost is how many posts somebody is told of in which they take part.
const mineMost = 50

// mine lists the posts in which the visitor takes part, as they were last gathered: what
// changed last first.
func (x *exchange) mine() (*answer, error) {
	switch {
	case x.visitor == "":
		return nil, malformed(customer.VisitorHeader + " / " + apiKey)
	case !x.store:
		return nil, notFound
	}
	got, err := x.keep("read what somebody takes part in", Effect{Statements: []Statement{statementOf(interest.Of(x.visitor, mineMost))}})
	if err != nil {
		return nil, err
	}
	all := &page.Page{ReadAt: x.now}
	w := (&writer{}).open('{').in("success", '{').number("asOf", x.time().UnixMilli()).in("data", '[')
	for _, v := range got[0].Rows {
		post := standingIn(v)
		if post == nil {
			continue
		}
		w.open('{').part("object")
		for _, g := range post.Gaps {
			g.At += len(w.b)
			all.Gaps = append(all.Gaps, g)
		}
		w.b = append(w.b, post.Body...)
		w.truth("held", interest.Place(v[2].Number) == interest.Held)
		w.number("statusAt", v[3].Number).number("answeredAt", v[4].Number).number("readAt", v[5].Number)
		for _, kind := range interest.Kinds {
			w.truth(string(kind), strings.Contains(v[6].Text, string(kind)))
		}
		w.number("since", v[7].Number).shut('}')
	}
	all.Body = w.shut(']').shut('}').shut('}').b
	known := ledger{counted: true}
	if len(all.Gaps) > 0 {
		if known.tallies, err = x.tallies(all.Objects()); err != nil {
			return nil, err
		}
	}
	return x.filled(all, known), nil
}

// stands is how an object stands, of which the key's own vote is as it is noted.
func (o *object) stands(key int64) interest.Post {
	shown := *o
	shown.Content = ""
	p := laid(shown.write, false)
	for i := range p.Gaps {
		g := &p.Gaps[i]
		g.Others = g.All
		if g.KeyVoted {
			g.Others -= key
		}
	}
	bytes, _ := p.MarshalMsg(nil) // of such types it never fails
	post := interest.Post{Object: o.ID, Comments: o.CommentsNum, Created: o.Created, Page: base64.StdEncoding.EncodeToString(bytes)}
	if o.Status != nil {
		post.Status = o.Status.ID
	}
	return post
}

// standingIn is what is shown of a post, nil where that is of another version.
func standingIn(v []Value) *page.Page {
	if len(v) != 8 {
		return nil
	}
	bytes, err := base64.StdEncoding.DecodeString(v[1].Text)
	if err != nil {
		return nil
	}
	p, _ := pageIn(bytes)
	return p
}
