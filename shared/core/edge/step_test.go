package edge_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/edge"
)

const object = `{"id": 1, "title": "Charts", "ownership": "feedback", "canBeCommented": true,
	"type": {"slug": "idea", "supports": {"votes": true, "comments": true}}, "votes": {"all": 5, "canVote": true, "isVoted": false}}`

// answered is what a helpdesk says to a request.
func answered(r *api.Request) *api.Response {
	body := object
	switch {
	case strings.Contains(r.URL, "users/search.json"):
		body = `{"data": [{"id": 9, "email": "a@b.test"}]}`
	case strings.Contains(r.URL, "authorId=9"):
		body = `{"success": {"data": [` + strings.Replace(object, `"Charts"`, `"Charts", "author": {"id": 9}, "commentsNum": 2`, 1) + `], "totalPages": 1}}`
	case strings.HasSuffix(r.URL, "categories.json"):
		body = `[{"id": 1, "name": "Reports"}]`
	case strings.HasSuffix(r.URL, "statuses.json"):
		body = `[{"id": 1, "slug": "planned", "title": "Planned"}]`
	case strings.HasSuffix(r.URL, "me.json"):
		body = `{"id": 9}`
	case strings.Contains(r.URL, "sort=new"):
		// It wrote the title in another normal form.
		found := strings.Replace(object, `"Charts"`, `"Café  charts", "author": {"id": 9}, "createdAtPosix": 1800000000, "content": "<p>Bright</p>"`, 1)
		body = `{"success": {"data": [` + found + `], "totalPages": 1}}`
	case strings.Contains(r.URL, "search.json"), strings.Contains(r.URL, "comments.json") && r.Method == "GET":
		body = `{"success": []}`
	case r.Method == "POST" && strings.HasSuffix(r.URL, "objects.json"):
		body = strings.Replace(object, `"isVoted": false`, `"isVoted": true`, 1)
	}
	return &api.Response{Status: 200, Body: []byte(body), Header: []api.Header{{Name: "date", Value: "Mon, 11 May 2026 12:00:00 GMT"}}}
}

// stored is what a store without rows gives for statements of a first sending, or
// of one of which the store knows no more than that it began.
func stored(statements []edge.Statement, lost bool) (results []edge.Result) {
	for i := range statements {
		s := &statements[i]
		var row []edge.Value
		switch {
		case !s.Reads():
		case strings.HasPrefix(s.SQL, "SELECT id, kept"):
			row = []edge.Value{s.Values[0], {Number: 1}}
		case strings.HasPrefix(s.SQL, "SELECT id"):
			kept := statements[1].Values
			state := "sending"
			if lost {
				state = "doubt"
			}
			row = append(slices.Clone(kept[:7]), edge.Value{IsText: true, Text: state}, edge.Value{IsText: true}, edge.Value{IsText: true},
				kept[7], edge.Value{Number: 1_800_000_000_000}, kept[8], edge.Value{}, edge.Value{}, s.Values[2])
		case strings.HasPrefix(s.SQL, "SELECT f.id"):
			row = []edge.Value{s.Values[1], {IsText: true, Text: "a.png"}, {IsText: true, Text: "image/png"}, {IsText: true, Text: "00"}, {Number: 8}}
		case strings.HasPrefix(s.SQL, "SELECT count(*) FROM file"):
			row = []edge.Value{{Number: 1}}
		case strings.HasPrefix(s.SQL, "SELECT turn, adopts FROM"):
			row = []edge.Value{{}, {Number: -1}}
		case strings.HasPrefix(s.SQL, "SELECT count(*) FROM made"):
			row = []edge.Value{{Number: 1}}
		}
		result := edge.Result{Changed: 1}
		if row != nil {
			result.Rows = [][]edge.Value{row}
		}
		results = append(results, result)
	}
	return results
}

// told is an effect in a word or two.
func told(e *edge.Effect) string {
	switch {
	case e.Send != nil:
		_, path, _ := strings.Cut(e.Send.URL, "/api/7.0/")
		return e.Send.Method + " " + path
	case len(e.Statements) > 0 && strings.HasPrefix(e.Statements[0].SQL, "INSERT INTO rate"):
		return "a count"
	case len(e.Statements) > 0:
		return strconv.Itoa(len(e.Statements)) + " statements"
	case e.Match != "":
		return "a look"
	}
	return "a pause"
}

func newEdge(t testing.TB) *edge.Edge {
	base, err := api.ParseBase("help.example.com")
	require.NoError(t, err)
	e, err := edge.New(edge.Site{Upstream: base, Key: "key", Store: true, Cache: true, BlockSecret: "the-secret-of-the-block"})
	require.NoError(t, err)
	return e
}

// exchanged is one request with all that its steps ask for.
type exchanged struct {
	method, path, query, body string
	steps                     []string
	// lost says that it was sent before, and the answer was lost.
	lost bool
	// cached says that somebody has asked so long ago, renews that it is read anew for that.
	cached time.Duration
	renews bool
}

// exchanges are requests of each kind.
var exchanges = map[string]exchanged{
	"a list":                      {path: "search.json", method: "GET", steps: []string{"a look", "GET search.json?ownership=feedback&count=20"}},
	"a search":                    {path: "search.json", method: "GET", query: "text=charts", steps: []string{"GET search.json?text=charts&ownership=feedback&count=20"}},
	"a list that is cached":       {path: "search.json", method: "GET", cached: time.Second, steps: []string{"a look", "1 statements"}},
	"a list that was cached":      {path: "search.json", method: "GET", cached: time.Hour, steps: []string{"a look", "GET search.json?ownership=feedback&count=20"}},
	"an object":                   {path: "objects/1.json", method: "GET", steps: []string{"a look", "GET objects/1.json", "3 statements"}},
	"an object that is cached":    {path: "objects/1.json", method: "GET", cached: time.Minute, steps: []string{"a look", "3 statements"}},
	"an object that is read anew": {path: "objects/1.json", method: "GET", renews: true, steps: []string{"GET objects/1.json", "3 statements"}},
	"all of the first screen":     {path: "bootstrap.jsonl", method: "GET", steps: []string{"a look", "GET search.json?ownership=feedback&sort=popular&count=20 + GET categories.json"}},
	"that with the statuses":      {path: "bootstrap.jsonl", method: "GET", query: "statuses=1", steps: []string{"a look", "GET search.json?ownership=feedback&sort=popular&count=20 + GET categories.json + GET statuses.json"}},
	"the first screen, cached":    {path: "bootstrap.jsonl", method: "GET", cached: time.Second, steps: []string{"a look", "1 statements"}},
	"what somebody takes part in": {path: "mine.json", method: "GET", steps: []string{"1 statements"}},
	"categories that are cached":  {path: "categories.json", method: "GET", cached: time.Second, steps: []string{"a look"}},
	"comments, beside the one":    {path: "objects/1/comments.json", method: "GET", steps: []string{"a look", "GET objects/1.json + GET objects/1/comments.json"}},
	"a comment":                   {path: "comments.json", method: "POST", body: `{"object_id": 1, "content": "Me too"}`, steps: []string{"a count", "4 statements", "GET objects/1.json", "POST comments.json", "5 statements"}},
	"a vote": {path: "objects/1/votes/toggle.json", method: "POST", query: "value=up",
		steps: []string{"a count", "5 statements", "GET objects/1.json", "5 statements", "1 statements", "POST objects/1/votes/toggle.json?value=up", "6 statements"}},
	"a post": {path: "objects.json", method: "POST", body: `{"object_type": "idea", "title": "Charts", "content": "Bright"}`,
		steps: []string{"a count", "4 statements", "POST objects.json", "5 statements", "3 statements", "1 statements", "5 statements"}},
	"a file": {path: "upload-file.json", method: "POST", body: `{"name": "a.jpg", "content": "iVBORw0KGgo="}`, steps: []string{"a count", "4 statements"}},
	"a post with a file": {path: "objects.json", method: "POST", body: `{"object_type": "idea", "title": "Charts", "content": "Bright", "attachments": [{"name": "a.png", "body": "iVBORw0KGgo="}]}`,
		steps: []string{"a count", "4 statements", "anew", "a count", "1 statements", "7 statements", "POST objects.json", "5 statements", "3 statements", "1 statements", "5 statements"}},
	"a block": {path: "usedesk/block.json", method: "POST", body: `{"secret_key": "the-secret-of-the-block", "client_data": {"emails": ["a@b.test", "c@d.test"]}}`,
		steps: []string{"GET users/search.json?email=a%40b.test + GET users/search.json?email=c%40d.test", "GET search.json?ownership=feedback&authorId=9&sort=new_updated&count=20", "GET objects/1/comments.json?sort=desc&page=1"}},
	"a post that is refused": {path: "objects.json", method: "POST", body: `{}`, steps: []string{"a count"}},
	"a post whose answer was lost": {path: "objects.json", method: "POST", body: `{"object_type": "idea", "title": "Cafe\u0301 charts", "content": "Bright"}`, lost: true,
		steps: []string{"a count", "4 statements", "GET me.json", "GET search.json?ownership=feedback&sort=new&count=50", "1 statements", "2 statements", "1 statements", "3 statements"}},
}

// request is that of an exchange, by a visitor who sends keys.
func (e *exchanged) request() edge.Request {
	return edge.Request{
		Method: e.method, Path: "/api/7.0/" + e.path, Query: e.query, Body: []byte(e.body), Host: "edge.example.com",
		Header: []api.Header{{Name: "deskside-visitor", Value: "visitor-anna-0000001"}, {Name: "Idempotency-Key", Value: "draft-0001-0002"}, {Name: "content-type", Value: "application/json"}},
	}
}

// run goes through an exchange step by step, as a host does, and returns the
// input of each.
func (e *exchanged) run(step func(*edge.Input) edge.Outcome) (inputs []edge.Input, steps []string, last edge.Outcome) {
	in := edge.Input{Request: e.request(), Now: 1_800_000_000_000_000, Random: 7, Renews: e.renews}
	var found []byte
	if e.cached > 0 {
		before := exchanged{method: e.method, path: e.path, query: e.query}
		_, _, last := before.run(step)
		found, in.Now = last.Cached.Bytes, in.Now+e.cached.Microseconds()
	}
	for {
		inputs = append(inputs, in)
		last = step(&in)
		if last.Reply != nil {
			return inputs, steps, last
		}
		if last.Instead != nil {
			steps, in.Request.Body, in.Done = append(steps, "anew"), last.Instead, nil
			continue
		}
		if len(last.Carry) > 0 {
			in.Carried, in.Done = last.Carry, nil
		}
		var all []string
		for i := range last.Do {
			all = append(all, told(&last.Do[i]))
			done := edge.Done{At: in.Now + int64(len(in.Done)), Sent: true}
			if last.Do[i].Send != nil {
				done.Response = answered(last.Do[i].Send)
			}
			done.Results = stored(last.Do[i].Statements, e.lost)
			if last.Do[i].Match != "" {
				done.Found = found
			}
			in.Done = append(in.Done[:len(in.Done):len(in.Done)], done)
		}
		steps = append(steps, strings.Join(all, " + "))
	}
}

func TestARequestTakesFewSteps(t *testing.T) {
	for name, test := range exchanges {
		t.Run(name, func(t *testing.T) {
			e := newEdge(t)
			request := test.request()
			admission := e.Admit(&edge.Input{Request: request})
			require.Nil(t, admission.Reply)
			require.Equal(t, test.method == "POST", admission.Writes)
			require.Equal(t, admission.Writes, admission.Most > 0)
			inputs, steps, last := test.run(func(in *edge.Input) edge.Outcome {
				out := e.Step(in)
				require.Equal(t, out, e.Step(in), "a step is a function of its input")
				if out.Reply == nil {
					require.Nil(t, out.Log, "the log is told once")
				}
				return out
			})
			require.NotEmpty(t, last.Reply.Body)
			require.Len(t, last.Log, map[bool]int{true: 1, false: 0}[admission.Writes], "a line for each write")
			require.Equal(t, test.steps, steps)
			require.LessOrEqual(t, len(inputs[len(inputs)-1].Done), 8)
		})
	}
}

func TestAPageIsReadFromTheHelpdesksAnswerOnce(t *testing.T) {
	for _, name := range []string{"an object", "an object that is read anew"} {
		test := exchanges[name]
		inputs, _, last := test.run(newEdge(t).Step)
		at := inputs[len(inputs)-1]
		require.NotEmpty(t, at.Carried, name)
		require.Len(t, at.Done, 1, name)
		require.Nil(t, at.Done[0].Response, "the votes alone are new")
		at.Carried = append([]byte{0xc1}, at.Carried...)
		require.NotEqual(t, last.Reply, newEdge(t).Step(&at).Reply, "it is what the answer is made of")
	}
}

func TestWhatNeedsNoEffectIsAnsweredAtOnce(t *testing.T) {
	for name, test := range map[string]struct {
		method, path, origin string
		status               int
	}{
		"health": {"GET", "/healthz", "", 200}, "nothing": {"GET", "/", "", 404}, "no version": {"GET", "/api/v9/search.json", "", 404},
		"another method": {"DELETE", "/api/7.0/objects/1.json", "", 405}, "another site": {"GET", "/api/7.0/search.json", "https://evil.example", 403},
		"a preflight": {"OPTIONS", "/api/7.0/search.json", "", 204},
	} {
		t.Run(name, func(t *testing.T) {
			request := edge.Request{Method: test.method, Path: test.path}
			if test.origin != "" {
				request.Header = []api.Header{{Name: "origin", Value: test.origin}}
			}
			reply := newEdge(t).Admit(&edge.Input{Request: request}).Reply
			require.Equal(t, test.status, reply.Status)
			require.Equal(t, reply, newEdge(t).Step(&edge.Input{Request: request}).Reply, "a step says the same")
		})
	}
}

func TestNoLineOfTheLogHoldsTheKeyWhateverFails(t *testing.T) {
	const key = "k3y-that-must-not-leak"
	e, err := edge.New(edge.Site{Upstream: api.Base{Scheme: "https", Host: "help.example.com"}, Key: key, Store: true, Alert: edge.Alert{URL: "https://hooks.example.com/a"}})
	require.NoError(t, err)
	for name, step := range map[string]func(*edge.Input) edge.Outcome{"delivery": e.Deliver, "gathering": e.Gather, "watch": e.Watch} {
		out := step(&edge.Input{Now: 1_800_000_000_000_000, Done: []edge.Done{{Failure: "the driver said " + key}}})
		for len(out.Do) > 0 {
			out = step(&edge.Input{Now: 1_800_000_000_000_000, Done: slices.Repeat([]edge.Done{{Failure: "the driver said " + key}}, 8)})
		}
		require.NotEmpty(t, out.Log, name)
		require.NotContains(t, strings.Join(out.Log, "\n"), key, name)
	}
}

func TestWhatIsCountedWhere(t *testing.T) {
	base, err := api.ParseBase("help.example.com")
	require.NoError(t, err)
	e, err := edge.New(edge.Site{Upstream: base, Key: "key", Store: true, Counters: true, BlockSecret: "the-secret-of-the-block"})
	require.NoError(t, err)
	for _, test := range []struct{ says, method, path, kind, body, where string }{
		{"a post by the host's counters", "POST", "/api/7.0/objects.json", "application/json", `{}`, "host"},
		{"a vote by the host's counters", "POST", "/api/7.0/objects/1/votes/toggle.json", "application/json", `{}`, "host"},
		{"a form in the store, which knows fewer of them", "POST", "/feedback", "application/x-www-form-urlencoded", "title=x", "store"},
		{"what a frame has run in the store", "POST", "/api/7.0/core.msgpack", "application/msgpack", "x", "store"},
		{"a block without the secret as something that is written", "POST", "/api/7.0/usedesk/block.json", "application/json", `{}`, "host"},
		{"a list where it is answered", "GET", "/api/7.0/search.json", "", "", ""},
	} {
		out := e.Step(&edge.Input{Client: "192.0.2.1", Request: edge.Request{
			Method: test.method, Path: test.path, Body: []byte(test.body), Host: "edge.example.com",
			Header: []api.Header{{Name: "content-type", Value: test.kind}},
		}})
		where := ""
		require.Len(t, out.Do, 1, test.says)
		switch {
		case len(out.Do[0].Counts) > 0:
			where = "host"
		case told(&out.Do[0]) == "a count":
			where = "store"
		}
		require.Equal(t, test.where, where, test.says)
	}
}
