package contenttest

import "deskside/shared/content"

// Spans returns what of a source each node of its document stands for, a node
// before those within it.
func Spans(d *content.Document, source string) []string {
	var got []string
	var walk func(content.ID)
	walk = func(parent content.ID) {
		for id := d.First(parent); id != 0; id = d.Next(id) {
			n := d.Nodes[id]
			got = append(got, source[n.Start:n.End])
			walk(id)
		}
	}
	walk(0)
	return got
}
