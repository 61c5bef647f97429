package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
	"deskside/shared/content/kinds"
)

// A format is a row of the table in shared/content/kinds, so its names stand nowhere else.
func TestNamesOfTagsStandInTheTable(t *testing.T) {
	var tags, elements, drawn []string
	for _, k := range slices.Concat(kinds.Blocks, kinds.Containers, kinds.Leaves, kinds.Formatting) {
		tags = append(tags, strings.Fields(k.Tag)...)
		elements = append(elements, strings.Fields(k.Element)...)
		if k.Simple && !k.Part {
			drawn = append(drawn, slices.DeleteFunc(strings.Fields(k.Element), func(name string) bool { return name == k.Name })...)
		}
	}
	for _, tag := range kinds.Tags {
		tags = append(tags, strings.Fields(tag.Names)...)
	}
	for _, e := range kinds.Elements {
		elements = append(elements, strings.Fields(e.Names)...)
	}
	const room = "shared/content"
	free := []string{room + "/contenttest", room + "/kinds"}
	for name, scan := range map[string]struct {
		folder string
		house.Markup
	}{
		"BBCode": {room, house.Markup{Bracket: "[", Names: tags, Folders: []string{room + "/bbcode", room + "/edit"}, Allowed: map[string][]string{
			room + "/bbcode/read.go":   {"url"}, // the attribute
			room + "/bbcode/report.go": {"url"},
			room + "/edit/quote.go":    {"img"}, // of HTML
		}}},
		"HTML": {room, house.Markup{Bracket: "<", Names: elements, Folders: []string{room + "/html"}, Allowed: map[string][]string{
			room + "/html/element.go": {"cite", "style", "title"},                                                                 // the attributes
			room + "/html/frames.go":  {"area", "audio", "base", "embed", "frame", "iframe", "input", "source", "thead", "video"}, // what differs from its like
			room + "/html/mail.go":    {"cite"},                                                                                   // a type of quote
			room + "/html/print.go":   {"cite"},
			room + "/html/report.go":  {"cite", "frameset", "address", "sub", "style"}, // what is lost, and values
			room + "/html/read.go":    {"plaintext"},
			room + "/html/shape.go":   {"table", "pre", "font", "em"}, // properties, units and values of styles
			room + "/html/style.go":   {"sub", "em"},
		}}},
		"drawing": {"shared/ui/prose", house.Markup{Bracket: "<", Names: drawn, Folders: []string{"shared/ui/prose"}}},
		"editor":  {"extension/panel/compose/rich", house.Markup{Bracket: "<", Names: drawn, Folders: []string{"extension/panel/compose/rich"}}},
	} {
		found, err := house.Spelled(os.DirFS(repository), scan.folder, &scan.Markup, free...)
		require.NoError(t, err)
		require.Empty(t, found, "%s: names that are spelled out and not taken from the table", name)
	}
}
