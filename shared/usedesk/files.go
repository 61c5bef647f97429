package usedesk

import (
	"bytes"
	"hash/fnv"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/words"
)

// File is a file to send with a message.
type File struct {
	Name    string
	Content []byte
}

// uploadTimeoutMS suits files of some megabytes on slow lines.
const uploadTimeoutMS = 120_000

// files checks files to send.
func (p *problems) files(files []File) {
	for i, f := range files {
		if f.Name == "" || strings.ContainsFunc(f.Name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '/' || r == '\\' }) {
			p.Refuse("files", words.FieldFilePath(api.Shown(f.Name), words.Number(i+1)))
		}
		if len(f.Content) == 0 {
			p.Refuse("files", words.FieldFileEmpty(api.Shown(f.Name)))
		}
	}
}

// upload plans op like call, with files: then the body is multipart/form-data
// (RFC 7578), the one form in which the API takes them.
func upload[T any](c Client, op *api.Operation, body *strict.Object, files []File, p problems, decode func(jsontext.Value) (T, bool)) api.Call[T] {
	planned := call(c, op, body, p, decode)
	if len(files) == 0 || planned.Problem != nil {
		return planned
	}
	r := &planned.Request
	var boundary string
	r.Body, boundary = multipart(r.Body, files)
	r.Header[1].Value = "multipart/form-data; boundary=" + boundary
	r.TimeoutMS = uploadTimeoutMS
	return planned
}

// multipart writes the members of a JSON object and files as a form. What has
// members or items itself is written the way PHP reads it: cc[0], lists[0][id].
func multipart(members []byte, files []File) (form []byte, boundary string) {
	boundary = boundaryOf(members, files)
	var b bytes.Buffer
	// Made once, since files are large and nothing is freed within a call.
	size := len(members) + 1024
	for _, f := range files {
		size += len(f.Content) + 512
	}
	b.Grow(size)
	part := func(name, suffix string) {
		b.WriteString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + parameter(name) + "\"" + suffix + "\r\n\r\n")
	}
	var field func(name string, v jsontext.Value)
	field = func(name string, v jsontext.Value) {
		switch v.Kind() {
		case jsontext.Object:
			for member, value := range v.Members() {
				if name != "" {
					member = name + "[" + member + "]"
				}
				field(member, value)
			}
		case jsontext.Array:
			i := 0
			for item := range v.Items() {
				field(name+"["+strconv.Itoa(i)+"]", item)
				i++
			}
		default:
			part(name, "")
			b.WriteString(loose.String(v) + "\r\n")
		}
	}
	if document, err := jsontext.ParseBytes(members); err == nil {
		field("", document.Root())
	}
	for _, f := range files {
		part("files[]", "; filename=\""+parameter(f.Name)+"\"\r\nContent-Type: application/octet-stream")
		b.Write(f.Content)
		b.WriteString("\r\n")
	}
	b.WriteString("--" + boundary + "--\r\n")
	return b.Bytes(), boundary
}

// parameter writes a name between quotes as browsers do (HTML, multipart/form-data
// encoding algorithm).
func parameter(name string) string {
	return strings.NewReplacer("\"", "%22", "\r", "%0D", "\n", "%0A").Replace(name)
}

// boundaryOf returns a line that nothing in the form contains, the same for the
// same form.
func boundaryOf(members []byte, files []File) string {
	h := fnv.New64a()
	h.Write(members)
	for _, f := range files {
		h.Write(f.Content)
	}
	for sum := h.Sum64(); ; sum++ {
		boundary := "deskside-" + strconv.FormatUint(sum, 16)
		free := !bytes.Contains(members, []byte(boundary))
		for _, f := range files {
			free = free && !bytes.Contains(f.Content, []byte(boundary))
		}
		if free {
			return boundary
		}
	}
}
