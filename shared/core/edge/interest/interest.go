// Package interest is what visitors take part in, and how those posts stand: SQL with its
// values, and what follows of what was read. Package migration has the tables.
//
// It knows no request and no store, and not what a post is: what is shown of one is a text.
package interest

import (
	"strconv"
	"strings"
)

// Kind is how somebody takes part in a post.
type Kind string

const (
	Wrote     Kind = "wrote"
	Commented Kind = "commented"
	// Voted is told by the ledger of votes.
	Voted Kind = "voted"
	// Follows is that they want to know what is new of it, Left that they do not, whatever
	// else they do. Of both there is one at most.
	Follows Kind = "follows"
	Left    Kind = "left"
)

// Kinds are all of them.
var Kinds = [...]Kind{Wrote, Voted, Commented, Follows, Left}

// Place says whether others see a post.
type Place int64

const (
	// Written is one that was written here and that no list has shown yet.
	Written Place = iota
	Listed
	// Gone was listed, and is not any more.
	Gone
	// Held would be listed by now, if nobody had to look at it before.
	Held
)

// Statement is SQL with its values: texts and whole numbers.
type Statement struct {
	SQL    string
	Values []any
}

// Post is how a post stands at a time. Status is the number of its status, 0 for none, Created
// Unix seconds, Page what is shown of it.
type Post struct {
	Object, Status, Comments, Created int64
	Page                              string
}

// Takes notes that a visitor takes part in an object from a time on, Unix milliseconds.
func Takes(visitor string, object int64, kind Kind, at int64) Statement {
	return Statement{`INSERT INTO interest (visitor, object, kind, at) VALUES (?, ?, ?, ?) ON CONFLICT (visitor, object, kind) DO NOTHING`,
		[]any{visitor, object, string(kind), at}}
}

// Follow are the statements that have a visitor follow an object from a time on, or leave it.
func Follow(visitor string, object int64, on bool, at int64) []Statement {
	kind, other := Follows, Left
	if !on {
		kind, other = Left, Follows
	}
	return []Statement{{`DELETE FROM interest WHERE visitor = ? AND object = ? AND kind = ?`, []any{visitor, object, string(other)}}, Takes(visitor, object, kind, at)}
}

// KindsOf selects how a visitor takes part in an object, but for votes: column kind.
func KindsOf(visitor string, object int64) Statement {
	return Statement{`SELECT kind FROM interest WHERE visitor = ? AND object = ?`, []any{visitor, object}}
}

// Becomes has a person take part in what a browser took part in.
func Becomes(browser, person string) []Statement {
	return []Statement{
		{`UPDATE OR IGNORE interest SET visitor = ? WHERE visitor = ?`, []any{person, browser}},
		{`DELETE FROM interest WHERE visitor = ?`, []any{browser}},
	}
}

// New keeps how a post stands of which nothing is known.
func New(p *Post, place Place, at int64) Statement {
	return Statement{`INSERT INTO standing (object, place, status, comments, created, page, status_at, answered_at, read_at) VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?) ON CONFLICT (object) DO NOTHING`,
		[]any{p.Object, int64(place), p.Status, p.Comments, p.Created, p.Page, at}}
}

// Remarked keeps how a post stands on which somebody has just said something here: that is
// no answer to anybody.
func Remarked(p *Post, at int64) Statement {
	s := New(p, Listed, at)
	s.SQL = strings.TrimSuffix(s.SQL, `DO NOTHING`) + `DO UPDATE SET comments = MAX(comments, excluded.comments), read_at = MAX(read_at, excluded.read_at)`
	return s
}

// Seen keeps how a post stands that was read at a time, if anybody takes part in it and
// something is new of it.
func Seen(p *Post, at int64) Statement {
	s := changed(p, at)
	s.SQL += ` AND (status <> ? OR comments <> ? OR place <> 1)`
	s.Values = append(s.Values, p.Status, p.Comments)
	return s
}

// Watched selects those of some objects in which anybody takes part. Each value has a
// number, since D1 takes 100 in a query.
func Watched(objects []int64) Statement {
	among, values := numbered(objects)
	return Statement{`SELECT object FROM tally WHERE object IN ` + among + ` UNION SELECT object FROM interest WHERE object IN ` + among, values}
}

// Standing selects what is kept of some objects, and of those that were created between two
// times: columns object, place, page.
func Standing(objects []int64, after, before int64) Statement {
	among, values := numbered(objects)
	n := len(values)
	return Statement{`SELECT object, place, page FROM standing WHERE object IN ` + among + ` OR created > ?` + strconv.Itoa(n+1) + ` AND created < ?` + strconv.Itoa(n+2),
		append(values, after, before)}
}

func numbered(objects []int64) (places string, values []any) {
	b := []byte{'('}
	for i, id := range objects {
		if i > 0 {
			b = append(b, ", "...)
		}
		// D1 hands numbers over as those that are not whole.
		b = append(append(append(b, "CAST(?"...), strconv.Itoa(i+1)...), " AS INTEGER)"...)
		values = append(values, id)
	}
	return string(append(b, ')')), values
}

// Known is what is kept of a post.
type Known struct {
	Object int64
	Place  Place
	Page   string
}

// Learn are the statements that follow of a list which has posts as they stand, where known
// is what was kept of them and of what lies between them, and watched are those in which
// anybody takes part. at is when the list was read, Unix milliseconds.
func Learn(listed []Post, known []Known, watched []int64, at int64) (all []Statement) {
	before := map[int64]*Known{}
	for i := range known {
		before[known[i].Object] = &known[i]
	}
	wanted := map[int64]bool{}
	for _, id := range watched {
		wanted[id] = true
	}
	for i := range listed {
		p := &listed[i]
		k := before[p.Object]
		delete(before, p.Object)
		switch {
		case k == nil && wanted[p.Object]:
			all = append(all, New(p, Listed, at))
		case k != nil && (k.Page != p.Page || k.Place != Listed):
			all = append(all, changed(p, at))
		}
	}
	for i := range known {
		k := &known[i]
		if before[k.Object] == nil {
			continue
		}
		switch k.Place {
		case Written:
			all = append(all, moved(k.Object, Held, at))
		case Listed:
			all = append(all, moved(k.Object, Gone, at))
		}
	}
	return all
}

// changed keeps how a post stands by now. That others see what was held is as good as another
// status.
func changed(p *Post, at int64) Statement {
	return Statement{`UPDATE standing SET status_at = CASE WHEN status <> ? OR place = 3 THEN ? ELSE status_at END, answered_at = CASE WHEN comments < ? THEN ? ELSE answered_at END,
		place = 1, status = ?, comments = ?, created = ?, page = ?, read_at = ? WHERE object = ? AND read_at <= ?`,
		[]any{p.Status, at, p.Comments, at, p.Status, p.Comments, p.Created, p.Page, at, p.Object, at}}
}

func moved(object int64, to Place, at int64) Statement {
	return Statement{`UPDATE standing SET place = ?, read_at = ? WHERE object = ? AND read_at <= ?`, []any{int64(to), at, object, at}}
}

// Changed selects what others see and was found to have changed since a time, what changed last
// first, at most so many: columns object, at. It is the same for everybody.
func Changed(since, most int64) Statement {
	return Statement{`SELECT object, MAX(status_at, answered_at) AS at FROM standing WHERE MAX(status_at, answered_at) > ? AND place = 1
		ORDER BY MAX(status_at, answered_at) DESC LIMIT ?`, []any{since, most}}
}

// Of selects what a visitor takes part in, what changed last first, at most so many: columns
// object, page, place, status_at, answered_at, read_at, kinds with commas between them, and
// since when. What others do not see is there for who wrote it, and what is gone for nobody.
func Of(visitor string, most int64) Statement {
	return Statement{`SELECT s.object AS object, s.page AS page, s.place AS place, s.status_at AS status_at, s.answered_at AS answered_at, s.read_at AS read_at, t.kinds AS kinds, t.since AS since
		FROM (SELECT object, group_concat(kind) AS kinds, MAX(CASE kind WHEN 'left' THEN 0 ELSE at END) AS since FROM (
			SELECT object, kind, at FROM interest WHERE visitor = ?1
			UNION SELECT object, 'voted', voted_at * 1000 FROM vote WHERE visitor = ?1
			UNION SELECT object, 'voted', 0 FROM own_vote WHERE visitor = ?1 AND value <> 0) GROUP BY object) AS t
		JOIN standing AS s ON s.object = t.object
		WHERE t.kinds <> 'left' AND s.place <> 2 AND (s.place <> 3 OR instr(t.kinds, 'wrote') > 0)
		ORDER BY MAX(t.since, s.status_at, s.answered_at) DESC, s.object DESC LIMIT ?2`, []any{visitor, most}}
}
