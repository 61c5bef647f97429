package words

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Face is a program of people's that is drawn in TypeScript.
type Face struct {
	// Folder is where its words are written, below the repository's root.
	Folder string
	// Takes are the beginnings of the ids of its messages, But ids that begin so and are not.
	Takes, But []string
	// Later, where it is not nil, has those that come after the first picture of it.
	Later *Face
	// Named is how the names of its languages' files begin.
	Named string
	// Loads is the folder of dist/ from which it loads a language when it is
	// wanted; "" where its script holds all of them.
	Loads string
	// HasSource tells that its script holds the source language all the same, or another's does.
	HasSource bool
	// Customers tells that customers read it, and so it speaks every language.
	Customers bool
	// Only tells that it holds the source language alone: what it says in others is brought to it.
	Only bool
}

// Speaks are the languages that a face has words in.
func (f *Face) Speaks(all []Language) []Language {
	switch {
	case f.Only:
		return all[:1]
	case f.Customers:
		return all
	}
	return Complete(all)
}

// Loaded are the languages that a face loads when they are wanted.
func (f *Face) Loaded(all []Language) []Language {
	if f.Loads == "" {
		return nil
	}
	return f.beside(all)
}

// beside are those that its languages.gen.ts leads to.
func (f *Face) beside(all []Language) []Language {
	if f.HasSource {
		return f.Speaks(all)[1:]
	}
	return f.Speaks(all)
}

// Faces are all of them. What a face takes is what it says itself and what may
// come to it from Go; a test holds that nothing in it is without a use.
var Faces = []Face{
	{Folder: "widget/frame/words", Takes: []string{"widget.", "ui.", "customer.", "core."}, Loads: "widget", Customers: true, Later: &behind},
	behind,
	{Folder: "extension/panel/words", Takes: slices.Concat([]string{"panel.", "ui."}, agents), Loads: "extension", HasSource: true},
	{Folder: "extension/background/words", Takes: append([]string{"alert."}, standing...)},
	{Folder: "extension/lock/words", Takes: []string{"lock."}},
	{Folder: "extension/panel/keyboard/words", Takes: []string{"keyboard."}},
	{Folder: "extension/macros/words", Takes: []string{"macro.", "macros."}},
	{Folder: "extension/page/words", Takes: []string{"onpage."}},
	{Folder: "extension/portal/words", Takes: []string{"portal."}},
	// What a page brings that is in another language than English; loader and host have that.
	{Folder: "widget/words", Takes: []string{"loader.", "host."}, HasSource: true, Customers: true},
	{Folder: "widget/loader/words", Takes: []string{"loader."}, Customers: true, Only: true},
	{Folder: "widget/host/words", Takes: []string{"host."}, Customers: true, Only: true},
	{Folder: "widget/try/words", Takes: []string{"try."}},
}

// standing are the names of the views that every sidebar has.
var standing = []string{
	"panel.views.active", "panel.views.new", "panel.views.mine", "panel.views.unassigned", "panel.views.overdue",
	"panel.views.open", "panel.views.pending", "panel.views.hold", "panel.views.solved", "panel.views.closed",
}

// behind are the words of the widget's views behind the first: a test holds that nothing which
// is there before them says one.
var behind = Face{
	Folder: "widget/frame/words/later", Loads: "widget", Named: "later.", Customers: true,
	Takes: []string{
		"customer.comment.", "customer.draft.", "customer.field.", "customer.file.", "customer.tag", "thread.", "ui.draw.", "widget.clear.", "widget.comments.", "widget.files.", "widget.follow.",
		"widget.form.", "widget.format", "widget.link.", "widget.mine.", "widget.new", "widget.news.", "widget.person.", "widget.picture.", "widget.post.", "widget.sent.", "widget.similar.", "widget.stopped.comment", "widget.votes.failed",
		"widget.votes.unvoted", "widget.votes.voted", "widget.votes.waits", "widget.waiting.",
	},
	But: []string{"widget.comments.count", "widget.mine.held", "widget.news.count", "widget.waiting.count", "widget.waiting.title"},
}

// agents are the beginnings of what Go says to agents.
var agents = []string{"account.", "content.", "failure.", "field.", "filter.", "list.", "core.", "new.", "plan.", "thread.", "view."}

// drawn are the beginnings of what only TypeScript says, or the browser itself.
var drawn = []string{"widget.", "panel.", "ui.", "alert.", "lock.", "keyboard.", "macros.", "onpage.", "portal.", "loader.", "host.", "try.", manifest}

// native are the beginnings of what only programs print that are Go: the edge,
// the build and its commands.
var native = []string{"edge.", "explain.", "loss.", "operator.", "page."}

// Native reports whether no browser prints a message from its catalogue.
func Native(id string) bool {
	return slices.ContainsFunc(native, func(start string) bool { return strings.HasPrefix(id, start) })
}

// Drawn reports whether no Go code says a message.
func Drawn(id string) bool {
	return slices.ContainsFunc(drawn, func(start string) bool { return strings.HasPrefix(id, start) })
}

// fromGo reports whether a message is one that Go code says.
func fromGo(id string) bool { return !Drawn(id) }

// FromGo leaves of some ids those of messages that Go code says and a face prints.
func FromGo[ID ~string](ids []ID) []ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id ID) bool { return !fromGo(string(id)) || FaceOf(string(id)) < 0 })
}

// FaceOf is the first of Faces that has a message, -1 where none has.
func FaceOf(id string) int {
	return slices.IndexFunc(Faces, func(f Face) bool { return f.takes(id) })
}

// takes reports whether a face has a message.
func (f *Face) takes(id string) bool {
	return slices.ContainsFunc(f.Takes, func(start string) bool { return strings.HasPrefix(id, start) }) && !slices.Contains(f.But, id) && (f.Later == nil || !f.Later.takes(id))
}

// File is the name of a language's file, without its end.
func (f *Face) File(tag string) string { return f.Named + tag + ".gen" }

const tsHead = "// Code generated by `go generate ./shared/words`. DO NOT EDIT.\n\n"

// writeTypes writes which messages a face has and what each takes.
func writeTypes(f *Face, source *Catalogue) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(tsHead + "/** The messages of this face with what each takes; null is nothing. */\nexport interface Messages {\n")
	for i := range source.Messages {
		m := &source.Messages[i]
		if !f.takes(m.ID) {
			continue
		}
		values, err := m.Values()
		if err != nil {
			return nil, err
		}
		var members []string
		for _, v := range values {
			switch v.Kind {
			case Plural:
				members = append(members, v.Name+": number")
			case Select:
				keys := make([]string, len(v.Keys))
				for j, key := range v.Keys {
					keys[j] = quoted(key)
				}
				members = append(members, v.Name+": "+strings.Join(append(keys, `"other"`), " | "))
			default:
				members = append(members, v.Name+": string")
			}
		}
		if len(members) == 0 {
			fmt.Fprintf(&b, "  %s: null;\n", quoted(m.ID))
		} else {
			fmt.Fprintf(&b, "  %s: { %s };\n", quoted(m.ID), strings.Join(members, "; "))
		}
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// writeFunctions writes a face's messages in one language.
func writeFunctions(f *Face, c *Catalogue, shared string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%simport type { Catalogue } from %s;\nimport type { Messages } from \"./messages.gen\";\n\nexport const words: Catalogue<Messages> = {\n", tsHead, quoted(shared))
	for i := range c.Messages {
		m := &c.Messages[i]
		if f.takes(m.ID) {
			fmt.Fprintf(&b, "  %s: %s,\n", quoted(m.ID), function(m))
		}
	}
	b.WriteString("};\n")
	return b.Bytes()
}

// writeLoaded writes how a face comes by its languages: by loading a file when
// it is wanted, which lies beside its script, or as parts of its script.
func writeLoaded(f *Face, all []Language) []byte {
	var b bytes.Buffer
	b.WriteString(tsHead)
	languages := f.beside(all)
	if f.Loads == "" && f.HasSource {
		b.WriteString("// The messages in each language, by its tag and those that stood for it once.\n")
		for _, l := range languages {
			for _, tag := range append([]string{l.Tag}, l.Also...) {
				fmt.Fprintf(&b, "export { words as %s } from \"./%s.gen\";\n", tag, l.Tag)
			}
		}
		return b.Bytes()
	}
	if f.Loads == "" {
		for _, l := range languages {
			fmt.Fprintf(&b, "import { words as %s } from \"./%s.gen\";\n", member(l.Tag), l.Tag)
		}
		b.WriteString("\n/** The messages in every language, by its tag. */\nexport const all = { ")
		for _, l := range languages {
			fmt.Fprintf(&b, "%s, ", member(l.Tag))
		}
		b.WriteString("};\n")
		return b.Bytes()
	}
	if f.Customers {
		b.WriteString("/** Loads the messages of a language, which are a file of its own that the bundler leaves alone. again is what to add to its address: browsers keep that a module did not come, and ask no more under the same. */\n")
		// One expression is shorter than one for each language. It is no template, for whose files the bundler would look.
		source, first := quoted("./"+f.File(Source)+".js"), ""
		if !f.HasSource {
			// What is spoken first, and where nothing else can be had, has its name, by which also tests find it.
			first = fmt.Sprintf("tag + again === %s ? import(%s) : ", quoted(Source), source)
		}
		fmt.Fprintf(&b, "export const load = (tag: string, again = \"\"): Promise<typeof import(%s)> => %simport(%s.concat(tag, \".gen.js\", again));\n", source, first, quoted("./"+f.Named))
		return b.Bytes()
	}
	b.WriteString("/** Loads the messages of a language, which are a file of its own that the bundler leaves alone. */\nexport const load = (tag: string) => ")
	for _, l := range languages {
		fmt.Fprintf(&b, "tag === %s ? import(%s) : ", quoted(l.Tag), quoted("./"+f.File(l.Tag)+".js"))
	}
	b.WriteString("undefined;\n")
	return b.Bytes()
}

// function writes a message as a string, or as a function of its values and of
// the language.
func function(m *Message) string {
	values, _ := m.Values()
	if len(values) == 0 {
		return quoted(m.text())
	}
	parameters := "a"
	if slices.ContainsFunc(values, func(v Value) bool { return v.Kind != Argument }) {
		parameters = "a, l"
	}
	return "(" + parameters + ") => " + expression(m.Nodes, "")
}

// expression writes nodes as an expression; count is the plural around them.
func expression(nodes []Node, count string) string {
	if len(nodes) == 0 {
		return `""`
	}
	if len(nodes) == 1 {
		switch n := nodes[0]; n.Kind {
		case Text:
			return quoted(n.Text)
		default:
			return term(n, count)
		}
	}
	var b strings.Builder
	b.WriteByte('`')
	for _, n := range nodes {
		if n.Kind == Text {
			b.WriteString(strings.NewReplacer("\\", "\\\\", "`", "\\`", "$", "\\$").Replace(n.Text))
		} else {
			b.WriteString("${" + term(n, count) + "}")
		}
	}
	b.WriteByte('`')
	return b.String()
}

func term(n Node, count string) string {
	value := "a." + n.Text
	switch n.Kind {
	case Argument:
		return value
	case Count:
		return "l.n(" + count + ")"
	}
	call, around := "l.p", value
	if n.Kind == Select {
		call, around = "l.s", count
	}
	arms := make([]string, len(n.Arms))
	for i, arm := range n.Arms {
		arms[i] = member(arm.Key) + ": " + expression(arm.Nodes, around)
	}
	return call + "(" + value + ", { " + strings.Join(arms, ", ") + " })"
}

func member(key string) string {
	for _, r := range key {
		if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return quoted(key)
		}
	}
	return key
}

// quoted writes a string of JavaScript.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(text) // a string can always be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// writeTypeScriptLanguages writes the list of the languages that have all words.
func writeTypeScriptLanguages(all []Language) []byte {
	var b bytes.Buffer
	b.WriteString(tsHead + "/** The languages that have all words; the first is the one that is always at hand. */\nexport const languages = [\n")
	for _, l := range Complete(all) {
		fmt.Fprintf(&b, "  { tag: %s, name: %s, dir: %s },\n", quoted(l.Tag), quoted(l.Name), quoted(l.Dir))
	}
	b.WriteString("] as const;\n")
	return b.Bytes()
}

// writeCustomers writes the list of the languages that customers read.
func writeCustomers(all []Language) []byte {
	var tags, rtl []string
	for _, l := range all {
		tags = append(tags, l.Tag)
		if l.Dir == "rtl" {
			rtl = append(rtl, l.Tag)
		}
	}
	var b bytes.Buffer
	b.WriteString(tsHead + "import type { Language } from \"./words\";\n\n")
	b.WriteString("/** The languages of what customers read; the first is spoken where none of them is wanted. */\n")
	fmt.Fprintf(&b, "export const languages = %s.split(\" \").map((tag): Language => ({ tag, dir: /%s/.test(tag) ? \"rtl\" : \"ltr\" })) as [Language, ...Language[]];\n",
		quoted(strings.Join(tags, " ")), cmp.Or(strings.Join(rtl, "|"), "^$"))
	return b.Bytes()
}

// writeTongue writes how a tag of one of these languages is told from any other.
func writeTongue(all []Language) []byte {
	var tags []string
	for _, l := range all {
		tags = append(append(tags, l.Tag), l.Also...)
	}
	var b bytes.Buffer
	b.WriteString(tsHead + "/** Finds the language of a tag, whatever script and region it has, and of one that stood for it once, among those that customers read. */\n")
	fmt.Fprintf(&b, "export const tongue = /^(%s)\\b/i;\n", strings.Join(tags, "|"))
	return b.Bytes()
}
