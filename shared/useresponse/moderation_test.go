package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
)

func TestDecisionsSayWhyOrNothing(t *testing.T) {
	c := client(t)
	require.JSONEq(t, `{"reason":"Advertising"}`, string(c.DeclineTopic(38, "Advertising").Request.Body))
	require.JSONEq(t, `{}`, string(c.DeclineComment(7, "").Request.Body))
	require.Empty(t, c.ApproveComment(7).Request.Body)
	require.Empty(t, c.ApproveTopic(38).Request.Body)
}

func FuzzReadModeration(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"moderation-"}, apitest.As(c.ApproveComment(1)), apitest.As(c.DeclineComment(1, "")), apitest.As(c.ApproveTopic(1)), apitest.As(c.DeclineTopic(1, "")))
}
