package words

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

// Check holds every language to the source: the same messages, or those of them
// that customers read, each with the same values, each plural with every form that
// the language has.
func Check(catalogues []Catalogue) error {
	var problems []error
	refuse := func(c *Catalogue, id, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s/%s.json: %s %s", Folder, c.Tag, id, fmt.Sprintf(format, args...)))
	}
	source := &catalogues[0]
	for i := range catalogues {
		c := &catalogues[i]
		if c.Dir != "ltr" && c.Dir != "rtl" {
			problems = append(problems, fmt.Errorf("%s/languages.json: %s has the direction %q: write ltr or rtl", Folder, c.Tag, c.Dir))
		}
		if c.For != "" && c.For != Customers {
			problems = append(problems, fmt.Errorf("%s/languages.json: %s is for %q: write %s, or nothing", Folder, c.Tag, c.For, Customers))
		}
		for j := range c.Messages {
			m := &c.Messages[j]
			if !idForm.MatchString(m.ID) {
				refuse(c, m.ID, "is no id: write small letters, digits and _ between dots")
			}
			values, err := m.Values()
			if err != nil {
				problems = append(problems, fmt.Errorf("%s/%s.json: %w", Folder, c.Tag, err))
				continue
			}
			if len(values) > 0 && InManifest(m.ID) != "" {
				refuse(c, m.ID, "takes a value, which no manifest has")
			}
			for _, forms := range m.forms() {
				if missing := c.missing(forms); missing != "" {
					refuse(c, m.ID, "has a plural without the form %s", missing)
				}
			}
			if text := m.text(); text != strings.TrimSpace(text) {
				refuse(c, m.ID, "begins or ends with a blank: a message is whole, nothing is glued to it")
			} else if text == "" {
				refuse(c, m.ID, "says nothing")
			}
			if c == source {
				continue
			}
			of := source.Find(m.ID)
			if of == nil {
				refuse(c, m.ID, "is no message of %s", source.Tag)
				continue
			}
			if !c.has(m.ID) {
				refuse(c, m.ID, "is nothing that customers read, and the language has that alone")
			}
			wanted, _ := of.Values()
			for _, w := range wanted {
				at := slices.IndexFunc(values, func(v Value) bool { return v.Name == w.Name })
				switch {
				case at < 0:
					refuse(c, m.ID, "does not use {%s}", w.Name)
				case values[at].Kind != w.Kind:
					refuse(c, m.ID, "uses {%s} as a %s, which is a %s in %s", w.Name, values[at].Kind, w.Kind, source.Tag)
				}
			}
			for _, v := range values {
				at := slices.IndexFunc(wanted, func(w Value) bool { return v.Name == w.Name })
				if at < 0 {
					refuse(c, m.ID, "uses {%s}, which does not exist", v.Name)
					continue
				}
				for _, key := range v.Keys {
					if !slices.Contains(wanted[at].Keys, key) {
						refuse(c, m.ID, "tells %q of {%s} apart, which does not exist", key, v.Name)
					}
				}
			}
		}
		for j := range source.Messages {
			if m := &source.Messages[j]; c.has(m.ID) && c.Find(m.ID) == nil {
				refuse(c, m.ID, "is missing, which says in %s: %s", source.Tag, m.text())
			}
		}
	}
	return errors.Join(problems...)
}

// forms lists the keys of each plural in a message.
func (m *Message) forms() [][]string {
	var all [][]string
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for _, n := range nodes {
			var keys []string
			for _, arm := range n.Arms {
				keys = append(keys, arm.Key)
				walk(arm.Nodes)
			}
			if n.Kind == Plural {
				all = append(all, keys)
			}
		}
	}
	walk(m.Nodes)
	return all
}

// missing names a plural form of the language that keys lack, "" where none is.
func (c *Catalogue) missing(keys []string) string {
	for _, f := range c.Forms {
		if !slices.Contains(keys, f.Name) {
			return f.Name
		}
	}
	return ""
}

// text is the message with arguments by their names, and the last arm of each choice.
func (m *Message) text() string {
	var b strings.Builder
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for _, n := range nodes {
			switch n.Kind {
			case Text:
				b.WriteString(n.Text)
			case Argument, Count:
				b.WriteString("{" + n.Text + "}")
			default:
				if len(n.Arms) > 0 {
					walk(n.Arms[len(n.Arms)-1].Nodes)
				}
			}
		}
	}
	walk(m.Nodes)
	return b.String()
}
