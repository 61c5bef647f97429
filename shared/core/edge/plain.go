package edge

import (
	"strconv"
	"strings"
	"time"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/guard"
	"deskside/shared/core/edge/leaf"
	"deskside/shared/core/edge/named"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// The form without a script: a page of the edge's own for browsers that run none, or no
// WebAssembly. What comes by it is a post like any other, of a visitor who is that form.

// leafRoutes are those of the pages.
func leafRoutes() []route {
	return []route{
		{get, leaf.Path, []string{leaf.Language, leaf.Type}, (*exchange).blankForm, reading},
		{post, leaf.Path, nil, (*exchange).filledForm, writing | perForm | inStore},
		{get, leaf.Path + "/{token}", []string{leaf.Language}, (*exchange).sentForm, reading},
	}
}

// isLeaf reports whether a path is that of a page of these.
func isLeaf(path string) bool {
	return path == leaf.Path || strings.HasPrefix(path, leaf.Path+"/")
}

// leafy reports whether a route answers with a page.
func (r *route) leafy() bool { return isLeaf(r.path) }

// admitLeaf finds the route of a page. No page of another origin asks for one: it would
// read a stamp, or send a form of its own.
func (e *Edge) admitLeaf(r *Request) (a *answer, found *route, at place) {
	if origin := r.Get("Origin"); origin != "" && !own(origin, r) {
		return refusal{status: statusForbidden, says: []words.Say{words.EdgeOrigin()}}.answer(), nil, at
	}
	found, at, methods := match(leafRoutes(), r.Method, r.Path)
	switch {
	case methods == "":
		return notFound.answer(), nil, at
	case found == nil:
		return notAllowed(methods), nil, at
	}
	return nil, found, at
}

const (
	// byForm begins the names of visitors who are forms.
	byForm = "form:"
	// soonest is how long a person takes at least to fill in a form.
	soonest = 3 * time.Second
)

// leafPrinter prints in the language that somebody asks for, else in their browser's.
func (x *exchange) leafPrinter(language string) print.Printer {
	return print.ForCustomers(append([]string{language}, accepted(&x.in.Request)...)...)
}

// corePath is where a frame has the widget's core run whose browser runs no WebAssembly:
// the same operations, byte for byte.
const corePath, coreMedia = "core.msgpack", "application/msgpack"

// coreStamp gives such a frame its stamp. Pages of other origins read none.
func (x *exchange) coreStamp() (*answer, error) {
	if origin := x.in.Request.Get("Origin"); origin != "" && !own(origin, &x.in.Request) {
		return nil, refusal{status: statusForbidden, says: []words.Say{words.EdgeOrigin()}}
	}
	return success(func(w *writer) { w.open('{').text("stamp", x.stamp(guard.ForCore)).shut('}') }, true), nil
}

// runCore runs an operation of the widget's core for a frame of this edge.
func (x *exchange) runCore() (*answer, error) {
	r := &x.in.Request
	_, ours := guard.Open(r.Get(customer.FrameHeader), guard.ForCore, x.owner, x.site, time.UnixMicro(x.in.Now))
	if !ours || !own(r.Get("Origin"), r) {
		return nil, refusal{status: statusForbidden, says: []words.Say{words.EdgeOrigin()}}
	}
	done, err := x.do(Effect{Run: &Running{x.query.Get("op"), x.body}})
	switch {
	case err != nil:
		return nil, err
	case done[0].Failure != "":
		return nil, malformed("?op=…")
	}
	return &answer{status: statusOK, body: done[0].Content, media: coreMedia}, nil
}

// leafAnswer is a page as an answer.
func leafAnswer(status int, p print.Printer, body []byte) *answer {
	a := &answer{status: status, body: body, media: "text/html; charset=utf-8"}
	// With no referrer at all browsers say no origin with a form.
	return a.with("Content-Security-Policy", leaf.Policy()).with("Referrer-Policy", "same-origin").with("Content-Language", p.Language())
}

// blankForm gives the form.
func (x *exchange) blankForm() (*answer, error) {
	if err := x.takesForms(); err != nil {
		return nil, err
	}
	return x.formAnswer(&leaf.Form{Stamp: x.stamp(guard.ForForm), Type: x.query.Get(leaf.Type), Language: x.query.Get(leaf.Language)}, statusOK)
}

// takesForms refuses them where nothing is kept, or guests write no posts: nobody knows
// who fills one in.
func (x *exchange) takesForms() error {
	if !x.store || x.guests.NoPosts {
		return refusal{status: statusNever, says: []words.Say{words.EdgeFormNowhere()}}
	}
	return nil
}

// formAnswer answers with a form, whose categories are those that everybody is shown.
func (x *exchange) formAnswer(f *leaf.Form, status int) (*answer, error) {
	listed, err := x.categoriesOf(helpdesk.AnyType)
	if x.in.Request.Method == post {
		// What is read anew goes through the request again.
		x.renew = ""
	}
	if err == errWaiting || len(x.want) > 0 {
		return nil, errWaiting
	}
	if err != nil {
		// Without them a customer can still write.
		x.note(err)
	} else if doc, err := jsontext.ParseBytes(listed.body); err == nil {
		for c := range doc.Root().Items() {
			if id, err := strconv.ParseInt(c.Get("id").Text(), 10, 64); err == nil {
				f.Categories = append(f.Categories, leaf.Choice{ID: id, Name: c.Get("name").Text()})
			}
		}
	}
	f.At = named.At(x.name)
	p := x.leafPrinter(f.Language)
	return leafAnswer(status, p, f.Page(p)), nil
}

// typedIn reads what was filled in.
func (x *exchange) typedIn() (f leaf.Form, trap string, err error) {
	err = members(x.body, map[string]func(jsontext.Value) bool{
		leaf.Stamp: text(&f.Stamp), leaf.Type: text(&f.Type), leaf.Title: text(&f.Title), leaf.Content: text(&f.Content),
		leaf.Category: number(&f.Category), leaf.Language: text(&f.Language), leaf.Trap: text(&trap),
	})
	return f, trap, err
}

// filledForm takes what was filled in. Whatever is wrong with it, it comes back as it
// was typed; sent twice it is one post.
func (x *exchange) filledForm() (*answer, error) {
	f, trap, err := x.typedIn()
	if err != nil {
		return nil, err
	}
	if err := x.takesForms(); err != nil {
		return nil, err
	}
	stamp, ours := guard.Open(f.Stamp, guard.ForForm, x.owner, x.site, time.UnixMicro(x.in.Now))
	draft := feedback.Draft{Type: helpdesk.PostType(f.Type), Title: f.Title, Content: f.Content}
	for _, p := range draft.Check().Problems {
		f.Problems = append(f.Problems, leaf.Problem{Field: p.Field, Say: p.Say})
	}
	switch {
	case !ours:
		f.Stamp = x.stamp(guard.ForForm)
		f.Notice = []words.Say{words.EdgeFormOld()}
	case trap != "":
		f.Notice = []words.Say{words.EdgeFormTrapped()}
	case time.UnixMicro(x.in.Now).Sub(stamp.At) < soonest:
		f.Notice = []words.Say{words.EdgeFormQuick()}
	}
	if len(f.Problems)+len(f.Notice) > 0 {
		return x.formAnswer(&f, statusUnprocessable)
	}
	x.visitor, x.key = byForm+stamp.ID, stamp.ID
	w, err := x.post((&writer{}).open('{').text("object_type", f.Type).text("title", f.Title).text("content", f.Content).number("category_id", f.Category).shut('}').b)
	if err == nil {
		_, err = x.once(w)
	}
	if err == errWaiting || len(x.want) > 0 {
		return nil, errWaiting
	}
	e, unread := x.entry(NewStatement(`SELECT `+columns+` FROM entry WHERE visitor = ? AND key = ?`, x.visitor, x.key))
	switch {
	case unread == errWaiting:
		return nil, unread
	case unread == nil && e.Sent == w.sent && (err == nil || e.State != entry.Refused):
		at := named.At(x.name) + leaf.Path + "/" + e.ID
		if f.Language != "" {
			at += "?" + leaf.Language + "=" + languageOf(f.Language)
		}
		return (&answer{status: statusElsewhere}).with("Location", at), nil
	case err == nil:
		return nil, unread
	}
	if unread == nil {
		// This form was sent before, with another text, or was refused.
		f.Stamp = x.stamp(guard.ForForm)
	}
	return x.again(&f, err)
}

// languageOf is a language's tag as an address may have it.
func languageOf(tag string) string {
	if !token(tag, 1, 35) {
		return ""
	}
	return tag
}

// again answers with a form that was not taken.
func (x *exchange) again(f *leaf.Form, err error) (*answer, error) {
	r := x.refuse(err)
	f.Notice = r.says
	a, err := x.formAnswer(f, r.status)
	if a != nil && r.retryAfter > 0 {
		a.with("Retry-After", seconds(r.retryAfter))
	}
	return a, err
}

// leafRefused is why somebody gets no page: with what they typed, where they have.
func (x *exchange) leafRefused(err error) *answer {
	if x.in.Request.Method == post && len(x.body) > 0 {
		if f, _, unread := x.typedIn(); unread == nil {
			if a, _ := x.again(&f, err); a != nil {
				return a
			}
			return nil
		}
	}
	r := x.refuse(err)
	language := x.query.Get(leaf.Language)
	p := x.leafPrinter(language)
	page := leaf.Result{At: named.At(x.name), Heading: words.EdgeFormTitle(), Says: r.says, Language: languageOf(language)}
	a := leafAnswer(r.status, p, page.Page(p))
	if r.retryAfter > 0 {
		a.with("Retry-After", seconds(r.retryAfter))
	}
	return a
}

// sentForm tells whoever has its address how far it is what they sent.
func (x *exchange) sentForm() (*answer, error) {
	e, err := x.entry(NewStatement(`SELECT `+columns+` FROM entry WHERE id = ?`, x.token))
	if err != nil {
		return nil, err
	}
	if e.Kind != entry.Post || !strings.HasPrefix(e.Visitor, byForm) {
		return nil, notFound
	}
	language := x.query.Get(leaf.Language)
	r := leaf.Result{At: named.At(x.name), Heading: words.EdgeFormHere(), Says: saysOf(e), Waits: e.State.Live(), Language: languageOf(language)}
	switch e.State {
	case entry.Delivered:
		r.Heading, r.Says = words.EdgeFormThanks(), []words.Say{words.EdgeFormNext()}
		if doc, err := jsontext.Parse(e.Answer); err == nil {
			made := doc.Root().Get("success")
			if r.Post = webAddress(made.Get("url").Text()); made.Get("state").Get("name").Text() != "" {
				// Nobody sees its page so far.
				r.Says, r.Post = []words.Say{words.EdgeFormModerated()}, ""
			}
		}
	case entry.Refused:
		r.Heading = words.EdgeFormUnsent()
	case entry.Uncertain:
		r.Heading = words.EdgeFormUnknown()
	}
	p := x.leafPrinter(language)
	return leafAnswer(statusOK, p, r.Page(p)), nil
}
