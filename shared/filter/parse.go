package filter

import (
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

const (
	// depthLimit bounds how deep parentheses nest, termLimit how many terms a
	// query has: what is beyond is left out and told.
	depthLimit = 64
	termLimit  = 1000
)

// Parse reads a query. The error is an *api.Error of kind Invalid with one
// field error for each part that is not understood. See ParseTolerant.
func Parse(text string, known ...*helpdesk.Directory) (Query, error) {
	q, problems := ParseTolerant(text, known...)
	return q, refused(problems)
}

// ParseTolerant reads what is clear of a query and tells what is not, in the
// order of the text. Statuses and types of the known accounts' own need no
// quotes. It takes time in proportion to the text, whatever the text.
func ParseTolerant(text string, known ...*helpdesk.Directory) (Query, []Problem) {
	const longest = 1 << 30
	if len(text) > longest {
		text = text[:longest]
	}
	p := parser{text: text, known: known}
	p.frames = append(p.frames, frame{})
	for p.skipBlanks(); p.at < len(p.text); p.skipBlanks() {
		p.item()
	}
	for len(p.frames) > 1 {
		p.report(p.top().opened, p.top().opened+1, words.FilterParenOpen(), "")
		p.close()
	}
	f := p.top()
	p.ended(f)
	order(p.problems, text)
	return Query{Where: f.node(), Sort: p.sort}, p.problems
}

// parser reads a text from left to right without ever going back over more
// than a word; groups are on a stack of its own.
type parser struct {
	text     string
	at       int
	known    []*helpdesk.Directory
	frames   []frame
	deeper   int // parentheses beyond the limit that are open
	terms    int
	sort     []SortKey
	problems []Problem
}

// frame is a group that is being read.
type frame struct {
	// ors are the finished sides of or, ands the terms since the last one.
	ors, ands []Node
	// not is whether the next term is negated, from where.
	not    bool
	notAt  int
	opened int
	// joined is the place of an or or and that waits for its right side, plus 1.
	joined int
}

func (p *parser) top() *frame { return &p.frames[len(p.frames)-1] }

// full reports whether no further problem is told.
func (p *parser) full() bool { return len(p.problems) >= problemLimit }

func (p *parser) report(from, to int, why words.Say, instead string) {
	if !p.full() {
		p.problems = append(p.problems, Problem{Span: Span{int32(from), int32(to)}, Say: why, Nearest: instead})
	}
}

// blank returns the size of the blank at i, 0 when there is none.
func (p *parser) blank(i int) int {
	switch c := p.text[i]; {
	case c <= ' ' || c == 0x7f:
		return 1
	case c == 0xc2 && strings.HasPrefix(p.text[i:], "\u00a0"):
		return 2
	case c == 0xe2 && (strings.HasPrefix(p.text[i:], "\u202f") || strings.HasPrefix(p.text[i:], "\u2009")), c == 0xe3 && strings.HasPrefix(p.text[i:], "\u3000"):
		return 3
	}
	return 0
}

func (p *parser) skipBlanks() {
	for p.at < len(p.text) {
		n := p.blank(p.at)
		if n == 0 {
			return
		}
		p.at += n
	}
}

// wordEnd returns where the word from i ends: at a blank, a parenthesis, a
// quote or, for values, a comma.
func (p *parser) wordEnd(i int, comma bool) int {
	for i < len(p.text) {
		switch p.text[i] {
		case '(', ')', '"':
			return i
		case ',':
			if comma {
				return i
			}
		}
		if p.blank(i) > 0 {
			return i
		}
		i++
	}
	return i
}

// item reads a parenthesis, a word of logic, a term or a text.
func (p *parser) item() {
	start := p.at
	switch c := p.text[p.at]; {
	case c == '(':
		p.open()
		return
	case c == ')':
		p.at++
		switch {
		case p.deeper > 0:
			p.deeper--
		case len(p.frames) == 1:
			p.report(start, p.at, words.FilterParenClose(), "")
		default:
			p.close()
		}
		return
	case c == ',':
		p.at++
		return
	case c == '-' && p.negates():
		p.at++
		p.negate(start)
		return
	}
	if value, ok := p.quoted(); ok {
		p.add(p.words(start, value))
		return
	}
	if p.term(start) || p.logic() {
		return
	}
	end := p.wordEnd(p.at, false)
	if p.at = end; end == start {
		p.at++
		return
	}
	p.add(p.words(start, p.text[start:end]))
}

// negates reports whether the minus here stands before something to negate.
func (p *parser) negates() bool {
	if p.at+1 == len(p.text) {
		return false
	}
	switch c := p.text[p.at+1]; c {
	case '-', ')', ',', '>', '<', '=', ':':
		return false
	}
	return p.blank(p.at+1) == 0
}

func (p *parser) negate(from int) {
	f := p.top()
	if !f.not {
		f.notAt = from
	}
	f.not = !f.not
}

// logic reads and, or and not.
func (p *parser) logic() bool {
	end := p.wordEnd(p.at, false)
	f, start := p.top(), p.at
	switch lower(p.text[p.at:end]) {
	case "and":
		if len(f.ands) == 0 && !f.not {
			p.report(start, end, words.FilterSides(words.Text("and")), "")
		} else {
			f.joined = start + 1
		}
	case "or":
		p.notEnds(f)
		if len(f.ands) == 0 {
			p.report(start, end, words.FilterSides(words.Text("or")), "")
		} else {
			f.ors = append(f.ors, join(All, f.ands))
			f.ands, f.joined = nil, start+1
		}
	case "not":
		p.negate(start)
	default:
		return false
	}
	p.at = end
	return true
}

func (p *parser) open() {
	p.at++
	if len(p.frames) > depthLimit {
		if p.deeper == 0 {
			p.report(p.at-1, p.at, words.FilterNested(), "")
		}
		p.deeper++
		return
	}
	p.frames = append(p.frames, frame{opened: p.at - 1})
}

// close ends the innermost group.
func (p *parser) close() {
	f := p.top()
	p.ended(f)
	n := f.node()
	opened := f.opened
	p.frames = p.frames[:len(p.frames)-1]
	n.Span = Span{int32(opened), int32(p.at)}
	p.add(n)
}

// ended tells what waits for something at the end of a group.
func (p *parser) ended(f *frame) {
	p.notEnds(f)
	if f.joined > 0 {
		end := p.wordEnd(f.joined-1, false)
		p.report(f.joined-1, end, words.FilterSides(shown(p.text[f.joined-1:end])), "")
	}
}

func (p *parser) notEnds(f *frame) {
	if f.not {
		p.report(f.notAt, p.wordEnd(f.notAt, false), words.FilterNegated(), "")
		f.not = false
	}
}

// node is what the group selects.
func (f *frame) node() Node {
	if len(f.ors) == 0 {
		return join(All, f.ands)
	}
	if len(f.ands) > 0 {
		f.ors = append(f.ors, join(All, f.ands))
	}
	return join(Any, f.ors)
}

// join puts nodes together, those of the same kind in one.
func join(op Op, nodes []Node) Node {
	switch len(nodes) {
	case 0:
		return Node{}
	case 1:
		return nodes[0]
	}
	size, nested := 0, false
	for i := range nodes {
		if nodes[i].Op == op {
			size, nested = size+len(nodes[i].Nodes), true
		} else {
			size++
		}
	}
	span := Span{nodes[0].Span.From, nodes[len(nodes)-1].Span.To}
	if !nested {
		return Node{Op: op, Nodes: nodes, Span: span}
	}
	flat := make([]Node, 0, size)
	for i := range nodes {
		if nodes[i].Op == op {
			flat = append(flat, nodes[i].Nodes...)
		} else {
			flat = append(flat, nodes[i])
		}
	}
	return Node{Op: op, Nodes: flat, Span: span}
}

// add adds a node to the group, negated if a not waits for it. Everything
// stands for what was left out.
func (p *parser) add(n Node) {
	f := p.top()
	not := f.not
	f.joined, f.not = 0, false
	if n.Op == Everything {
		return
	}
	if not {
		span := Span{int32(f.notAt), n.Span.To}
		if n.Op == Not {
			n = n.Nodes[0]
			n.Span = span
		} else {
			n = Node{Op: Not, Nodes: []Node{n}, Span: span}
		}
	}
	f.ands = append(f.ands, n)
}

// leaf makes the node of a term, Everything once there are too many.
func (p *parser) leaf(start int, t Term) Node {
	if p.deeper > 0 {
		return Node{}
	}
	if p.terms++; p.terms > termLimit {
		if p.terms == termLimit+1 {
			p.report(start, p.at, words.FilterMany(words.Number(termLimit)), "")
		}
		return Node{}
	}
	return Node{Op: Is, Term: t, Span: Span{int32(start), int32(p.at)}}
}

// words makes the node of a text; one without letters is left out.
func (p *parser) words(start int, text string) Node {
	if strings.TrimSpace(text) == "" {
		return Node{}
	}
	return p.leaf(start, Term{Field: Text, Values: []Value{{Kind: Quoted, Text: text}}})
}

// quoted reads a text in quotes, of any kind, if there is one here. Within, a
// backslash stands before a quote or another backslash.
func (p *parser) quoted() (string, bool) {
	rest := p.text[p.at:]
	closers, size := closing(rest)
	if size == 0 {
		return "", false
	}
	start := p.at
	p.at += size
	from := p.at
	var b []byte
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c == '\\' && p.at+1 < len(p.text) && (p.text[p.at+1] == '"' || p.text[p.at+1] == '\\') {
			b = append(b, p.text[from:p.at]...)
			from = p.at + 1
			p.at += 2
			continue
		}
		if c == '"' || c >= 0x80 {
			for closer := range strings.SplitSeq(closers, " ") {
				if strings.HasPrefix(p.text[p.at:], closer) {
					end := p.at
					p.at += len(closer)
					if b == nil {
						return p.text[from:end], true
					}
					return string(append(b, p.text[from:end]...)), true
				}
			}
		}
		p.at++
	}
	p.report(start, start+size, words.FilterQuoteOpen(), "")
	return string(append(b, p.text[from:]...)), true
}

// closing returns what ends a text whose opening quote s starts with.
func closing(s string) (closers string, size int) {
	switch {
	case s == "":
	case s[0] == '"':
		return `"`, 1
	case strings.HasPrefix(s, "“"):
		return "” “", len("“")
	case strings.HasPrefix(s, "„"):
		return "“ ”", len("„")
	case strings.HasPrefix(s, "«"):
		return "»", len("«")
	}
	return "", 0
}
