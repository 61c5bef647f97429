package edge

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/feedback"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// answer is a whole answer, built before any of it is sent.
type answer struct {
	status int
	header map[string]string
	body   []byte
	// refused is what is said in place of a body, in the language of whoever asks.
	refused *refusal
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
	if a.refused != nil {
		p := print.In(accepted(r)...)
		a.body = a.refused.body(p)
		h.Set("Content-Language", p.Language())
	}
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
		return refusal{status: http.StatusInternalServerError, says: []words.Say{words.EdgeBroken()}}.answer()
	}
	return &answer{status: http.StatusOK, body: body}
}

// refusal is an error as customers see it: plain sentences in the error
// envelope of the API, {"error": {"code", "message"}}.
type refusal struct {
	status     int
	says       []words.Say
	retryAfter time.Duration
	// uncertain says that a write may have been done all the same.
	uncertain bool
	// allow lists the methods of a 405.
	allow string
}

// Error is what a log keeps.
func (r refusal) Error() string {
	var all []string
	for _, s := range r.says {
		all = append(all, s.String())
	}
	return strings.Join(all, " ")
}

func (r refusal) body(p print.Printer) []byte {
	var all []string
	for _, s := range r.says {
		all = append(all, p.Say(s))
	}
	type failure struct {
		Code      int    `json:"code"`
		Message   string `json:"message"`
		Uncertain bool   `json:"uncertain,omitempty"`
	}
	body, err := json.Marshal(map[string]failure{"error": {r.status, strings.Join(all, " "), r.uncertain}})
	if err != nil {
		return nil
	}
	return body
}

// accepted lists the languages that whoever asks reads, in the order in which browsers send them.
func accepted(r *http.Request) []string {
	var tags []string
	for item := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(item, ";")
		tags = append(tags, strings.TrimSpace(tag))
	}
	return tags
}

func (r refusal) answer() *answer {
	a := &answer{status: r.status, refused: &r}
	if r.retryAfter > 0 {
		a.with("Retry-After", strconv.FormatInt(int64((r.retryAfter+time.Second-1)/time.Second), 10))
	}
	if r.allow != "" {
		a.with("Allow", r.allow)
	}
	return a
}

var notFound = refusal{status: http.StatusNotFound, says: []words.Say{words.EdgeNotFound()}}

func notAllowed(allow string) *answer {
	return refusal{status: http.StatusMethodNotAllowed, says: []words.Say{words.EdgeMethod(words.Text(allow))}, allow: allow}.answer()
}

func invalid(says ...words.Say) error {
	return refusal{status: http.StatusBadRequest, says: says}
}

// malformed refuses what no customer writes but the program that asks; part says
// in the API's own terms where it is wrong.
func malformed(part string) error { return invalid(words.EdgeMalformed(words.Text(part))) }

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
				says: []words.Say{words.EdgeStore()}}
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
		r.says = []words.Say{words.EdgeLost()}
	}
	return r
}

// refusalOf is a failure of the helpdesk as customers see it.
func refusalOf(e *api.Error) refusal {
	r := refusal{status: http.StatusBadGateway, says: []words.Say{feedback.Say(e)}}
	switch e.Kind {
	case api.Forbidden:
		r.status = http.StatusForbidden
	case api.NotFound:
		return notFound
	case api.Conflict:
		r.status = http.StatusConflict
	case api.Invalid:
		r.status = http.StatusBadRequest
	case api.RateLimited:
		r.status, r.retryAfter = http.StatusTooManyRequests, max(e.RetryAfter, time.Second)
	case api.Unavailable:
		switch e.Failure {
		case api.Timeout:
			r.status = http.StatusGatewayTimeout
		case api.NoFailure:
			r.status, r.retryAfter = http.StatusServiceUnavailable, max(e.RetryAfter, 5*time.Second)
		default:
			r.status, r.retryAfter = http.StatusServiceUnavailable, 5*time.Second
		}
	}
	return r
}
