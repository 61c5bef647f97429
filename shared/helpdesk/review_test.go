package helpdesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
)

func TestADecisionIsComparedWithoutItsReason(t *testing.T) {
	review, reason := helpdesk.Decision("declined\nAdvertising\nand more")
	require.Equal(t, helpdesk.Declined, review)
	require.Equal(t, "Advertising\nand more", reason)
	require.True(t, helpdesk.PropertyReview.Same("declined\nAdvertising", "declined"))
	require.True(t, helpdesk.Property("review@9").Same("declined\nAdvertising", "declined"))
	require.False(t, helpdesk.PropertyReview.Same("declined", "published"))
	require.False(t, helpdesk.PropertyTags.Same("a\nb", "a"), "other values are compared as a whole")
}

func TestAReviewIsReadOfPostsAndComments(t *testing.T) {
	post := helpdesk.Ticket{Review: helpdesk.Held}
	comments := []helpdesk.Comment{{ID: 9, Review: helpdesk.Held}, {ID: 10}}
	require.Equal(t, "held", post.ValueIn(helpdesk.PropertyReview, comments))
	require.Equal(t, "published", (&helpdesk.Ticket{}).Value(helpdesk.PropertyReview))
	require.Equal(t, "held", post.ValueIn("review@9", comments))
	require.Equal(t, "published", post.ValueIn("review@10", comments))
	require.Equal(t, "declined", post.ValueIn("review@11", comments), "one that is listed no more was declined")
}
