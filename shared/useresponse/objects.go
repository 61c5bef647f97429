package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// Object is a topic of customers or a ticket: UseResponse has one type for both.
type Object struct {
	ID          int64
	Title       string
	Content     string
	Type        string // idea, problem, question, ticket, …
	Ownership   string // feedback, helpdesk, …
	URL         string
	Status      helpdesk.Status
	Category    helpdesk.Category
	Author      helpdesk.Person
	Responsible helpdesk.Person
	Votes       Votes
	Tags        []string
	Comments    int64
	CanComment  bool
	Private     bool
	// Created, Active and SLA are Unix seconds, 0 when not said.
	Created, Active, SLA int64
}

// Votes are the votes of an object as the caller sees them.
type Votes struct {
	All               int64
	CanVote, Voted    bool
	Supported, Negate bool
	// Mine is the direction of the caller's vote, which the edge of this
	// project says in a member of its own ("mine"); UseResponse does not.
	Mine helpdesk.Vote
}

// NewObject is what a created object consists of.
type NewObject struct {
	Ownership string
	Type      string
	Title     string
	Content   string
	Category  int64
	Tags      []string
}

// CreateObject creates an object.
func (c Client) CreateObject(n NewObject) api.Call[Object] {
	var body strict.Object
	body.String("ownership", n.Ownership).String("object_type", n.Type).String("title", n.Title).String("content", n.Content)
	if n.Category != 0 {
		body.Int("category_id", n.Category)
	}
	body.Strings("tags", n.Tags)
	return call(c, &opObjectsCreate, c.request(&opObjectsCreate, 0, nil, body.Bytes()), object)
}

// Object gets an object by its id.
func (c Client) Object(id int64) api.Call[Object] {
	return call(c, &opObjectsGet, c.request(&opObjectsGet, id, nil, nil), object)
}

// Vote votes on an object; helpdesk.NoVote takes the vote back.
func (c Client) Vote(id int64, vote helpdesk.Vote) api.Call[Object] {
	var query api.Query
	value := string(vote)
	if vote == helpdesk.NoVote {
		value = "revert"
	}
	query.Add("value", value)
	return call(c, &opObjectsVote, c.request(&opObjectsVote, id, &query, nil), object)
}

// Search selects objects of one ownership.
type Search struct {
	Text      string
	Ownership string
	Type      string
	// Sort is "new", "updated", "new_updated", "popular" or "trending".
	Sort  string
	Count int64
}

// SearchObjects searches objects.
func (c Client) SearchObjects(s Search) api.Call[Page[Object]] {
	var query api.Query
	query.Add("text", s.Text)
	query.Add("ownership", s.Ownership)
	query.Add("type", s.Type)
	query.Add("sort", s.Sort)
	query.AddInt("count", s.Count)
	return call(c, &opObjectsSearch, c.request(&opObjectsSearch, 0, &query, nil), found)
}

// found reads a paginator, or groups keyed by ownership as older versions answer.
func found(payload jsontext.Value) (Page[Object], bool) {
	if !loose.IsObject(payload) || payload.Get("data").Kind() != jsontext.Absent {
		return page(payload, objectOf)
	}
	var p Page[Object]
	known := false
	for _, group := range [...]string{"feedback", "helpdesk", "knowledgeBase", "announcements"} {
		if objects, ok := list(payload.Get(group), objectOf); ok {
			p.Items, known = append(p.Items, objects...), true
		}
	}
	p.Number, p.Pages, p.Total = 1, 1, int64(len(p.Items))
	return p, known
}

// Tickets selects tickets.
type Tickets struct {
	Text string
	// Status is a slug, several joined by commas, "all" or "all-active" (the default).
	Status      string
	Sort        string
	Page, Count int64
}

// ListTickets lists tickets, one page.
func (c Client) ListTickets(t Tickets) api.Call[Page[Object]] {
	var query api.Query
	query.Add("text", t.Text)
	query.Add("status", t.Status)
	query.Add("sort", t.Sort)
	query.AddInt("page", t.Page)
	query.AddInt("count", t.Count)
	return call(c, &opTicketsList, c.request(&opTicketsList, 0, &query, nil), func(v jsontext.Value) (Page[Object], bool) {
		return page(v, objectOf)
	})
}

func object(v jsontext.Value) (Object, bool) {
	if !loose.IsObject(v) || loose.Int(v.Get("id")) == 0 {
		return Object{}, false
	}
	return objectOf(v), true
}

func objectOf(v jsontext.Value) Object {
	kind := v.Get("type")
	supports := kind.Get("supports")
	return Object{
		ID:          loose.Int(v.Get("id")),
		Title:       loose.String(v.Get("title")),
		Content:     loose.String(v.Get("content")),
		Type:        loose.String(kind.Get("slug")),
		Ownership:   loose.String(v.Get("ownership")),
		URL:         loose.String(v.Get("url")),
		Status:      status(v.Get("status")),
		Category:    category(v.Get("category")),
		Author:      person(v.Get("author")),
		Responsible: person(v.Get("responsible")),
		Votes: Votes{
			All:       loose.Int(v.Get("votes", "all")),
			CanVote:   loose.Bool(v.Get("votes", "canVote")),
			Voted:     loose.Bool(v.Get("votes", "isVoted")),
			Supported: loose.Bool(supports.Get("votes")),
			Negate:    loose.Bool(supports.Get("negativeVote")),
			Mine:      vote(loose.String(v.Get("votes", "mine"))),
		},
		Tags:       loose.Strings(v.Get("tags"), "name"),
		Comments:   loose.Int(v.Get("commentsNum")),
		CanComment: loose.Bool(v.Get("canBeCommented")),
		Private:    loose.Bool(v.Get("isPrivate")),
		Created:    loose.Int(v.Get("createdAtPosix")),
		Active:     loose.Int(v.Get("latestActivityPosix")),
		SLA:        loose.Int(v.Get("slaDatePosix")),
	}
}

// Ticket maps an object to the shared model.
func (o Object) Ticket(account string) helpdesk.Ticket {
	t := helpdesk.Ticket{
		System: helpdesk.UseResponse, Account: account, ID: o.ID, Subject: o.Title, Status: o.Status, Type: o.Type,
		Client: o.Author, Assignee: o.Responsible, Category: o.Category.Name, Tags: o.Tags,
		Created: o.Created, Updated: max(o.Active, o.Created), Comments: o.Comments,
		Body: helpdesk.Markup{Format: helpdesk.HTML, Source: o.Content}, URL: o.URL,
	}
	if o.SLA != 0 {
		t.SLA = []helpdesk.SLA{{Type: "close", At: o.SLA}}
	}
	return t
}

// Post maps an object to the shared model. Where only "has voted" is known,
// the vote counts as one in favour.
func (o Object) Post() helpdesk.Post {
	p := helpdesk.Post{
		ID: o.ID, Type: helpdesk.PostType(o.Type), Title: o.Title, Status: o.Status, Category: o.Category, Author: o.Author,
		Votes:    helpdesk.Votes{Count: o.Votes.All, Mine: o.Votes.Mine, Open: o.Votes.CanVote || o.Votes.Voted, Down: o.Votes.Negate},
		Comments: o.Comments, CanComment: o.CanComment, Created: o.Created,
		Body: helpdesk.Markup{Format: helpdesk.HTML, Source: o.Content}, URL: o.URL,
	}
	if o.Votes.Voted && p.Votes.Mine == helpdesk.NoVote {
		p.Votes.Mine = helpdesk.VoteUp
	}
	return p
}

func vote(word string) helpdesk.Vote {
	if v := helpdesk.Vote(word); v == helpdesk.VoteUp || v == helpdesk.VoteDown {
		return v
	}
	return helpdesk.NoVote
}

func person(v jsontext.Value) helpdesk.Person {
	return helpdesk.Person{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Email: loose.String(v.Get("email"))}
}
