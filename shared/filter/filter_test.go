package filter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

func TestQueriesAreUnderstood(t *testing.T) {
	active := []helpdesk.State{"new", "open", "pending", "hold", "unknown"}
	for _, test := range []struct {
		name, query string
		want        filter.Filter
	}{
		{"nothing selects everything", "  ", filter.Filter{}},
		{"one status", "status:open", filter.Filter{States: []helpdesk.State{"open"}}},
		{"a comma means or", "status:open,pending", filter.Filter{States: []helpdesk.State{"open", "pending"}}},
		{"any case", "STATUS:Open", filter.Filter{States: []helpdesk.State{"open"}}},
		{"other words for on hold", "status:on_hold,on-hold", filter.Filter{States: []helpdesk.State{"hold", "hold"}}},
		{"what waits for somebody", "status:active", filter.Filter{States: active}},
		{"all", "status:all", filter.Filter{States: helpdesk.States()}},
		{"negation", "status:active -status:new,unknown", filter.Filter{States: []helpdesk.State{"open", "pending", "hold"}}},
		{"one helpdesk", "in:usedesk", filter.Filter{Systems: []helpdesk.System{"usedesk"}}},
		{"words", "login loop", filter.Filter{Text: "login loop"}},
		{"quoted words keep their colon", `status:open "error: 500"`, filter.Filter{States: []helpdesk.State{"open"}, Text: "error: 500"}},
		{"an address is a word", "https://example.com/a", filter.Filter{Text: "https://example.com/a"}},
		{"a hyphen is no negation of words", "-draft", filter.Filter{Text: "-draft"}},
		{"any order", "timeout in:useresponse status:new", filter.Filter{Text: "timeout", Systems: []helpdesk.System{"useresponse"}, States: []helpdesk.State{"new"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := filter.ParseFilter(test.query)
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
}

func TestQueriesAreRefusedWithTheTermAndWhatIsAllowed(t *testing.T) {
	for _, test := range []struct{ name, query, says string }{
		{"an unknown status", "status:opne", "“status:opne” is not understood: status: takes active, all, new, open"},
		{"an empty status", "status:", "status: takes active"},
		{"an unknown helpdesk", "in:zendesk", "in: takes useresponse or usedesk"},
		{"an unknown term", "assigne:me", "known terms are status: and in:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := filter.ParseFilter(test.query)
			require.ErrorIs(t, err, api.ErrInvalid)
			var e *api.Error
			require.True(t, errors.As(err, &e))
			require.Equal(t, "query", e.Fields[0].Field)
			require.Contains(t, e.Sentence(), test.says)
		})
	}
}

func TestPlans(t *testing.T) {
	for _, test := range []struct {
		name, query, useResponse string
		usedesk                  []int64
	}{
		{"everything", "", "all", nil},
		{"open is two statuses of UseResponse", "status:open", "opened,in_progress", []int64{1}},
		{"solved may be an installation's own word", "status:solved", "all", []int64{2}},
		{"waiting for the client", "status:pending", "awaiting_reply", []int64{6}},
		{"active asks for statuses that a plan cannot know too", "status:active", "all-active", []int64{1, 5, 6, 8}},
		{"unknown and solved together need everything", "status:unknown,solved", "all", []int64{2}},
		{"a state that UseResponse has no word for is judged here", "status:spam", "all", []int64{7}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := filter.ParseFilter(test.query)
			require.NoError(t, err)
			require.Equal(t, test.useResponse, f.UseResponse().Status)
			require.Equal(t, test.usedesk, f.Usedesk().Status)
		})
	}
}

// What the server is asked for must never lose a ticket that the filter selects.
func TestAPlanKeepsWhatTheFilterSelects(t *testing.T) {
	slugs := map[string]helpdesk.State{"opened": "open", "in_progress": "open", "awaiting_reply": "pending", "on_hold": "hold", "completed": "solved", "own-word": "unknown", "own-end": "solved"}
	closed := map[string]bool{"completed": true, "own-end": true}
	for _, state := range helpdesk.States() {
		for _, other := range helpdesk.States() {
			f, err := filter.ParseFilter("status:" + string(state) + "," + string(other))
			require.NoError(t, err)
			asked := f.UseResponse().Status
			for slug, means := range slugs {
				ticket := helpdesk.Ticket{System: helpdesk.UseResponse, Status: helpdesk.Status{State: means}}
				if !f.Match(&ticket) {
					continue
				}
				server := asked == "all" || asked == "all-active" && !closed[slug] || containsWord(asked, slug)
				require.True(t, server, "%s,%s: %s is selected but not asked for (%s)", state, other, slug, asked)
			}
		}
	}
}

func containsWord(list, word string) bool { return slices.Contains(strings.Split(list, ","), word) }

func TestMatch(t *testing.T) {
	f, err := filter.ParseFilter("status:open in:usedesk")
	require.NoError(t, err)
	require.True(t, f.Match(&helpdesk.Ticket{System: "usedesk", Status: helpdesk.Status{State: "open"}}))
	require.False(t, f.Match(&helpdesk.Ticket{System: "usedesk", Status: helpdesk.Status{State: "new"}}))
	require.False(t, f.Match(&helpdesk.Ticket{System: "useresponse", Status: helpdesk.Status{State: "open"}}))
	nothing, err := filter.ParseFilter("status:open -status:open")
	require.NoError(t, err)
	require.False(t, nothing.Match(&helpdesk.Ticket{Status: helpdesk.Status{State: "open"}}), "a contradiction selects nothing")
}

func FuzzParseFilter(f *testing.F) {
	for _, s := range []string{"", `status:open,pending in:usedesk "a b"`, "-status:new", `"`, "::", "a:b", "status:,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		parsed, err := filter.ParseFilter(query)
		if err != nil {
			require.ErrorIs(t, err, api.ErrInvalid)
			return
		}
		parsed.UseResponse()
		parsed.Usedesk()
		parsed.Match(&helpdesk.Ticket{})
	})
}
