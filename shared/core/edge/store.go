package edge

import (
	"errors"
	"strings"

	"github.com/tinylib/msgp/msgp"
)

// Tables are made where they are missing, before anything else. The SQL of an
// edge is what SQLite and Cloudflare D1 both understand; D1 has no transactions
// for a driver, so every step that must happen once is one statement that says
// whether it happened. Each may be run again after an error that does not say
// whether it was: what it did the first time it finds done.
//
//   - vote is the ledger: one row for each visitor's vote on an object, value 1 or -1.
//   - key_vote is the one vote of the key on an object, as it was last sent to the
//     helpdesk. turn grows with its changes; held_until is when the one who changes
//     it lets go at the latest, in Unix microseconds, 0 when nobody does.
//   - entry is what customers wrote, kept until it is at the helpdesk and for a while
//     what came of it: package entry says what its columns mean. seq is the order in
//     which they came; who does one holds it until held_until at the latest, Unix
//     milliseconds. rest_until is how long the helpdesk wants to be left alone, settled_at
//     when it was over, each 0 where there is no such time.
//   - file is a file that goes along with what an entry says, its owner, "" until that
//     comes. kept says that its content is kept, gone that it is not any more. Where
//     the host has no place for contents, piece has them, in base64.
//   - similar_turn, one row, is how far the gathering of open posts is, similar_page what
//     was found on each page of them, similar_file what was made of all, under its hash,
//     compressed. Posts and contents are in base64.
//   - made says of an object or a comment which entry it is, so that no two take the
//     same one for theirs. made_at is when it was sent.
var Tables = [...]string{
	`CREATE TABLE IF NOT EXISTS vote (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, value INTEGER NOT NULL, voted_at INTEGER NOT NULL,
		PRIMARY KEY (visitor, object))`,
	`CREATE INDEX IF NOT EXISTS vote_object ON vote (object)`,
	`CREATE TABLE IF NOT EXISTS key_vote (
		object INTEGER PRIMARY KEY, value INTEGER NOT NULL, turn INTEGER NOT NULL, held_until INTEGER NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS entry (
		seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, visitor TEXT NOT NULL, key TEXT NOT NULL,
		lane TEXT NOT NULL, sent TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, answer TEXT NOT NULL,
		added_at INTEGER NOT NULL, begun_at INTEGER NOT NULL, due_at INTEGER NOT NULL, tries INTEGER NOT NULL,
		heard INTEGER NOT NULL, rest_until INTEGER NOT NULL, held_by TEXT NOT NULL, held_until INTEGER NOT NULL, settled_at INTEGER NOT NULL, UNIQUE (visitor, key))`,
	`CREATE INDEX IF NOT EXISTS entry_due ON entry (state, due_at)`,
	`CREATE INDEX IF NOT EXISTS entry_lane ON entry (lane, seq)`,
	`CREATE INDEX IF NOT EXISTS entry_sent ON entry (sent)`,
	`CREATE INDEX IF NOT EXISTS entry_held ON entry (held_by)`,
	`CREATE INDEX IF NOT EXISTS entry_settled ON entry (settled_at)`,
	`CREATE TABLE IF NOT EXISTS made (
		kind TEXT NOT NULL, object INTEGER NOT NULL, entry TEXT NOT NULL, made_at INTEGER NOT NULL, PRIMARY KEY (kind, object))`,
	`CREATE INDEX IF NOT EXISTS made_at ON made (made_at)`,
	`CREATE INDEX IF NOT EXISTS made_entry ON made (entry)`,
	`CREATE TABLE IF NOT EXISTS file (
		id TEXT PRIMARY KEY, visitor TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
		added_at INTEGER NOT NULL, owner TEXT NOT NULL, kept INTEGER NOT NULL, gone INTEGER NOT NULL)`,
	`CREATE INDEX IF NOT EXISTS file_gone ON file (gone, added_at, size)`,
	`CREATE INDEX IF NOT EXISTS file_owner ON file (owner)`,
	`CREATE TABLE IF NOT EXISTS similar_turn (
		one INTEGER PRIMARY KEY, page INTEGER NOT NULL, pages INTEGER NOT NULL, tries INTEGER NOT NULL, most INTEGER NOT NULL, due_at INTEGER NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS similar_page (page INTEGER PRIMARY KEY, posts TEXT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS similar_file (hash TEXT PRIMARY KEY, content TEXT NOT NULL, made_at INTEGER NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS piece (file TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (file, n))`,
}

var errStore = errors.New("the store of the edge does not answer")

// storeError is an error of the store, of what a step was at.
type storeError struct{ what, failure string }

func (e *storeError) Error() string { return errStore.Error() + ": " + e.what + ": " + e.failure }

func (e *storeError) Unwrap() error { return errStore }

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
