// Package useresponse answers as UseResponse 7.0 does, and where programs need
// it as the versions before: one table of operations, the right each asks for,
// and the shapes of its answers.
package useresponse

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strings"
	"time"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
	"deskside/shared/api"
)

// call is one UseResponse request being answered.
type call struct {
	context.Context
	api     *API
	tx      *sql.Tx
	in      *wire.Input
	now     time.Time
	base    string // of links, without a slash at the end
	caller  *person
	id      int64  // the number in the path
	word    string // the word in the path
	version string // "7.0"

	people     map[int64]*person
	statuses   map[int64]*StatusAnswer
	categories map[int64]*CategoryAnswer
	types      map[string]*typeAnswer
	forums     map[int64]*forumAnswer
	teams      map[int64]*teamAnswer
}

// refusal is an error answer of UseResponse.
type refusal struct {
	status  int
	message string
	context string
}

func (e *refusal) Error() string { return e.message }

func badRequest(context string) error {
	return &refusal{http.StatusBadRequest, MessageBadRequest, context}
}

func conflict(context string) error {
	return &refusal{http.StatusConflict, MessageConflict, context}
}

func forbidden(context string) error {
	return &refusal{http.StatusForbidden, MessageForbidden, context}
}

var (
	errUnauthorized error = &refusal{http.StatusUnauthorized, MessageUnauthorized, ""}
	errForbidden    error = &refusal{http.StatusForbidden, MessageForbidden, ""}
	errNotFound     error = &refusal{http.StatusNotFound, MessageNotFound, ""}
)

// Options say how UseResponse behaves where installations differ. What each
// does stands beside the members of the same names of the sandbox's Options.
type Options struct {
	Below          string // the path that the installation stands below, "" at the top
	Guest          bool
	TrustedDomains []string
	StrictDomains  bool
	Premoderate    bool
	RequireFields  bool
	SearchAny      bool
	Visibility     []Visibility
	Titles         world.Titles
	Writes         Writes
}

// API answers as UseResponse does.
type API struct {
	*wire.Host
	options Options
}

// New opens the API in a host.
func New(h *wire.Host, options Options) *API { return &API{h, options} }

// Serve answers a request for a path below /api/VERSION/; an empty version is
// one that the address names badly.
func (s *API) Serve(w http.ResponseWriter, r *http.Request, version, path string) {
	wire.AllowOrigins(w)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	var op *operation
	var c call
	if version != "" {
		op, c.id, c.word = findOperation(r.Method, path)
	}
	name := ""
	if op != nil {
		name = op.Name
	}
	c.Context, c.api, c.version, c.base = r.Context(), s, version, s.Base(r)+s.options.Below
	var inputErr error
	c.in, inputErr = wire.ReadInput(w, r)
	s.Answer(w, r, name, failed, func(skew time.Duration) wire.Reply {
		c.now = s.World.Time().Add(skew)
		status, payload := s.run(r, op, &c, inputErr)
		reply := wire.Reply{Status: status, Body: world.Encode(payload)}
		if status == http.StatusOK && op.writes() {
			reply = s.options.Writes.apply(reply)
		}
		return reply
	})
}

// run gives the status and the whole answer of one request.
func (s *API) run(r *http.Request, op *operation, c *call, inputErr error) (int, any) {
	var payload any
	err := s.checkDomain(r)
	if err == nil {
		err = s.World.Do(r.Context(), func(tx *sql.Tx) error {
			c.tx = tx
			if err := c.identify(keyOf(r, c.in)); err != nil {
				return err
			}
			if op == nil {
				return errNotFound
			}
			if err := c.allow(op.Access); err != nil {
				return err
			}
			// A file is no JSON object.
			if inputErr != nil && op.Name != "objects.attach" {
				return inputErr
			}
			var err error
			if payload, err = op.run(c); err == nil {
				err = c.in.Err
			}
			return err
		})
	}
	if err != nil {
		return failure(err)
	}
	wrap := op.Answer == api.Wrapped
	if c.legacy() {
		// Version 4 wraps statuses and the one user of an address, and leaves
		// searches bare.
		wrap = op.Name == "statuses.list" || op.Name == "users.search" && c.byEmail() || wrap && op.Name != "objects.search"
	}
	if wrap {
		payload = map[string]any{"success": payload}
	}
	return http.StatusOK, payload
}

// legacy reports a request of an API version before 7, which wraps more.
func (c *call) legacy() bool {
	return strings.HasPrefix(c.version, "4.") || strings.HasPrefix(c.version, "3.")
}

// failure gives the status and the body of an error.
func failure(err error) (int, any) {
	var known *refusal
	var bad *wire.InputError
	switch {
	case errors.As(err, &known):
	case errors.As(err, &bad):
		known = &refusal{http.StatusBadRequest, MessageBadRequest, bad.Problem}
	default:
		known = &refusal{http.StatusInternalServerError, messageServer, err.Error()}
	}
	body := ErrorAnswer{Code: known.status, Message: known.message, Context: known.context}
	return known.status, map[string]any{"error": body}
}

// failed is the body of a status that comes from no operation.
func failed(status int) []byte {
	return world.Encode(map[string]any{"error": ErrorAnswer{Code: status, Message: http.StatusText(status)}})
}

// ErrorAnswer is the error member of an answer.
type ErrorAnswer struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Context string `json:"context,omitempty"`
}

// findOperation gives the operation of a verb and a path below /api/VERSION/,
// with the number and the word the path carries; nil when there is none.
func findOperation(method, path string) (op *operation, id int64, word string) {
	best := -1
	for _, candidate := range Table() {
		candidateID, candidateWord, literals, ok := candidate.pattern.Match(path)
		if !ok || literals <= best {
			continue
		}
		for _, verb := range candidate.Verbs {
			if verb == method || verb == http.MethodGet && method == http.MethodHead {
				op, id, word, best = candidate, candidateID, candidateWord, literals
			}
		}
	}
	return op, id, word
}

// Knows reports whether some operation has this path, whatever the verb.
func Knows(path string) bool {
	for _, verb := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		if op, _, _ := findOperation(verb, path); op != nil {
			return true
		}
	}
	return false
}
