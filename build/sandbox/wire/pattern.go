package wire

import (
	"strconv"
	"strings"
)

// Pattern is a path template such as "users/{id}/notes.json", split at slashes.
// {id} stands for a number, {word} for any one segment.
type Pattern []string

// ParsePattern reads a template.
func ParsePattern(template string) Pattern { return strings.Split(template, "/") }

// Match reports whether path fits, the number and the word it carries, and how
// many of its segments are literal, so that "users/search.json" beats
// "users/{id}.json".
func (p Pattern) Match(path string) (id int64, word string, literals int, ok bool) {
	segments := strings.Split(path, "/")
	if len(segments) != len(p) {
		return 0, "", 0, false
	}
	for i, want := range p {
		got := segments[i]
		if strings.HasSuffix(want, ".json") && strings.HasPrefix(want, "{") {
			var isJSON bool
			if got, isJSON = strings.CutSuffix(got, ".json"); !isJSON {
				return 0, "", 0, false
			}
			want = strings.TrimSuffix(want, ".json")
		}
		switch want {
		case "{id}":
			number, err := strconv.ParseInt(got, 10, 64)
			if err != nil || number < 0 {
				return 0, "", 0, false
			}
			id = number
		case "{word}":
			word = got
		case got:
			literals++
		default:
			return 0, "", 0, false
		}
	}
	return id, word, literals, true
}
