// Package brought is what the program of a customer brings along with a post:
// tags, and values for the installation's own fields, property_N in the API.
package brought

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/edge/typed"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
)

// Along is what comes along with one post.
type Along struct {
	Tags   []string
	Fields []helpdesk.PostField
}

const (
	// fieldsLimit is how many fields a post has at most, choicesLimit how many options a field.
	fieldsLimit, choicesLimit = 50, 50
	tagsLimit, tagLimit       = feedback.TagsLimit, feedback.TagLimit
	valueLimit                = feedback.ValueLimit

	propertyPrefix = "property_"
)

// ReadTags reads tags: a list of texts, or one text with commas between them.
func (b *Along) ReadTags(v jsontext.Value) bool {
	texts, _, ok := textsOf(v, tagLimit*tagsLimit)
	if !ok {
		return false
	}
	for _, text := range texts {
		for tag := range strings.SplitSeq(text, ",") {
			if tag = typed.OneLine(tag); utf8.RuneCountInString(tag) > tagLimit {
				return false
			} else if tag != "" {
				b.Tags = append(b.Tags, tag)
			}
		}
	}
	return len(b.Tags) <= tagsLimit
}

// ReadFields reads an object of fields.
func (b *Along) ReadFields(v jsontext.Value) bool {
	if v.Kind() != jsontext.Object {
		return v.Kind() == jsontext.Array && v.Len() == 0
	}
	for name, value := range v.Members() {
		if read := b.Field(name); read == nil || !read(value) {
			return false
		}
	}
	return true
}

// Field returns the reader of a field by its name in the API, nil for other names.
func (b *Along) Field(name string) func(jsontext.Value) bool {
	digits, ok := strings.CutPrefix(name, propertyPrefix)
	if !ok {
		return nil
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || id <= 0 || strconv.FormatInt(id, 10) != digits {
		return nil
	}
	return func(v jsontext.Value) bool {
		for _, f := range b.Fields {
			if f.ID == id {
				return false
			}
		}
		values, list, ok := textsOf(v, valueLimit)
		b.Fields = append(b.Fields, helpdesk.PostField{ID: id, Values: values, List: list})
		return ok && len(b.Fields) <= fieldsLimit
	}
}

// textsOf reads a text, a number, or a list of them, none longer than most.
func textsOf(v jsontext.Value, most int) (texts []string, list, ok bool) {
	one := func(v jsontext.Value) bool {
		text := typed.ManyLines(v.Text())
		texts = append(texts, text)
		return (v.Kind() == jsontext.String || v.Kind() == jsontext.Number) && utf8.RuneCountInString(text) <= most
	}
	if v.Kind() != jsontext.Array {
		ok = one(v)
		return texts, false, ok
	}
	for item := range v.Items() {
		if !one(item) || len(texts) > choicesLimit {
			return nil, true, false
		}
	}
	return texts, true, true
}

// Parts are what is brought, for a hash of what is sent.
func (b *Along) Parts() (parts []string) {
	for _, tag := range b.Tags {
		parts = append(parts, "tag", tag)
	}
	for _, f := range b.Fields {
		parts = append(append(parts, propertyPrefix+strconv.FormatInt(f.ID, 10)), f.Values...)
	}
	return parts
}

// Each hands on what is brought, by its names in the API, as it is read.
func (b *Along) Each(text func(name, value string), list func(name string, values []string)) {
	if len(b.Tags) > 0 {
		list("tags", b.Tags)
	}
	for _, f := range b.Fields {
		name := propertyPrefix + strconv.FormatInt(f.ID, 10)
		if !f.List && len(f.Values) == 1 {
			text(name, f.Values[0])
		} else {
			list(name, f.Values)
		}
	}
}
