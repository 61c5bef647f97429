// Package turnstile stands in for Cloudflare Turnstile: its script, the frame that this
// shows, and the check of what comes of it. It refuses what the real one refuses: a secret of
// no widget, and a token that is none, was used, or is too old.
//
// Whoever asks it believes it to be challenges.cloudflare.com: a program by a proxy, which
// this is, too, a test by sending there what is meant for that host.
package turnstile

import (
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"sync"
	"time"
)

// SiteKey and Secret are those of the one widget that there is.
const SiteKey, Secret = "1x-the-site-key-of-a-test", "0x-the-secret-of-a-test-which-nobody-is-told"

// Host is whom this stands in for.
const Host = "challenges.cloudflare.com"

// good is for how long a token is.
const good = 5 * time.Minute

// Turnstile is one. It is an http.Handler of what is asked of that host.
type Turnstile struct {
	now func() time.Time
	mux http.ServeMux

	mu     sync.Mutex
	tokens map[string]*token
	asked  []Asked
	// away has it answer nothing that makes sense, blocked not give its script.
	away, blocked bool
}

// token is one that was given.
type token struct {
	hostname, action, cdata string
	at                      time.Time
	// by is under which key it was used up, "" where there was none or it was not used.
	used bool
	by   string
}

// Asked is what a check was asked.
type Asked struct {
	Secret   string `json:"secret"`
	Response string `json:"response"`
	RemoteIP string `json:"remoteip"`
	Key      string `json:"idempotency_key"`
}

// New makes one with a clock.
func New(now func() time.Time) *Turnstile {
	t := &Turnstile{now: now, tokens: map[string]*token{}}
	t.mux.HandleFunc("GET /turnstile/v0/api.js", t.script)
	t.mux.HandleFunc("GET /widget", t.widget)
	t.mux.HandleFunc("POST /widget", t.solved)
	t.mux.HandleFunc("POST /turnstile/v0/siteverify", t.verify)
	t.mux.HandleFunc("POST /switch", t.turn)
	return t
}

func (t *Turnstile) ServeHTTP(w http.ResponseWriter, r *http.Request) { t.mux.ServeHTTP(w, r) }

// Give gives a token, as if somebody had shown that they are a person.
func (t *Turnstile) Give(hostname, action, cdata string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := rand.Text()
	t.tokens[text] = &token{hostname: hostname, action: action, cdata: cdata, at: t.now()}
	return text
}

// Asked is what it was asked so far.
func (t *Turnstile) Asked() []Asked {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Asked(nil), t.asked...)
}

// Leave has it answer nothing that makes sense, or answer again.
func (t *Turnstile) Leave(away bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.away = away
}

// turn is for those who are not in this program: expire makes all tokens too old, away has
// it answer nothing that makes sense, blocked not give its script, and ok do both again.
func (t *Turnstile) turn(w http.ResponseWriter, r *http.Request) {
	mode := r.FormValue("mode")
	if mode == "expire" {
		t.Expire()
	} else {
		t.Leave(mode == "away")
		t.mu.Lock()
		defer t.mu.Unlock()
		t.blocked = mode == "blocked"
	}
	w.WriteHeader(http.StatusNoContent)
}

// Expire makes all tokens too old.
func (t *Turnstile) Expire() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, one := range t.tokens {
		one.at = one.at.Add(-good)
	}
}

// verify says what a token is worth.
func (t *Turnstile) verify(w http.ResponseWriter, r *http.Request) {
	var asked Asked
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&asked); err != nil {
		refuse(w, "bad-request")
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked = append(t.asked, asked)
	one := t.tokens[asked.Response]
	switch {
	case t.away:
		http.Error(w, "error code: 502", http.StatusBadGateway)
	case asked.Secret == "":
		refuse(w, "missing-input-secret")
	case asked.Secret != Secret:
		refuse(w, "invalid-input-secret")
	case asked.Response == "":
		refuse(w, "missing-input-response")
	case one == nil:
		refuse(w, "invalid-input-response")
	case t.now().Sub(one.at) >= good || one.used && (one.by == "" || one.by != asked.Key):
		refuse(w, "timeout-or-duplicate")
	default:
		one.used, one.by = true, asked.Key
		answer(w, map[string]any{"success": true, "error-codes": []string{}, "challenge_ts": one.at.UTC().Format("2006-01-02T15:04:05.000Z"),
			"hostname": one.hostname, "action": one.action, "cdata": one.cdata, "metadata": map[string]any{"interactive": true}})
	}
}

func refuse(w http.ResponseWriter, code string) {
	answer(w, map[string]any{"success": false, "error-codes": []string{code}, "messages": []string{}})
}

func answer(w http.ResponseWriter, said any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(said) // whoever asked has left
}

//go:embed api.js
var script []byte

func (t *Turnstile) script(w http.ResponseWriter, _ *http.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.blocked {
		http.Error(w, "blocked", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/javascript")
	_, _ = w.Write(script)
}

//go:embed widget.html
var page string

var widget = template.Must(template.New("widget").Parse(page))

// widget shows a button to press.
func (t *Turnstile) widget(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("sitekey") != SiteKey {
		http.Error(w, "no such widget", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = widget.Execute(w, map[string]string{"Language": r.FormValue("language"), "Theme": r.FormValue("theme")})
}

// solved gives a token to whoever pressed it.
func (t *Turnstile) solved(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write([]byte(t.Give(r.FormValue("hostname"), r.FormValue("action"), r.FormValue("cdata"))))
}
