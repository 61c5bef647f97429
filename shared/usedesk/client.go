// Package usedesk is a client of the Usedesk API (uapi): the tickets list in
// full and the methods beside it that an agent's sidebar needs, one file for
// each resource, one table of operations. It describes calls, checks what is
// to be sent and reads answers; deskside/shared/api/transport or another host
// sends them. It must not know filters, views or how accounts are kept.
//
// A call whose input breaks a rule carries all its problems together in
// Call.Problem, each named by the API's own parameter, and no request.
// What is unset is left out; null is never sent. Answers are read tolerantly:
// quoted numbers, null, and 0, "0" or "" for nobody.
package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/words"
)

// Client describes calls to one company's API. It is immutable and holds the
// channel's token, so it is never printed.
type Client struct {
	base  api.Base
	token string
}

// New returns a client. base ends before the method's name, as in
// https://secure.usedesk.com/uapi; token is the secret key of an API channel.
func New(base api.Base, token string) Client { return Client{base: base, token: token} }

// PageSize is how many items one page of tickets, tags or clients has; a
// shorter page is the last.
const PageSize = 100

const timeoutMS = 20_000

// call plans op with body, into which the token goes, and reads the answer.
// decode reports whether the payload is what the method answers.
func call[T any](c Client, op *api.Operation, body *strict.Object, p problems, decode func(jsontext.Value) (T, bool)) api.Call[T] {
	r := api.Request{
		Method: op.Method, URL: c.base.String() + "/" + op.Path,
		Header:    []api.Header{{Name: "Accept", Value: "application/json"}},
		TimeoutMS: timeoutMS, Repeatable: op.Repeatable(),
	}
	switch op.Key {
	case api.InBody:
		r.Body = body.String("api_token", c.token).Bytes()
		r.Header = append(r.Header, api.Header{Name: "Content-Type", Value: "application/json"})
	case api.AsBearer:
		r.Header = append(r.Header, api.Header{Name: "Authorization", Value: "Bearer " + c.token})
	}
	if c.token == "" {
		p.Refuse("api_token", words.FieldToken())
	}
	payload := c.payload
	if op.Effect != api.Reads {
		payload = c.orSilence
	}
	return api.Plan(op.Name, c.base.Host, r, p.Problems, payload, decode)
}

// list reads an array of objects.
func list[T any](read func(jsontext.Value) T) func(jsontext.Value) ([]T, bool) {
	return func(v jsontext.Value) ([]T, bool) { return loose.List(v, read) }
}

// done reads the answer of a method that writes: the id of what was written,
// or known where the answer does not repeat it. Whatever is not a success is
// no answer to a write, payload has found the refusals. Silence is a success
// that tells no id.
func done(member string, known int64) func(jsontext.Value) (int64, bool) {
	return func(v jsontext.Value) (int64, bool) {
		if v.Kind() == jsontext.Absent {
			return known, true
		}
		id := loose.Int(v.Get(member))
		if id == 0 {
			id = known
		}
		return id, id != 0 && loose.String(v.Get("status")) == "success"
	}
}

// orSilence reads an answer to a write, which may be a success without a body.
func (c Client) orSilence(r *api.Response) (jsontext.Value, *api.Error) {
	if r.Silent() {
		return jsontext.Value{}, nil
	}
	return c.payload(r)
}

// payload reads an answer. Errors are objects with an error member, often with
// HTTP status 200, or with a message member and a status of 400 and above, or
// with a status member that is a word other than success.
func (c Client) payload(r *api.Response) (jsontext.Value, *api.Error) {
	value, err := api.JSON(r)
	if err != nil {
		return value, err
	}
	code := int(loose.Int(value.Get("code")))
	message := api.Detail(loose.String(value.Get("message")), c.token)
	switch problem := value.Get("error"); problem.Kind() {
	case jsontext.String, jsontext.Number:
		if text := api.Detail(loose.String(problem), c.token); text != "" {
			return jsontext.Value{}, refusal(r, code, text)
		}
	case jsontext.True, jsontext.Object:
		if text := api.Detail(loose.String(problem.Get("message")), c.token); text != "" {
			message = text
		}
		return jsontext.Value{}, refusal(r, code, message)
	}
	if e := api.StatusError(r, code, message); e != nil {
		return jsontext.Value{}, e
	}
	if status := value.Get("status"); status.Kind() == jsontext.String && status.Text() != "success" {
		return jsontext.Value{}, refusal(r, code, message)
	}
	return value, nil
}

// refusal sorts an error by the API's own code where the status says 200.
func refusal(r *api.Response, code int, detail string) *api.Error {
	as := *r
	if as.Status < 300 {
		switch code {
		case 111:
			as.Status = 503
		case 112:
			as.Status = 401
		case 115:
			as.Status = 403
		case 404, 429:
			as.Status = code
		default:
			as.Status = 400
		}
	}
	e := api.StatusError(&as, code, detail)
	e.Status = r.Status
	return e
}
