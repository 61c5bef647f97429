package useresponse

import (
	"database/sql"
	"strconv"

	"deskside/build/sandbox/world"
)

// change is one changed field of an object or a user.
type change struct{ field, previous, value string }

// ChangeAnswer is one saved edit with all the fields it changed.
type ChangeAnswer struct {
	Actions        []ActionAnswer `json:"actions"`
	CreatedAtPosix int64          `json:"createdAtPosix"`
	CreatedBy      *authorAnswer  `json:"createdBy"`
	Source         string         `json:"source"`
}

// ActionAnswer is one changed field of an edit.
type ActionAnswer struct {
	ChangeID string `json:"change_id"`
	Field    string `json:"field"`
	Previous string `json:"previous"`
	Value    string `json:"value"`
}

// record adds an edit to the changelog.
func (c *call) record(entity string, id int64, changes []change) error {
	if len(changes) == 0 {
		return nil
	}
	batch, _, err := world.One[int64](c, c.tx, `SELECT coalesce(max(batch), 0) + 1 FROM ur_change`)
	if err != nil {
		return err
	}
	for _, one := range changes {
		if _, err := c.tx.ExecContext(c, `INSERT INTO ur_change (batch, entity, entity_id, field, previous, value, changed_at,
			changed_by, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'api')`,
			batch, entity, id, one.field, one.previous, one.value, c.now.Unix(), c.caller.id); err != nil {
			return err
		}
	}
	return nil
}

// objectChangelog answers changelog/object/{id}.json.
func (c *call) objectChangelog() (any, error) {
	if _, err := c.object(c.id); err != nil {
		return nil, err
	}
	return c.changelog("object", c.id)
}

// userChangelog answers changelog/user/{id}.json.
func (c *call) userChangelog() (any, error) {
	if _, err := c.userAnswer(c.id); err != nil {
		return nil, err
	}
	return c.changelog("user", c.id)
}

// changelog gives the saved edits of an entity, oldest first.
func (c *call) changelog(entity string, id int64) (any, error) {
	type row struct {
		ActionAnswer
		id, batch, at int64
		by            sql.NullInt64
		source        string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.id, &r.batch, &r.Field, &r.Previous, &r.Value, &r.at, &r.by, &r.source}
	}, `SELECT id, batch, field, previous, value, changed_at, changed_by, source FROM ur_change
		WHERE entity = ? AND entity_id = ? ORDER BY changed_at, batch, id`, entity, id)
	if err != nil {
		return nil, err
	}
	answers := []ChangeAnswer{}
	var batch int64
	for _, r := range found {
		r.ChangeID = strconv.FormatInt(r.id, 10)
		if len(answers) > 0 && r.batch == batch {
			last := &answers[len(answers)-1]
			last.Actions = append(last.Actions, r.ActionAnswer)
			continue
		}
		batch = r.batch
		author, err := c.author(r.by)
		if err != nil {
			return nil, err
		}
		answers = append(answers, ChangeAnswer{[]ActionAnswer{r.ActionAnswer}, r.at, author, r.source})
	}
	return answers, nil
}

// recordEdit records how an edit changes an object.
func (c *call) recordEdit(o *object, d *draft) error {
	var changes []change
	add := func(field, previous, value string) {
		if previous != value {
			changes = append(changes, change{field, previous, value})
		}
	}
	add("title", o.title, d.title)
	add("content", o.content.String, d.content.String)
	add("type", o.kind, d.kind)
	before, err := c.status(o.statusID)
	if err != nil {
		return err
	}
	after, err := c.status(d.statusID)
	if err != nil {
		return err
	}
	add("status", slugOrEmpty(before), slugOrEmpty(after))
	responsible, err := c.names(o.responsibleID, d.responsibleID)
	if err != nil {
		return err
	}
	add("responsible", responsible[0], responsible[1])
	authors, err := c.names(o.authorID, sql.NullInt64{Int64: d.authorID, Valid: d.authorID != 0})
	if err != nil {
		return err
	}
	add("author", authors[0], authors[1])
	add("category", idOrEmpty(o.categoryID), idOrEmpty(d.categoryID))
	add("team", idOrEmpty(o.teamID), idOrEmpty(d.teamID))
	add("private", strconv.Itoa(world.Number(o.isPrivate)), strconv.Itoa(world.Number(d.isPrivate)))
	return c.record("object", o.id, changes)
}

func slugOrEmpty(status *StatusAnswer) string {
	if status == nil {
		return ""
	}
	return status.Slug
}

func idOrEmpty(id sql.NullInt64) string {
	if !id.Valid {
		return ""
	}
	return strconv.FormatInt(id.Int64, 10)
}

// names gives the names of users, "" for nobody.
func (c *call) names(ids ...sql.NullInt64) ([]string, error) {
	names := make([]string, len(ids))
	for i, id := range ids {
		if !id.Valid {
			continue
		}
		p, err := c.person(id.Int64)
		if err != nil {
			return nil, err
		}
		if p != nil {
			names[i] = p.name
		}
	}
	return names, nil
}
