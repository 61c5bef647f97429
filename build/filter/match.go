package filter

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"
)

// filterFile prints what a query selects of a file, in the order of the query.
func (s *settings) filterFile(bound *filter.Bound, out io.Writer) error {
	text, err := os.ReadFile(s.match)
	if err != nil {
		return fmt.Errorf("read tickets: %w", err)
	}
	tickets, err := s.readTickets(text)
	if err != nil {
		return fmt.Errorf("read tickets from %s: %w", s.match, err)
	}
	table := match.NewTable(len(tickets), 0)
	for i := range tickets {
		tickets[i].Account = bound.Account
		table.Put(&tickets[i])
	}
	matcher := match.Compile(*bound)
	rows := matcher.Select(table, nil)
	matcher.Sort(table, rows)
	selected := make([]helpdesk.Ticket, len(rows))
	for i, row := range rows {
		_, id := table.Key(int(row))
		for j := range tickets {
			if tickets[j].ID == id {
				selected[i] = tickets[j]
			}
		}
	}
	if s.whole {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(selected)
	}
	for i := range selected {
		if _, err := fmt.Fprintln(out, selected[i].ID); err != nil {
			return err
		}
	}
	return nil
}

// readTickets reads an answer of the helpdesk's list, or tickets as --tickets
// prints them.
func (s *settings) readTickets(text []byte) ([]helpdesk.Ticket, error) {
	var kinds []struct{ System string }
	if json.Unmarshal(text, &kinds) == nil && len(kinds) > 0 && kinds[0].System != "" {
		var tickets []helpdesk.Ticket
		err := json.Unmarshal(text, &tickets)
		return tickets, err
	}
	base, err := s.base()
	if err != nil {
		return nil, err
	}
	everything := helpdesk.Everything()
	list, _ := s.desk.List(&everything, &helpdesk.Known{Directory: &helpdesk.Directory{Desk: s.desk}})
	page, err := s.desk.Client(helpdesk.Access{Base: base, Key: "no key"}).Page(list, helpdesk.Listing{}, 0).Read(&api.Response{Status: 200, Body: text})
	return page.Tickets, err
}
