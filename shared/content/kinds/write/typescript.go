package main

import (
	"fmt"
	"strings"

	"deskside/shared/content/kinds"
)

func drawnInTypeScript(ops []string) string {
	var b strings.Builder
	b.WriteString(head + "/** Element names by operation, from 0x20. */\nexport const elements = [\n")
	for _, name := range ops {
		if name == "?" {
			name = "span"
		}
		fmt.Fprintf(&b, "  %q,\n", name)
	}
	b.WriteString("] as const;\n")
	return b.String()
}

// schema is what the rich editor's schema is made of.
func schema() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%sexport const VERSION = %d;\nexport const END = 0;\n", head, kinds.EditorVersion)
	b.WriteString("\n/**\n * The kinds of nodes of content, each with its number in programs and its values; $ is before those that are strings. What\n * is its content in an element has the names of that, the first for drawing, and the formatting that it excludes.\n */\nexport const kinds = {\n")
	number := 0
	for _, group := range []struct {
		sort  string
		kinds []kinds.Kind
	}{{"block", kinds.Blocks}, {"container", kinds.Containers}, {"inline", kinds.Leaves}, {"format", kinds.Formatting}} {
		for _, k := range group.kinds {
			number++
			leaf := group.sort == "inline" || k.Reads == kinds.Alone
			fmt.Fprintf(&b, "  %s: { number: %d, sort: %q, leaf: %t, fields: %q", field(k), number, group.sort, leaf, k.Values)
			if k.Simple && !k.Part {
				fmt.Fprintf(&b, ", elements: %q, excludes: %q", k.Element, excluded(k))
			}
			b.WriteString(" },\n")
		}
	}
	b.WriteString("} as const;\n")
	return b.String()
}

// field is what TypeScript calls a kind.
func field(k kinds.Kind) string { return strings.ReplaceAll(k.Name, " ", "_") }

// excluded names the formatting that a piece of text has one of, the kind among it, "" for none.
func excluded(k kinds.Kind) string {
	slot := k.Const
	if k.Instead != "" {
		slot = k.Instead
	}
	var all []string
	for _, other := range kinds.Formatting {
		if other.Const == slot || other.Instead == slot {
			all = append(all, field(other))
		}
	}
	if len(all) < 2 {
		return ""
	}
	return strings.Join(all, " ")
}
