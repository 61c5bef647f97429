package view

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/words"
)

// linkStart begins every link; the number is its version. Links of version 1
// are read as views of version 1 are.
const (
	linkStart         = "view/2?"
	linkStartVersion1 = "view/1?"
)

// linkLimit is the longest link in bytes: every byte of a query may take three.
const linkLimit = 8000

// Link writes a view as text that may follow # or stand in a message:
// view/2?name=Mine&query=status%3Aactive. It has name, query, order, groups and
// columns, and neither badge nor notifications, which are everybody's own. A query that
// names an account cannot be shared, since accounts are everybody's own, too.
// The error is an *api.Error of kind Invalid.
func (v View) Link() (string, error) {
	v, err := v.Normal()
	if err != nil {
		return "", err
	}
	q, err := filter.Parse(v.Query)
	if err != nil || namesAccount(&q.Where) {
		return "", refuseLink(words.ViewLinkAccount())
	}
	var query api.Query
	query.Add("name", v.Name)
	query.Add("query", v.Query)
	query.Add("sort", v.Sort)
	query.Add("group", v.GroupBy)
	query.Add("columns", strings.ReplaceAll(commas(v.Columns), " ", ""))
	return linkStart + query.Suffix()[1:], nil
}

func namesAccount(n *filter.Node) bool {
	if n.Op == filter.Is && n.Term.Field == filter.Account {
		return true
	}
	for i := range n.Nodes {
		if namesAccount(&n.Nodes[i]) {
			return true
		}
	}
	return false
}

// ParseLink reads a link, also with the # before it. Links come from strangers:
// whatever Link would not have written is refused. A link of an older version is
// brought up to date and told. The error is an *api.Error of kind Invalid.
func ParseLink(link string) (View, []Rewriting, error) {
	link = strings.TrimPrefix(strings.TrimSpace(link), "#")
	version := Version
	rest, ok := strings.CutPrefix(link, linkStart)
	if !ok {
		version = 1
		rest, ok = strings.CutPrefix(link, linkStartVersion1)
	}
	switch {
	case len(link) > linkLimit:
		return View{}, nil, refuseLink(words.ViewLinkLong())
	case !ok && strings.HasPrefix(link, "view/"):
		return View{}, nil, refuseLink(words.ViewLinkNewer())
	case !ok:
		return View{}, nil, refuseLink(words.ViewLinkOther())
	}
	var v View
	var seen string
	for pair := range strings.SplitSeq(rest, "&") {
		name, escaped, _ := strings.Cut(pair, "=")
		value, ok := unescape(escaped)
		if !ok || strings.Contains(seen, " "+name+" ") {
			return View{}, nil, refuseLink(words.ViewLinkDamaged())
		}
		seen += " " + name + " "
		switch name {
		case "name":
			v.Name = value
		case "query":
			v.Query = value
		case "sort":
			v.Sort = value
		case "group":
			v.GroupBy = value
		case "columns":
			v.Columns = items[Column](value)
		default:
			return View{}, nil, refuseLink(words.ViewLinkDamaged())
		}
	}
	if q, err := filter.Parse(v.Query); err == nil && namesAccount(&q.Where) {
		return View{}, nil, refuseLink(words.ViewLinkStranger())
	}
	views := []View{v}
	told := rewriteAll(views, version)
	v, err := views[0].Normal()
	return v, told, err
}

func refuseLink(why words.Say) error {
	return &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "link", Say: why}}}
}

// unescape reads percent-encoding strictly; + stands for itself.
func unescape(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			if i+2 >= len(s) || hex(s[i+1]) < 0 || hex(s[i+2]) < 0 {
				return "", false
			}
			c = byte(hex(s[i+1])<<4 | hex(s[i+2]))
			i += 2
		}
		if c < ' ' || c == 0x7f {
			return "", false
		}
		b.WriteByte(c)
	}
	return b.String(), utf8.ValidString(b.String())
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
