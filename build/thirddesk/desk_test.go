// Package thirddesk is the proof that a helpdesk is a folder: one that nobody
// sells, with an API, a client and a Desk of its own, works through the core's
// operations like the others. It lives in tests and nothing imports it.
package thirddesk_test

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/helpdesk"
)

// Desk is Counter.
type Desk struct{}

func (Desk) System() helpdesk.System                  { return "counterdesk" }
func (Desk) Name() string                             { return "Counter" }
func (Desk) Limits(perSecond, _ int) []api.LimitRule  { return nil }
func (Desk) Can() *helpdesk.Abilities                 { return &abilities }
func (Desk) Client(a helpdesk.Access) helpdesk.Client { return client{a} }

func (Desk) Address(base api.Base) api.Base {
	if base.Path == "" {
		base.Path = "/desk"
	}
	return base
}

func (Desk) Join(a, _ helpdesk.List) (helpdesk.List, bool) { return a, false }

var abilities = helpdesk.Abilities{
	Key: helpdesk.APIKey, Writes: helpdesk.HTML, Tells: helpdesk.TellsPriority, Types: []string{"ticket"},
	Priorities: []helpdesk.Priority{"low", "normal", "high"},
	Statuses: []helpdesk.Status{
		{ID: 1, Slug: "fresh", Title: "Fresh", State: helpdesk.New}, {ID: 2, Slug: "busy", Title: "Busy", State: helpdesk.Open},
		{ID: 3, Slug: "waiting", Title: "Waiting", State: helpdesk.Pending}, {ID: 4, Slug: "done", Title: "Done", State: helpdesk.Solved},
	},
	Settled:       helpdesk.States(),
	Notes:         true,
	TicketChanges: []helpdesk.Changeable{{Property: helpdesk.PropertyStatus, How: helpdesk.Sets}},
	Creates: []helpdesk.Creatable{{Type: "ticket", Parts: []helpdesk.Part{
		{Property: helpdesk.PropertySubject, Required: true, Limit: titleLimit}, {Property: helpdesk.PropertyText, Required: true, Limit: messageLimit},
		{Property: helpdesk.PropertyPriority, Default: "normal"}, {Property: helpdesk.PropertyAssignee},
	}}},
	Unset:        []helpdesk.State{helpdesk.New},
	MessageLimit: messageLimit,
	Single:       []helpdesk.Member{helpdesk.OfAssignee},
	Orders:       []helpdesk.Order{{By: "updated", Word: "changed", Exact: true, Descending: true}, {By: "created", Word: "opened", Exact: true, Descending: true}},
	PageSize:     pageSize,
}

func (Desk) Write(source string, _ bool) helpdesk.Written {
	var r bbcode.Reader
	body := html.Print(r.Read(source))
	return helpdesk.Written{Body: helpdesk.Markup{Format: helpdesk.HTML, Source: body}, Length: content.Length(body)}
}

// ask is what Counter's list can be asked for.
type ask struct{ states, agent, since string }

// askAll asks for every ticket.
var askAll ask

func (Desk) List(s *helpdesk.Selection, _ *helpdesk.Known) (helpdesk.List, *helpdesk.Selection) {
	var q ask
	asked := helpdesk.Everything()
	if states := s.Sets[helpdesk.OfStatus]; !states.Free() {
		var slugs []string
		for _, status := range abilities.Statuses {
			if states.Has(status.Slug) {
				slugs = append(slugs, status.Slug)
			}
		}
		// What is not among the four is judged by whoever asks.
		if len(slugs) > 0 && !slices.ContainsFunc(states.Words, func(word string) bool { return !states.Except && word[0] == '?' }) {
			q.states = strings.Join(slugs, " ")
			asked.Sets[helpdesk.OfStatus] = helpdesk.Only(slugs...)
		}
	}
	if agent := s.Sets[helpdesk.OfAssignee].Single(); agent != "" {
		q.agent = agent
		asked.Sets[helpdesk.OfAssignee] = s.Sets[helpdesk.OfAssignee]
	}
	if changed := s.Spans[helpdesk.WhenUpdated]; changed.Bound && changed.From > 0 {
		q.since = strconv.FormatInt(changed.From, 10)
		asked.Spans[helpdesk.WhenUpdated] = helpdesk.Moment{Bound: true, From: changed.From, To: helpdesk.End}
	}
	return helpdesk.List{Query: q}, &asked
}

// client asks one Counter.
type client struct{ helpdesk.Access }

func asks[T any](c client, op, method, path string, body []byte, read func(jsontext.Value) (T, bool)) api.Call[T] {
	r := api.Request{
		Method: method, URL: c.Base.String() + "/v1/" + path, Body: body, TimeoutMS: 5000, Repeatable: method == "GET",
		Header: []api.Header{{Name: "X-Counter-Key", Value: c.Key}},
	}
	return api.Plan("counter."+op, c.Base.Host, r, nil, func(r *api.Response) (jsontext.Value, *api.Error) {
		value, err := api.JSON(r)
		if err == nil {
			err = api.StatusError(r, 0, api.Detail(loose.String(value.Get("problem")), c.Key))
		}
		return value, err
	}, read)
}

func (c client) Page(l helpdesk.List, as helpdesk.Listing, page int64) api.Call[helpdesk.Page] {
	ask := l.Query.(ask)
	var q api.Query
	q.Add("states", ask.states)
	q.Add("agent", ask.agent)
	q.Add("changed_since", ask.since)
	q.Add("order", as.Order)
	q.AddInt("page", page+1)
	return asks(c, "tickets", "GET", "tickets"+q.Suffix(), nil, func(v jsontext.Value) (helpdesk.Page, bool) {
		out := helpdesk.Page{Last: !loose.Bool(v.Get("next"))}
		for item := range v.Get("tickets").Items() {
			out.Tickets = append(out.Tickets, readTicket(item))
		}
		return out, v.Get("tickets").Kind() == jsontext.Array
	})
}

func readTicket(v jsontext.Value) helpdesk.Ticket {
	t := helpdesk.Ticket{
		System: Desk{}.System(), ID: loose.Int(v.Get("no")), Subject: loose.String(v.Get("title")), Type: "ticket",
		Priority: helpdesk.Priority(loose.String(v.Get("urgency"))), Client: helpdesk.Person{Name: loose.String(v.Get("from"))},
		Assignee: helpdesk.Person{ID: loose.Int(v.Get("agent"))}, Tags: loose.Strings(v.Get("labels"), "name"),
		Created: loose.Int(v.Get("opened")), Updated: loose.Int(v.Get("changed")),
	}
	for _, status := range abilities.Statuses {
		if status.Slug == loose.String(v.Get("state")) {
			t.Status = status
		}
	}
	return t
}

func (c client) Open(id int64) helpdesk.Opening {
	return helpdesk.Opening{Ticket: asks(c, "ticket", "GET", "tickets/"+strconv.FormatInt(id, 10), nil, func(v jsontext.Value) (helpdesk.Opened, bool) {
		out := helpdesk.Opened{Ticket: readTicket(v.Get("ticket"))}
		for e := range v.Get("entries").Items() {
			side := helpdesk.ClientSide
			if loose.Bool(e.Get("from_desk")) {
				side = helpdesk.AgentSide
			}
			out.Comments = append(out.Comments, helpdesk.Comment{
				ID: loose.Int(e.Get("no")), Author: helpdesk.Person{Name: loose.String(e.Get("by"))}, Side: side, Private: loose.Bool(e.Get("inside")),
				Body: helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(e.Get("text"))}, Created: loose.Int(e.Get("at")),
			})
		}
		return out, out.Ticket.ID != 0
	})}
}

// Nothing is known of persons.
func (c client) Person(int64) helpdesk.PersonCalls { return helpdesk.PersonCalls{} }
func (c client) Find(string) api.Call[helpdesk.Person] {
	return api.Call[helpdesk.Person]{Problem: &api.Error{Kind: api.NotFound}}
}
func (c client) Note(helpdesk.NoteChange) api.Call[[]helpdesk.CardNote] {
	return api.Call[[]helpdesk.CardNote]{Problem: &api.Error{Kind: api.Invalid}}
}

func (c client) File(address string) api.Request { return api.Request{Method: "GET", URL: address} }

func (c client) Check() api.Call[helpdesk.Person] {
	return asks(c, "me", "GET", "me", nil, func(v jsontext.Value) (helpdesk.Person, bool) {
		return helpdesk.Person{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}, loose.Int(v.Get("id")) != 0
	})
}

func (c client) Shelves() []helpdesk.Shelf {
	return []helpdesk.Shelf{
		{Name: "account", Page: helpdesk.Once(c.Check(), func(me helpdesk.Person) helpdesk.Directory {
			return helpdesk.Directory{Me: me.ID, Agents: []helpdesk.Person{me}}
		})},
		{Name: "agents", Page: func(int64) api.Call[helpdesk.ShelfPage] {
			return asks(c, "agents", "GET", "agents", nil, func(v jsontext.Value) (page helpdesk.ShelfPage, ok bool) {
				for a := range v.Get("agents").Items() {
					page.Part.Agents = append(page.Part.Agents, helpdesk.Person{ID: loose.Int(a.Get("id")), Name: loose.String(a.Get("name"))})
				}
				return page, v.Get("agents").Kind() == jsontext.Array
			})
		}},
	}
}

func (c client) Reply(r helpdesk.Reply) api.Call[int64] {
	var body strict.Object
	body.String("text", r.Body)
	if r.Private {
		body.Raw("inside", []byte("true"))
	}
	return asks(c, "reply", "POST", "tickets/"+strconv.FormatInt(r.Ticket, 10)+"/entries", body.Bytes(), func(v jsontext.Value) (int64, bool) {
		return loose.Int(v.Get("no")), loose.Int(v.Get("no")) != 0
	})
}

func (c client) Create(n helpdesk.NewTicket) api.Call[int64] {
	var body strict.Object
	body.String("title", n.Value(helpdesk.PropertySubject)).String("text", n.Body).Some("urgency", n.Value(helpdesk.PropertyPriority))
	if agent := helpdesk.NumberOf(n.Value(helpdesk.PropertyAssignee)); agent != 0 {
		body.Int("agent", agent)
	}
	return asks(c, "create", "POST", "tickets", body.Bytes(), func(v jsontext.Value) (int64, bool) {
		return loose.Int(v.Get("no")), loose.Int(v.Get("no")) != 0
	})
}

func (c client) Change(x helpdesk.Change) api.Call[int64] {
	var body strict.Object
	for _, status := range abilities.Statuses {
		if x.Property == helpdesk.PropertyStatus && helpdesk.Number(status.ID) == x.Value {
			body.String("state", status.Slug)
		}
	}
	return asks(c, "change", "POST", "tickets/"+strconv.FormatInt(x.Ticket, 10), body.Bytes(), func(v jsontext.Value) (int64, bool) {
		return loose.Int(v.Get("no")), loose.Int(v.Get("no")) != 0
	})
}
