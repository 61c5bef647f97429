package enclosed_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/edge/enclosed"
)

func TestAFileIsWhatItsContentSaysAndIsCalledSo(t *testing.T) {
	for name, test := range map[string]struct{ called, content, media, as string }{
		"a picture":                        {"a.png", "\x89PNG\r\n\x1a\n", "image/png", "a.png"},
		"a picture under another ending":   {"a.png", "\xff\xd8\xff\xe0", "image/jpeg", "a.jpg"},
		"another ending of the same":       {"a.JPEG", "\xff\xd8\xff\xe0", "image/jpeg", "a.JPEG"},
		"a picture of a phone":             {"IMG_1.HEIC", "\x00\x00\x00\x18ftypheic", "image/heic", "IMG_1.HEIC"},
		"a film":                           {"a.mov", "\x00\x00\x00\x14ftypqt  ", "video/mp4", "a.mov"},
		"a document":                       {"a.docx", "PK\x03\x04", "application/zip", "a.docx"},
		"an old document":                  {"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "a.doc"},
		"a PDF that says it is a program":  {"report.exe", "%PDF-1.7", "application/pdf", "report.exe.pdf"},
		"a text without an ending":         {"README", "Read me", "text/plain", "README.txt"},
		"a text with a dot in its name":    {"v1.2", "Notes", "text/plain", "v1.2.txt"},
		"a text in Cyrillic":               {"заметки.csv", "имя;возраст", "text/plain", "заметки.csv"},
		"a text called a picture":          {"a.png", "no picture", "text/plain", "a.txt"},
		"a name that is a path":            {"../../etc/passwd", "root", "text/plain", "_.._etc_passwd.txt"},
		"a name that hides its ending":     {"a\u202egnp.txt", "x", "text/plain", "agnp.txt"},
		"a name that is an ending":         {".png", "\x89PNG\r\n\x1a\n", "image/png", "png.png"},
		"a log with colours":               {"ci.log", "\x1b[31mfailed\x1b[0m", "text/plain", "ci.log"},
		"a program of Windows":             {"a.png", "MZ\x90\x00", "", ""},
		"a program of Linux":               {"a.pdf", "\x7fELF\x02", "", ""},
		"a script":                         {"a.txt", "#!/bin/sh\nrm", "", ""},
		"a page":                           {"a.txt", "\n <!DOCTYPE html>", "", ""},
		"a drawing":                        {"a.xml", `<?xml version="1.0"?><SVG onload="x"/>`, "", ""},
		"bytes of which nobody knows what": {"a.txt", "\x00\x01\x02", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, refused := enclosed.LimitsOf(true).Take(test.called, []byte(test.content))
			require.Equal(t, test.media, f.Type)
			if test.media == "" {
				require.Equal(t, "edge.file.kind", string(refused.ID))
				return
			}
			require.Nil(t, refused)
			require.Equal(t, test.as, f.Name)
		})
	}
}

func TestNamesOfOnePostAreUnlikeEachOther(t *testing.T) {
	require.Equal(t, []string{"a.png", "b.png", "A-2.png", "a-3.png"}, enclosed.Unlike([]string{"a.png", "b.png", "A.png", "a.png"}))
}

func TestFilesAreReadAsProgramsSendThem(t *testing.T) {
	for text, want := range map[string]int{
		`[]`: 0, `[{"token": "t"}]`: 1, `[{"token": "t", "name": "a.png"}, {"name": "b.png", "body": "eA=="}]`: 2, `[{"name": "a", "body": "eA==", "token": null}]`: 1,
		`{}`: -1, `"a"`: -1, `[1]`: -1, `[{"name": "a"}]`: -1, `[{"token": "t", "body": "eA=="}]`: -1, `[{"token": 5}]`: -1, `[{"token": "t", "href": "x"}]`: -1,
		"[" + strings.Repeat(`{"token": "t"},`, 10) + `{"token": "t"}]`: -1,
	} {
		doc, err := jsontext.Parse(text)
		require.NoError(t, err)
		var sent []enclosed.Sent
		ok := enclosed.Read(&sent)(doc.Root())
		require.Equal(t, want >= 0, ok, text)
		if ok {
			require.Len(t, sent, want, text)
		}
	}
	for text, want := range map[string]string{"eHl6": "xyz", "eHk=": "xy", "eHk": "xy", "data:text/plain;base64,eHk=": "xy", "e H\r\nk=": "xy", "": "", "§": "", "====": ""} {
		content, ok := enclosed.Decode(text)
		require.Equal(t, want != "", ok, text)
		if ok {
			require.Equal(t, want, string(content))
		}
	}
}
