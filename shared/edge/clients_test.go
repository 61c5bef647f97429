package edge_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

// recorded is what a public client of the API sends, request by request, as its
// sources have it, and what the edge says to each: Missing says what the client does
// against the reference, or wants of an edge that is not a customer's.
type recorded struct {
	Client, What string
	Requests     []struct {
		Does, Method, Path, Body string
		Headers                  map[string]string
		Status                   int
		Says, Missing            string
	}
}

func recordings(t *testing.T) (all []recorded) {
	paths, err := filepath.Glob("testdata/clients/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(paths), 3)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		var one recorded
		require.NoError(t, json.Unmarshal(text, &one), path)
		all = append(all, one)
	}
	return all
}

func TestPublicClientsDoWhatCustomersDo(t *testing.T) {
	for _, c := range recordings(t) {
		t.Run(c.Client, func(t *testing.T) {
			s := newSite(t, quickly)
			for _, r := range c.Requests {
				var headers []string
				for name, value := range r.Headers {
					headers = append(headers, name, value)
				}
				w := s.ask(r.Method, r.Path, r.Body, headers...)
				require.Equal(t, r.Status, w.Code, "%s: %s", r.Does, w.Body.String())
				require.Equal(t, r.Status >= 400 && r.Status != http.StatusUnauthorized, r.Missing != "", r.Does)
				body := w.Body.String()
				if r.Status >= 400 {
					_, body, _ = failure(t, w)
				}
				require.Contains(t, body, r.Says, r.Does)
				s.deliver()
			}
			require.NotContains(t, strings.Join(append(s.helpdesk.sent(), s.helpdesk.bodies...), "\n"), theirKey)
			for id, files := range s.helpdesk.files {
				for _, f := range files {
					require.Equal(t, "notes", f.content, "%d: %s", id, f.name)
				}
			}
		})
	}
}

func TestTheAPIIsAtTheRootOfAHostOfItsOwnToo(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Root = "api.example.com" })
	for name, test := range map[string]struct {
		host, path string
		status     int
	}{
		"below its base":              {"api.example.com", "/api/7.0/objects/1.json", 200},
		"below a version":             {"api.example.com", "/4.0/objects/1.json", 200},
		"below nothing":               {"API.example.com:443", "/objects/1.json", 200},
		"what is not there":           {"api.example.com", "/users.json", 404},
		"how it is":                   {"api.example.com", "/healthz", 200},
		"another host, below nothing": {"shop.example.com", "/objects/1.json", 404},
		"another host, as ever":       {"shop.example.com", "/api/7.0/objects/1.json", 200},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.status, s.ask("GET", "http://"+test.host+test.path, "").Code)
		})
	}
	w := s.ask("POST", "http://api.example.com/objects.json", idea, "Origin", "https://api.example.com")
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	_, err := edge.New(edge.Config{Upstream: s.upstream, Key: key, Doer: http.DefaultClient, Root: "https://api.example.com"})
	require.ErrorContains(t, err, "no scheme")
}

func TestAPasswordGoesToTheHelpdeskAloneAndIsNotKept(t *testing.T) {
	store := newStore(t)
	s := newSite(t, func(c *edge.Config) { c.Store = store })
	w := s.ask("POST", "/api/7.0/auth/login.json", `{"email": "ada@example.test", "password": "right"}`)
	require.JSONEq(t, `{"apiKey": "their-own-key", "id": 7, "name": "Anna Weber"}`, w.Body.String())
	require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	require.NotContains(t, strings.Join(s.lines, "\n"), "right")
	for body, says := range map[string]string{`{"password": "right"}`: "email", `{"email": "ada@example.test"}`: "password", `{"email": "a@b.c", "password": "x", "username": "y"}`: "username"} {
		status, message, _ := failure(t, s.ask("POST", "/api/7.0/auth/login.json", body))
		require.Equal(t, http.StatusBadRequest, status)
		require.Contains(t, message, says)
	}
}
