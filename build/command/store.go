package command

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"

	_ "modernc.org/sqlite" // the store
)

// connections are more than a machine's processors have work for.
const connections = 8

// OpenStore opens a database file that several connections use at once. What was said to be
// kept in it is there also after the power failed. They are few and stay open: to open one
// takes longer than any statement.
func OpenStore(path string) (*sql.DB, error) {
	address := url.URL{Scheme: "file", Opaque: url.PathEscape(path),
		RawQuery: "_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)"}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// OpenKept opens the store of an edge, which is there.
func OpenKept(path string) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("--db: %w", err)
	}
	return OpenStore(path)
}
