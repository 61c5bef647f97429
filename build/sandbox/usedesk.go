package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// udMethod is one row of the Usedesk table.
type udMethod struct {
	path string // below /uapi/
	name string // the operation name without "usedesk."
	read bool   // GET works beside POST
	run  func(*udCall) (any, error)
}

// udMethods is the table of Usedesk methods.
var udMethods = []udMethod{
	{"tickets", "tickets", true, (*udCall).listTickets},
	{"ticket", "ticket", true, (*udCall).getTicket},
	{"create/ticket", "create_ticket", false, (*udCall).createTicket},
	{"update/ticket", "update_ticket", false, (*udCall).updateTicket},
	{"create/comment", "create_comment", false, (*udCall).createComment},
	{"users", "users", true, (*udCall).listUsers},
	{"groups", "groups", true, (*udCall).listGroups},
	{"tags", "tags", true, (*udCall).listTags},
	{"ticket/fields", "ticket_fields", true, (*udCall).listFields},
	{"channels", "channels", true, (*udCall).listChannels},
	{"client", "client", true, (*udCall).getClient},
	{"clients", "clients", true, (*udCall).listClients},

	// Neighbours that public programs call and our client has no use for.
	{"create/ticket/async", "create_ticket_async", false, (*udCall).createTicket},
	{"create/client", "create_client", false, (*udCall).createClient},
	{"update/client", "update_client", false, (*udCall).updateClient},
	{"user", "user", true, (*udCall).getUser},
	{"create/user", "create_user", false, (*udCall).createUser},
	{"update/user", "update_user", false, (*udCall).updateUser},
	{"delete/user", "delete_user", false, (*udCall).deleteUser},
	{"chat/sendMessage", "chat_send_message", false, (*udCall).sendMessage},
	{"chat/addMessage", "chat_add_message", false, (*udCall).addMessage},
	{"chat/changeAssignee", "chat_change_assignee", false, (*udCall).changeAssignee},
}

// udCall is one Usedesk request being answered.
type udCall struct {
	context.Context
	server *Server
	tx     *sql.Tx
	in     *input
	now    time.Time
	base   string
}

// udError is an error answer of Usedesk.
type udError struct {
	status     int
	code       int
	text       string
	retryAfter time.Duration
}

func (e *udError) Error() string { return e.text }

var (
	errToken         error = &udError{http.StatusUnauthorized, codeToken, textToken, 0}
	errNoAccess      error = &udError{http.StatusForbidden, codeAccess, textAccess, 0}
	errUnknownTicket error = &udError{http.StatusNotFound, codeNotFound, textUnknownTicket, 0}
	errUnknownMethod error = &udError{http.StatusNotFound, codeNotFound, textUnknownMethod, 0}
)

func (s *Server) serveUsedesk(w http.ResponseWriter, r *http.Request, path string) {
	allowOrigins(w)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	at := slices.IndexFunc(udMethods, func(m udMethod) bool {
		return m.path == path && (r.Method == http.MethodPost || m.read && r.Method == http.MethodGet)
	})
	name := ""
	if at >= 0 {
		name = "usedesk." + udMethods[at].name
	}
	call := &udCall{Context: r.Context(), server: s, base: s.baseURL(r)}
	in, inputErr := readInput(w, r)
	call.in = in
	s.answer(w, r, name, func(skew time.Duration) reply {
		call.now = s.now().Add(skew)
		var payload any
		err := call.admit(tokenOf(r, in), name == "usedesk.tickets")
		if err == nil && at < 0 {
			err = errUnknownMethod
		}
		if err == nil {
			err = inputErr
		}
		if err == nil {
			err = inTransaction(r.Context(), s.db, func(tx *sql.Tx) (err error) {
				call.tx = tx
				if payload, err = udMethods[at].run(call); err == nil {
					err = in.err
				}
				return err
			})
		}
		if err != nil {
			return s.udFailure(err)
		}
		return reply{status: http.StatusOK, body: encode(payload)}
	})
}

type udErrorAnswer struct {
	Error string `json:"error"`
	Code  int    `json:"code"`
}

// udFailure gives the answer of an error.
func (s *Server) udFailure(err error) reply {
	var known *udError
	var bad *inputError
	switch {
	case errors.As(err, &known):
	case errors.As(err, &bad):
		known = &udError{http.StatusUnprocessableEntity, codeInvalid, bad.problem, 0}
	default:
		known = &udError{http.StatusInternalServerError, codeServer, textServer, 0}
	}
	answer := reply{status: known.status, retryAfter: known.retryAfter, body: encode(udErrorAnswer{known.text, known.code})}
	if s.options.ErrorsAsHTTP200 {
		answer.status = http.StatusOK
	}
	return answer
}

// tokenOf gives the api_token of a request: the body wins over the query, which
// wins over a Bearer header.
func tokenOf(r *http.Request, in *input) string {
	if token, _ := in.body["api_token"].(string); token != "" {
		return token
	}
	if token, _ := in.query["api_token"].(string); token != "" {
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
func (c *udCall) admit(token string, lists bool) error {
	if token != endpoints(c.server.seed, "").UsedeskToken {
		return errToken
	}
	query, _ := c.in.get("query")
	text, _ := query.(string)
	if wait := c.server.limits.admit(token, lists && text != "", c.now); wait > 0 {
		return &udError{http.StatusTooManyRequests, codeRate, textRate, wait}
	}
	return nil
}

// notNull refuses null for parameters that the documentation says do not take it.
func (in *input) notNull(names ...string) {
	for _, name := range names {
		if value, ok := in.get(name); ok && value == nil {
			in.fail("%s does not accept null", name)
		}
	}
}

// items gives the values of a comma list, a number or an array, trimmed; blanks
// fall away.
func (in *input) items(names ...string) []string {
	value, ok := in.get(names...)
	if !ok || value == nil {
		return nil
	}
	values, many := value.([]any)
	if !many {
		text, ok := scalar(value)
		if !ok {
			in.fail("%s must be a text with commas", names[0])
			return nil
		}
		for item := range strings.SplitSeq(text, ",") {
			values = append(values, item)
		}
	}
	items := []string{}
	for _, value := range values {
		item, ok := scalar(value)
		if !ok {
			in.fail("%s must be a text with commas", names[0])
			return nil
		}
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
