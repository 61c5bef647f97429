package edge_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/draw"
	"deskside/shared/content/html"
)

// program is a program written for the API, which carries its key in its own
// place and knows nothing of an edge.
type program struct {
	query   string // that of each request
	headers []string
	member  string // a member of each body
	form    bool   // bodies are forms
}

const theirKey = "0a1b2c3d-the-programs-own"

var programs = map[string]program{
	"a key in the header":             {headers: []string{"Authorization", theirKey, "User-Agent", "useresponse-client/1.0", "X-Requested-With", "XMLHttpRequest"}},
	"a key in the header as a bearer": {headers: []string{"Authorization", "Bearer " + theirKey}},
	"apiKey in the query":             {query: "apiKey=" + theirKey, headers: []string{"X-Client-Version", "7.0.1"}},
	"api_key in the query":            {query: "api_key=" + theirKey},
	"apiKey in the body":              {query: "apiKey=" + theirKey, member: "apiKey"},
	"api_key in the body":             {query: "api_key=" + theirKey, member: "api_key"},
	"forms":                           {query: "apiKey=" + theirKey, member: "apiKey", form: true},
	"no key":                          {},
}

func (p *program) get(s *site, path string) *httptest.ResponseRecorder {
	return s.ask("GET", p.target(path), "", p.headers...)
}

func (p *program) target(path string) string {
	join := "?"
	if strings.Contains(path, "?") {
		join = "&"
	}
	if p.query == "" {
		join = ""
	}
	return "/api/7.0/" + path + join + p.query
}

func (p *program) post(s *site, path string, members map[string]any) *httptest.ResponseRecorder {
	s.t.Helper()
	if p.member != "" {
		members[p.member] = theirKey
	}
	if !p.form {
		body, err := json.Marshal(members)
		require.NoError(s.t, err)
		return s.ask("POST", p.target(path), string(body), append([]string{"Content-Type", "application/json; charset=utf-8"}, p.headers...)...)
	}
	form := url.Values{}
	for name, value := range members {
		text, isText := value.(string)
		if !isText {
			number, err := json.Marshal(value)
			require.NoError(s.t, err)
			text = string(number)
		}
		form.Set(name, text)
	}
	return s.ask("POST", p.target(path), form.Encode(), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, p.headers...)...)
}

func TestAProgramWrittenForTheAPIDoesWhatCustomersDo(t *testing.T) {
	for name, p := range programs {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.comments[1] = []map[string]any{{"id": 1, "content": "<p>It is <b>good</b></p>", "author": s.helpdesk.author()}}
			for _, path := range []string{
				"categories.json?ownership=feedback&type=idea", "statuses.json?ownership=feedback&type=idea", "search.json?ownership=feedback&type=idea&sort=popular&page=1&count=20",
				"search.json?text=dark&ownership=feedback&status=&category_id=0&date=&authorId=&sort=new", "objects/1.json", "objects/1.json?bbcode=1", "objects/1.json?drawn=1",
				"objects/1/comments.json", "objects/1/comments.json?is_private=0&sort=asc&page=1", "objects/1/comments.json?bbcode=1", "objects/1/comments.json?drawn=1",
			} {
				w := p.get(s, path)
				require.Equal(t, http.StatusOK, w.Code, path+": "+w.Body.String())
			}
			require.Contains(t, p.get(s, "objects/1/comments.json?bbcode=1").Body.String(), "[b]good[/b]")
			drawn := base64.StdEncoding.EncodeToString(draw.Program(html.Parse("<p>It is <b>good</b></p>")))
			require.Contains(t, p.get(s, "objects/1/comments.json?drawn=1").Body.String(), `"content":"`+drawn+`"`)

			created := p.post(s, "objects.json?mobile=1", map[string]any{
				"ownership": "feedback", "object_type": "idea", "title": "Dark mode for charts", "content": "It is bright.", "category_id": 1, "responsible_id": 0, "is_private": 0,
			})
			id, _ := madeBy(t, created)
			require.EqualValues(t, 6, id)
			w := p.post(s, "comments.json", map[string]any{"object_id": id, "content": "Me too", "is_private": 0, "reply_to": ""})
			require.Equal(t, http.StatusOK, w.Code, w.Body.String())
			require.Len(t, s.helpdesk.comments[6], 1)

			voted := p.post(s, "objects/1/votes/toggle.json?value=up", map[string]any{})
			if p.query == "" && p.headers == nil {
				status, message, _ := failure(t, voted)
				require.Equal(t, http.StatusBadRequest, status)
				require.Contains(t, message, "apiKey", "who votes must be somebody, and is told how")
			} else {
				require.Equal(t, http.StatusOK, voted.Code, voted.Body.String())
				require.Contains(t, voted.Body.String(), `"mine":"up"`)
				require.Contains(t, p.get(s, "objects/1.json").Body.String(), `"mine":"up"`)
				again := p.post(s, "objects/1/votes/toggle.json?value=up", map[string]any{})
				require.Contains(t, again.Body.String(), `"all":11,`, "one key has one vote")
			}

			sent := strings.Join(append(s.helpdesk.sent(), s.helpdesk.bodies...), "\n")
			require.NotContains(t, sent, theirKey, "a key of a customer goes nowhere")
			require.NotContains(t, strings.Join(s.lines, "\n"), theirKey)
		})
	}
}

func TestAKeyIsOneVisitorWhereverItTravels(t *testing.T) {
	s := newSite(t)
	for name, p := range programs {
		if name == "no key" {
			continue
		}
		w := p.post(s, "objects/1/votes/toggle.json?value=up", map[string]any{})
		require.Contains(t, w.Body.String(), `"all":11,`, name)
	}
	other := program{query: "apiKey=another"}
	require.Contains(t, other.post(s, "objects/1/votes/toggle.json?value=up", map[string]any{}).Body.String(), `"all":12,`)
	require.Equal(t, seen{12, true, false, ""}, s.sees(anna, 1), "a browser is somebody else")
}

func TestAProgramThatAsksForMoreIsToldWhatIsNotTaken(t *testing.T) {
	for name, test := range map[string]struct {
		path    string
		members map[string]any
		says    string
	}{
		"a private post":         {"objects.json", map[string]any{"object_type": "idea", "title": "T", "content": "C", "is_private": 1}, `"is_private"`},
		"a post of another":      {"objects.json", map[string]any{"object_type": "idea", "title": "T", "content": "C", "force_author": "boss@example.com"}, `"force_author"`},
		"a ticket":               {"objects.json", map[string]any{"ownership": "helpdesk", "object_type": "ticket", "title": "T", "content": "C"}, "feedback"},
		"an answer to a comment": {"comments.json", map[string]any{"object_id": 1, "content": "C", "reply_to": 5}, `"reply_to"`},
	} {
		for _, carrier := range []string{"apiKey in the body", "forms"} {
			t.Run(name+" by "+carrier, func(t *testing.T) {
				p := programs[carrier]
				status, message, _ := failure(t, p.post(newSite(t), test.path, test.members))
				require.Equal(t, http.StatusBadRequest, status)
				require.Contains(t, message, test.says)
			})
		}
	}
}

func TestNamesThatSayNothingArePassedOver(t *testing.T) {
	s := newSite(t)
	w := s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "T", "content": "C", "category_id": null, "tags": [], "attachments": [], "custom_fields": {},
		"notify_email": "", "responsible_id": "0", "expires_at": null, "treat_as_html": false}`)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	require.JSONEq(t, `{"ownership": "feedback", "object_type": "idea", "title": "T", "content": "C"}`, s.helpdesk.bodies[0])
}

func TestTagsAndFieldsGoAlongWithAPost(t *testing.T) {
	const plain = `"ownership": "feedback", "object_type": "idea", "title": "T", "content": "C"`
	for name, c := range map[string]struct{ brings, sent string }{
		"tags":                        {`"tags": ["one", " two words ", ""]`, `"tags": ["one", "two words"]`},
		"tags as one text":            {`"tags": "one, two,,three"`, `"tags": ["one", "two", "three"]`},
		"a field":                     {`"property_12": "Blue\u0000 whale"`, `"property_12": "Blue whale"`},
		"a number":                    {`"property_12": 4`, `"property_12": "4"`},
		"several options":             {`"property_12": [4, "5"]`, `"property_12": ["4", "5"]`},
		"no option":                   {`"property_12": []`, `"property_12": []`},
		"fields in an object":         {`"properties": {"property_12": "a", "property_15": ["b"]}`, `"property_12": "a", "property_15": ["b"]`},
		"fields in another object":    {`"custom_fields": {"property_12": "a"}`, `"property_12": "a"`},
		"all of it, and what is none": {`"tags": ["x"], "property_15": "a", "properties": {}, "category_id": 0`, `"tags": ["x"], "property_15": "a"`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			w := s.ask("POST", "/api/7.0/objects.json?apiKey="+theirKey, `{"object_type": "idea", "title": "T", "content": "C", `+c.brings+`}`)
			require.Equal(t, http.StatusOK, w.Code, w.Body.String())
			require.JSONEq(t, `{`+plain+`, `+c.sent+`}`, s.helpdesk.bodies[0])
		})
	}
	for name, c := range map[string]struct{ brings, says string }{
		"a tag that is a number":    {`"tags": [{}]`, `"tags"`},
		"a long tag":                {`"tags": ["` + strings.Repeat("x", 61) + `"]`, `"tags"`},
		"many tags":                 {`"tags": "` + strings.Repeat("x,", 21) + `"`, `"tags"`},
		"a field of no number":      {`"property_x": "a"`, `"property_x"`},
		"a field with a zero":       {`"property_012": "a"`, `"property_012"`},
		"a field twice":             {`"property_1": "a", "properties": {"property_1": "b"}`, `"properties"`},
		"a field that is an object": {`"property_1": {"a": 1}`, `"property_1"`},
		"a long field":              {`"property_1": "` + strings.Repeat("x", 1001) + `"`, `"property_1"`},
		"another name in an object": {`"properties": {"is_admin": 1}`, `"properties"`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			status, message, _ := failure(t, s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "T", "content": "C", `+c.brings+`}`))
			require.Equal(t, http.StatusBadRequest, status)
			require.Contains(t, message, c.says)
			require.Empty(t, s.helpdesk.sent())
		})
	}
}

func TestTheSameWithOtherTagsIsAnotherPost(t *testing.T) {
	s := newSite(t)
	write := func(more string) int {
		return s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "T", "content": "C"`+more+`}`, "Idempotency-Key", "draft-0001", "Deskside-Visitor", anna).Code
	}
	require.Equal(t, http.StatusOK, write(`, "tags": ["a"], "property_15": "b"`))
	require.Equal(t, http.StatusOK, write(`, "property_15": "b", "tags": "a"`))
	require.Equal(t, http.StatusUnprocessableEntity, write(`, "tags": ["b"], "property_15": "a"`))
	require.Equal(t, http.StatusUnprocessableEntity, write(``))
	require.Len(t, s.helpdesk.bodies, 1)
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	s := newSite(t)
	w := s.ask("POST", "/api/7.0/objects.json", "object_type=idea&title=T&content=C", "Content-Type", "application/x-www-form-urlencoded", "Origin", "https://evil.example")
	require.Equal(t, http.StatusForbidden, w.Code)
	require.Empty(t, s.helpdesk.sent())
	require.Contains(t, s.ask("OPTIONS", "/api/7.0/objects.json", "", "Origin", "http://example.com").Header().Get("Access-Control-Allow-Headers"), "Authorization")
}

func TestAKeyInAQueryThatCannotBeReadIsNotRepeated(t *testing.T) {
	s := newSite(t)
	w := s.ask("GET", "/api/7.0/search.json?apiKey="+theirKey+"&text=%zz", "")
	require.Equal(t, http.StatusBadRequest, w.Code)
	require.NotContains(t, w.Body.String(), theirKey)
}
