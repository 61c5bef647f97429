package faults_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/core/customer"
	"deskside/shared/edge"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
	"deskside/shared/words/print"
)

// Everything that no log, error or trace may hold. Keys have characters that
// each way of writing them changes.
const (
	secretKey      = `K3y-of/the+account=%41"\&`
	secretToken    = `T0ken-of/the+channel=%42"\&`
	secretEdgeKey  = `E4ge-key/of+the=site%43`
	secretPassword = `correct-horse/battery+staple=%44`
	secretCookie   = `c00kie-of-a-session`
	secretVisitor  = `visitor-secret-token-0001`
	secretOnce     = `idempotency-secret-0001`
	writtenTitle   = `Kolibri title 4711`
	writtenText    = `Kolibri content 4712`
	writtenMail    = `kolibri.person@shop.test`
)

// spellings are the ways in which a server may repeat a secret.
func spellings(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	var escaped strings.Builder
	for _, b := range []byte(secret) {
		fmt.Fprintf(&escaped, "%%%02x", b)
	}
	return map[string]string{
		"as it is": secret, "as a query": url.QueryEscape(secret), "as a path": url.PathEscape(secret), "all escaped": escaped.String(),
		"in JSON": strings.Trim(string(quoted), `"`), "in Go": strings.Trim(fmt.Sprintf("%q", secret), `"`),
		"in base64":       base64.StdEncoding.EncodeToString([]byte(secret)),
		"as a login":      base64.StdEncoding.EncodeToString([]byte("api:" + secret)),
		"in a web's base": base64.RawURLEncoding.EncodeToString([]byte("x" + secret)),
		"with a gap":      secret[:5] + "\u200b" + secret[5:],
	}
}

// traces are what must not be found of a secret: its spellings, and the piece of
// base64 that it makes wherever it stands.
func traces(secret string) []string {
	found := []string{base64.RawStdEncoding.EncodeToString([]byte(secret))[:16], base64.RawStdEncoding.EncodeToString([]byte("api:" + secret))[8:20]}
	for _, spelled := range spellings(secret) {
		found = append(found, spelled)
	}
	return found
}

// out collects everything that may be read by somebody.
type out struct {
	mu    sync.Mutex
	texts []string
}

func (o *out) add(texts ...string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts = append(o.texts, texts...)
}

// fail adds all ways to write an error.
func (o *out) fail(err error) {
	o.add(err.Error(), fmt.Sprintf("%v", err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), fmt.Sprintf("%q", err))
	var e *api.Error
	if errors.As(err, &e) {
		o.add(print.In("en").Say(e.Say()), fmt.Sprintf("%#v", e), fmt.Sprintf("%+v", *e))
	}
}

func (o *out) options(secrets ...string) []transport.Option {
	return []transport.Option{
		transport.WithRetry(api.Retry{Attempts: 1}), transport.WithRedactor(api.NewRedactor(secrets...)),
		transport.Observe(func(line string, status int) { o.add(fmt.Sprint(line, " ", status)) }),
		transport.Trace(func(text string) { o.add(text) }),
	}
}

// mustNotHold fails for every trace of what must not come out.
func (o *out) mustNotHold(t *testing.T, secrets ...string) {
	t.Helper()
	all := strings.Join(o.texts, "\n")
	for _, secret := range secrets {
		for _, trace := range traces(secret) {
			if at := strings.Index(all, trace); at >= 0 {
				t.Errorf("%q is in %q", trace, all[max(0, at-80):min(len(all), at+len(trace)+40)])
			}
		}
	}
}

// parrot is a helpdesk that repeats in its answers whatever keys it is sent.
type parrot struct {
	say func(secret string) string
	// as is how it answers: "error", "words", "page", "down" or "odd".
	as     string
	mu     sync.Mutex
	header []http.Header
}

func (p *parrot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.header = append(p.header, r.Header.Clone())
	p.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	var sent struct {
		Token    string `json:"api_token"`
		Password string `json:"password"`
	}
	_ = json.Unmarshal(body, &sent)
	said := ""
	for _, secret := range []string{r.Header.Get("Authorization"), strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), sent.Token, sent.Password} {
		if secret != "" {
			said += " key " + p.say(secret) + " is unknown;"
		}
	}
	w.Header().Set("Set-Cookie", "session="+secretCookie)
	w.Header().Set("X-Debug", said)
	w.Header().Set("Content-Type", "application/json")
	switch p.as {
	case "error":
		w.WriteHeader(400)
		_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": 400, "message": said, "context": said}})
	case "words":
		_ = json.NewEncoder(w).Encode(map[string]any{"error": said, "code": 112})
	case "page":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<h1>"+said+"</h1>")
	case "down":
		w.WriteHeader(503)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": said})
	case "odd":
		_ = json.NewEncoder(w).Encode([]any{said, map[string]any{said: said}})
	}
}

func TestNoSecretComesOutOfClientsWhateverAServerSays(t *testing.T) {
	o := &out{}
	secrets := []string{secretKey, secretToken, secretPassword}
	tries := 0
	for spelling := range spellings(secretKey) {
		for _, as := range []string{"error", "words", "page", "down", "odd"} {
			p := &parrot{as: as, say: func(secret string) string { return spellings(secret)[spelling] }}
			web := httptest.NewServer(p)
			ur := useresponse.New(base(t, web.URL), useresponse.WithKey(secretKey))
			ud := usedesk.New(base(t, web.URL), secretToken)
			options := o.options(secrets...)
			do := func(calls ...func() error) {
				for _, call := range calls {
					tries++
					// A list of anything may pass for a list.
					if err := call(); err != nil {
						o.fail(err)
					}
				}
			}
			do(
				func() error { return sent(web, ur.Me(), options) },
				func() error { return sent(web, ur.Login(writtenMail, secretPassword), options) },
				func() error { return sent(web, ur.SetPassword(9, secretPassword), options) },
				func() error {
					return sent(web, ur.CreateUser(useresponse.NewUser{Email: writtenMail, Name: writtenTitle, Password: secretPassword}), options)
				},
				func() error {
					return sent(web, ur.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: writtenTitle, Content: writtenText}), options)
				},
				func() error { return sent(web, ur.SearchObjects(useresponse.Search{Text: writtenText}), options) },
				func() error { return sent(web, ud.Tickets(usedesk.List{Query: writtenText}), options) },
				func() error { return sent(web, ud.Channels("email"), options) },
				func() error { return sent(web, ud.ProfileByEmail(writtenMail), options) },
				func() error {
					return sent(web, ud.CreateTicket(usedesk.NewTicket{Subject: writtenTitle, Message: writtenText + " " + writtenMail, Email: writtenMail}), options)
				},
			)
			web.Close()
		}
	}
	o.mustNotHold(t, append(secrets, secretCookie)...)
	// What people write is in no trace either; an error may only repeat a server's words.
	o.mustNotHold(t, writtenTitle, writtenText, writtenMail)
	require.Contains(t, strings.Join(o.texts, ""), "[key]", "keys were said")
	require.Contains(t, strings.Join(o.texts, ""), "•••", "traces were written")
	t.Logf("%d calls, %d texts searched for %d secrets in %d spellings", tries, len(o.texts), len(secrets)+4, len(traces(secretKey)))
}

func sent[T any](web *httptest.Server, call api.Call[T], options []transport.Option) error {
	_, err := transport.Do(context.Background(), web.Client(), call, options...)
	return err
}

func TestNoSecretComesOutOfTheEdgeWhateverAServerSays(t *testing.T) {
	logged, answered := &out{}, &out{}
	for spelling := range spellings(secretEdgeKey) {
		for _, as := range []string{"error", "words", "page", "down", "odd"} {
			p := &parrot{as: as, say: func(secret string) string { return spellings(secret)[spelling] }}
			web := httptest.NewServer(p)
			handler, err := edge.New(edge.Config{
				Upstream: base(t, web.URL), Key: secretEdgeKey, Doer: web.Client(), Clock: patient{newClock()},
				Log: func(line string) { logged.add(line) },
			})
			require.NoError(t, err)
			for _, ask := range []struct{ method, path, body string }{
				{"GET", "categories.json", ""}, {"GET", "search.json?text=" + url.QueryEscape(writtenText), ""}, {"GET", "objects/5.json", ""},
				{"POST", "objects.json", `{"object_type": "idea", "title": "` + writtenTitle + `", "content": "` + writtenText + ` ` + writtenMail + `"}`},
				{"POST", "comments.json", `{"object_id": 5, "content": "` + writtenText + `"}`}, {"GET", "nothing/" + secretCookie, ""},
			} {
				r := httptest.NewRequest(ask.method, "/api/7.0/"+ask.path, strings.NewReader(ask.body))
				if ask.body != "" {
					r.Header.Set("Content-Type", "application/json")
				}
				r.Header.Set("Cookie", "session="+secretCookie)
				r.Header.Set("Authorization", "Bearer "+secretPassword)
				r.Header.Set(customer.VisitorHeader, secretVisitor)
				r.Header.Set(customer.IdempotencyKeyHeader, secretOnce)
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				answered.add(w.Body.String(), fmt.Sprint(w.Header()))
			}
			for _, header := range p.header {
				require.Equal(t, secretEdgeKey, header.Get("Authorization"))
				for _, name := range []string{"Cookie", customer.VisitorHeader, customer.IdempotencyKeyHeader} {
					require.Empty(t, header.Get(name), "what a visitor sends for the edge goes no further")
				}
			}
			web.Close()
		}
	}
	logged.mustNotHold(t, secretEdgeKey, secretCookie, secretPassword, secretVisitor, secretOnce, writtenTitle, writtenText, writtenMail)
	answered.mustNotHold(t, secretEdgeKey, secretCookie, secretPassword, secretVisitor, secretOnce)
	require.NotEmpty(t, logged.texts)
	t.Logf("%d lines of logs, %d answers", len(logged.texts), len(answered.texts)/2)
}

// safe is a buffer that may be read while it is written to.
type safe struct {
	mu sync.Mutex
	bytes.Buffer
}

func (s *safe) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Buffer.Write(p)
}

func TestNoSecretComesOutOfTheSandboxsLog(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	told, in := io.Pipe()
	var log safe
	ended := make(chan error, 1)
	go func() {
		ended <- sandbox.Run(ctx, []string{"--log", "--fault", "users.get=reset", "--fault", "users.edit=status"}, in, &log)
		in.Close()
	}()
	line, err := bufio.NewReader(told).ReadString('\n')
	require.NoError(t, err)
	var at sandbox.Endpoints
	require.NoError(t, json.Unmarshal([]byte(line), &at))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute}
	ask := func(method, address, kind, body string, header ...string) {
		r, err := http.NewRequest(method, address, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Cookie", "session="+secretCookie)
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		if answer, err := client.Do(r); err == nil {
			answer.Body.Close()
		}
	}
	api7 := at.UseResponseURL + "/api/7.0/"
	const form = "application/x-www-form-urlencoded"
	ask("GET", api7+"me.json?apiKey="+at.Keys.Agent+"&api_key="+at.Keys.Admin, "", "")
	ask("GET", api7+"users/9.json", "", "", "Authorization", at.Keys.Agent)
	ask("POST", api7+"users/9.json", form, "apiKey="+at.Keys.Agent+"&email="+url.QueryEscape(writtenMail))
	ask("POST", api7+"auth/login.json", "application/json", `{"email": "`+at.Logins.Agent.Email+`", "password": "`+at.Logins.Agent.Password+`"}`)
	ask("POST", api7+"auth/login.json", "application/json", `{"email": "`+writtenMail+`", "password": "`+secretPassword+`"}`)
	ask("POST", api7+"objects.json", "application/json", `{"apiKey": "`+at.Keys.User+`", "title": "`+writtenTitle+`", "content": "`+writtenText)
	ask("GET", at.UsedeskURL+"/tickets?query="+url.QueryEscape(writtenText)+"&api_token="+at.UsedeskToken, "", "")
	ask("POST", at.UsedeskURL+"/create/ticket", "application/json", `{"api_token": "`+at.UsedeskToken+`", "subject": "`+writtenTitle+`", "client_email": "`+writtenMail+`"}`)
	ask("POST", at.UsedeskURL+"/nothing", "application/json", `{"api_token": "`+secretToken+`"}`, "Authorization", "Bearer "+at.UsedeskToken)
	stop()
	require.NoError(t, <-ended)
	o := &out{}
	o.add(log.String())
	o.mustNotHold(t, at.Keys.Admin, at.Keys.Agent, at.Keys.User, at.UsedeskToken, at.Logins.Agent.Password, at.Logins.Agent.Email,
		secretToken, secretPassword, secretCookie, writtenTitle, writtenText, writtenMail)
	require.GreaterOrEqual(t, strings.Count(log.String(), "\n"), 9, "every request is logged")
}
