// Package demo is the client of a helpdesk that nobody has: tickets invented for
// those who look around before they add an account. Its address is one that no
// name server knows, and whoever hosts the core answers what goes there. Here is
// what is asked, and how the answers are read; what a ticket does when something
// is done to it is its host's.
package demo

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// Base is where the demo is, and nowhere else: .invalid never leads anywhere (RFC 2606).
func Base() api.Base { return api.Base{Scheme: "https", Host: "demo.deskside.invalid"} }

// Client describes calls to the demo.
type Client struct{ base api.Base }

// New returns a client.
func New(base api.Base) Client { return Client{base} }

const timeoutMS = 5000

// call plans op on what has a number, 0 where the path has none, and reads the answer.
func call[T any](c Client, op *api.Operation, id int64, query string, body *strict.Object, read func(jsontext.Value) (T, bool)) api.Call[T] {
	r := api.Request{Method: op.Method, URL: c.base.String() + "/" + op.PathTo(id) + query, TimeoutMS: timeoutMS, Repeatable: op.Repeatable()}
	if body != nil {
		r.Body = body.Bytes()
		r.Header = []api.Header{{Name: "Content-Type", Value: "application/json"}}
	}
	return api.Plan(op.Name, c.base.Host, r, nil, payload, read)
}

// payload reads an answer; one that refuses says why in its member problem.
func payload(r *api.Response) (jsontext.Value, *api.Error) {
	value, err := api.JSON(r)
	if err == nil {
		err = api.StatusError(r, 0, api.Detail(loose.String(value.Get("problem"))))
	}
	return value, err
}

// written reads the number of what was written.
func written(v jsontext.Value) (int64, bool) {
	id := loose.Int(v.Get("id"))
	return id, id != 0
}
