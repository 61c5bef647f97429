package macros

import (
	"strings"

	"deskside/shared/words"
)

// Template is a text that was read.
//
// It is a small part of Liquid (https://shopify.github.io/liquid/), whose double
// braces agents know of Zendesk and Usedesk:
//
//	{{ customer.first_name | default: "there" }}
//	{% if ticket.tags contains "vip" and ticket.status != "solved" %} … {% elsif … %} … {% else %} … {% endif %}
//	{% unless customer.email %} … {% endunless %}
//
// Values compare without regard to case and diacritics. As in Liquid, "and" and
// "or" bind alike, from the right. A tag that stands in a line alone takes that
// line with it; {%- and -%} take all white space.
type Template struct {
	nodes []node
}

// node is a piece of a template.
type node struct {
	kind  nodeKind
	text  string // of a literal
	value operand
	// fallback stands where the value is empty; has says that there is one.
	fallback string
	has      bool
	test     []clause
	unless   bool
	// next is, of a branch, where the next one begins, or the condition ends; end
	// is where it ends, of every branch but the first.
	next, end int
}

type nodeKind uint8

const (
	literal nodeKind = iota
	output
	branch // {% if %} and {% elsif %}
	other  // {% else %}
	closed // {% endif %}
)

// operand is a variable, or a text where name is "".
type operand struct {
	name string
	text string
}

// clause is one comparison; and tells how it goes on with the next.
type clause struct {
	left, right operand
	op          string // "" for whether there is anything
	and         bool
}

// depthLimit bounds how deep conditions stand in each other.
const depthLimit = 10

// problemLimit bounds how much is said to be wrong with one text.
const problemLimit = 20

// reader reads a template in one pass.
type reader struct {
	text     string
	out      []node
	problems []Problem
	// open are the conditions that are not closed.
	open []opened
}

// opened is a condition that is being read.
type opened struct {
	start, end int // of its tag
	word       string
	latest     int   // node of the latest branch
	branches   []int // nodes of those behind the first
	elsed      bool
}

// Read reads a text with variables and conditions. What is wrong is told with its
// place; then the Template says the text as it is.
func Read(text string) (Template, []Problem) {
	r := reader{text: text}
	r.read()
	for i := range r.open {
		o := &r.open[i]
		r.refuse(o.start, o.end, words.MacroUnclosedIf(words.Text(o.word)))
	}
	if len(r.problems) > 0 {
		return Template{nodes: []node{{text: text}}}, r.problems
	}
	return Template{nodes: r.out}, nil
}

func (r *reader) refuse(start, end int, why words.Say) {
	if len(r.problems) >= problemLimit {
		return
	}
	p := Problem{Field: "text", Say: why}
	p.place(r.text, start, end)
	r.problems = append(r.problems, p)
}

func (r *reader) read() {
	done := 0
	for at := 0; at < len(r.text); {
		i := strings.IndexByte(r.text[at:], '{')
		if i < 0 {
			break
		}
		at += i
		if at+1 >= len(r.text) || r.text[at+1] != '{' && r.text[at+1] != '%' {
			at++
			continue
		}
		logic := r.text[at+1] == '%'
		end, ok := tagEnd(r.text, at, logic)
		if !ok {
			r.refuse(at, min(at+2, len(r.text)), words.MacroUnclosedTag(words.Text(r.text[at:at+2])))
			break
		}
		from, to := at+2, end-2
		trimLeft, trimRight := from < to && r.text[from] == '-', from < to && r.text[to-1] == '-'
		if trimLeft {
			from++
		}
		if trimRight && to > from {
			to--
		}
		before, after := r.text[done:at], end
		if logic {
			before, after = alone(r.text, done, at, end)
		}
		if trimLeft {
			before = strings.TrimRight(before, " \t\n")
		}
		if trimRight {
			after = end + len(r.text[end:]) - len(strings.TrimLeft(r.text[end:], " \t\n"))
		}
		if before != "" {
			r.out = append(r.out, node{text: before})
		}
		if logic {
			r.tag(at, end, from, to)
		} else {
			r.output(at, end, from, to)
		}
		done, at = after, max(after, end)
	}
	if done < len(r.text) {
		r.out = append(r.out, node{text: r.text[done:]})
	}
}

// tagEnd is behind the end of a tag; texts in quotation marks may hold anything
// but a line's end.
func tagEnd(s string, at int, logic bool) (int, bool) {
	closing := byte('}')
	if logic {
		closing = '%'
	}
	quote := byte(0)
	for i := at + 2; i+1 < len(s); i++ {
		c := s[i]
		switch {
		case c == '\n':
			return 0, false
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == closing && s[i+1] == '}':
			return i + 2, true
		case c == '{' && (s[i+1] == '{' || s[i+1] == '%'):
			return 0, false
		}
	}
	return 0, false
}

// alone takes the line of a tag that stands in it alone: the text before without
// its indentation, and where it goes on.
func alone(s string, done, at, end int) (before string, after int) {
	start := at
	for start > done && (s[start-1] == ' ' || s[start-1] == '\t') {
		start--
	}
	stop := end
	for stop < len(s) && (s[stop] == ' ' || s[stop] == '\t') {
		stop++
	}
	begins := start == 0 || s[start-1] == '\n'
	if !begins || stop < len(s) && s[stop] != '\n' {
		return s[done:at], end
	}
	if stop < len(s) {
		stop++
	} else if start > done {
		// The last line leaves no empty one behind.
		start--
	}
	return s[done:start], stop
}

// output reads {{ value | default: "text" }}.
func (r *reader) output(at, end, from, to int) {
	l := lexer{s: r.text, at: from, end: to}
	n := node{kind: output}
	var ok bool
	if n.value, ok = r.operand(&l); !ok {
		return
	}
	for l.take("|") {
		word, start := l.word(), l.at
		if word != "default" {
			r.refuse(start-len(word), start, words.MacroFilter(words.Text(shortened(word))))
			return
		}
		if !l.take(":") {
			r.refuse(at, end, words.MacroDefault())
			return
		}
		text, ok := l.quoted()
		if !ok {
			r.refuse(at, end, words.MacroDefault())
			return
		}
		n.fallback, n.has = text, true
	}
	if !l.over() {
		r.refuse(at, end, words.MacroVariable())
		return
	}
	r.out = append(r.out, n)
}

// operand reads a variable or a text.
func (r *reader) operand(l *lexer) (operand, bool) {
	if text, ok := l.quoted(); ok {
		return operand{text: text}, true
	}
	word := l.word()
	if word == "" {
		r.refuse(l.at, min(l.at+1, len(r.text)), words.MacroVariable())
		return operand{}, false
	}
	if !known(word) {
		near := nearest(word)
		why := words.MacroUnknown(words.Text(shortened(word)))
		if near != "" {
			why = words.MacroUnknownNear(words.Text(shortened(word)), words.Text(near))
		}
		r.refuse(l.at-len(word), l.at, why)
		return operand{}, false
	}
	return operand{name: word}, true
}

// tag reads {% … %}.
func (r *reader) tag(at, end, from, to int) {
	l := lexer{s: r.text, at: from, end: to}
	word := l.word()
	switch word {
	case "if", "unless":
		if len(r.open) == depthLimit {
			r.refuse(at, end, words.MacroDeep(words.Number(depthLimit)))
			return
		}
		r.open = append(r.open, opened{start: at, end: end, word: word, latest: len(r.out)})
		r.out = append(r.out, node{kind: branch, test: r.test(&l, at, end), unless: word == "unless"})
	case "elsif", "elseif", "else":
		o := r.inner(at, end, word)
		if o == nil {
			return
		}
		if o.elsed {
			r.refuse(at, end, words.MacroAfterElse(words.Text(word)))
			return
		}
		r.out[o.latest].next = len(r.out)
		o.branches = append(o.branches, len(r.out))
		o.latest = len(r.out)
		n := node{kind: other}
		if word == "else" {
			o.elsed = true
			r.rest(&l, at, end)
		} else {
			n.kind, n.test = branch, r.test(&l, at, end)
		}
		r.out = append(r.out, n)
	case "endif", "endunless":
		o := r.inner(at, end, word)
		if o == nil {
			return
		}
		if word != "end"+o.word {
			r.refuse(at, end, words.MacroClosesOther(words.Text(word), words.Text("end"+o.word)))
		}
		r.rest(&l, at, end)
		r.out[o.latest].next = len(r.out)
		for _, b := range o.branches {
			r.out[b].end = len(r.out)
		}
		r.open = r.open[:len(r.open)-1]
		r.out = append(r.out, node{kind: closed})
	default:
		r.refuse(at, end, words.MacroTag(words.Text(shortened(word))))
	}
}

func shortened(word string) string {
	if len(word) > 60 {
		return strings.ToValidUTF8(word[:60], "") + "…"
	}
	return word
}

func (r *reader) rest(l *lexer, at, end int) {
	if !l.over() {
		r.refuse(at, end, words.MacroCondition())
	}
}

// inner is the condition that a tag belongs to.
func (r *reader) inner(at, end int, word string) *opened {
	if len(r.open) == 0 {
		r.refuse(at, end, words.MacroStray(words.Text(word)))
		return nil
	}
	return &r.open[len(r.open)-1]
}

// clauseLimit bounds how much one condition compares.
const clauseLimit = 20

// test reads a condition.
func (r *reader) test(l *lexer, at, end int) (all []clause) {
	for {
		var c clause
		var ok bool
		if c.left, ok = r.operand(l); !ok {
			return nil
		}
		switch {
		case l.take("=="):
			c.op = "=="
		case l.take("!="), l.take("<>"):
			c.op = "!="
		case l.takeWord("contains"):
			c.op = "contains"
		}
		if c.op != "" {
			if c.right, ok = r.operand(l); !ok {
				return nil
			}
		}
		all = append(all, c)
		last := &all[len(all)-1]
		switch {
		case l.takeWord("and"):
			last.and = true
		case l.takeWord("or"):
		default:
			if !l.over() || len(all) > clauseLimit {
				r.refuse(at, end, words.MacroCondition())
			}
			return all
		}
	}
}

// lexer reads within a tag.
type lexer struct {
	s       string
	at, end int
}

func (l *lexer) blanks() {
	for l.at < l.end && (l.s[l.at] == ' ' || l.s[l.at] == '\t') {
		l.at++
	}
}

func (l *lexer) over() bool {
	l.blanks()
	return l.at >= l.end
}

func (l *lexer) take(sign string) bool {
	l.blanks()
	if strings.HasPrefix(l.s[l.at:l.end], sign) {
		l.at += len(sign)
		return true
	}
	return false
}

func letter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '.' || c >= 0x80
}

// word reads a name.
func (l *lexer) word() string {
	l.blanks()
	start := l.at
	for l.at < l.end && letter(l.s[l.at]) {
		l.at++
	}
	return l.s[start:l.at]
}

func (l *lexer) takeWord(wanted string) bool {
	before := l.at
	if l.word() == wanted {
		return true
	}
	l.at = before
	return false
}

// quoted reads a text in quotation marks.
func (l *lexer) quoted() (string, bool) {
	l.blanks()
	if l.at >= l.end || l.s[l.at] != '"' && l.s[l.at] != '\'' {
		return "", false
	}
	i := strings.IndexByte(l.s[l.at+1:l.end], l.s[l.at])
	if i < 0 {
		return "", false
	}
	text := l.s[l.at+1 : l.at+1+i]
	l.at += i + 2
	return text, true
}
