package usedesk_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/usedesk"
)

// part is one part of a form, as the standard library reads it.
type part struct{ name, file, content string }

func parts(t *testing.T, request api.Request) []part {
	t.Helper()
	kind, parameters, err := mime.ParseMediaType(request.Header[1].Value)
	require.NoError(t, err)
	require.Equal(t, "multipart/form-data", kind)
	reader := multipart.NewReader(bytes.NewReader(request.Body), parameters["boundary"])
	var all []part
	for {
		p, err := reader.NextRawPart()
		if err == io.EOF {
			return all
		}
		require.NoError(t, err)
		content, err := io.ReadAll(p)
		require.NoError(t, err)
		all = append(all, part{p.FormName(), p.FileName(), string(content)})
	}
}

func TestFilesTravelInAForm(t *testing.T) {
	comment := client(t).CreateComment(usedesk.NewComment{Ticket: 7, Message: "<p>Смотрите\r\n--</p>", Visibility: usedesk.Public,
		CC: []string{"a@b.test", "c@d.test"}, Files: []usedesk.File{{Name: "снимок.png", Content: []byte("\x89PNG\r\n")}, {Name: `a"b.txt`, Content: []byte("--")}}})
	require.Nil(t, comment.Problem)
	require.Equal(t, []part{
		{"ticket_id", "", "7"}, {"message", "", "<p>Смотрите\r\n--</p>"}, {"type", "", "public"}, {"cc[0]", "", "a@b.test"}, {"cc[1]", "", "c@d.test"},
		{"api_token", "", token}, {"files[]", "снимок.png", "\x89PNG\r\n"}, {"files[]", "a%22b.txt", "--"},
	}, parts(t, comment.Request))
	require.Greater(t, comment.Request.TimeoutMS, client(t).Groups().Request.TimeoutMS)
	require.Equal(t, comment.Request, client(t).CreateComment(usedesk.NewComment{Ticket: 7, Message: "<p>Смотрите\r\n--</p>", Visibility: usedesk.Public,
		CC: []string{"a@b.test", "c@d.test"}, Files: []usedesk.File{{Name: "снимок.png", Content: []byte("\x89PNG\r\n")}, {Name: `a"b.txt`, Content: []byte("--")}}}).Request,
		"the same form is the same bytes")

	ticket := client(t).CreateTicket(usedesk.NewTicket{Subject: "S", Client: 1, Lists: []usedesk.ListEntry{{Field: 2410, Option: 39}, {Field: 4267, Option: 62}},
		Files: []usedesk.File{{Name: "a.txt", Content: []byte("A")}}})
	require.Equal(t, []part{
		{"subject", "", "S"}, {"message", "", ""}, {"client_id", "", "1"}, {"lists[0][id]", "", "2410"}, {"lists[0][value]", "", "39"},
		{"lists[1][id]", "", "4267"}, {"lists[1][value]", "", "62"}, {"api_token", "", token}, {"files[]", "a.txt", "A"},
	}, parts(t, ticket.Request))
}

func TestFilesAreCheckedBeforeTheyAreSent(t *testing.T) {
	for name, file := range map[string]usedesk.File{
		"a file without a name": {Content: []byte("A")}, "a path": {Name: "../a.txt", Content: []byte("A")},
		"a name of two lines": {Name: "a\r\nContent-Type: text/html", Content: []byte("A")}, "a control character": {Name: "\x1b.txt", Content: []byte("A")}, "an empty file": {Name: "a.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			call := client(t).CreateComment(usedesk.NewComment{Ticket: 7, Message: "M", Visibility: usedesk.Public, Files: []usedesk.File{file}})
			require.NotNil(t, call.Problem)
			require.Equal(t, "files", call.Problem.Fields[0].Field)
			require.Empty(t, call.Request.Body)
		})
	}
}

func TestFilesArriveInTheSandbox(t *testing.T) {
	o := open(t)
	id := sent(t, o, o.CreateTicket(usedesk.NewTicket{Subject: "Сломана молния", Message: "<p>It does not close</p>", Email: "nora@example.test",
		Lists: []usedesk.ListEntry{{Field: 2410, Option: 41}}, Files: []usedesk.File{{Name: "молния.txt", Content: []byte("one\r\ntwo")}}}))
	sent(t, o, o.CreateComment(usedesk.NewComment{Ticket: id, Message: "<p>Ещё</p>", Visibility: usedesk.Public, CC: []string{"a@b.test"}, BCC: []string{"c@d.test"},
		Files: []usedesk.File{{Name: "a.txt", Content: []byte("A")}, {Name: "b.bin", Content: []byte{0, 255, '\n'}}}}))
	conversation := sent(t, o, o.Ticket(id))
	require.Equal(t, "41", conversation.Ticket.Fields[0].Value)
	first, second := conversation.Comments[0], conversation.Comments[1]
	require.Equal(t, []string{"a@b.test"}, second.CC)
	require.Equal(t, []string{"c@d.test"}, second.BCC)
	require.Len(t, second.Attachments, 2)
	require.Equal(t, "молния.txt", first.Attachments[0].Name)
	for url, want := range map[string]string{first.Attachments[0].URL: "one\r\ntwo", second.Attachments[1].URL: "\x00\xff\n"} {
		response, err := http.Get(url)
		require.NoError(t, err)
		content, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, want, string(content))
	}
}

// FuzzForm holds that whatever is sent in a form is read from it as it was.
func FuzzForm(f *testing.F) {
	f.Add("M", "a.txt", []byte("A"))
	f.Add("--deskside-1\r\n", `"; filename="x`, []byte("\r\n--deskside-\r\n"))
	f.Fuzz(func(t *testing.T, message, name string, content []byte) {
		call := client(t).CreateComment(usedesk.NewComment{Ticket: 7, Message: message, Visibility: usedesk.Public, Files: []usedesk.File{{Name: name, Content: content}}})
		if call.Problem != nil {
			return
		}
		all := parts(t, call.Request)
		require.Len(t, all, 5)
		require.Equal(t, string([]rune(message)), all[1].content, "each byte that is no text becomes U+FFFD")
		require.Equal(t, "files[]", all[4].name)
		require.Equal(t, string(content), all[4].content)
	})
}
