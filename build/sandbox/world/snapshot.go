package world

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// snapshot is a generated database as SQLite keeps it in a file.
type snapshot struct {
	plan Plan
	at   time.Time
	data []byte
}

// generated is the snapshot of the world in memory that was generated last. Tests
// open hundreds that are alike: the first generates, the others take its snapshot.
var generated struct {
	sync.Mutex
	snapshot
}

// alike gives the snapshot of a world of this plan, generated at this time; nil when
// the last one was another.
func alike(plan Plan, at time.Time) []byte {
	generated.Lock()
	defer generated.Unlock()
	if generated.plan != plan || !generated.at.Equal(at) {
		return nil
	}
	return generated.data
}

// restore fills the empty database in memory with a snapshot.
func restore(ctx context.Context, db *sql.DB, data []byte) error {
	return raw(ctx, db, func(c sqliteConn) error { return c.Deserialize(data) })
}

// keep remembers the database in memory as the one generated last.
func keep(ctx context.Context, db *sql.DB, plan Plan, at time.Time) error {
	return raw(ctx, db, func(c sqliteConn) error {
		data, err := c.Serialize()
		if err != nil {
			return err
		}
		generated.Lock()
		defer generated.Unlock()
		generated.snapshot = snapshot{plan, at, data}
		return nil
	})
}

// sqliteConn is what a connection of the SQLite driver can do beside SQL.
type sqliteConn interface {
	Serialize() ([]byte, error)
	Deserialize([]byte) error
}

func raw(ctx context.Context, db *sql.DB, work func(sqliteConn) error) error {
	connection, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("reach the sandbox database: %w", err)
	}
	defer connection.Close()
	return connection.Raw(func(driver any) error {
		c, ok := driver.(sqliteConn)
		if !ok {
			return fmt.Errorf("the SQLite driver %T copies no databases", driver)
		}
		return work(c)
	})
}
