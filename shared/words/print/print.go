// Package print writes messages in a language, from the tables that the build
// makes of the catalogues. It is for native commands and for the edge; what
// browsers link says ids and leaves the words to its host.
package print

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/words"
)

type language struct {
	tag, dir string
	// also are tags that stood for the language once.
	also []string
	// form is the plural form of a number of things.
	form     func(n int64) string
	messages []message // by id
}

type message struct {
	id    words.ID
	nodes []node
}

type kind uint8

const (
	text kind = iota
	argument
	// count is the number of the plural around it.
	count
	plural
	choose
)

type node struct {
	kind kind
	text string // the text, or an argument's name
	arms []arm
}

type arm struct {
	key   string // a plural's form or "=" and a number, a select's choice, or "other"
	nodes []node
}

// Printer writes messages in one language.
type Printer struct{ l *language }

// In returns the printer of the first of some languages that has all words, and of
// the catalogues' own where there is none. Tags are BCP 47 or POSIX ("ru-RU",
// "ru_RU.UTF-8").
func In(tags ...string) Printer { return first(complete, tags) }

// ForCustomers is as In of what customers read, of which there are more languages. What
// else it is given to say it says in the catalogues' own.
func ForCustomers(tags ...string) Printer { return first(customers, tags) }

func first(languages []*language, tags []string) Printer {
	for _, tag := range tags {
		primary := strings.ToLower(tag)
		if end := strings.IndexAny(primary, "-_.@"); end >= 0 {
			primary = primary[:end]
		}
		for _, l := range languages {
			if l.tag == primary || slices.Contains(l.also, primary) {
				return Printer{l}
			}
		}
	}
	return Printer{languages[0]}
}

// Languages lists the tags of the languages that have all words.
func Languages() []string { return tagsOf(complete) }

// OfCustomers lists those of the languages that have what customers read, which are all.
func OfCustomers() []string { return tagsOf(customers) }

func tagsOf(languages []*language) []string {
	tags := make([]string, len(languages))
	for i, l := range languages {
		tags[i] = l.tag
	}
	return tags
}

// IDs lists all messages, those that only faces say among them.
func IDs() []words.ID {
	messages := complete[0].messages
	ids := make([]words.ID, len(messages))
	for i := range messages {
		ids[i] = messages[i].id
	}
	return ids
}

// Language is the printer's language as the attribute lang takes it, Dir its
// writing direction as dir does.
func (p Printer) Language() string { return p.l.tag }

// Dir is "ltr" or "rtl".
func (p Printer) Dir() string { return p.l.dir }

// Say writes a message. One that no catalogue has is written as a log writes it.
func (p Printer) Say(s words.Say) string {
	at, found := slices.BinarySearchFunc(p.l.messages, s.ID, func(m message, id words.ID) int { return strings.Compare(string(m.id), string(id)) })
	if !found && p.l != complete[0] {
		return Printer{complete[0]}.Say(s)
	}
	if !found {
		return s.String()
	}
	return string(p.nodes(nil, p.l.messages[at].nodes, s.Args, 0))
}

func (p Printer) nodes(b []byte, nodes []node, args []words.Arg, number int64) []byte {
	for i := range nodes {
		n := &nodes[i]
		switch n.kind {
		case text:
			b = append(b, n.text...)
		case argument:
			b = p.value(b, find(args, n.text))
		case count:
			b = strconv.AppendInt(b, number, 10)
		case plural:
			of := find(args, n.text).Number
			b = p.nodes(b, n.arm("="+strconv.FormatInt(of, 10), p.l.form(of)), args, of)
		case choose:
			b = p.nodes(b, n.arm(find(args, n.text).Text, ""), args, number)
		}
	}
	return b
}

// arm returns what is said for the first key that there is.
func (n *node) arm(keys ...string) []node {
	for _, key := range append(keys, "other") {
		for i := range n.arms {
			if n.arms[i].key == key {
				return n.arms[i].nodes
			}
		}
	}
	return nil
}

func (p Printer) value(b []byte, a words.Arg) []byte {
	switch {
	case a.Is == words.IsSay && a.Say != nil:
		return append(b, p.Say(*a.Say)...)
	case a.Is == words.IsText:
		return append(b, a.Text...)
	}
	return strconv.AppendInt(b, a.Number, 10)
}

func find(args []words.Arg, name string) words.Arg {
	for i := range args {
		if args[i].Name == name {
			return args[i]
		}
	}
	return words.Arg{Is: words.IsText}
}

// Local returns the printer of the language that a native program is run in, as
// POSIX has it in the environment.
func Local(getenv func(name string) string) Printer {
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if tag := getenv(name); tag != "" {
			return In(tag)
		}
	}
	return In()
}
