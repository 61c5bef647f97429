package view

import (
	"deskside/shared/filter"
)

// Rewriting says what became of a view that an older version saved.
type Rewriting struct {
	Name string `msg:"name"`
	// Before and After are the query.
	Before string `msg:"before"`
	After  string `msg:"after"`
}

// version1Priorities are the words of version 1 for Usedesk's priorities and
// those that find the same tickets. Its people could write the later words for
// the same, except for urgent.
var version1Priorities = [...][2]string{{"normal", "medium"}, {"medium", "medium"}, {"high", "urgent"}, {"urgent", "extreme"}, {"extreme", "extreme"}}

// rewrite brings a query of version 1 up to date; what cannot be read stays.
func rewrite(query string) string {
	q, err := filter.Parse(query)
	if err != nil || !renamed(&q.Where) {
		return query
	}
	return filter.Query{Where: q.Where, Sort: q.Sort}.String()
}

// renamed renames the priorities of a node and reports whether there were any to.
func renamed(n *filter.Node) bool {
	changed := false
	if n.Op == filter.Is && n.Term.Field == filter.Priority {
		for i := range n.Term.Values {
			v := &n.Term.Values[i]
			for _, word := range version1Priorities {
				if v.Kind == filter.Word && v.Text == word[0] {
					changed = changed || word[0] != word[1]
					v.Text = word[1]
					break
				}
			}
		}
	}
	for i := range n.Nodes {
		changed = renamed(&n.Nodes[i]) || changed
	}
	return changed
}

// rewriteAll brings views of a version up to date and tells which were changed.
func rewriteAll(views []View, version int) []Rewriting {
	var told []Rewriting
	if version > 1 {
		return nil
	}
	for i := range views {
		v := &views[i]
		if after := rewrite(v.Query); after != v.Query {
			told = append(told, Rewriting{v.Name, v.Query, after})
			v.Query = after
		}
	}
	return told
}
