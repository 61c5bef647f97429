package world

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

// RenderContent gives stored content as HTML, or as BBCode. HTML is always
// rebuilt from the few tags below, so that stored text can add no other.
func RenderContent(content, form string, asBBCode bool) string {
	switch {
	case asBBCode && form == "bbcode":
		return content
	case asBBCode:
		return HTMLToBBCode(content)
	case form == "bbcode":
		return bbcodeToHTML(content)
	}
	return cleanHTML(content)
}

// bbcodeTags maps the BBCode tags the sandbox knows to HTML ones.
var bbcodeTags = map[string]string{
	"b": "strong", "i": "em", "u": "u", "s": "s", "ul": "ul", "ol": "ol", "li": "li", "quote": "blockquote",
	"code": "code", "pre": "pre", "url": "a", "img": "img",
}

var htmlTags = map[string]string{
	"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u", "s": "s", "del": "s", "ul": "ul", "ol": "ol", "li": "li",
	"blockquote": "quote", "code": "code", "pre": "pre", "a": "url", "img": "img",
}

// blocks are the HTML tags that stand between paragraphs.
var blocks = map[string]bool{"ul": true, "ol": true, "blockquote": true, "pre": true}

var (
	BBCodeTag = regexp.MustCompile(`\[(/?)([a-zA-Z]+)(?:=([^\[\]]*))?\]`)
	htmlTag   = regexp.MustCompile(`(?s)<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>`)
	attribute = regexp.MustCompile(`(?i)\b(href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)`)
	dropped   = regexp.MustCompile(`(?is)<(script|style|head|title)\b.*?</(script|style|head|title)\s*>`)
	lines     = regexp.MustCompile(`\n{3,}`)
)

// safeURL gives an address that may stand in a link or an image; "" for any
// other scheme than http, https and mailto.
func safeURL(address string) string {
	address = strings.Trim(strings.TrimSpace(address), `"'`)
	lower := strings.ToLower(address)
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if strings.HasPrefix(lower, scheme) {
			return address
		}
	}
	return ""
}

// bbcodeWriter writes HTML from BBCode, one paragraph at a time.
type bbcodeWriter struct {
	out   bytes.Buffer
	stack []string // open HTML tags
	inP   bool
}

// bbcodeToHTML converts what people write: known tags become HTML, everything
// else is text. Unclosed tags are closed at the end, stray closing tags stay text.
func bbcodeToHTML(text string) string {
	w := &bbcodeWriter{}
	unclosed := map[string]bool{} // names whose closing tag does not occur any more
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for text != "" {
		at := BBCodeTag.FindStringSubmatchIndex(text)
		if at == nil {
			break
		}
		w.text(text[:at[0]])
		whole, closing := text[at[0]:at[1]], at[2] != at[3]
		name := strings.ToLower(text[at[4]:at[5]])
		argument := ""
		if at[6] >= 0 {
			argument = text[at[6]:at[7]]
		}
		text = text[at[1]:]
		tag := bbcodeTags[name]
		switch {
		case tag == "":
			w.text(whole)
		case closing:
			if !w.close(tag) {
				w.text(whole)
			}
		case name == "code" || name == "pre" || name == "img" || name == "url" && argument == "":
			// These hold text, not further tags.
			inner, rest, closed := "", "", false
			if !unclosed[name] {
				inner, rest, closed = cutFold(text, "[/"+name+"]")
				unclosed[name] = !closed
			}
			if !closed || !w.verbatim(tag, inner) {
				w.text(whole)
				break
			}
			text = rest
		case name == "url":
			if address := safeURL(argument); address != "" {
				w.open(tag, ` href="`+html.EscapeString(address)+`"`)
			} else {
				w.text(whole)
			}
		default:
			w.open(tag, "")
		}
	}
	w.text(text)
	for len(w.stack) > 0 {
		w.close(w.stack[len(w.stack)-1])
	}
	w.endP()
	return w.out.String()
}

// cutFold is strings.Cut for a mark in any case.
func cutFold(text, mark string) (before, after string, found bool) {
	for at := 0; at+len(mark) <= len(text); at++ {
		if strings.EqualFold(text[at:at+len(mark)], mark) {
			return text[:at], text[at+len(mark):], true
		}
	}
	return text, "", false
}

// inBlock reports whether text needs no paragraph of its own.
func (w *bbcodeWriter) inBlock() bool {
	for _, tag := range w.stack {
		if blocks[tag] {
			return true
		}
	}
	return false
}

func (w *bbcodeWriter) startP() {
	if !w.inP && !w.inBlock() {
		w.out.WriteString("<p>")
		w.inP = true
	}
}

func (w *bbcodeWriter) endP() {
	if w.inP {
		// A line that ends right before a block needs no break.
		w.out.Truncate(len(bytes.TrimSuffix(w.out.Bytes(), []byte("<br>"))))
		w.out.WriteString("</p>")
		w.inP = false
	}
}

func (w *bbcodeWriter) text(text string) {
	list := len(w.stack) > 0 && (w.stack[len(w.stack)-1] == "ul" || w.stack[len(w.stack)-1] == "ol")
	if text == "" || (list || !w.inP) && strings.TrimSpace(text) == "" {
		return
	}
	if !w.inP {
		text = strings.TrimLeft(text, "\n")
	}
	for i, part := range strings.Split(text, "\n\n") {
		if i > 0 && !w.inBlock() && len(w.stack) == 0 {
			w.endP()
		} else if i > 0 {
			w.out.WriteString("<br><br>")
		}
		if part == "" {
			continue
		}
		w.startP()
		w.out.WriteString(strings.ReplaceAll(html.EscapeString(part), "\n", "<br>"))
	}
}

func (w *bbcodeWriter) open(tag, attributes string) {
	if blocks[tag] && len(w.stack) == 0 {
		w.endP()
	}
	if !blocks[tag] {
		w.startP()
	}
	w.out.WriteString("<" + tag + attributes + ">")
	w.stack = append(w.stack, tag)
}

// close ends the nearest open tag of that name and all that was opened in it.
func (w *bbcodeWriter) close(tag string) bool {
	at := len(w.stack) - 1
	for at >= 0 && w.stack[at] != tag {
		at--
	}
	if at < 0 {
		return false
	}
	for len(w.stack) > at {
		w.out.WriteString("</" + w.stack[len(w.stack)-1] + ">")
		w.stack = w.stack[:len(w.stack)-1]
	}
	return true
}

// verbatim writes a tag that holds plain text; false when its address is unsafe.
func (w *bbcodeWriter) verbatim(tag, inner string) bool {
	switch tag {
	case "img", "a":
		address := safeURL(inner)
		if address == "" {
			return false
		}
		w.startP()
		address = html.EscapeString(address)
		if tag == "img" {
			w.out.WriteString(`<img src="` + address + `" alt="">`)
		} else {
			w.out.WriteString(`<a href="` + address + `">` + address + `</a>`)
		}
	case "pre":
		w.open(tag, "")
		w.out.WriteString(html.EscapeString(strings.TrimPrefix(inner, "\n")))
		w.close(tag)
	default:
		if strings.Contains(inner, "\n") {
			w.open("pre", "")
			w.out.WriteString("<code>" + html.EscapeString(strings.TrimPrefix(inner, "\n")) + "</code>")
			w.close("pre")
			break
		}
		w.open(tag, "")
		w.out.WriteString(html.EscapeString(inner))
		w.close(tag)
	}
	return true
}

// htmlPiece is a tag or the text between two tags.
type htmlPiece struct {
	text    string // unescaped; for tags empty
	tag     string
	closing bool
	address string
}

func htmlPieces(source string) []htmlPiece {
	source = dropped.ReplaceAllString(source, "")
	var pieces []htmlPiece
	add := func(text string) {
		if text != "" {
			pieces = append(pieces, htmlPiece{text: html.UnescapeString(text)})
		}
	}
	last := 0
	for _, at := range htmlTag.FindAllStringSubmatchIndex(source, -1) {
		add(source[last:at[0]])
		last = at[1]
		if at[4] < 0 {
			continue
		}
		piece := htmlPiece{tag: strings.ToLower(source[at[4]:at[5]]), closing: at[2] != at[3]}
		if found := attribute.FindStringSubmatch(source[at[6]:at[7]]); found != nil {
			piece.address = safeURL(html.UnescapeString(strings.Trim(found[2], `"'`)))
		}
		pieces = append(pieces, piece)
	}
	add(source[last:])
	return pieces
}

// cleanHTML rebuilds HTML from the tags the sandbox knows; others fall away and
// their text stays.
func cleanHTML(source string) string {
	var out strings.Builder
	var stack []string
	for _, piece := range htmlPieces(source) {
		_, known := htmlTags[piece.tag]
		switch {
		case piece.tag == "":
			out.WriteString(html.EscapeString(piece.text))
		case piece.tag == "br" || piece.tag == "hr":
			out.WriteString("<" + piece.tag + ">")
		case piece.tag == "img":
			if piece.address != "" {
				out.WriteString(`<img src="` + html.EscapeString(piece.address) + `" alt="">`)
			}
		case !known && piece.tag != "p":
		case !piece.closing:
			out.WriteString("<" + piece.tag)
			if piece.tag == "a" && piece.address != "" {
				out.WriteString(` href="` + html.EscapeString(piece.address) + `"`)
			}
			out.WriteString(">")
			stack = append(stack, piece.tag)
		default:
			for at := len(stack) - 1; at >= 0; at-- {
				if stack[at] != piece.tag {
					continue
				}
				for len(stack) > at {
					out.WriteString("</" + stack[len(stack)-1] + ">")
					stack = stack[:len(stack)-1]
				}
				break
			}
		}
	}
	for i := len(stack) - 1; i >= 0; i-- {
		out.WriteString("</" + stack[i] + ">")
	}
	return out.String()
}

// HTMLToBBCode writes HTML in BBCode, as far as there are tags for it.
func HTMLToBBCode(source string) string {
	var out strings.Builder
	var links []bool // of each open link, whether it was written
	for _, piece := range htmlPieces(source) {
		name, known := htmlTags[piece.tag]
		switch {
		case piece.tag == "":
			out.WriteString(piece.text)
		case piece.tag == "br":
			out.WriteString("\n")
		case piece.tag == "img":
			if piece.address != "" {
				out.WriteString("[img]" + piece.address + "[/img]")
			}
		case piece.tag == "p" || piece.tag == "div" || piece.tag == "tr":
			if piece.closing {
				out.WriteString("\n\n")
			}
		case !known:
		case piece.tag == "a" && piece.closing:
			if len(links) == 0 {
				break
			}
			if links[len(links)-1] {
				out.WriteString("[/url]")
			}
			links = links[:len(links)-1]
		case piece.tag == "a":
			links = append(links, piece.address != "")
			if piece.address != "" {
				out.WriteString("[url=" + piece.address + "]")
			}
		case piece.closing:
			out.WriteString("[/" + name + "]")
		default:
			out.WriteString("[" + name + "]")
		}
	}
	return strings.TrimSpace(lines.ReplaceAllString(out.String(), "\n\n"))
}
