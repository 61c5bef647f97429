// Package usedesk is a client of the Usedesk API (uapi): the tickets list and
// its neighbours. It describes calls and reads answers;
// deskside/shared/api/transport or another host sends them.
package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
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

const timeoutMS = 20_000

// call plans POST method with body, into which the token goes, and reads the
// answer. decode reports whether the payload is what the method answers.
func call[T any](c Client, method string, body *strict.Object, decode func(jsontext.Value) (T, bool)) api.Call[T] {
	body.String("api_token", c.token)
	return api.Call[T]{
		Op: "usedesk." + method,
		Request: api.Request{
			Method: "POST", URL: c.base.String() + "/" + method,
			Header: []api.Header{{Name: "Accept", Value: "application/json"}, {Name: "Content-Type", Value: "application/json"}},
			Body:   body.Bytes(), TimeoutMS: timeoutMS, Repeatable: true,
		},
		Decode: func(r *api.Response) (T, error) {
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
		},
	}
}

// payload reads an answer. Errors are objects with an error member, often with
// HTTP status 200, or with a message member and a status of 400 and above.
func (c Client) payload(r *api.Response) (jsontext.Value, *api.Error) {
	value, err := api.JSON(r)
	if err != nil {
		return value, err
	}
	if text := loose.String(value.Get("error")); text != "" {
		return jsontext.Value{}, refusal(r, int(loose.Int(value.Get("code"))), api.Detail(text, c.token))
	}
	if e := api.StatusError(r, 0, api.Detail(loose.String(value.Get("message")), c.token)); e != nil {
		return jsontext.Value{}, e
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
