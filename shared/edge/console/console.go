// Package console is where whoever runs an edge sees what it keeps, and decides on
// what waits for a person: pages without a script, behind a key of their own.
//
// It shows no secret: neither a key, nor who wrote something. A host serves it at an
// address that is not the widget's.
package console

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"deskside/shared/core/edge/identity"
	"deskside/shared/edge"
	"deskside/shared/edge/letters"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// Letters is what is kept.
type Letters interface {
	Letters(context.Context) ([]letters.Letter, error)
	// Delivered is when something last arrived at the helpdesk.
	Delivered(context.Context) (time.Time, error)
	// People are those of whom the edge knows who they are, counted by how they stand.
	People(context.Context) (map[identity.State]int64, error)
	Retry(ctx context.Context, id string) error
	Discard(ctx context.Context, id string) error
}

// LeastKey is how many characters a key has at least.
const LeastKey = 16

// Config is what a console needs.
type Config struct {
	Letters Letters
	// Key is what opens it; "" where Access alone does.
	Key string
	// Access, where it is set, must have let through whoever comes.
	Access *Access
	// Sites, if set, are the sites with a name. Check, if set, looks whether one works, and
	// Seal, if set, seals what is secret of one, about something.
	Sites Sites
	Check func(ctx context.Context, name string) []edge.Finding
	Seal  func(about string, content []byte) []byte
	// By says who hands on what is kept.
	By By
	// Now is the time of day. Changed, if set, is called after a letter was changed.
	Now     func() time.Time
	Changed func(ctx context.Context, site, id string)
}

// By is who hands on what is kept, and when.
type By string

const (
	Here  By = "here"  // the console's own program, as soon as it is due
	Queue By = "queue" // its program, when a queue calls it and each minute
	Clock By = "clock" // its program, each minute
	Edge  By = ""      // the edge, which is elsewhere
)

const (
	cookie = "deskside_operator"
	// entered is how long one stays in without entering the key again.
	entered = 12 * time.Hour
	// A key may be tried so often, and once more after each pause.
	tries, tryEvery = 5, 12 * time.Second
)

type console struct {
	Config
	mu sync.Mutex
	// left are the tries that are left, as of at.
	left float64
	at   time.Time
}

// New returns the console, or what is wrong with its key.
func New(config Config) (http.Handler, error) {
	if config.Access != nil {
		if err := config.Access.check(); err != nil {
			return nil, err
		}
	}
	if len(config.Key) < LeastKey && (config.Key != "" || config.Access == nil) {
		return nil, errors.New("the operator's key needs " + strconv.Itoa(LeastKey) + " characters or more")
	}
	c := &console{Config: config, left: tries, at: config.Now()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", c.list)
	mux.HandleFunc("GET /", c.entered(c.nowhere))
	mux.HandleFunc("POST /enter", c.enter)
	mux.HandleFunc("POST /leave", c.leave)
	mux.HandleFunc("POST /retry", c.act(Letters.Retry, words.OperatorDoneRetry()))
	mux.HandleFunc("POST /discard", c.act(Letters.Discard, words.OperatorDoneDiscard()))
	c.routeSites(mux)
	mux.HandleFunc("GET /console.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write([]byte(style))
	})
	// What changes something comes from these pages alone, whatever a browser sends along.
	own := http.NewCrossOriginProtection().Handler(c.guarded(mux))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			w.Header().Set(name, value)
		}
		own.ServeHTTP(w, r)
	}), nil
}

// guarded lets nobody to the pages whom Access did not let through.
func (c *console) guarded(pages http.Handler) http.Handler {
	if c.Access == nil {
		return pages
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/console.css" && !c.Access.lets(r, c.Now()) {
			refused := words.OperatorAccess()
			it := newPage(printer(r))
			it.Notice, it.Wrong, it.Shut = printer(r).Say(refused), true, true
			give(w, http.StatusForbidden, it)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

//go:embed console.css
var style string

// nowhere is the page of an address that has none.
func (c *console) nowhere(w http.ResponseWriter, r *http.Request) {
	p := printer(r)
	it := newPage(p)
	it.Entered, it.Leaves = true, c.Key != ""
	it.Notice, it.Wrong = p.Say(words.OperatorNowhere()), true
	give(w, http.StatusNotFound, it)
}

// list shows what is kept, or asks for the key.
func (c *console) list(w http.ResponseWriter, r *http.Request) {
	if !c.in(r) {
		c.ask(w, r, http.StatusUnauthorized, nil)
		return
	}
	c.show(w, r, http.StatusOK, nil)
}

// enter takes the key.
func (c *console) enter(w http.ResponseWriter, r *http.Request) {
	switch wrong := words.OperatorKeyWrong(); {
	case c.Key == "":
		http.NotFound(w, r)
	case !c.may():
		wrong = words.OperatorKeySlow()
		c.ask(w, r, http.StatusTooManyRequests, &wrong)
	case !hmac.Equal(hash(r.PostFormValue("key")), hash(c.Key)):
		c.ask(w, r, http.StatusForbidden, &wrong)
	default:
		until := c.Now().Add(entered)
		c.put(w, r, c.ticket(until), until)
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}

func hash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// may reports whether the key may be tried now.
func (c *console) may() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.Now()
	c.left = min(c.left+now.Sub(c.at).Seconds()/tryEvery.Seconds(), tries)
	c.at = now
	if c.left < 1 {
		return false
	}
	c.left--
	return true
}

func (c *console) leave(w http.ResponseWriter, r *http.Request) {
	c.put(w, r, "", time.Unix(1, 0))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// put sets the cookie, which no script reads and no other site's page sends.
func (c *console) put(w http.ResponseWriter, r *http.Request, value string, until time.Time) {
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: value, Path: "/", Expires: until, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"})
}

// ticket says until when somebody is in, signed by the key.
func (c *console) ticket(until time.Time) string {
	text := strconv.FormatInt(until.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(c.Key))
	mac.Write([]byte(cookie + "." + text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// in reports whether a request is by somebody who has entered the key.
func (c *console) in(r *http.Request) bool {
	if c.Key == "" {
		return true
	}
	given, err := r.Cookie(cookie)
	if err != nil {
		return false
	}
	text, _, _ := strings.Cut(given.Value, ".")
	until, err := strconv.ParseInt(text, 10, 64)
	if err != nil || !c.Now().Before(time.Unix(until, 0)) {
		return false
	}
	return hmac.Equal([]byte(given.Value), []byte(c.ticket(time.Unix(until, 0))))
}

// act does something to the letter of a site that a form names.
func (c *console) act(do func(Letters, context.Context, string) error, done words.Say) http.HandlerFunc {
	return c.entered(func(w http.ResponseWriter, r *http.Request) {
		id, site, of := r.PostFormValue("id"), r.PostFormValue("site"), c.Letters
		if site != "" && c.Sites != nil {
			if _, err := c.Sites.Site(r.Context(), site); err != nil {
				r.SetPathValue("name", site)
				c.showSite(w, r, http.StatusNotFound, "", nil, nil)
				return
			}
			of = c.Sites.Of(site)
		}
		err := do(of, r.Context(), id)
		status, says := http.StatusOK, done
		switch {
		case errors.Is(err, edge.ErrNoLetter):
			status, says = http.StatusConflict, words.OperatorGone()
		case err != nil:
			status, says = http.StatusServiceUnavailable, words.OperatorStore()
		case c.Changed != nil:
			c.Changed(r.Context(), site, id)
		}
		if site != "" && c.Sites != nil {
			r.SetPathValue("name", site)
			c.showSite(w, r, status, printer(r).Say(says), nil, nil)
			return
		}
		c.show(w, r, status, &says)
	})
}

// printer prints in the language of whoever asks.
func printer(r *http.Request) print.Printer {
	var tags []string
	for item := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(item, ";")
		tags = append(tags, strings.TrimSpace(tag))
	}
	return print.In(tags...)
}
