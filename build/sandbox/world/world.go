// Package world holds what the helpdesks of a sandbox know: people, feedback,
// tickets and chats in SQLite, generated from a seed and from written texts, and
// what is done with stored text, whoever asks for it. It knows no API: how this is
// asked for and answered is for the rooms above.
package world

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// World is an open database with the generated people, feedback, tickets and
// chats of both helpdesks.
type World struct {
	DB   *sql.DB
	Seed uint64
	now  func() time.Time

	// turn keeps requests one at a time, so that each reads and writes one
	// consistent state on the single connection.
	turn sync.Mutex
}

// Plan says what is generated into a new database.
type Plan struct {
	Seed uint64
	// NullStatuses leaves a third of UseResponse's objects without a status.
	NullStatuses bool
}

// Open opens the database file at path, or one in memory when path is empty, and
// generates its data by plan, around now, when it is new. A file that already
// holds a world keeps its own.
func Open(ctx context.Context, path string, plan Plan, now func() time.Time) (*World, error) {
	db, err := openDatabase(ctx, path)
	if err != nil {
		return nil, err
	}
	w := &World{DB: db, now: now}
	if w.Seed, err = w.open(ctx, path == "", plan); err != nil {
		db.Close()
		return nil, err
	}
	return w, nil
}

// open fills the database and gives the seed that it was generated with.
func (w *World) open(ctx context.Context, inMemory bool, plan Plan) (uint64, error) {
	at := w.Time()
	if !inMemory {
		return w.fill(ctx, plan, at)
	}
	if data := alike(plan, at); data != nil {
		return plan.Seed, restore(ctx, w.DB, data)
	}
	seed, err := w.fill(ctx, plan, at)
	if err == nil {
		err = keep(ctx, w.DB, plan, at)
	}
	return seed, err
}

// fill generates the data of a new database and gives the seed the database was
// generated with.
func (w *World) fill(ctx context.Context, plan Plan, at time.Time) (uint64, error) {
	var seed uint64
	err := w.Do(ctx, func(tx *sql.Tx) error {
		known, err := readSeed(ctx, tx)
		if err != nil || known != 0 {
			seed = known
			return err
		}
		seed = plan.Seed
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return fmt.Errorf("create the tables of the sandbox: %w", err)
		}
		return generate(ctx, tx, plan, at)
	})
	return seed, err
}

// Close releases the database. Requests still running fail.
func (w *World) Close() error { return w.DB.Close() }

// Time is what the world's clock shows, in UTC.
func (w *World) Time() time.Time { return w.now().UTC() }

// Endpoints gives what a client of this world needs when it is answered at base.
func (w *World) Endpoints(base string) Endpoints { return EndpointsOf(w.Seed, base) }

// TakeTurn runs work while no other request does.
func (w *World) TakeTurn(work func()) {
	w.turn.Lock()
	defer w.turn.Unlock()
	work()
}

// Do runs work in one transaction and keeps its changes only when it returns nil.
func (w *World) Do(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := w.DB.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer tx.Rollback()
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit()
}
