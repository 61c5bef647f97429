package edge_test

import (
	"bytes"
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

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api"
	"deskside/shared/core/edge/identity"
	"deskside/shared/edge"
	"deskside/shared/edge/seal"
)

// thought is an idea of no category.
const thought = `{"ownership": "feedback", "object_type": "idea", "title": "Bright charts", "content": "It is bright."}`

const siteSecret = "a secret of thirty-two bytes, ok"

func sealing(t *testing.T, key byte) *seal.Keys {
	t.Helper()
	keys, err := seal.ParseKeys(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{key}, 32)))
	require.NoError(t, err)
	return keys
}

// sealed is an edge that can seal, and takes identities.
func sealed(t *testing.T) func(*edge.Config) {
	keys, err := identity.ParseKeys("shared:HS256:" + base64.StdEncoding.EncodeToString([]byte(siteSecret)))
	require.NoError(t, err)
	return func(c *edge.Config) {
		c.Identities, c.Audience, c.Seals = keys, "feedback.example.com", sealing(t, 1)
	}
}

// real is an edge before a helpdesk that is the sandbox, over HTTP.
type real struct {
	*site
	at sandbox.Endpoints
	// lose, where it is not nil, loses the answer to a request, after it was acted on.
	lose func(*http.Request) bool
	// fail, where it is not nil, says that the helpdesk is away.
	fail func() bool
	base api.Base
	// sent are the requests that the edge has sent.
	sent []string
	of   sync.Mutex
}

// Do sends as the edge does, and loses what is to be lost.
func (r *real) Do(request *http.Request) (*http.Response, error) {
	if r.fail != nil && r.fail() {
		return nil, errors.New("there is nobody")
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	r.of.Lock()
	defer r.of.Unlock()
	r.sent = append(r.sent, request.Method+" "+strings.TrimPrefix(request.URL.Path, "/api/7.0/"))
	if err == nil && r.lose != nil && r.lose(request) {
		_ = answer.Body.Close()
		return nil, errors.New("the answer was lost")
	}
	return answer, err
}

// asks counts requests that begin so.
func (r *real) asks(begin string) (n int) {
	r.of.Lock()
	defer r.of.Unlock()
	for _, line := range r.sent {
		if strings.HasPrefix(line, begin) {
			n++
		}
	}
	return n
}

// newReal begins with the account whose key is chosen.
func newReal(t *testing.T, account func(sandbox.Keys) string, changes ...func(*edge.Config)) *real {
	t.Helper()
	r := &real{}
	r.at = sandboxtest.Open(t, sandbox.Options{Now: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	base, err := api.ParseBase(r.at.UseResponseURL)
	require.NoError(t, err)
	r.base = base
	r.site = newSite(t, append([]func(*edge.Config){sealed(t), func(c *edge.Config) {
		c.Upstream, c.Key, c.Doer = base, account(r.at.Keys), r
	}}, changes...)...)
	return r
}

func agents(k sandbox.Keys) string    { return k.Agent }
func customers(k sandbox.Keys) string { return k.User }

// there asks the helpdesk itself, by a key.
func (r *real) there(key, method, path, body string) (status int, answer string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.at.UseResponseURL+"/api/7.0/"+path, strings.NewReader(body))
	require.NoError(r.t, err)
	request.Header.Set("Authorization", key)
	request.Header.Set("Content-Type", "application/json")
	got, err := http.DefaultClient.Do(request)
	require.NoError(r.t, err)
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	require.NoError(r.t, err)
	return got.StatusCode, string(text)
}

// topicThere is an object as the helpdesk has it.
type topicThere struct {
	ID      int64
	Content string
	Author  struct {
		ID   int64
		Name string
	}
	Votes struct {
		All     int64
		IsVoted bool
	}
}

func (r *real) topic(key string, id int64) (o topicThere) {
	r.t.Helper()
	status, answer := r.there(key, "GET", fmt.Sprintf("objects/%d.json", id), "")
	require.Equal(r.t, 200, status, answer)
	require.NoError(r.t, json.Unmarshal([]byte(answer), &o))
	return o
}

// idea makes one that the administrator has written, who has voted for it.
func (r *real) idea() int64 {
	r.t.Helper()
	_, answer := r.there(r.at.Keys.Admin, "POST", "objects.json", `{"ownership":"feedback","object_type":"idea","title":"Dark mode","content":"B"}`)
	var made struct{ Success topicThere }
	require.NoError(r.t, json.Unmarshal([]byte(answer), &made), answer)
	return made.Success.ID
}

// userThere finds a user by an address, 0 for none.
func (r *real) userThere(email string) int64 {
	r.t.Helper()
	_, answer := r.there(r.at.Keys.Admin, "GET", "users/search.json?email="+url.QueryEscape(email), "")
	var found struct{ Data []struct{ ID int64 } }
	require.NoError(r.t, json.Unmarshal([]byte(answer), &found), answer)
	if len(found.Data) == 0 {
		return 0
	}
	return found.Data[0].ID
}

// token is what the site signs about somebody; a claim that is nil is left out.
func token(t *testing.T, s *site, changes jwt.MapClaims) string {
	t.Helper()
	now := s.clock().Unix()
	claims := jwt.MapClaims{"sub": "42", "name": "Nora [b]Berg[/b]", "email": "nora@shop.example", "aud": "feedback.example.com", "iat": now, "exp": now + 300}
	for name, value := range changes {
		claims[name] = value
		if value == nil {
			delete(claims, name)
		}
	}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(siteSecret))
	require.NoError(t, err)
	return signed
}

// identify exchanges a token for a session, as the browser of that name.
func (s *site) identify(browser, token string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask("POST", "/api/7.0/identity.json", `{"token":"`+token+`"}`, "Deskside-Visitor", browser)
}

// session reads the session out of an answer.
func (s *site) session(w *httptest.ResponseRecorder) string {
	s.t.Helper()
	require.Equal(s.t, 200, w.Code, w.Body.String())
	var told struct{ Session string }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &told))
	require.NotEmpty(s.t, told.Session)
	return told.Session
}

func (s *site) as(visitor, method, path, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	s.keys++
	return s.ask(method, "/api/7.0/"+path, body, "Deskside-Visitor", visitor, "Idempotency-Key", fmt.Sprintf("key-of-a-test-%d", s.keys))
}

// voted is what somebody is shown of the votes on an object.
type voted struct {
	All     int64
	IsVoted bool
	Mine    string
}

func (s *site) shown(visitor string, id int64) voted {
	s.t.Helper()
	w := s.as(visitor, "GET", fmt.Sprintf("objects/%d.json", id), "")
	require.Equal(s.t, 200, w.Code, w.Body.String())
	var o struct{ Votes voted }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &o))
	return o.Votes
}

// deliverAll hands on whatever is due, until nothing is.
func (s *site) deliverAll() {
	s.t.Helper()
	for range 50 {
		if s.edge.DeliverNext(s.t.Context()) > 0 {
			return
		}
	}
	s.t.Fatal("it does not come to an end")
}

// somebody is how a person comes to be known, and what stands at the helpdesk for them.
type somebody struct {
	account func(sandbox.Keys) string
	// enter returns what their browser sends.
	enter func(r *real) string
	// author is the user who has written their posts, "" for the account of the edge.
	author string
	// commented is the same of comments.
	commented string
	// bylines are what the texts of a post and of a comment begin with.
	postByline, commentByline string
	// votes says that their vote is theirs there, and not the account's.
	votes bool
	state identity.State
}

const noras = "<p><strong>Nora bBerg/b:</strong>"

func people(t *testing.T) map[string]somebody {
	t.Helper()
	identified := func(changes jwt.MapClaims) func(*real) string {
		return func(r *real) string { return r.session(r.identify(anna, token(r.t, r.site, changes))) }
	}
	login := sandbox.Login{}
	at := sandboxtest.Open(t, sandbox.Options{})
	login = at.Logins.User
	return map[string]somebody{
		"a guest": {account: agents, enter: func(*real) string { return anna }},
		"somebody whom the site names without an address": {account: agents, enter: identified(jwt.MapClaims{"email": nil}),
			postByline: noras, commentByline: noras, state: identity.Named},
		"somebody whom the site names, and the account may not look for users": {account: customers, enter: identified(nil),
			postByline: noras, commentByline: noras, state: identity.Named},
		"somebody who is a user already": {account: agents, enter: identified(jwt.MapClaims{"email": strings.ToUpper(login.Email)}),
			author: login.Email, commentByline: noras, state: identity.Known},
		"somebody whom the helpdesk does not know": {account: agents, enter: identified(nil),
			author: "nora@shop.example", commented: "nora@shop.example", votes: true, state: identity.Made},
		"somebody who signs in": {account: agents, enter: func(r *real) string {
			return r.session(r.ask("POST", "/api/7.0/auth/login.json", fmt.Sprintf(`{"email":%q,"password":%q}`, r.at.Logins.User.Email, r.at.Logins.User.Password), "Deskside-Visitor", anna))
		}, author: login.Email, commented: login.Email, votes: true, state: identity.Login},
	}
}

// TestWhoDoesWhatAndWhatStandsAtTheHelpdesk is the table in the documents, cell by cell.
func TestWhoDoesWhatAndWhatStandsAtTheHelpdesk(t *testing.T) {
	for name, p := range people(t) {
		t.Run(name, func(t *testing.T) {
			r := newReal(t, p.account)
			account := p.account(r.at.Keys)
			accountID := r.me(account)
			wants := func(email string) int64 {
				if email == "" {
					return accountID
				}
				return r.userThere(email)
			}
			who := p.enter(r)
			id := r.idea()
			before := r.topic(r.at.Keys.Admin, id).Votes.All

			w := r.as(who, "POST", "objects.json", thought)
			require.Equal(t, 200, w.Code, w.Body.String())
			var made struct {
				Success struct {
					topicThere
					Votes voted
				}
			}
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &made))
			post := r.topic(r.at.Keys.Admin, made.Success.ID)
			require.Equal(t, wants(p.author), post.Author.ID, "the author of a post")
			require.NotZero(t, post.Author.ID)
			require.True(t, strings.HasPrefix(post.Content, p.postByline), post.Content)
			require.Equal(t, voted{1, true, "up"}, made.Success.Votes, "who writes something has voted for it")
			require.Equal(t, voted{1, true, "up"}, r.shown(who, made.Success.ID))
			require.Equal(t, voted{1, false, ""}, r.shown(ben, made.Success.ID))

			w = r.as(who, "POST", "comments.json", fmt.Sprintf(`{"object_id":%d,"content":"Me too"}`, id))
			require.Equal(t, 200, w.Code, w.Body.String())
			var said struct {
				Success struct {
					ID      int64
					Content string
					Author  struct{ ID int64 }
				}
			}
			_, answer := r.there(r.at.Keys.Admin, "GET", fmt.Sprintf("objects/%d/comments.json?sort=desc", id), "")
			var all struct {
				Success []struct {
					Content string
					Author  struct{ ID int64 }
				}
			}
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &said))
			require.NoError(t, json.Unmarshal([]byte(answer), &all), answer)
			require.Equal(t, wants(p.commented), all.Success[0].Author.ID, "the author of a comment")
			require.True(t, strings.HasPrefix(all.Success[0].Content, p.commentByline), all.Success[0].Content)
			require.Contains(t, all.Success[0].Content, "Me too")

			w = r.as(who, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", id), "")
			require.Equal(t, 200, w.Code, w.Body.String())
			require.Equal(t, before+1, r.topic(r.at.Keys.Admin, id).Votes.All)
			require.Equal(t, !p.votes, r.topic(account, id).Votes.IsVoted, "the vote of the account")
			require.Equal(t, voted{before + 1, true, "up"}, r.shown(who, id))
			require.Equal(t, voted{before + 1, false, ""}, r.shown(ben, id))

			// Another's vote is counted beside it.
			w = r.as(ben, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", id), "")
			require.Equal(t, 200, w.Code, w.Body.String())
			require.Equal(t, voted{before + 2, true, "up"}, r.shown(who, id))
			require.Equal(t, voted{before + 2, true, "up"}, r.shown(ben, id))

			w = r.as(who, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=revert", id), "")
			require.Equal(t, 200, w.Code, w.Body.String())
			require.Equal(t, voted{before + 1, false, ""}, r.shown(who, id))
			require.Equal(t, voted{before + 1, true, "up"}, r.shown(ben, id))
			require.Equal(t, before+1, r.topic(r.at.Keys.Admin, id).Votes.All)

			w = r.as(who, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=revert", made.Success.ID), "")
			if p.state == identity.Known {
				status, message, _ := failure(t, w)
				require.Equal(t, 403, status)
				require.Equal(t, "Your vote as the author was given by the helpdesk. It can only be taken back there.", message)
				require.Equal(t, voted{1, true, "up"}, r.shown(who, made.Success.ID))
				require.Equal(t, 200, r.as(who, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", made.Success.ID), "").Code)
				require.EqualValues(t, 1, r.topic(account, made.Success.ID).Votes.All, "it is not counted twice")
			} else {
				require.Equal(t, 200, w.Code, w.Body.String())
				require.Equal(t, voted{0, false, ""}, r.shown(who, made.Success.ID))
			}

			require.Equal(t, p.state, r.state(), "how they stand")
			require.NotContains(t, strings.Join(r.lines, "\n"), "nora@")
		})
	}
}

// me is whose a key is.
func (r *real) me(key string) int64 {
	r.t.Helper()
	_, answer := r.there(key, "GET", "me.json", "")
	var me struct{ ID int64 }
	require.NoError(r.t, json.Unmarshal([]byte(answer), &me), answer)
	return me.ID
}

// state is how the only person stands, "" where there is none.
func (r *real) state() (state identity.State) {
	r.t.Helper()
	rows, err := r.db.Query(`SELECT state FROM person`)
	require.NoError(r.t, err)
	defer rows.Close()
	for rows.Next() {
		require.Empty(r.t, state, "there are two")
		require.NoError(r.t, rows.Scan(&state))
	}
	require.NoError(r.t, rows.Err())
	return state
}

func TestVotesGoAlongOnceWithWhoeverTurnsOutToBeSomebody(t *testing.T) {
	for name, p := range people(t) {
		if p.state == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			r := newReal(t, p.account)
			account := p.account(r.at.Keys)
			ids := []int64{r.idea(), r.idea(), r.idea()}
			for _, id := range ids[:2] {
				require.Equal(t, 200, r.as(anna, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", id), "").Code)
			}
			require.Equal(t, 200, r.as(ben, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", ids[1]), "").Code)
			who := p.enter(r)
			again := p.enter
			if p.state != identity.Login {
				again = func(r *real) string {
					return r.session(r.identify(anna, token(t, r.site, jwt.MapClaims{"email": claimed(p)})))
				}
			}
			// What they do first makes them who they are there.
			require.Equal(t, 200, r.as(who, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", ids[2]), "").Code)
			r.deliverAll()
			who = again(r)
			r.deliverAll()
			for i, id := range ids {
				total := int64(2)
				if i == 1 {
					total = 3
				}
				require.Equal(t, voted{total, true, "up"}, r.shown(who, id), "object %d", i)
				require.Equal(t, p.votes && i != 1, !r.topic(account, id).Votes.IsVoted, "the account's vote on object %d", i)
			}
			if p.votes {
				require.EqualValues(t, 3, r.topic(r.at.Keys.Admin, ids[1]).Votes.All, "theirs, the account's for another, the author's")
			}
			require.Equal(t, voted{2, false, ""}, r.shown(anna, ids[0]), "the name of the browser has none any more")
		})
	}
}

func claimed(p somebody) any {
	switch p.state {
	case identity.Known:
		return p.author
	case identity.Named:
		if p.postByline != "" && p.author == "" {
			return nil
		}
	}
	return "nora@shop.example"
}

func TestSomebodyIsMadeAUserOnceWhateverIsLost(t *testing.T) {
	for _, lost := range []string{"POST users.json", "POST auth/login.json", "GET users/search.json", "POST objects.json"} {
		t.Run(lost, func(t *testing.T) {
			r := newReal(t, agents)
			left := 1
			r.lose = func(request *http.Request) bool {
				if request.Method+" "+strings.TrimPrefix(request.URL.Path, "/api/7.0/") != lost || left == 0 {
					return false
				}
				left--
				return true
			}
			who := r.session(r.identify(anna, token(t, r.site, nil)))
			w := r.as(who, "POST", "objects.json", thought)
			require.Contains(t, []int{200, 202}, w.Code, w.Body.String())
			for range 20 {
				r.pass(2 * time.Minute)
				r.deliverAll()
			}
			require.Equal(t, identity.Made, r.state())
			user := r.userThere("nora@shop.example")
			require.NotZero(t, user)
			_, answer := r.there(r.at.Keys.Admin, "GET", fmt.Sprintf("users/%d/activity.json", user), "")
			var found struct{ Data []topicThere }
			require.NoError(t, json.Unmarshal([]byte(answer), &found), answer)
			require.Len(t, found.Data, 1, "the post is there once, and theirs: %s", strings.Join(r.sent, "\n"))
		})
	}
}

func TestAUserWhomTheEdgeDidNotMakeKeepsTheirPassword(t *testing.T) {
	r := newReal(t, agents)
	who := r.session(r.identify(anna, token(t, r.site, jwt.MapClaims{"email": r.at.Logins.User.Email})))
	require.Equal(t, 200, r.as(who, "POST", "objects.json", thought).Code)
	require.Zero(t, r.asks("POST users"), "nothing about users was changed")
	status, _ := r.there("", "POST", "auth/login.json", fmt.Sprintf(`{"email":%q,"password":%q}`, r.at.Logins.User.Email, r.at.Logins.User.Password))
	require.Equal(t, 200, status)

	// Made by somebody else between the question and the making: so they stay theirs.
	r = newReal(t, agents)
	first := true
	r.lose = func(request *http.Request) bool {
		if first && strings.HasSuffix(request.URL.Path, "users/search.json") {
			first = false
			r.there(r.at.Keys.Admin, "POST", "users.json", `{"email":"nora@shop.example","full_name":"Nora","password":"her own"}`)
		}
		return false
	}
	who = r.session(r.identify(anna, token(t, r.site, nil)))
	require.Equal(t, 200, r.as(who, "POST", "objects.json", thought).Code)
	require.Equal(t, identity.Known, r.state())
	status, _ = r.there("", "POST", "auth/login.json", `{"email":"nora@shop.example","password":"her own"}`)
	require.Equal(t, 200, status)
}

func TestAKeyThatIsGoodForNothingAnyMoreIsNotUsed(t *testing.T) {
	r := newReal(t, agents)
	who := r.session(r.identify(anna, token(t, r.site, nil)))
	require.Equal(t, 200, r.as(who, "POST", "objects.json", thought).Code)
	user := r.userThere("nora@shop.example")
	status, answer := r.there(r.at.Keys.Admin, "POST", fmt.Sprintf("users/%d/ban.json", user), `{"permanent":true}`)
	require.Equal(t, 200, status, answer)
	w := r.as(who, "POST", "objects.json", strings.Replace(thought, "Bright", "Dark", 1))
	require.Equal(t, 202, w.Code, w.Body.String())
	require.Equal(t, identity.Known, r.state())
	r.pass(time.Minute)
	r.deliverAll()
	require.Equal(t, "delivered", r.stands(stays(t, w).URL).State)
}

func TestWhatIsSealedIsSealed(t *testing.T) {
	r := newReal(t, agents)
	who := r.session(r.identify(anna, token(t, r.site, nil)))
	require.Equal(t, 200, r.as(who, "POST", "objects.json", thought).Code)
	_, answer := r.there(r.at.Keys.Admin, "GET", fmt.Sprintf("users/%d.json", r.userThere("nora@shop.example")), "")
	key := fmt.Sprintf("sandbox-key-of-user-%d", r.userThere("nora@shop.example"))
	require.Contains(t, answer, "Nora")
	var secret string
	require.NoError(t, r.db.QueryRow(`SELECT secret FROM person`).Scan(&secret))
	require.NotEmpty(t, secret)
	content, err := base64.StdEncoding.DecodeString(secret)
	require.NoError(t, err)
	require.NotContains(t, string(content)+secret, key)
	require.NotContains(t, strings.Join(r.lines, "\n"), key)
	require.NotContains(t, who, "id:")

	// Without the key that it was sealed under, somebody stands as whoever has none.
	other := newReal(t, agents, func(c *edge.Config) {
		c.Store, c.Seals = r.db, sealing(t, 2)
		base, err := api.ParseBase(r.at.UseResponseURL)
		require.NoError(t, err)
		c.Upstream, c.Key = base, r.at.Keys.Agent
	})
	require.Equal(t, 401, other.as(who, "GET", "search.json", "").Code, "sessions are over")
	who = other.session(other.identify(anna, token(t, other.site, nil)))
	require.Equal(t, 200, other.as(who, "POST", "objects.json", strings.Replace(thought, "Bright", "Dark", 1)).Code)
	require.Equal(t, identity.Known, other.state())
}

func TestTokensAndSessions(t *testing.T) {
	s := newSite(t, sealed(t))
	signed := token(t, s, nil)
	session := s.session(s.identify(anna, signed))
	require.Equal(t, 200, s.identify(anna, signed).Code, "its browser may come again")
	status, message, _ := failure(t, s.identify(ben, signed))
	require.Equal(t, 401, status)
	require.Equal(t, "Who you are was not understood: the token was used by somebody else.", message)
	for name, w := range map[string]*httptest.ResponseRecorder{
		"the audience of another site": s.identify(anna, token(t, s, jwt.MapClaims{"aud": "x"})),
		"one that is over":             s.identify(anna, token(t, s, jwt.MapClaims{"exp": s.clock().Unix() - 60, "iat": s.clock().Unix() - 90})),
		"one that is changed":          s.identify(anna, signed[:len(signed)-4]+"AAAA"),
		"no token":                     s.identify(anna, "x"),
	} {
		status, _, _ := failure(t, w)
		require.Equal(t, 401, status, name)
	}
	require.Equal(t, 200, s.as(session, "GET", "search.json", "").Code)
	for name, other := range map[string]string{"changed": session[:len(session)-2] + "AA", "cut": session[:20], "empty": "s."} {
		require.Equal(t, 401, s.as(other, "GET", "search.json", "").Code, name)
	}
	for _, said := range []string{"id:0123456789abcdef0123456789abcdef", "key:0123456789abcdef0123456789abcdef"} {
		require.Equal(t, 400, s.as(said, "GET", "search.json", "").Code, "nobody says who they are by such a name")
	}
	s.pass(identity.SessionFor + time.Second)
	status, message, _ = failure(t, s.as(session, "GET", "search.json", ""))
	require.Equal(t, 401, status)
	require.Equal(t, "You are not signed in any more. Sign in again.", message)

	none := newSite(t)
	require.Equal(t, 501, none.identify(anna, signed).Code)
	require.Equal(t, 401, none.as(session, "GET", "search.json", "").Code)
}

func TestTheHostOfTheEdgeIsTheAudienceWhereNoneIsSet(t *testing.T) {
	s := newSite(t, sealed(t), func(c *edge.Config) { c.Audience = "" })
	require.Equal(t, 401, s.identify(anna, token(t, s, nil)).Code)
	require.Equal(t, 200, s.identify(anna, token(t, s, jwt.MapClaims{"aud": "example.com"})).Code)
}

func TestGuestsMayDoWhatTheSiteLetsThem(t *testing.T) {
	s := newSite(t, sealed(t), func(c *edge.Config) { c.Guests.NoPosts, c.Guests.NoVotes = true, true })
	who := s.session(s.identify(anna, token(t, s, jwt.MapClaims{"email": nil})))
	for _, visitor := range []string{ben, ""} {
		status, message, _ := failure(t, s.as(visitor, "POST", "objects.json", thought))
		require.Equal(t, 401, status)
		require.Equal(t, "Sign in to post here.", message)
	}
	require.Equal(t, 401, s.ask("POST", "/api/7.0/objects/1/votes/toggle.json?value=up&apiKey=somebodys-own", "").Code)
	require.Equal(t, 401, s.as(ben, "POST", "objects/1/votes/toggle.json?value=up", "").Code)
	require.Equal(t, 200, s.as(ben, "POST", "comments.json", `{"object_id":1,"content":"Me too"}`).Code)
	require.Equal(t, 200, s.as(who, "POST", "objects.json", thought).Code)
	require.Equal(t, 200, s.as(who, "POST", "objects/1/votes/toggle.json?value=up", "").Code)
}

func TestWhatWasSentAsABrowserIsNotSentAgainAsAPerson(t *testing.T) {
	r := newReal(t, agents)
	same := []string{"Deskside-Visitor", anna, "Idempotency-Key", "one-and-the-same"}
	require.Equal(t, 200, r.ask("POST", "/api/7.0/objects.json", thought, same...).Code)
	same[1] = r.session(r.identify(anna, token(t, r.site, nil)))
	w := r.ask("POST", "/api/7.0/objects.json", thought, same...)
	require.Equal(t, 200, w.Code)
	require.Equal(t, "true", w.Header().Get("Idempotency-Replayed"))
	require.Equal(t, 1, r.asks("POST objects.json"))
}

// TestFiftyPeopleAtOnceHaveEachTheirOwn has people of every kind write and vote side by
// side, and looks what stands at the helpdesk, and what each is shown.
func TestFiftyPeopleAtOnceHaveEachTheirOwn(t *testing.T) {
	r := newReal(t, agents)
	common := []int64{r.idea(), r.idea(), r.idea()}
	before := r.topic(r.at.Keys.Admin, common[0]).Votes.All
	const all = 50
	visitor := func(i int) string {
		browser := fmt.Sprintf("browser-of-number-%03d", i)
		if i%5 == 4 {
			return browser // a guest
		}
		claims := jwt.MapClaims{"sub": fmt.Sprint("customer-", i), "name": fmt.Sprintf("Number%03dx", i), "email": fmt.Sprintf("number%03d@shop.example", i)}
		if i%5 == 3 {
			claims["email"] = nil
		}
		return r.session(r.identify(browser, token(t, r.site, claims)))
	}
	// Whoever is number n votes for the ideas whose bits are in n.
	votes := func(i, idea int) bool { return i>>idea&1 == 1 }
	type shows struct {
		who   string
		posts int64
		body  string
	}
	seen := make([]shows, all)
	work := make([]func(), all)
	for i := range work {
		work[i] = func() {
			who := visitor(i)
			w := r.ask("POST", "/api/7.0/objects.json", fmt.Sprintf(`{"object_type":"idea","title":"Idea of number %d","content":"Secret%03dz"}`, i, i), "Deskside-Visitor", who, "Idempotency-Key", fmt.Sprintf("post-of-number-%d", i))
			if w.Code != 200 {
				t.Errorf("number %d: %d %s", i, w.Code, w.Body)
				return
			}
			id, _ := madeBy(t, w)
			for idea, object := range common {
				if !votes(i, idea) {
					continue
				}
				if w := r.ask("POST", fmt.Sprintf("/api/7.0/objects/%d/votes/toggle.json?value=up", object), "", "Deskside-Visitor", who); w.Code != 200 && w.Code != 202 {
					t.Errorf("number %d: %d %s", i, w.Code, w.Body)
				}
			}
			seen[i] = shows{who, id, w.Body.String()}
		}
	}
	atOnce(work...)
	if t.Failed() {
		return
	}
	for range 10 {
		r.pass(time.Minute)
		r.deliverAll()
	}
	for i, s := range seen {
		for idea, object := range common {
			total := before
			for other := range all {
				if votes(other, idea) {
					total++
				}
			}
			mine := ""
			if votes(i, idea) {
				mine = "up"
			}
			require.Equal(t, voted{total, mine != "", mine}, r.shown(s.who, object), "number %d, idea %d", i, idea)
		}
		for other := range all {
			if other != i {
				require.NotContains(t, s.body, fmt.Sprintf("Secret%03dz", other))
				require.NotContains(t, s.body, fmt.Sprintf("Number%03dx", other))
			}
		}
		author := r.topic(r.at.Keys.Admin, s.posts).Author.ID
		switch i % 5 {
		case 3, 4:
			require.Equal(t, r.me(r.at.Keys.Agent), author, "number %d", i)
		default:
			require.Equal(t, r.userThere(fmt.Sprintf("number%03d@shop.example", i)), author, "number %d", i)
			require.NotZero(t, author)
		}
	}
}

func TestAVoteThatBrowserAndPersonHaveBothCastIsOne(t *testing.T) {
	for name, changes := range map[string]jwt.MapClaims{"counted here": {"email": nil}, "counted there": nil} {
		t.Run(name, func(t *testing.T) {
			r := newReal(t, agents)
			id := r.idea()
			up := fmt.Sprintf("objects/%d/votes/toggle.json?value=up", id)
			who := r.session(r.identify(anna, token(t, r.site, changes)))
			require.Equal(t, 200, r.as(who, "POST", up, "").Code)
			require.Equal(t, 200, r.as(anna, "POST", up, "").Code, "signed out, they are nobody")
			require.Equal(t, voted{3, true, "up"}, r.shown(anna, id))
			who = r.session(r.identify(anna, token(t, r.site, changes)))
			require.Equal(t, voted{2, true, "up"}, r.shown(who, id))
			require.Equal(t, voted{2, false, ""}, r.shown(anna, id))
		})
	}
}

func TestAVoteByAKeyOfOnesOwnShowsInPagesFromBefore(t *testing.T) {
	var r *real
	r = newReal(t, agents, func(c *edge.Config) { c.Cache = edge.NewMemory(1<<20, func() time.Time { return r.clock() }) })
	id := r.idea()
	who := r.session(r.identify(anna, token(t, r.site, nil)))
	toggle := func(value string) {
		require.Equal(t, 200, r.as(who, "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=%s", id, value), "").Code)
	}
	require.Equal(t, voted{1, false, ""}, r.shown(ben, id))
	asked := r.asks(fmt.Sprintf("GET objects/%d.json", id))
	r.pass(time.Second)
	toggle("up")
	there := r.asks(fmt.Sprintf("GET objects/%d.json", id))
	require.Equal(t, voted{2, true, "up"}, r.shown(who, id))
	require.Equal(t, voted{2, false, ""}, r.shown(ben, id))
	require.Equal(t, there, r.asks(fmt.Sprintf("GET objects/%d.json", id)), "the page is the one from before")
	require.Greater(t, there, asked)
	r.pass(time.Second)
	toggle("revert")
	require.Equal(t, voted{1, false, ""}, r.shown(who, id))
	require.Equal(t, voted{1, false, ""}, r.shown(ben, id))
	r.pass(time.Second)
	toggle("up")
	require.Equal(t, voted{2, true, "up"}, r.shown(who, id))
	// A page from afterwards has it already.
	r.pass(6 * time.Minute)
	require.Equal(t, voted{2, true, "up"}, r.shown(who, id))
	require.Equal(t, voted{2, false, ""}, r.shown(ben, id))
	r.deliverAll()
	require.Equal(t, voted{2, false, ""}, r.shown(ben, id))
}

func TestAPostInSomebodysNameWhoseAnswerWasLostIsThereOnce(t *testing.T) {
	r := newReal(t, agents)
	who := r.session(r.identify(anna, token(t, r.site, jwt.MapClaims{"email": r.at.Logins.User.Email})))
	lost := false
	r.lose = func(request *http.Request) bool {
		is := !lost && request.Method == "POST" && strings.HasSuffix(request.URL.Path, "/objects.json")
		lost = lost || is
		return is
	}
	w := r.as(who, "POST", "objects.json", thought)
	require.Equal(t, 202, w.Code, w.Body.String())
	r.pass(2 * time.Minute)
	r.deliverAll()
	require.Equal(t, "delivered", r.stands(stays(t, w).URL).State)
	require.Equal(t, 1, r.asks("POST objects.json"), "it was found")
}

func TestWhatSomebodyWroteIsNotSentAsAGuestsByWhoeverHasNoKeysToSealWith(t *testing.T) {
	r := newReal(t, agents)
	who := r.session(r.identify(anna, token(t, r.site, nil)))
	down := true
	r.fail = func() bool { return down }
	w := r.as(who, "POST", "objects.json", thought)
	require.Equal(t, 202, w.Code, w.Body.String())
	down = false
	r.pass(time.Minute)
	keyless := newReal(t, agents, func(c *edge.Config) {
		c.Store, c.Upstream, c.Key, c.Seals, c.Identities, c.Now = r.db, r.base, r.at.Keys.Agent, nil, nil, r.clock
	})
	keyless.deliverAll()
	require.Equal(t, "waiting", r.stands(stays(t, w).URL).State)
	require.Contains(t, strings.Join(keyless.lines, "\n"), "set SEAL_KEYS as the edge has them")
	r.pass(time.Hour)
	r.deliverAll()
	require.Equal(t, "delivered", r.stands(stays(t, w).URL).State)
	require.Equal(t, identity.Made, r.state())
}
