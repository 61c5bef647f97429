package guard

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// Purpose is what a stamp is for; one is good for nothing else.
type Purpose byte

const (
	// ForForm is the stamp of the form without a script, ForWork that of a proof of work,
	// ForCore that of a frame whose browser runs no WebAssembly.
	ForForm Purpose = 'f'
	ForWork Purpose = 'w'
	ForCore Purpose = 'c'
)

// good is for how long a stamp of a purpose is.
func (p Purpose) good() time.Duration {
	switch p {
	case ForWork:
		return time.Hour
	case ForCore:
		return 24 * time.Hour
	}
	return 12 * time.Hour
}

// Stamp says when an edge gave it out, and that it was this one's. Number makes it unlike
// any other.
type Stamp struct {
	Purpose Purpose
	At      time.Time
	Number  uint64
	// ID is what only whoever has the stamp knows, and what it can be told by.
	ID string
}

const (
	bodySize = 1 + 8 + 8
	sealSize = 16
)

// stampText is how stamps are written.
var stampText = base64.RawURLEncoding.Strict()

// Seal writes a stamp. secret is one that edges of a site share and nobody else has, site
// its name.
func (s Stamp) Seal(secret, site string) string {
	b := make([]byte, 0, bodySize+sealSize)
	b = append(b, byte(s.Purpose))
	b = binary.BigEndian.AppendUint64(b, uint64(s.At.UnixMicro()))
	b = binary.BigEndian.AppendUint64(b, s.Number)
	return stampText.EncodeToString(append(b, seal(b, secret, site)...))
}

// Open reads a stamp for a purpose, which must be this site's and not too old.
func Open(text string, purpose Purpose, secret, site string, now time.Time) (s Stamp, ok bool) {
	b, err := stampText.DecodeString(text)
	if err != nil || len(b) != bodySize+sealSize || !hmac.Equal(b[bodySize:], seal(b[:bodySize], secret, site)) {
		return s, false
	}
	s = Stamp{Purpose: Purpose(b[0]), At: time.UnixMicro(int64(binary.BigEndian.Uint64(b[1:]))), Number: binary.BigEndian.Uint64(b[9:]), ID: stampText.EncodeToString(b[bodySize:])}
	age := now.Sub(s.At)
	// Edges of one site have not all the same clock.
	return s, s.Purpose == purpose && age < purpose.good() && age > -time.Minute
}

func seal(body []byte, secret, site string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("a stamp of " + site + "\x00"))
	mac.Write(body)
	return mac.Sum(nil)[:sealSize]
}

// Name is what something is counted under: the site's name, what it is, and what nobody
// can tell from it who does not have the secret.
func Name(secret, site, what, who string) string {
	return site + " " + what + " " + Digest(secret, site, what, who)
}

// Digest is a name of somebody or something from which nobody can tell who or what it is who
// does not have the secret: 22 letters, digits, hyphens and underscores.
func Digest(secret, site, what, who string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("counted of " + site + "\x00" + what + "\x00" + who))
	return stampText.EncodeToString(mac.Sum(nil)[:16])
}
