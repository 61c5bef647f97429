package edge_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"modernc.org/sqlite"

	"deskside/shared/edge"
)

// flaky is a store of which single statements fail, as those of D1 do now and then.
type flaky struct {
	path string
	// seen counts statements; the one of number fails is the first that fails, of
	// as many as times says. after says that the statement is done all the same.
	seen, fails, times atomic.Int64
	after              bool
}

func newFlaky(t *testing.T) (*flaky, *sql.DB) {
	f := &flaky{path: storeFile(t)}
	db := sql.OpenDB(f)
	t.Cleanup(func() { db.Close() })
	return f, db
}

func (f *flaky) Connect(context.Context) (driver.Conn, error) {
	c, err := f.Driver().Open(f.path)
	return &flakyConn{Conn: c, flaky: f}, err
}

func (f *flaky) Driver() driver.Driver { return &sqlite.Driver{} }

var errPassing = errors.New("D1_ERROR: Network connection lost")

// fail reports whether the next statement is one that fails.
func (f *flaky) fail() bool {
	n := f.seen.Add(1)
	from := f.fails.Load()
	return from > 0 && n >= from && n < from+f.times.Load()
}

type flakyConn struct {
	driver.Conn
	flaky *flaky
}

// Begin is refused, as D1's driver refuses it.
func (c *flakyConn) Begin() (driver.Tx, error) { return nil, errors.New("D1 has no transactions") }

func (c *flakyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	fail := c.flaky.fail()
	if fail && !c.flaky.after {
		return nil, errPassing
	}
	result, err := c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
	if fail {
		return nil, errPassing
	}
	return result, err
}

func (c *flakyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.flaky.fail() {
		return nil, errPassing
	}
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

// PrepareContext never fails: D1 looks at a statement when it is run.
func (c *flakyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	stmt, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query)
	return &flakyStmt{Stmt: stmt, conn: c}, err
}

type flakyStmt struct {
	driver.Stmt
	conn *flakyConn
}

func (s *flakyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	fail := s.conn.flaky.fail()
	if fail && !s.conn.flaky.after {
		return nil, errPassing
	}
	result, err := s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
	if fail {
		return nil, errPassing
	}
	return result, err
}

func (s *flakyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if s.conn.flaky.fail() {
		return nil, errPassing
	}
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}

// aDay is what customers do with a store, and what is delivered by it: it ends the same whatever statement failed.
func aDay(t *testing.T, s *site) {
	id, _ := madeBy(t, s.createAs(anna, draftKey, idea))
	again, _ := madeBy(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, id, again)
	require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "up", 1))
	require.Equal(t, seen{12, true, true, "up"}, s.voted(ben, "up", 1))
	require.Equal(t, seen{11, true, false, ""}, s.voted(anna, "revert", 1))
	w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "Me too"}`, "Deskside-Visitor", ben, "Idempotency-Key", draftKey)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	require.Equal(t, seen{11, true, true, "up"}, s.sees(ben, 1))
	// What the helpdesk does not take for a moment is delivered.
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
	place := s.remark(cleo, "comment-0001", "Later").URL
	vote := stays(t, s.vote(cleo, "up", 2)).URL
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.later(8 * time.Second)
	require.Equal(t, "delivered", s.stands(place).State)
	require.Equal(t, "delivered", s.stands(vote).State)
	require.EqualValues(t, 1, s.helpdesk.topics[2].key)
	require.Equal(t, seen{4, true, true, "up"}, s.sees(cleo, 2))
	list := s.ask("GET", "/api/7.0/search.json", "", "Deskside-Visitor", ben)
	require.Empty(t, list.Header().Get("Deskside-Votes"))
	require.Equal(t, 6, s.helpdesk.count())
	require.Len(t, s.helpdesk.comments[1], 2)
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)
}

// aFile is what a file takes of a store, from its upload until it is forgotten.
func aFile(t *testing.T, s *site) {
	file := s.upload(anna, "a.png", pixel)
	madeBy(t, s.createAs(anna, draftKey, along(file)))
	s.pass(3 * time.Second)
	s.deliver()
	require.Equal(t, "delivered", s.stands("/api/7.0/submissions/"+file+".json").State)
	require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(6))
}

func TestAPassingErrorOfTheStoreIsNotNoticed(t *testing.T) {
	quick := func(db *sql.DB) func(*edge.Config) {
		return func(c *edge.Config) { c.Store, c.Clock = db, &patientClock{} }
	}
	for name, day := range map[string]func(*testing.T, *site){"a day": aDay, "a file": aFile} {
		t.Run(name, func(t *testing.T) { passing(t, day, quick) })
	}
}

// passing has each statement of a day fail in turn.
func passing(t *testing.T, day func(*testing.T, *site), quick func(*sql.DB) func(*edge.Config)) {
	counted, db := newFlaky(t)
	day(t, newSite(t, quick(db)))
	statements := counted.seen.Load()
	require.Greater(t, statements, int64(40))
	ways, leap := int64(4), int64(1)
	if testing.Short() {
		leap = 4
	}
	for i, after := range []bool{true, false} {
		for j, times := range []int64{1, 3} {
			for at := int64(1); at <= statements; at++ {
				// Each statement fails in one of the four ways at least; in a short run every fourth does.
				if !*everyStatement && at%(ways*leap) != int64(2*i+j)*leap {
					continue
				}
				name := "statement " + itoa(at) + " failed " + itoa(times) + " times"
				if after {
					name += " after it was done"
				}
				f, db := newFlaky(t)
				f.after = after
				f.fails.Store(at)
				f.times.Store(times)
				if !t.Run(name, func(t *testing.T) { day(t, newSite(t, quick(db))) }) {
					return
				}
				db.Close()
			}
		}
	}
}

func TestAStoreThatStaysAwayIsGivenUpWithinTheDeadline(t *testing.T) {
	f, db := newFlaky(t)
	f.fails.Store(1)
	f.times.Store(1 << 40)
	var waited time.Duration
	s := newSite(t, func(c *edge.Config) {
		c.Store, c.Clock = db, &patientClock{slept: func(d time.Duration) { waited += d }}
	})
	status, _, uncertain := failure(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.True(t, uncertain, "what fails may have been done")
	require.Empty(t, s.helpdesk.sent(), "nothing is sent that could not be noted")
	require.Less(t, waited, 3*time.Second)

	f.times.Store(0)
	madeBy(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, 6, s.helpdesk.count())
}
