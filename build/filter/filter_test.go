package filter_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/filter"
)

var update = flag.Bool("update", false, "write the golden files anew")

// run runs the command as if it were noon.
func run(args ...string) (out, stderr string, err error) {
	var o, e bytes.Buffer
	err = filter.Run(append([]string{"--now", "2026-05-19T12:00:00Z"}, args...), &o, &e)
	return o.String(), e.String(), err
}

func TestThePlanIsPrintedAsJSON(t *testing.T) {
	for _, test := range []struct {
		golden string
		args   []string
	}{
		{"usedesk", []string{"--backend", "usedesk", "--directory", "testdata/directory.json",
			`status:open,pending assignee:me -tag:spam group:billing created:2016-11-25..2016-11-26 field:"Reason"=Refund sla:first_reply<2h sort:updated-desc`}},
		{"usedesk-search", []string{"--backend", "usedesk", "--rows", "250", "login loop sort:priority-desc"}},
		{"useresponse", []string{"--backend", "useresponse", "--address", "https://support.example.org/desk", "--rows", "20", "status:open,hold completed:last_week client:10"}},
		{"nothing", []string{"--backend", "useresponse", "priority:urgent"}},
	} {
		t.Run(test.golden, func(t *testing.T) {
			out, stderr, err := run(test.args...)
			require.NoError(t, err, stderr)
			require.True(t, json.Valid([]byte(out)))
			require.NotContains(t, out, "api_token")
			golden := filepath.Join("testdata", test.golden+".plan.json")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(out), 0o666))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), out)
		})
	}
}

func TestThePlanIsExplained(t *testing.T) {
	out, _, err := run("--backend", "usedesk", "--explain", "--directory", "testdata/directory.json", "status:open assignee:me created>=2026-05-01T00:00 sla<2h")
	require.NoError(t, err)
	require.Equal(t, "Usedesk: status, assignee, created; here: SLA under 2 hours.\n"+
		"Order: updated, latest first, by Usedesk.\n"+
		"Pages: at least 1 page of 100 for the first 50 rows, and at most 10.\n", out)
}

func TestAFileIsFiltered(t *testing.T) {
	for _, test := range []struct {
		name, backend, file, query, want string
	}{
		{"an answer of Usedesk", "usedesk", "usedesk.json", "status:active", "2992806\n2992803\n"},
		{"by its order", "usedesk", "usedesk.json", "sort:id-desc", "2992809\n2992806\n2992803\n"},
		{"by names of the account", "usedesk", "usedesk.json", "assignee:me group:Billing field:Reason=refund", "2992803\n"},
		{"by an SLA moment", "usedesk", "usedesk.json", "sla:first_reply<2h", "2992803\n"},
		{"by words without their accents", "usedesk", "usedesk.json", `"cafe creme"`, "2992806\n"},
		{"by what is missing", "usedesk", "usedesk.json", "assignee:none or tag:spam", "2992806\n2992809\n"},
		{"an answer of UseResponse", "useresponse", "useresponse.json", "status:open invoice", "7\n"},
		{"nothing of it", "useresponse", "useresponse.json", "status:spam", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			args := []string{"--backend", test.backend, "--match", "testdata/" + test.file, test.query}
			if test.backend == "usedesk" {
				args = append([]string{"--directory", "testdata/directory.json"}, args...)
			}
			out, stderr, err := run(args...)
			require.NoError(t, err, stderr)
			require.Equal(t, test.want, out)
		})
	}
}

func TestPrintedTicketsCanBeFilteredAgain(t *testing.T) {
	out, _, err := run("--backend", "usedesk", "--match", "testdata/usedesk.json", "--tickets", "client:15341")
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "tickets.json")
	require.NoError(t, os.WriteFile(file, []byte(out), 0o666))
	out, _, err = run("--backend", "usedesk", "--match", file, "-status:closed tag:cold")
	require.NoError(t, err)
	require.Equal(t, "2992803\n", out)
}

func TestProblemsAreMarked(t *testing.T) {
	_, stderr, err := run("--backend", "usedesk", `"ä" asignee:me`)
	require.EqualError(t, err, "the query is not understood in one place")
	lines := strings.Split(stderr, "\n")
	require.Equal(t, `"ä" asignee:me`, lines[0])
	require.Equal(t, `    ^^^^^^^`, lines[1], "the caret stands below the characters, not the bytes")
	require.Contains(t, lines[2], "Did you mean assignee?")
	require.Equal(t, `Try: "ä" assignee:me`, lines[3])
	_, stderr, err = run("--backend", "usedesk", "status:opne (tag:a")
	require.EqualError(t, err, "the query is not understood in 2 places")
	require.Equal(t, 2, strings.Count(stderr, "^\n"))
}

func TestWrongCommandsSayWhatToDo(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.json")
	require.NoError(t, os.WriteFile(bad, []byte(`{"agents": 7}`), 0o666))
	refused := filepath.Join(t.TempDir(), "refused.json")
	require.NoError(t, os.WriteFile(refused, []byte(`{"error": "Invalid token", "code": 112}`), 0o666))
	for _, test := range []struct {
		name, says string
		args       []string
	}{
		{"no helpdesk", "give usedesk or useresponse", []string{"status:open"}},
		{"another helpdesk", `--backend is "zendesk": give usedesk or useresponse`, []string{"--backend", "zendesk"}},
		{"a query without quotes", "put the query into one pair of quotes", []string{"--backend", "usedesk", "status:open", "tag:a"}},
		{"no rows", "give a number from 1", []string{"--backend", "usedesk", "--rows", "0"}},
		{"a time that is none", "write it as 2026-05-19T12:00:00Z", []string{"--backend", "usedesk", "--now", "noon"}},
		{"an address that is none", "--address", []string{"--backend", "usedesk", "--address", "ftp://x"}},
		{"no such file of names", "read the account's names", []string{"--backend", "usedesk", "--directory", "none.json"}},
		{"a file of other things", "read the account's names from", []string{"--backend", "usedesk", "--directory", bad}},
		{"another helpdesk's names", "has the names of usedesk, but --backend is useresponse", []string{"--backend", "useresponse", "--directory", "testdata/directory.json"}},
		{"no such file of tickets", "read tickets", []string{"--backend", "usedesk", "--match", "none.json"}},
		{"an answer that is an error", "Invalid token", []string{"--backend", "usedesk", "--match", refused}},
		{"an unknown flag", "flag provided but not defined", []string{"--colour"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := run(test.args...)
			require.ErrorContains(t, err, test.says)
		})
	}
	_, stderr, err := run("--help")
	require.NoError(t, err)
	require.Contains(t, stderr, "go run ./build filter --backend usedesk|useresponse")
}
