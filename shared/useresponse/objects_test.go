package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

func TestRecordedObjectIsBuilt(t *testing.T) {
	recorded(t, "objects-create.request.json", client(t).CreateObject(useresponse.NewObject{
		Ownership: "helpdesk", Type: "ticket", Title: "Cannot sign in with SAML — ошибка 500",
		Content: "Login fails with [b]500[/b]\n[ul][li]Chrome 124[/li][/ul]", Category: 10, Responsible: 6, Author: "jose@example.test",
		Tags: []string{"saml", "срочно"}, Files: []useresponse.File{{Name: "note.txt", Content: []byte("Привет")}},
		Fields: []useresponse.Property{useresponse.TextProperty(12, "Support"), useresponse.NumberProperty(13, 4)},
	}))
}

func TestAnObjectComesAsBBCodeWhenAskedFor(t *testing.T) {
	c := client(t, useresponse.WithBBCode())
	require.Contains(t, c.Object(38).Request.URL, "objects/38.json?bbcode=1")
	o, err := c.Object(38).Read(answer(t, 200, "objects-get-bbcode.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.BBCode, o.Format)
	require.Contains(t, o.Content, "[")
	post, err := c.Post(38).Read(answer(t, 200, "objects-get-bbcode.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.Markup{Format: helpdesk.BBCode, Source: o.Content}, post.Body)
	edited, err := c.EditObject(38, useresponse.ObjectEdit{}).Read(answer(t, 200, "objects-edit.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.HTML, edited.Format, "what is written comes back as HTML")
}

func FuzzReadObjects(f *testing.F) {
	c := fuzzer(f, useresponse.WithBBCode())
	fuzzReading(f, []string{"objects-"}, apitest.As(c.Object(1)), apitest.As(c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A", Content: "A"})),
		apitest.As(c.EditObject(1, useresponse.ObjectEdit{})), apitest.As(c.DeleteObject(1)), apitest.As(c.ArchiveObject(1)), apitest.As(c.TrashObject(1)), apitest.As(c.RecoverObject(1)),
		apitest.As(c.AttachFile(1, useresponse.File{Name: "a.txt", Content: []byte("A")})), apitest.As(c.ToggleLock(1)), apitest.As(c.Subscribe(1, 0)), apitest.As(c.Unsubscribe(1, 0)),
		apitest.As(c.Vote(1, helpdesk.VoteUp)), apitest.As(c.SearchObjects(useresponse.Search{})), apitest.As(c.ListTickets(useresponse.Tickets{})))
}
