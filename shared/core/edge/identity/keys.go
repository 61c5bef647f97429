// Package identity judges what a site says about who its visitor is: a compact JSON Web
// Token (RFC 7515, RFC 7519) that the site signs for a few minutes, with a key that the
// edge was given together with the algorithm it is for. A token chooses neither.
//
// It verifies nothing itself: it says what a host has to verify with which key, and what
// a token claims once that is done.
package identity

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"deskside/shared/api"
)

// Algorithm is how a token is signed, as headers name it (RFC 7518, 3.1; RFC 8037, 3.1).
type Algorithm string

const (
	HS256 Algorithm = "HS256" // HMAC with SHA-256, under a secret that site and edge share
	EdDSA Algorithm = "EdDSA" // Ed25519: the edge has the public key alone
)

// Lengths of keys in bytes: a secret has as many as the hash at least (RFC 7518, 3.2),
// a public key as many as Ed25519 has (RFC 8032).
const (
	leastSecret = 32
	publicKey   = 32
)

// Key is a key of a site.
type Key struct {
	// ID is what tokens name it by ("kid").
	ID        string
	Algorithm Algorithm
	// Bytes are a secret, or a public key.
	Bytes []byte
}

// Keys are all that hold at a time: while one takes the place of another, both do.
type Keys []Key

// mostKeys bounds how many a site may have.
const mostKeys = 16

// ParseKeys reads keys as their owner writes them, separated by commas or blanks, each
// as ID:ALGORITHM:KEY with the key in base64, such as 2026-11:HS256:… Errors say which
// is wrong and why, and hold no key.
func ParseKeys(text string) (Keys, error) {
	var all Keys
	for part := range api.Listed(text) {
		key, err := parseKey(part)
		if err != nil {
			return nil, errors.New("key " + strconv.Itoa(len(all)+1) + " of the site's identities: " + err.Error())
		}
		for i := range all {
			if all[i].ID == key.ID {
				return nil, errors.New("two keys of the site's identities have the id " + key.ID)
			}
		}
		if all = append(all, key); len(all) > mostKeys {
			return nil, errors.New("a site has at most " + strconv.Itoa(mostKeys) + " keys for its identities")
		}
	}
	return all, nil
}

func parseKey(text string) (Key, error) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 || !named(parts[0]) {
		return Key{}, errors.New("write it as ID:HS256:KEY or ID:EdDSA:KEY, the id of letters, digits, full stops, - and _")
	}
	k := Key{ID: parts[0], Algorithm: Algorithm(parts[1])}
	var err error
	if k.Bytes, err = anyBase64(parts[2]); err != nil {
		return Key{}, errors.New("its third part is not base64")
	}
	switch k.Algorithm {
	case HS256:
		if len(k.Bytes) < leastSecret {
			return Key{}, errors.New("a secret for HS256 has 32 bytes or more: openssl rand -base64 32")
		}
	case EdDSA:
		if len(k.Bytes) != publicKey {
			return Key{}, errors.New("a public key for EdDSA is one of Ed25519, of 32 bytes")
		}
	default:
		return Key{}, errors.New("its algorithm is neither HS256 nor EdDSA")
	}
	return k, nil
}

// named reports whether a text can be the id of a key.
func named(id string) bool {
	for i := 0; i < len(id); i++ {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return len(id) > 0 && len(id) <= 64
}

// anyBase64 reads base64 as programs print it: of either alphabet, padded or not.
func anyBase64(text string) ([]byte, error) {
	text = strings.TrimRight(text, "=")
	if strings.ContainsAny(text, "+/") {
		return base64.RawStdEncoding.Strict().DecodeString(text)
	}
	return base64.RawURLEncoding.Strict().DecodeString(text)
}

// find returns the key that a token names; where it names none, the only one.
func (k Keys) find(id string, given bool) *Key {
	if !given && len(k) == 1 {
		return &k[0]
	}
	for i := range k {
		if given && k[i].ID == id {
			return &k[i]
		}
	}
	return nil
}
