package useresponse

import (
	"database/sql"
	"fmt"
	"strconv"

	"deskside/build/sandbox/world"
)

// What an installation is set up with: teams, communities, categories, statuses
// and object types.

type teamAnswer struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// forumAnswer is a community; its id is a text in answers.
type forumAnswer struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type imageAnswer struct {
	Big    *string `json:"big"`
	Medium *string `json:"medium"`
	Small  *string `json:"small"`
}

// CategoryAnswer is a category; without a type it belongs to every one.
type CategoryAnswer struct {
	ID          int64        `json:"id"`
	Name        string       `json:"name"`
	Slug        string       `json:"slug"`
	Ownership   *string      `json:"ownership"`
	Type        *string      `json:"type"`
	Description *string      `json:"description"`
	Image       imageAnswer  `json:"image"`
	IsPrivate   bool         `json:"isPrivate"`
	Order       int          `json:"order"`
	ParentID    int64        `json:"parent_id"`
	Forum       *forumAnswer `json:"forum"`
}

type colorAnswer struct {
	Background string `json:"background"`
	Text       string `json:"text"`
}

// StatusAnswer is a status of one type of objects.
type StatusAnswer struct {
	ID        int64       `json:"id"`
	Title     string      `json:"title"`
	Slug      string      `json:"slug"`
	Color     colorAnswer `json:"color"`
	IsClosed  bool        `json:"isClosed"`
	IsDefault bool        `json:"isDefault"`
	IsSystem  bool        `json:"isSystem"`
	Order     int         `json:"order"`
	Ownership string      `json:"ownership"`
	Type      string      `json:"type"`
}

type typeTitleAnswer struct {
	Single string `json:"single"`
	Plural string `json:"plural"`
}

type typeIconAnswer struct {
	Big   string `json:"big"`
	Small string `json:"small"`
}

type supportsAnswer struct {
	Comments     bool `json:"comments"`
	NegativeVote bool `json:"negativeVote"`
	Votes        bool `json:"votes"`
}

type typeAnswer struct {
	Slug     string          `json:"slug"`
	Title    typeTitleAnswer `json:"title"`
	Icon     typeIconAnswer  `json:"icon"`
	Order    int             `json:"order"`
	Supports supportsAnswer  `json:"supports"`

	ownership string
}

func (c *call) team(id sql.NullInt64) (*teamAnswer, error) {
	if c.teams == nil {
		teams, err := world.Rows(c, c.tx, func(t *teamAnswer) []any { return []any{&t.ID, &t.Name} },
			`SELECT id, name FROM ur_team`)
		if err != nil {
			return nil, err
		}
		c.teams = map[int64]*teamAnswer{}
		for i := range teams {
			c.teams[teams[i].ID] = &teams[i]
		}
	}
	if !id.Valid {
		return nil, nil
	}
	return c.teams[id.Int64], nil
}

func (c *call) forum(id int64) (*forumAnswer, error) {
	if c.forums == nil {
		forums, err := c.forumList()
		if err != nil {
			return nil, err
		}
		c.forums = map[int64]*forumAnswer{}
		for i := range forums {
			number, err := strconv.ParseInt(forums[i].ID, 10, 64)
			if err != nil {
				return nil, err
			}
			c.forums[number] = &forums[i]
		}
	}
	return c.forums[id], nil
}

func (c *call) forumList() ([]forumAnswer, error) {
	return world.Rows(c, c.tx, func(f *forumAnswer) []any { return []any{&f.ID, &f.Name} },
		`SELECT CAST(id AS TEXT), name FROM ur_forum ORDER BY ur_forum.id`)
}

// categoryList gives the categories a condition selects, in their order.
func (c *call) categoryList(where string, args ...any) ([]CategoryAnswer, error) {
	type row struct {
		CategoryAnswer
		forumID                      int64
		ownership, kind, description sql.NullString
	}
	if !c.isAgent() {
		where = "is_private = 0 AND " + where
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.Name, &r.Slug, &r.ownership, &r.kind, &r.description, &r.IsPrivate, &r.Order,
			&r.ParentID, &r.forumID}
	}, `SELECT id, name, slug, ownership, type, description, is_private, position, parent_id, forum_id
		FROM ur_category WHERE `+where+` ORDER BY position, id`, args...)
	if err != nil {
		return nil, err
	}
	answers := make([]CategoryAnswer, len(found))
	for i, r := range found {
		r.Ownership, r.Type, r.Description = world.TextOrNil(r.ownership), world.TextOrNil(r.kind), world.TextOrNil(r.description)
		if r.Forum, err = c.forum(r.forumID); err != nil {
			return nil, err
		}
		answers[i] = r.CategoryAnswer
	}
	return answers, nil
}

func (c *call) category(id sql.NullInt64) (*CategoryAnswer, error) {
	if !id.Valid {
		return nil, nil
	}
	if c.categories == nil {
		c.categories = map[int64]*CategoryAnswer{}
	}
	if known, ok := c.categories[id.Int64]; ok {
		return known, nil
	}
	found, err := c.categoryList("id = ?", id.Int64)
	if err != nil {
		return nil, err
	}
	var answer *CategoryAnswer
	if len(found) > 0 {
		answer = &found[0]
	}
	c.categories[id.Int64] = answer
	return answer, nil
}

// listCategories answers categories.json; with id it gives a list of one.
// Categories without an ownership or a type belong to every one.
func (c *call) listCategories() (any, error) {
	ownership, _ := c.in.Text("ownership")
	kind, _ := c.in.Text("type")
	id, byID := c.in.Integer("id")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if byID {
		return c.categoryList("id = ?", id)
	}
	return c.categoryList("(?1 = '' OR ownership IS NULL OR ownership = ?1) AND (?2 = '' OR type IS NULL OR type = ?2)", ownership, kind)
}

func (c *call) getCategory() (any, error) {
	found, err := c.categoryList("id = ?", c.id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errNotFound
	}
	return found[0], nil
}

func (c *call) listForums() (any, error) { return c.forumList() }

func (c *call) statusList(where string, args ...any) ([]StatusAnswer, error) {
	return world.Rows(c, c.tx, func(s *StatusAnswer) []any {
		return []any{&s.ID, &s.Title, &s.Slug, &s.Color.Background, &s.Color.Text, &s.IsClosed, &s.IsDefault,
			&s.IsSystem, &s.Order, &s.Ownership, &s.Type}
	}, `SELECT id, title, slug, background, foreground, is_closed, is_default, is_system, position, ownership, type
		FROM ur_status WHERE `+where+` ORDER BY position, id`, args...)
}

func (c *call) status(id sql.NullInt64) (*StatusAnswer, error) {
	if !id.Valid {
		return nil, nil
	}
	if c.statuses == nil {
		all, err := c.statusList("1")
		if err != nil {
			return nil, err
		}
		c.statuses = map[int64]*StatusAnswer{}
		for i := range all {
			c.statuses[all[i].ID] = &all[i]
		}
	}
	return c.statuses[id.Int64], nil
}

// listStatuses answers statuses.json; object_type is the older name of type.
func (c *call) listStatuses() (any, error) {
	ownership, _ := c.in.Text("ownership")
	kind, _ := c.in.Text("type", "object_type")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	return c.statusList("(?1 = '' OR ownership = ?1) AND (?2 = '' OR type = ?2)", ownership, kind)
}

func (c *call) objectType(slug string) (*typeAnswer, error) {
	if c.types == nil {
		all, err := world.Rows(c, c.tx, func(t *typeAnswer) []any {
			return []any{&t.Slug, &t.Title.Single, &t.Title.Plural, &t.Order, &t.Supports.Comments, &t.Supports.Votes,
				&t.Supports.NegativeVote, &t.ownership}
		}, `SELECT slug, single, plural, position, comments, votes, negative_vote, ownership FROM ur_type`)
		if err != nil {
			return nil, err
		}
		c.types = map[string]*typeAnswer{}
		for i := range all {
			icon := func(size string) string { return fmt.Sprintf("%s/img/%s-%s.png", c.base, all[i].Slug, size) }
			all[i].Icon = typeIconAnswer{icon("big"), icon("small")}
			c.types[all[i].Slug] = &all[i]
		}
	}
	return c.types[slug], nil
}
