package filter

import "slices"

// waiting are the words of statuses in which a ticket waits for somebody.
var waiting = [...]string{ActiveWord, "new", "open", "pending", "hold"}

// Waiting reports whether every ticket that the query selects waits for somebody.
func (q *Query) Waiting() bool {
	parts := q.Where.Nodes
	if q.Where.Op != All {
		parts = []Node{q.Where}
	}
	return slices.ContainsFunc(parts, func(n Node) bool {
		return n.Op == Is && n.Term.Field == Status && n.Term.Compare == Equal && len(n.Term.Values) > 0 &&
			!slices.ContainsFunc(n.Term.Values, func(v Value) bool { return v.Kind != Word || !slices.Contains(waiting[:], v.Text) })
	})
}

// Listed reports whether what lists tell of tickets is enough to judge the
// query: what is searched for is in comments, too, and communities are in other
// lists.
func (q *Query) Listed() bool {
	return !q.Where.some(func(t *Term) bool {
		switch t.Field {
		case Text, Type, Forum, Client, Email, Custom, Rights, Visible, CompletedBy:
			return true
		}
		return false
	})
}

// Personal reports whether the query asks for the agent whose account it is.
func (q *Query) Personal() bool {
	return q.Where.some(func(t *Term) bool {
		return slices.ContainsFunc(t.Values, func(v Value) bool { return v.Kind == Me })
	})
}

// some reports whether a term anywhere is like that.
func (n *Node) some(like func(*Term) bool) bool {
	if n.Op == Is {
		return like(&n.Term)
	}
	return slices.ContainsFunc(n.Nodes, func(kid Node) bool { return kid.some(like) })
}
