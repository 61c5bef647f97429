package edge

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/strict"
	"deskside/shared/core/edge/enclosed"
	"deskside/shared/core/edge/page"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/feedback"
	"deskside/shared/feedback/proof"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// HTTP's words, as far as an edge speaks them.
const (
	get, head, post, options = "GET", "HEAD", "POST", "OPTIONS"

	statusOK, statusAccepted, statusEmpty        = 200, 202, 204
	statusElsewhere                              = 303
	statusInvalid, statusUnauthorized            = 400, 401
	statusForbidden, statusAbsent                = 403, 404
	statusMethod, statusSlow, statusConflict     = 405, 408, 409
	statusLong, statusMedia, statusUnprocessable = 413, 415, 422
	statusAddress, statusTooMany, statusHeaders  = 414, 429, 431
	statusBroken, statusNever, statusGateway     = 500, 501, 502
	statusUnavailable, statusGatewayTimeout      = 503, 504
)

// inLanguage are sentences in one language.
type inLanguage func([]words.Say) string

// answer is a whole answer, built before any of it is sent.
type answer struct {
	status int
	header []api.Header
	body   []byte
	// media is what the body is, JSON where it does not say.
	media string
	// said writes the body in the language of whoever asks, where it has sentences.
	said func(inLanguage) []byte
}

func (a *answer) with(name, value string) *answer {
	a.header = append(a.header, api.Header{Name: name, Value: value})
	return a
}

// reply is an answer as it goes out to whoever sent a request.
func (e *Edge) reply(a *answer, r *Request) *Reply {
	out := &Reply{Status: a.status, Body: a.body, Header: []api.Header{
		{Name: "X-Content-Type-Options", Value: "nosniff"},
		{Name: "Referrer-Policy", Value: "no-referrer"},
		{Name: "Content-Security-Policy", Value: "default-src 'none'; frame-ancestors 'none'"},
		{Name: "Cache-Control", Value: "no-store"},
	}}
	if a.said != nil {
		p := print.ForCustomers(accepted(r)...)
		out.Body = a.said(func(says []words.Say) string {
			var all []string
			for _, s := range says {
				all = append(all, p.Say(s))
			}
			return strings.Join(all, " ")
		})
		out.Header = append(out.Header, api.Header{Name: "Content-Language", Value: p.Language()})
	}
	if strings.HasPrefix(r.Path, below) {
		out.Header = append(out.Header, e.origins.crossOrigin(r)...)
	}
	out.Header = append(out.Header, a.header...)
	if out.Body != nil {
		media := a.media
		if media == "" {
			media = "application/json; charset=utf-8"
		}
		out.Header = append(out.Header, api.Header{Name: "Content-Type", Value: media},
			api.Header{Name: "Content-Length", Value: strconv.Itoa(len(out.Body))})
	}
	if r.Method == head {
		out.Body = nil
	}
	return out
}

// success is an answer with a payload, wrapped as {"success": payload} where
// the API wraps it.
func success(payload func(*writer), wrapped bool) *answer {
	return &answer{status: statusOK, body: new(writer).envelope(payload, wrapped).b}
}

// laid is a page with a payload, wrapped as that of success is.
func laid(payload func(*writer), wrapped bool) *page.Page {
	gaps := []page.Gap{}
	w := &writer{gaps: &gaps}
	return &page.Page{Body: w.envelope(payload, wrapped).b, Gaps: gaps}
}

func (w *writer) envelope(payload func(*writer), wrapped bool) *writer {
	if wrapped {
		w.open('{').part("success")
	}
	payload(w)
	if wrapped {
		w.shut('}')
	}
	return w
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
	// task is the work whose proof is wanted.
	task *proof.Task
	// person is what Turnstile is to tell of a person.
	person *turnstile.Task
	// fields are what it is about, where that is parts of a form.
	fields []api.FieldError
}

// Error is what a log keeps.
func (r refusal) Error() string {
	var all []string
	for _, s := range r.says {
		all = append(all, s.String())
	}
	return strings.Join(all, " ")
}

func (r refusal) body(in inLanguage) []byte {
	w := &writer{}
	w.open('{').in("error", '{').number("code", int64(r.status)).text("message", in(r.says))
	if r.uncertain {
		w.truth("uncertain", true)
	}
	if r.task != nil {
		w.in("proof", '{').text("stamp", r.task.Stamp).number("bits", int64(r.task.Bits)).number("parts", int64(r.task.Parts)).shut('}')
	}
	if r.person != nil {
		w.in("turnstile", '{').text("sitekey", r.person.Site).text("action", turnstile.Action).text("cdata", r.person.About).shut('}')
	}
	if len(r.fields) > 0 {
		w.in("fields", '[')
		for _, f := range r.fields {
			w.open('{').text("field", f.Field).text("message", in([]words.Say{f.Say})).shut('}')
		}
		w.shut(']')
	}
	return w.shut('}').shut('}').b
}

// accepted lists the languages that whoever asks reads, in the order in which browsers send them.
func accepted(r *Request) []string {
	var tags []string
	for item := range strings.SplitSeq(r.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(item, ";")
		tags = append(tags, strings.TrimSpace(tag))
	}
	return tags
}

func (r refusal) answer() *answer {
	a := &answer{status: r.status, said: r.body}
	if r.retryAfter > 0 {
		a.with("Retry-After", seconds(r.retryAfter))
	}
	if r.allow != "" {
		a.with("Allow", r.allow)
	}
	return a
}

// seconds are the whole ones of a time, as headers have them; a part counts as one.
func seconds(d time.Duration) string {
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}

var notFound = refusal{status: statusAbsent, says: []words.Say{words.EdgeNotFound()}}

func notAllowed(allow string) *answer {
	return refusal{status: statusMethod, says: []words.Say{words.EdgeMethod(words.Text(allow))}, allow: allow}.answer()
}

func invalid(says ...words.Say) error {
	return refusal{status: statusInvalid, says: says}
}

// refusedAt refuses parts of a form, each with its reason.
func refusedAt(fields ...api.FieldError) error {
	r := refusal{status: statusInvalid, fields: fields}
	for _, f := range fields {
		r.says = append(r.says, f.Say)
	}
	return r
}

func noFiles() error { return refusal{status: statusNever, says: []words.Say{words.EdgeFilesNone()}} }

func tooMany() error { return invalid(words.EdgeFilesMany(words.Number(enclosed.Most))) }

func (e *Edge) tooLarge() error {
	return refusal{status: statusLong, says: []words.Say{words.EdgeFilesLarge(words.Number(e.limits().Megabytes()))}}
}

// malformed refuses what no customer writes but the program that asks; part says
// in the API's own terms where it is wrong.
func malformed(part string) error { return invalid(words.EdgeMalformed(words.Text(part))) }

// refuse turns an error into what customers see of it. What concerns the
// site's owner alone, such as a refused key, goes to the log.
func (x *exchange) refuse(err error) refusal {
	var r refusal
	if errors.As(err, &r) {
		return r
	}
	var failed *api.Error
	switch {
	case errors.As(err, &failed):
		logged := *failed
		logged.Fields = nil
		if logged.Kind == api.Invalid {
			// The helpdesk's words may repeat what a person wrote.
			logged.Detail = ""
		}
		x.log(api.Detail(logged.Error()))
	case errors.Is(err, errStore):
		x.log(err.Error())
		return refusal{status: statusUnavailable, retryAfter: 5 * time.Second, says: []words.Say{words.EdgeStore()}}
	case errors.Is(err, errOver):
		failed = &api.Error{Kind: api.Unavailable, Failure: api.Timeout}
	default:
		failed = &api.Error{Kind: api.Unavailable, Failure: api.Network}
	}
	r = refusalOf(failed)
	if doubtful(err) {
		r.uncertain, r.retryAfter = true, 0
		r.says = []words.Say{words.EdgeLost()}
	}
	return r
}

// refusalOf is a failure of the helpdesk as customers see it.
func refusalOf(e *api.Error) refusal {
	r := refusal{status: statusGateway, says: []words.Say{feedback.Say(e)}}
	switch e.Kind {
	case api.Forbidden:
		r.status = statusForbidden
	case api.NotFound:
		return notFound
	case api.Conflict:
		r.status = statusConflict
	case api.Invalid:
		r.status = statusInvalid
	case api.RateLimited:
		r.status, r.retryAfter = statusTooMany, max(e.RetryAfter, time.Second)
	case api.Unavailable:
		switch e.Failure {
		case api.Timeout:
			r.status = statusGatewayTimeout
		case api.NoFailure:
			r.status, r.retryAfter = statusUnavailable, max(e.RetryAfter, 5*time.Second)
		default:
			r.status, r.retryAfter = statusUnavailable, 5*time.Second
		}
	}
	return r
}

// writer writes JSON. Members come in the order in which they are written.
type writer struct {
	b []byte
	// gaps, where it is not nil, takes the places of votes, which are left out.
	gaps *[]page.Gap
}

// part begins a member, or an item where it has no name.
func (w *writer) part(name string) *writer {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' && w.b[n-1] != '[' && w.b[n-1] != ':' {
		w.b = append(w.b, ',')
	}
	if name != "" {
		w.b = append(strict.AppendString(w.b, name), ':')
	}
	return w
}

// open and shut write the brackets of an object or a list.
func (w *writer) open(bracket byte) *writer {
	w.part("")
	w.b = append(w.b, bracket)
	return w
}

func (w *writer) shut(bracket byte) *writer {
	w.b = append(w.b, bracket)
	return w
}

func (w *writer) text(name, value string) *writer {
	w.part(name)
	w.b = strict.AppendString(w.b, value)
	return w
}

func (w *writer) texts(name string, values []string) *writer {
	w.in(name, '[')
	for _, value := range values {
		w.text("", value)
	}
	return w.shut(']')
}

func (w *writer) number(name string, value int64) *writer {
	w.part(name)
	w.b = strconv.AppendInt(w.b, value, 10)
	return w
}

func (w *writer) truth(name string, value bool) *writer {
	w.part(name)
	w.b = strconv.AppendBool(w.b, value)
	return w
}

func (w *writer) null(name string) *writer {
	w.part(name)
	w.b = append(w.b, "null"...)
	return w
}

// in begins a member that is an object or a list.
func (w *writer) in(name string, bracket byte) *writer {
	w.part(name)
	w.b = append(w.b, bracket)
	return w
}

// listed writes items.
func listed[T any](w *writer, items []T, write func(*T, *writer)) *writer {
	w.open('[')
	for i := range items {
		write(&items[i], w)
	}
	return w.shut(']')
}

// value writes a value as it was read.
func (w *writer) value(v jsontext.Value) *writer {
	switch v.Kind() {
	case jsontext.String:
		w.text("", v.Text())
	case jsontext.Number:
		w.part("")
		w.b = append(w.b, v.Text()...)
	case jsontext.True, jsontext.False:
		w.truth("", v.Kind() == jsontext.True)
	case jsontext.Array:
		w.open('[')
		for item := range v.Items() {
			w.value(item)
		}
		w.shut(']')
	case jsontext.Object:
		w.open('{')
		for name, member := range v.Members() {
			w.part(name)
			w.value(member)
		}
		w.shut('}')
	default:
		w.null("")
	}
	return w
}
