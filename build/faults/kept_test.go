package faults_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"modernc.org/sqlite"

	"deskside/build/sandbox"
	"deskside/shared/api/transport"
	"deskside/shared/core/customer"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/guard"
	"deskside/shared/edge"
)

// life is one run of an edge, which ends after so many statements and requests,
// wherever it is then: nothing that it does later has an effect, and nobody hears
// of what it did.
type life struct {
	*edge.Edge
	left atomic.Int64
	db   *sql.DB
	// work is held for reading by each statement.
	work sync.RWMutex
}

var errEnded = errors.New("this edge has ended")

// does reports whether the edge still lives, and so does one thing more.
func (l *life) does() bool { return l.left.Add(-1) >= 0 }

func (l *life) ended() bool { return l.left.Load() <= 0 }

// sender is how it sends.
type sender struct {
	*life
	transport.Doer
	*truth
}

func (s sender) Do(r *http.Request) (*http.Response, error) {
	if !s.does() {
		return nil, errEnded
	}
	w, err := s.sent(r, s.Doer.Do)
	if err == nil && !s.does() {
		w.Body.Close()
		return nil, errEnded
	}
	return w, err
}

// keeper is its store, whose driver has no transactions, as that of D1.
type keeper struct {
	*life
	path string
}

func (k keeper) Connect(context.Context) (driver.Conn, error) {
	c, err := k.Driver().Open(k.path)
	return mortalConn{c, k.life}, err
}

func (k keeper) Driver() driver.Driver { return &sqlite.Driver{} }

type mortalConn struct {
	driver.Conn
	*life
}

func (c mortalConn) Begin() (driver.Tx, error) { return nil, errors.New("D1 has no transactions") }

func (c mortalConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.work.RLock()
	defer c.work.RUnlock()
	if !c.does() {
		return nil, errEnded
	}
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

func (c mortalConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if !c.does() {
		return nil, errEnded
	}
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

func (c mortalConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	stmt, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query)
	return mortalStmt{stmt, c.life}, err
}

type mortalStmt struct {
	driver.Stmt
	*life
}

func (s mortalStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.work.RLock()
	defer s.work.RUnlock()
	if !s.does() {
		return nil, errEnded
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (s mortalStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if !s.does() {
		return nil, errEnded
	}
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}

// edges are the lives of an edge, one after the other, over one file.
type edges struct {
	*desk
	truth *truth
	path  string
	log   func(string)
	// space keeps files, nil where the store does.
	space edge.Space
	// queue, where there is one, brings what the edge calls for; the clock is then only
	// for what it lost.
	queue *queue
	// still is held for reading by what takes no time of the clock; quiet is called
	// while nobody is at work.
	still sync.RWMutex
	quiet func()

	mu     sync.Mutex
	now    *life
	lives  int
	random *rand.Rand
}

// current is the edge that lives, a new one where the last has ended.
func (e *edges) current() *life {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.now != nil && !e.now.ended() {
		return e.now
	}
	if e.now != nil {
		e.now.work.Lock()
		e.truth.ended()
		e.now.work.Unlock()
	}
	l := &life{}
	l.left.Store(200 + e.random.Int64N(600))
	l.db = sql.OpenDB(keeper{l, e.path})
	e.t.Cleanup(func() { l.db.Close() })
	var space edge.Space
	if e.space != nil {
		space = mortalSpace{e.space, l}
	}
	var err error
	l.Edge, err = edge.New(edge.Config{
		Space:    space,
		Upstream: base(e.t, e.UseResponseURL), Key: e.Keys.User, Doer: sender{l, e.client, e.truth}, Store: l.db, Clock: patient{e.clock}, Now: e.clock.Now,
		Rates: edge.Rates{Reads: guard.Bucket{Size: 1 << 20}, Writes: guard.Bucket{Size: 1 << 20}}, Log: e.log, Call: e.call(),
	})
	require.NoError(e.t, err)
	e.now = l
	e.lives++
	return l
}

// ServeHTTP lets the edge that lives answer; where it ends meanwhile, nobody does.
func (e *edges) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l := e.current()
	answer := httptest.NewRecorder()
	l.ServeHTTP(answer, r)
	if l.ended() {
		panic(http.ErrAbortHandler)
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

// call is who hears the edges' calls, nil for nobody.
func (e *edges) call() func(context.Context, decide.Call) {
	if e.queue == nil {
		return nil
	}
	return e.queue.call
}

// pass lets time go by while nobody is at work, and what is due be handed on.
func (e *edges) pass(d time.Duration) {
	e.still.Lock()
	e.clock.pass(d)
	if e.quiet != nil {
		e.quiet()
	}
	e.still.Unlock()
	e.still.RLock()
	defer e.still.RUnlock()
	if e.queue != nil {
		e.queue.bring()
		if !e.queue.sweeps() {
			return
		}
	}
	for range 10 {
		if l := e.current(); l.DeliverNext(context.Background()) > 0 {
			return
		}
	}
}

// told is what somebody was told of something that they sent.
type told struct {
	Status     int
	Submission struct {
		State, URL, Vote string
		Answer           struct{ Success struct{ ID int64 } }
	}
	Success struct {
		ID    int64
		Votes votes
	}
	Votes votes
	Error struct{ Uncertain bool }
}

type votes struct {
	All  int64
	Mine string
}

// ask sends a request, while no time passes, and has the answer looked at before any
// does; nil is no answer.
func (e *edges) ask(method, address, body string, look func(*told), headers ...string) *told {
	e.still.RLock()
	defer e.still.RUnlock()
	said := e.send(method, address, body, headers...)
	if look != nil {
		look(said)
	}
	return said
}

func (e *edges) send(method, address, body string, headers ...string) *told {
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	require.NoError(e.t, err)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w, err := e.client.Do(r)
	if err != nil {
		return nil
	}
	defer w.Body.Close()
	answer, err := io.ReadAll(w.Body)
	if err != nil {
		return nil
	}
	e.noSecret(string(answer))
	t := &told{Status: w.StatusCode}
	if err := json.Unmarshal(answer, t); err != nil {
		e.t.Errorf("not JSON: %s", answer)
	}
	return t
}

// numbered returns how often each creation of a storm exists, and under which ids,
// whatever became of its title.
func (d *desk) numbered() map[int][]int64 {
	found := map[int][]int64{}
	d.ideas(func(title string, id int64) {
		if _, number, ok := strings.Cut(title, "number "); ok && strings.HasPrefix(title, "St") {
			var i int
			_, err := fmt.Sscanf(number, "%d", &i)
			require.NoError(d.t, err)
			found[i] = append(found[i], id)
		}
	})
	return found
}

func TestNoCreationThatAnEdgeAcceptedIsLostOrDoubled(t *testing.T) {
	const queued = "a helpdesk that changes titles, and a queue that loses, doubles and mixes up messages"
	for name, options := range map[string]sandbox.Options{
		queued: {Titles: sandbox.Titles{"nfd", "squeeze"}},
		"one where a moderator approves, with a slow clock": {Premoderate: true, Clock: -3 * time.Hour, Titles: sandbox.Titles{"entities"}},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != queued {
				t.Skip("make test has this storm, too")
			}
			options.Path = filepath.Join(t.TempDir(), "desk.db")
			d := openAs(t, options)
			e := &edges{desk: d, log: func(line string) { d.noSecret(line) }, random: rand.New(rand.NewPCG(12, 2))}
			e.path = "file:" + filepath.Join(t.TempDir(), "store.db") + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(off)"
			e.truth = newTruth(d, options.Path, e.path)
			if name == queued {
				e.queue = &queue{edges: e, random: rand.New(rand.NewPCG(12, 3))}
			}
			web := httptest.NewServer(e)
			t.Cleanup(web.Close)
			w := newWishes(e, web.URL)
			bad := append(storm("objects.create"), sandbox.Fault{Operation: "objects.search", Kind: sandbox.FaultReset, Rate: 0.1},
				sandbox.Fault{Operation: "objects.get", Kind: sandbox.FaultReset, Rate: 0.1})
			bad = append(bad, storm("objects.vote")...)
			require.NoError(t, d.SetFaults(bad...))

			n := creations() / 2
			if testing.Short() {
				n /= 2
			}
			says := make([]*told, n)
			each(n, func(i int) {
				switch i {
				case n / 4, n / 2:
					require.NoError(t, d.SetFaults(sandbox.Fault{Operation: "*", Kind: sandbox.FaultStatus, Status: 503}))
				case n/4 + n/20, n/2 + n/20:
					require.NoError(t, d.SetFaults(bad...))
				}
				body := fmt.Sprintf(`{"object_type": "idea", "title": "St\u00f6rm  & number %04d", "content": "It is [b]bright[/b]: %d."}`, i, i)
				// Who gets no answer, or none that says what is, sends it again under its key.
				clean := true
				for says[i] == nil || says[i].Status >= 500 {
					before := e.truth.there(i)
					says[i] = e.ask("POST", web.URL+"/api/7.0/objects.json", body, func(said *told) {
						// Who is told that it is not taken knows of no earlier sending.
						if said != nil && (clean || said.Status < 400) {
							e.truth.holds(i, said, before)
						}
						clean = clean && said != nil && !said.Error.Uncertain
					}, "Content-Type", "application/json",
						customer.VisitorHeader, fmt.Sprintf("visitor-of-the-storm-%04d", i%50), customer.IdempotencyKeyHeader, fmt.Sprintf("creation-%04d", i))
					e.pass(5 * time.Second)
				}
				w.vote(i)
			})
			kept := 0
			for _, said := range says {
				require.Contains(t, []int{200, 202}, said.Status)
				if said.Status == 202 {
					kept++
				}
			}
			require.Greater(t, kept, n/5, "many were kept")

			// It goes on until nothing is left to do.
			at := map[int]*told{}
			for range 3 * 3600 / 200 {
				for range 10 {
					e.pass(20 * time.Second)
				}
				for i, said := range says {
					if _, over := at[i]; over || said.Status == 200 {
						continue
					}
					before := e.truth.there(i)
					if now := e.ask("GET", web.URL+said.Submission.URL, "", func(now *told) {
						if now != nil {
							e.truth.holds(i, now, before)
						}
					}); now != nil {
						require.Equal(t, 200, now.Status, "what was accepted is known")
						if state := now.Submission.State; state != "waiting" && state != "sending" && state != "doubt" {
							at[i] = now
						}
					}
				}
				w.look()
				if len(at) == kept && w.over() {
					break
				}
			}
			require.Len(t, at, kept, "each is accounted for")

			found, uncertain := d.numbered(), 0
			for i, said := range says {
				require.LessOrEqual(t, len(found[i]), 1, "creation %d is there twice", i)
				switch {
				case said.Status == 200 && said.Success.ID != 0:
					require.Equal(t, []int64{said.Success.ID}, found[i])
				case said.Status == 200 || at[i].Submission.State == "delivered":
					require.Len(t, found[i], 1, "creation %d was delivered", i)
					if id := said.Submission.Answer.Success.ID; id != 0 {
						require.Equal(t, []int64{id}, found[i])
					}
				case at[i].Submission.State == "refused":
					require.Empty(t, found[i], "creation %d was refused", i)
				default:
					uncertain++
				}
			}
			require.LessOrEqual(t, uncertain, n/100, "almost nothing waits for a person")
			require.Greater(t, e.lives, n/50, "edges ended")
			w.addUp()
			if q := e.queue; q != nil {
				require.Greater(t, q.heard, kept, "the queue brings what is kept")
				require.Positive(t, q.lost)
				require.Positive(t, q.doubled)
				t.Logf("%d messages were brought, %d were lost and %d doubled", q.heard, q.lost, q.doubled)
			}
			t.Logf("%d creations, %d kept, %d uncertain, %d lives of the edge; %d votes, %d kept, the two sides compared %d times; what was told: %v",
				n, kept, uncertain, e.lives, w.cast, w.kept, w.compared, e.truth.checked)
		})
	}
}
