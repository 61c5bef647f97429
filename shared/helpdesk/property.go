package helpdesk

import (
	"slices"
	"strconv"
	"strings"
)

// Property is something of a ticket that an agent can change. Its value is a
// text in one form, so that two can be compared: a number is decimal, what is
// not there is "", a flag is Yes or "", and several are put together by Several.
type Property string

const (
	// PropertyStatus is the number of one of Known.Settable.
	PropertyStatus Property = "status"
	// PropertyAssignee is the number of an agent, "" for nobody.
	PropertyAssignee Property = "assignee"
	// PropertyGroup is the number of a group of agents.
	PropertyGroup Property = "group"
	// PropertyPriority is a Priority, PropertyType one of Abilities.Types or Apart.
	PropertyPriority Property = "priority"
	PropertyType     Property = "type"
	// PropertyTags are several names.
	PropertyTags Property = "tags"
	// PropertyCategory is a number.
	PropertyCategory Property = "category"
	// PropertyLocked says that nobody can reply, PropertySubscribed that the agent
	// hears of what happens, PropertyVoted that the agent has voted for it.
	PropertyLocked     Property = "locked"
	PropertySubscribed Property = "subscribed"
	PropertyVoted      Property = "voted"
)

// Yes is a flag that is set.
const Yes = "1"

// How says how a helpdesk changes a property.
type How string

const (
	// Sets is to say what it is to be.
	Sets How = "set"
	// Adds is to name what is to be there beside what is there already.
	Adds How = "add"
	// Turns is to turn over what is there.
	Turns How = "turn"
)

// Changeable is a property that can be changed.
type Changeable struct {
	Property Property
	How      How
}

// Changing tells how a property of tickets of a type is changed; "" is not at all.
func (a *Abilities) Changing(kind string, p Property) How {
	for _, c := range a.Changes(kind) {
		if c.Property == p {
			return c.How
		}
	}
	return ""
}

// Changes are the properties of tickets of a type that can be changed, in the
// order in which interfaces show them.
func (a *Abilities) Changes(kind string) []Changeable {
	if slices.Contains(a.Apart, kind) {
		return a.ApartChanges
	}
	return a.TicketChanges
}

// Several puts values into one; their order says nothing.
func Several(values []string) string {
	sorted := make([]string, 0, len(values))
	for _, value := range values {
		if value != "" {
			sorted = append(sorted, strings.ReplaceAll(value, "\n", " "))
		}
	}
	slices.Sort(sorted)
	return strings.Join(slices.Compact(sorted), "\n")
}

// Apiece takes apart what Several has put together.
func Apiece(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, "\n")
}

// Number is a number as a value.
func Number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// NumberOf reads a value that is a number; 0 is none.
func NumberOf(value string) int64 {
	n, _ := strconv.ParseInt(value, 10, 64)
	return n
}

func flag(set bool) string {
	if set {
		return Yes
	}
	return ""
}

// Value is what a property of a ticket is.
func (t *Ticket) Value(p Property) string {
	switch p {
	case PropertyStatus:
		return Number(t.Status.ID)
	case PropertyAssignee:
		return Number(t.Assignee.ID)
	case PropertyGroup:
		return Number(t.Group)
	case PropertyPriority:
		return string(t.Priority)
	case PropertyType:
		return t.Type
	case PropertyTags:
		return Several(t.Tags)
	case PropertyCategory:
		return Number(t.CategoryID)
	case PropertyLocked:
		return flag(t.Locked)
	case PropertySubscribed:
		return flag(t.Subscribed)
	case PropertyVoted:
		return flag(t.Voted)
	}
	return ""
}

// Choice is a value that a property can be given.
type Choice struct {
	Value string `msg:"value"`
	// Title is what the account calls it, "" where interfaces have a word for it.
	Title string `msg:"title"`
	// State is what a status means.
	State State `msg:"state"`
}

// Choices are the values that a property of tickets of a type can be given, as
// far as they are known; of tags, those that are.
func (k *Known) Choices(kind string, p Property) []Choice {
	can := k.Desk.Can()
	switch p {
	case PropertyStatus:
		settable := k.Settable()
		out := make([]Choice, len(settable))
		for i, s := range settable {
			out[i] = Choice{Value: Number(s.ID), Title: s.Title, State: s.State}
		}
		return out
	case PropertyAssignee:
		out := []Choice{{}}
		for i := range k.Agents {
			out = append(out, Choice{Value: Number(k.Agents[i].ID), Title: k.Agents[i].Name})
		}
		return out
	case PropertyGroup:
		return append([]Choice{{}}, entries(k.Groups)...)
	case PropertyCategory:
		return append([]Choice{{}}, entries(k.Categories)...)
	case PropertyTags:
		out := make([]Choice, len(k.Tags))
		for i := range k.Tags {
			out[i] = Choice{Value: k.Tags[i].Name, Title: k.Tags[i].Name}
		}
		return out
	case PropertyPriority:
		out := make([]Choice, len(can.Priorities))
		for i, priority := range can.Priorities {
			out[i].Value = string(priority)
		}
		return out
	case PropertyType:
		types := can.Types
		if slices.Contains(can.Apart, kind) {
			types = can.Apart
		}
		out := make([]Choice, len(types))
		for i := range types {
			out[i].Value = types[i]
		}
		return out
	}
	return []Choice{{Value: Yes}, {}}
}

func entries(all []Entry) []Choice {
	out := make([]Choice, len(all))
	for i := range all {
		out[i] = Choice{Value: Number(all[i].ID), Title: all[i].Name}
	}
	return out
}
