package filter

import (
	"slices"

	"deskside/shared/helpdesk"
)

// Narrow is a query that also asks for a term. What it asked of the same field
// before gives way, since a ticket has one value of it; of tags it has several.
func (q Query) Narrow(t Term) Query {
	var nodes []Node
	switch q.Where.Op {
	case Everything:
	case All:
		nodes = slices.Clone(q.Where.Nodes)
	default:
		nodes = []Node{q.Where}
	}
	term := Node{Op: Is, Term: t}
	nodes = slices.DeleteFunc(nodes, func(n Node) bool {
		return n.Op == Is && n.Term.Field == t.Field && (n.equal(&term) || t.Field != Tag && n.Term.Compare == Equal)
	})
	nodes = append(nodes, term)
	if len(nodes) == 1 {
		q.Where = nodes[0]
	} else {
		q.Where = Node{Op: All, Nodes: nodes}
	}
	return q
}

// TermOf is a term for one value that is called so, or for none where it is called "".
func TermOf(f Field, name string) Term {
	v := Value{Kind: None}
	if name != "" {
		v = Value{Kind: Quoted, Text: name}
	}
	return Term{Field: f, Values: []Value{v}}
}

// WordTerm is a term for a word of a field's fixed list.
func WordTerm(f Field, word string) Term {
	return Term{Field: f, Values: []Value{{Kind: Word, Text: word}}}
}

// MyTerm is a term for the agent whose account it is.
func MyTerm(f Field) Term { return Term{Field: f, Values: []Value{{Kind: Me}}} }

// Named is a query with names in the place of numbers, which are each account's
// own. A number stays where no account or more than one has a name for it.
func (q Query) Named(directories ...*helpdesk.Directory) Query {
	q.Where = named(&q.Where, directories)
	return q
}

func named(n *Node, directories []*helpdesk.Directory) Node {
	out := *n
	out.Nodes = make([]Node, len(n.Nodes))
	for i := range n.Nodes {
		out.Nodes[i] = named(&n.Nodes[i], directories)
	}
	if n.Op != Is {
		return out
	}
	t := &out.Term
	if t.Field == Custom && t.ID != 0 && t.Name == "" {
		if name := onlyName(t.ID, directories, func(d *helpdesk.Directory) []helpdesk.Entry {
			all := make([]helpdesk.Entry, len(d.Fields))
			for i := range d.Fields {
				all[i] = helpdesk.Entry{ID: d.Fields[i].ID, Name: d.Fields[i].Name}
			}
			return all
		}); name != "" {
			t.ID, t.Name = 0, name
		}
		return out
	}
	t.Values = slices.Clone(t.Values)
	for i := range t.Values {
		v := &t.Values[i]
		if v.Kind != Number {
			continue
		}
		if name := onlyName(v.Number, directories, entriesOf(t.Field)); name != "" {
			*v = Value{Kind: Quoted, Text: name}
		}
	}
	return out
}

// entriesOf gives what an account has names for in a field; nil where numbers stand for themselves.
func entriesOf(f Field) func(*helpdesk.Directory) []helpdesk.Entry {
	switch f {
	case Assignee, CompletedBy, Visible:
		return func(d *helpdesk.Directory) []helpdesk.Entry {
			all := make([]helpdesk.Entry, len(d.Agents))
			for i := range d.Agents {
				all[i] = helpdesk.Entry{ID: d.Agents[i].ID, Name: d.Agents[i].Name}
			}
			return all
		}
	case Group:
		return func(d *helpdesk.Directory) []helpdesk.Entry { return d.Groups }
	case Tag:
		return func(d *helpdesk.Directory) []helpdesk.Entry { return d.Tags }
	case Channel:
		return func(d *helpdesk.Directory) []helpdesk.Entry { return d.Channels }
	case Forum:
		return func(d *helpdesk.Directory) []helpdesk.Entry { return d.Forums }
	case Category:
		return func(d *helpdesk.Directory) []helpdesk.Entry { return d.Categories }
	}
	return nil
}

// onlyName is the one name that a number has, "" where it has none or several.
func onlyName(id int64, directories []*helpdesk.Directory, of func(*helpdesk.Directory) []helpdesk.Entry) string {
	if of == nil {
		return ""
	}
	name := ""
	for _, d := range directories {
		for _, e := range of(d) {
			if e.ID != id || e.Name == "" || e.Name == name {
				continue
			}
			if name != "" {
				return ""
			}
			name = e.Name
		}
	}
	return name
}
