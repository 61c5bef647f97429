// Package seal keeps what must stay secret at rest: it seals under one key of several and
// opens what any of them sealed, so that a key can take the place of another while both
// are there. It is AES-256-GCM with a random nonce; what is sealed begins with the mark of
// its key. wasm/worker/seal.ts reads and writes the same.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"deskside/shared/api"
)

// Lengths in bytes: of a key, of the mark of one, and of a nonce.
const (
	keySize, markSize, nonceSize = 32, 4, 12
)

// Keys seal and open. They are immutable.
type Keys struct{ all []key }

type key struct {
	mark   string
	cipher cipher.AEAD
}

// ParseKeys reads keys as their owner writes them: in base64, separated by commas or
// blanks. The first seals. Errors hold none.
func ParseKeys(text string) (*Keys, error) {
	k := &Keys{}
	for part := range api.Listed(text) {
		secret, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(part), "="))
		if err != nil || len(secret) != keySize {
			return nil, errors.New("sealing key " + strconv.Itoa(len(k.all)+1) + " is not 32 bytes in base64: openssl rand -base64 32")
		}
		block, err := aes.NewCipher(secret)
		if err != nil {
			return nil, err
		}
		sealed, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		k.all = append(k.all, key{markOf(secret), sealed})
	}
	if len(k.all) == 0 {
		return nil, errors.New("there is no sealing key")
	}
	return k, nil
}

// markOf tells a key from others and nothing of what it is.
func markOf(secret []byte) string {
	sum := sha256.Sum256(append([]byte("deskside-seal:"), secret...))
	return string(sum[:markSize])
}

// Seal seals something about something.
func (k *Keys) Seal(about string, content []byte) []byte {
	first := &k.all[0]
	out := make([]byte, markSize+nonceSize, markSize+nonceSize+len(content)+first.cipher.Overhead())
	copy(out, first.mark)
	_, _ = rand.Read(out[markSize:]) // it never fails
	return first.cipher.Seal(out, out[markSize:], content, []byte(about))
}

// Open opens what was sealed about something.
func (k *Keys) Open(about string, sealed []byte) ([]byte, error) {
	if len(sealed) < markSize+nonceSize {
		return nil, errors.New("this was not sealed here")
	}
	for i := range k.all {
		if k.all[i].mark != string(sealed[:markSize]) {
			continue
		}
		content, err := k.all[i].cipher.Open(nil, sealed[markSize:markSize+nonceSize], sealed[markSize+nonceSize:], []byte(about))
		if err != nil {
			return nil, errors.New("this was not sealed here about that, or was changed since")
		}
		return content, nil
	}
	return nil, errors.New("the key that this was sealed under is not there any more")
}

// Verify reports whether a signature is good: by "HS256" under a secret, or by "EdDSA"
// under a public key of Ed25519.
func Verify(algorithm string, key, signed, signature []byte) bool {
	switch algorithm {
	case "HS256":
		mac := hmac.New(sha256.New, key)
		mac.Write(signed)
		return hmac.Equal(mac.Sum(nil), signature)
	case "EdDSA":
		return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, signed, signature)
	}
	return false
}
