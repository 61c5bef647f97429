package contenttest

import "maps"

// rendered lists what printed Markdown may become where a reader lets HTML through: what Markdown has
// elements for. Any other element stood in the Markdown as HTML, and so did any other attribute.
var rendered = map[string]string{
	"p": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "blockquote": "", "pre": "", "code": "class",
	"ul": "", "ol": "start", "li": "", "table": "", "thead": "", "tbody": "", "tr": "", "td": "", "th": "", "hr": "", "br": "",
	"em": "", "strong": "", "del": "", "a": "href", "img": "src alt",
	"html": "", "head": "", "body": "",
}

// UnsafeMarkdown is UnsafePage for what printed Markdown was rendered as.
func UnsafeMarkdown(page string) string { return judge{rendered, false}.page(page) }

// Rendered gives a copy of the list by which UnsafeMarkdown judges, as Allowed does.
func Rendered() map[string]string { return maps.Clone(rendered) }
