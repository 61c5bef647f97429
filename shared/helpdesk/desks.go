package helpdesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/words"
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
	return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "system", Say: d.refusal(system)}}}
}

func (d Desks) refusal(system System) words.Say {
	var names []string
	for _, desk := range d {
		if desk.Can().Key != NoKey {
			names = append(names, desk.Name())
		}
	}
	known := words.Text(strings.Join(names, ", "))
	if system == "" {
		return words.AccountSystem(known)
	}
	return words.AccountUnknown(words.Text(api.Detail(string(system))), known)
}
