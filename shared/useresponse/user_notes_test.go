package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
	"deskside/shared/useresponse"
)

func TestRecordedNoteIsBuilt(t *testing.T) {
	recorded(t, "user-notes-add.request.json", client(t).AddUserNote(9, useresponse.NewNote{Content: "Prefers calls after [b]14:00[/b]", RemindAt: "2026-06-01 18:29:00"}))
}

func TestAReminderStaysGoesOrMoves(t *testing.T) {
	c := client(t)
	never, later := "", "2026-06-01 18:29:00"
	require.JSONEq(t, `{"content":"A"}`, string(c.EditUserNote(3, useresponse.NoteEdit{Content: "A"}).Request.Body))
	require.JSONEq(t, `{"content":"A","remind_at":""}`, string(c.EditUserNote(3, useresponse.NoteEdit{Content: "A", RemindAt: &never}).Request.Body))
	require.JSONEq(t, `{"content":"A","remind_at":"2026-06-01 18:29:00"}`, string(c.EditUserNote(3, useresponse.NoteEdit{Content: "A", RemindAt: &later}).Request.Body))
}

func FuzzReadUserNotes(f *testing.F) {
	c := fuzzer(f)
	n := useresponse.NewNote{Content: "A"}
	fuzzReading(f, []string{"user-notes-"}, apitest.As(c.UserNotes(1)), apitest.As(c.AddUserNote(1, n)), apitest.As(c.EditUserNote(1, useresponse.NoteEdit{Content: "A"})), apitest.As(c.DeleteUserNote(1)))
}
