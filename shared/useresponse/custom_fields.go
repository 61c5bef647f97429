package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// CustomField describes a field that the installation added to objects or users.
type CustomField struct {
	ID int64
	// Name is the member of bodies and the parameter of filters, "property_12".
	Name, Label string
	// Type is "text", "date", "select", "checkbox", or one not known here.
	Type, FieldType           string
	Module, Description       string
	Options                   []FieldOption
	Active, Private, Required bool
}

// FieldOption is one choice of a custom field.
type FieldOption struct{ Value, Title string }

// ObjectFields lists the custom fields of objects.
//
// API reference 7.0: Custom Fields, Get object custom fields.
func (c Client) ObjectFields() api.Call[[]CustomField] {
	return call(c, &opObjectFields, &input{}, all(customField))
}

// UserFields lists the custom fields of users.
//
// API reference 7.0: Custom Fields, Get user custom fields.
func (c Client) UserFields() api.Call[[]CustomField] {
	return call(c, &opUserFields, &input{}, all(customField))
}

func customField(v jsontext.Value) CustomField {
	f := CustomField{
		ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Label: loose.String(v.Get("label")),
		Type: loose.String(v.Get("type")), FieldType: loose.String(v.Get("field_type")), Module: loose.String(v.Get("module")),
		Description: loose.String(v.Get("description")), Private: loose.Bool(v.Get("is_private")), Required: loose.Bool(v.Get("is_required")),
		// Version 4.0 lists active fields only and does not say so.
		Active: v.Get("is_active").Kind() == jsontext.Absent || loose.Bool(v.Get("is_active")),
	}
	if f.Name == "" {
		f.Name = loose.String(v.Get("slug"))
	}
	if f.Label == "" {
		f.Label = loose.String(v.Get("title"))
	}
	for value, title := range v.Get("options").Members() {
		f.Options = append(f.Options, FieldOption{Value: value, Title: loose.String(title)})
	}
	for option := range v.Get("options").Items() {
		if loose.IsObject(option) {
			f.Options = append(f.Options, FieldOption{Value: loose.String(option.Get("value")), Title: loose.String(option.Get("title"))})
		} else if title := loose.String(option); title != "" {
			f.Options = append(f.Options, FieldOption{Value: title, Title: title})
		}
	}
	return f
}
