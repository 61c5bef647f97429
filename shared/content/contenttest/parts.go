package contenttest

import (
	"deskside/shared/content"
	"deskside/shared/content/text"
)

// Parts gives the text of what a reader of a mail sees at once, and of what is folded.
func Parts(d *content.Document) (shown, folded string) {
	part := func(seen bool) string {
		var b content.Builder
		b.Reset(false)
		b.Copy(d, func(id content.ID) content.Fate {
			fold := d.Kind(id) == content.Signature || d.Kind(id) == content.Quote && d.Nodes[id].Flags&content.Folded != 0
			if seen && fold || !seen && !fold && atRoot(d, id) {
				return content.Drop
			}
			return content.Keep
		})
		return text.Print(b.Document(0))
	}
	return part(true), part(false)
}

func atRoot(d *content.Document, id content.ID) bool {
	for c := d.First(0); c != 0; c = d.Next(c) {
		if c == id {
			return true
		}
	}
	return false
}
