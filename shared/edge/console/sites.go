package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// Sites are the sites with a name, and what is kept of each.
type Sites interface {
	Sites(context.Context) ([]edge.SiteRow, error)
	Site(ctx context.Context, name string) (edge.SiteRow, error)
	AddSite(ctx context.Context, name, settings string) error
	ChangeSite(ctx context.Context, name, patch string) error
	RemoveSite(ctx context.Context, name string) error
	Begun(ctx context.Context, name string) (bool, error)
	Of(name string) *edge.Operator
}

// fields are those of a site's form, in its order.
var fields = [...]string{"upstream", "origins", named.Key, named.Identities, named.Block, "audience", "guests", "rates", "protect", "turnstile", named.TurnstileSecret, "block_language", "launcher", "position", "theme", "locale"}

// siteSecret is the field of a key that is to be sealed.
const siteSecret = "secret"

// siteForm is a form of a site as its template draws it. Name is "" for one to be added.
type siteForm struct {
	Action, Name string
	Fields       []field
	// Secret is whether a key can be sealed here.
	Secret bool
	Asked  string
}

// field is one of a form. More says that it is one of those that few need, First of them
// that they begin.
type field struct {
	Name, Label, Value, Hint string
	More, First              bool
}

// few is how many fields everybody needs.
const few = 3

// siteLink is a site in the list of all.
type siteLink struct{ Name, Host, Problem string }

// finding is one thing that there is to know.
type finding struct {
	Text  string
	Wrong bool
}

// sitePath is where a site is in the console.
func sitePath(name string) string { return "/site/" + url.PathEscape(name) }

func (c *console) routeSites(mux *http.ServeMux) {
	if c.Sites == nil {
		return
	}
	mux.HandleFunc("GET /site", c.entered(func(w http.ResponseWriter, r *http.Request) { c.blank(w, r, http.StatusOK, nil, "", &named.Row{}) }))
	mux.HandleFunc("POST /site", c.entered(c.add))
	mux.HandleFunc("GET /site/{name}", c.entered(func(w http.ResponseWriter, r *http.Request) { c.showSite(w, r, http.StatusOK, "", nil, nil) }))
	mux.HandleFunc("POST /site/{name}", c.entered(c.change))
	mux.HandleFunc("POST /site/{name}/check", c.entered(c.checkSite))
	mux.HandleFunc("POST /site/{name}/remove", c.entered(c.removeSite))
}

// entered lets nobody to a page who has not entered the key.
func (c *console) entered(page http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !c.in(r) {
			c.ask(w, r, http.StatusUnauthorized, nil)
			return
		}
		page(w, r)
	}
}

// filled is the row that somebody filled in.
func (c *console) filled(r *http.Request, name string) *named.Row {
	row := &named.Row{}
	for of, to := range row.Fields() {
		*to = strings.TrimSpace(r.PostFormValue(of))
	}
	if text := strings.TrimSpace(r.PostFormValue(siteSecret)); text != "" && c.Seal != nil && named.Valid(name) {
		row.Key = named.Secret{Sealed: c.Seal(named.About(name, named.Key), []byte(text))}
	}
	return row
}

// blank shows the form of a site that is not there yet.
func (c *console) blank(w http.ResponseWriter, r *http.Request, status int, problem error, name string, row *named.Row) {
	p := printer(r)
	it := c.siteless(p, p.Say(words.OperatorSiteNew()))
	if problem != nil {
		it.Notice, it.Wrong = saidOf(p, problem), true
	}
	it.Form = c.form(p, "/site", row)
	it.Form.Asked, it.Form.Name = p.Say(words.OperatorSiteName()), name
	it.Open = true
	give(w, status, it)
}

// siteless is a page about sites, without what is kept.
func (c *console) siteless(p print.Printer, title string) *page {
	it := newPage(p)
	it.Title, it.Entered, it.Leaves, it.Back = title, true, c.Key != "", p.Say(words.OperatorSiteBack())
	return it
}

func (c *console) form(p print.Printer, action string, row *named.Row) *siteForm {
	f := &siteForm{Action: action, Secret: c.Seal != nil}
	secrets, values := row.Secrets(), row.Fields()
	for i, name := range fields {
		one := field{Name: name, More: i >= few, First: i == few, Label: p.Say(words.OperatorSiteField(name)), Value: *values[name]}
		if s := secrets[name]; s != nil && len(s.Sealed) > 0 {
			one.Hint = p.Say(words.OperatorSiteSealed())
		}
		f.Fields = append(f.Fields, one)
	}
	return f
}

// saidOf is what is wrong, as whoever runs the edge reads it.
func saidOf(p print.Printer, err error) string {
	switch {
	case errors.Is(err, edge.ErrNoSite):
		return p.Say(words.OperatorSiteAbsent())
	case errors.Is(err, edge.ErrSiteThere):
		return p.Say(words.OperatorSiteThere())
	case errors.Is(err, edge.ErrSiteName):
		return p.Say(words.OperatorSiteName())
	}
	return p.Say(words.OperatorCheckUnset(words.Text(err.Error())))
}

func (c *console) add(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.PostFormValue("name"))
	row := c.filled(r, name)
	if err := c.Sites.AddSite(r.Context(), name, row.Text()); err != nil {
		row.Key.Sealed = nil
		c.blank(w, r, http.StatusConflict, err, name, row)
		return
	}
	http.Redirect(w, r, sitePath(name), http.StatusSeeOther)
}

// change takes what somebody filled in. A secret that is sealed stays where no other is named.
func (c *console) change(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	old, err := c.Sites.Site(r.Context(), name)
	if err != nil {
		c.showSite(w, r, http.StatusNotFound, saidOf(printer(r), err), nil, nil)
		return
	}
	row := c.filled(r, name)
	changes := make([]string, 0, len(fields))
	of, was := row.Secrets(), old.Row.Secrets()
	for _, field := range fields {
		if s := of[field]; s == nil || s.Set() || len(was[field].Sealed) == 0 {
			changes = append(changes, field)
		}
	}
	p := printer(r)
	if err := c.Sites.ChangeSite(r.Context(), name, row.Patch(changes...)); err != nil {
		c.showSite(w, r, http.StatusConflict, saidOf(p, err), row, nil)
		return
	}
	c.showSite(w, r, http.StatusOK, p.Say(words.OperatorSiteChanged(words.Text(name))), nil, nil)
}

func (c *console) checkSite(w http.ResponseWriter, r *http.Request) {
	var all []edge.Finding
	if c.Check != nil {
		all = c.Check(r.Context(), r.PathValue("name"))
	}
	c.showSite(w, r, http.StatusOK, "", nil, all)
}

func (c *console) removeSite(w http.ResponseWriter, r *http.Request) {
	p, name := printer(r), r.PathValue("name")
	begun, err := c.Sites.Begun(r.Context(), name)
	if err == nil && begun {
		census, unread := c.Sites.Of(name).Census(r.Context())
		if n := census.Letters + census.Waiting; unread == nil && n > 0 {
			c.showSite(w, r, http.StatusConflict, p.Say(words.OperatorSiteWaits(n)), nil, nil)
			return
		}
		err = unread
	}
	if err == nil {
		err = c.Sites.RemoveSite(r.Context(), name)
	}
	if err != nil {
		c.showSite(w, r, http.StatusConflict, saidOf(p, err), nil, nil)
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// showSite shows what a site is and what is kept of it. typed is what somebody has filled
// in, nil where that is what the site has.
func (c *console) showSite(w http.ResponseWriter, r *http.Request, status int, notice string, typed *named.Row, found []edge.Finding) {
	p, name := printer(r), r.PathValue("name")
	s, err := c.Sites.Site(r.Context(), name)
	if err != nil {
		it := c.siteless(p, p.Say(words.OperatorSites()))
		it.Notice, it.Wrong = saidOf(p, err), true
		if !errors.Is(err, edge.ErrNoSite) {
			it.Notice = p.Say(words.OperatorStore())
		}
		give(w, http.StatusNotFound, it)
		return
	}
	it := c.siteless(p, p.Say(words.OperatorSite(words.Text(name))))
	it.Notice, it.Wrong = notice, status >= http.StatusBadRequest
	if s.Problem != nil && notice == "" {
		it.Notice, it.Wrong = saidOf(p, s.Problem), true
	}
	row := &s.Row
	if typed != nil {
		row = typed
	}
	it.Form = c.form(p, sitePath(name), row)
	it.Open = typed != nil || !s.Key.Set()
	it.Site, it.At = name, sitePath(name)
	it.Snippet = `<script async src="https://EDGE` + named.At(name) + `/loader.js"></script>`
	it.Checks = c.Check != nil
	for _, f := range found {
		it.Findings = append(it.Findings, finding{p.Say(f.Say), f.Wrong})
	}
	begun, err := c.Sites.Begun(r.Context(), name)
	if err == nil && begun {
		err = c.fill(r.Context(), it, p, c.Sites.Of(name))
	}
	if err != nil {
		status, it.Notice, it.Wrong = http.StatusServiceUnavailable, p.Say(words.OperatorStore()), true
	}
	give(w, status, it)
}

// links are all sites, for the first page.
func (c *console) links(ctx context.Context, p print.Printer) ([]siteLink, error) {
	if c.Sites == nil {
		return nil, nil
	}
	all, err := c.Sites.Sites(ctx)
	var links []siteLink
	for _, s := range all {
		link := siteLink{Name: s.Name, Host: s.Upstream}
		if s.Problem != nil {
			link.Problem = saidOf(p, s.Problem)
		}
		links = append(links, link)
	}
	return links, err
}
