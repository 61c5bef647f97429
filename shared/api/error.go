package api

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"deskside/shared/words"
)

// Error is the one error type of the API clients. Compare kinds with
// errors.Is(err, api.ErrRateLimited); read details with errors.As.
type Error struct {
	Kind Kind
	// Op is the operation that failed, Host where it was sent.
	Op, Host string
	// Status is the HTTP status, 0 when no answer came; Code the API's own code.
	Status, Code int
	// Detail is the server's own words: one line, cut short, secrets replaced.
	Detail string
	// Instead is what came in place of an answer, where that is known.
	Instead words.Say
	// Failure says why no answer came.
	Failure TransportFailure
	// Moved is the address to which the host redirects, "" for none.
	Moved  string
	Fields []FieldError
	// RetryAfter is how long the server asked to be left alone, 0 if it did not say.
	RetryAfter time.Duration
}

// Sentinels for errors.Is.
var (
	ErrUnauthorized = &Error{Kind: Unauthorized}
	ErrForbidden    = &Error{Kind: Forbidden}
	ErrNotFound     = &Error{Kind: NotFound}
	ErrConflict     = &Error{Kind: Conflict}
	ErrInvalid      = &Error{Kind: Invalid}
	ErrRateLimited  = &Error{Kind: RateLimited}
	ErrUnavailable  = &Error{Kind: Unavailable}
	ErrProtocol     = &Error{Kind: Protocol}
)

// Is reports whether target is the sentinel of e's kind.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind
}

// Error says what was attempted, where, and what came of it, for a log.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op)
		b.WriteByte(' ')
	}
	if e.Host != "" {
		b.WriteString("at ")
		b.WriteString(e.Host)
		b.WriteByte(' ')
	}
	b.WriteString(string(e.Kind))
	if e.Status != 0 {
		b.WriteString(" (HTTP ")
		b.WriteString(strconv.Itoa(e.Status))
		b.WriteByte(')')
	}
	if e.Failure != NoFailure {
		b.WriteString(" (")
		b.WriteString(string(e.Failure))
		b.WriteByte(')')
	}
	if e.Detail != "" {
		b.WriteString(": ")
		b.WriteString(e.Detail)
	}
	if !e.Instead.Empty() {
		b.WriteString(": ")
		b.WriteString(e.Instead.String())
	}
	for _, f := range e.Fields {
		b.WriteString("; ")
		b.WriteString(f.Field)
		b.WriteString(": ")
		b.WriteString(f.Say.String())
	}
	return b.String()
}

// Say says in plain words what happened and what to do, to whoever holds the
// key: it names the host, and keys and rights.
func (e *Error) Say() words.Say {
	host := words.Text(e.Host)
	if e.Host == "" {
		host = words.Within(words.FailureHelpdesk())
	}
	detail := words.Text(strings.TrimRight(e.Detail, ".!"))
	switch e.Kind {
	case Unauthorized:
		if len(e.Fields) > 0 {
			return e.Fields[0].Say
		}
		return words.FailureUnauthorized(host)
	case Forbidden:
		return words.FailureForbidden(host)
	case NotFound:
		return words.FailureNotFound(host)
	case Conflict:
		if e.Detail != "" {
			return words.FailureConflictDetail(host, detail)
		}
		return words.FailureConflict(host)
	case Invalid:
		if len(e.Fields) > 0 {
			return e.Fields[0].Say
		}
		if e.Detail != "" {
			return words.FailureInvalidDetail(host, detail)
		}
		return words.FailureInvalid(host)
	case RateLimited:
		if s := int64(e.RetryAfter / time.Second); s > 0 {
			return words.FailurePause(host, words.Number(s))
		}
		return words.FailureRateLimited(host)
	case Unavailable:
		switch e.Failure {
		case Offline:
			return words.FailureOffline()
		case Timeout:
			return words.FailureTimeout(host)
		case Network:
			return words.FailureNetwork(host)
		case Redirected:
			return words.FailureRedirected(host)
		}
		return words.FailureUnavailable(host)
	case Protocol:
		if e.Moved != "" {
			return words.FailureMoved(host, words.Text(e.Moved))
		}
		if !e.Instead.Empty() {
			return words.FailureProtocolDetail(host, words.Within(e.Instead))
		}
		return words.FailureProtocol(host)
	}
	return words.FailureOther(host)
}

// detailLimit keeps a hostile server from filling a panel with its words.
const detailLimit = 200

// Detail cleans words that came from a server for use in Error.Detail: one
// line, no control or direction-changing characters, at most 200 characters,
// every given secret replaced, however it is escaped.
func Detail(text string, secrets ...string) string {
	if slices.ContainsFunc(secrets, func(s string) bool { return s != "" }) {
		text = unspoken(text, secrets)
	}
	return line(text, detailLimit)
}

// line makes one line of at most so many characters of a text.
func line(text string, limit int) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range text {
		switch {
		case r <= ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
			space = b.Len() > 0
			continue
		case r < 0xa0 && r > 0x7f, 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
			continue
		}
		if n++; n > limit {
			b.WriteString("…")
			break
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
