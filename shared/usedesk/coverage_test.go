package usedesk_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/reference"
	"deskside/shared/usedesk"
)

// parameters are those of tickets in the reference, each with a value that the
// sandbox must either refuse or answer otherwise than a list without it.
var parameters = []struct {
	name  string
	probe any
}{
	{"fchannel", "123"}, {"fassigned", "6216_17063"}, {"fgroup", "6216"}, {"fstatus", "2"}, {"ftype", "problem"}, {"fpriority", "urgent"},
	{"accessible_for_agent_id", nil}, {"offset", nil}, {"tag", nil}, {"created_after", "2026-05-18 00:00"}, {"created_before", "2026-05-01 00:00"},
	{"updated_after", "2026-05-18 00:00"}, {"updated_before", "2026-05-01 00:00"}, {"query", nil}, {"client_id", 1},
	{"fields", []any{map[string]any{"id": 4704, "value": 1}}}, {"field_id", 3570}, {"field_value", "39"}, {"sort", "subject"}, {"order", "asc"},
	{"properties", []any{"sla"}}, {"api_token", "wrong"},
}

// asFields are sent as another parameter: version 1.0 of the API had them.
var asFields = map[string]string{"field_id": "fields", "field_value": "fields"}

func TestCoverage(t *testing.T) {
	o := open(t)
	inClient, tested := map[string]bool{}, map[string]bool{}
	for _, test := range listCases {
		var body map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(client(t).Tickets(test.list).Request.Body, &body))
		for name := range body {
			inClient[name] = true
		}
	}
	// listCases are the exact-JSON table, so a parameter in one of them is tested.
	maps.Copy(tested, inClient)
	plain, refused := o.raw(t, nil)
	require.False(t, refused)
	pair, err := usedesk.ParseFieldPair("4704", "empty")
	require.NoError(t, err)
	require.Nil(t, o.Tickets(usedesk.List{Fields: []usedesk.FieldTest{pair}}).Problem)

	t.Log("parameter                seed client sandbox tested")
	var known []string
	for _, p := range parameters {
		name := p.name
		if other, old := asFields[name]; old {
			name = other
		}
		known = append(known, name)
		answer, refused := o.raw(t, map[string]any{p.name: p.probe})
		acts := refused || !equal(t, plain, answer)
		t.Logf("%-24s yes  %-6v %-7v %v", p.name, inClient[name], acts, tested[name])
		require.True(t, inClient[name] && tested[name], "%s is not in the client", p.name)
		require.True(t, acts, "%s does nothing in the sandbox", p.name)
	}
	for name := range inClient {
		require.Contains(t, known, name, "the client sends what the reference does not have")
	}

	works := everyMethod(t, o)
	rows := usedesk.Operations()
	reference.Compare(t, reference.Read(t, "testdata/operations.txt"), rows)
	require.Len(t, works, len(rows), "each method is tried and no other")
	t.Log("method                  path                  key     answer       sandbox tested  assumed")
	for _, row := range rows {
		before := len(o.records)
		require.Contains(t, works, row.Name, "%s has no test over HTTP", row.Name)
		passed := t.Run(row.Name, works[row.Name])
		answered := slices.ContainsFunc(o.records[before:], func(r sandbox.Record) bool { return r.Operation == row.Name && r.Status == 200 })
		key := [...]string{api.AsBearer: "header", api.InBody: "body"}[row.Key]
		form := [...]string{api.Items: "array", api.OneItem: "array of one", api.Parts: "object", api.Written: "outcome"}[row.Answer]
		t.Logf("%-23s %-21s %-7s %-12s %-7v %-7v %s", row.Name, row.Method+" "+row.Path, key, form, answered, passed, row.Assumed)
		require.True(t, answered, "the sandbox did not answer %s", row.Name)
	}
}

func equal(t *testing.T, a, b []listed) bool {
	t.Helper()
	x, err := json.Marshal(a)
	require.NoError(t, err)
	y, err := json.Marshal(b)
	require.NoError(t, err)
	return string(x) == string(y)
}
