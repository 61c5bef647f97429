// Package guard says how much may be asked of an edge and who counts it, what a stamp
// is that an edge gave out itself, and how many bytes a request says of itself at most.
//
// It knows no request and no store: names and times come in, SQL and verdicts go out.
package guard

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
)

// Bucket is how many requests may come at once, and how long one more takes to be
// allowed again. One that takes no time is bounded by nothing.
type Bucket struct {
	Size  int
	Every time.Duration
}

// Bounded reports whether there is anything to count.
func (b Bucket) Bounded() bool { return b.Every >= time.Microsecond }

// Rates are what may be asked of one site: by each client, told by its network address;
// by each visitor; of the whole site; and by each client who has no script.
type Rates struct {
	// Reads are answered by an isolate's or a program's own count, and a host's where it
	// has one. Writes count in all of them together.
	Reads, Writes Bucket
	// Visitor and Site bound what is written, too.
	Visitor, Site Bucket
	// Form bounds what comes by the form without a script, Core what a widget has run here
	// whose browser runs no WebAssembly.
	Form, Core Bucket
}

// Usual leaves room for a person who types and clicks fast, and for a site that many
// write to at the same time.
var Usual = Rates{
	Reads: of(120, 30*time.Second), Writes: of(30, time.Minute), Visitor: of(60, time.Minute), Site: of(600, time.Minute), Form: of(5, 10*time.Minute), Core: of(240, time.Minute),
}

// of is a bucket of so many within a time.
func of(size int, within time.Duration) Bucket { return Bucket{size, within / time.Duration(size)} }

// ParseRates reads rates as an owner writes them, such as "writes=10/60 site=300/60": so
// many within so many seconds. What is not named is as usual. Errors say what to change.
func ParseRates(text string) (Rates, error) {
	r := Usual
	for item := range api.Listed(text) {
		name, value, _ := strings.Cut(item, "=")
		many, within, _ := strings.Cut(value, "/")
		size, err := strconv.Atoi(many)
		seconds, err2 := strconv.Atoi(within)
		bucket := r.named(name)
		if bucket == nil || err != nil || err2 != nil || size < 1 || size > 1_000_000 || seconds < 1 || seconds > 86_400 {
			return r, errors.New("rates are such as writes=30/60, so many within so many seconds, of reads, writes, visitor, site, form and core")
		}
		*bucket = of(size, time.Duration(seconds)*time.Second)
	}
	return r, nil
}

func (r *Rates) named(name string) *Bucket {
	switch name {
	case "reads":
		return &r.Reads
	case "writes":
		return &r.Writes
	case "visitor":
		return &r.Visitor
	case "site":
		return &r.Site
	case "form":
		return &r.Form
	case "core":
		return &r.Core
	}
	return nil
}

// Counted is one request that is counted under a name.
type Counted struct {
	Name string
	Bucket
}

// counting is SQL, with values, that adds one to what is counted under names, of which
// some are over where more came than may: their row then says a moment more than full.
// The time stands in microseconds, and a row that is full again may go.
const (
	into    = `INSERT INTO rate (name, full_at, every_us, most_us) `
	adding  = ` ON CONFLICT (name) DO UPDATE SET every_us = excluded.every_us, most_us = excluded.most_us, full_at = MIN(MAX(full_at, ?) + excluded.every_us, ? + excluded.most_us + 1)`
	Forgets = `DELETE FROM rate WHERE full_at < ?`
)

func (c *Counted) row(now int64) []any {
	every := c.Every.Microseconds()
	return []any{c.Name, now + every, every, int64(c.Size) * every}
}

// Adds is SQL that counts a request under names, at least one.
func Adds(now int64, all ...Counted) (sql string, values []any) {
	rows := make([]string, len(all))
	for i := range all {
		rows[i] = "(?, ?, ?, ?)"
		values = append(values, all[i].row(now)...)
	}
	return into + "VALUES " + strings.Join(rows, ", ") + adding, append(values, now, now)
}

// AddsUnless is SQL that counts a request under a name unless it was too much for one
// of others: who asks too much uses up nothing of what all have together.
func AddsUnless(now int64, one Counted, others ...Counted) (sql string, values []any) {
	values = append(one.row(now), now)
	for _, other := range others {
		values = append(values, other.Name)
	}
	return into + `SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM rate WHERE full_at > ? + most_us AND name IN (` + marks(len(others)) + `))` + adding, append(values, now, now)
}

// Reads is SQL that reads what was counted under names, whose rows Judge understands.
func Reads(all ...Counted) (sql string, values []any) {
	for i := range all {
		values = append(values, all[i].Name)
	}
	return `SELECT full_at, every_us, most_us FROM rate WHERE name IN (` + marks(len(all)) + `)`, values
}

// marks are those of so many values.
func marks(values int) string { return strings.TrimPrefix(strings.Repeat(", ?", values), ", ") }

// Verdict is what counting comes to.
type Verdict struct {
	// Wait is how long whoever asks has to wait, 0 for one who may go on.
	Wait time.Duration
	// Busy says that half of what may come had come before, and Rest how long until it is
	// less.
	Busy bool
	Rest time.Duration
}

// Judge adds a row of what was counted to a verdict, times in microseconds.
func (v *Verdict) Judge(now, fullAt, every, most int64) {
	if over := fullAt - now - most; over > 0 {
		v.Wait = max(v.Wait, time.Duration(over-1+every)*time.Microsecond)
	}
	if used := fullAt - every - now; used > 0 && used >= most/2 {
		v.Busy = true
		v.Rest = max(v.Rest, time.Duration(fullAt-now-most/2+1)*time.Microsecond)
	}
}
