package portal

import (
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

func (u upstream) TopicFields() api.Call[[]helpdesk.TopicField] {
	return api.Map(u.client.ObjectFields(), each(field))
}

// Fields are those that an edge offers. It leaves out what customers do not fill in, and so
// does this, whoever answers.
func (p portal) Fields() api.Call[[]helpdesk.FormField] {
	return api.Map(p.ObjectFields(), func(all []useresponse.CustomField) []helpdesk.FormField {
		offered := slices.DeleteFunc(each(field)(all), func(f helpdesk.TopicField) bool { return f.Hidden })
		return each(func(f *helpdesk.TopicField) helpdesk.FormField { return f.FormField })(offered)
	})
}

func field(f *useresponse.CustomField) helpdesk.TopicField {
	out := helpdesk.TopicField{
		FormField: helpdesk.FormField{ID: f.ID, Label: f.Label, About: f.Description, Kind: kind(f), Required: f.Required},
		Name:      f.Name, Type: f.Type, Hidden: f.Private || !f.Active || foreign(f.Module),
	}
	if out.Label == "" {
		out.Label = f.Name
	}
	for _, o := range f.Options {
		out.Choices = append(out.Choices, helpdesk.FormChoice{Value: o.Value, Title: o.Title})
	}
	return out
}

// kind is how a field is filled. The types that are known of the API are text, date, select and
// checkbox; others go by their name, else by whether there is something to choose from.
func kind(f *useresponse.CustomField) helpdesk.FormKind {
	name, options := strings.ToLower(f.Type), len(f.Options) > 0
	has := func(part string) bool { return strings.Contains(name, part) }
	switch {
	case has("checkbox") && !options:
		return helpdesk.BoxKind
	case options && (has("checkbox") || has("multi")):
		return helpdesk.SeveralKind
	case options:
		return helpdesk.OneKind
	case has("date"):
		return helpdesk.DayKind
	case has("area"):
		return helpdesk.AreaKind
	case has("number") || has("integer"):
		return helpdesk.NumberKind
	}
	return helpdesk.LineKind
}
