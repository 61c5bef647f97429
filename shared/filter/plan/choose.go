package plan

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// requestLimit is how many lists one query may ask for.
const requestLimit = 4

// branchLimit is how many branches of an or are looked at.
const branchLimit = 8

// candidate is one choice of requests.
type candidate struct {
	requests []helpdesk.List
	// asked has what is left of each box that was asked for: of the branch of
	// that number in of, by the request of that number in by.
	asked    []*box
	of, by   []int
	branches []*box
	cost     float64
}

// branches gives the boxes of what a clause joins with or, nil where it does not.
func (a *account) branches(c *filter.Clause, negated bool) []*box {
	switch {
	case c.Op == filter.Not:
		return a.branches(&c.Nodes[0], !negated)
	case c.Op != filter.Any && c.Op != filter.All || (c.Op == filter.All) != negated || len(c.Nodes) > branchLimit:
		return nil
	}
	boxes := make([]*box, len(c.Nodes))
	for i := range c.Nodes {
		boxes[i] = a.box(&c.Nodes[i], negated, false)
	}
	return boxes
}

// choose makes the requests for boxes, of which a ticket may lie in any. Boxes
// are divided where a parameter takes one value only, and joined where one
// request can do several.
func (a *account) choose(boxes, branches []*box) candidate {
	c := candidate{branches: branches}
	var done []*box
	for i := range boxes {
		for _, b := range a.singles(boxes[i]) {
			if b.void() {
				continue
			}
			list, leaves := a.Desk.List(&b.Selection, a.Known)
			asked := &box{Selection: *leaves}
			if slices.ContainsFunc(c.asked, func(before *box) bool { return asked.within(before) }) {
				continue
			}
			by := slices.IndexFunc(done, func(d *box) bool { return assignedOnly(d, b) })
			if by >= 0 {
				by = c.by[by]
			}
			if both, ok := a.joined(c.requests, by, list); ok {
				c.requests[by] = both
			} else {
				by = len(c.requests)
				c.requests = append(c.requests, list)
			}
			done = append(done, b)
			c.asked = append(c.asked, asked)
			c.by = append(c.by, by)
			c.of = append(c.of, i)
			c.cost += asked.Share()
		}
	}
	c.cost += requestCost * float64(len(c.requests))
	if len(c.requests) > requestLimit {
		c.cost = 1 << 20
	}
	return c
}

// joined makes one of the list of that number, if any, and a further one, where
// the helpdesk can.
func (a *account) joined(lists []helpdesk.List, by int, list helpdesk.List) (helpdesk.List, bool) {
	if by < 0 {
		return list, false
	}
	return a.Desk.Join(lists[by], list)
}

// assignedOnly reports whether two boxes are the same but for who is assigned.
func assignedOnly(b, c *box) bool {
	x, y := b.clone(), c.clone()
	for _, member := range [...]helpdesk.Member{helpdesk.OfAssignee, helpdesk.OfGroup} {
		x.Sets[member], y.Sets[member] = helpdesk.AllBut(), helpdesk.AllBut()
	}
	return x.within(y) && y.within(x)
}

// singles divides a box by the members of which a request names one value only.
func (a *account) singles(b *box) []*box {
	boxes := []*box{b}
	for _, member := range a.Desk.Can().Single {
		words := b.Sets[member].Listed()
		if len(words) < 2 || len(words)*len(boxes) > requestLimit {
			continue
		}
		var divided []*box
		for _, b := range boxes {
			for _, word := range words {
				one := b.clone()
				one.Sets[member] = helpdesk.Only(word)
				divided = append(divided, one)
			}
		}
		boxes = divided
	}
	return boxes
}

// requestCost is what a request more costs, as a share of all tickets.
const requestCost = 0.02
