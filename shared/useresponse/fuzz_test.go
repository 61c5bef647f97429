package useresponse_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/useresponse"
)

// reading reads an answer as one operation.
type reading func(*api.Response) (any, error)

func as[T any](call api.Call[T]) reading {
	return func(r *api.Response) (any, error) { return call.Read(r) }
}

// fuzzer returns the client whose readers are fuzzed.
func fuzzer(f *testing.F, options ...useresponse.Option) useresponse.Client {
	base, err := api.ParseBase("help.example.test")
	require.NoError(f, err)
	return useresponse.New(base, append(options, useresponse.WithKey(key))...)
}

// fuzzReading gives answers to readings: none panics, changes the answer, says
// another thing the second time or in the other envelope, or repeats the key.
// The recorded answers whose names start with one of prefixes are the first.
func fuzzReading(f *testing.F, prefixes []string, readings ...reading) {
	entries, err := os.ReadDir("testdata")
	require.NoError(f, err)
	for _, e := range entries {
		if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(e.Name(), p) }) {
			continue
		}
		body, err := os.ReadFile("testdata/" + e.Name())
		require.NoError(f, err)
		f.Add(body, 200)
	}
	f.Add([]byte(`{"error":{"code":"404","message":["`+key+`"],"context":{}}}`), 200)
	f.Add([]byte("\ufeff <html>"), 502)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		before := string(body)
		var members map[string]json.RawMessage
		// The envelope is one level more, of those that are read.
		deep := strings.Count(before, "[")+strings.Count(before, "{") > 200
		unwrapped := !deep && json.Valid(body) && (json.Unmarshal(body, &members) != nil || !slices.Contains(names(members), "success") && !slices.Contains(names(members), "error"))
		for _, read := range readings {
			value, err := read(&api.Response{Status: status, Body: body})
			require.Equal(t, before, string(body))
			again, _ := read(&api.Response{Status: status, Body: []byte(before)})
			require.Equal(t, value, again)
			if err != nil {
				require.NotContains(t, err.Error(), key)
				require.ErrorAs(t, err, new(*api.Error))
			} else if unwrapped {
				wrapped, err := read(&api.Response{Status: status, Body: []byte(`{"success":` + before + `}`)})
				require.NoError(t, err)
				require.Equal(t, value, wrapped)
			}
		}
	})
}

func names(members map[string]json.RawMessage) (all []string) {
	for name := range members {
		all = append(all, name)
	}
	return all
}
