package useresponse

import (
	"strconv"
	"strings"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Property is a value for a custom field, to write. Make one with TextProperty,
// NumberProperty or ChoicesProperty.
type Property struct {
	field int64
	value []byte
}

// TextProperty sets the custom field of that id to a text; "" clears it.
func TextProperty(field int64, text string) Property {
	return Property{field, strict.AppendString(nil, text)}
}

// NumberProperty sets the custom field of that id to a number, such as an option's id.
func NumberProperty(field, number int64) Property {
	return Property{field, strconv.AppendInt(nil, number, 10)}
}

// ChoicesProperty sets the custom field of that id to several options; none clears it.
func ChoicesProperty(field int64, choices ...string) Property {
	list := []byte{'['}
	for i, choice := range choices {
		if i > 0 {
			list = append(list, ',')
		}
		list = strict.AppendString(list, choice)
	}
	return Property{field, append(list, ']')}
}

func propertyName(field int64) string { return "property_" + strconv.FormatInt(field, 10) }

// properties writes custom fields into a body.
func (in *input) properties(values []Property, nested bool) {
	var inner strict.Object
	for i, p := range values {
		name := propertyName(p.field)
		if p.field <= 0 || p.value == nil {
			in.Refuse("properties."+strconv.Itoa(i+1), words.FieldPropertyID(words.Number(i+1)))
			continue
		}
		in.body.Raw(name, p.value)
		inner.Raw(name, p.value)
	}
	if nested && len(values) > 0 {
		in.body.Raw("properties", inner.Bytes())
	}
}

// FieldValue is the value of a custom field, as objects and users show it.
type FieldValue struct {
	ID          int64
	Name, Label string
	// Values are what is stored, such as options' ids; Texts are what people read.
	Values, Texts []string
}

// Shared is the field as people read it, in the shared model.
func (f *FieldValue) Shared() helpdesk.Field {
	name, texts := f.Label, f.Texts
	if name == "" {
		name = f.Name
	}
	if len(texts) == 0 {
		texts = f.Values
	}
	return helpdesk.Field{ID: f.ID, Name: name, Value: strings.Join(texts, ", ")}
}

func fieldValues(v jsontext.Value) []FieldValue {
	var values []FieldValue
	for f := range v.Items() {
		if loose.IsObject(f) {
			values = append(values, FieldValue{
				ID: loose.Int(f.Get("id")), Name: loose.String(f.Get("name")), Label: loose.String(f.Get("label")),
				Values: texts(f.Get("value")), Texts: texts(f.Get("textValue")),
			})
		}
	}
	return values
}

// texts reads an array of texts, or a single one.
func texts(v jsontext.Value) []string {
	if v.Kind() == jsontext.Array {
		return loose.Strings(v, "title")
	}
	if s := loose.String(v); s != "" {
		return []string{s}
	}
	return nil
}
