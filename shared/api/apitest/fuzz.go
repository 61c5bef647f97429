// Package apitest tests the clients of helpdesks from outside. Nothing but tests
// imports it.
package apitest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

// Reading reads an answer as one operation.
type Reading func(*api.Response) (any, error)

// As reads answers as a call does.
func As[T any](call api.Call[T]) Reading {
	return func(r *api.Response) (any, error) { return call.Read(r) }
}

// Fuzz gives answers to readings: none panics, changes the answer, says another
// thing the second time, or repeats a secret. The recorded answers in testdata
// whose names start with one of prefixes are the first, and those that are given.
// also may be nil; it looks at what was read without an error.
func Fuzz(f *testing.F, secret string, prefixes, given []string, also func(t *testing.T, read Reading, r *api.Response, value any), readings ...Reading) {
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
	for _, body := range given {
		f.Add([]byte(body), 200)
	}
	f.Add([]byte("\ufeff <html>"), 502)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		before := string(body)
		for _, read := range readings {
			answer := &api.Response{Status: status, Body: body}
			value, err := read(answer)
			require.Equal(t, before, string(body))
			again, _ := read(&api.Response{Status: status, Body: []byte(before)})
			require.Equal(t, value, again)
			if err != nil {
				require.NotContains(t, err.Error(), secret)
				require.ErrorAs(t, err, new(*api.Error))
			} else if also != nil {
				also(t, read, answer, value)
			}
		}
	})
}
