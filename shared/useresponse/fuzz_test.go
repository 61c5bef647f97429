package useresponse_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/useresponse"
)

// fuzzer returns the client whose readers are fuzzed.
func fuzzer(f *testing.F, options ...useresponse.Option) useresponse.Client {
	base, err := api.ParseBase("help.example.test")
	require.NoError(f, err)
	return useresponse.New(base, append(options, useresponse.WithKey(key))...)
}

// fuzzReading gives the recorded answers whose names start with one of prefixes,
// and what grows out of them, to readings, which read the same in either envelope.
func fuzzReading(f *testing.F, prefixes []string, readings ...apitest.Reading) {
	apitest.Fuzz(f, key, prefixes, []string{`{"error":{"code":"404","message":["` + key + `"],"context":{}}}`}, sameInAnEnvelope, readings...)
}

func sameInAnEnvelope(t *testing.T, read apitest.Reading, r *api.Response, value any) {
	if !json.Valid(r.Body) || strings.Count(string(r.Body), "[")+strings.Count(string(r.Body), "{") > 200 {
		// The envelope is one level more, of those that are read.
		return
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(r.Body, &members) == nil && (slices.Contains(names(members), "success") || slices.Contains(names(members), "error")) {
		return
	}
	wrapped, err := read(&api.Response{Status: r.Status, Body: []byte(`{"success":` + string(r.Body) + `}`)})
	require.NoError(t, err)
	require.Equal(t, value, wrapped)
}

func names(members map[string]json.RawMessage) (all []string) {
	for name := range members {
		all = append(all, name)
	}
	return all
}
