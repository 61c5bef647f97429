package identity

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

// SessionFor is how long one stays who one is without saying so anew.
const SessionFor = 12 * time.Hour

// sessionMark begins a session, and no name that a browser gives itself.
const sessionMark = "s."

// Session is who a browser is, as the edge has sealed it: the browser can neither read
// nor make one.
type Session struct {
	Visitor string
	// Until is when it is over.
	Until time.Time
}

// Bytes are what is to be sealed.
func (s *Session) Bytes() []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(s.Until.Unix())), s.Visitor...)
}

// SessionOf reads what was sealed, and whether it still holds.
func SessionOf(b []byte, now time.Time) (s Session, holds bool) {
	if len(b) <= 8 {
		return s, false
	}
	s.Until = time.Unix(int64(binary.BigEndian.Uint64(b)), 0)
	s.Visitor = string(b[8:])
	return s, now.Before(s.Until)
}

// Written is a sealed session as a browser sends it.
func Written(sealed []byte) string { return sessionMark + base64.RawURLEncoding.EncodeToString(sealed) }

// IsSession reports whether what a browser sends is a session, and returns what was
// sealed: nothing where it cannot be one.
func IsSession(text string) (sealed []byte, is bool) {
	rest, is := strings.CutPrefix(text, sessionMark)
	if !is || len(rest) > 512 {
		return nil, is
	}
	return unwrapped(rest), true
}
