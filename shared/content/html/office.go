package html

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

func (w *wordList) atMark(t *tag, says bool) bool {
	return w.itemAt > 0 && t.from < w.itemAt+maxMarker && (says || t.from == w.markAt)
}

// findMark finds, in what follows the tag of a paragraph of a list whose style was cut out, the element that
// holds nothing but the mark of an item and no-break spaces. It gives 0 for none.
func findMark(src string, at int) int {
	src = src[:min(len(src), at+maxMarker)]
	for at < len(src) && (src[at] <= ' ' || strings.HasPrefix(src[at:], "<!")) {
		if src[at] == '<' {
			n := strings.IndexByte(src[at:], '>')
			if n < 0 {
				return 0
			}
			at += n
		}
		at++
	}
	start, depth, mark, spaces := at, 0, "", 0
	for at < len(src) {
		rest := src[at:]
		switch {
		case rest[0] == '<':
			n := strings.IndexByte(rest, '>')
			if n < 0 {
				return 0
			}
			name := strings.TrimPrefix(rest[1:n], "/")
			if name, _, _ = strings.Cut(name, " "); name == "" {
				return 0
			}
			switch e := named(name); {
			case e != elSpan && (depth == 0 || e.block() || e == elBr):
				return 0
			case e != elSpan:
			case rest[1] == '/':
				depth--
			default:
				depth++
			}
			at += n + 1
			if depth == 0 {
				if spaces > 0 && isMark(mark) {
					return start
				}
				return 0
			}
			continue
		case depth == 0:
			return 0
		case strings.HasPrefix(rest, "&nbsp;"):
			spaces++
			at += len("&nbsp;")
			continue
		case strings.HasPrefix(rest, "\u00a0"):
			spaces++
			at += len("\u00a0")
			continue
		case rest[0] > ' ':
			if spaces > 0 || len(mark) > 6 {
				return 0
			}
			mark += rest[:1]
		}
		at++
	}
	return 0
}

// isMark tells what Word puts before an item: a number or letter with a full stop or bracket, or a sign, which
// is a letter in fonts of signs.
func isMark(s string) bool {
	if s == "" {
		return false
	}
	if last := s[len(s)-1]; last == '.' || last == ')' {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && (r >= 0x80 && r < 0x400 || r >= 0x2000 || strings.ContainsRune("-*ovqnl+", r))
}

// part parts the words of a picture from those of one right before.
func (w *wordList) part(r *Reader, t *tag, words string) (shown string, from int) {
	if from = t.from; ascii.Trim(words) == "" {
		if from == w.pictureTo {
			w.pictureTo = t.to
		}
		return words, from
	}
	if from == w.pictureTo {
		r.b.Text(" ", from)
		from++
	}
	w.pictureTo = t.to
	return w.unescaped(words), from
}

// refused gives an address that is of use to people though it is not followed: of several people, with a name, of a
// scheme that others open, or a part of one.
func (w *wordList) refused(href string) string {
	href = ascii.Trim(href)
	const longest = 300
	if len(href) > longest {
		return ""
	}
	if !ascii.Starts(href, "mailto:") {
		for _, other := range [...]string{"#", "javascript:", "vbscript:", "data:", "cid:", "mid:", "about:", "blob:", "x-apple-", "applewebdata:"} {
			if ascii.Starts(href, other) {
				return ""
			}
		}
		return href
	}
	href, headers, _ := strings.Cut(strings.TrimPrefix(href[len("mailto:"):], "//"), "?")
	for href == "" && headers != "" {
		var header string
		header, headers, _ = strings.Cut(headers, "&")
		if ascii.Starts(header, "to=") {
			href = header[len("to="):]
		}
	}
	people := strings.FieldsFunc(href, func(c rune) bool { return c == ',' || c == ';' })
	for i, p := range people {
		people[i] = ascii.Trim(w.unescaped(p))
		address := people[i]
		if from := strings.IndexByte(address, '<'); from >= 0 {
			address = strings.TrimSuffix(address[from+1:], ">")
		}
		if _, err := content.ParseURL("mailto:" + address); err != nil {
			return "" // part of an address would be another person's
		}
	}
	return strings.Join(people, ", ")
}

// title adds the addresses that links in a title lead to: titles have no links.
func (w *wordList) title(r *Reader, words, src string) string {
	var t tag
	for at := 0; at < len(src) && len(words) < maxWords; {
		if at = nextMarkup(src, at); at == len(src) || !ascii.Letter(src[at+1]) {
			at++
			continue
		}
		r.steps++
		next, ok := readTag(src, at, &t)
		at = next
		if !ok || t.element != elA {
			continue
		}
		u, err := r.resolve(t.attr(atHref))
		shown := u.Shown()
		if err == nil && !strings.Contains(words, shown) {
			words += " (" + shown + ")"
		}
	}
	return words
}

func (w *wordList) inCode(r *Reader, link *open) {
	var t tag
	if _, ok := readTag(r.src, link.start, &t); !ok || link.words >= len(r.scratch) {
		return
	}
	u, err := r.resolve(t.attr(atHref))
	words := ascii.Trim(string(r.scratch[link.words:]))
	if shown, _ := content.Autolink(words); err != nil || shown == u || words == u.Shown() || words == "" {
		return
	}
	r.scratch.String(" (")
	r.scratch.String(u.Shown())
	r.scratch.String(")")
}
