package edge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"deskside/shared/api/transport"
)

// store is what the edge remembers. Its SQL is what SQLite and Cloudflare D1
// both understand; D1 has no transactions for a driver, so every step that must
// happen once is one statement that says whether it happened. Each may be run
// again after an error that does not say whether it was: what it did the first
// time it finds done.
type store struct {
	db    *sql.DB
	now   func() time.Time
	clock transport.Clock

	mu    sync.Mutex
	ready bool
}

// tables are made where they are missing.
//
//   - vote is the ledger: one row for each visitor's vote on an object, value 1 or -1.
//   - key_vote is the one vote of the key on an object, as it was last sent to the
//     helpdesk. turn grows with its changes; held_until is when the one who changes
//     it lets go at the latest, in Unix microseconds, 0 when nobody does.
//   - submission is one row for each Idempotency-Key of a visitor: what was sent
//     (a hash) and what came of it; while it is being sent, answer is the sender's mark.
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

// storePauses are the pauses between attempts at a statement. A database that is
// moved or locked for a moment answers again within them.
var storePauses = [...]time.Duration{50 * time.Millisecond, 200 * time.Millisecond, time.Second}

var errStore = errors.New("the store of the edge does not answer")

// try runs a statement until it works, as long as it may.
func (s *store) try(ctx context.Context, what string, run func() error) error {
	for attempt := 0; ; attempt++ {
		err := run()
		switch {
		case err == nil || errors.Is(err, sql.ErrNoRows):
			return err
		case ctx.Err() != nil || attempt == len(storePauses) || s.clock.Sleep(ctx, storePauses[attempt]) != nil:
			// Drivers do not repeat arguments in their errors.
			return fmt.Errorf("%w: %s: %v", errStore, what, err)
		}
	}
}

// prepare makes the tables once for each start of an edge.
func (s *store) prepare(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready {
		return nil
	}
	for _, table := range tables {
		err := s.try(ctx, "make its tables", func() error {
			_, err := s.db.ExecContext(ctx, table)
			return err
		})
		if err != nil {
			return err
		}
	}
	s.ready = true
	return nil
}

// change runs a statement and returns how many rows it changed.
func (s *store) change(ctx context.Context, what, statement string, args ...any) (n int64, err error) {
	if err := s.prepare(ctx); err != nil {
		return 0, err
	}
	err = s.try(ctx, what, func() error {
		result, err := s.db.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		n, err = result.RowsAffected()
		return err
	})
	return n, err
}

// read reads the one row of a statement into values, or reports that there is none.
func (s *store) read(ctx context.Context, what, statement string, args []any, into ...any) (found bool, err error) {
	if err := s.prepare(ctx); err != nil {
		return false, err
	}
	err = s.try(ctx, what, func() error { return s.db.QueryRowContext(ctx, statement, args...).Scan(into...) })
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
