// Package readers holds what the decode benchmark measures: how the clients
// read a page of tickets into models, and how fast a well-known parser gets as
// far as a tree of the same text. It builds natively and for WebAssembly.
package readers

import (
	"github.com/valyala/fastjson"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// Reader reads the body of an answer.
type Reader struct {
	Name string
	// Peer says that it reads any page, as far as a tree of values.
	Peer bool
	// Read returns how many tickets the body holds, -1 when it cannot be read.
	Read func(body []byte) int
}

// kept holds the models of the last page, so that no compiler does without them.
var kept []helpdesk.Ticket

// All returns the readers; their places are the numbers that the module takes.
func All() []Reader {
	return []Reader{
		{Name: "usedesk", Read: func(body []byte) int {
			tickets, err := usedesk.New(api.Base{Scheme: "https", Host: "secure.usedesk.com", Path: "/uapi"}, "token").Tickets(usedesk.List{}).Read(answer(body))
			if err != nil {
				return -1
			}
			kept = tickets
			return len(tickets)
		}},
		{Name: "useresponse", Read: func(body []byte) int {
			page, err := useresponse.New(api.Base{Scheme: "https", Host: "help.example.com"}).Tickets(useresponse.Tickets{}).Read(answer(body))
			if err != nil {
				return -1
			}
			kept = page.Items
			return len(kept)
		}},
		{Name: "jsontext, tree only", Peer: true, Read: func(body []byte) int {
			doc, err := jsontext.ParseBytes(body)
			if err != nil {
				return -1
			}
			root := doc.Root()
			if tickets := root.Get("success").Get("data"); tickets.Kind() != jsontext.Absent {
				root = tickets
			}
			return root.Len()
		}},
		{Name: "fastjson, tree only", Peer: true, Read: func(body []byte) int {
			var p fastjson.Parser
			root, err := p.ParseBytes(body)
			if err != nil {
				return -1
			}
			if success := root.Get("success").Get("data"); success != nil {
				root = success
			}
			tickets, _ := root.Array()
			return len(tickets)
		}},
	}
}

func answer(body []byte) *api.Response { return &api.Response{Status: 200, Body: body} }
