package transport_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// hundred makes a page of 100 tickets from those of a fixture, by turns, each
// with an id and a longer text of its own. The same fixture gives the same bytes.
func hundred(b *testing.B, tickets []map[string]any, text string) []any {
	b.Helper()
	if len(tickets) == 0 {
		b.Fatal("the fixture holds no tickets")
	}
	out := make([]any, 100)
	for i := range out {
		one := map[string]any{}
		for name, value := range tickets[i%len(tickets)] {
			one[name] = value
		}
		one["id"] = 1000 + i
		one[text] = "<p>Ticket " + strconv.Itoa(i) + ": " + string(bytes.Repeat([]byte("my order has not arrived \\u2014 \"where\" is it? "), 8)) + "</p>"
		out[i] = one
	}
	return out
}

func fixture(b *testing.B, path string, into any) {
	b.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		b.Fatal(err)
	}
}

func encoded(b *testing.B, v any) *api.Response {
	b.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return &api.Response{Status: 200, Header: []api.Header{{Name: "content-type", Value: "application/json"}}, Body: raw}
}

func BenchmarkReadAPageOf100TicketsOfUseResponse(b *testing.B) {
	var page struct {
		Success struct{ Data []map[string]any }
	}
	fixture(b, "../../useresponse/testdata/tickets-list.json", &page)
	answer := encoded(b, map[string]any{"success": map[string]any{
		"data": hundred(b, page.Success.Data, "content"), "currentPage": 1, "totalPages": 1, "totalObjects": 100}})
	call := useresponse.New(api.Base{Scheme: "https", Host: "help.example.com"}).ListTickets(useresponse.Tickets{})
	b.SetBytes(int64(len(answer.Body)))
	b.ReportAllocs()
	for b.Loop() {
		page, err := call.Read(answer)
		if err != nil || len(page.Items) != 100 {
			b.Fatal(len(page.Items), err)
		}
		tickets := make([]helpdesk.Ticket, 0, len(page.Items))
		for _, o := range page.Items {
			tickets = append(tickets, o.Ticket("a"))
		}
	}
}

func BenchmarkReadAPageOf100TicketsOfUsedesk(b *testing.B) {
	var page []map[string]any
	fixture(b, "../../usedesk/testdata/tickets.json", &page)
	answer := encoded(b, hundred(b, page, "last_comment"))
	call := usedesk.New(api.Base{Scheme: "https", Host: "secure.usedesk.com", Path: "/uapi"}, "token").Tickets(usedesk.List{})
	b.SetBytes(int64(len(answer.Body)))
	b.ReportAllocs()
	for b.Loop() {
		tickets, err := call.Read(answer)
		if err != nil || len(tickets) != 100 {
			b.Fatal(len(tickets), err)
		}
	}
}
