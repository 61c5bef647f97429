package helpdesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
)

func TestWhatATicketHasIsComparedAsText(t *testing.T) {
	ticket := helpdesk.Ticket{
		Status: helpdesk.Status{ID: 3}, Assignee: helpdesk.Person{ID: 5}, Priority: "low", Type: "task",
		Tags: []string{"vip", "a, b", "", "vip"}, CategoryID: 8, Locked: true,
	}
	for property, want := range map[helpdesk.Property]string{
		helpdesk.PropertyStatus: "3", helpdesk.PropertyAssignee: "5", helpdesk.PropertyGroup: "", helpdesk.PropertyPriority: "low",
		helpdesk.PropertyType: "task", helpdesk.PropertyTags: "a, b\nvip", helpdesk.PropertyCategory: "8",
		helpdesk.PropertyLocked: helpdesk.Yes, helpdesk.PropertySubscribed: "", helpdesk.PropertyVoted: "",
	} {
		require.Equal(t, want, ticket.Value(property), property)
	}
}

func TestSeveralValuesAreOneWhateverTheirOrder(t *testing.T) {
	require.Equal(t, helpdesk.Several([]string{"b", "a"}), helpdesk.Several([]string{"a", "b", "a", ""}))
	require.Equal(t, []string{"a, b", "c"}, helpdesk.Apiece(helpdesk.Several([]string{"c", "a, b"})))
	require.Empty(t, helpdesk.Apiece(helpdesk.Several(nil)))
}
