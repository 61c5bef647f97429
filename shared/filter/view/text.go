package view

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/words"
)

// heading begins every exported text, before the version.
const heading = "# Deskside views, version "

// Export writes views as text to read, keep and edit:
//
//	# Deskside views, version 2
//
//	view: Mine
//	query: status:active assignee:me
//	sort: updated-desc
//	group: status
//	columns: subject, client
//	badge: unseen
//	notify: changed, overdue
//
// Members that a view does not set are left out.
func Export(views []View) string {
	var b strings.Builder
	b.WriteString(heading + strconv.Itoa(Version) + "\n")
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	for i := range views {
		v := &views[i]
		b.WriteString("\n")
		line("view", v.Name)
		line("query", v.Query)
		line("sort", v.Sort)
		line("group", v.GroupBy)
		line("columns", commas(v.Columns))
		line("badge", string(v.Badge))
		line("notify", commas(v.Notify))
	}
	return b.String()
}

// Import reads an exported text. Blank lines and lines that begin with # are
// passed over. What an older version exported is brought up to date and told.
// The error is an *api.Error of kind Invalid that names the lines.
func Import(text string) ([]View, []Rewriting, error) {
	var views []View
	var e api.Error
	refuse := func(line int, why words.Say) {
		e.Fields = append(e.Fields, api.FieldError{Field: "line " + strconv.Itoa(line), Say: why})
	}
	var lines []int // on which each view begins
	version := 0
	for number, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		number++
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if after, ok := strings.CutPrefix(line, heading); ok && version == 0 {
			var err error
			if version, err = strconv.Atoi(after); err != nil || version < 1 {
				refuse(number, words.ViewVersion(words.Text(heading+strconv.Itoa(Version))))
			} else if version > Version {
				return nil, nil, newer(version)
			}
		}
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "view" && ok {
			if len(views) == ViewLimit {
				return nil, nil, invalid(words.ViewMany(words.Number(ViewLimit)))
			}
			views, lines = append(views, View{Name: value}), append(lines, number)
			continue
		}
		if len(views) == 0 {
			refuse(number, words.ViewBegin())
			break
		}
		v := &views[len(views)-1]
		switch name {
		case "query":
			v.Query = value
		case "sort":
			v.Sort = value
		case "group":
			v.GroupBy = strings.ToLower(value)
		case "columns":
			v.Columns = items[Column](value)
		case "badge":
			v.Badge = Badge(strings.ToLower(value))
		case "notify":
			v.Notify = items[Event](value)
		default:
			refuse(number, words.ViewLine())
		}
		if len(e.Fields) > 9 {
			break
		}
	}
	if version == 0 {
		version = Version
	}
	told := rewriteAll(views, version)
	for i := range views {
		normal, err := views[i].Normal()
		if problem, ok := err.(*api.Error); ok {
			for _, f := range problem.Fields {
				refuse(lines[i], f.Say)
			}
		}
		views[i] = normal
	}
	if len(e.Fields) > 0 {
		e.Kind = api.Invalid
		return nil, nil, &e
	}
	if len(views) == 0 {
		return nil, nil, invalid(words.ViewNone())
	}
	return views, told, nil
}

func commas[T ~string](list []T) string {
	text := ""
	for i, word := range list {
		if i > 0 {
			text += ", "
		}
		text += string(word)
	}
	return text
}

func items[T ~string](text string) []T {
	var words []T
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.ToLower(strings.TrimSpace(item)); item != "" {
			words = append(words, T(item))
		}
	}
	return words
}
