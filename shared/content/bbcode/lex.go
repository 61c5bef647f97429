package bbcode

import "strings"

const (
	maxHead = 4300 // bytes of an opening tag: one with the longest URL
	guard   = "\u200b"
)

// token is a tag in the source. What lies between tokens is text.
type token struct {
	tag     tag
	closing bool
	guarded bool // a [ that the printer kept from being a tag, with its guard
	word    bool // the whole element, with its text at from to upto
	start   int  // place in the source
	end     int
	value   string // [tag=value]
	rest    string // the attributes after it, as written
	from    int    // text of a raw tag or a word
	upto    int
}

// lexer cuts the source into tokens in one pass.
type lexer struct {
	src    string
	tokens []token
	// closers counts the closing tags of each tag.
	closers [tags]int
	// noEnd tells that no closing tag of a raw tag follows.
	noEnd [tags]bool
	// unquoted is how far no quote of a kind ends a value, so that no byte is searched twice.
	unquoted [2]int
	steps    int
}

func (l *lexer) lex(src string) {
	l.src, l.tokens = src, l.tokens[:0]
	l.closers, l.noEnd, l.unquoted = [tags]int{}, [tags]bool{}, [2]int{}
	l.steps = 0
	for i := 0; i < len(src); {
		n := strings.IndexByte(src[i:], '[')
		if n < 0 {
			return
		}
		i += n
		l.steps++
		t, ok := l.token(i)
		if !ok {
			i++
			continue
		}
		if t.closing {
			l.closers[t.tag]++
		}
		l.tokens = append(l.tokens, t)
		i = t.end
	}
}

// name reads a tag's name and gives the place after it.
func name(s string, i int) (tag, int) {
	if i < len(s) && s[i] == '*' {
		return tagItem, i + 1
	}
	var low [longestName]byte
	n := 0
	for i+n < len(s) && n < len(low) && letterOrDigit(s[i+n]) {
		low[n] = s[i+n] | 0x20
		n++
	}
	return named(string(low[:n])), i + n
}

func letterOrDigit(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

func (l *lexer) token(i int) (t token, ok bool) {
	s := l.src
	t.start = i
	i++
	if len(s)-i >= len(guard) && s[i:i+len(guard)] == guard {
		t.guarded, t.end = true, i+len(guard)
		return t, true
	}
	if i < len(s) && s[i] == '/' {
		t.closing = true
		i++
	}
	t.tag, i = name(s, i)
	if t.tag == tagNone || i == len(s) {
		return t, false
	}
	if t.closing {
		t.end = i + 1
		return t, s[i] == ']' && (t.tag.rule() != ruleAlone || t.tag == tagItem)
	}
	if t.tag.bare() && s[i] != ']' {
		return t, false
	}
	if i, ok = l.head(i, &t); !ok {
		return t, false
	}
	t.end = i
	switch rule := t.tag.rule(); {
	case rule == ruleRaw:
		return t, l.raw(&t)
	case rule == ruleWord, (t.tag == tagURL || t.tag == tagEmail) && t.value == "":
		return t, l.word(&t)
	}
	return t, true
}

// head reads what follows the name of an opening tag: a value, attributes, the bracket.
func (l *lexer) head(i int, t *token) (int, bool) {
	s := l.src
	limit := min(len(s), i+maxHead)
	if s[i] == '=' {
		i++
		start := i
		if i < limit && (s[i] == '"' || s[i] == '\'') {
			end := l.quoted(i+1, limit, s[i])
			if end < 0 {
				return i, false
			}
			t.value = s[i+1 : end]
			i = end + 1
		} else {
			for i < limit && s[i] != ']' && s[i] != '[' && s[i] != '\n' {
				i++
			}
			if i == limit || s[i] != ']' {
				return i, false
			}
			t.value, t.rest = splitAttributes(s[start:i])
			return i + 1, true
		}
	}
	start := i
	for i < limit {
		switch c := s[i]; c {
		case ']':
			t.rest = s[start:i]
			return i + 1, t.rest == "" || t.rest[0] == ' '
		case '[', '\n':
			return i, false
		case '"', '\'':
			if s[i-1] != '=' {
				i++
				continue
			}
			end := l.quoted(i+1, limit, c)
			if end < 0 {
				return i, false
			}
			i = end + 1
		default:
			i++
		}
	}
	return i, false
}

// quoted finds the quote that ends a value: the first of its kind before a bracket or a space.
func (l *lexer) quoted(i, limit int, q byte) int {
	s := l.src
	kind := 0
	if q == '\'' {
		kind = 1
	}
	from := max(i, l.unquoted[kind])
	j := from
	for ; j < limit && s[j] != '\n'; j++ {
		l.steps++
		if s[j] == q && j+1 < len(s) && (s[j+1] == ']' || s[j+1] == ' ') {
			return j
		}
	}
	if j > from {
		l.unquoted[kind] = j
	}
	return -1
}

// splitAttributes cuts an unquoted value before the first attribute that follows it.
func splitAttributes(s string) (value, rest string) {
	for i := 1; i < len(s); i++ {
		if s[i-1] != ' ' {
			continue
		}
		j := i
		for j < len(s) && (letterOrDigit(s[j]) || s[j] == '_') {
			j++
		}
		if j > i && j < len(s) && s[j] == '=' {
			return s[:i-1], s[i-1:]
		}
	}
	return s, ""
}

// attribute gives the value of an attribute of a token.
func (t *token) attribute(name string) string {
	for s := t.rest; s != ""; {
		for s != "" && s[0] == ' ' {
			s = s[1:]
		}
		n := 0
		for n < len(s) && s[n] != '=' && s[n] != ' ' {
			n++
		}
		key := s[:n]
		if n == len(s) || s[n] == ' ' {
			s = s[n:]
			continue
		}
		s = s[n+1:]
		n = 0
		if s != "" && (s[0] == '"' || s[0] == '\'') {
			q := s[0]
			s = s[1:]
			for n < len(s) && !(s[n] == q && (n+1 == len(s) || s[n+1] == ' ')) {
				n++
			}
		} else {
			for n < len(s) && s[n] != ' ' {
				n++
			}
		}
		if lowerEqual(key, name) {
			return s[:n]
		}
		s = s[min(n+1, len(s)):]
	}
	return ""
}

func lowerEqual(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] != lower[i] && s[i]|0x20 != lower[i] {
			return false
		}
	}
	return true
}

// raw takes the text of a raw tag up to its closing tag; without one it is no tag.
func (l *lexer) raw(t *token) bool {
	if l.noEnd[t.tag] {
		return false
	}
	s := l.src
	for i := t.end; i < len(s); i++ {
		n := strings.IndexByte(s[i:], '[')
		if n < 0 {
			break
		}
		i += n
		l.steps++
		if i+1 < len(s) && s[i+1] == '/' {
			if tag, end := name(s, i+2); tag == t.tag && end < len(s) && s[end] == ']' {
				t.word, t.from, t.upto, t.end = true, t.end, i, end+1
				return true
			}
		}
	}
	l.noEnd[t.tag] = true
	return false
}

// word takes the text of a tag whose text is its value; with a tag in it, it is none.
func (l *lexer) word(t *token) bool {
	s := l.src
	n := strings.IndexByte(s[t.end:], '[')
	if n < 0 {
		return false
	}
	i := t.end + n
	if i+1 == len(s) || s[i+1] != '/' {
		return false
	}
	tag, end := name(s, i+2)
	if tag != t.tag || end == len(s) || s[end] != ']' {
		return false
	}
	t.word, t.from, t.upto, t.end = true, t.end, i, end+1
	return true
}

// trimmed cuts white space of both ends.
func trimmed(s string) string {
	for s != "" && s[0] <= ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}
