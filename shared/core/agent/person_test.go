package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
)

func TestAPersonIsShownWithWhatTheyWroteAndWhatIsNoted(t *testing.T) {
	args := &agent.PersonArgs{Account: useResponse, ID: 10}
	coretest.Plans(t, agent.Table(), "person.card", args,
		"GET https://help.example.test/api/7.0/users/10.json", "GET https://help.example.test/api/7.0/users/10/activity.json", "GET https://help.example.test/api/7.0/users/10/notes.json")
	person := coretest.Result[agent.PersonResult](t, agent.Table(), "person.card", args,
		coretest.Answer(t, "useresponse/testdata/users-get.json"), coretest.Answer(t, "useresponse/testdata/users-activity.json"), coretest.Answer(t, "useresponse/testdata/user-notes-list.json"))
	require.True(t, person.Found)
	require.NotEmpty(t, person.Card.Name)
	require.NotEmpty(t, person.Card.Emails)
	require.NotEmpty(t, person.Work)
	require.True(t, person.KeepsNotes)
	require.Len(t, person.Notes, 2, "the newest first")
	require.Equal(t, "Prefers calls after [b]14:00[/b]", person.Notes[1].Source)
	// The note was made at 10:00 by the account's clock, which is 10:00 UTC.
	require.EqualValues(t, 1780338540, person.Notes[1].Remind)
}

func TestACardIsWholeWithoutWhatAKeyMayNotRead(t *testing.T) {
	refused := coretest.Status(403, `{"error":{"code":403,"message":"Access is denied"}}`)
	person := coretest.Result[agent.PersonResult](t, agent.Table(), "person.card", &agent.PersonArgs{Account: useResponse, ID: 10},
		coretest.Answer(t, "useresponse/testdata/users-get.json"), refused, refused)
	require.True(t, person.Found)
	require.Equal(t, api.Forbidden, person.WorkProblem.Kind)
	require.Equal(t, api.Forbidden, person.NotesProblem.Kind)
}

func TestNobodyWithAnAddressIsSaidAndNoError(t *testing.T) {
	args := &agent.PersonArgs{Account: useResponse, Email: "nobody@example.org"}
	coretest.Plans(t, agent.Table(), "person.card", args, "GET https://help.example.test/api/7.0/users/search.json")
	person := coretest.Result[agent.PersonResult](t, agent.Table(), "person.card", args, coretest.Answer(t, "useresponse/testdata/users-search-empty.json"))
	require.False(t, person.Found)
	require.Empty(t, person.Work)
}

func TestAReminderIsWrittenByTheClockOfTheAccount(t *testing.T) {
	out := coretest.Step(t, agent.Table(), "person.note", &agent.PersonNoteArgs{
		Account: useResponse, Person: 10, Text: "Call back", Remind: 1780338540, Zone: 2 * 3600,
	}, 0)
	require.Nil(t, out.Failure)
	require.Len(t, out.Send, 1)
	require.JSONEq(t, `{"content":"Call back","remind_at":"2026-06-01 20:29:00"}`, string(out.Send[0].Request.Body))
}
