package bbcode

import "deskside/shared/content"

// Losses reports what of a document Append does not print.
func Losses(d *content.Document, report *content.Report) {
	if report == nil {
		return
	}
	d.Walk(func(id content.ID) {
		switch d.Kind(id) {
		case content.Signature:
			report.Node(d, id, content.Unwrapped, content.NoMark)
		case content.Quote:
			if d.Nodes[id].Flags&content.Folded != 0 {
				report.Node(d, id, content.Changed, content.AsUnfolded)
			}
			author, date, ref := d.Source(id)
			quotable(d, id, author+date+ref, report)
		case content.Spoiler:
			quotable(d, id, d.Text(id), report)
		case content.Image:
			quotable(d, id, d.Alt(id), report)
		case content.Mention, content.Attachment:
			for _, c := range d.Text(id) {
				if c == '[' {
					report.Node(d, id, content.Changed, content.AsRoundBracket)
					break
				}
			}
		}
	})
}

// quotable reports a value with characters that a quoted value cannot hold.
func quotable(d *content.Document, id content.ID, value string, report *content.Report) {
	for _, c := range value {
		if c == '"' || c == '[' || c == ']' {
			report.Node(d, id, content.Changed, content.AsOtherMarks)
			return
		}
	}
}
