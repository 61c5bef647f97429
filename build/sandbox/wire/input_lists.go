package wire

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Tags reads tags: an array, or one text with commas; nil when absent.
func (in *Input) Tags() []string {
	value, ok := in.Get("tags")
	if !ok || value == nil {
		return nil
	}
	items, many := value.([]any)
	if !many {
		text, ok := Scalar(value)
		if !ok {
			in.Fail("tags must be an array of texts")
			return nil
		}
		for tag := range strings.SplitSeq(text, ",") {
			items = append(items, tag)
		}
	}
	tags := []string{}
	for _, item := range items {
		tag, ok := item.(string)
		if !ok {
			in.Fail("tags must be an array of texts")
			return nil
		}
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// NotNull refuses null for parameters that the documentation says do not take it.
func (in *Input) NotNull(names ...string) {
	for _, name := range names {
		if value, ok := in.Get(name); ok && value == nil {
			in.Fail("%s does not accept null", name)
		}
	}
}

// Items gives the values of a comma list, a number or an array, trimmed; blanks
// fall away.
func (in *Input) Items(names ...string) []string {
	value, ok := in.Get(names...)
	if !ok || value == nil {
		return nil
	}
	values, many := value.([]any)
	if !many {
		text, ok := Scalar(value)
		if !ok {
			in.Fail("%s must be a text with commas", names[0])
			return nil
		}
		for item := range strings.SplitSeq(text, ",") {
			values = append(values, item)
		}
	}
	items := []string{}
	for _, value := range values {
		item, ok := Scalar(value)
		if !ok {
			in.Fail("%s must be a text with commas", names[0])
			return nil
		}
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// Array gives a parameter that is an array of objects, one object, or either of
// them as a JSON text, on its own or as an item.
func (in *Input) Array(names ...string) ([]any, error) {
	value, _ := in.Get(names...)
	if value == nil || value == "" {
		return nil, nil
	}
	items, many := value.([]any)
	if !many {
		items = []any{value}
	}
	var all []any
	for _, item := range items {
		text, isText := item.(string)
		if !isText {
			all = append(all, item)
			continue
		}
		var nested any
		if json.Unmarshal([]byte(text), &nested) != nil {
			return nil, Refuse("%s is not valid JSON", names[0])
		}
		if inner, several := Plain(nested).([]any); several {
			all = append(all, inner...)
		} else {
			all = append(all, nested)
		}
	}
	return all, nil
}

// Plain turns the numbers of a decoded JSON text into their text.
func Plain(value any) any {
	switch value := value.(type) {
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case []any:
		for i := range value {
			value[i] = Plain(value[i])
		}
	case map[string]any:
		for name := range value {
			value[name] = Plain(value[name])
		}
	}
	return value
}
