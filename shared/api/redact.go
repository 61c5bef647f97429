package api

import (
	"encoding/base64"
	"slices"
	"strings"
)

// Redactor takes out of texts what logs must not hold: the configured secrets,
// however they are escaped, the values of names that hold keys, and e-mail
// addresses. The zero value knows no secrets and still does the rest.
type Redactor struct {
	secrets []string
	// coded are what base64 makes of the secrets, wherever in a text they stand.
	coded []string
	mask  string
}

// redacted stands for what was taken out.
const redacted = "•••"

// NewRedactor returns a redactor of these secrets; empty ones are left out.
func NewRedactor(secrets ...string) Redactor { return newRedactor(redacted, secrets) }

func newRedactor(mask string, secrets []string) Redactor {
	r := Redactor{mask: mask}
	for _, s := range secrets {
		if s == "" {
			continue
		}
		// Longest first, so that a key does not leave the end of a longer one.
		i := 0
		for i < len(r.secrets) && len(r.secrets[i]) >= len(s) {
			i++
		}
		r.secrets = append(r.secrets[:i:i], append([]string{s}, r.secrets[i:]...)...)
		r.coded = append(r.coded, coded(s)...)
		if joins(mask, s) {
			r.mask = ""
		}
	}
	return r
}

// joins reports whether a mask holds a secret, or may make one together with
// what stands around it.
func joins(mask, secret string) bool {
	if strings.Contains(mask, secret) || strings.Contains(secret, mask) {
		return true
	}
	for n := 1; n < min(len(mask), len(secret)); n++ {
		if strings.HasPrefix(mask, secret[len(secret)-n:]) || strings.HasSuffix(mask, secret[:n]) {
			return true
		}
	}
	return false
}

// codedLeast is how long a piece of base64 must be to be told from other text.
const codedLeast = 8

// coded returns the pieces of base64 that a secret makes by itself, whatever
// stands before and behind it, as "user:secret" in an Authorization header: one
// for each place within three bytes and each of the two alphabets.
func coded(secret string) []string {
	var out []string
	for before := 0; before < 3; before++ {
		// The characters that also hold bits of what stands around are left out.
		from, to := (before*8+5)/6, (before+len(secret))*8/6
		if to-from < codedLeast {
			continue
		}
		for _, alphabet := range [...]*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			piece := alphabet.EncodeToString([]byte("\x00\x00"[:before] + secret))[from:to]
			if !slices.Contains(out, piece) {
				out = append(out, piece)
			}
		}
	}
	return out
}

// Text cleans a line of a log, an error or any other text.
func (r Redactor) Text(text string) string {
	return r.hide(emails(named(r.hide(text))))
}

// hide replaces the secrets, written as they are, escaped as URLs, forms and
// JSON escape them, or in base64.
func (r Redactor) hide(text string) string {
	for _, piece := range r.coded {
		text = strings.ReplaceAll(text, piece, r.mask)
	}
	for _, secret := range r.secrets {
		// Without a mask, what stood on both sides may be a secret once joined.
		for {
			clean := replaceEscaped(text, secret, r.mask)
			if clean == text || r.mask != "" {
				text = clean
				break
			}
			text = clean
		}
	}
	if r.mask == "" {
		for _, secret := range r.secrets {
			if strings.Contains(text, secret) {
				return ""
			}
		}
	}
	return text
}
