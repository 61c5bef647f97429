package edge

import (
	"strings"
	"time"

	"deskside/shared/core/edge/entry"
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
	me, err := send(x, x.upstream.Me(), authorOf)
	if err != nil {
		return nil, unclear, err
	}
	n, err := x.newest(begun)
	if err != nil {
		return nil, unclear, err
	}
	// What is in the list was begun before it was listed. So whoever may have
	// written it is still sending, or has claimed it, or looks for it as this does.
	busy, err := x.sending(e)
	if err != nil {
		return nil, unclear, err
	}
	fresh := []any{x.time().Add(-freshFor).UnixMilli()}
	for _, o := range n.objects {
		if o.Author.ID != me.ID {
			continue
		}
		if len(fresh) <= countLimit {
			fresh = append(fresh, o.ID)
		}
		if o.Created < n.since || !typed.SameTitle(draft.Title, o.Title) || !typed.SameText(draft.Content, o.Content) {
			continue
		}
		if busy {
			return nil, unclear, refusal{status: statusConflict, uncertain: true, retryAfter: 2 * time.Second,
				says: []words.Say{words.EdgeTwin()}}
		}
		if mine, err := x.claim(e, o.ID); err != nil || !mine {
			if err != nil {
				return nil, unclear, err
			}
			continue
		}
		return x.written(o), present, nil
	}
	if !n.whole || busy || len(fresh) == 1 || !e.Settled(x.time()) {
		return nil, unclear, nil
	}
	got, err := x.keep("read what was made", Effect{Statements: []Statement{
		statement(`SELECT count(*) FROM made WHERE kind = 'post' AND made_at >= ? AND object IN (?`+strings.Repeat(", ?", len(fresh)-2)+`)`, fresh...)}})
	if err != nil || got[0].number() == 0 {
		return nil, unclear, err
	}
	return nil, absent, nil
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
		n.since = begun.Add(min(ahead, 0) - clockTolerance).Unix()
		n.objects = append(n.objects, got.objects...)
		n.whole = page >= got.pages && len(got.objects) < fullPage
		for i := range got.objects {
			n.whole = n.whole || got.objects[i].Created > 0 && got.objects[i].Created < n.since
		}
	}
	return n, nil
}
