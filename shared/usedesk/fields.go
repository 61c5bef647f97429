package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// FieldKind is what an additional field holds, by the API's own numbers.
type FieldKind int64

const (
	TextField     FieldKind = 1
	ListField     FieldKind = 2
	CheckboxField FieldKind = 3
	// NestedField is a list whose options depend on those of its parent field.
	NestedField FieldKind = 4
)

// Field is an additional field that tickets may have.
type Field struct {
	ID   int64
	Kind FieldKind
	Name string
	// Required fields must be filled, hidden and inactive ones are not shown.
	Required, Active, Hidden, Deleted bool
	// Parent is the field that a nested list depends on, 0 for none.
	Parent int64
	Order  int64
	// Options are the values of a list; a ticket holds the option's number.
	Options []Option
}

// Option is a value of a list field.
type Option struct {
	ID    int64
	Value string
	// Parents are the options of the parent field under which this one is offered.
	Parents []int64
	Order   int64
}

// Fields lists the additional fields of tickets (POST ticket/fields).
func (c Client) Fields() api.Call[[]Field] {
	var body strict.Object
	return call(c, &opFields, &body, problems{}, list(field))
}

func field(answer jsontext.Value) Field {
	v := answer.Get("custom_field")
	f := Field{
		ID: loose.Int(v.Get("id")), Kind: FieldKind(loose.Int(v.Get("ticket_field_type_id"))), Name: loose.String(v.Get("name")),
		Required: loose.Bool(v.Get("required")), Active: loose.Bool(v.Get("active")), Hidden: loose.Bool(v.Get("hidden")),
		Deleted: loose.Bool(v.Get("deleted")), Parent: loose.Int(v.Get("parent_field_id")), Order: loose.Int(v.Get("sort")),
	}
	for o := range answer.Get("field_options").Items() {
		if loose.IsObject(o) {
			f.Options = append(f.Options, Option{
				ID: loose.Int(o.Get("id")), Value: loose.String(o.Get("value")),
				Parents: numbers(o.Get("parent_option_id")), Order: loose.Int(o.Get("order")),
			})
		}
	}
	return f
}

// numbers reads an array of numbers, or of objects with an id, or a single one.
func numbers(v jsontext.Value) []int64 {
	var out []int64
	if id := loose.Int(v); id != 0 {
		out = append(out, id)
	}
	for item := range v.Items() {
		if loose.IsObject(item) {
			item = item.Get("id")
		}
		if id := loose.Int(item); id != 0 {
			out = append(out, id)
		}
	}
	return out
}
