package edge

import (
	"time"

	"github.com/tinylib/msgp/msgp"

	"deskside/shared/core/edge/interest"
	"deskside/shared/core/edge/page"
	"deskside/shared/helpdesk"
)

// How long pages are kept. One that is fresh is shown as it is, an older one while it
// is read anew: whatever happens at the helpdesk itself shows after pageKept at most.
const (
	pageFresh = 15 * time.Second
	pageKept  = 5 * time.Minute
	// clockSkew is how far the clocks of hosts that share a store may differ, clockStep
	// how far one of them is set back at once.
	clockSkew, clockStep = 2 * time.Second, 100 * time.Millisecond
	// renewAgain is how long a page is left as it is that could not be read anew, unless
	// the helpdesk wants to be left alone for longer; renewLatest is the longest.
	renewAgain, renewLatest = 5 * time.Second, time.Minute
)

// view is a page as it is asked for.
type view struct {
	// name tells it from every other page of the site; "" is kept nowhere.
	name string
	// lanes are those of the submissions that show in it once they are delivered, by
	// what they begin with. Nil where none does.
	lanes *string
	read  func() (*page.Page, error)
}

// anything is what each lane begins with, and so the lanes of a page in which every
// submission may show.
var anything = ""

// nameOf is the name of a page: a hash of whose helpdesk it is, who asks there, which
// route this is and what tells its pages apart. It says nothing of who asked here.
func (x *exchange) nameOf(route string, parts ...string) string {
	if !x.cache {
		return ""
	}
	version := "7"
	if x.older {
		version = "4"
	}
	return digest(append([]string{"page 1", x.site, x.owner, version, route}, parts...)...)
}

// show answers with a page: with the one that is kept while nothing that was written
// here since belongs into it, else with one that is read now. Where the helpdesk cannot
// give that, the one that is kept is better than none.
func (x *exchange) show(v view) (*answer, error) {
	if v.lanes != nil && !x.store {
		// Nobody could tell what was written here.
		v.name = ""
	}
	_, carried := x.carried()
	if p, rest := pageIn(carried); p != nil {
		x.went(rest)
		return x.laidOut(v.name, p)
	}
	old, err := x.pageOf(v.name)
	if err != nil {
		return nil, err
	}
	var known ledger
	if old != nil {
		if known, err = x.counts(old, v.lanes); err != nil {
			return nil, err
		}
		if !known.changed {
			if x.since(old) >= pageFresh {
				x.renew = v.name
			}
			return x.filled(old, known), nil
		}
	}
	readAt := x.now
	p, err := v.read()
	if err == errWaiting {
		return nil, err
	}
	if err != nil {
		return x.without(v.name, old, known, err)
	}
	p.ReadAt = readAt
	a, err := x.laidOut(v.name, p)
	if err == errWaiting && !p.Partial && len(x.lines) == 0 {
		// The helpdesk's answer, which is long, is not read once more.
		x.carry, _ = p.MarshalMsg(msgp.AppendString(nil, x.visitor)) // of such types it never fails
		x.carry = x.goes(x.carry)
	}
	return a, err
}

// carried is the page that an earlier step has read, and for whom; nothing where none has.
func (x *exchange) carried() (visitor string, page []byte) {
	visitor, page, err := msgp.ReadStringBytes(x.in.Carried)
	if err != nil {
		return "", nil
	}
	return visitor, page
}

// laidOut answers with a page that was read just now, and has it kept.
func (x *exchange) laidOut(name string, p *page.Page) (*answer, error) {
	known, err := x.counts(p, nil)
	if err != nil {
		return nil, err
	}
	if name != "" && known.counted && !p.Partial {
		x.keepPage(name, p)
	}
	return x.filled(p, known), nil
}

// without answers where a page could not be read: with the one before, if the
// helpdesk may have it yet.
func (x *exchange) without(name string, old *page.Page, known ledger, err error) (*answer, error) {
	if !passing(err) {
		if name != "" && (old != nil || x.in.Renews) {
			x.cached = &Cached{Name: name}
		}
		return nil, err
	}
	x.rest = min(max(asked(err), renewAgain), renewLatest)
	if old == nil {
		return nil, err
	}
	x.refuse(err) // which tells the log
	return x.filled(old, known), nil
}

// pageOf looks a page up that may still be shown. Where it is read anew, there is none.
func (x *exchange) pageOf(name string) (*page.Page, error) {
	if name == "" || x.in.Renews {
		return nil, nil
	}
	done, err := x.do(Effect{Match: name})
	if err != nil || len(done[0].Found) == 0 {
		return nil, err
	}
	p, _ := pageIn(done[0].Found)
	if p == nil {
		return nil, nil
	}
	if age := x.since(p); age < -clockSkew || age >= pageKept {
		return nil, nil
	}
	return p, nil
}

// pageIn reads a page, and returns what comes after it; nil where there is none, or one
// of another version.
func pageIn(bytes []byte) (p *page.Page, rest []byte) {
	p = new(page.Page)
	rest, err := p.UnmarshalMsg(bytes)
	if err != nil || !p.Whole() {
		return nil, nil
	}
	return p, rest
}

// since is how old a page is.
func (x *exchange) since(p *page.Page) time.Duration {
	return time.Duration(x.now-p.ReadAt) * time.Microsecond
}

// keepPage has a page kept once the reply is on its way.
func (x *exchange) keepPage(name string, p *page.Page) {
	bytes, err := p.MarshalMsg(nil)
	if err != nil {
		x.log("a page is not kept: " + err.Error())
		return
	}
	x.cached = &Cached{Name: name, Bytes: bytes, KeepMS: pageKept.Milliseconds()}
}

// ledger is what the store says of a page.
type ledger struct {
	// counted says that it says anything.
	counted bool
	tallies map[int64]tally
	// followed says of a page of one object whether its visitor follows that.
	followed helpdesk.Follows
	// changed says that something was written here since the page was read.
	changed bool
	// failed says that it did not answer.
	failed bool
}

// counts asks for the votes on the objects of a page, and whether a submission of some
// lanes was delivered since it was read.
func (x *exchange) counts(p *page.Page, lanes *string) (ledger, error) {
	if len(p.Gaps) == 0 && lanes == nil {
		return ledger{counted: true}, nil
	}
	if !x.store {
		return ledger{}, nil
	}
	var asked []Statement
	if lanes != nil {
		asked = append(asked, x.deliveredSince(p.ReadAt, *lanes))
	}
	if len(p.Gaps) > 0 {
		asked = append(asked, x.talliesOf(p.Objects(), p.ReadAt))
	}
	follows := len(p.Gaps) == 1 && x.visitor != ""
	if follows {
		asked = append(asked, statementOf(interest.KindsOf(x.visitor, p.Gaps[0].Object)))
	}
	done, err := x.do(Effect{Statements: append(asked, x.also...)})
	if err == errWaiting {
		return ledger{}, err
	}
	// A page that was carried here does not tell any more what else was kept.
	if err == nil && (done[0].Failure != "" || len(done[0].Results) < len(asked)) {
		err = &storeError{"read votes", done[0].Failure}
	}
	if err != nil {
		x.log(err.Error())
		return ledger{failed: true}, nil
	}
	got := done[0].Results[:len(asked)]
	l := ledger{counted: true, changed: lanes != nil && got[0].number() != 0}
	if follows {
		l.followed = followed(&got[len(got)-1])
		got = got[:len(got)-1]
	}
	if len(p.Gaps) > 0 {
		l.tallies = talliesIn(&got[len(got)-1])
		if l.followed == helpdesk.Unfollowed && votesOf(x.visitor, 0, true, l.tallies[p.Gaps[0].Object]).IsVoted {
			l.followed = helpdesk.Followed
		}
	}
	if lanes != nil {
		return l, nil
	}
	for i := range p.Gaps {
		g := &p.Gaps[i]
		g.Others = g.All
		if g.KeyVoted {
			g.Others -= l.tallies[g.Object].key
		}
	}
	return l, nil
}

// deliveredSince is the statement that tells whether something was delivered of the
// lanes that begin so.
func (e *Edge) deliveredSince(readAt int64, lanes string) Statement {
	apart := clockSkew
	if e.oneClock {
		apart = clockStep
	}
	return NewStatement(`SELECT EXISTS (SELECT 1 FROM entry INDEXED BY entry_delivered WHERE settled_at >= ? AND state = 'delivered' AND kind <> 'vote' AND +lane >= ? AND +lane < ?)`,
		time.UnixMicro(readAt).Add(-apart).UnixMilli(), lanes, lanes+"~")
}

// filled is the answer that a page becomes for a visitor.
func (x *exchange) filled(p *page.Page, known ledger) *answer {
	a := &answer{status: statusOK, body: p.Fill(func(body []byte, g *page.Gap) []byte {
		v := votes{All: g.All}
		if known.counted {
			v = votesOf(x.visitor, g.Others, g.Open, known.tallies[g.Object])
		}
		w := writer{b: body}
		v.write(&w)
		if known.followed != "" {
			w.truth("isSubscribed", known.followed == helpdesk.Followed)
		}
		return w.b
	})}
	if known.failed {
		a.with(votesHeader, unavailable)
	}
	return a
}
