package edge

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
)

// answer is a whole answer, built before any of it is sent.
type answer struct {
	status int
	header map[string]string
	body   []byte
}

func (a *answer) with(name, value string) *answer {
	if a.header == nil {
		a.header = map[string]string{}
	}
	a.header[name] = value
	return a
}

func (a *answer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	for name, value := range a.header {
		h.Set(name, value)
	}
	if a.body != nil {
		h.Set("Content-Type", "application/json; charset=utf-8")
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	if a.body != nil && r.Method != http.MethodHead {
		_, _ = w.Write(a.body)
	}
}

// success is an answer with a payload, wrapped as {"success": payload} where
// the API wraps it.
func success(payload any, wrapped bool) *answer {
	if wrapped {
		payload = map[string]any{"success": payload}
	}
	body, err := json.Marshal(payload)
	if err != nil {
		return refusal{status: http.StatusInternalServerError, message: "The answer cannot be written."}.answer()
	}
	return &answer{status: http.StatusOK, body: body}
}

// refusal is an error as customers see it: one plain sentence in the error
// envelope of the API, {"error": {"code", "message"}}.
type refusal struct {
	status     int
	message    string
	retryAfter time.Duration
	// uncertain says that a write may have been done all the same.
	uncertain bool
	// allow lists the methods of a 405.
	allow string
}

func (r refusal) Error() string { return r.message }

func (r refusal) answer() *answer {
	type failure struct {
		Code      int    `json:"code"`
		Message   string `json:"message"`
		Uncertain bool   `json:"uncertain,omitempty"`
	}
	body, err := json.Marshal(map[string]failure{"error": {r.status, r.message, r.uncertain}})
	if err != nil {
		body = nil
	}
	a := &answer{status: r.status, body: body}
	if r.retryAfter > 0 {
		a.with("Retry-After", strconv.FormatInt(int64((r.retryAfter+time.Second-1)/time.Second), 10))
	}
	if r.allow != "" {
		a.with("Allow", r.allow)
	}
	return a
}

var notFound = refusal{status: http.StatusNotFound, message: "There is nothing at this address, or it is not public."}

func notAllowed(allow string) *answer {
	return refusal{status: http.StatusMethodNotAllowed, message: "This address takes " + allow + " only.", allow: allow}.answer()
}

func invalid(message string) error {
	return refusal{status: http.StatusBadRequest, message: message}
}

// refuse turns an error into what customers see of it. What concerns the
// site's owner alone, such as a refused key, goes to the log.
func (e *Edge) refuse(err error) refusal {
	var r refusal
	if errors.As(err, &r) {
		return r
	}
	uncertain := transport.Uncertain(err)
	var failed *api.Error
	if !errors.As(err, &failed) {
		switch {
		case errors.Is(err, errStore):
			e.log(err.Error())
			return refusal{status: http.StatusServiceUnavailable, retryAfter: 5 * time.Second,
				message: "Votes and posts cannot be kept right now. Try again in a minute."}
		case errors.Is(err, context.DeadlineExceeded):
			failed = &api.Error{Kind: api.Unavailable, Failure: api.Timeout}
		default:
			failed = &api.Error{Kind: api.Unavailable, Failure: api.Network}
		}
	} else {
		logged := *failed
		logged.Fields = nil
		if logged.Kind == api.Invalid {
			// The helpdesk's words may repeat what a person wrote.
			logged.Detail = ""
		}
		e.log(api.Detail(logged.Error()))
	}
	r = refusalOf(failed)
	if uncertain {
		r.uncertain, r.retryAfter = true, 0
		r.message = "It is not known whether the helpdesk took this: its answer was lost. Look in the list before you send it again."
	}
	return r
}

func refusalOf(e *api.Error) refusal {
	switch e.Kind {
	case api.Unauthorized:
		return refusal{status: http.StatusBadGateway, message: "The helpdesk does not accept the key of this site. The site's owner can change it."}
	case api.Forbidden:
		return refusal{status: http.StatusForbidden, message: "The helpdesk does not allow this."}
	case api.NotFound:
		return notFound
	case api.Conflict:
		return refusal{status: http.StatusConflict, message: "The helpdesk refused, because this was changed meanwhile. Reload and try again."}
	case api.Invalid:
		message := "The helpdesk did not accept this. Check what you entered."
		if e.Detail != "" {
			message = "The helpdesk did not accept this: " + e.Detail
		}
		return refusal{status: http.StatusBadRequest, message: message}
	case api.RateLimited:
		return refusal{status: http.StatusTooManyRequests, retryAfter: max(e.RetryAfter, time.Second),
			message: "The helpdesk received too many requests. Try again in a minute."}
	case api.Unavailable:
		switch e.Failure {
		case api.Timeout:
			return refusal{status: http.StatusGatewayTimeout, message: "The helpdesk did not answer in time. Try again."}
		case api.NoFailure:
			return refusal{status: http.StatusServiceUnavailable, retryAfter: max(e.RetryAfter, 5*time.Second),
				message: "The helpdesk cannot answer right now. Try again in a minute."}
		}
		return refusal{status: http.StatusServiceUnavailable, retryAfter: 5 * time.Second,
			message: "The helpdesk cannot be reached right now. Try again in a minute."}
	}
	return refusal{status: http.StatusBadGateway, message: "The helpdesk sent something that cannot be read. Try again in a minute."}
}
