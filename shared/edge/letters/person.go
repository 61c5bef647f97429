package letters

import (
	"time"

	"deskside/shared/core/edge"
)

// Part is what a table of the store holds of one person.
type Part struct {
	Table string
	// Columns are those that tell something, in the order of the statement's rows.
	Columns []string
}

// parts are all tables with what is somebody's. A test holds that none with a visitor is
// missing.
var parts = []Part{
	{"entry", []string{"id", "kind", "state", "body", "answer", "added_at", "settled_at"}},
	{"vote", []string{"object", "value", "voted_at"}},
	{"person", []string{"state", "name", "email", "user", "seen_at"}},
	{"own_vote", []string{"object", "value"}},
	{"own_change", []string{"object", "at", "by"}},
	{"token_used", []string{"until"}},
	{"interest", []string{"object", "kind", "at"}},
	{"file", []string{"id", "name", "type", "size", "hash", "added_at", "owner", "gone"}},
}

// Parts are what an export consists of.
func Parts() []Part { return parts }

// Of reads what is a person's in that part, by the name under which the edge knows them:
// what the widget sends as Deskside-Visitor.
func (p *Part) Of(visitor string) edge.Statement {
	sql := `SELECT `
	for i, column := range p.Columns {
		if i > 0 {
			sql += `, `
		}
		sql += column
	}
	return edge.NewStatement(sql+` FROM `+p.Table+` WHERE visitor = ?`, visitor)
}

// Erase makes the store forget a person. Their votes stay as votes of nobody, since the
// helpdesk counts them, and a token that was used stays used; the contents of their files go within minutes, by whoever hands
// on what is kept. What is at the helpdesk stays there.
func Erase(visitor string) []edge.Statement {
	return []edge.Statement{
		edge.NewStatement(`DELETE FROM entry WHERE visitor = ?`, visitor),
		edge.NewStatement(`DELETE FROM person WHERE visitor = ?`, visitor),
		edge.NewStatement(`DELETE FROM own_vote WHERE visitor = ?`, visitor),
		edge.NewStatement(`DELETE FROM own_change WHERE visitor = ?`, visitor),
		edge.NewStatement(`DELETE FROM interest WHERE visitor = ?`, visitor),
		edge.NewStatement(`UPDATE token_used SET visitor = '' WHERE visitor = ?`, visitor),
		edge.NewStatement(`UPDATE vote SET visitor = 'nobody ' || lower(hex(randomblob(16))) WHERE visitor = ?`, visitor),
		edge.NewStatement(`UPDATE file SET visitor = '', name = '', owner = '', added_at = 0 WHERE visitor = ?`, visitor),
	}
}

// Named finds the visitors of whom a site or the helpdesk has said an address.
func Named(email string) edge.Statement {
	return edge.NewStatement(`SELECT visitor FROM person WHERE lower(email) = lower(?)`, email)
}

// Restored is what a store is told that was put in the place of a later one: what waited
// when the copy was made may have been sent since, so it is looked for before it is sent.
func Restored(now time.Time) []edge.Statement {
	return []edge.Statement{
		edge.NewStatement(`UPDATE entry SET state = 'doubt', begun_at = added_at, due_at = ?, heard = 0, tries = 0, rest_until = 0, held_by = '', held_until = 0
			WHERE kind <> 'vote' AND state IN ('waiting', 'sending', 'doubt')`, now.UnixMilli()),
		edge.NewStatement(`UPDATE entry SET state = 'waiting', due_at = ?, held_by = '', held_until = 0 WHERE kind = 'vote' AND state = 'sending'`, now.UnixMilli()),
	}
}
