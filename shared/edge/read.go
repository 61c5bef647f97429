package edge

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"deskside/shared/feedback"
	"deskside/shared/useresponse"
)

// categories lists the categories that customers may choose from.
func (e *Edge) categories(ctx context.Context, x *exchange) (*answer, error) {
	kind, err := kindOf(x.query)
	if err != nil {
		return nil, err
	}
	found, err := send(ctx, e, e.client.Categories(feedback.Ownership, kind), each(categoryOf))
	if err != nil {
		return nil, err
	}
	return success(slices.DeleteFunc(found, func(c category) bool { return c.hidden }), false), nil
}

// statuses lists the statuses of customers' objects.
func (e *Edge) statuses(ctx context.Context, x *exchange) (*answer, error) {
	kind, err := kindOf(x.query)
	if err != nil {
		return nil, err
	}
	found, err := send(ctx, e, e.client.Statuses(feedback.Ownership, kind), each(statusOf))
	if err != nil {
		return nil, err
	}
	return success(slices.DeleteFunc(found, func(s status) bool { return s.hidden }), false), nil
}

const (
	textLimit  = 200
	countLimit = 50
)

// search finds public objects.
func (e *Edge) search(ctx context.Context, x *exchange) (*answer, error) {
	kind, err := kindOf(x.query)
	if err != nil {
		return nil, err
	}
	s := useresponse.Search{Text: x.query.Get("text"), Ownership: feedback.Ownership, Type: kind, Sort: x.query.Get("sort"), Count: 20}
	if utf8.RuneCountInString(s.Text) > textLimit {
		return nil, invalid("Search for at most 200 characters.")
	}
	switch s.Sort {
	case "", "new", "updated", "new_updated", "popular", "trending":
	default:
		return nil, invalid("sort is new, updated, new_updated, popular or trending.")
	}
	if count := x.query.Get("count"); count != "" {
		if s.Count, err = strconv.ParseInt(count, 10, 32); err != nil || s.Count < 1 || s.Count > countLimit {
			return nil, invalid("count is a number from 1 to 50.")
		}
	}
	type found struct {
		objects []object
		total   int64
	}
	page, err := send(ctx, e, e.client.SearchObjects(s), func(p *useresponse.Page[useresponse.Object]) found {
		return found{each(asCustomersSee)(&p.Items), p.Total}
	})
	if err != nil {
		return nil, err
	}
	all := len(page.objects)
	open := slices.DeleteFunc(page.objects, func(o object) bool { return !o.public || kind != "" && o.Type.Slug != kind })
	open = open[:min(len(open), int(s.Count))]
	notice := e.count(ctx, x.visitor, open)
	total := max(page.total-int64(all-len(open)), int64(len(open)))
	return notice(success(struct {
		Data           []object `json:"data"`
		TotalObjects   int64    `json:"totalObjects"`
		ObjectsPerPage int64    `json:"objectsPerPage"`
		TotalPages     int64    `json:"totalPages"`
		CurrentPage    int64    `json:"currentPage"`
	}{open, total, s.Count, max((total+s.Count-1)/s.Count, 1), 1}, true)), nil
}

// kindOf reads the type that a list is limited to, and refuses another
// ownership than the one that customers have.
func kindOf(query url.Values) (string, error) {
	if o := query.Get("ownership"); o != "" && o != feedback.Ownership {
		return "", invalid("ownership is " + feedback.Ownership + " here.")
	}
	kind := query.Get("type")
	if kind != "" && !postType(kind) {
		return "", invalid("type is idea, problem or question.")
	}
	return kind, nil
}

// object gets one public object.
func (e *Edge) object(ctx context.Context, x *exchange) (*answer, error) {
	o, err := e.public(ctx, x.id)
	if err != nil {
		return nil, err
	}
	one := []object{o}
	notice := e.count(ctx, x.visitor, one)
	return notice(success(one[0], false)), nil
}

// public gets an object if customers may know of it. Anything else is not found.
func (e *Edge) public(ctx context.Context, id int64) (object, error) {
	o, err := send(ctx, e, e.client.Object(id), asCustomersSee)
	if err != nil {
		return object{}, err
	}
	if !o.public || o.ID != id {
		return object{}, notFound
	}
	return o, nil
}

// comments lists the public comments of a public object.
func (e *Edge) comments(ctx context.Context, x *exchange) (*answer, error) {
	checked := make(chan error, 1)
	go func() {
		_, err := e.public(ctx, x.id)
		checked <- err
	}()
	found, err := send(ctx, e, e.client.ObjectComments(x.id, useresponse.CommentQuery{}), each(commentOf))
	// Whether the object is public comes first: for one that is not, nothing else may show.
	if hidden := <-checked; hidden != nil {
		return nil, hidden
	}
	if err != nil {
		return nil, err
	}
	return success(slices.DeleteFunc(found, func(c comment) bool { return c.private }), true), nil
}
