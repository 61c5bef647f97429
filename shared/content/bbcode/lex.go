package bbcode

import (
	"strings"

	"deskside/shared/content/internal/ascii"
)

const (
	maxHead = 4300 // bytes of an opening tag: one with the longest URL
	guard   = "\u200b"
)

// token is a tag in the source. What lies between tokens is text.
type token struct {
	tag     tag
	closing bool
	paired  bool // an opening tag that a closing tag belongs to
	guarded bool // a [ that the printer kept from being a tag, with its guard
	word    bool // the whole element, with its text at from to upto
	start   int  // place in the source
	end     int
	from    int // text of a raw tag or a word
	upto    int
	value   string // [tag=value]
	rest    string // the attributes after it, as written
	// valueAt and restAt are where value and rest stand in the source.
	valueAt, restAt int
}

// mark is a token as the lexer keeps it: small, and without pointers for a collector to follow.
type mark struct {
	start int32
	tag   tag
	is    facts
	size  uint8 // in bytes, of a tag that is a name alone
}

// facts are what can be said of a mark, as bits.
type facts uint8

const (
	closing facts = 1 << iota
	guarded
	word
	paired
	detailed // the next of lexer.details has the rest
)

// detail is the rest of a token that is more than the name of a tag.
type detail struct {
	end            int32
	from, upto     int32
	valueAt, value int32 // place and length
	restAt, rest   int32
}

// lexer cuts the source into tokens in one pass.
type lexer struct {
	src     string
	marks   []mark
	details []detail
	current token // the one being read
	// noEnd tells that no closing tag of a raw tag follows.
	noEnd [tags]bool
	// bracket is the place of a closing bracket before which there is none where the lexer looks.
	bracket int
	// unquoted is how far no quote of a kind ends a value, so that no byte is searched twice.
	unquoted [2]int
	// uid is the identifier of the post in its tags, "" for none; lookups counts how often one was looked for.
	uid     string
	lookups int
	steps   int
}

func (l *lexer) lex(src string) {
	l.src, l.marks, l.details = src, l.marks[:0], l.details[:0]
	l.noEnd, l.unquoted = [tags]bool{}, [2]int{}
	l.steps, l.bracket = 0, 0
	l.uid, l.lookups = "", 0
	if l.marks == nil {
		l.marks = make([]mark, 0, len(src)/48+4)
	}
	t, marks := &l.current, l.marks
	for i := 0; i < len(src); {
		if src[i] != '[' {
			n := strings.IndexByte(src[i:], '[')
			if n < 0 {
				break
			}
			i += n
		}
		l.steps++
		start := i
		i++
		if i == len(src) || !startsTag(src[i]) {
			continue
		}
		closes := src[i] == '/'
		if closes {
			i++
		}
		end := nameEnd(src, i)
		if src[start+1] != guard[0] && (end == len(src) || src[end] != ']') && !l.ends(end) {
			i = end
			continue
		}
		tag := named(src[i:end])
		if tag == tagNone && src[start+1] != guard[0] {
			i = end
			continue
		}
		if end < len(src) && src[end] == ':' {
			end = l.pastUID(end, closes)
		}
		if end < len(src) && src[end] == ']' && tag.simple() {
			if len(marks) == cap(marks) {
				marks = room(marks, i, len(src))
			}
			marks = append(marks, mark{tag: tag, is: bit(closes, closing), start: int32(start), size: uint8(end + 1 - start)})
			i = end + 1
			continue
		}
		i = end
		*t = token{tag: tag, closing: closes, start: start}
		if !l.token(end, t) {
			for near := min(len(src), i+4); i < near && src[i] != '['; {
				i++
			}
			continue
		}
		if len(l.details) == cap(l.details) {
			l.details = append(make([]detail, 0, len(l.details)+like(len(l.details), i, len(src))), l.details...)
		}
		l.details = append(l.details, detail{
			end: int32(t.end), from: int32(t.from), upto: int32(t.upto),
			valueAt: int32(t.valueAt), value: int32(len(t.value)), restAt: int32(t.restAt), rest: int32(len(t.rest)),
		})
		if len(marks) == cap(marks) {
			marks = room(marks, i, len(src))
		}
		marks = append(marks, mark{
			tag: t.tag, is: bit(t.closing, closing) | bit(t.guarded, guarded) | bit(t.word, word) | detailed, start: int32(t.start),
		})
		i = t.end
	}
	l.marks = marks
	l.pair()
}

func bit(is bool, fact facts) facts {
	if is {
		return fact
	}
	return 0
}

// pair finds for each closing tag the opening tag it belongs to: the nearest of its name before it
// that no other belongs to.
func (l *lexer) pair() {
	var open [tags]int // closing tags that have none yet, from the end of the source
	for i := len(l.marks) - 1; i >= 0; i-- {
		switch m := &l.marks[i]; {
		case m.is&(guarded|word) != 0:
		case m.is&closing != 0:
			open[m.tag]++
		case open[m.tag] > 0:
			open[m.tag]--
			m.is |= paired
		}
	}
}

// room grows marks to what a source of n bytes has when the rest of it is like what was read.
func room(marks []mark, at, n int) []mark {
	grown := make([]mark, len(marks), len(marks)+like(len(marks), at, n))
	copy(grown, marks)
	return grown
}

// like is how many more of something there is room to make for, of which there were some up to a place.
func like(some, at, n int) int {
	return max(some/4+16, min(int(int64(some)*int64(n)/int64(at)*17/16), 64*some)-some)
}

// startsTag tells the bytes that may follow the [ of a tag: a name, a slash, a star, a guard.
func startsTag(c byte) bool { return ascii.Alnum(c) || c == '/' || c == '*' || c == guard[0] }

// ends tells that there is a bracket where a tag could end whose name ends at a place.
func (l *lexer) ends(i int) bool {
	if l.bracket < i {
		if n := strings.IndexByte(l.src[i:], ']'); n >= 0 {
			l.bracket = i + n
		} else {
			l.bracket = i + len(l.src) + maxHead
		}
	}
	return l.bracket-i <= maxHead
}

// expand makes the token of a mark the current one, d what is told of it if it is detailed.
func (l *lexer) expand(m *mark, d *detail) *token {
	t := &l.current
	start := int(m.start)
	*t = token{tag: m.tag, closing: m.is&closing != 0, paired: m.is&paired != 0, guarded: m.is&guarded != 0, word: m.is&word != 0, start: start, end: start + int(m.size)}
	if d != nil {
		t.end, t.from, t.upto = int(d.end), int(d.from), int(d.upto)
		t.value, t.rest = l.src[d.valueAt:d.valueAt+d.value], l.src[d.restAt:d.restAt+d.rest]
	}
	return t
}

// name reads a tag's name and gives the place after it.
//
//go:noinline
func name(s string, i int) (tag, int) {
	end := nameEnd(s, i)
	return named(s[i:end]), end
}

// nameEnd gives the place after what may be a tag's name.
func nameEnd(s string, i int) int {
	if i < len(s) && s[i] == '*' {
		return i + 1
	}
	end := min(len(s), i+longestName)
	for i < end && ascii.Alnum(s[i]) {
		i++
	}
	return i
}

// token reads what follows the name of a tag, which ends at i, into t; false when it is none.
func (l *lexer) token(i int, t *token) bool {
	s := l.src
	if t.tag == tagNone {
		t.guarded, t.end = true, t.start+1+len(guard)
		return t.end <= len(s) && s[t.start+1:t.end] == guard
	}
	if i == len(s) {
		return false
	}
	rule := t.tag.rule()
	if t.closing {
		t.end = i + 1
		return s[i] == ']' && (rule != ruleAlone || t.tag == tagItem)
	}
	if s[i] == ']' {
		t.end = i + 1
	} else if t.tag.bare() || !l.head(i, t) {
		return false
	}
	switch {
	case rule == ruleRaw:
		return l.raw(t)
	case rule == ruleWord, (t.tag == tagURL || t.tag == tagEmail) && t.value == "":
		return l.word(t)
	}
	return true
}

// head reads what follows the name of an opening tag: a value, attributes, the bracket.
func (l *lexer) head(i int, t *token) bool {
	s := l.src
	limit := min(len(s), i+maxHead)
	equals := pastSpaces(s, i, limit)
	if equals < limit && s[equals] == '=' {
		i = pastSpaces(s, equals+1, limit)
		start := i
		end := unquoted
		if i < limit && (s[i] == '"' || s[i] == '\'') {
			if end = l.quoted(i+1, limit, s[i]); end == endless {
				return false
			}
		}
		if end >= 0 {
			t.value, t.valueAt = s[i+1:end], i+1
			i = end + 1
		} else {
			for i < limit && s[i] != ']' && s[i] != '[' && s[i] != '\n' {
				i++
			}
			if i < limit && s[i] == '[' {
				i = l.bracketed(t.tag, start, i, limit)
			}
			if i == limit || s[i] != ']' {
				return false
			}
			t.value, t.rest = splitAttributes(s[start:i])
			t.valueAt, t.restAt = start, i-len(t.rest)
			t.end = i + 1
			l.withoutUID(t)
			return true
		}
	}
	i = l.pastUID(i, false)
	start := i
	for i < limit {
		switch c := s[i]; c {
		case ']':
			t.rest, t.restAt = s[start:i], start
			t.end = i + 1
			return t.rest == "" || t.rest[0] == ' '
		case '[':
			if t.tag != tagQuote {
				return false
			}
			if i = l.bracketed(t.tag, i, i, limit); i == limit {
				return false
			}
		case '\n':
			return false
		case '"', '\'':
			if s[i-1] != '=' {
				i++
				continue
			}
			end := l.quoted(i+1, limit, c)
			if end < 0 {
				return false
			}
			i = end + 1
		default:
			i++
		}
	}
	return false
}

func pastSpaces(s string, i, limit int) int {
	for i < limit && s[i] == ' ' {
		i++
	}
	return i
}

// What quoted gives for a value that no quote ends, and for one that has more than what is in quotes: "Ann", post: 12.
const (
	endless  = -1
	unquoted = -2
)

// quoted finds the quote that ends a value: the first of its kind before a bracket or a space, but for one before a
// space that a backslash escapes.
//
//go:noinline
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
		if s[j] == q && j+1 < len(s) && (s[j+1] == ']' || s[j+1] == ' ' && s[j-1] != '\\' || s[j+1] == ':' && endsInUID(s, j+1)) {
			return j
		}
		if s[j] == q && j+2 < len(s) && s[j+1] == ',' && s[j+2] == ' ' {
			return unquoted
		}
	}
	if j > from {
		l.unquoted[kind] = j
	}
	return endless
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
			if end := l.closing(t.tag, i+2); end > 0 {
				t.word, t.from, t.upto, t.end = true, t.end, i, end
				return true
			}
		}
	}
	l.noEnd[t.tag] = true
	return false
}

// closing gives where the closing tag ends whose name would start at a place, 0 when that is none of a tag.
func (l *lexer) closing(of tag, i int) int {
	t, end := name(l.src, i)
	if t != of {
		return 0
	}
	if end = l.pastUID(end, true); end < len(l.src) && l.src[end] == ']' {
		return end + 1
	}
	return 0
}

// most is how many brackets there may be in one value, so that no byte is looked at more often.
const most = 16

// bracketed gives where a value ends that has square brackets in it, in pairs: that of an address,
// without spaces, or the name of who is quoted. It gives limit for none: brackets that look like a tag
// are one, unless an address gives them a value as in ?a[i]=1, or they format a name; one with a guard is text.
func (l *lexer) bracketed(t tag, start, i, limit int) int {
	s := l.src
	if !t.Link() && t != tagImg && t != tagQuote && t != tagSpoiler {
		return limit
	}
	if t.Link() || t == tagImg {
		for j := start; j < i; j++ {
			if s[j] == ' ' {
				return limit
			}
		}
	}
	depth := 0
	for brackets := 0; i < limit && s[i] != '\n'; i++ {
		switch s[i] {
		case '[':
			at := i + 1
			closing := at < limit && s[at] == '/'
			if closing {
				at++
			}
			known, end := name(s, at)
			valued := end+2 < len(s) && s[end] == ']' && s[end+1] == '='
			if brackets++; brackets > most || i+1 == limit || strings.HasPrefix(s[at:], guard) || (closing || known != tagNone && !valued) && !inName(t, known) {
				return limit
			}
			depth++
		case ']':
			if depth == 0 {
				return i
			}
			depth--
		case ' ':
			if t.Link() || t == tagImg {
				return limit
			}
		}
	}
	return limit
}

// inName tells a tag that may stand within the name of who is quoted: one of formatting, a link or a picture.
func inName(t, within tag) bool {
	return t == tagQuote && (within.Formats() || within.Link() || within == tagImg)
}

// word takes the text of a tag whose text is its value; with a tag in it, it is none. There may be
// brackets in an address.
func (l *lexer) word(t *token) bool {
	s := l.src
	at := t.end
	for range most {
		n := strings.IndexByte(s[at:], '[')
		if n < 0 {
			break
		}
		i := at + n
		if i+1 < len(s) && s[i+1] == '/' {
			if end := l.closing(t.tag, i+2); end > 0 {
				t.word, t.from, t.upto, t.end = true, t.end, i, end
				return true
			}
			break
		}
		if !t.tag.Link() && t.tag != tagImg || ascii.Trim(s[t.end:i]) == "" || strings.IndexByte(ascii.Trim(s[at:i]), ' ') >= 0 || Opens(s, i) == t.tag {
			break
		}
		at = i + 1
	}
	if t.tag == tagImg && (ascii.Starts(t.value, "http://") || ascii.Starts(t.value, "https://")) {
		t.word, t.from, t.upto = true, t.end, t.end // [img=address] alone
		return true
	}
	return false
}
