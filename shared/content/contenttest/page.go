// Package contenttest looks for what must never be in the output of content, by other means than
// content's own: HTML is read with golang.org/x/net/html, drawing programs by the forms of their
// operations. It is for tests and knows nothing of how output is made.
package contenttest

import (
	"maps"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed lists what printed HTML may have: elements and their attributes.
var allowed = map[string]string{
	"p": "style", "h1": "style", "h2": "style", "h3": "style", "h4": "style", "h5": "style", "h6": "style",
	"blockquote": "type class cite", "cite": "", "time": "", "pre": "", "code": "class", "ul": "", "ol": "type start",
	"li": "", "table": "", "tbody": "", "tr": "", "td": "colspan rowspan", "th": "colspan rowspan", "hr": "", "details": "",
	"summary": "", "div": "class", "br": "", "b": "", "i": "", "u": "", "s": "", "sub": "", "sup": "",
	"span": "style class data-id", "font": "face", "a": "href rel class data-id", "img": "src alt width height",
	"html": "", "head": "", "body": "",
	// Of no harm either, for formats to come.
	"mark": "", "kbd": "", "samp": "", "var": "", "small": "", "big": "", "ins": "", "del": "", "dfn": "", "abbr": "", "aside": "", "section": "", "figure": "", "address": "",
}

// UnsafePage reads printed HTML and tells the first thing in it that should not be there, "" when
// there is none: an element or attribute that is not on the list, a URL with another scheme, a style
// of more than one harmless declaration, a link without rel, a comment.
func UnsafePage(page string) string { return judge{allowed, true}.page(page) }

// judge looks for what should not be in a page.
type judge struct {
	allowed map[string]string
	rel     bool // links have to have one
}

func (j judge) page(page string) string {
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(true))
	if err != nil {
		return "HTML that cannot be read: " + err.Error()
	}
	return j.node(root)
}

func (j judge) node(n *html.Node) string {
	switch n.Type {
	case html.ElementNode:
		if fault := j.element(n); fault != "" {
			return fault
		}
	case html.CommentNode, html.DoctypeNode:
		return "a comment or doctype"
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if fault := j.node(c); fault != "" {
			return fault
		}
	}
	return ""
}

func (j judge) element(n *html.Node) string {
	attributes, ok := j.allowed[n.Data]
	if !ok || n.Namespace != "" {
		return "the element " + n.Data
	}
	rel := false
	for _, a := range n.Attr {
		known := false
		for _, name := range strings.Fields(attributes) {
			known = known || name == a.Key
		}
		switch {
		case !known || a.Namespace != "":
			return "the attribute " + a.Key + " of " + n.Data
		case (a.Key == "href" || a.Key == "src") && !SafeURL(a.Val, a.Key == "src"):
			return "the URL " + a.Val
		case a.Key == "style" && !safeStyle(a.Val):
			return "the style " + a.Val
		case a.Key == "rel":
			rel = a.Val == "noopener noreferrer nofollow ugc"
		}
	}
	if n.DataAtom == atom.A && j.rel && !rel {
		return "a link without rel"
	}
	return ""
}

// SafeURL tells that a URL has a scheme that content lets through and no character that ends an
// attribute.
func SafeURL(u string, image bool) bool {
	for _, c := range u {
		if c <= ' ' || c == 0x7f || strings.ContainsRune("\"'<>`\\", c) {
			return false
		}
	}
	for _, scheme := range []string{"http://", "https://", "mailto:", "tel:"} {
		if strings.HasPrefix(u, scheme) {
			return !image || scheme[0] == 'h'
		}
	}
	return false
}

func safeStyle(s string) bool {
	name, value, ok := strings.Cut(s, ":")
	if !ok || strings.ContainsAny(value, ";:()\\\"'/*{}") {
		return false
	}
	return name == "color" || name == "font-size" || name == "text-align"
}

// Allowed gives a copy of the list by which UnsafePage judges: attributes by element, with spaces
// between.
func Allowed() map[string]string { return maps.Clone(allowed) }
