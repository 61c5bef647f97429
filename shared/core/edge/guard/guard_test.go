//go:build !wasm

package guard_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"deskside/shared/core/edge/guard"
)

const table = `CREATE TABLE rate (name TEXT PRIMARY KEY, full_at INTEGER NOT NULL, every_us INTEGER NOT NULL, most_us INTEGER NOT NULL)`

// counter counts in a database as an edge does, with a clock that tests turn.
type counter struct {
	t   *testing.T
	db  *sql.DB
	now time.Time
}

func newCounter(t *testing.T) *counter {
	db, err := sql.Open("sqlite", ":memory:")
	require.NoError(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	_, err = db.Exec(table)
	require.NoError(t, err)
	return &counter{t, db, time.Unix(1_800_000_000, 0)}
}

func (c *counter) do(sql string, values []any) {
	_, err := c.db.Exec(sql, values...)
	require.NoError(c.t, err)
}

func (c *counter) judge(all ...guard.Counted) (v guard.Verdict) {
	query, values := guard.Reads(all...)
	rows, err := c.db.Query(query, values...)
	require.NoError(c.t, err)
	defer rows.Close()
	for rows.Next() {
		var full, every, most int64
		require.NoError(c.t, rows.Scan(&full, &every, &most))
		v.Judge(c.now.UnixMicro(), full, every, most)
	}
	return v
}

func (c *counter) take(all ...guard.Counted) guard.Verdict {
	c.do(guard.Adds(c.now.UnixMicro(), all...))
	return c.judge(all...)
}

func named(name string, size int, every time.Duration) guard.Counted {
	return guard.Counted{Name: name, Bucket: guard.Bucket{Size: size, Every: every}}
}

func TestAsManyMayComeAtOnceAsABucketHolds(t *testing.T) {
	c := newCounter(t)
	a := named("a", 4, time.Second)
	for i, busy := range []bool{false, false, true, true} {
		v := c.take(a)
		require.Equal(t, guard.Verdict{Busy: busy, Rest: max(0, time.Duration(i-1)*time.Second)}, guard.Verdict{Wait: v.Wait, Busy: v.Busy, Rest: v.Rest.Truncate(time.Millisecond)}, i)
	}
	require.Equal(t, time.Second, c.take(a).Wait.Round(time.Millisecond))
	require.Equal(t, time.Second, c.take(a).Wait.Round(time.Millisecond), "asking again makes it no longer")
	require.Zero(t, c.take(named("b", 4, time.Second)).Wait, "another is another")
	c.now = c.now.Add(999 * time.Millisecond)
	require.NotZero(t, c.judge(a).Wait+c.take(a).Wait)
	c.now = c.now.Add(time.Second + 2*time.Microsecond)
	require.Zero(t, c.take(a).Wait)
	require.NotZero(t, c.take(a).Wait)
	c.now = c.now.Add(time.Hour)
	require.Equal(t, guard.Verdict{}, c.take(a))
}

func TestWhoeverAsksTooMuchUsesUpNothingOfTheSite(t *testing.T) {
	c := newCounter(t)
	one, site := named("one", 1, time.Hour), named("site", 10, time.Hour)
	for range 100 {
		c.do(guard.Adds(c.now.UnixMicro(), one))
		c.do(guard.AddsUnless(c.now.UnixMicro(), site, one))
	}
	require.Equal(t, guard.Verdict{}, c.judge(site))
	for i := range 9 {
		other := named("other"+strings.Repeat("!", i), 1, time.Hour)
		require.Zero(t, c.take(other).Wait)
		c.do(guard.AddsUnless(c.now.UnixMicro(), site, other))
	}
	require.Zero(t, c.judge(site).Wait)
	c.do(guard.AddsUnless(c.now.UnixMicro(), site, named("a tenth", 1, time.Hour)))
	require.NotZero(t, c.judge(site).Wait)
}

func TestABucketThatWasMadeSmallerHoldsAtOnce(t *testing.T) {
	c := newCounter(t)
	for range 20 {
		c.take(named("a", 100, time.Second))
	}
	require.NotZero(t, c.take(named("a", 2, time.Second)).Wait)
}

func TestWhatIsFullAgainIsForgotten(t *testing.T) {
	c := newCounter(t)
	c.take(named("soon", 2, time.Second), named("later", 2, time.Hour))
	c.now = c.now.Add(time.Minute)
	c.do(guard.Forgets, []any{c.now.UnixMicro()})
	var left string
	require.NoError(t, c.db.QueryRow(`SELECT group_concat(name) FROM rate`).Scan(&left))
	require.Equal(t, "later", left)
}

func TestRatesAreReadAsOwnersWriteThem(t *testing.T) {
	r, err := guard.ParseRates("")
	require.NoError(t, err)
	require.Equal(t, guard.Usual, r)
	r, err = guard.ParseRates("writes=10/60, site=300/60 form=1/3600")
	require.NoError(t, err)
	require.Equal(t, guard.Bucket{Size: 10, Every: 6 * time.Second}, r.Writes)
	require.Equal(t, guard.Bucket{Size: 300, Every: 200 * time.Millisecond}, r.Site)
	require.Equal(t, guard.Bucket{Size: 1, Every: time.Hour}, r.Form)
	require.Equal(t, guard.Usual.Reads, r.Reads)
	for _, wrong := range []string{"writes", "writes=10", "writes=10/0", "writes=0/10", "write=10/60", "writes=-1/60", "writes=1e3/60", "writes=10/60/60", "writes=10000000/60", "=1/1"} {
		_, err := guard.ParseRates(wrong)
		require.ErrorContains(t, err, "writes=30/60", wrong)
	}
}

func TestAStampIsGoodForItsSiteItsPurposeAndItsTime(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	made := guard.Stamp{Purpose: guard.ForForm, At: at, Number: 7}
	text := made.Seal("secret", "site")
	open := func(text string, after time.Duration) bool {
		_, ok := guard.Open(text, guard.ForForm, "secret", "site", at.Add(after))
		return ok
	}
	got, ok := guard.Open(text, guard.ForForm, "secret", "site", at)
	require.True(t, ok)
	require.Equal(t, made.Number, got.Number)
	require.True(t, got.At.Equal(at))
	require.NotEmpty(t, got.ID)
	require.True(t, open(text, 11*time.Hour))
	require.False(t, open(text, 13*time.Hour), "too old")
	require.False(t, open(text, -time.Hour), "of tomorrow")
	for name, other := range map[string]func() bool{
		"another site":    func() bool { _, ok := guard.Open(text, guard.ForForm, "secret", "other", at); return ok },
		"another secret":  func() bool { _, ok := guard.Open(text, guard.ForForm, "other", "site", at); return ok },
		"another purpose": func() bool { _, ok := guard.Open(text, guard.ForWork, "secret", "site", at); return ok },
	} {
		require.False(t, other(), name)
	}
	require.False(t, open("", 0))
	for i := range text {
		for _, with := range []string{"A", "B", "_", "", "=", " ", "."} {
			if changed := text[:i] + with + text[i+1:]; changed != text {
				require.False(t, open(changed, 0), changed)
			}
		}
	}
	require.NotEqual(t, text, guard.Stamp{Purpose: guard.ForForm, At: at, Number: 8}.Seal("secret", "site"))
}

func TestANameBeginsWithItsSiteAndTellsNobody(t *testing.T) {
	name := guard.Name("secret", "https://help.example.com", "address", "203.0.113.7")
	require.True(t, strings.HasPrefix(name, "https://help.example.com address "))
	require.NotContains(t, name, "203")
	require.Equal(t, name, guard.Name("secret", "https://help.example.com", "address", "203.0.113.7"))
	for _, other := range []string{
		guard.Name("other", "https://help.example.com", "address", "203.0.113.7"), guard.Name("secret", "https://other.example.com", "address", "203.0.113.7"),
		guard.Name("secret", "https://help.example.com", "visitor", "203.0.113.7"), guard.Name("secret", "https://help.example.com", "address", "203.0.113.8"),
	} {
		require.NotEqual(t, name, other)
	}
}
