package filter

import (
	"strconv"
	"strings"
)

// String prints the query in its canonical form, which Parse reads as the same
// query.
func (q Query) String() string {
	var b []byte
	b = q.Where.append(b, Everything, 0)
	if len(q.Sort) > 0 {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, sortName...)
		for i, key := range q.Sort {
			b = append(b, ":,"[min(i, 1)])
			b = append(b, key.By.String()...)
			if key.Descending {
				b = append(b, "-desc"...)
			} else {
				b = append(b, "-asc"...)
			}
		}
	}
	return string(b)
}

// String prints the part of a query as it stands in one.
func (n Node) String() string { return string(n.append(nil, Everything, 0)) }

// append prints a node that stands within one of kind outer and in depth
// parentheses.
func (n *Node) append(b []byte, outer Op, depth int) []byte {
	switch n.Op {
	case Is:
		return n.Term.append(b)
	case Not:
		if len(n.Nodes) == 1 {
			return n.Nodes[0].append(append(b, '-'), Not, depth)
		}
	case All, Any:
		separator := " "
		if n.Op == Any {
			separator = " or "
		}
		// Beside or, parentheses around terms are for people.
		group := outer == All || outer == Not || outer == Any && (n.Op == Any || n.flat() && depth < depthLimit)
		if group {
			b, depth = append(b, '('), depth+1
		}
		for i := range n.Nodes {
			if i > 0 {
				b = append(b, separator...)
			}
			b = n.Nodes[i].append(b, n.Op, depth)
		}
		if group {
			b = append(b, ')')
		}
	}
	return b
}

// flat reports whether no group stands within the node.
func (n *Node) flat() bool {
	for i := range n.Nodes {
		inner := &n.Nodes[i]
		if inner.Op == Not && len(inner.Nodes) == 1 {
			inner = &inner.Nodes[0]
		}
		if inner.Op != Is {
			return false
		}
	}
	return true
}

// String prints a term.
func (t Term) String() string { return string(t.append(nil)) }

func (t *Term) append(b []byte) []byte {
	if t.Field == Text && len(t.Values) == 1 {
		return appendText(b, t.Values[0].Text, bareText(t.Values[0].Text))
	}
	b = append(b, t.Field.String()...)
	switch t.Field {
	case Custom:
		b = append(b, ':')
		switch {
		case t.ID != 0:
			b = strconv.AppendInt(b, t.ID, 10)
		case t.Name != "":
			b = appendText(b, t.Name, false)
		default:
			b = append(b, "any"...)
		}
	case SLA:
		if t.Name != "" {
			b = append(append(b, ':'), t.Name...)
		}
	}
	switch t.Compare {
	case Less:
		b = append(b, '<')
	case LessEqual:
		b = append(b, "<="...)
	case Greater:
		b = append(b, '>')
	case GreaterEqual:
		b = append(b, ">="...)
	case Between:
		b = append(b, ':')
		for i := range t.Values {
			if i > 0 {
				b = append(b, ".."...)
			}
			b = t.Values[i].append(b, t.Field)
		}
		return b
	default:
		if t.Field == Custom && len(t.Values) > 0 && t.Values[0].Kind == Quoted {
			b = append(b, '=')
		} else {
			b = append(b, ':')
		}
	}
	for i := range t.Values {
		if i > 0 {
			b = append(b, ',')
		}
		b = t.Values[i].append(b, t.Field)
	}
	return b
}

func (v Value) append(b []byte, f Field) []byte {
	switch v.Kind {
	case Word:
		return append(b, v.Text...)
	case Number:
		return strconv.AppendInt(b, v.Number, 10)
	case Quoted:
		return appendText(b, v.Text, bareValue(v.Text, f))
	case Me:
		return append(b, "me"...)
	case None:
		if f == Custom {
			return append(b, "empty"...)
		}
		return append(b, "none"...)
	case Filled:
		if f == Custom {
			return append(b, "not_empty"...)
		}
		return append(b, "any"...)
	case Overdue:
		return append(b, "overdue"...)
	case Moment:
		return appendMoment(b, v)
	case Relative:
		if v.Number == 0 {
			return append(b, "now"...)
		}
		if v.Number > 0 {
			b = append(b, '+')
		}
		return append(strconv.AppendInt(b, v.Number, 10), unitNames[v.Unit]...)
	case Named:
		return append(b, NamedRange(v.Number).String()...)
	case Duration:
		return appendDuration(b, v.Number)
	}
	return b
}

// appendText writes a free text, in quotes unless it can do without.
func appendText(b []byte, s string, bare bool) []byte {
	if bare {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

// plain reports whether nothing in s could end a word or begin something else.
func plain(s string) bool {
	for _, r := range s {
		if r <= ' ' || r == 0x7f || r >= 0x80 && strings.ContainsRune("\u00a0\u2009\u202f\u3000“”„«»\ufffd", r) || r < 0x80 && strings.IndexByte(`"(),:=<>!\`, byte(r)) >= 0 {
			return false
		}
	}
	return s != "" && s[0] != '-' && s[0] != '#'
}

// bareText reports whether a searched text can stand without quotes.
func bareText(s string) bool {
	switch lower(s) {
	case "and", "or", "not":
		return false
	}
	return plain(s)
}

// bareValue reports whether a name or value can stand without quotes.
func bareValue(s string, f Field) bool {
	if !plain(s) || f == Status || f == Type {
		return false
	}
	spec, name := &fieldSpecs[f], lower(s)
	if spec.me && meWords.is(name) || spec.none && (noneWords.is(name) || filledWords.is(name)) {
		return false
	}
	_, isNumber := number(s)
	return !isNumber || spec.takes != takesNames || f == Email || f == Account
}

// Equal reports whether two queries are the same, wherever their parts stood.
func (q Query) Equal(other Query) bool {
	if len(q.Sort) != len(other.Sort) || !q.Where.equal(&other.Where) {
		return false
	}
	for i := range q.Sort {
		if q.Sort[i] != other.Sort[i] {
			return false
		}
	}
	return true
}

func (n *Node) equal(o *Node) bool {
	if n.Op != o.Op || len(n.Nodes) != len(o.Nodes) || n.Op == Is && !n.Term.equal(&o.Term) {
		return false
	}
	for i := range n.Nodes {
		if !n.Nodes[i].equal(&o.Nodes[i]) {
			return false
		}
	}
	return true
}

func (t *Term) equal(o *Term) bool {
	if t.Field != o.Field || t.ID != o.ID || t.Name != o.Name || t.Compare != o.Compare || len(t.Values) != len(o.Values) {
		return false
	}
	for i := range t.Values {
		if t.Values[i] != o.Values[i] {
			return false
		}
	}
	return true
}
