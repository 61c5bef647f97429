package content_test

import (
	"unicode/utf8"

	"deskside/shared/content"
)

// formFault tells the first way in which a document is not in the normal form that package content
// promises, "" when it is. length is that of the source, for the spans.
func formFault(d *content.Document, length int) string {
	c := checker{d: d, length: uint32(length), seen: make([]bool, len(d.Nodes))}
	if len(d.Nodes) == 0 {
		return "a document without a root"
	}
	c.node(0, 0)
	return c.fault
}

type checker struct {
	d      *content.Document
	length uint32
	seen   []bool
	inside [content.Kinds]int
	fault  string
}

func (c *checker) fail(s string) {
	if c.fault == "" {
		c.fault = s
	}
}

// holds is the content model: what may stand directly in what.
func holds(parent, child content.Kind) bool {
	switch parent {
	case content.Root, content.Quote, content.Spoiler, content.Signature, content.Item, content.Cell:
		switch child {
		case content.Paragraph, content.Heading, content.Quote, content.CodeBlock, content.List, content.Table, content.Rule,
			content.Spoiler, content.Signature:
			return true
		}
		return child.Wraps()
	case content.List:
		return child == content.Item
	case content.Table:
		return child == content.Row
	case content.Row:
		return child == content.Cell
	case content.Paragraph, content.Heading:
		return child.Inline()
	}
	if parent.Wraps() {
		return holds(content.Root, child)
	}
	return parent.Formats() && parent != content.Code && child.Inline()
}

func (c *checker) node(id content.ID, depth int) {
	d := c.d
	if c.seen[id] {
		c.fail("a node stands in two places")
		return
	}
	c.seen[id] = true
	n := &d.Nodes[id]
	if n.Start > n.End || n.End > c.length {
		c.fail("a span is not in the source")
	}
	if depth > 2*content.MaxDepth {
		c.fail("too deep")
	}
	if n.Kind.Inline() && c.inside[n.Kind] > 0 {
		c.fail("formatting inside the same formatting")
	}
	c.inside[n.Kind]++
	previous := content.ID(0)
	for child := n.First; child != 0 && c.fault == ""; child = d.Next(child) {
		if !holds(n.Kind, d.Kind(child)) {
			c.fail("a node stands where its kind cannot")
			break
		}
		c.neighbours(previous, child)
		c.node(child, depth+1)
		previous = child
	}
	c.inside[n.Kind]--
	c.leaf(id)
	if n.First == 0 {
		switch n.Kind {
		case content.Root, content.Cell, content.CodeBlock, content.Rule, content.Text, content.Break, content.Image,
			content.Code, content.Mention, content.Attachment:
		default:
			c.fail("an empty node")
		}
	}
}

func (c *checker) neighbours(previous, id content.ID) {
	if previous == 0 {
		if c.d.Kind(id) == content.Break {
			c.fail("a line break first")
		}
		return
	}
	a, b := c.d.Kind(previous), c.d.Kind(id)
	if a == b && (a == content.Text || a == content.Break || a == content.Code) {
		c.fail("two neighbours that are one")
	}
}

func (c *checker) leaf(id content.ID) {
	d := c.d
	text := d.Text(id)
	switch kind := d.Kind(id); kind {
	case content.Text, content.Code, content.CodeBlock, content.Mention, content.Attachment:
		if text == "" {
			c.fail("text without characters")
		}
		if !utf8.ValidString(text) {
			c.fail("text that is not UTF-8")
		}
		before := rune(0)
		for _, r := range text {
			verbatim := kind == content.CodeBlock && (r == '\n' || r == '\t')
			if (r < ' ' && !verbatim) || r >= 0x7f && r < 0xa0 {
				c.fail("a control character")
			}
			if kind != content.CodeBlock && r == ' ' && before == ' ' {
				c.fail("two spaces")
			}
			before = r
		}
	case content.Link, content.Image:
		u, err := content.ParseURL(d.URL(id).String())
		if err != nil || u != d.URL(id) {
			c.fail("a URL that is not canonical")
		}
	}
}
