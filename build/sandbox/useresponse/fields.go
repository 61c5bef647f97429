package useresponse

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// customFieldAnswer describes a custom field; options map an option's id to its
// title.
type customFieldAnswer struct {
	ID          int64           `json:"id"`
	Name        string          `json:"name"`
	Label       string          `json:"label"`
	Type        string          `json:"type"`
	FieldType   string          `json:"field_type"`
	Module      string          `json:"module"`
	Description *string         `json:"description"`
	Options     json.RawMessage `json:"options"`
	IsActive    int             `json:"is_active"`
	IsPrivate   int             `json:"is_private"`
	IsRequired  int             `json:"is_required"`
}

// customField is a row of ur_field.
type customField struct {
	id                          int64
	entity, module, label, kind string
	description                 sql.NullString
	options                     string // a JSON object
	isPrivate, isRequired       bool
}

func (f customField) name() string { return fmt.Sprintf("property_%d", f.id) }

// titles gives the option titles by option id; empty for free fields.
func (f customField) titles() (map[string]string, error) {
	titles := map[string]string{}
	err := json.Unmarshal([]byte(f.options), &titles)
	return titles, err
}

// customFields gives the fields of an entity ("object" or "user") that the
// caller may see.
func (c *call) customFields(entity string) ([]customField, error) {
	return world.Rows(c, c.tx, func(f *customField) []any {
		return []any{&f.id, &f.entity, &f.module, &f.label, &f.kind, &f.description, &f.options, &f.isPrivate, &f.isRequired}
	}, `SELECT id, entity, module, label, type, description, options, is_private, is_required
		FROM ur_field WHERE entity = ? AND (is_private = 0 OR ?) ORDER BY id`, entity, c.isAgent())
}

func (c *call) listCustomFields(entity string) (any, error) {
	fields, err := c.customFields(entity)
	if err != nil {
		return nil, err
	}
	answers := make([]customFieldAnswer, len(fields))
	for i, f := range fields {
		answers[i] = customFieldAnswer{
			ID: f.id, Name: f.name(), Label: f.label, Type: f.kind, FieldType: f.kind, Module: f.module,
			Description: world.TextOrNil(f.description), Options: json.RawMessage(f.options),
			IsActive: 1, IsPrivate: world.Number(f.isPrivate), IsRequired: world.Number(f.isRequired),
		}
	}
	return answers, nil
}

func (c *call) listObjectFields() (any, error) { return c.listCustomFields("object") }

func (c *call) listUserFields() (any, error) { return c.listCustomFields("user") }

// OldFieldAnswer is a custom field as API 4 describes it.
type OldFieldAnswer struct {
	ID          int64             `json:"id"`
	Slug        string            `json:"slug"`
	Type        string            `json:"type"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	IsPrivate   int               `json:"is_private"`
	IsRequired  int               `json:"is_required"`
	Options     []oldOptionAnswer `json:"options"`
}

type oldOptionAnswer struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

// listOldFields answers custom-fields/{type}.json of API 4, where type is user or
// an object type.
func (c *call) listOldFields() (any, error) {
	entity, ownership := "object", ""
	switch kind, err := c.objectType(c.word); {
	case err != nil:
		return nil, err
	case c.word == "user":
		entity, ownership = "user", "users"
	case kind == nil:
		return nil, errNotFound
	default:
		ownership = kind.ownership
	}
	fields, err := c.customFields(entity)
	if err != nil {
		return nil, err
	}
	answers := []OldFieldAnswer{}
	for _, f := range fields {
		if f.module != ownership {
			continue
		}
		titles, err := f.titles()
		if err != nil {
			return nil, err
		}
		answer := OldFieldAnswer{f.id, f.name(), f.kind, f.label, f.description.String, world.Number(f.isPrivate), world.Number(f.isRequired), []oldOptionAnswer{}}
		for _, value := range slices.Sorted(maps.Keys(titles)) {
			answer.Options = append(answer.Options, oldOptionAnswer{titles[value], value})
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

// fieldValues gives the filled custom fields of an object or a user.
func (c *call) fieldValues(entity string, id int64) ([]fieldValueAnswer, error) {
	type row struct {
		customField
		value string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any { return []any{&r.id, &r.label, &r.options, &r.value} },
		`SELECT f.id, f.label, f.options, v.value FROM ur_field_value v JOIN ur_field f ON f.id = v.field_id
			WHERE v.entity = ? AND v.entity_id = ? AND (f.is_private = 0 OR ?) ORDER BY f.id`, entity, id, c.isAgent())
	if err != nil {
		return nil, err
	}
	answers := make([]fieldValueAnswer, len(found))
	for i, r := range found {
		answer := fieldValueAnswer{ID: r.id, Label: r.label, Name: r.name(), TextValue: []string{}}
		titles, err := r.titles()
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(r.value), &answer.Value); err != nil {
			return nil, err
		}
		for _, value := range answer.Value {
			text := strings.Trim(string(value), `"`)
			var decoded string
			if json.Unmarshal(value, &decoded) == nil {
				text = decoded
			}
			if title, ok := titles[text]; ok {
				text = title
			}
			answer.TextValue = append(answer.TextValue, text)
		}
		answers[i] = answer
	}
	return answers, nil
}

var propertyName = regexp.MustCompile(`^property_([0-9]+)$`)

// properties collects property_N members: flat, or inside properties or
// custom_fields. Query filters are not among them.
func properties(in *wire.Input) map[string]any {
	found := map[string]any{}
	for _, holder := range []any{in.Body, in.Body["properties"], in.Body["custom_fields"]} {
		members, _ := holder.(map[string]any)
		for name, value := range members {
			if propertyName.MatchString(name) {
				found[name] = value
			}
		}
	}
	return found
}

// setFields checks and stores the custom fields that a request carries.
// complete asks for the required ones too.
func (c *call) setFields(entity, module string, id int64, complete bool) error {
	fields, err := c.customFields(entity)
	if err != nil {
		return err
	}
	given := properties(c.in)
	for _, field := range fields {
		value, ok := given[field.name()]
		delete(given, field.name())
		if !ok || value == nil || value == "" {
			if complete && field.isRequired && field.module == module && c.api.options.RequireFields {
				return badRequest(field.name() + " (" + field.label + ") is required")
			}
			if !ok {
				continue
			}
			if _, err := c.tx.ExecContext(c, `DELETE FROM ur_field_value WHERE entity = ? AND entity_id = ? AND field_id = ?`,
				entity, id, field.id); err != nil {
				return err
			}
			continue
		}
		stored, err := field.store(value)
		if err != nil {
			return err
		}
		if _, err := c.tx.ExecContext(c, `INSERT OR REPLACE INTO ur_field_value (entity, entity_id, field_id, value)
			VALUES (?, ?, ?, ?)`, entity, id, field.id, stored); err != nil {
			return err
		}
	}
	unknown := make([]string, 0, len(given))
	for name := range given {
		unknown = append(unknown, name)
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return badRequest("not a custom field: " + strings.Join(unknown, ", "))
	}
	return nil
}

// store gives the stored form of a value: a JSON array, of option ids for
// fields with options. Options may be named by their id or their title.
func (f customField) store(value any) (string, error) {
	values, many := value.([]any)
	if !many {
		values = []any{value}
	}
	titles, err := f.titles()
	if err != nil {
		return "", err
	}
	if many && len(values) > 1 && f.kind != "checkbox" {
		return "", badRequest(f.name() + " takes one value")
	}
	for i, value := range values {
		text, ok := wire.Scalar(value)
		if !ok {
			return "", badRequest(f.name() + " must be a text or a number")
		}
		switch {
		case f.kind == "date":
			if _, ok := world.ParseInstant(text); !ok {
				return "", badRequest(f.name() + " must be a date such as 2026-05-31")
			}
			values[i] = text
		case len(titles) == 0:
		case titles[text] != "":
			values[i] = text
		default:
			option := optionTitled(titles, text)
			if option == "" {
				return "", badRequest(f.name() + " has no option " + strconv.Quote(text))
			}
			values[i] = option
		}
	}
	return strings.TrimSpace(string(world.Encode(values))), nil
}

func optionTitled(titles map[string]string, title string) string {
	for id, known := range titles {
		if strings.EqualFold(known, title) {
			return id
		}
	}
	return ""
}
