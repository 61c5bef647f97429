package usedesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/strict"
	"deskside/shared/words"
)

// FieldTest tests one additional field of tickets: FieldEmpty, FieldNotEmpty
// or FieldValue make one. The zero value is none and is refused.
type FieldTest struct {
	id   int64
	kind fieldTestKind
	// value is what FieldValue compares with.
	value string
}

type fieldTestKind uint8

const (
	noTest fieldTestKind = iota
	isEmpty
	isFilled
	hasValue
)

// AnyField stands for the field's number where any of a ticket's fields may
// pass the test. The reference says so of version 1.0 only; today's form leaves
// the number out.
const AnyField = 0

const (
	emptyWord  = "empty"
	filledWord = "not_empty"
)

// FieldEmpty selects tickets in which the field is not filled; a checkbox is
// not filled when it is off.
func FieldEmpty(field int64) FieldTest { return FieldTest{id: field, kind: isEmpty} }

// FieldNotEmpty selects tickets in which the field is filled; a checkbox is
// filled when it is on.
func FieldNotEmpty(field int64) FieldTest { return FieldTest{id: field, kind: isFilled} }

// FieldValue selects tickets in which the field has the value: the text of a
// text field, an option's number of a list, 1 of a checkbox that is on. The
// words empty and not_empty cannot be asked for as values, since they are tests.
func FieldValue(field int64, value string) FieldTest {
	return FieldTest{id: field, kind: hasValue, value: value}
}

// ParseFieldPair reads field_id and field_value of version 1.0 of the API,
// either of which may be "": the number alone tests that the field is filled,
// the value alone is looked for in any field. The pair is sent in today's form.
// The error is an *api.Error of kind Invalid.
func ParseFieldPair(fieldID, fieldValue string) (FieldTest, error) {
	var p problems
	id := int64(AnyField)
	fieldID, fieldValue = strings.TrimSpace(fieldID), strings.TrimSpace(fieldValue)
	if fieldID != "" {
		var ok bool
		if id, ok = number(fieldID); !ok {
			p.Refuse("field_id", words.FieldNoField(api.Shown(fieldID)))
		}
	}
	var test FieldTest
	switch {
	case fieldID == "" && fieldValue == "":
		p.Refuse("field_id", words.FieldTestMissing())
	case fieldValue == emptyWord:
		test = FieldEmpty(id)
	case fieldValue == "", fieldValue == filledWord:
		test = FieldNotEmpty(id)
	default:
		test = FieldValue(id, fieldValue)
	}
	if err := p.err("usedesk.tickets"); err != nil {
		return FieldTest{}, err
	}
	return test, nil
}

// fields writes fields.
func (p *problems) fields(body *strict.Object, tests []FieldTest) {
	if len(tests) == 0 {
		return
	}
	array := []byte{'['}
	for i, t := range tests {
		if i > 0 {
			array = append(array, ',')
		}
		p.id("fields", "field", t.id, true)
		value := t.value
		switch t.kind {
		case isEmpty:
			value = emptyWord
		case isFilled:
			value = filledWord
		case hasValue:
			if value == emptyWord || value == filledWord {
				p.Refuse("fields", words.FieldTestWord(api.Shown(value)))
			}
			if strings.TrimSpace(value) == "" {
				p.Refuse("fields", words.FieldTestValue())
			}
		default:
			p.Refuse("fields", words.FieldTestKind())
		}
		var entry strict.Object
		if t.id != AnyField {
			entry.Int("id", t.id)
		}
		entry.String("value", value)
		array = append(array, entry.Bytes()...)
	}
	body.Raw("fields", append(array, ']'))
}
