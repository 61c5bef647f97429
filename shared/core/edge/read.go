package edge

import (
	"encoding/base64"
	"slices"
	"strconv"
	"unicode/utf8"

	"deskside/shared/api/form"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/interest"
	"deskside/shared/core/edge/page"
	"deskside/shared/core/edge/typed"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// categories lists the categories that customers may choose from.
func (x *exchange) categories() (*answer, error) {
	kind, err := kindOf(x.query)
	if err != nil {
		return nil, err
	}
	return x.categoriesOf(kind)
}

func (x *exchange) categoriesOf(kind helpdesk.PostType) (*answer, error) {
	return x.show(view{name: x.nameOf("categories", string(kind)), read: func() (*page.Page, error) {
		found, err := send(x, x.upstream.TopicCategories(), each(categoryOf))
		if err != nil {
			return nil, err
		}
		return choices(found, kind), nil
	}})
}

// choices is a page of the categories that customers choose from.
func choices(all []category, kind helpdesk.PostType) *page.Page {
	all = slices.DeleteFunc(all, func(c category) bool { return c.hidden || !belongs(helpdesk.PostType(c.Type), kind) })
	return laid(func(w *writer) { listed(w, all, (*category).write) }, false)
}

// statuses lists the statuses of customers' objects.
func (x *exchange) statuses() (*answer, error) {
	kind, err := kindOf(x.query)
	if err != nil {
		return nil, err
	}
	return x.show(view{name: x.nameOf("statuses", string(kind)), read: func() (*page.Page, error) {
		found, err := send(x, x.upstream.TopicStatuses(), each(statusOf))
		if err != nil {
			return nil, err
		}
		return x.statusesOf(found, kind), nil
	}})
}

// belongs reports whether something that is for objects of one type is among
// those for a kind. What has no type is for every one.
func belongs(of, kind helpdesk.PostType) bool {
	return of == helpdesk.AnyType || of == kind || kind == helpdesk.AnyType && of.Written()
}

// fields lists the installation's own fields of posts, as far as customers fill them.
// Fields belong to every type of them.
func (x *exchange) fields() (*answer, error) {
	return x.show(view{name: x.nameOf("fields"), read: func() (*page.Page, error) {
		found, err := send(x, x.upstream.TopicFields(), asIs)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(f helpdesk.TopicField) bool { return f.Hidden })
		write := writeField
		if x.older {
			write = writeOlderField
		}
		return laid(func(w *writer) { listed(w, found, write) }, x.older), nil
	}})
}

const (
	textLimit  = 200
	countLimit = 50
)

// search finds public objects.
func (x *exchange) search() (*answer, error) {
	s, err := searchOf(x.query)
	if err != nil {
		return nil, err
	}
	return x.show(view{name: x.nameOfSearch(s), lanes: &anything, read: func() (*page.Page, error) {
		got, err := send(x, x.upstream.Topics(s), foundIn)
		if err != nil {
			return nil, err
		}
		return x.results(s, got), nil
	}})
}

// bootstrap answers with all that the widget shows at first: lines, the categories, the
// posts and, where they are asked for, the statuses, of which each is what its own route
// answers.
func (x *exchange) bootstrap() (*answer, error) {
	statuses := x.query.Get("statuses") == "1"
	a, err := x.show(view{name: x.nameOf("bootstrap", strconv.FormatBool(statuses)), lanes: &anything, read: func() (*page.Page, error) { return x.first(statuses) }})
	if a != nil {
		a.media = "application/jsonl; charset=utf-8"
	}
	return a, err
}

// first is what the widget shows at first. Without categories or statuses a customer can
// still read and write, so their failure is not the screen's.
func (x *exchange) first(withStatuses bool) (*page.Page, error) {
	s := customer.FirstPosts()
	posts, groups, states := x.upstream.Topics(s), x.upstream.TopicCategories(), x.upstream.TopicStatuses()
	asked := []Effect{sending(&posts), sending(&groups)}
	if withStatuses {
		asked = append(asked, sending(&states))
	}
	came, err := x.do(asked...)
	if err != nil {
		return nil, err
	}
	got, err := settle(x, posts, &came[0], foundIn)
	if err != nil {
		return nil, err
	}
	all, err := settle(x, groups, &came[1], each(categoryOf))
	if err == errWaiting {
		return nil, err
	}
	chosen := choices(all, helpdesk.AnyType)
	if err != nil {
		x.note(err)
		chosen.Partial = true
	}
	if !withStatuses {
		return page.Lines(chosen, x.results(s, got)), nil
	}
	of, err := settle(x, states, &came[2], each(statusOf))
	if err == errWaiting {
		return nil, err
	}
	known := x.statusesOf(of, helpdesk.AnyType)
	if err != nil {
		x.note(err)
		known.Partial = true
	}
	return page.Lines(chosen, x.results(s, got), known), nil
}

// statusesOf is a page of the statuses that posts of a kind may have.
func (x *exchange) statusesOf(all []status, kind helpdesk.PostType) *page.Page {
	all = slices.DeleteFunc(all, func(s status) bool { return s.hidden || !belongs(s.of, kind) })
	return laid(func(w *writer) { listed(w, all, (*status).write) }, x.older)
}

// nameOfSearch is the name of what is found by a search. What somebody searched for in
// words of their own is kept nowhere.
func (x *exchange) nameOfSearch(s helpdesk.PostSearch) string {
	if s.Text != "" {
		return ""
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return x.nameOf("search", string(s.Type), s.Status, number(s.Category), number(s.Author), string(s.Within), string(s.Order), number(s.Page), number(int64(s.Count)))
}

// found is what a helpdesk gives for a search.
type found struct {
	objects             []object
	page, pages, number int64
}

func foundIn(t *helpdesk.Topics) found {
	return found{each(asCustomersSee)(&t.Topics), t.Page, t.Pages, t.Total}
}

// results is a page of public objects.
func (x *exchange) results(s helpdesk.PostSearch, got found) *page.Page {
	count, all := int64(s.Count), int64(len(got.objects))
	open := slices.DeleteFunc(got.objects, func(o object) bool { return !o.public || s.Type != helpdesk.AnyType && o.Type.Slug != string(s.Type) })
	total, pages := got.number, got.pages
	if got.pages <= 1 {
		// All that was found is here, whatever page was asked for: it has as many
		// pages as it takes, and how many may be seen is known.
		total = max(total-(all-int64(len(open))), int64(len(open)))
		pages = max((total+count-1)/count, 1)
		if from := (s.Page - 1) * count; from > 0 || int64(len(open)) > count {
			open = open[min(from, int64(len(open))):min(from+count, int64(len(open)))]
		}
	} else if got.page != s.Page {
		// A helpdesk that has no such page may give its last again.
		open = open[:0]
	}
	if x.older {
		return laid(func(w *writer) {
			w.open('{').part(ownership)
			listed(w, open, (*object).write)
			w.shut('}')
		}, false)
	}
	return laid(func(w *writer) {
		w.open('{').part("data")
		listed(w, open, (*object).write)
		w.number("totalObjects", total).number("objectsPerPage", count).number("totalPages", pages).number("currentPage", s.Page).shut('}')
	}, true)
}

// searchOf reads what a search selects.
func searchOf(query form.Values) (s helpdesk.PostSearch, err error) {
	s = helpdesk.PostSearch{Text: typed.OneLine(query.Get("text")), Status: typed.OneLine(query.Get("status")), Order: helpdesk.PostOrder(query.Get("sort")), Within: helpdesk.Within(query.Get("date"))}
	if s.Type, err = kindOf(query); err != nil {
		return s, err
	}
	if utf8.RuneCountInString(s.Text) > textLimit {
		return s, invalid(words.EdgeSearchLong(words.Number(textLimit)))
	}
	switch s.Order {
	case "", helpdesk.Newest, helpdesk.LastActive, helpdesk.LastChanged, helpdesk.Popular, helpdesk.Trending:
	default:
		return s, malformed("?sort=new|updated|new_updated|popular|trending")
	}
	switch s.Within {
	case "", helpdesk.Today, helpdesk.Yesterday, helpdesk.ThisWeek, helpdesk.LastWeek, helpdesk.ThisMonth, helpdesk.LastMonth:
	default:
		return s, malformed("?date=today|yesterday|this_week|last_week|this_month|last_month")
	}
	// Installations name statuses of their own.
	if utf8.RuneCountInString(s.Status) > textLimit {
		return s, malformed("?status=…")
	}
	if s.Category, err = numberIn(query, "category_id", 0, 0, 1<<53); err != nil {
		return s, err
	}
	if s.Author, err = numberIn(query, "authorId", 0, 0, 1<<53); err != nil {
		return s, err
	}
	if s.Page, err = numberIn(query, "page", 1, 1, 1_000_000); err != nil {
		return s, err
	}
	count, err := numberIn(query, "count", 20, 1, countLimit)
	s.Count = int(count)
	return s, err
}

// numberIn reads a number of a query that lies between two, or what it is
// where it is not given.
func numberIn(query form.Values, name string, absent, low, high int64) (int64, error) {
	text := query.Get(name)
	if text == "" {
		return absent, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < low || n > high {
		return 0, malformed("?" + name + "=" + strconv.FormatInt(low, 10) + "…" + strconv.FormatInt(high, 10))
	}
	return n, nil
}

// kindOf reads the type that a list is limited to, and refuses another
// ownership than the one that customers have.
func kindOf(query form.Values) (helpdesk.PostType, error) {
	if o := query.Get("ownership"); o != "" && o != ownership {
		return "", malformed("?ownership=" + ownership)
	}
	kind := helpdesk.PostType(query.Get("type"))
	if kind == helpdesk.AnyType {
		// As version 4 has it, for statuses.
		kind = helpdesk.PostType(query.Get("object_type"))
	}
	if kind != helpdesk.AnyType && !kind.Written() {
		return "", malformed("?type=idea|problem|question")
	}
	return kind, nil
}

// object gets one public object.
func (x *exchange) object() (*answer, error) {
	lanes := lanesOf(x.id)
	return x.show(view{name: x.nameOf("object", strconv.FormatInt(x.id, 10), string(x.form())), lanes: &lanes, read: func() (*page.Page, error) {
		began := x.time().UnixMilli()
		o, err := x.public(x.id)
		if err != nil {
			return nil, err
		}
		// The key's vote is for it, nearly always; what else it is, is mended when it is gathered.
		post := o.stands(1)
		x.also = append(x.also, statementOf(interest.Seen(&post, began)))
		o.Content = x.content(o.Content)
		return laid(o.write, false), nil
	}})
}

// forms are the names by which content is asked for in another form than HTML.
var forms = []string{string(helpdesk.BBCode), string(helpdesk.Drawn)}

// form is the form in which content is asked for: BBCode with bbcode=1, what it is drawn
// by with drawn=1, else HTML.
func (x *exchange) form() helpdesk.Format {
	for _, name := range forms {
		if x.query.Get(name) == "1" {
			return helpdesk.Format(name)
		}
	}
	return helpdesk.HTML
}

// content is HTML in the form in which it was asked for.
func (x *exchange) content(source string) string {
	switch x.form() {
	case helpdesk.BBCode:
		return bbcode.Print(html.Parse(source))
	case helpdesk.Drawn:
		return base64.StdEncoding.EncodeToString(draw.Program(html.Parse(source)))
	}
	return source
}

// public gets an object if customers may know of it. Anything else is not found.
func (x *exchange) public(id int64) (object, error) {
	return known(id)(send(x, x.upstream.Topic(id), asCustomersSee))
}

// known lets an object through that is the one asked for, and that customers may know of.
func known(id int64) func(object, error) (object, error) {
	return func(o object, err error) (object, error) {
		if err == nil && (!o.public || o.ID != id) {
			err = notFound
		}
		if err != nil {
			return object{}, err
		}
		return o, nil
	}
}

// comments lists the public comments of a public object.
func (x *exchange) comments() (*answer, error) {
	part := helpdesk.CommentPart{NewestFirst: x.query.Get("sort") == "desc"}
	var err error
	if part.Page, err = numberIn(x.query, "page", 0, 1, 1_000_000); err != nil {
		return nil, err
	}
	if sort := x.query.Get("sort"); sort != "" && sort != "asc" && sort != "desc" {
		return nil, malformed("?sort=asc|desc")
	}
	lanes := lanesOf(x.id)
	name := x.nameOf("comments", strconv.FormatInt(x.id, 10), strconv.FormatInt(part.Page, 10), strconv.FormatBool(part.NewestFirst), string(x.form()))
	return x.show(view{name: name, lanes: &lanes, read: func() (*page.Page, error) { return x.thread(part) }})
}

// thread is what is said about a public object.
func (x *exchange) thread(part helpdesk.CommentPart) (*page.Page, error) {
	topic, thread := x.upstream.Topic(x.id), x.upstream.TopicComments(x.id, part)
	if thread.Problem != nil {
		return nil, thread.Problem
	}
	both, err := x.do(sending(&topic), sending(&thread))
	if err != nil {
		return nil, err
	}
	// Whether the object is public comes first: for one that is not, nothing else may show.
	if _, err := known(x.id)(settle(x, topic, &both[0], asCustomersSee)); err != nil {
		return nil, err
	}
	found, err := settle(x, thread, &both[1], each(commentOf))
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(c comment) bool { return c.private })
	if err := x.ownOf(found); err != nil {
		return nil, err
	}
	for i := range found {
		found[i].Content = x.content(found[i].Content)
	}
	return laid(func(w *writer) { listed(w, found, (*comment).write) }, true), nil
}

// ownOf takes those comments out of the team's that stand under the edge's own account, in
// whose name guests write. Where nobody knows which that is, nothing is said of any.
func (x *exchange) ownOf(comments []comment) error {
	if !slices.ContainsFunc(comments, func(c comment) bool { return c.Author.Team }) {
		return nil
	}
	own, err := send(x, x.Edge.upstream.Me(), authorOf)
	if err == errWaiting {
		return err
	}
	if err != nil {
		x.note(err)
	}
	for i := range comments {
		a := &comments[i].Author
		a.Team = a.Team && err == nil && a.ID != own.ID
	}
	return nil
}
