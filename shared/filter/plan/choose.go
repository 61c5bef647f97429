package plan

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// requestLimit is how many lists one query may ask for.
const requestLimit = 4

// branchLimit is how many branches of an or are looked at.
const branchLimit = 8

// candidate is one choice of requests.
type candidate struct {
	requests []Request
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
func (p *Plan) choose(a *account, boxes, branches []*box) candidate {
	c := candidate{branches: branches}
	var done []*box
	for i := range boxes {
		for _, b := range p.singles(boxes[i]) {
			if b.void() {
				continue
			}
			var r Request
			var asked *box
			if p.System == helpdesk.Usedesk {
				var l usedesk.List
				l, asked = askUsedesk(b)
				r.Usedesk = &l
			} else {
				r, asked = a.askUseResponse(b)
			}
			if slices.ContainsFunc(c.asked, func(before *box) bool { return asked.within(before) }) {
				continue
			}
			by := slices.IndexFunc(done, func(d *box) bool { return assignedOnly(d, b) })
			if by >= 0 {
				by = c.by[by]
			}
			if by < 0 || !joined(c.requests[by].Usedesk, r.Usedesk) {
				by = len(c.requests)
				c.requests = append(c.requests, r)
			}
			done = append(done, b)
			c.asked = append(c.asked, asked)
			c.by = append(c.by, by)
			c.of = append(c.of, i)
			c.cost += asked.share()
		}
	}
	c.cost += requestCost * float64(len(c.requests))
	if len(c.requests) > requestLimit {
		c.cost = 1 << 20
	}
	return c
}

// joined adds the cases of assignment of m to l, where both name theirs and
// nothing but these differs.
func joined(l, m *usedesk.List) bool {
	if l == nil || m == nil || len(l.Assigned) == 0 || len(m.Assigned) == 0 || len(l.Groups)+len(m.Groups) > 0 {
		return false
	}
	l.Assigned = append(slices.Clip(l.Assigned), m.Assigned...)
	return true
}

// assignedOnly reports whether two boxes are the same but for who is assigned.
func assignedOnly(b, c *box) bool {
	x, y := b.clone(), c.clone()
	for _, member := range [...]int{byAssignee, byGroup} {
		x.sets[member], y.sets[member] = except(), except()
	}
	return x.within(y) && y.within(x)
}

// singles divides a box by the members of which a request names one value only.
func (p *Plan) singles(b *box) []*box {
	boxes := []*box{b}
	members := []int{byType, byClient, byEmail, byAssignee, byCompletedBy, byForum}
	if p.System == helpdesk.Usedesk {
		members = []int{byClient}
	}
	for _, member := range members {
		words := listed(b.sets[member])
		if len(words) < 2 || len(words)*len(boxes) > requestLimit {
			continue
		}
		var divided []*box
		for _, b := range boxes {
			for _, word := range words {
				one := b.clone()
				one.sets[member] = only(word)
				divided = append(divided, one)
			}
		}
		boxes = divided
	}
	return boxes
}

// requestCost is what a request more costs, as a share of all tickets.
const requestCost = 0.02

// share guesses which share of an account's tickets a request brings. Only how
// the guesses stand to each other matters.
func (b *box) share() float64 {
	each := [members]float64{
		byStatus: 0.15, byType: 0.3, byPriority: 0.3, byChannel: 0.2, byClient: 0.005, byEmail: 0.005, byAssignee: 0.1,
		byGroup: 0.25, byForum: 0.5, byCategory: 0.1, byCompletedBy: 0.1,
	}
	share := 1.0
	for i, s := range b.sets {
		if !s.except {
			share *= min(1, each[i]*float64(len(s.words)))
		}
	}
	for _, s := range b.spans {
		if s.bound && s.from > 0 {
			share *= 0.3
		} else if s.bound {
			share *= 0.9
		}
	}
	for _, names := range b.tags {
		share *= min(1, 0.1*float64(len(names)))
	}
	for range b.fields {
		share *= 0.3
	}
	if len(b.texts) > 0 {
		share *= 0.02
	}
	if len(b.visible) > 0 {
		share *= 0.8
	}
	return share
}
