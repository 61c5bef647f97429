// Package macros is what an agent saves to say and do again: a name, a text with
// variables and conditions, and what is done to the ticket along with it. It
// reads such texts, fills them with what is known of a ticket, and finds out
// what an account can do of it. It must not know where macros are kept, nor how
// anything is sent.
package macros

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -file macro.go -o macro_gen.go
//go:generate go run deskside/build/codec -file done.go -o done_gen.go
//go:generate go run deskside/build/codec -file problem.go -o problem_gen.go

// Macro is one of them.
type Macro struct {
	// ID is what it is known by while its name changes.
	ID   string `msg:"id"`
	Name string `msg:"name"`
	// Text is BBCode with variables and conditions: see Read.
	Text string `msg:"text"`
	// Private says that it is a note for agents.
	Private bool `msg:"private"`
	// Account is the one whose tickets it is for, "" for those of all.
	Account string   `msg:"account"`
	Actions []Action `msg:"actions"`
}

// Action is something that is done to the ticket.
type Action struct {
	Property helpdesk.Property `msg:"property"`
	// Value is a name: a state or the title of a status, Me, Nobody or an agent's
	// name, a priority, the title of a group, a category or a type; of tags, one.
	Value string `msg:"value"`
}

// Values of an assignee that are no names.
const (
	Me     = "me"
	Nobody = "nobody"
)

// Bounds of a macro, and of how many there are.
const (
	NameLimit   = 60     // characters
	TextLimit   = 10_000 // bytes
	ActionLimit = 20
	ValueLimit  = 100 // bytes
	Limit       = 300
)

// Properties are those that a macro can change, in the order in which they are
// shown.
func Properties() []helpdesk.Property {
	return []helpdesk.Property{
		helpdesk.PropertyStatus, helpdesk.PropertyAssignee, helpdesk.PropertyPriority, helpdesk.PropertyTags,
		helpdesk.PropertyGroup, helpdesk.PropertyCategory, helpdesk.PropertyType,
	}
}

// Normal is a macro as it is kept, with what is wrong with it.
func (m Macro) Normal() (Macro, []Problem) {
	var all []Problem
	refuse := func(field string, why words.Say) { all = append(all, Problem{Field: field, Say: why}) }
	m.Name = strings.Join(strings.Fields(m.Name), " ")
	switch {
	case m.Name == "":
		refuse("name", words.MacroNameMissing())
	case utf8.RuneCountInString(m.Name) > NameLimit:
		refuse("name", words.MacroNameLong(words.Number(NameLimit)))
	case strings.ContainsFunc(m.Name, unshown):
		refuse("name", words.MacroNameCharacter())
	}
	m.Text = normalText(m.Text)
	if len(m.Text) > TextLimit {
		refuse("text", words.MacroTextLong(words.Number(TextLimit)))
	} else {
		_, wrong := Read(m.Text)
		all = append(all, wrong...)
	}
	if m.Text == "" && len(m.Actions) == 0 {
		refuse("text", words.MacroEmpty())
	}
	m.Actions = normalActions(m.Actions, refuse)
	return m, all
}

// normalText is a text as it is kept: its lines end in one way, and in no blanks.
func normalText(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.TrimRight(line, " \t") + "\n")
	}
	return strings.TrimSpace(b.String())
}

func normalActions(actions []Action, refuse func(string, words.Say)) (kept []Action) {
	known := Properties()
	for _, a := range actions {
		a.Value = strings.Join(strings.Fields(a.Value), " ")
		if len(a.Value) > ValueLimit || strings.ContainsFunc(a.Value, unshown) {
			refuse("actions", words.MacroActionValue())
			continue
		}
		if !contains(known, a.Property) {
			refuse("actions", words.MacroActionUnknown(words.Text(string(a.Property))))
			continue
		}
		if a.Value == "" {
			refuse("actions", words.MacroActionEmpty(string(a.Property)))
			continue
		}
		double := false
		for i := range kept {
			if kept[i].Property != a.Property {
				continue
			}
			if a.Property != helpdesk.PropertyTags {
				refuse("actions", words.MacroActionTwice(string(a.Property)))
				double = true
				break
			}
			double = double || fold.String(kept[i].Value) == fold.String(a.Value)
		}
		if !double {
			kept = append(kept, a)
		}
	}
	if len(kept) > ActionLimit {
		refuse("actions", words.MacroActionMany(words.Number(ActionLimit)))
	}
	return kept
}

func contains(all []helpdesk.Property, p helpdesk.Property) bool {
	for _, one := range all {
		if one == p {
			return true
		}
	}
	return false
}

// unshown are characters that no name holds.
func unshown(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
