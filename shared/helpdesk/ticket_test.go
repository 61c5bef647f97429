package helpdesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
)

func TestAPriorityIsWorthAWordOrNot(t *testing.T) {
	want := map[helpdesk.Priority]helpdesk.Urgency{
		"": helpdesk.UsualUrgency, "normal": helpdesk.UsualUrgency, "medium": helpdesk.UsualUrgency,
		"low": helpdesk.LowUrgency, "high": helpdesk.HighUrgency, "urgent": helpdesk.HighUrgency, "extreme": helpdesk.HighUrgency,
		"a word of some other helpdesk": helpdesk.UsualUrgency,
	}
	for priority, urgency := range want {
		require.Equal(t, urgency, priority.Urgency(), "%q", priority)
	}
	for _, p := range helpdesk.Priorities() {
		require.Contains(t, want, p)
	}
}
