// Package enclosed is what files go along with what customers write: how large they
// may be, what they are by their content, what they are called, and how programs send
// them. It is pure, and must not know where files are kept.
package enclosed

import (
	"encoding/base64"
	"strings"

	"deskside/shared/api/jsontext"
	"deskside/shared/words"
)

// Most is how many files go along with one post or comment at most.
const Most = 5

// Limits are what the files of one post or comment may have.
type Limits struct {
	// Count is how many there may be, Size how many bytes they may have together.
	Count, Size int
	// Kept is how many bytes all files may have together that are kept at one time.
	Kept int64
}

// LimitsOf are those of an edge that has a place for files, or but its store.
func LimitsOf(space bool) Limits {
	if space {
		return Limits{Most, 5 << 20, 2 << 30}
	}
	return Limits{Most, 1 << 20, 256 << 20}
}

// Body is how long a body may be with such files in it, in base64, beside so many bytes.
func (l Limits) Body(beside int) int { return base64.StdEncoding.EncodedLen(l.Size) + beside }

// File is a file as it is taken.
type File struct {
	// Name is cleaned, and its ending says what Type does.
	Name, Type string
	// Hash is the SHA-256 of the content, in hexadecimal digits.
	Hash    string
	Content []byte
}

// Take judges a file, or says why it is not taken.
func (l Limits) Take(name string, content []byte) (File, *words.Say) {
	f := File{Name: name, Type: mediaOf(content), Content: content}
	f.Name = named(name, f.Type)
	switch shown := words.Text(f.Name); {
	case len(content) == 0:
		return f, say(words.EdgeFileEmpty(shown))
	case len(content) > l.Size:
		return f, say(words.EdgeFileLarge(shown, words.Number(l.Megabytes())))
	case f.Type == "":
		return f, say(words.EdgeFileKind(shown))
	}
	return f, nil
}

// Megabytes is Size in whole megabytes.
func (l Limits) Megabytes() int { return l.Size >> 20 }

func say(s words.Say) *words.Say { return &s }

// Sent is a file as a program names it: by what came of its upload, or by its content.
type Sent struct {
	Token, Name string
	// Body is the content, in base64, of one without a token.
	Body string
}

// Read returns a reader of a member that lists files: {token, name} or {name, body}.
func Read(all *[]Sent) func(jsontext.Value) bool {
	return func(v jsontext.Value) bool {
		if v.Kind() != jsontext.Array {
			return false
		}
		for item := range v.Items() {
			one := Sent{}
			for name, value := range item.Members() {
				known := map[string]*string{"token": &one.Token, "name": &one.Name, "body": &one.Body}[name]
				if value.Kind() == jsontext.Null {
					continue
				}
				if known == nil || value.Kind() != jsontext.String {
					return false
				}
				*known = value.Text()
			}
			if (one.Token == "") == (one.Body == "") || len(*all) == 2*Most {
				return false
			}
			*all = append(*all, one)
		}
		return true
	}
}

// Decode reads base64, with or without the beginning of a data URL, blanks and the
// filling at its end.
func Decode(text string) ([]byte, bool) {
	if strings.HasPrefix(text, "data:") {
		_, text, _ = strings.Cut(text, ",")
	}
	if strings.ContainsAny(text, " \t\r\n") {
		text = strings.Join(strings.Fields(text), "")
	}
	content, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	return content, err == nil && len(content) > 0
}
