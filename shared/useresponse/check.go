package useresponse

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/api/calendar"
	"deskside/shared/content"
	"deskside/shared/words"
)

// Limits of the API reference, in code points, and of pages.
const (
	TitleLimit   = content.MaxTitle
	ContentLimit = content.MaxContent
	CountLimit   = 50
)

// Values of the API reference.
var (
	ranges      = [...]string{"today", "yesterday", "this_week", "last_week", "this_month", "last_month"}
	postTypes   = [...]string{"idea", "problem", "question"}
	objectSorts = [...]string{"new", "updated", "new_updated", "popular", "trending"}
)

// Ranges are the named ranges of days that lists can be asked for.
func Ranges() []string { return ranges[:] }

// check collects what is wrong with an input.
type check struct{ fields []api.FieldError }

func (k *check) refuse(field string, why words.Say) {
	k.fields = append(k.fields, api.FieldError{Field: field, Say: why})
}

// required wants a text that is not blank.
func (k *check) required(field, value string) {
	if strings.TrimSpace(value) == "" {
		k.refuse(field, words.FieldMissing(words.Text(field)))
	}
}

// length wants at most limit code points.
func (k *check) length(field, value string, limit int) {
	if n := utf8.RuneCountInString(value); n > limit {
		k.refuse(field, words.FieldLong(words.Text(field), words.Number(n), words.Number(limit)))
	}
}

// oneOf wants an empty text or one of allowed.
func (k *check) oneOf(field, value string, allowed ...string) {
	if value != "" && !slices.Contains(allowed, value) {
		k.refuse(field, words.FieldOneOf(words.Text(field), shown(value), words.Text(strings.Join(allowed, ", "))))
	}
}

// id wants the number of something that exists.
func (k *check) id(field string, value int64) {
	if value <= 0 {
		k.refuse(field, words.FieldNumber(words.Text(field), words.Number(value)))
	}
}

// reference wants a number, or 0 for none.
func (k *check) reference(field string, value int64) {
	if value < 0 {
		k.refuse(field, words.FieldNumberOrNone(words.Text(field), words.Number(value)))
	}
}

// paging wants a page from 1 and a count up to limit; 0 leaves either to the server.
func (k *check) paging(page int64, countField string, count, limit int64) {
	if page < 0 {
		k.refuse("page", words.FieldPage(words.Number(page)))
	}
	if count < 0 || count > limit {
		k.refuse(countField, words.FieldRange(words.Text(countField), words.Number(count), words.Number(limit)))
	}
}

// email wants something before and after an at sign, without spaces.
func (k *check) email(field, value string) {
	name, host, _ := strings.Cut(value, "@")
	if name == "" || host == "" || strings.ContainsAny(value, " \t\r\n<>,;") || strings.Contains(host, "@") {
		k.refuse(field, words.FieldEmail(words.Text(field), shown(value)))
	}
}

// date wants dd.mm.yyyy of a day that exists.
func (k *check) date(field, value string) {
	if len(value) != 10 || value[2] != '.' || value[5] != '.' || !calendar.Exists(calendar.Number(value[6:]), calendar.Number(value[3:5]), calendar.Number(value[:2])) {
		k.refuse(field, words.FieldDate(words.Text(field), shown(value)))
	}
}

// moment wants YYYY-MM-DD HH:MM:SS.
func (k *check) moment(field, value string) {
	ok := len(value) == 19 && value[4] == '-' && value[7] == '-' && value[10] == ' ' && value[13] == ':' && value[16] == ':' &&
		calendar.Exists(calendar.Number(value[:4]), calendar.Number(value[5:7]), calendar.Number(value[8:10]))
	if ok {
		hour, minute, second := calendar.Number(value[11:13]), calendar.Number(value[14:16]), calendar.Number(value[17:])
		ok = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59
	}
	if !ok {
		k.refuse(field, words.FieldMoment(words.Text(field), shown(value)))
	}
}

// shown is a refused value, cut short and on one line.
func shown(value string) words.Value {
	const most = 40
	value = api.Detail(value)
	n := 0
	for i := range value {
		if n++; n > most {
			value = value[:i] + "…"
			break
		}
	}
	return words.Text(value)
}
