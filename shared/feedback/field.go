package feedback

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/api/calendar"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

const (
	// TagsLimit is how many tags a post has at most, TagLimit how long one may be and ValueLimit
	// how long the value of a field, in characters.
	TagsLimit, TagLimit, ValueLimit = 20, 60, 1000
)

// FieldName is what a field is called where it is sent, and where something is said about it.
func FieldName(id int64) string { return "property_" + strconv.FormatInt(id, 10) }

// Named is the part of a form that a helpdesk speaks of in its own words, by the names of its API;
// "" where it names none.
func Named(detail string) string {
	for word := range strings.FieldsFuncSeq(detail, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch digits, property := strings.CutPrefix(word, "property_"); {
		case property && digits != "":
			return word
		case word == "title", word == "content", word == "tags":
			return word
		case word == "category_id":
			return "category"
		}
	}
	return ""
}

// TagsOf are the tags that were typed, with commas between them; each comes once.
func TagsOf(text string) (tags []string) {
	for tag := range strings.SplitSeq(text, ",") {
		if tag = strings.Join(strings.Fields(tag), " "); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// checkTags says what is wrong with tags, nil for nothing.
func checkTags(text string) *words.Say {
	tags := TagsOf(text)
	say := words.CustomerTagsMany(words.Number(TagsLimit))
	if len(tags) > TagsLimit {
		return &say
	}
	for _, tag := range tags {
		if utf8.RuneCountInString(tag) > TagLimit {
			say = words.CustomerTagLong(words.Text(tag), words.Number(TagLimit))
			return &say
		}
	}
	return nil
}

// Filled are the values of a draft as far as they are worth sending: of the fields that are
// offered, in their order.
func (d *Draft) Filled(offered []helpdesk.FormField) (filled []helpdesk.PostField) {
	for i := range offered {
		at := slices.IndexFunc(d.Fields, func(v helpdesk.PostField) bool { return v.ID == offered[i].ID })
		if at < 0 {
			continue
		}
		value := d.Fields[at]
		value.Values = slices.DeleteFunc(slices.Clone(value.Values), func(v string) bool { return strings.TrimSpace(v) == "" })
		if len(value.Values) > 0 {
			filled = append(filled, value)
		}
	}
	return filled
}

// CheckFields says what is wrong with the values of the fields that are offered, in their order.
func (d *Draft) CheckFields(offered []helpdesk.FormField) (problems []api.FieldError) {
	filled := d.Filled(offered)
	for i := range offered {
		f := &offered[i]
		at := slices.IndexFunc(filled, func(v helpdesk.PostField) bool { return v.ID == f.ID })
		var why words.Say
		if at >= 0 {
			why = checkField(f, filled[at].Values)
		} else if f.Required {
			why = words.CustomerFieldMissing(words.Text(f.Label))
		}
		if why.ID != "" {
			problems = append(problems, api.FieldError{Field: FieldName(f.ID), Say: why})
		}
	}
	return problems
}

// checkField says what is wrong with the values of a field, which are at least one; nothing
// where nothing is.
func checkField(f *helpdesk.FormField, values []string) words.Say {
	label := words.Text(f.Label)
	for _, value := range values {
		if over := utf8.RuneCountInString(value) - ValueLimit; over > 0 {
			return words.CustomerFieldLong(label, int64(over), words.Number(ValueLimit))
		}
		switch f.Kind {
		case helpdesk.NumberKind:
			if !isNumber(strings.TrimSpace(value)) {
				return words.CustomerFieldNumber(label)
			}
		case helpdesk.DayKind:
			if !isDay(value) {
				return words.CustomerFieldDay(label)
			}
		case helpdesk.OneKind, helpdesk.SeveralKind:
			if !slices.ContainsFunc(f.Choices, func(c helpdesk.FormChoice) bool { return c.Value == value }) {
				return words.CustomerFieldChoice(label)
			}
		}
	}
	if len(values) > 1 && f.Kind != helpdesk.SeveralKind {
		return words.CustomerFieldChoice(label)
	}
	return words.Say{}
}

// isNumber reports whether a text is a number in digits: strconv's reader of them all would be a
// fifth of the core.
func isNumber(s string) bool {
	s = strings.TrimLeft(s, "+-")
	whole, part, _ := strings.Cut(s, ".")
	digits := whole + part
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// isDay reports whether a text is a day such as 2026-05-31.
func isDay(s string) bool {
	parts := strings.Split(s, "-")
	return len(s) == len("2026-05-31") && len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) == 2 &&
		calendar.Exists(calendar.Number(parts[0]), calendar.Number(parts[1]), calendar.Number(parts[2]))
}

// fields merges two versions of values that began as base, each for itself: what was changed
// here counts.
func fields(base, mine, theirs []helpdesk.PostField) (both []helpdesk.PostField) {
	value := func(of []helpdesk.PostField, id int64) *helpdesk.PostField {
		at := slices.IndexFunc(of, func(v helpdesk.PostField) bool { return v.ID == id })
		if at < 0 {
			return nil
		}
		return &of[at]
	}
	for _, v := range slices.Concat(mine, theirs, base) {
		if value(both, v.ID) != nil {
			continue
		}
		m, b := value(mine, v.ID), value(base, v.ID)
		kept := m
		if m == nil && b == nil || m != nil && b != nil && slices.Equal(m.Values, b.Values) {
			kept = value(theirs, v.ID)
		}
		if kept != nil {
			both = append(both, *kept)
		}
	}
	return both
}

// sameFields reports whether two have the same values.
func sameFields(a, b []helpdesk.PostField) bool {
	return slices.EqualFunc(a, b, func(a, b helpdesk.PostField) bool {
		return a.ID == b.ID && a.List == b.List && slices.Equal(a.Values, b.Values)
	})
}
