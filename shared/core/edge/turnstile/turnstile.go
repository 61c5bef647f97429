// Package turnstile is how an edge has Cloudflare tell whether a person is there: what a
// widget is told to ask for, what is asked of Cloudflare about the token that this brings,
// and what its answer is worth.
//
// It knows no request and no store, and sends nothing.
package turnstile

import (
	"errors"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/calendar"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/strict"
)

// Origin is where the script, its frames and the check are, and nothing else is asked.
const Origin = "https://challenges.cloudflare.com"

const (
	check = Origin + "/turnstile/v0/siteverify"
	// Action is what all tokens are for.
	Action = "deskside"
	// longest is how many characters a token has at most, as Cloudflare says.
	longest = 2048
	// good is for how long one is, as Cloudflare says; skew how far the clock of an edge may be
	// off from that of Cloudflare.
	good, skew = 5 * time.Minute, 5 * time.Minute
	// Timeout is how long one check may take.
	Timeout = 4 * time.Second
)

// Keys are those of a widget at Cloudflare. Site is public, Secret is not; the zero value is
// that there is none.
type Keys struct{ Site, Secret string }

// On reports whether there are any. A secret by itself does nothing, so that it can be set
// before the other.
func (k *Keys) On() bool { return k.Site != "" && k.Secret != "" }

// Check refuses a site key without its secret, and what is no key. Errors hold neither.
func (k *Keys) Check() error {
	switch {
	case k.Site != "" && k.Secret == "":
		return errors.New("Turnstile needs the secret that belongs to its site key: set TURNSTILE_SECRET")
	case !isKey(k.Site) || !isKey(k.Secret):
		return errors.New("a key of Turnstile holds a character that such keys do not have; copy it again")
	}
	return nil
}

func isKey(s string) bool {
	return len(s) <= 128 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.") == ""
}

// Task is what a widget is told to show.
type Task struct {
	// Site is the site key, About what the token is to be about.
	Site, About string
}

// Token is one that came along with what somebody writes.
type Token struct {
	Text string
	// About is what it has to be about, Host where it has to come from.
	About, Host string
	// Address is that of whoever brings it, "" where it is not known.
	Address string
	// Number are 16 bytes that are the same whenever the same is asked: asked again, since
	// the answer was lost, Cloudflare then answers again.
	Number []byte
}

// Worth reports whether a token may be one.
func (t *Token) Worth() bool { return t.Text != "" && len(t.Text) <= longest }

// Asks is the request that has Cloudflare look at a token.
func (k *Keys) Asks(t *Token) api.Request {
	b := append(strict.AppendString([]byte(`{"secret":`), k.Secret), `,"response":`...)
	b = strict.AppendString(b, t.Text)
	if isIPv4(t.Address) {
		b = strict.AppendString(append(b, `,"remoteip":`...), t.Address)
	}
	b = strict.AppendString(append(b, `,"idempotency_key":`...), uuid(t.Number))
	return api.Request{
		Method: "POST", URL: check, Header: []api.Header{{Name: "Content-Type", Value: "application/json"}},
		Body: append(b, '}'), TimeoutMS: Timeout.Milliseconds(), Repeatable: true,
	}
}

// isIPv4 reports whether an address is a whole one: of IPv6 an edge knows the network alone.
func isIPv4(address string) bool {
	return address != "" && strings.Count(address, ".") == 3 && strings.Trim(address, "0123456789.") == ""
}

// uuid writes 16 bytes as one (RFC 9562, version 4).
func uuid(number []byte) string {
	const digits = "0123456789abcdef"
	var of [16]byte
	copy(of[:], number)
	of[6], of[8] = of[6]&15|0x40, of[8]&0x3f|0x80
	b := make([]byte, 0, 36)
	for i, c := range of {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b = append(b, '-')
		}
		b = append(b, digits[c>>4], digits[c&15])
	}
	return string(b)
}

// Verdict is what an answer comes to.
type Verdict int

const (
	// Away is that Cloudflare does not tell: it may be asked again.
	Away Verdict = iota
	// Unset is that the secret is not the widget's, which its owner has to mend.
	Unset
	// Refused is that the token shows nobody: whoever wrote needs another one.
	Refused
	// Person is that there is one.
	Person
)

// Judge reads what Cloudflare says of a token; an answer that did not come is nil. why is for
// a log, and holds nothing of the token.
func (t *Token) Judge(r *api.Response, now time.Time) (v Verdict, why string) {
	if r == nil || r.Failure != api.NoFailure {
		return Away, "Turnstile could not be asked"
	}
	doc, err := jsontext.ParseBytes(r.Body)
	if err != nil || r.Status >= 500 {
		return Away, "Turnstile's answer is none"
	}
	switch doc.Root().Get("success").Kind() {
	case jsontext.True:
		return t.agrees(doc.Root(), now)
	case jsontext.False:
	default:
		return Away, "Turnstile's answer is none"
	}
	v, why = Away, "Turnstile does not tell"
	for code := range doc.Root().Get("error-codes").Items() {
		switch code.Text() {
		case "missing-input-secret", "invalid-input-secret":
			return Unset, "Turnstile does not know the secret: set TURNSTILE_SECRET to that of its widget"
		case "missing-input-response", "invalid-input-response", "timeout-or-duplicate":
			v, why = Refused, "Turnstile refuses what was shown, as "+code.Text()
		}
	}
	return v, why
}

// agrees looks whether a token that is good is for what it came along with.
func (t *Token) agrees(said jsontext.Value, now time.Time) (Verdict, string) {
	at, known := when(said.Get("challenge_ts").Text())
	age := now.Sub(time.Unix(at, 0))
	switch {
	case !strings.EqualFold(said.Get("hostname").Text(), t.Host):
		return Refused, "a token of Turnstile is from another host than " + t.Host
	case said.Get("action").Text() != Action:
		return Refused, "a token of Turnstile is for something else"
	case said.Get("cdata").Text() != t.About:
		return Refused, "a token of Turnstile is about another text"
	case !known || age > good+skew || age < -skew:
		return Refused, "a token of Turnstile is not of now: is the clock of this machine right?"
	}
	return Person, ""
}

// when reads a time as Cloudflare writes it, such as 2026-11-30T13:05:09.104Z, in Unix
// seconds.
func when(s string) (at int64, ok bool) {
	if len(s) < len("2006-01-02T15:04:05Z") || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[len(s)-1] != 'Z' {
		return 0, false
	}
	year, month, day := calendar.Number(s[:4]), calendar.Number(s[5:7]), calendar.Number(s[8:10])
	hour, minute, second := calendar.Number(s[11:13]), calendar.Number(s[14:16]), calendar.Number(s[17:19])
	if !calendar.Exists(year, month, day) || min(hour, minute, second) < 0 {
		return 0, false
	}
	return calendar.Days(year, month, day)*86_400 + int64(hour*3600+minute*60+second), true
}
