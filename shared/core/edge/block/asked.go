// Package block is the block that Usedesk shows beside a ticket: it reads what Usedesk
// asks of a client, and makes the HTML of what that client has to do with the posts of a
// helpdesk. It is pure. Every word of a customer, a helpdesk or a request becomes text.
package block

import (
	"strings"

	"deskside/shared/api/form"
	"deskside/shared/api/jsontext"
)

// Most is how many addresses of a client are asked for.
const Most = 5

// Asked is what of a request counts: who asks, and for whom. Usedesk sends much more.
type Asked struct {
	// Secret is the key of the block, "" where none was sent.
	Secret string
	// Emails are the client's addresses, each once.
	Emails []string
	// contact are those that the ticket names, where the client has none.
	contact []string
}

// Read reads a request as JSON, or as a form in either of PHP's encodings, whose nested
// members are named like client_data[emails][0]. What is missing, null or of another kind
// than usual is as if it were not there. It is false for what is neither.
func Read(media string, body []byte) (Asked, bool) {
	var a Asked
	kind, parameters, _ := strings.Cut(media, ";")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "application/x-www-form-urlencoded":
		fields, ok := form.Parse(string(body))
		if !ok {
			return Asked{}, false
		}
		for i := range fields {
			a.field(fields[i].Name, fields[i].Value)
		}
	case "multipart/form-data":
		if !parts(parameters, string(body), a.field) {
			return Asked{}, false
		}
	default:
		doc, err := jsontext.ParseBytes(body)
		if err != nil || doc.Root().Kind() != jsontext.Object {
			return Asked{}, false
		}
		a.walk("", doc.Root())
	}
	for _, email := range a.contact {
		if len(a.Emails) == 0 {
			a.add(email)
		}
	}
	return a, true
}

// field takes a field of a form: a[b][0] is a.b.0.
func (a *Asked) field(name, value string) {
	path := strings.ReplaceAll(strings.ReplaceAll(name, "][", "."), "[", ".")
	a.take(strings.TrimSuffix(path, "]"), value)
}

// walk takes all that is in a value.
func (a *Asked) walk(path string, v jsontext.Value) {
	switch v.Kind() {
	case jsontext.Object:
		for name, member := range v.Members() {
			if path != "" {
				name = path + "." + name
			}
			a.walk(name, member)
		}
	case jsontext.Array:
		for item := range v.Items() {
			a.walk(path+".", item)
		}
	case jsontext.String, jsontext.Number:
		a.take(path, v.Text())
	}
}

// take takes one value, if it is one that counts. An address may be an item of the list,
// or the member email of one; the client may be JSON in a text, as forms have it.
func (a *Asked) take(path, value string) {
	value = strings.TrimSpace(value)
	client, is := strings.CutPrefix(path, "client_data")
	switch {
	case path == "secret_key" || path == "secret":
		if a.Secret == "" {
			a.Secret = value
		}
	case path == "contact" || path == "from_email":
		a.contact = append(a.contact, value)
	case is && (strings.HasPrefix(value, "{") || strings.HasPrefix(value, "[")):
		doc, err := jsontext.Parse(value)
		if err == nil {
			a.walk(path, doc.Root())
		}
	case client == ".email":
		a.add(value)
	default:
		item, is := strings.CutPrefix(client, ".emails")
		if is && (item == "" || item[0] == '.' && (strings.Count(item, ".") == 1 || strings.HasSuffix(item, ".email"))) {
			for email := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
				a.add(email)
			}
		}
	}
}

// add adds an address, unless it is none or is there.
func (a *Asked) add(email string) {
	if len(a.Emails) == Most || !address(email) {
		return
	}
	for _, known := range a.Emails {
		if strings.EqualFold(known, email) {
			return
		}
	}
	a.Emails = append(a.Emails, email)
}

// address reports whether a text may be an e-mail address: something that nobody mistakes
// for several, for a phrase to search for, or for a part of one.
func address(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && host != "" && len(s) <= 254 && !strings.ContainsAny(s, "*%,;:<>()[]\\\"") && !strings.Contains(host, "@") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == 0xfffd })
}

// parts reads the fields of a body of parts (RFC 7578), as curl writes one of a PHP array.
func parts(parameters, body string, field func(name, value string)) bool {
	_, boundary, ok := strings.Cut(parameters, "boundary=")
	boundary, _, _ = strings.Cut(boundary, ";")
	boundary = "--" + strings.Trim(strings.TrimSpace(boundary), `"`)
	if !ok || boundary == "--" {
		return false
	}
	_, rest, ok := strings.Cut("\r\n"+body, "\r\n"+boundary)
	for ok && !strings.HasPrefix(rest, "--") {
		var part string
		if part, rest, ok = strings.Cut(rest, "\r\n"+boundary); !ok {
			return false
		}
		head, value, whole := strings.Cut(part, "\r\n\r\n")
		_, name, named := strings.Cut(head, `; name="`)
		name, _, closed := strings.Cut(name, `"`)
		if !whole || !named || !closed {
			return false
		}
		if !strings.Contains(head, "; filename=") {
			field(name, value)
		}
	}
	return ok
}
