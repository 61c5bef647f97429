package content

import "strings"

// LongestPrefix is how many bytes the marks of quotes and items may take at the start of a line, where
// each line has them as in plain text and Markdown: 0 for as many as there are, unless a great many
// short lines stand so deep that they would be several times as long as the document.
func (d *Document) LongestPrefix() int {
	if d.prefixes(0, 0) > 4*max(len(d.text), int(d.end()))+2048 {
		return 10
	}
	return 0
}

func (d *Document) end() uint32 {
	if len(d.Nodes) == 0 {
		return 0
	}
	return d.Nodes[0].End
}

// prefixes adds up the prefixes of all lines below a node whose own lines have one of a length.
func (d *Document) prefixes(parent ID, length int) (sum int) {
	for id := d.First(parent); id != 0; id = d.Next(id) {
		inner := length
		switch d.Kind(id) {
		case Quote:
			inner += len("> ")
		case Item:
			inner += len("- ")
			if n := d.Ordinal(parent); n > 0 {
				for inner++; n >= 10; n /= 10 {
					inner++
				}
			}
		case Break:
			sum += length
		case CodeBlock:
			sum += length * (strings.Count(d.Text(id), "\n") + 3)
		case Paragraph, Heading, Rule, Row:
			sum += 2 * length
		}
		if inner == 0 && !d.Kind(id).Container() { // as most paragraphs are, none of whose lines has one
			continue
		}
		if d.First(id) != 0 {
			sum += d.prefixes(id, inner)
		}
	}
	return sum
}
