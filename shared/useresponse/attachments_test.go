package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/useresponse"
)

func TestFilesAreWrittenInEachForm(t *testing.T) {
	file := useresponse.File{Name: "note.txt", Content: []byte("Привет")}
	raw := client(t).AttachFile(38, file).Request
	require.Equal(t, "Привет", string(raw.Body))
	require.Contains(t, raw.URL, "attach-file.json?name=note.txt")
	require.Equal(t, "application/octet-stream", header(raw, "Content-Type"))
	encoded := client(t, useresponse.WithEncodedFiles()).AttachFile(38, file).Request
	require.JSONEq(t, `{"name":"note.txt","body":"0J/RgNC40LLQtdGC"}`, string(encoded.Body))
	require.NotContains(t, encoded.URL, "?")
	comment := client(t).AddComment(useresponse.NewComment{Object: 38, Content: "A", Files: []useresponse.File{file, {Name: "b.png", Token: "t-1"}}})
	require.JSONEq(t, `{"object_id":38,"content":"A","attachments":[{"name":"note.txt","body":"0J/RgNC40LLQtdGC"},{"name":"b.png","token":"t-1"}]}`, string(comment.Request.Body))
}

func TestFilesArriveInEitherForm(t *testing.T) {
	h := open(t, sandbox.Options{})
	base, err := api.ParseBase(h.UseResponseURL)
	require.NoError(t, err)
	for name, c := range map[string]useresponse.Client{
		"the file as it is": useresponse.New(base, useresponse.WithKey(h.Keys.Admin)),
		"as JSON":           useresponse.New(base, useresponse.WithKey(h.Keys.Admin), useresponse.WithEncodedFiles()),
	} {
		t.Run(name, func(t *testing.T) {
			o := must(h, c.AttachFile(h.idea(c).ID, useresponse.File{Name: "note.txt", Content: []byte("Привет")}))
			require.Len(t, o.Files, 1)
			require.Equal(t, "note.txt", o.Files[0].Name)
		})
	}
}

func TestFilesAreReadInEveryForm(t *testing.T) {
	comments, err := client(t).Comments(38, false).Read(&api.Response{Status: 200, Body: []byte(`{"success":[{"id":1,"attachments":[
		{"id":1,"name":{"full":"a.png","short":"a","ext":"png"},"url":"https://help.example.test/attachment/1","directUrl":"https://help.example.test/files/a.png"},
		{"id":"2","name":"b.txt","directUrl":"https://help.example.test/files/b.txt"}, null, "c.txt"]}]}`)})
	require.NoError(t, err)
	files := comments[0].Attachments
	require.Len(t, files, 2)
	require.Equal(t, "a.png", files[0].Name)
	require.Equal(t, "https://help.example.test/attachment/1", files[0].URL)
	require.Equal(t, "b.txt", files[1].Name)
	require.Equal(t, "https://help.example.test/files/b.txt", files[1].URL)
}
