package plan

import "slices"

// The members of a ticket of which a server can test what they are.
const (
	byStatus = iota
	byType
	byPriority
	byChannel
	byClient
	byEmail
	byAssignee
	byGroup
	byForum
	byCategory
	byCompletedBy
	members
)

// The moments of a ticket that a server can test.
const (
	created = iota
	updated
	completed
	moments
)

// nobody stands for no agent, no group, no client.
const nobody = "0"

// box is what a condition leaves of all tickets, as far as servers can ask:
// the tickets that lie in every set and span and pass every test. It never
// leaves less than the condition selects; it leaves exactly that unless loose
// is set. The zero box is no box; start with everything().
type box struct {
	sets  [members]set
	spans [moments]span
	// tags are lists of which the ticket must have one name each.
	tags [][]string
	// fields are tests of additional fields, all of which must hold.
	fields []fieldTest
	// texts are what the server searches for, visible the agents who must see the ticket.
	texts   []text
	visible []int64
	loose   bool
}

// fieldTest is one test of an additional field.
type fieldTest struct {
	id    int64
	kind  fieldKind
	value string
}

type fieldKind uint8

const (
	fieldEmpty fieldKind = iota
	fieldFilled
	fieldValue
)

// text is what stands together in a query: words, or one phrase in quotes.
type text struct {
	words  string
	phrase bool
}

func everything() *box {
	b := new(box)
	for i := range b.sets {
		b.sets[i].except = true
	}
	return b
}

// anything is what is left of a condition that no server can judge.
func anything() *box {
	b := everything()
	b.loose = true
	return b
}

func nothing() *box {
	b := everything()
	b.sets[byStatus] = set{}
	return b
}

func in(member int, words ...string) *box {
	b := everything()
	b.sets[member] = only(words...)
	return b
}

// clone copies a box. Boxes are shared and never changed once they are made.
func (b *box) clone() *box {
	c := *b
	return &c
}

// void reports whether no ticket can lie in the box.
func (b *box) void() bool {
	return slices.ContainsFunc(b.sets[:], set.void) || slices.ContainsFunc(b.spans[:], span.void) ||
		slices.ContainsFunc(b.tags, func(names []string) bool { return len(names) == 0 })
}

func (b *box) and(c *box) *box {
	b = b.clone()
	for i := range b.sets {
		b.sets[i] = b.sets[i].and(c.sets[i])
	}
	for i := range b.spans {
		b.spans[i] = b.spans[i].and(c.spans[i])
	}
	b.tags = append(slices.Clip(b.tags), c.tags...)
	for _, test := range c.fields {
		if !slices.Contains(b.fields, test) {
			b.fields = append(slices.Clip(b.fields), test)
		}
	}
	b.texts = append(slices.Clip(b.texts), c.texts...)
	for _, agent := range c.visible {
		if !slices.Contains(b.visible, agent) {
			b.visible = append(slices.Clip(b.visible), agent)
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
	for i := range b.sets {
		hull.sets[i] = b.sets[i].or(c.sets[i])
		if !b.sets[i].same(c.sets[i]) {
			differ++
		}
	}
	for i := range b.spans {
		hull.spans[i] = b.spans[i].or(c.spans[i])
		if b.spans[i] != c.spans[i] {
			differ++
			hull.loose = hull.loose || apart(b.spans[i], c.spans[i])
		}
	}
	if len(b.tags) > 0 && len(c.tags) > 0 {
		hull.tags = [][]string{join(b.tags[0], c.tags[0])}
		if !slices.EqualFunc(b.tags, c.tags, func(x, y []string) bool { return slices.Equal(x, y) }) {
			differ++
		}
		hull.loose = hull.loose || len(b.tags)+len(c.tags) > 2
	} else if len(b.tags)+len(c.tags) > 0 {
		hull.loose = true
	}
	for _, test := range b.fields {
		if slices.Contains(c.fields, test) {
			hull.fields = append(hull.fields, test)
		}
	}
	hull.loose = hull.loose || b.loose || c.loose || differ > 1 ||
		len(hull.fields) < max(len(b.fields), len(c.fields)) || len(b.texts)+len(c.texts)+len(b.visible)+len(c.visible) > 0
	return hull
}

// apart reports whether a moment lies between two periods.
func apart(s, t span) bool {
	return s.bound && t.bound && (s.to < t.from && s.to+1 < t.from || t.to < s.from && t.to+1 < s.from)
}

// within reports whether every ticket in b lies in c.
func (b *box) within(c *box) bool {
	for i := range b.sets {
		if !b.sets[i].within(c.sets[i]) {
			return false
		}
	}
	for i := range b.spans {
		if !b.spans[i].within(c.spans[i]) {
			return false
		}
	}
	for _, names := range c.tags {
		if !slices.ContainsFunc(b.tags, func(some []string) bool { return only(some...).within(only(names...)) }) {
			return false
		}
	}
	return every(c.fields, b.fields) && every(c.texts, b.texts) && every(c.visible, b.visible)
}

// every reports whether all of wanted are in some.
func every[T comparable](wanted, some []T) bool {
	return !slices.ContainsFunc(wanted, func(one T) bool { return !slices.Contains(some, one) })
}
