package edge

import (
	"encoding/base64"
	"errors"
	"strconv"
	"time"

	"deskside/shared/core/edge/interest"
	"deskside/shared/feedback/similar"
	"deskside/shared/helpdesk"
)

const (
	// gatherPace is the pause between two pages, gatherRest that between two rounds, and
	// gatherShare what each page of a round adds to it: of a site of 5,000 posts a page is
	// read every half a minute on the whole, of a small one every quarter of an hour.
	gatherPace  = 2 * time.Second
	gatherRest  = 15 * time.Minute
	gatherShare = 30 * time.Second
	// gatherHold is longer than one takes for a page: who has not come back by then is gone.
	gatherHold = 2 * Patience
	// gatherAgain is how long a page is left alone that could not be read, unless the
	// helpdesk wants more, gatherLatest the longest, and gatherTries how often it is tried
	// before the round goes on without.
	gatherAgain  = time.Minute
	gatherLatest = time.Hour
	gatherTries  = 3
	// gatherMost is how many pages are handed over in one call of Cloudflare's clock.
	gatherMost = 12
	// snapshotsKept is how many snapshots are there for whoever was told of one.
	snapshotsKept = 3
)

// Gather goes on with the snapshot of a site's open posts, in which a widget looks for
// similar ones by itself: it reads the next page of them, or makes a snapshot of all. in
// has no request. A host calls it as it calls Deliver; any number may do so over one store.
func (e *Edge) Gather(in *Input) Outcome {
	x := e.exchange(in)
	rest, err := SweepEvery, error(nil)
	if e.store {
		rest, err = x.gather()
	}
	if len(x.want) > 0 {
		return Outcome{Do: x.want, Carry: x.carry}
	}
	if err != nil {
		x.note(err)
		rest = gatherAgain
	}
	return Outcome{RestMS: rest.Milliseconds(), Log: x.told()}
}

// turn is where a round stands: which page comes next of how many, as far as that is
// known, 0 for a snapshot of all; how often it was begun, and how many posts a snapshot
// has room for.
type turn struct{ page, pages, tries, most int64 }

// gather does one turn, where one is due, and returns how long to rest.
func (x *exchange) gather() (time.Duration, error) {
	if len(x.in.Carried) > 0 {
		return x.keepSnapshot()
	}
	ms := x.time().UnixMilli()
	got, err := x.keep("gather posts", Effect{Statements: []Statement{
		NewStatement(`INSERT INTO similar_turn (one, page, pages, tries, most, due_at) VALUES (1, 1, 0, 0, ?, 0) ON CONFLICT (one) DO NOTHING`, int64(similar.Most)),
		NewStatement(`UPDATE similar_turn SET due_at = ?, tries = tries + 1 WHERE due_at <= ?`, ms+gatherHold.Milliseconds(), ms),
		NewStatement(`SELECT page, pages, tries, most, due_at FROM similar_turn`),
	}})
	if err != nil {
		return 0, err
	}
	row := got[2].row()
	if len(row) != 5 {
		return SweepEvery, nil
	}
	if got[1].Changed == 0 {
		return max(min(time.Duration(row[4].Number-ms)*time.Millisecond, SweepEvery), time.Second), nil
	}
	t := turn{row[0].Number, row[1].Number, row[2].Number, row[3].Number}
	if t.page == 0 {
		return x.makeSnapshot(t)
	}
	rest, err := x.gatherPage(t)
	if err == nil || err == errWaiting || errors.Is(err, errStore) {
		return rest, err
	}
	x.note(err)
	return x.skip(t, err)
}

// openPosts is a search for the posts of a page.
func openPosts(page int64) helpdesk.PostSearch {
	return helpdesk.PostSearch{Order: helpdesk.Newest, Page: page, Count: countLimit}
}

// gatherPage reads a page and keeps what is open on it in the place of what was.
func (x *exchange) gatherPage(t turn) (time.Duration, error) {
	got, err := send(x, x.upstream.Topics(openPosts(t.page)), foundIn)
	if err != nil {
		return 0, err
	}
	if t.pages = got.pages; t.pages > 1 && got.page != t.page {
		// A helpdesk that has no such page may give its last again.
		got.objects, t.pages = nil, t.page
	}
	x.visitor = ""
	last := t.page == t.pages && (t.pages > 1 || len(got.objects) < fullPage)
	known, learned, err := x.survey(got.objects[:min(len(got.objects), 4*countLimit)], last)
	if err != nil {
		return 0, err
	}
	var posts similar.Posts
	for i := range got.objects {
		o := &got.objects[i]
		if !o.public || o.Status != nil && o.Status.IsClosed {
			continue
		}
		if len(posts.Posts) == similar.Most {
			break
		}
		o.count("", known[o.ID])
		p := similar.Post{ID: o.ID, Type: helpdesk.PostType(o.Type.Slug), Title: o.Title, Votes: o.Votes.All, Open: o.open, Down: o.Type.Supports.NegativeVote}
		if o.Status != nil {
			p.Status = helpdesk.Status{Title: o.Status.Title, State: o.Status.state}
		}
		posts.Posts = append(posts.Posts, p)
	}
	bytes, err := posts.MarshalMsg(nil)
	if err != nil {
		return 0, err
	}
	return x.goOn(t, append(learned, NewStatement(`INSERT INTO similar_page (page, posts) VALUES (?, ?) ON CONFLICT (page) DO UPDATE SET posts = excluded.posts`,
		t.page, base64.StdEncoding.EncodeToString(bytes)))...)
}

// survey reads the ledger of the public ones among listed objects, the newest first, and
// returns what is to be kept of how those stand in which anybody takes part. last says that
// no older ones come after them.
func (x *exchange) survey(objects []object, last bool) (map[int64]tally, []Statement, error) {
	all := map[int64]tally{}
	var learned []Statement
	ms := x.time().UnixMilli()
	for from := 0; from < len(objects); from += countLimit {
		part := objects[from:min(from+countLimit, len(objects))]
		var ids []int64
		sorted := true
		for i := range part {
			if part[i].public {
				ids = append(ids, part[i].ID)
			}
			sorted = sorted && (i == 0 || part[i].Created <= part[i-1].Created)
		}
		if len(ids) == 0 {
			continue
		}
		// Of what lies between those that are listed, and is not, is known that it is away.
		oldest, newest := part[len(part)-1].Created, part[0].Created
		if last && from+len(part) == len(objects) {
			oldest = -1
		}
		if !sorted {
			oldest, newest = 0, 0
		}
		got, err := x.keep("read votes", Effect{Statements: []Statement{
			x.talliesOf(ids, x.now), statementOf(interest.Watched(ids)), statementOf(interest.Standing(ids, oldest, newest))}})
		if err != nil {
			return nil, nil, err
		}
		tallies := talliesIn(&got[0])
		posts := make([]interest.Post, 0, len(ids))
		for i := range part {
			if part[i].public {
				posts = append(posts, part[i].stands(tallies[part[i].ID].key))
				all[part[i].ID] = tallies[part[i].ID]
			}
		}
		var watched []int64
		for _, v := range got[1].Rows {
			watched = append(watched, v[0].Number)
		}
		var known []interest.Known
		for _, v := range got[2].Rows {
			if len(v) == 3 {
				known = append(known, interest.Known{Object: v[0].Number, Place: interest.Place(v[1].Number), Page: v[2].Text})
			}
		}
		for _, s := range interest.Learn(posts, known, watched, ms) {
			learned = append(learned, statementOf(s))
		}
	}
	return all, learned, nil
}

func statementOf(s interest.Statement) Statement { return NewStatement(s.SQL, s.Values...) }

// skip leaves a page that could not be read for later, or as it was.
func (x *exchange) skip(t turn, err error) (time.Duration, error) {
	if t.tries >= gatherTries {
		if t.pages > 1 {
			return x.goOn(t)
		}
		// Nothing is known of the others.
		return x.turnTo(turn{1, t.pages, 0, t.most}, gatherRest)
	}
	return x.turnTo(t, min(max(asked(err), gatherAgain), gatherLatest))
}

// goOn turns to the next page, or after the last to the snapshot.
func (x *exchange) goOn(t turn, also ...Statement) (time.Duration, error) {
	next, rest := turn{t.page + 1, t.pages, 0, t.most}, gatherPace
	if last := t.page >= min(t.pages, similar.Most/countLimit); last {
		next.page, rest = 0, 0
		also = append(also, NewStatement(`DELETE FROM similar_page WHERE page > ?`, t.page))
	}
	return x.turnTo(next, rest, also...)
}

// turnTo notes what comes next after a rest.
func (x *exchange) turnTo(t turn, rest time.Duration, also ...Statement) (time.Duration, error) {
	_, err := x.keep("note what is to be gathered next", Effect{Always: true, Statements: append(also,
		NewStatement(`UPDATE similar_turn SET page = ?, pages = ?, tries = ?, most = ?, due_at = ?`, t.page, t.pages, t.tries, t.most, x.time().Add(rest).UnixMilli()))})
	return rest, err
}

// makeSnapshot has a snapshot of all that was gathered compressed, unless it is the one
// that is there.
func (x *exchange) makeSnapshot(t turn) (time.Duration, error) {
	after := turn{1, t.pages, 0, similar.Most}
	rest := gatherRest + time.Duration(t.pages)*gatherShare
	if t.tries > gatherTries {
		return x.turnTo(after, rest)
	}
	got, err := x.keep("read what was gathered", Effect{Statements: []Statement{
		NewStatement(`SELECT posts FROM similar_page ORDER BY page`), NewStatement(`SELECT hash FROM similar_file ORDER BY made_at DESC LIMIT 1`)}})
	if err != nil {
		return 0, err
	}
	var all similar.Posts
	for _, row := range got[0].Rows {
		var part similar.Posts
		if bytes, err := base64.StdEncoding.DecodeString(row[0].Text); err == nil {
			_, _ = part.UnmarshalMsg(bytes) // what cannot be read any more is read anew in the next round
		}
		all.Posts = append(all.Posts, part.Posts...)
	}
	snapshot := similar.New(all.Posts, int(t.most))
	bytes, err := snapshot.MarshalMsg(nil)
	if err != nil {
		return 0, err
	}
	made := made{Hash: hashOf(bytes)[:snapshotHash], Count: int64(snapshot.Count()), Pages: t.pages}
	if row := got[1].row(); len(row) > 0 && row[0].Text == made.Hash {
		return x.turnTo(after, rest)
	}
	if x.carry, err = made.MarshalMsg(nil); err != nil {
		return 0, err
	}
	_, err = x.do(Effect{Pack: bytes})
	return 0, err
}

// snapshotHash is how many hexadecimal digits name a snapshot.
const snapshotHash = 32

//go:generate go run deskside/build/codec -unexported -o gather_gen.go

//msgp:ignore turn

// made is a snapshot that is being compressed.
type made struct {
	Hash  string `msg:"hash"`
	Count int64  `msg:"count"`
	Pages int64  `msg:"pages"`
}

// keepSnapshot keeps a snapshot that was compressed. One that is too large is made again
// of fewer posts.
func (x *exchange) keepSnapshot() (time.Duration, error) {
	var m made
	if _, err := m.UnmarshalMsg(x.in.Carried); err != nil {
		return 0, err
	}
	done, err := x.do(Effect{})
	if err != nil {
		return 0, err
	}
	size := int64(len(done[0].Content))
	if done[0].Failure != "" || size == 0 {
		x.log("a snapshot could not be compressed: " + done[0].Failure)
		return gatherAgain, nil
	}
	if size > similar.Limit {
		return x.turnTo(turn{0, m.Pages, 0, m.Count * similar.Limit / size * 19 / 20}, gatherPace)
	}
	x.log("snapshot " + strconv.FormatInt(m.Count, 10) + " " + strconv.FormatInt(size, 10))
	return x.turnTo(turn{1, m.Pages, 0, similar.Most}, gatherRest+time.Duration(m.Pages)*gatherShare,
		NewStatement(`INSERT INTO similar_file (hash, content, made_at) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET made_at = excluded.made_at`,
			m.Hash, base64.StdEncoding.EncodeToString(done[0].Content), x.time().UnixMilli()),
		NewStatement(`DELETE FROM similar_file WHERE hash NOT IN (SELECT hash FROM similar_file ORDER BY made_at DESC LIMIT ?)`, int64(snapshotsKept)))
}

// snapshot tells which snapshot is the newest, and since when.
func (x *exchange) snapshot() (*answer, error) {
	row, err := x.ofSnapshots(NewStatement(`SELECT hash, made_at FROM similar_file ORDER BY made_at DESC LIMIT 1`))
	if err != nil {
		return nil, err
	}
	return success(func(w *writer) {
		w.open('{').text("hash", row[0].Text).number("madeAtPosix", row[1].Number/1000).shut('}')
	}, true).with("Cache-Control", "public, max-age=60"), nil
}

// snapshotFile gives a snapshot, compressed by gzip.
func (x *exchange) snapshotFile() (*answer, error) {
	name := x.nameOf("snapshot", x.token)
	var file []byte
	if name != "" {
		done, err := x.do(Effect{Match: name})
		if err != nil {
			return nil, err
		}
		file = done[0].Found
	}
	if len(file) == 0 {
		row, err := x.ofSnapshots(NewStatement(`SELECT content FROM similar_file WHERE hash = ?`, x.token))
		if err != nil {
			return nil, err
		}
		if file, err = base64.StdEncoding.DecodeString(row[0].Text); err != nil {
			return nil, &storeError{"read a snapshot", err.Error()}
		}
		if name != "" {
			x.cached = &Cached{Name: name, Bytes: file, KeepMS: time.Hour.Milliseconds()}
		}
	}
	a := &answer{status: statusOK, body: file, media: "application/gzip"}
	return a.with("Cache-Control", unchanging), nil
}

// ofSnapshots reads one of what is kept of snapshots, or fails as where there is none.
func (x *exchange) ofSnapshots(statement Statement) ([]Value, error) {
	if !x.store {
		return nil, notFound
	}
	got, err := x.keep("read a snapshot", Effect{Statements: []Statement{statement}})
	if err != nil {
		return nil, err
	}
	if row := got[0].row(); row != nil {
		return row, nil
	}
	return nil, notFound
}
