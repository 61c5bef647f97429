package useresponse

import (
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

// check is what the reference says of inputs.
type check struct{ api.Check }

// required wants a text that is not blank.
func (k *check) required(field, value string) {
	if strings.TrimSpace(value) == "" {
		k.Refuse(field, words.FieldMissing(words.Text(field)))
	}
}

// length wants at most limit code points.
func (k *check) length(field, value string, limit int) {
	if n := utf8.RuneCountInString(value); n > limit {
		k.Refuse(field, words.FieldLong(words.Text(field), words.Number(n), words.Number(limit)))
	}
}

// id wants the number of something that exists.
func (k *check) id(field string, value int64) {
	if value <= 0 {
		k.Refuse(field, words.FieldNumber(words.Text(field), words.Number(value)))
	}
}

// reference wants a number, or 0 for none.
func (k *check) reference(field string, value int64) {
	if value < 0 {
		k.Refuse(field, words.FieldNumberOrNone(words.Text(field), words.Number(value)))
	}
}

// paging wants a page from 1 and a count up to limit; 0 leaves either to the server.
func (k *check) paging(page int64, countField string, count, limit int64) {
	if page < 0 {
		k.Refuse("page", words.FieldPage(words.Number(page)))
	}
	if count < 0 || count > limit {
		k.Refuse(countField, words.FieldRange(words.Text(countField), words.Number(count), words.Number(limit)))
	}
}

// date wants dd.mm.yyyy of a day that exists.
func (k *check) date(field, value string) {
	if len(value) != 10 || value[2] != '.' || value[5] != '.' || !calendar.Exists(calendar.Number(value[6:]), calendar.Number(value[3:5]), calendar.Number(value[:2])) {
		k.Refuse(field, words.FieldDate(words.Text(field), api.Shown(value)))
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
		k.Refuse(field, words.FieldMoment(words.Text(field), api.Shown(value)))
	}
}
