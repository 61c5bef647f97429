// Package filter is the command that shows what a filter query becomes: the
// requests of a helpdesk and what is left of it, as JSON or in words, or what
// it selects of a file of tickets. It sends nothing.
package filter

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/desks"
	"deskside/shared/filter"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

// settings are the command's flags and its query.
type settings struct {
	desk                                    helpdesk.Desk
	backend, address, directory, match, now string
	explain, whole                          bool
	rows                                    int
	query                                   string
}

// Run runs the command: filter --backend usedesk|useresponse [flags] 'QUERY'.
// A query that is not understood is shown on stderr with its place marked.
func Run(args []string, out, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	now := time.Now()
	if s.now != "" {
		if now, err = time.Parse(time.RFC3339, s.now); err != nil {
			return fmt.Errorf("--now %q is no time: write it as 2026-05-19T12:00:00Z", s.now)
		}
	}
	d, err := s.readDirectory()
	if err != nil {
		return err
	}
	query, problems := filter.ParseTolerant(s.query, d)
	if len(problems) > 0 {
		mark(stderr, s.query, problems)
		if len(problems) == 1 {
			return errors.New("the query is not understood in one place")
		}
		return fmt.Errorf("the query is not understood in %d places", len(problems))
	}
	bound := filter.Bind(query, d, now.Unix())
	if s.match != "" {
		return s.filterFile(&bound, out)
	}
	p := plan.For(&bound, d, plan.Options{Now: now.Unix(), SLA: true, Rows: s.rows})
	if s.explain {
		for _, line := range p.Explain(s.rows) {
			if _, err := fmt.Fprintln(out, print.Local(os.Getenv).Say(line)); err != nil {
				return err
			}
		}
		return nil
	}
	return s.print(&p, query, out)
}

func parse(args []string, stderr io.Writer) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("filter", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.backend, "backend", "", "usedesk or useresponse")
	flags.BoolVar(&s.explain, "explain", false, "say in words what the plan does")
	flags.IntVar(&s.rows, "rows", 50, "how many rows are wanted, for the pages of the plan")
	flags.StringVar(&s.match, "match", "", "filter the tickets of this JSON `file`: an answer of either API, or tickets of Deskside's own model")
	flags.BoolVar(&s.whole, "tickets", false, "with --match, print the tickets instead of their ids")
	flags.StringVar(&s.directory, "directory", "", "take the account's names from this JSON `file`: system, account, me, statuses, agents, groups, channels, tags, forums, categories, fields")
	flags.StringVar(&s.address, "address", "", "the helpdesk's address")
	flags.StringVar(&s.now, "now", "", "plan as if it were this `time`, such as 2026-05-19T12:00:00Z")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "go run ./build filter --backend usedesk|useresponse [flags] 'QUERY'")
		flags.PrintDefaults()
	}
	// A query may begin with a minus, as -status:closed does.
	if last := len(args) - 1; last >= 0 && strings.HasPrefix(args[last], "-") && strings.ContainsAny(args[last], ": ") {
		name, _, _ := strings.Cut(strings.TrimLeft(args[last], "-"), "=")
		if flags.Lookup(name) == nil {
			args = append(slices.Clone(args[:last]), "--", args[last])
		}
	}
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if s.query = strings.Join(flags.Args(), " "); flags.NArg() > 1 {
		return nil, fmt.Errorf("put the query into one pair of quotes, after the flags: '%s'", s.query)
	}
	var err error
	if s.desk, err = desks.Agents().Of(helpdesk.System(s.backend)); err != nil {
		return nil, fmt.Errorf("--backend is %q: give usedesk or useresponse", s.backend)
	}
	if s.rows < 1 {
		return nil, fmt.Errorf("--rows is %d: give a number from 1", s.rows)
	}
	return s, nil
}

// readDirectory reads the account's names, by the names of helpdesk.Directory's
// members in any case; without a file the account knows none.
func (s *settings) readDirectory() (*helpdesk.Directory, error) {
	d := &helpdesk.Directory{System: helpdesk.System(s.backend), Account: s.backend, Desk: s.desk}
	if s.directory == "" {
		return d, nil
	}
	text, err := os.ReadFile(s.directory)
	if err != nil {
		return nil, fmt.Errorf("read the account's names: %w", err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(d); err != nil {
		return nil, fmt.Errorf("read the account's names from %s: %w", s.directory, err)
	}
	if d.System != helpdesk.System(s.backend) {
		return nil, fmt.Errorf("%s has the names of %s, but --backend is %s", s.directory, d.System, s.backend)
	}
	return d, nil
}

// mark shows where a query is not understood: the line, a caret below the
// place, and what to do.
func mark(out io.Writer, query string, problems []filter.Problem) {
	line := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, query)
	for _, p := range problems {
		fmt.Fprintf(out, "%s\n%s%s\n%s\n", line, strings.Repeat(" ", int(p.Points.From)), strings.Repeat("^", max(1, int(p.Points.To-p.Points.From))), print.Local(os.Getenv).Say(p.Say))
		if p.Nearest != "" && int(p.Span.To) <= len(query) && p.Span.From <= p.Span.To && utf8.ValidString(query[:p.Span.From]) {
			fmt.Fprintf(out, "Try: %s%s%s\n", query[:p.Span.From], p.Nearest, query[p.Span.To:])
		}
		fmt.Fprintln(out)
	}
}

// planned is a plan as the command prints it.
type planned struct {
	Backend  string    `json:"backend"`
	Query    string    `json:"query"`
	Requests []request `json:"requests"`
	Residual string    `json:"residual"`
	Order    order     `json:"order"`
	Pages    pages     `json:"pages"`
	Rate     *rate     `json:"rate,omitempty"`
	Notices  []string  `json:"notices,omitempty"`
}

// request is the first page of a request as it would be sent, without the key.
type request struct {
	Method string          `json:"method"`
	URL    string          `json:"url"`
	Body   json.RawMessage `json:"body,omitempty"`
	Class  string          `json:"class,omitempty"`
}

type order struct {
	Keys string `json:"keys"`
	// By is "server", "first key" where the rest is sorted here, or "here".
	By string `json:"by"`
}

type pages struct {
	Size   int  `json:"size"`
	Rows   int  `json:"rows"`
	Least  int  `json:"least"`
	Exact  bool `json:"exact"`
	All    bool `json:"all"`
	Budget int  `json:"budget"`
}

type rate struct {
	Class    string `json:"class"`
	Requests int    `json:"requests"`
	WindowMS int64  `json:"window_ms"`
}

func (s *settings) print(p *plan.Plan, query filter.Query, out io.Writer) error {
	shown := planned{Backend: s.backend, Query: query.String(), Requests: []request{}, Residual: p.Remainder().String()}
	shown.Order.Keys = strings.TrimPrefix(filter.Query{Sort: p.Order}.String(), "sort:")
	shown.Order.By = map[plan.Sorting]string{plan.Unsorted: "here", plan.FirstKey: "first key", plan.SortedAll: "server"}[p.Sorted]
	first := p.Pages(s.rows)
	shown.Pages = pages{p.PageSize(), s.rows, first.Least, first.Exact, first.All, first.Most}
	if r := p.Rate(); r.Requests > 0 {
		shown.Rate = &rate{r.Class, r.Requests, r.WindowMS}
	}
	for _, n := range p.Notices {
		shown.Notices = append(shown.Notices, print.Local(os.Getenv).Say(n.Say))
	}
	for _, r := range p.Requests {
		sent, class, err := s.call(p, r)
		if err != nil {
			return err
		}
		one := request{Method: sent.Method, URL: sent.URL, Class: class}
		if len(sent.Body) > 0 {
			body := map[string]json.RawMessage{}
			if err := json.Unmarshal(sent.Body, &body); err != nil {
				return err
			}
			delete(body, "api_token")
			if one.Body, err = json.Marshal(body); err != nil {
				return err
			}
		}
		shown.Requests = append(shown.Requests, one)
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(shown)
}

// call makes the request of a list. No key is at hand, so that none can show.
func (s *settings) call(p *plan.Plan, l helpdesk.List) (sent api.Request, class string, err error) {
	base, err := s.base()
	if err != nil {
		return api.Request{}, "", err
	}
	c := s.desk.Client(helpdesk.Access{Base: base, Key: "no key"}).Page(l, p.Listing, 0)
	if c.Problem != nil {
		return api.Request{}, "", errors.New(print.Local(os.Getenv).Say(c.Problem.Say()))
	}
	return c.Request, c.Class, nil
}

func (s *settings) base() (api.Base, error) {
	address := s.address
	switch {
	case address != "":
	case s.backend == string(helpdesk.Usedesk):
		address = "https://secure.usedesk.com/uapi"
	default:
		address = "https://help.example.com"
	}
	base, err := api.ParseBase(address)
	if err != nil {
		return base, fmt.Errorf("--address %q: %w", address, err)
	}
	return s.desk.Address(base), nil
}
