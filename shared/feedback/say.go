package feedback

import (
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/words"
)

// Say tells a customer what happened and what to do. A customer knows neither
// the helpdesk nor its key, so it speaks of no address, key or host; what only
// the site's owner can mend is said to be so.
func Say(e *api.Error) words.Say {
	switch e.Kind {
	case api.Unauthorized:
		return words.CustomerFailureUnauthorized()
	case api.Forbidden:
		return words.CustomerFailureForbidden()
	case api.NotFound:
		return words.CustomerFailureNotFound()
	case api.Conflict:
		return words.CustomerFailureConflict()
	case api.Invalid:
		return invalid(e)
	case api.RateLimited:
		if s := int64(e.RetryAfter / time.Second); s > 0 {
			return words.CustomerFailurePause(words.Number(s))
		}
		return words.CustomerFailureRateLimited()
	case api.Unavailable:
		switch e.Failure {
		case api.Offline:
			return words.CustomerFailureOffline()
		case api.Timeout:
			return words.CustomerFailureTimeout()
		case api.Network:
			return words.CustomerFailureNetwork()
		}
		return words.CustomerFailureUnavailable()
	case api.Protocol:
		if Kept(e) {
			return words.CustomerFailureKept()
		}
		return words.CustomerFailureProtocol()
	}
	return words.CustomerFailureOther()
}

// Kept reports whether an error is an answer that says no more than that something
// is kept at the edge and handed on from there: 202 (RFC 9110, 15.3.3).
func Kept(err error) bool {
	failed, ok := err.(*api.Error)
	return ok && failed.Status == 202
}

// SayPerson tells a customer that a portal wants to know that they are a person.
func SayPerson() words.Say { return words.CustomerFailurePerson() }

// SayLost tells a customer that a post may have arrived, and that nobody found it.
func SayLost() words.Say { return words.CustomerFailureLost() }

// invalid says what is wrong with what a customer wrote: a draft's own rule, or
// the helpdesk's words about it.
func invalid(e *api.Error) words.Say {
	for _, f := range e.Fields {
		if strings.HasPrefix(string(f.Say.ID), "customer.") {
			return f.Say
		}
	}
	if e.Detail != "" {
		return words.CustomerFailureInvalidDetail(words.Text(strings.TrimRight(e.Detail, ".!")))
	}
	return words.CustomerFailureInvalid()
}
