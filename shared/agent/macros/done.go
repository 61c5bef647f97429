package macros

import (
	"slices"

	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Doing is what an action does to a ticket of an account.
type Doing struct {
	Property helpdesk.Property `msg:"property"`
	// Value is what the property is given, of tags what is added: several put together.
	Value string `msg:"value"`
	// Title is what the account calls it, "" where interfaces have a word for it,
	// and State what a status means.
	Title string         `msg:"title"`
	State helpdesk.State `msg:"state"`
}

// Doings are what the actions of a macro do to a ticket of a type, and what of
// them the account lacks. me is the number of the agent, 0 where it is not known.
func (m *Macro) Doings(k *helpdesk.Known, kind string, me int64) (all []Doing, lost []words.Say) {
	changes := k.Changes(kind)
	var tags []string
	tagged := -1
	for _, a := range m.Actions {
		at := slices.IndexFunc(changes, func(c helpdesk.Changeable) bool { return c.Property == a.Property })
		if at < 0 || changes[at].How == helpdesk.Turns {
			lost = append(lost, words.MacroLostProperty(string(a.Property), words.Text(a.Value)))
			continue
		}
		if a.Property == helpdesk.PropertyTags {
			if tagged < 0 {
				tagged = len(all)
				all = append(all, Doing{Property: a.Property})
			}
			tags = append(tags, tagOf(k, a.Value))
			all[tagged].Value = helpdesk.Several(tags)
			continue
		}
		choice, ok := chosen(k, kind, &a, me)
		if !ok {
			lost = append(lost, words.MacroLostValue(string(a.Property), words.Text(a.Value)))
			continue
		}
		all = append(all, Doing{Property: a.Property, Value: choice.Value, Title: choice.Title, State: choice.State})
	}
	return all, lost
}

// tagOf is a tag as the account writes it; another one is made.
func tagOf(k *helpdesk.Known, name string) string {
	for i := range k.Tags {
		if fold.String(k.Tags[i].Name) == fold.String(name) {
			return k.Tags[i].Name
		}
	}
	return name
}

// chosen is the choice of an account that an action names.
func chosen(k *helpdesk.Known, kind string, a *Action, me int64) (helpdesk.Choice, bool) {
	choices := k.Choices(kind, a.Property)
	find := func(is func(*helpdesk.Choice) bool) (helpdesk.Choice, bool) {
		for i := range choices {
			if is(&choices[i]) {
				return choices[i], true
			}
		}
		return helpdesk.Choice{}, false
	}
	wanted := fold.String(a.Value)
	if a.Property == helpdesk.PropertyAssignee {
		switch wanted {
		case Me:
			return find(func(c *helpdesk.Choice) bool { return me != 0 && c.Value == helpdesk.Number(me) })
		case Nobody:
			return find(func(c *helpdesk.Choice) bool { return c.Value == "" })
		}
	}
	if c, ok := find(func(c *helpdesk.Choice) bool { return c.Title != "" && fold.String(c.Title) == wanted }); ok {
		return c, true
	}
	if a.Property != helpdesk.PropertyStatus {
		return find(func(c *helpdesk.Choice) bool { return c.Title == "" && c.Value != "" && fold.String(c.Value) == wanted })
	}
	state := helpdesk.State(wanted)
	if c, ok := find(func(c *helpdesk.Choice) bool { return c.State == state }); ok || state != helpdesk.Solved {
		return c, ok
	}
	// Where nothing is solved, what is over is closed.
	return find(func(c *helpdesk.Choice) bool { return c.State == helpdesk.Closed })
}
