package sandbox

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// envelope is how a UseResponse answer is wrapped.
type envelope int

const (
	wrapped envelope = iota // {"success": payload}
	bare                    // payload
)

// access is the least right an operation asks for.
type access int

const (
	open      access = iota // no key
	guestRead               // a key, or none where guests are let in
	user                    // any key
	agent                   // the key of an agent or administrator
	admin                   // the key of an administrator
)

// anyVerb are the verbs of actions without a body, on which clients disagree.
var anyVerb = []string{http.MethodGet, http.MethodPost, http.MethodPut}

// operation is one row of the UseResponse table.
type operation struct {
	name     string
	verbs    []string // all that are taken
	path     string
	access   access
	envelope envelope
	run      func(*urCall) (any, error)
	raw      bool // the body need not be a JSON object

	pattern pattern
}

// urCall is one UseResponse request being answered.
type urCall struct {
	context.Context
	server  *Server
	tx      *sql.Tx
	in      *input
	now     time.Time
	base    string // of links, without a slash at the end
	caller  *person
	id      int64  // the number in the path
	word    string // the word in the path
	version string // "7.0"

	people     map[int64]*person
	statuses   map[int64]*statusAnswer
	categories map[int64]*categoryAnswer
	types      map[string]*typeAnswer
	forums     map[int64]*forumAnswer
	teams      map[int64]*teamAnswer
}

// urError is an error answer of UseResponse.
type urError struct {
	status  int
	message string
	context string
}

func (e *urError) Error() string { return e.message }

func badRequest(context string) error {
	return &urError{http.StatusBadRequest, messageBadRequest, context}
}

func conflict(context string) error {
	return &urError{http.StatusConflict, messageConflict, context}
}

func forbidden(context string) error {
	return &urError{http.StatusForbidden, messageForbidden, context}
}

var (
	errUnauthorized error = &urError{http.StatusUnauthorized, messageUnauthorized, ""}
	errForbidden    error = &urError{http.StatusForbidden, messageForbidden, ""}
	errNotFound     error = &urError{http.StatusNotFound, messageNotFound, ""}
)

func (s *Server) serveUseResponse(w http.ResponseWriter, r *http.Request, version, path string) {
	allowOrigins(w)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	var op *operation
	var call urCall
	if version != "" {
		op, call.id, call.word = findOperation(r.Method, path)
	}
	name := ""
	if op != nil {
		name = op.name
	}
	call.Context, call.server, call.version, call.base = r.Context(), s, version, s.baseURL(r)
	var inputErr error
	call.in, inputErr = readInput(w, r)
	s.answer(w, r, name, func(skew time.Duration) reply {
		call.now = s.now().Add(skew)
		status, payload := s.runUseResponse(r, op, &call, inputErr)
		return reply{status: status, body: encode(payload)}
	})
}

// runUseResponse gives the status and the whole answer of one request.
func (s *Server) runUseResponse(r *http.Request, op *operation, call *urCall, inputErr error) (int, any) {
	var payload any
	err := s.checkDomain(r)
	if err == nil {
		err = inTransaction(r.Context(), s.db, func(tx *sql.Tx) error {
			call.tx = tx
			if err := call.identify(keyOf(r, call.in)); err != nil {
				return err
			}
			if op == nil {
				return errNotFound
			}
			if err := call.allow(op.access); err != nil {
				return err
			}
			if inputErr != nil && !op.raw {
				return inputErr
			}
			var err error
			if payload, err = op.run(call); err == nil {
				err = call.in.err
			}
			return err
		})
	}
	if err != nil {
		return urFailure(err)
	}
	wrap := op.envelope == wrapped
	if call.legacy() {
		// Version 4 wraps statuses and the one user of an address, and leaves
		// searches bare.
		wrap = op.name == "statuses.list" || op.name == "users.search" && call.byEmail() || wrap && op.name != "objects.search"
	}
	if wrap {
		payload = map[string]any{"success": payload}
	}
	return http.StatusOK, payload
}

// legacy reports a request of an API version before 7, which wraps more.
func (c *urCall) legacy() bool {
	return strings.HasPrefix(c.version, "4.") || strings.HasPrefix(c.version, "3.")
}

// urFailure gives the status and the body of an error.
func urFailure(err error) (int, any) {
	var known *urError
	var bad *inputError
	switch {
	case errors.As(err, &known):
	case errors.As(err, &bad):
		known = &urError{http.StatusBadRequest, messageBadRequest, bad.problem}
	default:
		known = &urError{http.StatusInternalServerError, messageServer, err.Error()}
	}
	body := errorAnswer{Code: known.status, Message: known.message, Context: known.context}
	return known.status, map[string]any{"error": body}
}

type errorAnswer struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Context string `json:"context,omitempty"`
}

// encode writes an answer as JSON without escaping HTML, as PHP servers do.
func encode(payload any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(payload); err != nil {
		// Answers are built of plain values, which always encode.
		panic(err)
	}
	return out.Bytes()
}

// allowOrigins lets pages of any site call the API, with a key in a header.
func allowOrigins(w http.ResponseWriter) {
	header := w.Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS")
	header.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	header.Set("Access-Control-Max-Age", "600")
}

// findOperation gives the operation of a verb and a path below /api/VERSION/,
// with the number and the word the path carries; nil when there is none.
func findOperation(method, path string) (op *operation, id int64, word string) {
	best := -1
	for _, candidate := range operations() {
		candidateID, candidateWord, literals, ok := candidate.pattern.match(path)
		if !ok || literals <= best {
			continue
		}
		for _, verb := range candidate.verbs {
			if verb == method || verb == http.MethodGet && method == http.MethodHead {
				op, id, word, best = candidate, candidateID, candidateWord, literals
			}
		}
	}
	return op, id, word
}
