package useresponse

import (
	"strconv"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// User is a customer, an agent or an administrator. As the author of something
// a user often comes with id, names and avatar only.
type User struct {
	helpdesk.Person
	ShortName     string
	Avatar        Image
	DefaultAvatar bool
	GravatarEmail string
	ProfileURL    string
	// Key is the user's API key, which the answer to a login tells: a secret.
	Key string
	// Registered and LastVisit are as the server displays them, "" for never.
	Registered, LastVisit string
	Role                  Role
	Team                  Team
	Tags                  string
	Fields                []FieldValue
}

// Role is what a user is, such as "administrator".
type Role struct {
	ID    int64
	Alias string
}

// Team is a group of agents; rights follow it. ID 0 means none.
type Team struct {
	ID   int64
	Name string
}

// Me gets the owner of the key.
//
// API reference 7.0: Users, Get Logged User.
func (c Client) Me() api.Call[User] {
	return call(c, &opMe, &input{}, one(user))
}

// Myself gets the owner of the key in the shared model.
func (c Client) Myself() api.Call[helpdesk.Person] {
	return call(c, &opMe, &input{}, one(person))
}

// User gets a user by id.
//
// API reference 7.0: Users, Get User by ID.
func (c Client) User(id int64) api.Call[User] {
	return call(c, &opUser, &input{id: id}, one(user))
}

// NewUser is what a created user consists of.
type NewUser struct {
	Email, Name string
	// Password is "" for a user who cannot log in with one.
	Password string
	Team     int64 // 0 for none
	Phone    string
	Tags     string // joined by commas
	Fields   []Property
}

// CreateUser creates a user. An address that is taken is a conflict.
//
// API reference 7.0: Users, Create User.
func (c Client) CreateUser(n NewUser) api.Call[User] {
	in := &input{body: new(strict.Object), secret: n.Password}
	in.body.String("email", n.Email).String("full_name", n.Name).Some("password", n.Password)
	if n.Team != 0 {
		in.body.Int("team_id", n.Team)
	}
	in.body.Some("phone", n.Phone).Some("tags", n.Tags)
	in.Email("email", n.Email)
	in.required("full_name", n.Name)
	in.reference("team_id", n.Team)
	in.properties(n.Fields, c.nested)
	return call(c, &opUserCreate, in, one(user))
}

// UserEdit is what changes about a user; nil leaves a member as it is.
type UserEdit struct {
	Email, Name *string
	Team        *int64 // 0 takes the user out of the team
	Phone, Tags *string
	Fields      []Property
}

// EditUser changes a user.
//
// API reference 7.0: Users, Edit User.
func (c Client) EditUser(id int64, e UserEdit) api.Call[User] {
	in := c.userEdit(e)
	in.id = id
	return call(c, &opUserEdit, in, one(user))
}

// UpdateMe changes the owner of the key.
//
// API reference 7.0: Users, Update current authenticated user.
func (c Client) UpdateMe(e UserEdit) api.Call[User] {
	return call(c, &opUpdateMe, c.userEdit(e), one(user))
}

func (c Client) userEdit(e UserEdit) *input {
	in := &input{body: new(strict.Object)}
	if e.Email != nil {
		in.body.String("email", *e.Email)
		in.Email("email", *e.Email)
	}
	if e.Name != nil {
		in.body.String("full_name", *e.Name)
		in.required("full_name", *e.Name)
	}
	if e.Team != nil {
		in.body.Int("team_id", *e.Team)
		in.reference("team_id", *e.Team)
	}
	if e.Phone != nil {
		in.body.String("phone", *e.Phone)
	}
	if e.Tags != nil {
		in.body.String("tags", *e.Tags)
	}
	in.properties(e.Fields, c.nested)
	return in
}

// SetPassword sets the password of a user.
//
// API reference 7.0: Users, Update user password.
func (c Client) SetPassword(id int64, password string) api.Call[User] {
	in := &input{id: id, body: new(strict.Object).String("password", password), secret: password}
	in.required("password", password)
	return call(c, &opUserPassword, in, one(user))
}

// DeleteUser deletes a user, with what the user wrote unless keep is true. The
// answer is the user as it was.
//
// API reference 7.0: Users, Delete user.
func (c Client) DeleteUser(id int64, keep bool) api.Call[User] {
	in := &input{id: id}
	if keep {
		in.query.Add("method", "user")
	}
	return call(c, &opUserDelete, in, one(user))
}

// UserObjects lists what a user wrote, one page. 0 leaves page or count to the
// server: the first page, 20 on it.
//
// API reference 7.0: Users, Get user objects.
func (c Client) UserObjects(id, page, count int64) api.Call[Page[Object]] {
	in := &input{id: id}
	in.query.AddInt("page", page)
	in.query.AddInt("count", count)
	in.paging(page, "count", count, CountLimit)
	return call(c, &opUserObjects, in, paged(object))
}

// UserSearch selects users. Zero values do not filter.
type UserSearch struct {
	// Text is looked for in names and addresses.
	Text         string
	Team         int64
	Email, Phone string
	// Status is "online" or "offline", which only agents are.
	Status string
	// Sort is "top_rated", "created_most" or "commented_most".
	Sort        string
	Page, Count int64
}

// SearchUsers searches users, one page.
//
// API reference 7.0: Users, Search Users.
func (c Client) SearchUsers(s UserSearch) api.Call[Page[User]] {
	return call(c, &opUserSearch, s.input(), paged(user))
}

func (s *UserSearch) input() *input {
	in := &input{}
	in.query.Add("search", s.Text)
	in.query.AddInt("team", s.Team)
	in.query.Add("sort", s.Sort)
	in.query.Add("email", s.Email)
	in.query.Add("phone", s.Phone)
	in.query.AddInt("page", s.Page)
	in.query.AddInt("count", s.Count)
	in.query.Add("status", s.Status)
	in.reference("team", s.Team)
	in.OneOf("sort", s.Sort, "top_rated", "created_most", "commented_most")
	in.OneOf("status", s.Status, "online", "offline")
	in.paging(s.Page, "count", s.Count, CountLimit)
	return in
}

// SearchPeople searches users as SearchUsers does, one page in the shared model.
func (c Client) SearchPeople(s UserSearch) api.Call[Page[helpdesk.Person]] {
	return call(c, &opUserSearch, s.input(), paged(person))
}

func user(v jsontext.Value) User {
	return User{
		Person:        helpdesk.Person{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Email: loose.String(v.Get("email"))},
		ShortName:     loose.String(v.Get("shortName")),
		Avatar:        image(v.Get("avatar")),
		DefaultAvatar: loose.Bool(v.Get("isDefaultAvatar")),
		GravatarEmail: loose.String(v.Get("gravatarEmail")),
		ProfileURL:    loose.String(v.Get("profileUrl")),
		Key:           loose.String(v.Get("apiKey")),
		Registered:    moment(v.Get("registrationDate")),
		LastVisit:     moment(v.Get("lastVisitAt")),
		Role:          Role{ID: loose.Int(v.Get("role").Get("id")), Alias: loose.String(v.Get("role").Get("alias"))},
		Team:          team(v.Get("team")),
		Tags:          loose.String(v.Get("tags")),
		Fields:        fieldValues(v.Get("custom_fields")),
	}
}

func team(v jsontext.Value) Team {
	return Team{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}
}

// userOrEmail wants what names an author: a user's id or an address.
func (k *check) userOrEmail(field, value string) {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		k.id(field, n)
		return
	}
	k.Email(field, value)
}
