package agent_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

func TestAReplyIsMeasuredAsItIsSent(t *testing.T) {
	for _, c := range []struct {
		name   string
		system helpdesk.System
		source string
		want   agent.MeasureResult
	}{
		{"where there is a limit", "useresponse", "жж", agent.MeasureResult{Length: 2, Limit: 12000, Left: 11998}},
		{"of which tags take their part", "useresponse", "[b]ж[/b]", agent.MeasureResult{Length: 8, Limit: 12000, Left: 11992}},
		{"beyond it", "useresponse", strings.Repeat("ж", 12001), agent.MeasureResult{Length: 12001, Limit: 12000, Left: -1}},
		{"where there is none", "usedesk", "жж", agent.MeasureResult{Length: 9}},
		{"without anything to see", "useresponse", " [b] [/b]", agent.MeasureResult{Limit: 12000, Left: 12000}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := coretest.Result[agent.MeasureResult](t, agent.Table(), "reply.measure", &agent.MeasureArgs{System: c.system, Source: c.source})
			require.Equal(t, c.source, got.Whole)
			require.True(t, got.Notes)
			require.Equal(t, c.want, agent.MeasureResult{Length: got.Length, Limit: got.Limit, Left: got.Left})
		})
	}
}

func TestASignatureStandsBelowWhatTheClientReads(t *testing.T) {
	signed := func(source string, private bool) agent.MeasureResult {
		return coretest.Result[agent.MeasureResult](t, agent.Table(), "reply.measure", &agent.MeasureArgs{System: "useresponse", Source: source, Signature: "Anna", Private: private})
	}
	require.Equal(t, "Hi\n\nAnna", signed("Hi\n", false).Whole)
	require.Equal(t, "Hi", signed("Hi", true).Whole, "and not in notes")
	require.Equal(t, len("Hi\n\nAnna"), signed("Hi", false).Length)
	require.Zero(t, signed(" ", false).Length, "alone it is no message")
}

func TestAddressesOfCopiesAreRead(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		want        []string
		wrong       bool
	}{
		{"none", " ", nil, false},
		{"several, however they are set apart", "a@b.example, c@d.example;e@f.example\nA@b.example a@b.example", []string{"a@b.example", "c@d.example", "e@f.example", "A@b.example"}, false},
		{"one that is none", "a@b.example, anna", []string{"a@b.example", "anna"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := coretest.Result[agent.MeasureResult](t, agent.Table(), "reply.measure", &agent.MeasureArgs{System: "usedesk", Source: "x", CC: c.typed, BCC: c.typed})
			require.True(t, got.Copies)
			require.Equal(t, c.want, got.CC)
			require.Equal(t, c.want, got.BCC)
			require.Equal(t, c.wrong, got.Wrong.ID != "")
		})
	}
	note := coretest.Result[agent.MeasureResult](t, agent.Table(), "reply.measure", &agent.MeasureArgs{System: "usedesk", Private: true, CC: "anna"})
	require.False(t, note.Copies, "a note goes to nobody")
	require.Empty(t, note.Wrong.ID)
}
