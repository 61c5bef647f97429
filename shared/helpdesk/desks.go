package helpdesk

import (
	"strings"

	"deskside/shared/api"
)

// Desks are the kinds of helpdesk that a face knows.
type Desks []Desk

// Of finds the Desk of a system. The error is an *api.Error of kind Invalid that
// names the system and those that are known.
func (d Desks) Of(system System) (Desk, error) {
	for _, desk := range d {
		if desk.System() == system {
			return desk, nil
		}
	}
	return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "system", Message: d.refusal(system)}}}
}

func (d Desks) refusal(system System) string {
	if system == "" {
		return "Choose the kind of helpdesk: " + d.names(" or ") + "."
	}
	return "“" + api.Detail(string(system)) + "” is no kind of helpdesk that this version knows. It knows " + d.names(" and ") +
		". Update Deskside, or add the account anew."
}

// names lists the Desks as a sentence does.
func (d Desks) names(last string) string {
	var b strings.Builder
	for i, desk := range d {
		switch {
		case i > 0 && i == len(d)-1:
			b.WriteString(last)
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(desk.Name())
	}
	return b.String()
}
