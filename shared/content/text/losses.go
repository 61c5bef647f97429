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
				report.Node(d, id, content.Changed, content.AsParagraph)
			}
			report.Align(d, id)
		case content.CodeBlock:
			report.Node(d, id, content.Changed, content.AsLines)
		case content.Table:
			report.Node(d, id, content.Changed, content.AsBars)
		case content.Spoiler:
			report.Node(d, id, content.Changed, content.AsOpenText)
		case content.Quote:
			if _, _, ref := d.Source(id); ref != "" || d.Nodes[id].Flags&content.Folded != 0 {
				report.Node(d, id, content.Changed, content.AsQuoteLines)
			}
		case content.Image:
			if d.Alt(id) != "" {
				report.Node(d, id, content.Changed, content.AsAlt)
			} else {
				report.Node(d, id, content.Changed, content.AsAddress)
			}
		case content.Mention, content.Attachment:
			report.Node(d, id, content.Changed, content.AsName)
		default:
			if k.Formats() && k != content.Link || k.Wraps() {
				report.Node(d, id, content.Unwrapped, content.NoReason)
			}
		}
	})
}
