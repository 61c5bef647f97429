package identity

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"deskside/shared/api/jsontext"
)

// Limits of tokens. A token is for a few minutes: who has got hold of one can do little
// with it. Clocks of site and edge may differ by Leeway.
const (
	longest = 4096
	MaxLife = time.Hour
	Leeway  = 30 * time.Second
)

// Why says why a token is not taken. It tells whoever sets a site up what to mend.
type Why string

const (
	Form      Why = "form"      // it is no compact token of a header, claims and a signature
	Header    Why = "header"    // its header asks for something that is not done here
	Unknown   Why = "kid"       // it names no key that the edge has
	Other     Why = "alg"       // its algorithm is not the one that the key is for
	Signature Why = "signature" // it was not signed with the key, or was changed since
	Claims    Why = "claims"    // its claims are no object, or name one twice
	Subject   Why = "sub"       // who it is about is missing, or no text of 1 to 128 characters
	Expiry    Why = "exp"       // it has no exp and iat in whole seconds, or is for longer than an hour
	Expired   Why = "expired"   // it is over
	Early     Why = "early"     // it is from the future
	Audience  Why = "aud"       // it is for somebody else
	Email     Why = "email"     // its e-mail address is none
	Name      Why = "name"      // its name is no text of at most 100 characters
	Used      Why = "used"      // somebody else has used it
)

// Problem is a token that is not taken.
type Problem struct{ Why Why }

func (p *Problem) Error() string { return "the identity is not taken: " + string(p.Why) }

// Token is a token whose form and header are as they should be. Whether it was signed
// with its key a host has to say.
type Token struct {
	Key Key
	// Signed is what the signature is of.
	Signed    string
	Signature []byte
	claims    []byte
}

// Read reads a token, or fails with a *Problem.
func (k Keys) Read(token string) (*Token, error) {
	signed, last := cutLast(token)
	head, body, two := strings.Cut(signed, ".")
	if len(token) > longest || !two || strings.Contains(body, ".") {
		return nil, &Problem{Form}
	}
	header, claims, signature := unwrapped(head), unwrapped(body), unwrapped(last)
	if len(header) == 0 || len(claims) == 0 || len(signature) == 0 {
		return nil, &Problem{Form}
	}
	members := object(header)
	if members == nil {
		return nil, &Problem{Form}
	}
	for _, name := range [...]string{"crit", "b64", "enc", "zip"} {
		// What must be understood (RFC 7515, 4.1.11) is not; the rest would change what was signed.
		if _, has := members[name]; has {
			return nil, &Problem{Header}
		}
	}
	if kind, has := members["typ"]; has && (kind.Kind() != jsontext.String || !strings.EqualFold(kind.Text(), "JWT")) {
		return nil, &Problem{Header}
	}
	id, given := members["kid"]
	if given && id.Kind() != jsontext.String {
		return nil, &Problem{Unknown}
	}
	alg := members["alg"]
	key := k.find(id.Text(), given)
	switch {
	case key == nil:
		return nil, &Problem{Unknown}
	case alg.Kind() != jsontext.String || alg.Text() != string(key.Algorithm):
		return nil, &Problem{Other}
	}
	return &Token{Key: *key, Signed: signed, Signature: signature, claims: claims}, nil
}

// cutLast cuts a token before its signature.
func cutLast(token string) (before, last string) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 {
		return token, ""
	}
	return token[:at], token[at+1:]
}

// unwrapped reads base64url without padding, of which each text has one form only;
// nothing where it is another.
func unwrapped(text string) []byte {
	for i := 0; i < len(text); i++ {
		if text[i] <= ' ' {
			return nil // the decoder leaves line breaks out
		}
	}
	out, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil
	}
	return out
}

// object reads a JSON object of texts in UTF-8 whose members have names of their own;
// nil where it is none. Of two members of a name one program reads the first and
// another the last.
func object(text []byte) map[string]jsontext.Value {
	if !utf8.Valid(text) {
		return nil
	}
	doc, err := jsontext.ParseBytes(text)
	if err != nil || doc.Root().Kind() != jsontext.Object {
		return nil
	}
	members := map[string]jsontext.Value{}
	for name, value := range doc.Root().Members() {
		if _, twice := members[name]; twice {
			return nil
		}
		members[name] = value
	}
	return members
}

// Person is who a token is about.
type Person struct {
	// Subject is what the site knows them by.
	Subject string
	// Email is in lower case, Name in one line, each "" where the site does not say. Nor does
	// it where it says that it has not verified an address.
	Email, Name string
	// Until is when the token is over, Unix seconds.
	Until int64
}

// Claims returns what a token says whose signature was verified, at a time, to an
// audience, or fails with a *Problem.
func (t *Token) Claims(now time.Time, audience string) (Person, error) {
	members := object(t.claims)
	if members == nil {
		return Person{}, &Problem{Claims}
	}
	var p Person
	leeway := int64(Leeway / time.Second)
	seconds := now.Unix()
	until, ok := whole(members["exp"])
	issued, also := whole(members["iat"])
	switch {
	case !ok || !also || until-issued > int64(MaxLife/time.Second):
		return p, &Problem{Expiry}
	case seconds >= until+leeway:
		return p, &Problem{Expired}
	case seconds < issued-leeway:
		return p, &Problem{Early}
	}
	if value, has := members["nbf"]; has {
		before, ok := whole(value)
		if !ok || seconds < before-leeway {
			return p, &Problem{Early}
		}
	}
	if !meant(members["aud"], audience) {
		return p, &Problem{Audience}
	}
	if p.Subject, ok = line(members, "sub", 128); !ok || p.Subject == "" {
		return p, &Problem{Subject}
	}
	if p.Email, ok = line(members, "email", 254); !ok || p.Email != "" && !address(p.Email) {
		return p, &Problem{Email}
	}
	if verified := members["email_verified"].Kind(); verified != jsontext.Absent && verified != jsontext.True {
		// Somebody says so of themselves (OpenID Connect Core, 5.1).
		p.Email = ""
	}
	if p.Name, ok = line(members, "name", 100); !ok {
		return p, &Problem{Name}
	}
	p.Email, p.Until = strings.ToLower(p.Email), until+leeway
	return p, nil
}

// whole reads a time in seconds; a fraction is dropped.
func whole(v jsontext.Value) (int64, bool) {
	if v.Kind() != jsontext.Number {
		return 0, false
	}
	text, _, _ := strings.Cut(v.Text(), ".")
	n, err := strconv.ParseInt(text, 10, 64)
	// No clock shows more, and sums stay within their bounds.
	return n, err == nil && n > 0 && n < 1<<40
}

// meant reports whether an audience is the one, or among those, of a token (RFC 7519, 4.1.3).
func meant(v jsontext.Value, audience string) bool {
	switch v.Kind() {
	case jsontext.String:
		return v.Text() == audience
	case jsontext.Array:
		found := false
		for item := range v.Items() {
			if item.Kind() != jsontext.String {
				return false
			}
			found = found || item.Text() == audience
		}
		return found
	}
	return false
}

// line reads a member that is a text in one line, or is not there.
func line(members map[string]jsontext.Value, name string, most int) (string, bool) {
	v, has := members[name]
	if !has || v.Kind() == jsontext.Null {
		return "", true
	}
	text := strings.TrimSpace(v.Text())
	if v.Kind() != jsontext.String || utf8.RuneCountInString(text) > most || strings.ContainsRune(text, utf8.RuneError) {
		return "", false
	}
	for _, r := range text {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			return "", false
		}
	}
	return text, true
}

// address reports whether a text has the form of an e-mail address, as helpdesks take it.
func address(text string) bool {
	name, host, ok := strings.Cut(text, "@")
	return ok && name != "" && len(name) <= 64 && strings.Contains(host, ".") && !strings.ContainsAny(host, "@") &&
		!strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".") && !strings.ContainsAny(text, " <>\"(),:;\\[]")
}
