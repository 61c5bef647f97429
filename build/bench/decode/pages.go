package decode

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"

	"deskside/build/sandbox"
)

// Page is answers that together hold 100 tickets.
type Page struct {
	Name string
	// Reader is the name of the reader that takes it.
	Reader string
	Bodies [][]byte
}

// Size is the bytes of all answers.
func (p *Page) Size() (n int) {
	for _, body := range p.Bodies {
		n += len(body)
	}
	return n
}

// usedeskSize is how long a page of Usedesk is made: as long as those of
// companies whose clients write mails that quote what they answer.
const usedeskSize = 129_000

// Pages asks a sandbox for 100 tickets of each helpdesk: people, subjects and
// messages in several alphabets, additional fields, tags and SLA. The same bytes
// come every time.
func Pages(ctx context.Context) ([]Page, error) {
	now := time.Date(2026, 5, 19, 12, 0, 0, 0, time.UTC)
	server, err := sandbox.Open(ctx, sandbox.Options{Now: func() time.Time { return now }, BaseURL: "https://help.example.test"})
	if err != nil {
		return nil, err
	}
	defer server.Close()
	d := desk{server, server.Endpoints("")}
	usedesk, err := d.usedesk()
	if err != nil {
		return nil, err
	}
	var objects [][]byte
	for page := 1; page <= 2; page++ {
		body, err := d.ask("GET", "/api/7.0/tickets.json?status=all&count=50&page="+strconv.Itoa(page), nil)
		if err != nil {
			return nil, err
		}
		objects = append(objects, body)
	}
	return []Page{
		{Name: "Usedesk", Reader: "usedesk", Bodies: [][]byte{usedesk}},
		// PHP writes what is not ASCII, and slashes, as escapes unless it is told otherwise.
		{Name: "Usedesk, escaped as PHP does", Reader: "usedesk", Bodies: [][]byte{escaped(usedesk)}},
		{Name: "UseResponse", Reader: "useresponse", Bodies: objects},
	}, nil
}

// desk is a sandbox that is asked without a network.
type desk struct {
	server *sandbox.Server
	at     sandbox.Endpoints
}

func (d *desk) ask(method, path string, parameters map[string]any) ([]byte, error) {
	var body []byte
	if parameters != nil {
		parameters["api_token"] = d.at.UsedeskToken
		var err error
		if body, err = json.Marshal(parameters); err != nil {
			return nil, err
		}
	}
	request := httptest.NewRequest(method, path, strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	if parameters == nil {
		request.Header.Set("Authorization", d.at.Keys.Agent)
	}
	answer := httptest.NewRecorder()
	d.server.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		return nil, fmt.Errorf("the sandbox answers %s with status %d: %s", path, answer.Code, answer.Body)
	}
	return answer.Body.Bytes(), nil
}

// usedesk asks for a page and lets last comments quote the conversation before
// them, as mails do, until the page is as long as it is to be.
func (d *desk) usedesk() ([]byte, error) {
	page, err := d.ask("POST", "/uapi/tickets", map[string]any{"properties": []string{"sla"}, "accessible_for_agent_id": 6339})
	if err != nil {
		return nil, err
	}
	var tickets []json.RawMessage
	if err := json.Unmarshal(page, &tickets); err != nil {
		return nil, err
	}
	if len(tickets) != 100 {
		return nil, fmt.Errorf("the sandbox has %d tickets in a page of Usedesk, not 100", len(tickets))
	}
	missing := usedeskSize - len(page)
	for i := 0; missing > 0; i = (i + 1) % len(tickets) {
		// Members keep their order, so the comment is replaced in the text.
		var ticket struct {
			ID   int64   `json:"id"`
			Last *string `json:"last_comment"`
		}
		if err := json.Unmarshal(tickets[i], &ticket); err != nil {
			return nil, err
		}
		quote, err := d.conversation(ticket.ID)
		if err != nil {
			return nil, err
		}
		last := ""
		if ticket.Last != nil {
			last = *ticket.Last
		}
		from, to := quoted(ticket.Last), quoted(ref(last+"<blockquote>"+quote+"</blockquote>"))
		longer := strings.Replace(string(tickets[i]), `"last_comment":`+from, `"last_comment":`+to, 1)
		if len(longer) == len(tickets[i]) {
			return nil, fmt.Errorf("ticket %d has no last comment to lengthen", ticket.ID)
		}
		missing -= len(longer) - len(tickets[i])
		tickets[i] = json.RawMessage(longer)
	}
	parts := make([]string, len(tickets))
	for i := range tickets {
		parts[i] = string(tickets[i])
	}
	return []byte("[" + strings.Join(parts, ",") + "]"), nil
}

// conversation joins the messages of a ticket.
func (d *desk) conversation(id int64) (string, error) {
	body, err := d.ask("POST", "/uapi/ticket", map[string]any{"ticket_id": id})
	if err != nil {
		return "", err
	}
	var ticket struct {
		Comments []struct {
			Message string `json:"message"`
		} `json:"comments"`
	}
	if err := json.Unmarshal(body, &ticket); err != nil {
		return "", err
	}
	var all []string
	for _, c := range ticket.Comments {
		all = append(all, c.Message)
	}
	return strings.Join(all, "<br>"), nil
}

func ref[T any](v T) *T { return &v }

// quoted writes a text as the sandbox does: what is not ASCII, and markup, as it is.
func quoted(text *string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	// A *string can always be encoded.
	_ = encoder.Encode(text)
	return strings.TrimSuffix(b.String(), "\n")
}

// escaped writes JSON anew with escapes for slashes and whatever is not ASCII.
func escaped(text []byte) []byte {
	var b []byte
	for _, r := range string(text) {
		switch {
		case r == '/':
			b = append(b, `\/`...)
		case r < 0x80:
			b = append(b, byte(r))
		case r > 0xffff:
			r -= 0x10000
			b = fmt.Appendf(b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}
