package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

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

// field is one of a form, with the choices that there are, if not any text will do. First
// says that with it those begin that few need.
type field struct {
	Name, Label, Value, Hint string
	Choices                  []choice
	First                    bool
}

// choice is what a field can be.
type choice struct {
	Value, Label string
	Chosen       bool
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
	for _, m := range row.Members() {
		*m.Text = strings.TrimSpace(r.PostFormValue(m.Name))
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
	for i, m := range row.Members() {
		one := field{Name: m.Name, First: i == few, Label: p.Say(words.OperatorSiteField(m.Name)), Value: *m.Text}
		if all := m.Words(); all != nil {
			one.Choices = choices(p, m, all)
		}
		if m.Secret != nil && len(m.Secret.Sealed) > 0 {
			one.Hint = p.Say(words.OperatorSiteSealed())
		}
		f.Fields = append(f.Fields, one)
	}
	return f
}

// choices are those of a member: as usual, what else it can be, and what it is if that is
// none of them.
func choices(p print.Printer, m named.Member, can []string) (all []choice) {
	is := listed(*m.Text)
	known := false
	add := func(word string) {
		of := listed(word)
		chosen := slices.Equal(slices.Sorted(slices.Values(of)), slices.Sorted(slices.Values(is)))
		known = known || chosen
		name := strings.Join(append([]string{m.Name}, of...), "_")
		all = append(all, choice{word, p.Say(words.OperatorSiteChoice(name, words.Text(word))), chosen})
	}
	add("")
	for _, word := range can {
		add(word)
	}
	if !known {
		all = append(all, choice{*m.Text, *m.Text, true})
	}
	return all
}

// listed are the words of a list.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
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
	var changes []string
	was := old.Row.Members()
	for i, m := range row.Members() {
		if m.Secret == nil || m.Secret.Set() || len(was[i].Secret.Sealed) == 0 {
			changes = append(changes, m.Name)
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
