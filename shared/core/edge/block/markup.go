package block

import (
	"strings"
	"unicode/utf8"
)

// element is one that the block is made of. There are no others, and none of them takes
// an attribute from anywhere but the two that follow.
type element struct{ open, shut string }

// The block's elements. Their classes are those of Bootstrap, with which Usedesk's pages
// are styled; the rest keeps it readable where they are not.
var (
	list    = element{`<ul class="list-unstyled" style="list-style:none;margin:0 0 8px;padding:0">`, "</ul>"}
	item    = element{`<li style="margin:0 0 10px">`, "</li>"}
	heading = element{`<h5 style="margin:0 0 6px;font-weight:bold">`, "</h5>"}
	line    = element{`<p style="margin:0 0 6px">`, "</p>"}
	notice  = element{`<p class="text-warning" role="status" style="margin:0 0 6px">`, "</p>"}
	about   = element{`<div class="text-muted small">`, "</div>"}
	quoted  = element{`<div class="small" style="margin-top:2px;padding-inline-start:6px;border-inline-start:2px solid #ccc">`, "</div>"}
	fresh   = element{`<span class="label label-success" style="padding:1px 5px;border-radius:3px;font-size:.92em;background-color:#2b6a2e;color:#fff">`, "</span>"}
	plain   = element{`<span class="label label-default" style="padding:1px 5px;border-radius:3px;font-size:.92em;background-color:#5e5e5e;color:#fff">`, "</span>"}
	fact    = element{`<span style="white-space:nowrap">`, "</span>"}
	// apart keeps what somebody wrote from turning the text around it.
	apart = element{"<bdi>", "</bdi>"}
)

// markup is HTML as it is made here: elements, and text in them.
type markup struct{ b []byte }

// in writes an element around what fill writes.
func (m *markup) in(e element, fill func()) {
	m.b = append(m.b, e.open...)
	fill()
	m.b = append(m.b, e.shut...)
}

// whole writes the block itself, whose language and direction are those of a catalogue.
func (m *markup) whole(language, dir string, fill func()) {
	m.in(element{`<div class="deskside-block" lang="` + escaped(language) + `" dir="` + escaped(dir) + `" style="overflow-wrap:anywhere">`, "</div>"}, fill)
}

// link writes a link that opens beside the page which shows the block. Only what leads
// allows is an address.
func (m *markup) link(address string, fill func()) {
	m.in(element{`<a href="` + escaped(address) + `" target="_blank" rel="noopener noreferrer">`, "</a>"}, fill)
}

// coloured writes a label in the colours of a helpdesk, or in plain ones where they are no
// colours or nobody could read them.
func (m *markup) coloured(background, text, says string) {
	e := plain
	if legible(background, text) {
		e.open = `<span class="label" style="padding:1px 5px;border-radius:3px;font-size:.92em;background-color:` + background + `;color:` + text + `">`
	}
	m.in(e, func() { m.text(says) })
}

// text writes text.
func (m *markup) text(s string) { m.b = append(m.b, escaped(s)...) }

// escaped is text of which no HTML parser makes anything else, neither in an element nor
// in an attribute in double quotes.
func escaped(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if !strings.ContainsAny(s, "&<>\"'`=\x00") {
		return s
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&#34;"...)
		case '\'':
			b = append(b, "&#39;"...)
		case '`':
			b = append(b, "&#96;"...)
		case '=':
			b = append(b, "&#61;"...)
		case 0:
			b = append(b, "\ufffd"...)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// leads reports whether an address is one of the web at a host, and nothing else in any
// reading of it.
func leads(address, host string) bool {
	scheme, rest, ok := strings.Cut(address, "://")
	at := rest
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		at = rest[:end]
	}
	return ok && (scheme == "https" || scheme == "http") && host != "" && strings.EqualFold(at, host) &&
		!strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' || r == utf8.RuneError })
}

// legible reports whether text of one colour, such as #fff or #00704a, can be read on
// another: at a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3).
func legible(background, text string) bool {
	b, ok := luminance(background)
	t, fits := luminance(text)
	return ok && fits && (max(b, t)+0.05)/(min(b, t)+0.05) >= 4.5
}

// luminance is how bright a colour is, from 0 to 1, false for what is none.
func luminance(colour string) (float64, bool) {
	digits, ok := strings.CutPrefix(colour, "#")
	if !ok || len(digits) != 3 && len(digits) != 6 {
		return 0, false
	}
	wide := len(digits) / 3
	sum := 0.0
	for i, weight := range [...]float64{0.2126, 0.7152, 0.0722} {
		value := 0
		for _, c := range []byte(digits[i*wide : (i+1)*wide]) {
			n := strings.IndexByte("0123456789abcdef", c|0x20)
			if n < 0 || c < '0' {
				return 0, false
			}
			value = value<<4 | n
		}
		if wide == 1 {
			value *= 17
		}
		// sRGB's curve by its square, which is close enough and links no power.
		part := float64(value) / 255
		sum += weight * part * part
	}
	return sum, true
}
