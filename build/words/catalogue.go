// Package words reads the catalogues of everything that people read and writes
// what programs print them from: a closed table for Go, functions for each face
// in TypeScript. It knows how a message is built and which face takes which
// messages, and not what any of them means.
package words

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Folder holds the catalogues, one file a language, below the repository's root.
const Folder = "shared/words"

// Source is the language in which messages are written first: it says which
// messages there are and what each takes.
const Source = "en"

// Language is a line of languages.json.
type Language struct {
	// Tag is a BCP 47 tag, also the catalogue's name.
	Tag string `json:"tag"`
	// Name is what the language calls itself.
	Name string `json:"name"`
	// Dir is the writing direction, "ltr" or "rtl".
	Dir string `json:"dir"`
	// For is whose words there are: everybody's where it is "", or Customers'.
	For string `json:"for"`
	// Also are tags that stood for the language once, as "iw" for "he".
	Also []string `json:"also"`
}

// Customers are whom a language is for that has the words of what they read alone.
const Customers = "customers"

// Complete are the languages that have all words.
func Complete(all []Language) []Language {
	return slices.DeleteFunc(slices.Clone(all), func(l Language) bool { return l.For != "" })
}

// Catalogue is one language's messages.
type Catalogue struct {
	Language
	// Forms are the language's plural forms in CLDR's order, "other" the last.
	Forms    []Form
	Messages []Message
}

// Form is a plural form with CLDR's rule of it.
type Form struct {
	Name string `json:"name"`
	Rule string `json:"rule"`
}

// Message is one message as a tree.
type Message struct {
	ID    string `json:"id"`
	Nodes []Node `json:"nodes"`
}

// Node is a part of a message.
type Node struct {
	Kind Kind `json:"kind"`
	// Text is the text itself, or the argument's name.
	Text string `json:"text"`
	Arms []Arm  `json:"arms"`
}

// Kind is the kind of a node.
type Kind string

// A message is built of these and nothing else.
const (
	Text     Kind = "text"
	Argument Kind = "argument"
	// Count stands for the number of the plural around it.
	Count  Kind = "count"
	Plural Kind = "plural"
	Select Kind = "select"
)

// Arm is what a plural or a select says in one case.
type Arm struct {
	Key   string `json:"key"`
	Nodes []Node `json:"nodes"`
}

// Languages reads which languages there are, the source first.
func Languages(root string) ([]Language, error) {
	list, err := os.ReadFile(filepath.Join(root, Folder, "languages.json"))
	if err != nil {
		return nil, err
	}
	var languages []Language
	if err := json.Unmarshal(list, &languages); err != nil {
		return nil, fmt.Errorf("%s/languages.json: %w", Folder, err)
	}
	if len(languages) == 0 || languages[0].Tag != Source || languages[0].For != "" {
		return nil, fmt.Errorf("%s/languages.json: the first language is not %s, for everybody", Folder, Source)
	}
	return languages, nil
}

// Read parses the catalogues of all languages, the source's first, with Node.
func Read(root string) ([]Catalogue, error) {
	languages, err := Languages(root)
	if err != nil {
		return nil, err
	}
	args := []string{filepath.Join("build", "words", "parse.mjs")}
	for _, l := range languages {
		args = append(args, filepath.Join(Folder, l.Tag+".json"))
	}
	cmd := exec.Command("node", args...)
	var out, problems bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, &out, &problems
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("parsing the catalogues: %w\n%s", err, &problems)
	}
	var parsed []struct {
		Forms    []Form    `json:"forms"`
		Messages []Message `json:"messages"`
	}
	if err := json.Unmarshal(out.Bytes(), &parsed); err != nil {
		return nil, fmt.Errorf("parsing the catalogues: %w", err)
	}
	catalogues := make([]Catalogue, len(languages))
	for i, l := range languages {
		slices.SortFunc(parsed[i].Messages, func(a, b Message) int { return strings.Compare(a.ID, b.ID) })
		catalogues[i] = Catalogue{Language: l, Forms: parsed[i].Forms, Messages: parsed[i].Messages}
	}
	return catalogues, nil
}

// Find returns a message, nil where the language has none of that id.
func (c *Catalogue) Find(id string) *Message {
	at, found := slices.BinarySearchFunc(c.Messages, id, func(m Message, id string) int { return strings.Compare(m.ID, id) })
	if !found {
		return nil
	}
	return &c.Messages[at]
}

// Value is an argument of a message.
type Value struct {
	Name string
	// Kind is Argument, Plural or Select.
	Kind Kind
	// Keys are what a select tells apart, sorted, without "other".
	Keys []string
}

// Values lists a message's arguments in the order of their first use. The error
// names one that is used in two ways.
func (m *Message) Values() ([]Value, error) {
	var values []Value
	var err error
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for _, n := range nodes {
			if n.Kind == Argument || n.Kind == Plural || n.Kind == Select {
				at := slices.IndexFunc(values, func(v Value) bool { return v.Name == n.Text })
				if at < 0 {
					at = len(values)
					values = append(values, Value{Name: n.Text, Kind: n.Kind})
				}
				v := &values[at]
				if v.Kind != n.Kind && err == nil {
					err = fmt.Errorf("%s: {%s} is a %s in one place and a %s in another", m.ID, n.Text, v.Kind, n.Kind)
				}
				for _, arm := range n.Arms {
					if n.Kind == Select && arm.Key != "other" && !slices.Contains(v.Keys, arm.Key) {
						v.Keys = append(v.Keys, arm.Key)
					}
				}
				slices.Sort(v.Keys)
			}
			for _, arm := range n.Arms {
				walk(arm.Nodes)
			}
		}
	}
	walk(m.Nodes)
	return values, err
}
