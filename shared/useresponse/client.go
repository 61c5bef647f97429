package useresponse

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Version of the API that the client speaks.
const Version = "7.0"

// Client describes calls to one installation. It is immutable and holds the
// key, so it is never printed.
type Client struct {
	base    api.Base
	key     string
	headers []api.Header
	// form is that in which content is asked for where it can be chosen, "" for HTML.
	form helpdesk.Format
	// nested puts custom fields of users into a member of their own, encoded attaches
	// files as JSON.
	nested, encoded bool
}

// Option changes a new client.
type Option func(*Client)

// WithKey sends an API key in the Authorization header. Keys never travel in
// a URL, where proxies and logs would keep them.
func WithKey(key string) Option {
	return func(c *Client) { c.key = key }
}

// WithHeader sends a further header with every request.
func WithHeader(name, value string) Option {
	return func(c *Client) {
		if value != "" {
			c.headers = append(c.headers[:len(c.headers):len(c.headers)], api.Header{Name: name, Value: value})
		}
	}
}

// WithNestedProperties sends custom fields of users in a member "properties"
// too, where older installations look for them.
func WithNestedProperties() Option { return func(c *Client) { c.nested = true } }

// WithBBCode asks for content as people wrote it, BBCode, where that can be
// asked for: one object, the comments of an object, and lists of tickets. What
// is read says its Format.
func WithBBCode() Option { return func(c *Client) { c.form = helpdesk.BBCode } }

// WithDrawing asks an edge for content as what it is drawn by, where WithBBCode asks
// for BBCode. An installation itself has it in no such form.
func WithDrawing() Option { return func(c *Client) { c.form = helpdesk.Drawn } }

// WithEncodedFiles makes AttachFile send JSON with the file in base64, which some
// installations want in the place of the file as it is.
func WithEncodedFiles() Option { return func(c *Client) { c.encoded = true } }

// New returns a client of the installation at base. Without a key it sees what guests see.
func New(base api.Base, options ...Option) Client {
	c := Client{base: base}
	for _, option := range options {
		option(&c)
	}
	return c
}

const (
	timeoutMS = 15_000
	// uploadTimeoutMS suits files of some megabytes on slow lines.
	uploadTimeoutMS = 120_000
)

// format is that of the content which op answers.
func (c Client) format(op *api.Operation) helpdesk.Format {
	if c.form != "" && op.BBCode {
		return c.form
	}
	return helpdesk.HTML
}

// FileAt asks for a file of the installation as it is, which no operation of the
// reference does: that the key opens it is assumed.
func (c Client) FileAt(address string) api.Request {
	r := api.Request{Method: "GET", URL: address, Header: c.headers, TimeoutMS: uploadTimeoutMS, Repeatable: true}
	if c.key != "" {
		r.Header = append(r.Header[:len(r.Header):len(r.Header)], api.Header{Name: "Authorization", Value: c.key})
	}
	return r
}

// input is what a call sends beside its operation.
type input struct {
	id    int64 // replaces {id} in the path
	query api.Query
	// body is sent as JSON when it is not nil, file as it is.
	body *strict.Object
	file []byte
	// secret must not come back in the words of an error.
	secret string
	check
}

// request plans one request of op.
func (c Client) request(op *api.Operation, in *input) api.Request {
	if form := c.format(op); form != helpdesk.HTML {
		in.query.AddInt(string(form), 1)
	}
	r := api.Request{
		Method: op.Method, URL: c.base.String() + "/api/" + Version + "/" + op.PathTo(in.id) + in.query.Suffix(),
		Header:    append([]api.Header{{Name: "Accept", Value: "application/json"}}, c.headers...),
		TimeoutMS: timeoutMS, Repeatable: op.Repeatable(),
	}
	if c.key != "" && op.Access != api.ForAnyone {
		r.Header = append(r.Header, api.Header{Name: "Authorization", Value: c.key})
	}
	switch {
	case in.file != nil:
		r.Body, r.TimeoutMS = in.file, uploadTimeoutMS
		r.Header = append(r.Header, api.Header{Name: "Content-Type", Value: "application/octet-stream"})
	case in.body != nil:
		r.Body = in.body.Bytes()
		r.Header = append(r.Header, api.Header{Name: "Content-Type", Value: "application/json"})
	}
	return r
}

// call joins a request with a decoder of its payload. decode reports whether
// the payload is what the operation answers. An input with problems plans no request.
func call[T any](c Client, op *api.Operation, in *input, decode func(jsontext.Value) (T, bool)) api.Call[T] {
	if op.ByID() {
		in.check.id("id", in.id)
	}
	if op.Effect != api.Reads {
		decode = orSilence(decode)
	}
	return api.Plan(op.Name, c.base.Host, c.request(op, in), in.Problems, func(r *api.Response) (jsontext.Value, *api.Error) {
		return c.payload(r, in.secret)
	}, decode)
}

// orSilence decodes an answer to a write: no body, or a success that says no
// more (null, true, 1, a word, nothing in brackets), is success without a
// payload, the zero value.
func orSilence[T any](decode func(jsontext.Value) (T, bool)) func(jsontext.Value) (T, bool) {
	return func(payload jsontext.Value) (T, bool) {
		if silent(payload) {
			var nothing T
			return nothing, true
		}
		return decode(payload)
	}
}

func silent(payload jsontext.Value) bool {
	k := payload.Kind()
	return k < jsontext.Null || k == jsontext.String || loose.Bool(payload) || loose.IsNothing(payload) || k == jsontext.Array && payload.Len() == 0
}

// payload unwraps an answer: an error member is a failure whatever the
// status, a success member is the payload, else the body is.
func (c Client) payload(r *api.Response, secret string) (jsontext.Value, *api.Error) {
	if r.Silent() {
		return jsontext.Value{}, nil
	}
	value, err := api.JSON(r)
	if err != nil {
		return value, err
	}
	if e := value.Get("error"); e.Kind() > jsontext.Null {
		return jsontext.Value{}, c.refusal(r, e, secret)
	}
	if e := api.StatusError(r, 0, ""); e != nil {
		return jsontext.Value{}, e
	}
	if success := value.Get("success"); success.Kind() != jsontext.Absent {
		return success, nil
	}
	return value, nil
}

// refusal reads {"error": {"code", "message", "context"}}.
func (c Client) refusal(r *api.Response, e jsontext.Value, secret string) *api.Error {
	code := int(loose.Int(e.Get("code")))
	detail := loose.String(e.Get("message"))
	if e.Kind() == jsontext.String {
		detail = loose.String(e)
	}
	if context := loose.String(e.Get("context")); context != "" {
		detail += ": " + context
	}
	as := *r
	if as.Status < 300 && code >= 300 {
		as.Status = code
	}
	detail = api.Detail(detail, c.key, secret)
	refused := api.StatusError(&as, code, detail)
	if refused == nil {
		refused = &api.Error{Kind: api.Invalid, Status: r.Status, Code: code, Detail: detail}
	}
	if c.form == helpdesk.Drawn && refused.Kind == api.Invalid {
		// An edge tells in a customer's language what is wrong, and where.
		for f := range e.Get("fields").Items() {
			refused.Fields = append(refused.Fields, api.FieldError{Field: loose.String(f.Get("field")), Say: words.CustomerFieldRefused(words.Text(loose.String(f.Get("message"))))})
		}
	}
	return refused
}

// items returns a list: an array, or the data of a paginator.
func items(payload jsontext.Value) jsontext.Value {
	if data := payload.Get("data"); data.Kind() != jsontext.Absent {
		return data
	}
	return payload
}

// list decodes each item of a list.
func list[T any](payload jsontext.Value, decode func(jsontext.Value) T) ([]T, bool) {
	return loose.List(items(payload), decode)
}

// all decodes a list that is not paged, or all of one page.
func all[T any](decode func(jsontext.Value) T) func(jsontext.Value) ([]T, bool) {
	return func(payload jsontext.Value) ([]T, bool) { return list(payload, decode) }
}

// one decodes an object that has an id.
func one[T any](decode func(jsontext.Value) T) func(jsontext.Value) (T, bool) {
	return func(payload jsontext.Value) (T, bool) {
		if loose.Int(payload.Get("id")) == 0 {
			var none T
			return none, false
		}
		return decode(payload), true
	}
}

// paged decodes a page of a list.
func paged[T any](decode func(jsontext.Value) T) func(jsontext.Value) (Page[T], bool) {
	return func(payload jsontext.Value) (Page[T], bool) { return page(payload, decode) }
}

// moment reads a time as the server displays it; zero dates are "".
func moment(v jsontext.Value) string {
	s := loose.String(v)
	if strings.HasPrefix(s, "0000-00-00") {
		return ""
	}
	return s
}

// present reports whether an object stands where it is optional.
func present(v jsontext.Value) bool { return loose.IsObject(v) && v.Get("id").Kind() > jsontext.Null }

// Page is one page of a list.
type Page[T any] struct {
	Items []T
	// Number counts from 1, Pages is how many there are, Total how many items.
	Number, Pages, Total int64
}

// More reports whether there is a further page.
func (p Page[T]) More() bool { return p.Number < p.Pages }

func page[T any](payload jsontext.Value, decode func(jsontext.Value) T) (Page[T], bool) {
	values, ok := list(payload, decode)
	if !ok {
		return Page[T]{}, false
	}
	p := Page[T]{Items: values, Number: 1, Pages: 1, Total: int64(len(values))}
	if payload.Get("currentPage").Kind() > jsontext.Null {
		p.Number = loose.Int(payload.Get("currentPage"))
		p.Pages = loose.Int(payload.Get("totalPages"))
		p.Total = loose.Int(payload.Get("totalObjects"))
	}
	return p, true
}
