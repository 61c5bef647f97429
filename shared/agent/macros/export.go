package macros

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Version is that of exported macros; a step that an older one lacks is made when
// it is read.
const Version = 1

// heading begins every exported text, before the version.
const heading = "# Deskside macros, version "

// lineStart begins every macro that is one line.
const lineStart = "macro/1?"

// lineLimit is the longest line in bytes: every byte of a text may take three.
const lineLimit = 3*TextLimit + 8*1024

// exported are the properties by the names that they have in a text.
var exported = [...]struct {
	name string
	is   helpdesk.Property
}{
	{"status", helpdesk.PropertyStatus}, {"assignee", helpdesk.PropertyAssignee}, {"priority", helpdesk.PropertyPriority},
	{"tag", helpdesk.PropertyTags}, {"group", helpdesk.PropertyGroup}, {"category", helpdesk.PropertyCategory}, {"type", helpdesk.PropertyType},
}

func exportedName(p helpdesk.Property) string {
	for i := range exported {
		if exported[i].is == p {
			return exported[i].name
		}
	}
	return ""
}

func exportedProperty(name string) helpdesk.Property {
	for i := range exported {
		if exported[i].name == name {
			return exported[i].is
		}
	}
	return ""
}

// Export writes macros as text to read, keep and edit:
//
//	# Deskside macros, version 1
//
//	macro: Close politely
//	note: no
//	status: solved
//	tag: answered
//	| Hello {{ customer.first_name | default: "there" }},
//	|
//	| that is done.
//
// Whose account a macro is for is everybody's own, and left out.
func Export(all []Macro) string {
	var b strings.Builder
	b.WriteString(heading + strconv.Itoa(Version) + "\n")
	for i := range all {
		m := &all[i]
		b.WriteString("\nmacro: " + m.Name + "\n")
		if m.Private {
			b.WriteString("note: yes\n")
		}
		for _, a := range m.Actions {
			b.WriteString(exportedName(a.Property) + ": " + a.Value + "\n")
		}
		if m.Text == "" {
			continue
		}
		for line := range strings.SplitSeq(m.Text, "\n") {
			b.WriteString(strings.TrimRight("| "+line, " ") + "\n")
		}
	}
	return b.String()
}

// Import reads an exported text. Blank lines and lines that begin with # are
// passed over. The error is an *api.Error of kind Invalid that names the lines.
func Import(text string) ([]Macro, error) {
	var e api.Error
	var all []Macro
	var lines []int // on which each begins
	refuse := func(line int, why words.Say) {
		if len(e.Fields) < problemLimit {
			e.Fields = append(e.Fields, api.FieldError{Field: "line " + strconv.Itoa(line), Say: words.MacroLine(words.Number(line), words.Within(why))})
		}
	}
	number := 0
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\n") {
		number++
		if rest, ok := strings.CutPrefix(line, "|"); ok {
			if len(all) == 0 {
				refuse(number, words.MacroBegin())
				break
			}
			m := &all[len(all)-1]
			m.Text += strings.TrimPrefix(rest, " ") + "\n"
			continue
		}
		line = strings.TrimSpace(line)
		if after, ok := strings.CutPrefix(line, heading); ok {
			if version, err := strconv.Atoi(after); err != nil || version > Version {
				return nil, invalid(words.MacroNewer())
			}
		}
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		switch {
		case !ok || name != "macro" && len(all) == 0:
			refuse(number, words.MacroBegin())
		case name == "macro" && len(all) == Limit:
			return nil, invalid(words.MacroFull(words.Number(Limit)))
		case name == "macro":
			all, lines = append(all, Macro{Name: value}), append(lines, number)
		case !all[len(all)-1].take(name, value):
			refuse(number, words.MacroMember())
		}
		if len(e.Fields) > 0 && len(all) == 0 {
			break
		}
	}
	for i := range all {
		normal, wrong := all[i].Normal()
		for j := range wrong {
			refuse(lines[i], wrong[j].Say)
		}
		all[i] = normal
	}
	if len(e.Fields) > 0 {
		e.Kind = api.Invalid
		return nil, &e
	}
	if len(all) == 0 {
		return nil, invalid(words.MacroNone())
	}
	return all, nil
}

// take reads one member of a macro.
func (m *Macro) take(name, value string) bool {
	if name == "note" {
		m.Private = strings.EqualFold(value, "yes")
		return m.Private || strings.EqualFold(value, "no")
	}
	p := exportedProperty(name)
	if p == "" || len(m.Actions) > ActionLimit {
		return false
	}
	m.Actions = append(m.Actions, Action{Property: p, Value: value})
	return true
}

// Line writes a macro as one line that may stand in a message.
func (m *Macro) Line() string {
	var q api.Query
	q.Add("name", m.Name)
	if m.Private {
		q.Add("note", "yes")
	}
	for _, a := range m.Actions {
		q.Add(exportedName(a.Property), a.Value)
	}
	if m.Text != "" {
		q.Add("text", m.Text)
	}
	return lineStart + q.Suffix()[1:]
}

// ParseLine reads a line. Lines come from strangers: whatever Line would not have
// written is refused. The error is an *api.Error of kind Invalid.
func ParseLine(line string) (Macro, error) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(line), "#"), lineStart)
	switch {
	case len(line) > lineLimit:
		return Macro{}, invalid(words.MacroLineLong())
	case !ok:
		return Macro{}, invalid(words.MacroNewer())
	}
	var m Macro
	for pair := range strings.SplitSeq(rest, "&") {
		name, escaped, _ := strings.Cut(pair, "=")
		value, ok := unescaped(escaped)
		switch {
		case !ok || name == "name" && m.Name != "" || name == "text" && m.Text != "":
			return Macro{}, invalid(words.MacroDamaged())
		case name == "name":
			m.Name = value
		case name == "text":
			m.Text = value
		case !m.take(name, value):
			return Macro{}, invalid(words.MacroDamaged())
		}
	}
	m, wrong := m.Normal()
	if len(wrong) > 0 {
		return Macro{}, invalid(wrong[0].Say)
	}
	return m, nil
}

// ReadShared reads a line amid other words, or an exported text.
func ReadShared(text string) ([]Macro, error) {
	for word := range strings.FieldsSeq(text) {
		word = strings.Trim(word, "<>\"'“”«»()[],.;")
		if strings.HasPrefix(strings.TrimPrefix(word, "#"), "macro/") {
			m, err := ParseLine(word)
			return []Macro{m}, err
		}
	}
	return Import(text)
}

func invalid(why words.Say) error {
	return &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "macros", Say: why}}}
}

// unescaped reads percent-encoding strictly; + stands for itself.
func unescaped(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			if i+2 >= len(s) {
				return "", false
			}
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return "", false
			}
			c = byte(n)
			i += 2
		}
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return "", false
		}
		b.WriteByte(c)
	}
	return b.String(), utf8.ValidString(b.String())
}

// Refused is an error that says what is wrong.
func Refused(all []Problem) error {
	e := &api.Error{Kind: api.Invalid}
	for i := range all {
		e.Fields = append(e.Fields, api.FieldError{Field: all[i].Field, Say: all[i].Say})
	}
	return e
}
