// Package usedesk answers as Usedesk does: one table of methods, its limits, and
// the shapes of its answers.
package usedesk

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strings"
	"time"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// call is one Usedesk request being answered.
type call struct {
	context.Context
	api  *API
	tx   *sql.Tx
	in   *wire.Input
	now  time.Time
	base string
}

// refusal is an error answer of Usedesk.
type refusal struct {
	status     int
	code       int
	text       string
	retryAfter time.Duration
}

func (e *refusal) Error() string { return e.text }

var (
	errToken         error = &refusal{http.StatusUnauthorized, codeToken, textToken, 0}
	errNoAccess      error = &refusal{http.StatusForbidden, codeAccess, textAccess, 0}
	errUnknownTicket error = &refusal{http.StatusNotFound, codeNotFound, textUnknownTicket, 0}
	errUnknownMethod error = &refusal{http.StatusNotFound, codeNotFound, textUnknownMethod, 0}
)

// Options say how Usedesk behaves where its description is silent. What each
// does stands beside the members of the same names of the sandbox's Options.
type Options struct {
	ErrorsAsHTTP200   bool
	FieldsCombineOr   bool
	RequestsPerSecond int
	Titles            world.Titles
}

// API answers as Usedesk does.
type API struct {
	*wire.Host
	options Options
	limits  *limits
}

// New opens the API in a host.
func New(h *wire.Host, options Options) *API {
	return &API{h, options, newLimits(options.RequestsPerSecond)}
}

// Serve answers a request for a method below /uapi/.
func (s *API) Serve(w http.ResponseWriter, r *http.Request, path string) {
	wire.AllowOrigins(w)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	name := ""
	m := find(path, r.Method)
	if m != nil {
		name = m.Name
	}
	c := &call{Context: r.Context(), api: s, base: s.Base(r)}
	in, inputErr := wire.ReadInput(w, r)
	c.in = in
	s.Answer(w, r, name, failed, func(skew time.Duration) wire.Reply {
		c.now = s.World.Time().Add(skew)
		var payload any
		err := c.admit(tokenOf(r, in), name == "usedesk.tickets")
		if err == nil && m == nil {
			err = errUnknownMethod
		}
		if err == nil {
			err = inputErr
		}
		if err == nil {
			err = s.World.Do(r.Context(), func(tx *sql.Tx) (err error) {
				c.tx = tx
				if payload, err = m.run(c); err == nil {
					err = in.Err
				}
				return err
			})
		}
		if err != nil {
			return s.failure(err)
		}
		return wire.Reply{Status: http.StatusOK, Body: world.Encode(payload)}
	})
}

// failed is the body of a status that comes from no method.
func failed(status int) []byte {
	code := status
	switch {
	case status >= http.StatusInternalServerError:
		code = codeServer
	case status == http.StatusUnauthorized:
		code = codeToken
	case status == http.StatusForbidden:
		code = codeAccess
	}
	return world.Encode(errorAnswer{http.StatusText(status), code})
}

type errorAnswer struct {
	Error string `json:"error"`
	Code  int    `json:"code"`
}

// failure gives the answer of an error.
func (s *API) failure(err error) wire.Reply {
	var known *refusal
	var bad *wire.InputError
	switch {
	case errors.As(err, &known):
	case errors.As(err, &bad):
		known = &refusal{http.StatusUnprocessableEntity, codeInvalid, bad.Problem, 0}
	default:
		known = &refusal{http.StatusInternalServerError, codeServer, textServer, 0}
	}
	answer := wire.Reply{Status: known.status, RetryAfter: known.retryAfter, Body: world.Encode(errorAnswer{known.text, known.code})}
	if s.options.ErrorsAsHTTP200 {
		answer.Status = http.StatusOK
	}
	return answer
}

// tokenOf gives the api_token of a request: the body wins over the query, which
// wins over a Bearer header.
func tokenOf(r *http.Request, in *wire.Input) string {
	if token, _ := in.Body["api_token"].(string); token != "" {
		return token
	}
	if token, _ := in.Query["api_token"].(string); token != "" {
		return token
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "bearer") {
		return strings.TrimSpace(token)
	}
	return ""
}

// admit checks the token and counts the request against its limits. lists says
// that it lists tickets, whose query has a limit of its own.
func (c *call) admit(token string, lists bool) error {
	if token != c.api.World.Endpoints("").UsedeskToken {
		return errToken
	}
	query, _ := c.in.Get("query")
	text, _ := query.(string)
	if wait := c.api.limits.admit(token, lists && text != "", c.now); wait > 0 {
		return &refusal{http.StatusTooManyRequests, codeRate, textRate, wait}
	}
	return nil
}
