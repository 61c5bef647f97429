package markdown

import "deskside/shared/content"

// Losses reports what of a document Append does not print.
func Losses(d *content.Document, report *content.Report) {
	if report == nil {
		return
	}
	d.Walk(func(id content.ID) {
		switch k := d.Kind(id); k {
		case content.Paragraph:
			report.Align(d, id)
		case content.Heading:
			report.Align(d, id)
			for c := d.First(id); c != 0; c = d.Next(c) {
				if d.Kind(c) == content.Break {
					report.Node(d, id, content.Changed, content.AsOneLineHeading)
					break
				}
			}
		case content.Quote:
			author, date, ref := d.Source(id)
			if author+date+ref != "" || d.Nodes[id].Flags&content.Folded != 0 {
				report.Node(d, id, content.Changed, content.AsQuoteWithLine)
			}
		case content.List:
			if d.Style(id) > content.Decimal {
				report.Node(d, id, content.Changed, content.AsDecimal)
			}
		case content.Table:
			table(d, id, report)
		case content.Spoiler:
			report.Node(d, id, content.Changed, content.AsOpenText)
		case content.Signature:
			report.Node(d, id, content.Changed, content.AsTextAfterDashes)
		case content.Image:
			if w, h := d.Dimensions(id); w+h > 0 {
				report.Node(d, id, content.Changed, content.AsOwnSize)
			}
		case content.Mention, content.Attachment:
			report.Node(d, id, content.Changed, content.AsName)
		default:
			if k.Formats() && k.Marks() == "" || k.Wraps() {
				report.Node(d, id, content.Unwrapped, content.NoReason)
			}
		}
	})
}

// table reports what a table of Markdown cannot hold: cells that are not one line of text or take
// more than a place, heads elsewhere than in the first row, no head at all.
func table(d *content.Document, id content.ID, report *content.Report) {
	first := d.First(id)
	headed := heads(d, first)
	if !headed {
		report.Node(d, id, content.Changed, content.AsHeadless)
	}
	for row := first; row != 0; row = d.Next(row) {
		for cell := d.First(row); cell != 0; cell = d.Next(cell) {
			columns, rows := d.Spans(cell)
			block := d.First(cell)
			switch {
			case columns > 1 || rows > 1:
				report.Node(d, cell, content.Changed, content.AsOnePlace)
			case d.Nodes[cell].Flags&content.Header != 0 && (row != first || !headed):
				report.Node(d, cell, content.Changed, content.AsNoHead)
			case block != 0 && (d.Kind(block) != content.Paragraph || d.Next(block) != 0 || breaks(d, block)):
				report.Node(d, cell, content.Changed, content.AsOneLine)
			}
		}
	}
}

func breaks(d *content.Document, id content.ID) bool {
	for c := d.First(id); c != 0; c = d.Next(c) {
		if d.Kind(c) == content.Break || breaks(d, c) {
			return true
		}
	}
	return false
}
