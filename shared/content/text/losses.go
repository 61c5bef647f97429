package text

import "deskside/shared/content"

// Losses reports what of a document Append does not print.
func Losses(d *content.Document, report *content.Report) {
	if report == nil {
		return
	}
	d.Walk(func(id content.ID) {
		switch k := d.Kind(id); k {
		case content.Paragraph, content.Heading:
			if k == content.Heading {
				report.Node(d, id, content.Changed, "a paragraph")
			}
			report.Align(d, id)
		case content.CodeBlock:
			report.Node(d, id, content.Changed, "lines of text")
		case content.Table:
			report.Node(d, id, content.Changed, "lines with | between the cells")
		case content.Spoiler:
			report.Node(d, id, content.Changed, "text that is open")
		case content.Quote:
			if _, _, ref := d.Source(id); ref != "" || d.Nodes[id].Flags&content.Folded != 0 {
				report.Node(d, id, content.Changed, "lines after >, without reference or fold")
			}
		case content.Image:
			if d.Alt(id) != "" {
				report.Node(d, id, content.Changed, "its replacement text")
			} else {
				report.Node(d, id, content.Changed, "its address")
			}
		case content.Mention, content.Attachment:
			report.Node(d, id, content.Changed, "its name")
		default:
			if k.Formats() && k != content.Link {
				report.Node(d, id, content.Unwrapped, "")
			}
		}
	})
}
