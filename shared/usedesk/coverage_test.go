package usedesk_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
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

// methods are those of the reference, beside tickets what a sidebar needs.
var methods = []string{
	"tickets", "ticket", "create_ticket", "update_ticket", "create_comment", "users", "groups", "tags", "ticket_fields", "channels", "client", "clients",
}

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
	inTable := map[string]usedesk.Operation{}
	for _, op := range usedesk.Operations() {
		require.NotContains(t, inTable, op.Name, "two rows")
		inTable[op.Name] = op
	}
	t.Log("method           path                  token  answer       reference client sandbox tested  assumed")
	for _, name := range methods {
		before := len(o.records)
		require.Contains(t, works, name, "%s has no test over HTTP", name)
		passed := t.Run(name, works[name])
		answered := slices.ContainsFunc(o.records[before:], func(r sandbox.Record) bool { return r.Operation == "usedesk."+name && r.Status == 200 })
		row, has := inTable[name]
		t.Logf("%-16s %-21s %-6s %-12s yes       %-6v %-7v %-7v %s", name, row.Method+" "+row.Path, row.Token, row.Answer, has, answered, passed, row.Assumed)
		require.True(t, has, "%s is not in the client", name)
		require.True(t, answered, "the sandbox did not answer %s", name)
		delete(inTable, name)
	}
	require.Empty(t, inTable, "the client has a method that the reference has not")
}

func equal(t *testing.T, a, b []listed) bool {
	t.Helper()
	x, err := json.Marshal(a)
	require.NoError(t, err)
	y, err := json.Marshal(b)
	require.NoError(t, err)
	return string(x) == string(y)
}
