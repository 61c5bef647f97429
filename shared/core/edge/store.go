package edge

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/tinylib/msgp/msgp"

	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/migration"
	"deskside/shared/core/edge/named"
	"deskside/shared/words"
)

// The SQL of an edge is what SQLite and Cloudflare D1 both understand; D1 has no
// transactions for a driver, so every step that must happen once is one statement that
// says whether it happened. Each may be run again after an error that does not say
// whether it was: what it did the first time it finds done. Package migration has the
// tables and says what their columns mean.

var errStore = errors.New("the store of the edge does not answer")

// storeError is an error of the store, of what a step was at.
type storeError struct{ what, failure string }

func (e *storeError) Error() string { return errStore.Error() + ": " + e.what + ": " + e.failure }

func (e *storeError) Unwrap() error { return errStore }

// Migrate says how a store comes to have the tables that this edge knows: by statements,
// after which it is asked again, until there are none. A host does so before the first
// statement of an edge, and begins anew where one fails: meanwhile another host may have
// done the same.
func Migrate(args *MigrateArgs) *Migrating {
	all := migration.All
	if args.Looked == nil {
		return &Migrating{Statements: OfSite(args.Site, []Statement{{SQL: migration.Begin}, {SQL: all.Look(named.Prefix(args.Site))}})}
	}
	rows := make([]migration.Row, 0, len(args.Looked.Rows))
	for _, v := range args.Looked.Rows {
		if len(v) == 3 {
			rows = append(rows, migration.Row{Number: v[0].Number, Breaks: v[1].Number != 0, Column: v[2].Text})
		}
	}
	newest, breaks := all.Newest(rows)
	at := "the store is at migration " + strconv.FormatInt(newest, 10)
	out := &Migrating{Number: newest}
	if breaks {
		out.Problem = at + ", with which this edge cannot work: it takes a newer one"
		return out
	}
	for _, number := range all.Missing(rows) {
		for _, sql := range all.SQL(number, rows) {
			out.Statements = append(out.Statements, Statement{SQL: sql})
		}
		mark := int64(0)
		if all[number-1].Breaks {
			mark = 1
		}
		out.Statements = append(out.Statements, NewStatement(migration.Apply, int64(number), mark, args.Now/1000))
		out.Log = append(out.Log, Logged("info", "migration "+strconv.Itoa(number)+" of the store was applied"))
	}
	switch {
	case len(out.Statements) > 0:
		out.Statements = append(out.Statements, Statement{SQL: all.Look(named.Prefix(args.Site))})
	case newest > int64(len(all)):
		out.Log = append(out.Log, Logged("warn", at+", of which this edge knows "+strconv.Itoa(len(all))+": what came later only added to it"))
	}
	out.Statements = OfSite(args.Site, out.Statements)
	return out
}

// keep runs statements of the store and returns the result of each.
func (x *exchange) keep(what string, effect Effect) ([]Result, error) {
	done, err := x.do(effect)
	if err != nil {
		return nil, err
	}
	if d := &done[0]; d.Failure != "" || len(d.Results) != len(effect.Statements) {
		return nil, &storeError{what, d.Failure}
	}
	return done[0].Results, nil
}

// NewStatement is SQL with texts and whole numbers for its question marks.
func NewStatement(sql string, values ...any) Statement {
	s := Statement{SQL: sql, Values: make([]Value, len(values))}
	for i, v := range values {
		switch v := v.(type) {
		case string:
			s.Values[i] = Value{IsText: true, Text: v}
		case int64:
			s.Values[i] = Value{Number: v}
		}
	}
	return s
}

// row returns the one row of a result, or nil.
func (r *Result) row() []Value {
	if len(r.Rows) == 0 {
		return nil
	}
	return r.Rows[0]
}

// number returns the number in the one row of a result, 0 where there is none.
func (r *Result) number() int64 {
	if row := r.row(); len(row) > 0 {
		return row[0].Number
	}
	return 0
}

// Value is a text or a whole number, and crosses to a host as just that.
type Value struct {
	IsText bool
	Text   string
	Number int64
}

// MarshalMsg implements msgp.Marshaler.
func (v *Value) MarshalMsg(b []byte) ([]byte, error) {
	if v.IsText {
		return msgp.AppendString(b, v.Text), nil
	}
	return msgp.AppendInt64(b, v.Number), nil
}

// UnmarshalMsg implements msgp.Unmarshaler.
func (v *Value) UnmarshalMsg(b []byte) (rest []byte, err error) {
	*v = Value{IsText: msgp.NextType(b) == msgp.StrType}
	if v.IsText {
		v.Text, rest, err = msgp.ReadStringBytes(b)
	} else {
		v.Number, rest, err = msgp.ReadInt64Bytes(b)
	}
	return rest, err
}

// Msgsize returns an upper bound of the bytes that it takes.
func (v *Value) Msgsize() int { return msgp.StringPrefixSize + len(v.Text) + msgp.Int64Size }

// places are those of so many values, at least one, in a statement.
func places(values int) string { return "(?" + strings.Repeat(", ?", values-1) + ")" }

// columns are those of an entry, in the order in which entryOf reads them.
const columns = `id, kind, visitor, key, lane, sent, body, state, reason, answer, added_at, begun_at, due_at, tries, heard, held_by`

// entryOf reads the entry in a result, nil where there is none, and who holds it.
func entryOf(r *Result) (e *entry.Entry, heldBy string) {
	v := r.row()
	if len(v) != 16 {
		return nil, ""
	}
	return &entry.Entry{
		ID: v[0].Text, Kind: entry.Kind(v[1].Text), Visitor: v[2].Text, Key: v[3].Text, Lane: v[4].Text, Sent: v[5].Text, Body: v[6].Text,
		State: entry.State(v[7].Text), Reason: v[8].Text, Answer: v[9].Text,
		Added: v[10].Number, Begun: v[11].Number, Due: v[12].Number, Tries: v[13].Number,
		Heard: v[14].Number != 0,
	}, v[15].Text
}

// SQL of what more than one statement says. An entry whose lease is over was being
// sent by somebody who is gone: it is in doubt, unless it is a state that is wanted.
// What is taken to be sent has begun.
const (
	reclaim = `UPDATE entry SET state = CASE kind WHEN 'vote' THEN 'waiting' ELSE 'doubt' END, held_by = '', held_until = 0 WHERE state = 'sending' AND held_until < ?`
	take    = `UPDATE entry SET begun_at = CASE state WHEN 'doubt' THEN begun_at ELSE ? END,
		heard = CASE state WHEN 'doubt' THEN heard ELSE 0 END, state = CASE state WHEN 'doubt' THEN 'doubt' ELSE 'sending' END, held_by = ?, held_until = ?`
)

// afloat is SQL that has the files of a post sent after all, once it is known where it is.
const afloat = `UPDATE entry SET state = 'waiting', due_at = ?, settled_at = 0 WHERE kind = 'file' AND state = 'refused' AND reason = ?
	AND EXISTS (SELECT 1 FROM made WHERE made.kind = 'post' AND made.entry = entry.lane)`

func strandedSays() []words.Say { return []words.Say{words.EdgeFilesStranded()} }

// overFiles is SQL that selects files whose content nobody needs any more: delivered,
// refused or discarded, never claimed, or too old.
const overFiles = `SELECT ` + keptColumns + ` FROM file AS f LEFT JOIN entry AS o ON o.id = f.owner LEFT JOIN entry AS s ON s.id = f.id
	WHERE f.gone = 0 AND (s.state = 'delivered' OR s.body = '' OR s.state = 'refused' AND o.state = 'delivered'
	OR o.kind = 'comment' AND (o.state = 'delivered' OR o.body = '') OR f.added_at < ? AND (o.id IS NULL OR o.state = 'refused') OR f.added_at < ?) LIMIT 8`

// fileEntry is the statement that makes a file an entry of its owner's lane, where it
// is that owner's, which SQL with values says. One that was refused with another post
// begins anew.
func (x *exchange) fileEntry(f *kept, owner string, values ...any) Statement {
	ms := x.time().UnixMilli()
	body := (&writer{}).open('{').text("token", f.ID).text("title", f.Name).shut('}').b
	return NewStatement(`INSERT INTO entry (id, kind, visitor, key, lane, sent, body, state, reason, answer, added_at, begun_at, due_at, tries, heard, rest_until, held_by, held_until, settled_at)
		SELECT id, ?, visitor, 'files/' || id, owner, hash, ?, 'waiting', '', '', ?, 0, ?, 0, 0, 0, '', 0, 0 FROM file WHERE id = ? AND gone = 0 AND owner = `+owner+`
		ON CONFLICT (id) DO UPDATE SET lane = excluded.lane, body = excluded.body, state = 'waiting', reason = '', added_at = excluded.added_at, due_at = excluded.due_at,
		tries = 0, settled_at = 0, seq = (SELECT max(seq) + 1 FROM entry) WHERE state = 'refused' AND lane <> excluded.lane`,
		append([]any{string(entry.File), string(body), ms, ms, f.ID}, values...)...)
}

// first is SQL that says of an entry that nothing stands before it in its lane.
func first(table string) string {
	return `NOT EXISTS (SELECT 1 FROM entry AS b WHERE b.lane = ` + table + `.lane AND b.seq < ` + table + `.seq AND b.state IN ('waiting', 'sending', 'doubt'))`
}

// mark is a name for whoever holds an entry, which nobody else has.
func (x *exchange) mark() string { return "by " + strconv.FormatUint(x.random(), 36) }

// begin keeps a write before it is done and takes hold of its entry, unless
// somebody else is at it, for whom it waits a while. Whoever sends it again has it
// done now rather than when it is due, unless the helpdesk wants to be left alone.
// It returns the entry, and
// whether it is this one's to do. Where it fails,
// either nothing is kept or that is not known, which the error says.
func (x *exchange) begin(w *write) (e *entry.Entry, mine bool, err error) {
	now := x.time()
	ms := now.UnixMilli()
	id := hex(x.in.Nonce)
	x.holder = x.mark()
	key, lane := x.key, w.lane
	if key == "" {
		key = id
	}
	if lane == "" {
		lane = id
	}
	statements := []Statement{
		NewStatement(reclaim, ms),
		NewStatement(`INSERT INTO entry (id, kind, visitor, key, lane, sent, body, state, reason, answer, added_at, begun_at, due_at, tries, heard, rest_until, held_by, held_until, settled_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', '', '', ?, 0, ?, 0, 0, 0, '', 0, 0) ON CONFLICT DO NOTHING`,
			id, string(w.kind), x.visitor, key, lane, w.sent, w.body, ms, ms)}
	statements = append(statements, x.claimingFiles(w, key)...)
	got, err := x.keep("keep a submission", Effect{UntilMS: Patience.Milliseconds() / 2, Statements: append(statements,
		NewStatement(take+`, body = ?, settled_at = 0 WHERE visitor = ? AND key = ? AND sent = ? AND state IN ('waiting', 'doubt', 'refused')
			AND held_until < ? AND (rest_until <= ? OR state = 'doubt') AND `+first("entry"),
			ms, x.holder, ms+entry.LeaseFor.Milliseconds(), w.body, x.visitor, key, w.sent, ms, ms),
		NewStatement(`SELECT `+columns+` FROM entry WHERE visitor = ? AND key = ? AND (held_by IN ('', ?) OR sent <> ?)`, x.visitor, key, x.holder, w.sent))})
	if err == errWaiting {
		return nil, false, err
	}
	if err != nil {
		// What failed may have been done all the same. Nobody was told that it is kept.
		_, undone := x.keep("keep no submission", Effect{Always: true, Statements: []Statement{
			NewStatement(`UPDATE file SET owner = '' WHERE owner = ?`, id),
			NewStatement(`DELETE FROM entry WHERE id = ? OR lane = ? AND kind = 'file'`, id, id)}})
		if undone != nil && undone != errWaiting {
			x.log(err.Error())
			says := words.EdgeLost()
			if x.key != "" {
				says = words.EdgeLostAgain()
			}
			return nil, false, refusal{status: statusUnavailable, uncertain: true, says: []words.Say{says}}
		}
		return nil, false, err
	}
	e, heldBy := entryOf(&got[len(got)-1])
	if n := len(w.files); n > 0 && e != nil && heldBy == x.holder && got[len(got)-3].number() != int64(n) {
		// Another has taken one of them meanwhile, or it is gone.
		r := refusal{status: statusInvalid, says: []words.Say{words.EdgeFilesGone()}}
		x.conclude(e, entry.TurnedDown, 0, r.says)
		return nil, false, r
	}
	if e == nil {
		// Somebody is at it for long.
		e, err = x.entry(NewStatement(`SELECT `+columns+` FROM entry WHERE visitor = ? AND key = ?`, x.visitor, key))
	}
	return e, e != nil && heldBy == x.holder, err
}

// entry reads an entry.
func (x *exchange) entry(which Statement) (*entry.Entry, error) {
	got, err := x.keep("read a submission", Effect{Statements: []Statement{which}})
	if err != nil {
		return nil, err
	}
	e, _ := entryOf(&got[0])
	if e == nil {
		return nil, notFound
	}
	return e, nil
}

// made notes what came of an entry, and which object it is: while it is being
// sent, nobody else takes an object like it for theirs.
func (x *exchange) made(e *entry.Entry, id int64, answer []byte) {
	if id == 0 {
		x.conclude(e, entry.Arrived, 0, nil, answer...)
		return
	}
	settle := x.concluding(e, entry.Arrived, 0, nil, answer...)
	got, err := x.keep("conclude a submission", Effect{Always: true, Statements: append(x.claiming(e, id), settle...)})
	switch {
	case err == errWaiting:
	case err != nil:
		x.log(err.Error())
	case got[1].number() != 1:
		x.log("an object was taken for another submission: " + strconv.FormatInt(id, 10))
	}
}

// sending reports whether anybody else is sending the same just now.
func (x *exchange) sending(e *entry.Entry) (bool, error) {
	got, err := x.keep("read submissions", Effect{Statements: []Statement{
		NewStatement(`SELECT count(*) FROM entry WHERE sent = ? AND state = 'sending' AND held_until >= ? AND id <> ?`, e.Sent, x.time().UnixMilli(), e.ID)}})
	if err != nil {
		return false, err
	}
	return got[0].number() > 0, nil
}

// claim makes an object that of an entry, and reports whether it is: the first to
// claim it has it.
func (x *exchange) claim(e *entry.Entry, object int64) (bool, error) {
	got, err := x.keep("claim an object", Effect{Always: true, Statements: x.claiming(e, object)})
	if err != nil {
		return false, err
	}
	return got[1].number() == 1, nil
}

func (x *exchange) claiming(e *entry.Entry, object int64) []Statement {
	return []Statement{
		NewStatement(`INSERT INTO made (kind, object, entry, made_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, string(e.Kind), object, e.ID, e.Begun),
		NewStatement(`SELECT count(*) FROM made WHERE kind = ? AND object = ? AND entry = ?`, string(e.Kind), object, e.ID),
	}
}

// concluding are the statements that note what became of an entry, and let go of
// it. rest is how long the helpdesk wants to be left alone, says why it stands where
// it does. Where another state is wanted by now than the one that this is about, that
// one waits.
func (x *exchange) concluding(e *entry.Entry, event entry.Event, rest time.Duration, says []words.Say, answer ...byte) []Statement {
	now := x.time()
	due, tries, settled, body, until := now.UnixMilli(), int64(0), int64(0), e.Body, int64(0)
	if rest > 0 {
		until = now.Add(entry.Bounded(rest)).UnixMilli()
	}
	switch event {
	case entry.Lost:
		due = now.Add(entry.LookAfter).UnixMilli()
		if e.Heard {
			due = now.Add(entry.LookSoon).UnixMilli()
		}
	case entry.Unseen:
		due, tries = now.Add(max(rest, entry.LookAgain)).UnixMilli(), e.Tries
	case entry.PutOff:
		due, tries = now.Add(e.Pause(rest, x.random())).UnixMilli(), e.Tries+1
	}
	state, known := e.State.On(event)
	if !known {
		x.log("no transition: " + string(e.State) + ", " + string(event))
	}
	if !state.Live() {
		settled = now.UnixMilli()
	}
	if state == entry.Delivered {
		// What is refused or uncertain may have to be sent again by whoever runs this.
		body = ""
	}
	e.State, e.Due, e.Tries, e.Body, e.Reason, e.Answer = state, due, tries, body, ReasonOf(says), string(answer)
	all := []Statement{NewStatement(`UPDATE entry SET state = ?, due_at = ?, tries = ?, heard = ?, rest_until = ?, body = ?, reason = ?, answer = ?, settled_at = ?, held_by = '', held_until = 0
		WHERE id = ? AND held_by = ? AND sent = ?`, string(state), due, tries, flag(e.Heard), until, body, e.Reason, e.Answer, settled, e.ID, x.holder, e.Sent)}
	if e.Kind.Wanted() {
		all = append(all, NewStatement(`UPDATE entry SET state = 'waiting', due_at = ?, tries = ?, rest_until = ?, held_by = '', held_until = 0
			WHERE id = ? AND held_by = ?`, due, tries, until, e.ID, x.holder))
	}
	if event == entry.Arrived {
		all = append(all, x.noted...)
	}
	return all
}

// flag is how the store has it whether something is so.
func flag(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// conclude notes what became of an entry. Where it cannot be noted, the lease ends
// by itself, and what became of it is looked for.
func (x *exchange) conclude(e *entry.Entry, event entry.Event, rest time.Duration, says []words.Say, answer ...byte) {
	_, err := x.keep("conclude a submission", Effect{Always: true, Statements: x.concluding(e, event, rest, says, answer...)})
	if err != nil && err != errWaiting {
		x.log(err.Error())
	}
}
