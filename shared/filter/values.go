package filter

import (
	"strconv"
	"strings"

	"deskside/shared/words"
)

// values reads the values of a term and makes its node: an Any where ranges
// stand beside other values.
func (p *parser) values(start int, t Term) Node {
	var nodes []Node
	for first := true; ; first = false {
		from := p.at
		low, isRange, lowOK := p.value(t, first, false)
		if isRange {
			p.at += len("..")
			high, _, highOK := p.value(t, first, true)
			switch {
			case !lowOK || !highOK:
			case low.Kind == Open && high.Kind == Open:
				p.refuse(t.Field, from, p.at, words.FilterWhyRangeEnds(), "")
			case t.Compare != Equal:
				p.refuse(t.Field, from, p.at, words.FilterWhyRangePlace(), "")
			default:
				ranged := t
				ranged.Compare, ranged.Values = Between, []Value{low, high}
				nodes = append(nodes, p.leaf(from, ranged))
			}
		} else if lowOK {
			if t.Compare != Equal && len(t.Values) > 0 {
				p.refuse(t.Field, from, p.at, words.FilterWhyOneValue(), "")
			} else {
				t.Values = append(t.Values, low)
			}
		}
		if !p.comma() {
			break
		}
	}
	if len(t.Values) == 0 {
		return join(Any, clear(nodes))
	}
	if t.Field == SLA && t.Compare == Equal && len(t.Values) == 1 && t.Values[0].Kind == Duration {
		t.Compare = LessEqual
	}
	plain := p.leaf(start, t)
	if len(nodes) == 0 {
		return plain
	}
	n := join(Any, clear(append([]Node{plain}, nodes...)))
	n.Span = Span{int32(start), int32(p.at)}
	return n
}

// clear takes the nodes out that were left out.
func clear(nodes []Node) []Node {
	kept := nodes[:0]
	for i := range nodes {
		if nodes[i].Op != Everything {
			kept = append(kept, nodes[i])
		}
	}
	return kept
}

// comma steps over a comma that another value follows, after blanks too unless
// a further term stands there.
func (p *parser) comma() bool {
	if p.at >= len(p.text) || p.text[p.at] != ',' {
		return false
	}
	p.at++
	after := p.at
	p.skipBlanks()
	if p.at == after {
		return true
	}
	if p.at < len(p.text) && strings.IndexByte("()-,", p.text[p.at]) < 0 {
		end := p.at
		for end < len(p.text) && nameByte(p.text[end]) {
			end++
		}
		if _, _, size := operator(p.text[end:]); end == p.at || size == 0 {
			switch lower(p.text[p.at:end]) {
			case "and", "or", "not":
			default:
				return true
			}
		}
	}
	p.at = after
	return false
}

func (p *parser) refuse(f Field, from, to int, why words.Say, instead string) {
	if p.full() {
		return
	}
	because, field, what := words.Within(why), words.Text(f.String()), words.Within(f.What())
	if instead == "" {
		p.report(from, to, words.FilterTakes(because, field, what), "")
	} else {
		p.report(from, to, words.FilterTakesGuess(because, field, what, words.Text(instead)), instead)
	}
}

// value reads one value, or one end of a range. It reports whether a range goes
// on after it and whether the value can be used.
func (p *parser) value(t Term, first, high bool) (v Value, isRange, ok bool) {
	from := p.at
	text, isQuoted := p.quoted()
	if !isQuoted {
		text = p.bare(t.Field)
	}
	isRange = !high && t.Field.Ordered() && strings.HasPrefix(p.text[p.at:], "..")
	if text == "" {
		if isRange || high {
			return Value{}, isRange, true
		}
		if t.Field == SLA && t.Name != "" && first && t.Compare == Equal {
			return Value{Kind: Filled}, false, true
		}
		p.refuse(t.Field, from, p.at, words.FilterWhyMissing(), "")
		return Value{}, false, false
	}
	v, instead, ok := p.interpret(t.Field, text, isQuoted)
	switch {
	case !ok:
		p.refuse(t.Field, from, p.at, words.FilterWhyUnknown(shown(text)), instead)
	case t.Compare != Equal && !t.Field.Ordered():
		p.refuse(t.Field, from, p.at, words.FilterWhyNoOrder(words.Text(t.Field.String())), "")
		ok = false
	case (isRange || high || t.Compare != Equal) && !v.ordered():
		p.refuse(t.Field, from, p.at, words.FilterWhyCompare(shown(text)), "")
		ok = false
	}
	if high {
		// What goes on without a blank belongs to the range.
		if end := p.wordEnd(p.at, true); end > p.at {
			p.refuse(t.Field, p.at, end, words.FilterWhyTwoEnds(), "")
			p.at = end
		}
	}
	return v, isRange, ok
}

// ordered reports whether the value can stand after < and in a range.
func (v Value) ordered() bool {
	switch v.Kind {
	case Word, Number, Moment, Relative, Named, Duration:
		return true
	}
	return false
}

// bare reads a value without quotes.
func (p *parser) bare(f Field) string {
	end := p.wordEnd(p.at, true)
	if f.Ordered() {
		if cut := strings.Index(p.text[p.at:end], ".."); cut >= 0 {
			end = p.at + cut
		}
	}
	text := p.text[p.at:end]
	if fieldSpecs[f].takes == takesDates && len(text) == len("2016-11-25") {
		// A date may go on with a time after a blank.
		for _, size := range [...]int{len(" 15:04:05"), len(" 15:04")} {
			last := end + size
			if last > len(p.text) || p.wordEnd(end+1, true) < last || nameOrDigit(p.text[last:]) {
				continue
			}
			if _, ok := parseMoment(p.text[p.at:last]); ok {
				text, end = p.text[p.at:last], last
				break
			}
		}
	}
	p.at = end
	return text
}

func nameOrDigit(s string) bool {
	return s != "" && (nameByte(s[0]) || s[0] == ':' || s[0] >= '0' && s[0] <= '9')
}

// interpret says what a value of a field is, or what it may have been meant as.
func (p *parser) interpret(f Field, text string, isQuoted bool) (v Value, instead string, ok bool) {
	spec := &fieldSpecs[f]
	name := lower(text)
	if !isQuoted && name != "" {
		switch {
		case spec.me && meWords.is(name):
			return Value{Kind: Me}, "", true
		case spec.none && noneWords.is(name):
			return Value{Kind: None}, "", true
		case spec.none && filledWords.is(name):
			return Value{Kind: Filled}, "", true
		}
	}
	switch spec.takes {
	case takesWords:
		return p.interpretWord(f, text, name, isQuoted)
	case takesDates:
		return interpretDate(text, name)
	case takesNumbers:
		v, ok = number(strings.TrimPrefix(text, "#"))
		return v, "", ok
	case takesMoments:
		if name == "overdue" || name == "breached" || name == "missed" {
			return Value{Kind: Overdue}, "", true
		}
		if v, ok = parseDuration(text); ok {
			return v, "", true
		}
		n := near(name)
		n.offer("overdue", "overdue")
		n.offerWords(slaNames[:])
		return Value{}, n.found, false
	case takesNames:
		if !isQuoted && f != Email && f != Account {
			if v, ok = number(text); ok {
				return v, "", true
			}
		}
	}
	return Value{Kind: Quoted, Text: text}, "", strings.TrimSpace(text) != ""
}

func number(text string) (Value, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return Value{Kind: Number, Number: n}, err == nil && n >= 0 && text[0] != '+' && text[0] != '-'
}

// interpretWord looks a word up in the field's fixed list. Statuses and types
// may be an installation's own.
func (p *parser) interpretWord(f Field, text, name string, isQuoted bool) (v Value, instead string, ok bool) {
	if f == System {
		return p.system(name)
	}
	own := f == Status || f == Type
	if !isQuoted || !own {
		if w, ok := understood(f, name); ok {
			return Value{Kind: Word, Text: w}, "", true
		}
	}
	if f == Status && !isQuoted {
		if v, ok := number(text); ok {
			return v, "", true
		}
	}
	if own && strings.TrimSpace(text) != "" && (isQuoted || f == Status && p.status(text)) {
		return Value{Kind: Quoted, Text: text}, "", true
	}
	if p.full() {
		return Value{}, "", false
	}
	n := near(name)
	n.offerWords(fixedWords(f))
	return Value{}, n.found, false
}

// system reads the name of a kind of helpdesk. Which there are is not the
// language's to say: one that no account has selects nothing, and one that is
// nearly an account's was probably meant as that.
func (p *parser) system(name string) (v Value, instead string, ok bool) {
	n := near(name)
	for _, d := range p.known {
		if string(d.System) == name {
			return Value{Kind: Word, Text: name}, "", true
		}
		n.offer(string(d.System), string(d.System))
	}
	for i := range len(name) {
		if !nameByte(name[i]) && (name[i] < '0' || name[i] > '9') {
			return Value{}, n.found, false
		}
	}
	return Value{Kind: Word, Text: name}, n.found, name != "" && n.found == ""
}

// status reports whether one of the known accounts has a status.
func (p *parser) status(text string) bool {
	for _, d := range p.known {
		for i := range d.Statuses {
			if s := &d.Statuses[i]; sameName(s.Slug, text) || sameName(s.Title, text) {
				return true
			}
		}
	}
	return false
}

// sameName reports whether two names are the same but for case.
func sameName(a, b string) bool { return a != "" && strings.EqualFold(a, b) }

func interpretDate(text, name string) (v Value, instead string, ok bool) {
	if v, ok = parseNamed(text); ok {
		return v, "", true
	}
	if v, ok = parseMoment(text); ok {
		return v, "", true
	}
	if v, ok = parseRelative(text); ok {
		return v, "", true
	}
	if _, ok := parseRelative("-" + text); ok {
		return Value{}, "-" + text, false
	}
	n := near(name)
	for i := range namedRanges {
		n.offer(namedRanges[i], namedRanges[i])
	}
	return Value{}, n.found, false
}
