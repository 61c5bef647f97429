package edge

import (
	"errors"
	"strconv"
	"strings"

	"github.com/tinylib/msgp/msgp"

	"deskside/shared/core/edge/migration"
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
		return &Migrating{Statements: []Statement{{SQL: migration.Begin}, {SQL: all.Look()}}}
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
		out.Log = append(out.Log, "migration "+strconv.Itoa(number)+" of the store was applied")
	}
	switch {
	case len(out.Statements) > 0:
		out.Statements = append(out.Statements, Statement{SQL: all.Look()})
	case newest > int64(len(all)):
		out.Log = append(out.Log, at+", of which this edge knows "+strconv.Itoa(len(all))+": what came later only added to it")
	}
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
