package filter

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

// Filter is what ParseFilter reads: the states, systems and words of a query
// alone. The zero value selects everything.
type Filter struct {
	// States are the states selected; none selects all.
	States []helpdesk.State
	// Systems are the systems selected; none selects all.
	Systems []helpdesk.System
	// Text is what the helpdesks search for.
	Text string
}

// ParseFilter reads a query. The error is an *api.Error of kind Invalid that names
// the term and what is allowed.
func ParseFilter(query string) (Filter, error) {
	var f Filter
	var words []string
	var not []helpdesk.State
	for rest := query; ; {
		var term string
		term, rest = next(rest)
		if term == "" {
			break
		}
		negated := len(term) > 1 && term[0] == '-' && strings.Contains(term, ":")
		name, value, isTerm := strings.Cut(strings.TrimPrefix(term, "-"), ":")
		if !isTerm || strings.ContainsAny(name, "\" ") || strings.HasPrefix(value, "//") {
			words = append(words, strings.Trim(term, `"`))
			continue
		}
		switch strings.ToLower(name) {
		case "status", "is":
			states, err := statesOf(term, value)
			if err != nil {
				return Filter{}, err
			}
			if negated {
				not = append(not, states...)
			} else {
				f.States = append(f.States, states...)
			}
		case "in":
			for _, v := range strings.Split(value, ",") {
				s := helpdesk.System(strings.ToLower(v))
				if s != helpdesk.UseResponse && s != helpdesk.Usedesk || negated {
					return Filter{}, refuse(term, "in: takes useresponse or usedesk")
				}
				f.Systems = append(f.Systems, s)
			}
		default:
			return Filter{}, refuse(term, "known terms are status: and in:; put quotes around words with a colon")
		}
	}
	f.Text = strings.Join(words, " ")
	if len(not) > 0 {
		f.States = without(f.States, not)
	}
	return f, nil
}

func statesOf(term, value string) ([]helpdesk.State, error) {
	var out []helpdesk.State
	for _, v := range strings.Split(value, ",") {
		v = strings.ToLower(strings.TrimSpace(v))
		known := v == "all"
		if v == "hold" || v == "on_hold" || v == "on-hold" {
			v = string(helpdesk.Hold)
		}
		for _, s := range helpdesk.States() {
			if string(s) == v || v == "active" && s.Active() || v == "all" {
				out, known = append(out, s), true
			}
		}
		if !known {
			return nil, refuse(term, "status: takes active, all, "+names())
		}
	}
	return out, nil
}

func names() string {
	var b strings.Builder
	for i, s := range helpdesk.States() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(s))
	}
	return b.String()
}

func without(states, not []helpdesk.State) []helpdesk.State {
	if len(states) == 0 {
		states = helpdesk.States()
	}
	kept := []helpdesk.State{}
	for _, s := range states {
		if !contains(not, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

func refuse(term, message string) error {
	return &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "query", Message: "“" + term + "” is not understood: " + message + "."}}}
}

// next cuts the first term off; quotes keep blanks together.
func next(s string) (term, rest string) {
	s = strings.TrimLeft(s, " \t\r\n")
	quoted := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ' ', '\t', '\r', '\n':
			if !quoted {
				return s[:i], s[i:]
			}
		}
	}
	return s, ""
}

// Wants reports whether tickets of a system can be selected at all.
func (f Filter) Wants(s helpdesk.System) bool {
	return len(f.Systems) == 0 || contains(f.Systems, s)
}

// Match reports whether a ticket is selected, as far as that can be seen in
// the ticket. Text is searched by the helpdesks alone: it may stand in
// comments that a list does not hold.
func (f Filter) Match(t *helpdesk.Ticket) bool {
	return f.Wants(t.System) && (f.States == nil || contains(f.States, t.Status.State))
}

func contains[T comparable](list []T, item T) bool {
	for _, v := range list {
		if v == item {
			return true
		}
	}
	return false
}
