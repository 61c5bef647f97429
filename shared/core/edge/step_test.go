package edge_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/edge"
	"deskside/shared/desks/customers"
)

const object = `{"id": 1, "title": "Charts", "ownership": "feedback", "canBeCommented": true,
	"type": {"slug": "idea", "supports": {"votes": true, "comments": true}}, "votes": {"all": 5, "canVote": true, "isVoted": false}}`

// answered is what a helpdesk says to a request.
func answered(r *api.Request) *api.Response {
	body := object
	if strings.Contains(r.URL, "comments.json") && r.Method == "GET" || strings.Contains(r.URL, "search.json") {
		body = `{"success": []}`
	}
	if r.Method == "POST" && strings.HasSuffix(r.URL, "objects.json") {
		body = strings.Replace(object, `"isVoted": false`, `"isVoted": true`, 1)
	}
	return &api.Response{Status: 200, Body: []byte(body), Header: []api.Header{{Name: "date", Value: "Mon, 11 May 2026 12:00:00 GMT"}}}
}

// stored is what a store without rows gives for statements of a first sending.
func stored(statements []edge.Statement) (results []edge.Result) {
	for i := range statements {
		s := &statements[i]
		var row []edge.Value
		switch {
		case !s.Reads():
		case strings.HasPrefix(s.SQL, "SELECT sent"):
			row = []edge.Value{s.Values[4], s.Values[2], s.Values[3], {Number: 1}}
		case strings.HasPrefix(s.SQL, "SELECT turn FROM"):
			row = []edge.Value{{}}
		case strings.HasPrefix(s.SQL, "SELECT count(*) FROM claim"):
			row = []edge.Value{{Number: 1}}
		}
		result := edge.Result{Changed: 1}
		if row != nil {
			result.Rows = []edge.Row{{Values: row}}
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
	case len(e.Statements) > 0:
		return strconv.Itoa(len(e.Statements)) + " statements"
	}
	return "a pause"
}

func newEdge(t *testing.T) *edge.Edge {
	base, err := api.ParseBase("help.example.com")
	require.NoError(t, err)
	e, err := edge.New(edge.Site{Upstream: customers.Feedback().Upstream(base, "key"), Store: true})
	require.NoError(t, err)
	return e
}

func TestARequestTakesFewSteps(t *testing.T) {
	visitor := []api.Header{{Name: "deskside-visitor", Value: "visitor-anna-0000001"}, {Name: "Idempotency-Key", Value: "draft-0001-0002"}, {Name: "content-type", Value: "application/json"}}
	for name, test := range map[string]struct {
		method, path, query, body string
		steps                     []string
	}{
		"a search":                 {"GET", "search.json", "", "", []string{"GET search.json?ownership=feedback&count=20"}},
		"an object":                {"GET", "objects/1.json", "", "", []string{"GET objects/1.json", "1 statements"}},
		"comments, beside the one": {"GET", "objects/1/comments.json", "", "", []string{"GET objects/1.json + GET objects/1/comments.json"}},
		"a comment":                {"POST", "comments.json", "", `{"object_id": 1, "content": "Me too"}`, []string{"4 statements", "GET objects/1.json", "POST comments.json", "1 statements"}},
		"a vote": {"POST", "objects/1/votes/toggle.json", "value=up", "",
			[]string{"1 statements", "GET objects/1.json", "5 statements", "1 statements", "1 statements", "POST objects/1/votes/toggle.json?value=up", "2 statements"}},
		"a post": {"POST", "objects.json", "", `{"object_type": "idea", "title": "Charts", "content": "Bright"}`,
			[]string{"4 statements", "POST objects.json", "5 statements", "3 statements", "1 statements", "3 statements"}},
		"a post that is refused": {"POST", "objects.json", "", `{}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEdge(t)
			request := edge.Request{Method: test.method, Path: "/api/7.0/" + test.path, Query: test.query, Header: visitor, Body: []byte(test.body)}
			reply, writes := e.Admit(&request)
			require.Nil(t, reply)
			require.Equal(t, test.method == "POST", writes)
			in := edge.Input{Request: request, Now: 1_800_000_000_000_000, Random: 7}
			var steps []string
			for {
				out := e.Step(&in)
				require.Equal(t, out, e.Step(&in), "a step is a function of its input")
				if out.Reply != nil {
					require.NotEmpty(t, out.Reply.Body)
					require.Len(t, out.Log, 1)
					break
				}
				require.Nil(t, out.Log, "the log is told once")
				var all []string
				for i := range out.Do {
					all = append(all, told(&out.Do[i]))
					done := edge.Done{At: in.Now + int64(len(in.Done)), Sent: true}
					if out.Do[i].Send != nil {
						done.Response = answered(out.Do[i].Send)
					}
					done.Results = stored(out.Do[i].Statements)
					in.Done = append(in.Done, done)
				}
				steps = append(steps, strings.Join(all, " + "))
			}
			require.Equal(t, test.steps, steps)
			require.LessOrEqual(t, len(in.Done), 8)
		})
	}
}

func TestWhatNeedsNoEffectIsAnsweredAtOnce(t *testing.T) {
	for name, test := range map[string]struct {
		method, path, origin string
		status               int
	}{
		"health": {"GET", "/healthz", "", 200}, "nothing": {"GET", "/", "", 404}, "another version": {"GET", "/api/9.9/search.json", "", 404},
		"another method": {"DELETE", "/api/7.0/objects/1.json", "", 405}, "another site": {"GET", "/api/7.0/search.json", "https://evil.example", 403},
		"a preflight": {"OPTIONS", "/api/7.0/search.json", "", 204},
	} {
		t.Run(name, func(t *testing.T) {
			request := edge.Request{Method: test.method, Path: test.path}
			if test.origin != "" {
				request.Header = []api.Header{{Name: "origin", Value: test.origin}}
			}
			reply, writes := newEdge(t).Admit(&request)
			require.Equal(t, test.status, reply.Status)
			require.False(t, writes)
			require.Equal(t, reply, newEdge(t).Step(&edge.Input{Request: request}).Reply, "a step says the same")
		})
	}
}
