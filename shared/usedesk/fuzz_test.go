package usedesk_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/usedesk"
)

// reading reads an answer as one method.
type reading func(*api.Response) (any, error)

func as[T any](call api.Call[T]) reading {
	return func(r *api.Response) (any, error) { return call.Read(r) }
}

// fuzzReading gives answers to readings: none panics, changes the answer, says
// another thing the second time, or repeats the token. The recorded answers
// whose names start with one of prefixes, and the errors, are the first.
func fuzzReading(f *testing.F, prefixes []string, readings ...reading) {
	entries, err := os.ReadDir("testdata")
	require.NoError(f, err)
	for _, e := range entries {
		if !slices.ContainsFunc(append(prefixes, "error-"), func(p string) bool { return strings.HasPrefix(e.Name(), p) }) {
			continue
		}
		body, err := os.ReadFile("testdata/" + e.Name())
		require.NoError(f, err)
		f.Add(body, 200)
	}
	f.Add([]byte(`{"error":"`+token+`","code":"112"}`), 200)
	f.Add([]byte("\ufeff <html>"), 502)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		before := string(body)
		for _, read := range readings {
			value, err := read(&api.Response{Status: status, Body: body})
			require.Equal(t, before, string(body))
			again, _ := read(&api.Response{Status: status, Body: []byte(before)})
			require.Equal(t, value, again)
			if err != nil {
				require.NotContains(t, err.Error(), token)
				require.ErrorAs(t, err, new(*api.Error))
			}
		}
	})
}

func FuzzReadDirectory(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"users", "groups", "tags", "ticket-fields", "channels"}, as(c.Users(usedesk.UserList{})), as(c.Groups()), as(c.Tags(usedesk.TagList{})),
		as(c.Fields()), as(c.Channels("")))
}
