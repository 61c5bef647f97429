// Package letters is what whoever runs an edge sees and does by hand of what it
// keeps: the statements for its store, and what comes of them. It must not know
// where the store is, nor how it is shown.
package letters

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/edge"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/identity"
	"deskside/shared/words"
)

// Letter is an entry as whoever runs an edge sees it: one that is not at the
// helpdesk, or of which nobody knows. Nothing in it tells who wrote it.
type Letter struct {
	ID    string
	Kind  entry.Kind
	State entry.State
	// Title is that of a post; Text what a post or a comment says. Object is the id
	// of what a comment or a vote is about, Vote that vote as the API says it.
	Title, Text string
	Object      int64
	Vote        string
	// Added is when it came, Due when it is next to be done, Unix milliseconds.
	Added, Due int64
	Tries      int64
	// Why says why it stands where it does, if that is known.
	Why []words.Say
}

// Most is how many are read at once at most.
const Most = 200

// selected is SQL that selects letters, from the first column that In reads.
const selected = `SELECT id, kind, state, body, reason, sent, added_at, due_at, tries FROM entry
	WHERE body <> '' AND state IN ('waiting', 'sending', 'doubt', 'refused', 'uncertain')`

// All lists what is not at the helpdesk, what waits for a person before what
// goes on by itself, and the oldest first.
func All() edge.Statement {
	return edge.NewStatement(selected+` ORDER BY state IN ('waiting', 'sending', 'doubt'), seq LIMIT ?`, int64(Most))
}

// One reads one.
func One(id string) edge.Statement { return edge.NewStatement(selected+` AND id = ?`, id) }

// Last reads when something last arrived at the helpdesk.
func Last() edge.Statement {
	return edge.NewStatement(`SELECT settled_at FROM entry WHERE settled_at > 0 AND +state = 'delivered' ORDER BY settled_at DESC LIMIT 1`)
}

// People counts those of whom the edge knows who they are, by how they stand.
func People() edge.Statement {
	return edge.NewStatement(`SELECT state, count(*) FROM person GROUP BY state`)
}

// PeopleIn reads what People gives.
func PeopleIn(r *edge.Result) map[identity.State]int64 {
	all := map[identity.State]int64{}
	for _, v := range r.Rows {
		if len(v) == 2 {
			all[identity.State(v[0].Text)] = v[1].Number
		}
	}
	return all
}

// Retry has a letter sent as soon as may be, one that is uncertain only where whoever
// says so has seen that it is not there.
func Retry(id string, now time.Time, notThere bool) edge.Statement {
	states := `'waiting', 'refused'`
	if notThere {
		states += `, 'uncertain'`
	}
	return edge.NewStatement(`UPDATE entry SET state = 'waiting', reason = '', tries = 0, rest_until = 0, settled_at = 0, due_at = ?, added_at = ?
		WHERE id = ? AND body <> '' AND held_by = '' AND (kind <> 'file' OR state <> 'refused') AND state IN (`+states+`)`, now.UnixMilli(), now.UnixMilli(), id)
}

// Discard forgets what a letter says. Whoever wrote it is told that it was refused
// or is uncertain, as before; that it is not sent, where it waited. What is being
// sent or looked for cannot be discarded.
func Discard(id string, now time.Time) edge.Statement {
	return edge.NewStatement(`UPDATE entry SET body = '', reason = CASE state WHEN 'waiting' THEN ? ELSE reason END, settled_at = ?,
		state = CASE state WHEN 'waiting' THEN 'refused' ELSE state END
		WHERE id = ? AND body <> '' AND held_by = '' AND state IN ('waiting', 'refused', 'uncertain')`,
		edge.ReasonOf([]words.Say{words.EdgeDiscarded()}), now.UnixMilli(), id)
}

// In reads a result of All or One.
func In(r *edge.Result) []Letter {
	var all []Letter
	for _, v := range r.Rows {
		if len(v) != 9 {
			continue
		}
		l := Letter{ID: v[0].Text, Kind: entry.Kind(v[1].Text), State: entry.State(v[2].Text), Why: edge.Reasons(v[4].Text), Added: v[6].Number, Due: v[7].Number, Tries: v[8].Number}
		if doc, err := jsontext.Parse(v[3].Text); err == nil {
			root := doc.Root()
			l.Title, l.Text = root.Get("title").Text(), root.Get("content").Text()
			l.Object, _ = strconv.ParseInt(root.Get("object_id").Text(), 10, 64)
		}
		if l.Kind == entry.Vote {
			l.Vote = v[5].Text
		}
		all = append(all, l)
	}
	return all
}

// Waits reports whether nothing goes on with a letter before a person decides.
func (l *Letter) Waits() bool { return !l.State.Live() }

// Again reports whether it can be sent again: of a file that was refused nothing is
// kept but its name.
func (l *Letter) Again() bool { return l.Kind != entry.File || l.State != entry.Refused }

// Line is what a letter says in one short line.
func (l *Letter) Line() string {
	line := l.Title
	if line == "" {
		line = l.Text
	}
	for i, r := range line {
		if r == '\n' || utf8.RuneCountInString(line[:i]) == 80 {
			return line[:i] + " …"
		}
	}
	return line
}

// Inlined is a statement with its values in their places, for whoever types it.
func Inlined(s *edge.Statement) string {
	var b strings.Builder
	rest := strings.Join(strings.Fields(s.SQL), " ")
	for _, v := range s.Values {
		before, after, _ := strings.Cut(rest, "?")
		b.WriteString(before)
		if v.IsText {
			b.WriteString("'" + strings.ReplaceAll(v.Text, "'", "''") + "'")
		} else {
			b.WriteString(strconv.FormatInt(v.Number, 10))
		}
		rest = after
	}
	return b.String() + rest
}
