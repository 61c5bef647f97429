package useresponse

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Version of the API that the client speaks.
const Version = "7.0"

// Client describes calls to one installation. It is immutable and holds the
// key, so it is never printed.
type Client struct {
	base    api.Base
	key     string
	headers []api.Header
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

// New returns a client of the installation at base. Without a key it sees what guests see.
func New(base api.Base, options ...Option) Client {
	c := Client{base: base}
	for _, option := range options {
		option(&c)
	}
	return c
}

const timeoutMS = 15_000

// request plans one request of op.
func (c Client) request(op *operation, id int64, query *api.Query, body []byte) api.Request {
	path := op.path
	if id != 0 {
		path = strings.Replace(path, "{id}", strconv.FormatInt(id, 10), 1)
	}
	r := api.Request{
		Method: op.method, URL: c.base.String() + "/api/" + Version + "/" + path,
		Header:    append([]api.Header{{Name: "Accept", Value: "application/json"}}, c.headers...),
		TimeoutMS: timeoutMS, Repeatable: op.repeatable, Body: body,
	}
	if query != nil {
		r.URL += query.Suffix()
	}
	if c.key != "" {
		r.Header = append(r.Header, api.Header{Name: "Authorization", Value: c.key})
	}
	if body != nil {
		r.Header = append(r.Header, api.Header{Name: "Content-Type", Value: "application/json"})
	}
	return r
}

// call joins a request with a decoder of its payload. decode reports whether
// the payload is what the operation answers.
func call[T any](c Client, op *operation, request api.Request, decode func(jsontext.Value) (T, bool)) api.Call[T] {
	return api.Call[T]{Op: op.name, Request: request, Decode: func(r *api.Response) (T, error) {
		var zero T
		payload, err := c.payload(r)
		if err != nil {
			err.Host = c.base.Host
			return zero, err
		}
		value, ok := decode(payload)
		if !ok {
			return zero, &api.Error{Kind: api.Protocol, Host: c.base.Host, Status: r.Status, Detail: "JSON of another kind than expected"}
		}
		return value, nil
	}}
}

// payload unwraps an answer: an error member is a failure whatever the
// status, a success member is the payload, else the body is.
func (c Client) payload(r *api.Response) (jsontext.Value, *api.Error) {
	if r.Failure == api.NoFailure && r.Status >= 200 && r.Status < 300 && len(r.Body) == 0 {
		return jsontext.Value{}, nil
	}
	value, err := api.JSON(r)
	if err != nil {
		return value, err
	}
	if e := value.Get("error"); e.Kind() > jsontext.Null {
		return jsontext.Value{}, c.refusal(r, e)
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
func (c Client) refusal(r *api.Response, e jsontext.Value) *api.Error {
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
	detail = api.Detail(detail, c.key)
	if refused := api.StatusError(&as, code, detail); refused != nil {
		return refused
	}
	return &api.Error{Kind: api.Invalid, Status: r.Status, Code: code, Detail: detail}
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
	values := items(payload)
	if values.Kind() != jsontext.Array {
		return nil, false
	}
	out := make([]T, 0, values.Len())
	for v := range values.Items() {
		if loose.IsObject(v) {
			out = append(out, decode(v))
		}
	}
	return out, true
}

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
	if loose.IsObject(payload) {
		p.Number = loose.Int(payload.Get("currentPage"))
		p.Pages = loose.Int(payload.Get("totalPages"))
		p.Total = loose.Int(payload.Get("totalObjects"))
	}
	return p, true
}
