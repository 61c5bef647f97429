package useresponse

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"deskside/build/sandbox/world"
)

// person is a row of ur_user.
type person struct {
	id            int64
	name          string
	email         string
	phone         string
	role          string
	teamID        sql.NullInt64
	team          sql.NullString // its name
	tags          string
	key           sql.NullString
	defaultAvatar bool
	registeredAt  int64
	lastVisitAt   int64
	deleted       bool
}

// shortName is the given name and the first letter of the family name.
func shortName(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name
	}
	initial := []rune(words[len(words)-1])[0]
	return words[0] + " " + string(initial) + "."
}

// person reads one user, once a request; a missing one gives nil.
func (c *call) person(id int64) (*person, error) {
	if known, ok := c.people[id]; ok {
		return known, nil
	}
	found, err := world.Rows(c, c.tx, func(p *person) []any {
		return []any{&p.id, &p.name, &p.email, &p.phone, &p.role, &p.teamID, &p.team, &p.tags, &p.key,
			&p.defaultAvatar, &p.registeredAt, &p.lastVisitAt, &p.deleted}
	}, `SELECT id, name, email, phone, role, team_id, (SELECT t.name FROM ur_team t WHERE t.id = team_id), tags, api_key, default_avatar, registered_at,
		coalesce(last_visit_at, registered_at), is_deleted
		FROM ur_user WHERE id = ?`, id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if c.people == nil {
		c.people = map[int64]*person{}
	}
	c.people[id] = &found[0]
	return &found[0], nil
}

// avatarAnswer are the addresses of one picture in four sizes.
type avatarAnswer struct {
	Tiny   string `json:"tiny"`
	Small  string `json:"small"`
	Medium string `json:"medium"`
	Big    string `json:"big"`
}

// authorAnswer is a user inside another entity.
type authorAnswer struct {
	ID        int64        `json:"id"`
	Name      string       `json:"name"`
	ShortName string       `json:"shortName"`
	Avatar    avatarAnswer `json:"avatar"`
}

type roleAnswer struct {
	ID    int    `json:"id"`
	Alias string `json:"alias"`
}

// UserAnswer is a user on its own.
type UserAnswer struct {
	authorAnswer
	IsDefaultAvatar  bool               `json:"isDefaultAvatar"`
	GravatarEmail    *string            `json:"gravatarEmail"`
	ProfileURL       string             `json:"profileUrl"`
	RegistrationDate string             `json:"registrationDate"`
	LastVisitAt      string             `json:"lastVisitAt"`
	Role             roleAnswer         `json:"role"`
	Team             *teamAnswer        `json:"team"`
	Tags             string             `json:"tags"`
	CustomFields     []fieldValueAnswer `json:"custom_fields"`
	Email            *string            `json:"email,omitempty"`
	APIKey           string             `json:"apiKey,omitempty"`
}

// fieldValueAnswer is a filled custom field.
type fieldValueAnswer struct {
	ID        int64             `json:"id"`
	Label     string            `json:"label"`
	Name      string            `json:"name"`
	Value     []json.RawMessage `json:"value"`
	TextValue []string          `json:"textValue"`
}

var roleIDs = map[string]int{"administrator": 1, "agent": 2, "user": 3}

func (c *call) avatar(id int64) avatarAnswer {
	address := func(size string) string { return fmt.Sprintf("%s/files/avatars/%s-%d.png", c.base, size, id) }
	return avatarAnswer{address("tiny"), address("small"), address("medium"), address("big")}
}

// author gives a user as it stands inside other entities; nil when there is none.
func (c *call) author(id sql.NullInt64) (*authorAnswer, error) {
	if !id.Valid {
		return nil, nil
	}
	p, err := c.person(id.Int64)
	if err != nil || p == nil {
		return nil, err
	}
	return &authorAnswer{p.id, p.name, shortName(p.name), c.avatar(p.id)}, nil
}

// UserAnswer gives the full user. The e-mail goes to agents and to the user, the
// key to its owner alone.
func (c *call) userAnswer(id int64) (*UserAnswer, error) {
	p, err := c.person(id)
	if err != nil {
		return nil, err
	}
	if p == nil || p.deleted {
		return nil, errNotFound
	}
	team, err := c.team(p.teamID)
	if err != nil {
		return nil, err
	}
	fields, err := c.fieldValues("user", id)
	if err != nil {
		return nil, err
	}
	answer := &UserAnswer{
		authorAnswer:     authorAnswer{p.id, p.name, shortName(p.name), c.avatar(p.id)},
		IsDefaultAvatar:  p.defaultAvatar,
		ProfileURL:       fmt.Sprintf("%s/user/%d", c.base, p.id),
		RegistrationDate: world.Stamp(p.registeredAt),
		LastVisitAt:      world.Stamp(p.lastVisitAt),
		Role:             roleAnswer{roleIDs[p.role], p.role},
		Team:             team,
		Tags:             p.tags,
		CustomFields:     fields,
	}
	if own := c.callerID() == id; own || c.isAgent() {
		answer.Email = &p.email
		if own {
			answer.APIKey = p.key.String
		}
	}
	return answer, nil
}

// login answers auth/login.json: the user with its key.
func (c *call) login() (any, error) {
	// Some programs name the address as a user name.
	email, _ := c.in.Text("email", "username")
	password, _ := c.in.Text("password")
	c.in.Require("email", email)
	c.in.Require("password", password)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	id, err := c.checkPassword(email, password)
	if err != nil {
		return nil, err
	}
	if c.caller, err = c.person(id); err != nil {
		return nil, err
	}
	return c.userAnswer(id)
}

// user reads a user who has not been deleted; problem says which parameter named
// somebody else.
func (c *call) user(id int64, problem string) (*person, error) {
	p, err := c.person(id)
	if err == nil && (p == nil || p.deleted) {
		err = badRequest(problem)
	}
	return p, err
}

func (c *call) me() (any, error) { return c.userAnswer(c.caller.id) }

func (c *call) getUser() (any, error) { return c.userAnswer(c.id) }
