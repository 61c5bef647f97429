package usedesk

import (
	"fmt"
	"net/http"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// clientAnswer is a client on its own.
type clientAnswer struct {
	ID              int64   `json:"id"`
	Name            string  `json:"name"`
	Avatar          *string `json:"avatar"`
	Company         string  `json:"company"`
	Position        string  `json:"position"`
	Note            string  `json:"note"`
	CompanyID       int     `json:"company_id"`
	ZendeskID       *int64  `json:"zendesk_id"`
	Spammer         int     `json:"spammer"`
	VIP             int     `json:"vip"`
	ClientCompanyID *int64  `json:"client_company_id"`
	CreatedAt       string  `json:"created_at"`
	Contacts
}

// Contacts are what stands both within the client and beside it. Of what this
// sandbox does not know there is nothing.
type Contacts struct {
	Tickets        []int64           `json:"tickets"`
	Emails         []emailAnswer     `json:"emails"`
	Phones         []phoneAnswer     `json:"phones"`
	Messengers     []messengerAnswer `json:"messengers"`
	SocialNetworks []struct{}        `json:"social_networks"`
	Addresses      []struct{}        `json:"addresses"`
	Sites          []struct{}        `json:"sites"`
	ClientCompany  *struct{}         `json:"client_company"`
}

// ClientAnswer is the one item of the answer of client.
type ClientAnswer struct {
	Client clientAnswer `json:"client"`
	Contacts
}

type emailAnswer struct {
	ID          int64  `json:"id"`
	Email       string `json:"email"`
	ClientID    int64  `json:"client_id"`
	FullContact int    `json:"fullcontact"`
	Status      string `json:"status"`
}

type phoneAnswer struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Phone string `json:"phone"`
}

type messengerAnswer struct {
	ID         int64  `json:"id"`
	Type       string `json:"type"`
	Identifier string `json:"identifier"`
}

// ListedClient is a client in the answer of clients.
type ListedClient struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	// Emails are one text, joined by commas [assumed where there are several].
	Emails  *string `json:"emails"`
	Phone   *string `json:"phone"`
	Tickets []int64 `json:"tickets"`
}

var errUnknownClient error = &refusal{http.StatusNotFound, codeNotFound, "Client not found", 0}

// getClient answers client: a list of the one client that client_id or email
// names.
func (c *call) getClient() (any, error) {
	id, given := c.in.Integer("client_id")
	if !given && c.in.Err == nil {
		email, _ := c.in.Text("email")
		if email == "" {
			return nil, wire.Refuse("client_id is required")
		}
		var err error
		id, _, err = world.One[int64](c, c.tx, `SELECT client_id FROM ud_contact WHERE kind = 'email' AND value = ?`, strings.ToLower(email))
		if err != nil {
			return nil, err
		}
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	type row struct {
		clientAnswer
		createdAt int64
	}
	clients, err := world.Rows(c, c.tx, func(k *row) []any {
		return []any{&k.ID, &k.Name, &k.Company, &k.Position, &k.Note, &k.Spammer, &k.VIP, &k.createdAt}
	}, `SELECT id, name, company, position, note, spammer, vip, created_at FROM ud_client WHERE id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(clients) == 0 {
		return nil, errUnknownClient
	}
	found := clients[0].clientAnswer
	found.CompanyID, found.CreatedAt = companyID, world.Stamp(clients[0].createdAt)
	if found.Contacts, err = c.contacts(id); err != nil {
		return nil, err
	}
	return []ClientAnswer{{found, found.Contacts}}, nil
}

// contacts reads how a client can be reached, and the numbers of its tickets.
func (c *call) contacts(id int64) (answer Contacts, err error) {
	answer.SocialNetworks, answer.Addresses, answer.Sites = []struct{}{}, []struct{}{}, []struct{}{}
	if answer.Emails, err = world.Rows(c, c.tx, func(e *emailAnswer) []any { return []any{&e.ID, &e.Email, &e.ClientID} },
		`SELECT id, value, client_id FROM ud_contact WHERE client_id = ? AND kind = 'email' ORDER BY id`, id); err != nil {
		return answer, err
	}
	if answer.Phones, err = world.Rows(c, c.tx, func(p *phoneAnswer) []any { return []any{&p.ID, &p.Type, &p.Phone} },
		`SELECT id, detail, value FROM ud_contact WHERE client_id = ? AND kind = 'phone' ORDER BY id`, id); err != nil {
		return answer, err
	}
	if answer.Messengers, err = world.Rows(c, c.tx, func(m *messengerAnswer) []any { return []any{&m.ID, &m.Type, &m.Identifier} },
		`SELECT id, detail, value FROM ud_contact WHERE client_id = ? AND kind = 'messenger' ORDER BY id`, id); err != nil {
		return answer, err
	}
	answer.Tickets, err = c.clientTickets(id)
	return answer, err
}

func (c *call) clientTickets(client int64) ([]int64, error) {
	return world.Column[int64](c, c.tx, `SELECT id FROM ud_ticket WHERE client_id = ? ORDER BY id`, client)
}

// listClients answers clients, 100 a page; query looks into names, addresses and
// phone numbers.
func (c *call) listClients() (any, error) {
	w := &world.Conditions{}
	c.in.NotNull("offset")
	query, _ := c.in.Text("query")
	if query = strings.ToLower(strings.TrimSpace(query)); query != "" {
		if c.in.Choice("search_type", "partial_match", "full_match") == "full_match" {
			w.Add(`fold(k.name) = %[1]s OR EXISTS (SELECT 1 FROM ud_contact x WHERE x.client_id = k.id AND fold(x.value) = %[1]s)`, query)
		} else {
			w.Add("instr(k.folded, %s) > 0", query)
		}
	}
	for _, bound := range []struct{ parameter, condition string }{
		{"created_after", "k.created_at >= %s"}, {"created_before", "k.created_at <= %s"},
	} {
		if text, _ := c.in.Text(bound.parameter); text != "" {
			instant, ok := world.ParseInstant(text)
			if !ok {
				c.in.Fail("%s must be written 2026-05-31 14:00 (UTC)", bound.parameter)
			}
			w.Add(bound.condition, instant.Unix())
		}
	}
	page, _ := c.in.Integer("offset")
	if page < 0 || page > 1_000_000 {
		c.in.Fail("offset must be a page number from 0")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	clients, err := world.Rows(c, c.tx, func(k *ListedClient) []any { return []any{&k.ID, &k.Name} },
		fmt.Sprintf(`SELECT k.id, k.name FROM ud_client k WHERE ?1 = ?1 AND %s ORDER BY k.id LIMIT %d OFFSET %d`,
			w.Where(), TicketsPerPage, page*TicketsPerPage), append([]any{0}, w.Args...)...)
	if err != nil {
		return nil, err
	}
	for i := range clients {
		client := &clients[i]
		if client.Tickets, err = c.clientTickets(client.ID); err != nil {
			return nil, err
		}
		for _, contact := range []struct {
			kind string
			all  **string
		}{{"email", &client.Emails}, {"phone", &client.Phone}} {
			values, err := world.Column[string](c, c.tx, `SELECT value FROM ud_contact WHERE client_id = ? AND kind = ? ORDER BY id`, client.ID, contact.kind)
			if err != nil {
				return nil, err
			}
			if len(values) > 0 {
				joined := strings.Join(values, ", ")
				*contact.all = &joined
			}
		}
	}
	return clients, nil
}
