package useresponse

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Search selects objects. Zero values do not filter.
type Search struct {
	Text      string
	Ownership string
	Type      string
	Status    string // a slug
	Category  int64
	Author    int64
	Forum     int64
	// Date is "today", "yesterday", "this_week", "last_week", "this_month" or "last_month".
	Date string
	// Sort is "new", "updated", "new_updated", "popular" or "trending".
	Sort        string
	Page, Count int64
}

// SearchObjects searches objects, one page.
//
// API reference 7.0: Objects, Search Objects.
func (c Client) SearchObjects(s Search) api.Call[Page[Object]] {
	return call(c, &opObjectsSearch, s.input(), found(object))
}

func (s *Search) input() *input {
	in := &input{}
	in.query.Add("text", s.Text)
	in.query.Add("ownership", s.Ownership)
	in.query.Add("status", s.Status)
	in.query.AddInt("category_id", s.Category)
	in.query.Add("date", s.Date)
	in.query.Add("type", s.Type)
	in.query.AddInt("authorId", s.Author)
	in.query.AddInt("forum_id", s.Forum)
	in.query.Add("sort", s.Sort)
	in.query.AddInt("page", s.Page)
	in.query.AddInt("count", s.Count)
	in.reference("category_id", s.Category)
	in.reference("authorId", s.Author)
	in.reference("forum_id", s.Forum)
	in.OneOf("date", s.Date, ranges[:]...)
	in.OneOf("sort", s.Sort, objectSorts[:]...)
	in.paging(s.Page, "count", s.Count, CountLimit)
	return in
}

// found reads a paginator, or groups keyed by ownership as version 4.0 answers.
func found[T any](decode func(jsontext.Value) T) func(jsontext.Value) (Page[T], bool) {
	return func(payload jsontext.Value) (Page[T], bool) {
		if !loose.IsObject(payload) || loose.IsNothing(payload) || payload.Get("data").Kind() != jsontext.Absent {
			return page(payload, decode)
		}
		var p Page[T]
		known := false
		for _, group := range [...]string{"feedback", "helpdesk", "knowledgeBase", "announcements"} {
			if items, ok := list(payload.Get(group), decode); ok {
				p.Items, known = append(p.Items, items...), true
			}
		}
		// A paginator that found nothing may leave its items out.
		if total := payload.Get("totalObjects"); total.Kind() > jsontext.Null {
			known = known || loose.Int(total) == 0
		}
		p.Number, p.Pages, p.Total = 1, 1, int64(len(p.Items))
		return p, known
	}
}

// Tickets selects tickets. Zero values do not filter.
type Tickets struct {
	Text string
	// Status is a slug, several joined by commas, "all" or "all-active" (the default).
	Status string
	// Date and Completed are ranges as in Search.Date.
	Date, Completed                         string
	Author, Responsible, CompletedBy, Forum int64
	AuthorEmail                             string
	// Sort is as in Search.Sort.
	Sort string
	// Fields select by custom fields.
	Fields      []FieldFilter
	Page, Count int64
}

// FieldFilter selects by the value of the custom field of that id.
type FieldFilter struct {
	Field int64
	Value string
}

// ListTickets lists tickets, one page.
//
// API reference 7.0: Objects, Get tickets.
func (c Client) ListTickets(t Tickets) api.Call[Page[Object]] {
	return call(c, &opTicketsList, t.input(), paged(c.objectOf(&opTicketsList)))
}

func (t *Tickets) input() *input {
	in := &input{}
	in.query.Add("text", t.Text)
	in.query.Add("status", t.Status)
	in.query.Add("date", t.Date)
	in.query.Add("completed_on", t.Completed)
	in.query.AddInt("authorId", t.Author)
	in.query.Add("authorEmail", t.AuthorEmail)
	in.query.AddInt("responsible_id", t.Responsible)
	in.query.AddInt("forum_id", t.Forum)
	in.query.AddInt("completed_by", t.CompletedBy)
	for _, f := range t.Fields {
		in.query.Add(propertyName(f.Field), f.Value)
		in.check.id("property", f.Field)
	}
	in.query.Add("sort", t.Sort)
	in.query.AddInt("page", t.Page)
	in.query.AddInt("count", t.Count)
	if t.Status != "" {
		for _, slug := range strings.Split(t.Status, ",") {
			// Installations have statuses of their own beside those of the reference.
			in.required("status", slug)
		}
	}
	in.OneOf("date", t.Date, ranges[:]...)
	in.OneOf("completed_on", t.Completed, ranges[:]...)
	in.reference("authorId", t.Author)
	in.reference("responsible_id", t.Responsible)
	in.reference("forum_id", t.Forum)
	in.reference("completed_by", t.CompletedBy)
	in.OneOf("sort", t.Sort, objectSorts[:]...)
	in.paging(t.Page, "count", t.Count, CountLimit)
	return in
}

// opSnapshot is an edge's own as well: a helpdesk has none.
var opSnapshot = api.Operation{Name: "objects.snapshot", Method: "GET", Path: "similar.json", Access: api.ForGuests, Answer: api.Wrapped, Effect: api.Reads}

// Snapshot is what an edge tells of its newest snapshot of the open objects: its hash,
// by which it is had, and when it was made, Unix seconds.
type Snapshot struct {
	Hash string
	Made int64
}

// Snapshot asks for the newest.
func (c Client) Snapshot() api.Call[Snapshot] {
	return call(c, &opSnapshot, &input{}, func(v jsontext.Value) (Snapshot, bool) {
		s := Snapshot{Hash: loose.String(v.Get("hash")), Made: loose.Int(v.Get("madeAtPosix"))}
		return s, s.Hash != ""
	})
}
