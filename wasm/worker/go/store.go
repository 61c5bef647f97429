//go:build js && wasm

package main

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"github.com/syumai/workers/cloudflare/d1"
)

// storeBinding is the name of the D1 database in wrangler.toml.
const storeBinding = "STORE"

// openStore returns the D1 database, or nil where none is bound.
func openStore() *sql.DB {
	if runtime.Get("env").Get(storeBinding).IsUndefined() {
		return nil
	}
	db := sql.OpenDB(connector{})
	// A connection belongs to the request in which it was made.
	db.SetMaxIdleConns(0)
	return db
}

// connector takes the database from the bindings of the current request.
type connector struct{}

func (connector) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := d1.OpenConnector(storeBinding)
	if err != nil {
		return nil, err
	}
	return c.Connect(ctx)
}

func (connector) Driver() driver.Driver { return &d1.Driver{} }
