package plan

import (
	"slices"

	"deskside/shared/helpdesk"
)

// box is what a condition leaves of all tickets, as far as helpdesks can be
// asked for it. It never leaves less than the condition selects; it leaves
// exactly that unless loose is set. The zero box is no box; start with everything().
type box struct {
	helpdesk.Selection
	loose bool
}

func everything() *box {
	return &box{Selection: helpdesk.Everything()}
}

// anything is what is left of a condition that no server can judge.
func anything() *box {
	b := everything()
	b.loose = true
	return b
}

func nothing() *box {
	b := everything()
	b.Sets[helpdesk.OfStatus] = helpdesk.Set{}
	return b
}

func in(member helpdesk.Member, words ...string) *box {
	b := everything()
	b.Sets[member] = helpdesk.Only(words...)
	return b
}

// clone copies a box. Boxes are shared and never changed once they are made.
func (b *box) clone() *box {
	c := *b
	return &c
}

// void reports whether no ticket can lie in the box.
func (b *box) void() bool {
	return slices.ContainsFunc(b.Sets[:], helpdesk.Set.Void) || slices.ContainsFunc(b.Spans[:], helpdesk.Moment.Void) ||
		slices.ContainsFunc(b.Tags, func(names []string) bool { return len(names) == 0 })
}

func (b *box) and(c *box) *box {
	b = b.clone()
	for i := range b.Sets {
		b.Sets[i] = b.Sets[i].And(c.Sets[i])
	}
	for i := range b.Spans {
		b.Spans[i] = b.Spans[i].And(c.Spans[i])
	}
	b.Tags = append(slices.Clip(b.Tags), c.Tags...)
	for _, test := range c.Fields {
		if !slices.Contains(b.Fields, test) {
			b.Fields = append(slices.Clip(b.Fields), test)
		}
	}
	b.Texts = append(slices.Clip(b.Texts), c.Texts...)
	for _, agent := range c.Visible {
		if !slices.Contains(b.Visible, agent) {
			b.Visible = append(slices.Clip(b.Visible), agent)
		}
	}
	b.loose = b.loose || c.loose
	return b
}

// or gives the smallest box around both.
func (b *box) or(c *box) *box {
	switch {
	case b.void():
		return c
	case c.void():
		return b
	case c.within(b) && !b.loose:
		return b
	case b.within(c) && !c.loose:
		return c
	}
	differ := 0
	hull := everything()
	for i := range b.Sets {
		hull.Sets[i] = b.Sets[i].Or(c.Sets[i])
		if !b.Sets[i].Same(c.Sets[i]) {
			differ++
		}
	}
	for i := range b.Spans {
		hull.Spans[i] = b.Spans[i].Or(c.Spans[i])
		if b.Spans[i] != c.Spans[i] {
			differ++
			hull.loose = hull.loose || apart(b.Spans[i], c.Spans[i])
		}
	}
	if len(b.Tags) > 0 && len(c.Tags) > 0 {
		hull.Tags = [][]string{helpdesk.Union(b.Tags[0], c.Tags[0])}
		if !slices.EqualFunc(b.Tags, c.Tags, func(x, y []string) bool { return slices.Equal(x, y) }) {
			differ++
		}
		hull.loose = hull.loose || len(b.Tags)+len(c.Tags) > 2
	} else if len(b.Tags)+len(c.Tags) > 0 {
		hull.loose = true
	}
	for _, test := range b.Fields {
		if slices.Contains(c.Fields, test) {
			hull.Fields = append(hull.Fields, test)
		}
	}
	hull.loose = hull.loose || b.loose || c.loose || differ > 1 ||
		len(hull.Fields) < max(len(b.Fields), len(c.Fields)) || len(b.Texts)+len(c.Texts)+len(b.Visible)+len(c.Visible) > 0
	return hull
}

// apart reports whether a moment lies between two periods.
func apart(s, t helpdesk.Moment) bool {
	return s.Bound && t.Bound && (s.To < t.From && s.To+1 < t.From || t.To < s.From && t.To+1 < s.From)
}

// within reports whether every ticket in b lies in c.
func (b *box) within(c *box) bool {
	for i := range b.Sets {
		if !b.Sets[i].Within(c.Sets[i]) {
			return false
		}
	}
	for i := range b.Spans {
		if !b.Spans[i].Within(c.Spans[i]) {
			return false
		}
	}
	for _, names := range c.Tags {
		if !slices.ContainsFunc(b.Tags, func(some []string) bool { return helpdesk.Only(some...).Within(helpdesk.Only(names...)) }) {
			return false
		}
	}
	return every(c.Fields, b.Fields) && every(c.Texts, b.Texts) && every(c.Visible, b.Visible)
}

// every reports whether all of wanted are in some.
func every[T comparable](wanted, some []T) bool {
	return !slices.ContainsFunc(wanted, func(one T) bool { return !slices.Contains(some, one) })
}
