package stack

import (
	"bytes"
	"crypto/rand"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

//go:embed demo
var demoFiles embed.FS

// file is a file that the pages refer to.
type file struct {
	mediaType string
	content   []byte
}

// page is a page of the demo site.
type page struct {
	path, file, title string
	// strict pages send the strictest policy that a site can have, with a nonce
	// for the scripts it knows.
	strict bool
}

// inline is where the page with the widget in it is. What the edge itself has at /feedback,
// below the same origin, is its form.
const inline = "/ideas"

var pages = [...]page{
	{"/", "home.html", "Hours that turn into invoices", false},
	{"/pricing", "pricing.html", "Pricing", false},
	{"/guide", "guide.html", "Guide", false},
	{inline, "feedback.html", "Feedback", false},
	{"/security", "security.html", "Security", true},
}

// demo is a product's site, with the widget embedded as the README tells sites
// to. It knows the edge by its address alone, as any site would.
type demo struct {
	edge string
	// secret signs who its visitors are, to whom the edge is audience.
	secret, audience string
	templates        map[string]*template.Template
	files            map[string]file
}

func newDemo(edge, secret, audience string) (*demo, error) {
	d := &demo{edge: edge, secret: secret, audience: audience, templates: map[string]*template.Template{}, files: map[string]file{}}
	for _, p := range pages {
		t, err := template.ParseFS(demoFiles, "demo/layout.html", "demo/"+p.file)
		if err != nil {
			return nil, fmt.Errorf("read the demo site: %w", err)
		}
		d.templates[p.path] = t
	}
	for name, mediaType := range map[string]string{"/style.css": "text/css; charset=utf-8", "/icon.svg": "image/svg+xml"} {
		content, err := demoFiles.ReadFile("demo" + name)
		if err != nil {
			return nil, fmt.Errorf("read the demo site: %w", err)
		}
		d.files[name] = file{mediaType, content}
	}
	return d, nil
}

func (d *demo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "This site is only for reading.", http.StatusMethodNotAllowed)
		return
	}
	switch r.URL.Path {
	case "/sign-in":
		d.remember(w, r, "nora")
		return
	case "/sign-out":
		d.remember(w, r, "")
		return
	}
	if f, ok := d.files[r.URL.Path]; ok {
		send(w, r, f.mediaType, f.content)
		return
	}
	for _, p := range pages {
		if p.path == r.URL.Path {
			d.show(w, r, p)
			return
		}
	}
	http.Error(w, "This page does not exist. The site begins at /.", http.StatusNotFound)
}

// cookie says as whom somebody is signed in to the demo site.
const cookie = "harbor"

// remember signs somebody in or out, and leads back to the first page.
func (d *demo) remember(w http.ResponseWriter, r *http.Request, as string) {
	c := &http.Cookie{Name: cookie, Value: as, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if as == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// identity is what the site signs about its visitor for the widget, "" for nobody, as any
// site does by a library of its own language.
func (d *demo) identity(r *http.Request) (string, error) {
	if c, err := r.Cookie(cookie); err != nil || c.Value != "nora" {
		return "", nil
	}
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": "customer-1041", "name": "Nora Lind", "email": "nora.lind@harbor.example", "aud": d.audience,
		"iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
	})
	token.Header["kid"] = demoKey
	return token.SignedString([]byte(d.secret))
}

// demoKey is the id of the demo site's key.
const demoKey = "harbor"

func (d *demo) show(w http.ResponseWriter, r *http.Request, p page) {
	who, err := d.identity(r)
	if err != nil {
		http.Error(w, "This page cannot be shown.", http.StatusInternalServerError)
		return
	}
	view := struct {
		Title, Path, Edge, Nonce, Identity string
		Pages                              []page
		Inline                             bool
	}{p.title, p.path, d.edge, "", who, pages[:], p.path == inline}
	policy := "default-src 'self'; script-src 'self' " + d.edge + "; frame-src " + d.edge + "; base-uri 'none'; form-action 'none'"
	if p.strict {
		view.Nonce = rand.Text()
		policy = "default-src 'none'; script-src 'nonce-" + view.Nonce + "'; style-src 'self'; img-src 'self'; frame-src " + d.edge +
			"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	}
	w.Header().Set("Content-Security-Policy", policy)
	var body bytes.Buffer
	if err := d.templates[p.path].ExecuteTemplate(&body, "layout.html", view); err != nil {
		http.Error(w, "This page cannot be shown.", http.StatusInternalServerError)
		return
	}
	send(w, r, "text/html; charset=utf-8", body.Bytes())
}

func send(w http.ResponseWriter, r *http.Request, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// Path and Title serve the template of the navigation.
func (p page) Path() string { return p.path }

// Name is the page's word in the navigation.
func (p page) Name() string {
	if p.path == "/" {
		return "Harbor"
	}
	return strings.ToUpper(p.path[1:2]) + p.path[2:]
}
