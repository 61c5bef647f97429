package edge

import (
	"time"

	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/interest"
	"deskside/shared/core/edge/typed"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

const (
	// clockTolerance is how far the helpdesk's clock may be off, beyond what its
	// answers say of it.
	clockTolerance = 5 * time.Minute
	// pagesRead is how many pages of newest objects are looked through.
	pagesRead = 4
	// fullPage is how many objects may be all that an installation shows at once, also
	// where it does not say that there are more.
	fullPage = 20
	// freshFor is how long something is new: what this edge sent within that time and
	// is listed shows that nobody has to approve what the key's account writes.
	freshFor = 10 * time.Minute
)

// created looks among the newest objects for the one that a draft became, and
// claims it. The newest are listed rather than searched by text, since an index of
// texts may lag behind. What somebody else wrote under the same title is not taken
// for it: it has another author or text, or is claimed by another submission. While
// another visitor is sending the very same, nobody can tell whose an object is, and
// it is looked for again later.
//
// That it is not listed is no proof that it never arrived: it may wait for a
// moderator. It is one where the list reaches back to before it was sent, nothing can
// be on its way any more, and something just as new that this edge made is listed.
func (x *exchange) created(draft feedback.Draft, e *entry.Entry, begun time.Time) (*answer, presence, error) {
	l, err := x.lookFor(e)
	if err != nil {
		return nil, unclear, err
	}
	n, err := x.newest(begun)
	if err != nil {
		return nil, unclear, err
	}
	if err := l.others(); err != nil {
		return nil, unclear, err
	}
	for _, o := range n.objects {
		mine, err := l.is(o.ID, o.Author.ID, o.Created >= n.since && typed.SameTitle(draft.Title, o.Title) && typed.SameText(draft.Content, o.Content))
		if err != nil {
			return nil, unclear, err
		}
		if mine {
			return x.written(o), present, nil
		}
	}
	where, err := l.missing(n.whole)
	return nil, where, err
}

// remarked looks among the newest comments on an object for the one that a comment
// became, as created does for an object.
func (x *exchange) remarked(id int64, content string, e *entry.Entry) (*answer, presence, error) {
	l, err := x.lookFor(e)
	if err != nil {
		return nil, unclear, err
	}
	comments, ahead, err := sendTimed(x, x.upstream.TopicComments(id, helpdesk.CommentPart{NewestFirst: true}), each(commentOf))
	if err != nil {
		return nil, unclear, err
	}
	if err := l.others(); err != nil {
		return nil, unclear, err
	}
	since := earliest(time.UnixMilli(e.Begun), ahead)
	whole := len(comments) < fullPage
	for i := range comments {
		c := &comments[i]
		whole = whole || c.Created > 0 && c.Created < since
		mine, err := l.is(c.ID, c.Author.ID, c.Created >= since && typed.SameRemark(content, c.Content))
		if err != nil {
			return nil, unclear, err
		}
		if mine {
			x.takes(id, interest.Commented)
			return success(c.write, true), present, nil
		}
	}
	where, err := l.missing(whole)
	return nil, where, err
}

// attached looks for a file among those of its post, and claims it. That it is not
// listed is a proof only where each that is listed is known to be another.
func (x *exchange) attached(e *entry.Entry, name string) (*answer, presence, error) {
	id, _, err := x.owned(e, name)
	if err != nil {
		return nil, unclear, err
	}
	o, err := send(x, x.upstream.Topic(id), asCustomersSee)
	if err != nil {
		return nil, unclear, err
	}
	for _, a := range o.all {
		if !typed.SameTitle(name, a.Name) {
			continue
		}
		mine, err := x.claim(e, a.ID)
		if err != nil {
			return nil, unclear, err
		}
		if mine {
			return &answer{status: statusOK}, present, nil
		}
	}
	got, err := x.keep("count files", Effect{Statements: []Statement{
		NewStatement(`SELECT count(*) FROM made WHERE kind = 'file' AND entry IN (SELECT id FROM entry WHERE lane = ?)`, e.Lane)}})
	if err != nil {
		return nil, unclear, err
	}
	if o.ID == id && got[0].number() == int64(len(o.all)) && e.Settled(x.time()) {
		return nil, absent, nil
	}
	return nil, unclear, nil
}

// search is looking for what one entry may have become.
type search struct {
	*exchange
	e  *entry.Entry
	me int64
	// busy says that somebody else is sending the same just now.
	busy bool
	// own are those that the key's account wrote, the newest first.
	own []any
}

// lookFor begins to look for an entry.
func (x *exchange) lookFor(e *entry.Entry) (*search, error) {
	if author := x.author(); author != 0 && e.Kind == entry.Post {
		return &search{exchange: x, e: e, me: author}, nil
	}
	me, err := send(x, x.upstream.Me(), authorOf)
	return &search{exchange: x, e: e, me: me.ID}, err
}

// others asks who else sends the same, once the list is there. What is in it was
// begun before it was listed: so whoever may have written it is still sending, or
// has claimed it, or looks for it as this does.
func (s *search) others() (err error) {
	s.busy, err = s.sending(s.e)
	return err
}

// is reports whether something listed is what the entry became, and claims it.
func (s *search) is(id, author int64, alike bool) (bool, error) {
	if author != s.me {
		return false, nil
	}
	if len(s.own) < countLimit {
		s.own = append(s.own, id)
	}
	switch {
	case !alike:
		return false, nil
	case s.busy:
		return false, refusal{status: statusConflict, uncertain: true, retryAfter: 2 * time.Second, says: []words.Say{words.EdgeTwin()}}
	}
	return s.claim(s.e, id)
}

// missing is what it tells that an entry is not listed, in a list that is whole or not.
func (s *search) missing(whole bool) (presence, error) {
	now := s.time()
	if !whole || s.busy || len(s.own) == 0 || !s.e.Settled(now) {
		return unclear, nil
	}
	values := append([]any{string(s.e.Kind), now.Add(-freshFor).UnixMilli()}, s.own...)
	got, err := s.keep("read what was made", Effect{Statements: []Statement{
		NewStatement(`SELECT count(*) FROM made WHERE kind = ? AND made_at >= ? AND object IN `+places(len(s.own)), values...)}})
	if err != nil || got[0].number() == 0 {
		return unclear, err
	}
	return absent, nil
}

// earliest is the earliest that a helpdesk can have noted for what was sent at a time,
// Unix seconds. Where its clock is said to be ahead, what it notes may yet be by
// another of its.
func earliest(begun time.Time, ahead time.Duration) int64 {
	return begun.Add(min(ahead, 0) - clockTolerance).Unix()
}

// newest are the newest objects, as far back as one looks.
type newest struct {
	objects []object
	// since is the earliest that the helpdesk can have noted for what was sent then,
	// Unix seconds.
	since int64
	// whole says that all of since then are among them.
	whole bool
}

// newest lists the newest objects, back to a time.
func (x *exchange) newest(begun time.Time) (n newest, err error) {
	for page := int64(1); page <= pagesRead && !n.whole; page++ {
		type part struct {
			objects []object
			pages   int64
		}
		search := helpdesk.PostSearch{Order: helpdesk.Newest, Count: countLimit}
		if page > 1 {
			search.Page = page
		}
		got, ahead, err := sendTimed(x, x.upstream.Topics(search), func(t *helpdesk.Topics) part {
			return part{each(asCustomersSee)(&t.Topics), t.Pages}
		})
		if err != nil {
			return n, err
		}
		// Where its clock is said to be ahead, what it notes may yet be by another of its.
		n.since = earliest(begun, ahead)
		n.objects = append(n.objects, got.objects...)
		n.whole = page >= got.pages && len(got.objects) < fullPage
		for i := range got.objects {
			n.whole = n.whole || got.objects[i].Created > 0 && got.objects[i].Created < n.since
		}
	}
	return n, nil
}
