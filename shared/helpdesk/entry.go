package helpdesk

// These types stand apart from Directory's file so that its codec calls theirs
// instead of repeating them for each of its lists.

// Entry is something with a number and a name.
type Entry struct {
	ID   int64  `msg:"id"`
	Name string `msg:"name"`
}

// FieldEntry is an additional field of tickets.
type FieldEntry struct {
	ID   int64     `msg:"id"`
	Name string    `msg:"name"`
	Kind FieldKind `msg:"kind"`
	// Options are the values of a list.
	Options []Option `msg:"options"`
	// Parent is the field whose value says which options of a nested list there are.
	Parent int64 `msg:"parent"`
	// Required fields must be given when a ticket is created, as far as a helpdesk
	// tells; Apart ones are of types that stand apart.
	Required bool `msg:"required"`
	Apart    bool `msg:"apart"`
}

// FieldKind is what an additional field holds.
type FieldKind string

const (
	TextField     FieldKind = "text"
	ListField     FieldKind = "list"
	CheckboxField FieldKind = "checkbox"
	// DateField holds days, such as 2026-05-31.
	DateField FieldKind = "date"
	// NestedField is a list whose options depend on the value of another field.
	NestedField FieldKind = "nested"
)

// Option is one value of a list: Value is what tickets hold, Title what people read.
type Option struct {
	Value string `msg:"value"`
	Title string `msg:"title"`
	// Under are the values of the parent field under which it can be chosen.
	Under []string `msg:"under"`
}

// ApartStatus is a status of a type that stands apart, "" of each of them.
type ApartStatus struct {
	Type   string `msg:"type"`
	Status Status `msg:"status"`
}
