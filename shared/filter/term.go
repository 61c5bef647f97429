package filter

import (
	"strconv"
	"strings"

	"deskside/shared/words"
)

// term reads a field and its values if they stand here. It leaves p.at alone
// where it finds none.
func (p *parser) term(start int) bool {
	nameEnd := p.at
	for nameEnd < len(p.text) && nameByte(p.text[nameEnd]) {
		nameEnd++
	}
	name := p.text[p.at:nameEnd]
	compare, negated, size := operator(p.text[nameEnd:])
	if name == "" || size == 0 {
		return false
	}
	field, known := fieldNamed(lower(name))
	if lower(name) == sortName && compare == Equal {
		p.at = nameEnd + size
		p.sortKeys()
		return true
	}
	if !known {
		return p.unknown(nameEnd, size)
	}
	p.at = nameEnd + size
	if field == Mark && !p.marks() {
		// Others say "is" of a status.
		field = Status
	}
	if p.text[nameEnd] == ':' && !negated {
		compare = p.compare(compare)
	}
	if negated {
		p.negate(start)
	}
	t := Term{Field: field, Compare: compare}
	if !p.key(start, &t) {
		p.add(Node{})
		return true
	}
	p.add(p.values(start, t))
	return true
}

// marks reports whether the value here is a word of a mark, or meant as one.
func (p *parser) marks() bool {
	name := lower(p.text[p.at:p.wordEnd(p.at, true)])
	if _, ok := find(statusWords[:], name); ok || p.status(name) {
		return false
	}
	n := near(name)
	n.offerWords(statusWords[:])
	status := n.found
	n.offerWords(markWords[:])
	return name == "" || n.found != status || status == ""
}

func nameByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-'
}

// operator reads what stands between a field and its values.
func operator(s string) (c Compare, negated bool, size int) {
	switch {
	case s == "":
		return Equal, false, 0
	case strings.HasPrefix(s, ">="):
		return GreaterEqual, false, 2
	case strings.HasPrefix(s, "<="):
		return LessEqual, false, 2
	case strings.HasPrefix(s, "!="):
		return Equal, true, 2
	case s[0] == '>':
		return Greater, false, 1
	case s[0] == '<':
		return Less, false, 1
	case s[0] == ':' || s[0] == '=':
		return Equal, false, 1
	}
	return Equal, false, 0
}

// compare reads a second operator: updated:>-7d.
func (p *parser) compare(c Compare) Compare {
	if c == Equal && p.at < len(p.text) && strings.IndexByte("<>=", p.text[p.at]) >= 0 {
		var size int
		c, _, size = operator(p.text[p.at:])
		p.at += size
	}
	return c
}

// unknown looks whether a name that no field has was meant as one. Addresses
// and words with a colon are texts.
func (p *parser) unknown(nameEnd, size int) bool {
	value := nameEnd + size
	end := p.wordEnd(value, false)
	start := p.at
	name := p.text[start:nameEnd]
	if p.full() || end == value && (value == len(p.text) || p.text[value] != '"') || strings.HasPrefix(p.text[value:], "//") {
		return false
	}
	n := near(lower(name))
	for f := range fieldSpecs {
		n.offer(fieldSpecs[f].name, fieldSpecs[f].name)
		for other := range strings.FieldsSeq(fieldSpecs[f].other) {
			n.offer(other, fieldSpecs[f].name)
		}
	}
	n.offer(sortName, sortName)
	if n.found == "" {
		return false
	}
	p.report(start, nameEnd, words.FilterNoField(shown(name), words.Text(n.found)), n.found)
	p.at = value
	if _, ok := p.quoted(); !ok {
		p.at = end
	}
	p.add(Node{})
	return true
}

// key reads which additional field or SLA moment a term tests.
func (p *parser) key(start int, t *Term) bool {
	switch t.Field {
	case Custom:
		return p.customKey(start, t)
	case SLA:
		end := p.at
		for end < len(p.text) && nameByte(p.text[end]) {
			end++
		}
		name := lower(p.text[p.at:end])
		if _, _, size := operator(p.text[end:]); size == 0 && name == "any" || t.Compare != Equal {
			return true
		}
		kind, ok := find(slaNames[:], name)
		if !ok && name != "any" {
			return true
		}
		t.Name = kind
		p.at = end
		c, negated, size := operator(p.text[end:])
		if size == 0 {
			// A kind alone asks whether the ticket has one.
			return true
		}
		p.at += size
		if t.Compare = c; p.text[end] == ':' {
			t.Compare = p.compare(c)
		}
		if negated {
			p.negate(start)
		}
	}
	return true
}

func (p *parser) customKey(start int, t *Term) bool {
	keyStart := p.at
	name, isQuoted := p.quoted()
	if !isQuoted {
		end := p.at
		for end < len(p.text) && strings.IndexByte(`:=<>!,()"`, p.text[end]) < 0 && p.blank(end) == 0 {
			end++
		}
		name = p.text[p.at:end]
		p.at = end
		if id, err := strconv.ParseInt(name, 10, 64); err == nil && id > 0 {
			t.ID, name = id, ""
		} else if lower(name) == "any" {
			name = ""
		} else if name == "" {
			p.report(start, p.at, words.FilterFieldMissing(words.Text(customExample)), "")
			p.at = p.wordEnd(p.at, false)
			return false
		}
	} else if name == "" {
		p.report(keyStart, p.at, words.FilterFieldName(), "")
		p.at = p.wordEnd(p.at, false)
		return false
	}
	t.Name = name
	c, negated, size := operator(p.text[p.at:])
	if size == 0 || c != Equal {
		p.report(start, p.at, words.FilterFieldValue(), "")
		if size > 0 {
			p.at = p.wordEnd(p.at, false)
		}
		return false
	}
	p.at += size
	t.Compare = Equal
	if negated {
		p.negate(start)
	}
	return true
}

// sortKeys reads the keys of an order.
func (p *parser) sortKeys() {
	for {
		from := p.at
		end := p.wordEnd(from, true)
		name := p.text[from:end]
		p.at = end
		p.sortKey(from, name)
		if p.at >= len(p.text) || p.text[p.at] != ',' {
			return
		}
		p.at++
	}
}

func (p *parser) sortKey(from int, text string) {
	if p.full() {
		return
	}
	name, down, up := lower(text), false, false
	if cut, ok := strings.CutSuffix(name, "_desc"); ok {
		name, down = cut, true
	} else if cut, ok := strings.CutSuffix(name, "_asc"); ok {
		name, up = cut, true
	} else if text != "" && text[0] == '-' && name != "" {
		name, down = name[1:], true
	}
	n := near(name)
	for key := Key(0); key < keyCount; key++ {
		w := &sortWords[key]
		if w.name != name && !listed(w.other, name) {
			n.offer(w.name, w.name)
			continue
		}
		for _, k := range p.sort {
			if k.By == key {
				return
			}
		}
		p.sort = append(p.sort, SortKey{By: key, Descending: down || !up && key.descends()})
		return
	}
	why := words.FilterNoOrder(shown(text), words.Text(keyNames()))
	if n.found != "" {
		why = words.FilterNoOrderGuess(shown(text), words.Text(keyNames()), words.Text(n.found))
	}
	p.report(from, p.at, why, n.found)
}

func keyNames() string {
	var b strings.Builder
	for i := range sortWords {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(sortWords[i].name)
	}
	return b.String()
}
