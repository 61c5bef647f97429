package edge

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// categories lists the categories that customers may choose from.
func (e *Edge) categories(ctx context.Context, x *exchange) (*answer, error) {
	kind, err := kindOf(x.query)
	if err != nil {
		return nil, err
	}
	found, err := send(ctx, e, e.upstream.TopicCategories(kind), each(categoryOf))
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
	found, err := send(ctx, e, e.upstream.TopicStatuses(kind), each(statusOf))
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
	s := helpdesk.PostSearch{Text: x.query.Get("text"), Type: kind, Order: helpdesk.PostOrder(x.query.Get("sort")), Count: 20}
	if utf8.RuneCountInString(s.Text) > textLimit {
		return nil, invalid(words.EdgeSearchLong(words.Number(textLimit)))
	}
	switch s.Order {
	case "", helpdesk.Newest, helpdesk.LastActive, helpdesk.LastChanged, helpdesk.Popular, helpdesk.Trending:
	default:
		return nil, malformed("?sort=new|updated|new_updated|popular|trending")
	}
	if count := x.query.Get("count"); count != "" {
		if s.Count, err = strconv.Atoi(count); err != nil || s.Count < 1 || s.Count > countLimit {
			return nil, malformed("?count=1…50")
		}
	}
	type found struct {
		objects []object
		total   int64
	}
	page, err := send(ctx, e, e.upstream.Topics(s), func(t *helpdesk.Topics) found {
		return found{each(asCustomersSee)(&t.Topics), t.Total}
	})
	if err != nil {
		return nil, err
	}
	all := len(page.objects)
	open := slices.DeleteFunc(page.objects, func(o object) bool { return !o.public || kind != helpdesk.AnyType && o.Type.Slug != string(kind) })
	open = open[:min(len(open), s.Count)]
	notice := e.count(ctx, x.visitor, open)
	count := int64(s.Count)
	total := max(page.total-int64(all-len(open)), int64(len(open)))
	return notice(success(struct {
		Data           []object `json:"data"`
		TotalObjects   int64    `json:"totalObjects"`
		ObjectsPerPage int64    `json:"objectsPerPage"`
		TotalPages     int64    `json:"totalPages"`
		CurrentPage    int64    `json:"currentPage"`
	}{open, total, count, max((total+count-1)/count, 1), 1}, true)), nil
}

// kindOf reads the type that a list is limited to, and refuses another
// ownership than the one that customers have.
func kindOf(query url.Values) (helpdesk.PostType, error) {
	if o := query.Get("ownership"); o != "" && o != ownership {
		return "", malformed("?ownership=" + ownership)
	}
	kind := helpdesk.PostType(query.Get("type"))
	if kind != helpdesk.AnyType && !kind.Written() {
		return "", malformed("?type=idea|problem|question")
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
	o, err := send(ctx, e, e.upstream.Topic(id), asCustomersSee)
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
	found, err := send(ctx, e, e.upstream.TopicComments(x.id), each(commentOf))
	// Whether the object is public comes first: for one that is not, nothing else may show.
	if hidden := <-checked; hidden != nil {
		return nil, hidden
	}
	if err != nil {
		return nil, err
	}
	return success(slices.DeleteFunc(found, func(c comment) bool { return c.private }), true), nil
}
