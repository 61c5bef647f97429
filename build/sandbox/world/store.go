package world

import (
	"context"
	"database/sql"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"sync"
	"time"

	"modernc.org/sqlite"
)

//go:embed schema.sql
var schema string

// schemaVersion goes up with every change of schema.sql, since a file written by
// another version cannot be read.
const schemaVersion = "4"

// ErrOutdated is the error of opening a database file that another version of
// the sandbox wrote. What it holds is generated, so it can be removed.
var ErrOutdated = errors.New("the database file was written by another version of the sandbox: remove it or choose another --db")

// foldFunction gives SQL the folding of searches: SQLite's lower knows ASCII only.
var foldFunction = sync.OnceValue(func() error {
	return sqlite.RegisterDeterministicScalarFunction("fold", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, _ := args[0].(string)
		return Fold(text), nil
	})
})

// openDatabase opens the file at path, or a database in memory.
func openDatabase(ctx context.Context, path string) (*sql.DB, error) {
	address := ":memory:"
	if path != "" {
		address = (&url.URL{Scheme: "file", Opaque: url.PathEscape(path)}).String()
	}
	if err := foldFunction(); err != nil {
		return nil, fmt.Errorf("prepare SQLite for the sandbox: %w", err)
	}
	db := sql.OpenDB(preparing{address})
	// One connection: a memory database lives in its connection, and requests
	// take turns anyway.
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(1)
	db.SetConnMaxLifetime(0)
	for _, pragma := range []string{"foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			db.Close()
			return nil, fmt.Errorf("open the sandbox database %q: %w", path, err)
		}
	}
	return db, nil
}

// readSeed gives the seed the database was generated with, and 0 when it is new.
func readSeed(ctx context.Context, tx *sql.Tx) (uint64, error) {
	var tables int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name = 'meta'`).Scan(&tables); err != nil {
		return 0, fmt.Errorf("read the sandbox database: %w", err)
	}
	if tables == 0 {
		return 0, nil
	}
	var version, seed string
	err := tx.QueryRowContext(ctx, `SELECT
		(SELECT value FROM meta WHERE name = 'schema'), (SELECT value FROM meta WHERE name = 'seed')`).Scan(&version, &seed)
	if err != nil || version != schemaVersion {
		return 0, ErrOutdated
	}
	return strconv.ParseUint(seed, 10, 64)
}

// Rows runs a query and scans each row with scan.
func Rows[T any](ctx context.Context, tx *sql.Tx, scan func(*T) []any, query string, args ...any) ([]T, error) {
	found, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	all := []T{}
	for found.Next() {
		var one T
		if err := found.Scan(scan(&one)...); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, found.Err()
}

// Column runs a query of one column.
func Column[T any](ctx context.Context, tx *sql.Tx, query string, args ...any) ([]T, error) {
	return Rows(ctx, tx, func(value *T) []any { return []any{value} }, query, args...)
}

// One runs a query of one value; no row gives the zero value and false.
func One[T any](ctx context.Context, tx *sql.Tx, query string, args ...any) (T, bool, error) {
	var value T
	err := tx.QueryRowContext(ctx, query, args...).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return value, false, nil
	}
	return value, err == nil, err
}

// Stamp is the display form of an instant in both APIs, always UTC.
func Stamp(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(time.DateTime) }

// StampOrNil is stamp for an instant that may be missing.
func StampOrNil(seconds sql.NullInt64) *string {
	if !seconds.Valid {
		return nil
	}
	text := Stamp(seconds.Int64)
	return &text
}

// IntOrNil is a number that may be missing, as JSON writes it.
func IntOrNil(value sql.NullInt64) *int64 {
	if !value.Valid {
		return nil
	}
	return &value.Int64
}

// TextOrNil is a text that may be missing, as JSON writes it.
func TextOrNil(value sql.NullString) *string {
	if !value.Valid {
		return nil
	}
	return &value.String
}

// Number is a flag as both APIs write many: 0 or 1.
func Number(flag bool) int {
	if flag {
		return 1
	}
	return 0
}
