package macros

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
)

// Facts are what is known of a ticket, of who asks and of who answers, as a text
// can say it.
type Facts struct {
	System   helpdesk.System
	ID       int64
	Subject  string
	Status   helpdesk.Status
	Priority helpdesk.Priority
	Type     string
	Tags     []string
	Category string
	Group    string
	Channel  string
	URL      string
	Assignee string
	Account  string
	Customer helpdesk.Person
	// Language is that in which the customer writes, "" where it cannot be told.
	Language string
	Agent    helpdesk.Person
}

// Names are the variables, in the order in which they are offered.
func Names() []string {
	return []string{
		"customer.first_name", "customer.name", "customer.last_name", "customer.email", "customer.language",
		"agent.first_name", "agent.name", "agent.last_name", "agent.email",
		"ticket.id", "ticket.subject", "ticket.status", "ticket.priority", "ticket.tags", "ticket.type", "ticket.category", "ticket.group",
		"ticket.channel", "ticket.assignee", "ticket.url", "ticket.system", "ticket.account",
	}
}

func known(name string) bool {
	for _, one := range Names() {
		if one == name {
			return true
		}
	}
	return false
}

// values are what a variable is, several of tags.
func (f *Facts) values(name string) []string {
	one := func(s string) []string { return []string{s} }
	switch name {
	case "ticket.id":
		return one(helpdesk.Number(f.ID))
	case "ticket.subject":
		return one(f.Subject)
	case "ticket.status":
		if f.Status.ID == 0 && f.Status.Title == "" {
			return nil
		}
		if f.Status.Title == "" {
			return one(string(f.Status.State))
		}
		// Its meaning compares as well as its name.
		return []string{f.Status.Title, string(f.Status.State)}
	case "ticket.priority":
		return one(string(f.Priority))
	case "ticket.type":
		return one(f.Type)
	case "ticket.tags":
		return f.Tags
	case "ticket.category":
		return one(f.Category)
	case "ticket.group":
		return one(f.Group)
	case "ticket.channel":
		return one(f.Channel)
	case "ticket.url":
		return one(f.URL)
	case "ticket.assignee":
		return one(f.Assignee)
	case "ticket.system":
		return one(string(f.System))
	case "ticket.account":
		return one(f.Account)
	case "customer.name":
		return one(f.Customer.Name)
	case "customer.first_name":
		return one(first(f.Customer.Name))
	case "customer.last_name":
		return one(last(f.Customer.Name))
	case "customer.email":
		return one(f.Customer.Email)
	case "customer.language":
		return one(f.Language)
	case "agent.name":
		return one(f.Agent.Name)
	case "agent.first_name":
		return one(first(f.Agent.Name))
	case "agent.last_name":
		return one(last(f.Agent.Name))
	case "agent.email":
		return one(f.Agent.Email)
	}
	return nil
}

// shown is what is written out of a variable.
func (f *Facts) shown(name string) string {
	all := f.values(name)
	if name == "ticket.status" && len(all) > 1 {
		all = all[:1]
	}
	return oneLine(strings.Join(all, ", "))
}

// valueBound is how many bytes of a value are written out.
const valueBound = 2000

// oneLine is a value without what could end a line, or cannot be seen.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "")
	if len(s) > valueBound {
		end := valueBound
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		s = s[:end]
	}
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 || r == 0x85:
			return ' '
		case unshown(r) || placeholder(r):
			return -1
		}
		return r
	}, s)), " ")
}

// first is the first of somebody's names. An address is no name.
func first(name string) string {
	name = oneLine(name)
	if strings.Contains(name, "@") {
		return ""
	}
	// "Weber, Anna" has the first name behind the comma.
	if family, given, ok := strings.Cut(name, ","); ok && strings.TrimSpace(family) != "" && strings.TrimSpace(given) != "" {
		name = strings.TrimSpace(given)
	}
	name, _, _ = strings.Cut(name, " ")
	return name
}

func last(name string) string {
	name = oneLine(name)
	if strings.Contains(name, "@") {
		return ""
	}
	if family, given, ok := strings.Cut(name, ","); ok && strings.TrimSpace(given) != "" {
		return strings.TrimSpace(family)
	}
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return ""
	}
	return name[i+1:]
}

// nearest is the variable that is meant by a name that is none, "" for no guess.
func nearest(name string) string {
	wanted := fold.String(name)
	if len(wanted) > 60 {
		return ""
	}
	best, least := "", 4
	for _, one := range Names() {
		_, tail, _ := strings.Cut(one, ".")
		d := min(distance(wanted, one), distance(wanted, tail))
		if d < least {
			best, least = one, d
		}
	}
	for _, was := range renamed {
		if was[0] == wanted {
			return was[1]
		}
	}
	return best
}

// renamed are what other helpdesks call the same.
var renamed = [...][2]string{
	{"ticket.requester.first_name", "customer.first_name"}, {"ticket.requester.name", "customer.name"}, {"ticket.requester.email", "customer.email"},
	{"requester.name", "customer.name"}, {"client.name", "customer.name"}, {"client.first_name", "customer.first_name"}, {"client_name", "customer.name"},
	{"user.name", "customer.name"}, {"ticket.title", "ticket.subject"}, {"ticket.link", "ticket.url"}, {"current_user.name", "agent.name"},
	{"current_user.first_name", "agent.first_name"}, {"agent_name", "agent.name"}, {"ticket.via", "ticket.channel"},
}

// distance is how many letters two words differ in.
func distance(a, b string) int {
	before := make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := range len(a) {
		diagonal := before[0]
		before[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(before[j+1]+1, before[j]+1, diagonal+cost)
			diagonal, before[j+1] = before[j+1], next
		}
	}
	return before[len(b)]
}
