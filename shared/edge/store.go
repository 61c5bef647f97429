package edge

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// store is what the edge remembers. Its SQL is what SQLite and Cloudflare D1
// both understand; D1 has no transactions for a driver, so every step that must
// happen once is one statement that says whether it happened.
type store struct {
	db  *sql.DB
	now func() time.Time

	mu    sync.Mutex
	ready bool
}

// tables are made where they are missing.
//
//   - vote is the ledger: one row for each visitor's vote on an object, value 1 or -1.
//   - key_vote is the one vote of the key on an object, as it was last sent to the
//     helpdesk. turn counts its changes; held_until is when the one who changes
//     it lets go at the latest, in Unix milliseconds, 0 when nobody does.
//   - submission is one row for each Idempotency-Key of a visitor: what was sent
//     (a hash) and what came of it.
//   - claim says of an object which submission it is, so that no two take the
//     same one for theirs.
var tables = [...]string{
	`CREATE TABLE IF NOT EXISTS vote (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, value INTEGER NOT NULL, voted_at INTEGER NOT NULL,
		PRIMARY KEY (visitor, object))`,
	`CREATE INDEX IF NOT EXISTS vote_object ON vote (object)`,
	`CREATE TABLE IF NOT EXISTS key_vote (
		object INTEGER PRIMARY KEY, value INTEGER NOT NULL, turn INTEGER NOT NULL, held_until INTEGER NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS submission (
		visitor TEXT NOT NULL, key TEXT NOT NULL, sent TEXT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL,
		started_at INTEGER NOT NULL, PRIMARY KEY (visitor, key))`,
	`CREATE INDEX IF NOT EXISTS submission_started ON submission (started_at)`,
	`CREATE INDEX IF NOT EXISTS submission_sent ON submission (sent)`,
	`CREATE TABLE IF NOT EXISTS claim (
		object INTEGER PRIMARY KEY, visitor TEXT NOT NULL, key TEXT NOT NULL, claimed_at INTEGER NOT NULL)`,
	`CREATE INDEX IF NOT EXISTS claim_claimed ON claim (claimed_at)`,
}

// prepare makes the tables once for each start of an edge.
func (s *store) prepare(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready {
		return nil
	}
	for _, table := range tables {
		if _, err := s.db.ExecContext(ctx, table); err != nil {
			return broken("make its tables", err)
		}
	}
	s.ready = true
	return nil
}

// change runs a statement and returns how many rows it changed.
func (s *store) change(ctx context.Context, what, statement string, args ...any) (int64, error) {
	if err := s.prepare(ctx); err != nil {
		return 0, err
	}
	result, err := s.db.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, broken(what, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, broken(what, err)
	}
	return n, nil
}

// broken is an error of the store. Drivers do not repeat arguments in their errors.
func broken(what string, err error) error {
	return fmt.Errorf("%w: %s: %v", errStore, what, err)
}
