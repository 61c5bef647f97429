package world

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"sync"
)

// preparing opens a SQLite database whose connections keep the statements that they have run: to read one takes SQLite
// as long as to run it.
type preparing struct{ address string }

// Driver is the one that SQLite is registered as, which has this package's functions.
func (p preparing) Driver() driver.Driver { return registered() }

var registered = sync.OnceValue(func() driver.Driver {
	// It opens nothing before it is asked something.
	db, err := sql.Open("sqlite", "")
	if err != nil {
		panic(err) // a driver of that name is linked
	}
	defer db.Close()
	return db.Driver()
})

func (p preparing) Connect(context.Context) (driver.Conn, error) {
	c, err := p.Driver().Open(p.address)
	if err != nil {
		return nil, err
	}
	return &preparedConn{Conn: c, idle: map[string]driver.Stmt{}}, nil
}

// mostIdle bounds how many statements a connection keeps; a sandbox has fewer, but for lists of other lengths.
const mostIdle = 512

// preparedConn is used by one goroutine at a time, as every connection of database/sql.
type preparedConn struct {
	driver.Conn
	// idle are the statements that nobody reads from, by their text.
	idle map[string]driver.Stmt
}

// take is a statement that nobody else reads from; nil where the text is of several.
func (c *preparedConn) take(ctx context.Context, text string) (driver.Stmt, error) {
	if strings.Contains(strings.TrimRight(text, "; \n\t"), ";") {
		return nil, nil
	}
	if s, ok := c.idle[text]; ok {
		delete(c.idle, text)
		return s, nil
	}
	return c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, text)
}

func (c *preparedConn) put(text string, s driver.Stmt) error {
	if _, ok := c.idle[text]; ok || len(c.idle) >= mostIdle {
		return s.Close()
	}
	c.idle[text] = s
	return nil
}

func (c *preparedConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.Conn.(driver.ExecerContext).ExecContext(ctx, text, args)
	}
	result, err := s.(driver.StmtExecContext).ExecContext(ctx, args)
	return result, errors.Join(err, c.put(text, s))
}

func (c *preparedConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.Conn.(driver.QueryerContext).QueryContext(ctx, text, args)
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, c.put(text, s))
	}
	return &preparedRows{Rows: rows, done: func() error { return c.put(text, s) }}, nil
}

func (c *preparedConn) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, options)
}

// ResetSession and IsValid are the connection's own: one that has neither is given up with a call that is broken off
// within a transaction, and a database in memory along with it.
func (c *preparedConn) ResetSession(ctx context.Context) error {
	return c.Conn.(driver.SessionResetter).ResetSession(ctx)
}

func (c *preparedConn) IsValid() bool { return c.Conn.(driver.Validator).IsValid() }

func (c *preparedConn) Close() error {
	var all []error
	for _, s := range c.idle {
		all = append(all, s.Close())
	}
	return errors.Join(append(all, c.Conn.Close())...)
}

// preparedRows give their statement back once they are read.
type preparedRows struct {
	driver.Rows
	done func() error
}

func (r *preparedRows) Close() error {
	if r.done == nil {
		return r.Rows.Close()
	}
	done := r.done
	r.done = nil
	return errors.Join(r.Rows.Close(), done())
}

// Serialize is the whole database as bytes; Deserialize takes the place of it.
func (c *preparedConn) Serialize() ([]byte, error) {
	return c.Conn.(interface{ Serialize() ([]byte, error) }).Serialize()
}

func (c *preparedConn) Deserialize(whole []byte) error {
	for text, s := range c.idle {
		if err := s.Close(); err != nil {
			return err
		}
		delete(c.idle, text)
	}
	return c.Conn.(interface{ Deserialize([]byte) error }).Deserialize(whole)
}
