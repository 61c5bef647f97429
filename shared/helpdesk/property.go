package helpdesk

import (
	"slices"
	"strconv"
	"strings"
)

//go:generate go run deskside/build/codec -file property.go -o property_gen.go

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
	// PropertyBin is the Bin in which it lies.
	PropertyBin Property = "bin"
	// PropertyField stands among Changeable for additional fields, each of which is
	// a property of its own: see FieldEntry.Property.
	PropertyField Property = "field"
)

// Property is what an additional field is called as one: its kind and its
// number. Of a list it is an option's value, of a checkbox Yes or No, or several
// options where it has some.
func (f *FieldEntry) Property() Property { return Property(string(f.Kind) + "/" + Number(f.ID)) }

// Field reads a property that is an additional field; the number is 0 for any other.
func (p Property) Field() (FieldKind, int64) {
	kind, number, _ := strings.Cut(string(p), "/")
	return FieldKind(kind), NumberOf(number)
}

// kind is what a property stands under among Changeable.
func (p Property) kind() Property {
	if _, id := p.Field(); id != 0 {
		return PropertyField
	}
	return p
}

// No is a checkbox that is not ticked.
const No = "0"

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
	Property Property `msg:"property"`
	How      How      `msg:"how"`
}

// Changing tells how a property of tickets of a type is changed; "" is not at all.
func (a *Abilities) Changing(kind string, p Property) How {
	of, id := p.Comment()
	if of == PropertyReview && a.Reviews {
		// It is decided where all that waits is, whatever it is of.
		return Sets
	}
	changes := a.Changes(kind)
	if id != 0 {
		changes, p = a.ChangesOf(kind, false), of
	}
	for _, c := range changes {
		if c.Property == p.kind() {
			return c.How
		}
	}
	return ""
}

// Changes are the properties of tickets of a type that can be changed, in the
// order in which interfaces show them.
func (a *Abilities) Changes(kind string) []Changeable {
	if a.apart(kind) {
		return a.ApartChanges
	}
	return a.TicketChanges
}

func (a *Abilities) apart(kind string) bool { return slices.Contains(a.Apart, kind) }

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
	case PropertyBin:
		return string(t.Bin)
	case PropertyReview:
		return t.Review.value()
	}
	if _, id := p.Field(); id != 0 {
		var values []string
		for i := range t.Fields {
			if t.Fields[i].ID == id {
				values = append(values, t.Fields[i].Value)
			}
		}
		return Several(values)
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
	// Under are the values of the field above under which an option of a nested
	// list can be chosen.
	Under []string `msg:"under"`
}

// Choices are the values that a property of tickets of a type can be given, as
// far as they are known; of tags, those that are.
func (k *Known) Choices(kind string, p Property) []Choice {
	can := k.Desk.Can()
	switch p {
	case PropertyStatus:
		settable := k.Settable()
		if slices.Contains(can.Apart, kind) {
			settable = k.apartStatuses(kind)
		}
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
		if slices.Contains(can.Apart, kind) {
			return append([]Choice{{}}, k.apartCategories(kind)...)
		}
		return append([]Choice{{}}, entries(k.Categories)...)
	case PropertyChannel:
		return append([]Choice{{}}, entries(k.Channels)...)
	case PropertyTags:
		out := make([]Choice, len(k.Tags))
		for i := range k.Tags {
			out[i] = Choice{Value: k.Tags[i].Name, Title: k.Tags[i].Name}
		}
		return out
	case PropertyBin:
		out := make([]Choice, len(can.Bins))
		for i, bin := range can.Bins {
			out[i].Value = string(bin)
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
	if _, id := p.Field(); id != 0 {
		for i := range k.Fields {
			if k.Fields[i].ID == id {
				return k.Fields[i].choices()
			}
		}
		return nil
	}
	return []Choice{{Value: Yes}, {}}
}

// choices are the values of an additional field; none where it holds any text.
func (f *FieldEntry) choices() (out []Choice) {
	switch {
	case f.Kind == TextField || f.Kind == DateField:
		return nil
	case f.Kind == CheckboxField && len(f.Options) == 0:
		return []Choice{{Value: Yes}, {Value: No}}
	case f.Kind == ListField:
		out = append(out, Choice{})
	}
	for _, o := range f.Options {
		out = append(out, Choice{Value: o.Value, Title: o.Title, Under: o.Under})
	}
	return out
}

// apartStatuses are those of a type that stands apart.
func (k *Known) apartStatuses(kind string) (out []Status) {
	for i := range k.ApartStatuses {
		if s := &k.ApartStatuses[i]; s.Type == "" || s.Type == kind {
			out = append(out, s.Status)
		}
	}
	return out
}

// apartCategories are those of a type that stands apart.
func (k *Known) apartCategories(kind string) (out []Choice) {
	for i := range k.ApartCategories {
		if c := &k.ApartCategories[i]; c.Type == AnyType || string(c.Type) == kind {
			out = append(out, Choice{Value: Number(c.ID), Title: c.Name})
		}
	}
	return out
}

func entries(all []Entry) []Choice {
	out := make([]Choice, len(all))
	for i := range all {
		out[i] = Choice{Value: Number(all[i].ID), Title: all[i].Name}
	}
	return out
}

// Status is the status of that number; one that is not known has the number alone.
func (k *Known) Status(id int64) Status {
	for _, s := range k.Statuses() {
		if s.ID == id {
			return s
		}
	}
	for i := range k.ApartStatuses {
		if s := &k.ApartStatuses[i].Status; s.ID == id {
			return *s
		}
	}
	return Status{ID: id, State: Unknown}
}

// Agent is the agent of that number, without a name where none is known.
func (k *Known) Agent(id int64) Person {
	for i := range k.Agents {
		if k.Agents[i].ID == id {
			return k.Agents[i]
		}
	}
	return Person{ID: id}
}

// Changes are the properties of tickets of a type that can be changed, each
// additional field for itself.
func (k *Known) Changes(kind string) (out []Changeable) {
	for _, c := range k.Desk.Can().Changes(kind) {
		if c.Property != PropertyField {
			out = append(out, c)
			continue
		}
		for i := range k.Fields {
			if !k.Fields[i].Apart {
				out = append(out, Changeable{Property: k.Fields[i].Property(), How: c.How})
			}
		}
	}
	return out
}
