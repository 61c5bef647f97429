package match

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/filter/mark"
)

// node is a compiled clause.
type node struct {
	op   filter.Op
	kids []node
	leaf leaf
	// cost is roughly how much a row takes; text says that what is searched is read.
	cost int
	text bool
}

// leaf is a compiled test. Which of its parts count depends on its kind.
type leaf struct {
	kind         kind
	column       int
	none, filled bool
	ids          []int64
	ranges       []filter.Range
	words        []word
	// bits are the states or priorities that pass, by their bytes.
	bits     uint32
	finders  []finder
	from, to int
	fields   []field
	anyField bool
	// maybe has the bits of colTags or colFields of which a row needs one.
	maybe uint64
	sla   byte
	// marks are what byMark looks into, unread and snoozed for what.
	marks           *mark.Account
	unread, snoozed bool
}

type kind uint8

const (
	// byNumber compares a number, byChannel that and a word too.
	byNumber kind = iota
	byWord
	byChannel
	byStatus
	byPriority
	byTag
	byField
	bySLA
	// byText looks for texts in sections, byClient compares a number too.
	byText
	byClient
	// byMark looks a ticket up in what the browser keeps of it.
	byMark
)

// word is a text with its hash.
type word struct {
	hash uint32
	text string
}

// field is a tested additional field with the words of its own.
type field struct {
	filter.CustomField
	words []word
}

func wordsOf(texts []string) []word {
	words := make([]word, len(texts))
	for i, s := range texts {
		words[i] = word{hash(s), s}
	}
	return words
}

// compile prepares a clause. What is cheap to judge comes first.
func compile(c *filter.Clause) node {
	n := node{op: c.Op}
	if c.Op == filter.Is {
		n.leaf, n.cost = test(&c.Test)
		n.text = n.leaf.kind == byText && n.leaf.to == textEnd
		return n
	}
	for i := range c.Nodes {
		kid := compile(&c.Nodes[i])
		n.cost += kid.cost
		n.text = n.text || kid.text
		n.kids = append(n.kids, kid)
	}
	// What costs least comes first. Kids are few, and moving them is dear.
	for i := 1; i < len(n.kids); i++ {
		for j := i; j > 0 && n.kids[j].cost < n.kids[j-1].cost; j-- {
			n.kids[j], n.kids[j-1] = n.kids[j-1], n.kids[j]
		}
	}
	return n
}

// Costs of a row in a test, in nanoseconds or so.
const (
	costNumber = 2
	costWord   = 4
	costList   = 20
	costField  = 30
	costShort  = 40
	costText   = 400
)

func test(t *filter.Test) (leaf, int) {
	l := leaf{none: t.None, filled: t.Filled, ids: t.IDs, ranges: t.Ranges}
	switch t.Term.Field {
	case filter.Text:
		l.kind, l.from, l.to, l.finders = byText, -1, textEnd, findersOf(t.Words)
		return l, costText * len(l.finders)
	case filter.Subject:
		l.kind, l.from, l.to, l.finders = byText, -1, subjectEnd, findersOf(t.Words)
		return l, costShort
	case filter.Client:
		l.kind, l.column, l.from, l.to, l.finders = byClient, colClient, subjectEnd, clientEnd, findersOf(t.Words)
		if len(l.finders) > 0 || l.none || l.filled {
			return l, costShort
		}
		return l, costNumber
	case filter.Status:
		l.kind, l.words = byStatus, wordsOf(t.Words)
		for _, s := range t.States {
			if b := stateByte(s); b != otherWord {
				l.bits |= 1 << b
			}
		}
		return l, costNumber
	case filter.Priority:
		l.kind = byPriority
		for _, w := range t.Words {
			if b := priorityByte(w); b != otherWord {
				l.bits |= 1 << b
			}
		}
		return l, costNumber
	case filter.Channel:
		l.kind, l.column, l.words = byChannel, colChannel, wordsOf(t.Words)
		return l, costNumber
	case filter.Tag:
		l.kind, l.words = byTag, wordsOf(t.Words)
		for _, w := range l.words {
			l.maybe |= bit(w.hash)
		}
		return l, costList
	case filter.Custom:
		l.kind, l.words, l.anyField = byField, wordsOf(t.Words), t.AnyField
		for _, f := range t.Fields {
			l.fields = append(l.fields, field{f, wordsOf(f.Words)})
			l.maybe |= filledBit(f.ID, f.Checkbox)
			for _, w := range append(l.fields[len(l.fields)-1].words, l.words...) {
				l.maybe |= fieldBit(f.ID, w.hash)
			}
		}
		return l, costField
	case filter.SLA:
		l.kind = bySLA
		if t.Term.Name != "" {
			l.sla = slaKind(t.Term.Name)
		}
		return l, costList
	case filter.Mark:
		l.kind, l.marks = byMark, t.Marks
		l.unread, l.snoozed = slices.Contains(t.Words, filter.UnreadWord), slices.Contains(t.Words, filter.SnoozedWord)
		return l, costList
	case filter.Visible:
		// A ticket says its rights for the agent for whom it was asked.
		l.kind, l.column, l.filled = byWord, colRights, len(t.IDs) > 0
		return l, costWord
	}
	if column, ok := wordColumn(t.Term.Field); ok {
		l.kind, l.column, l.words = byWord, column, wordsOf(t.Words)
		return l, costWord
	}
	l.kind, l.column = byNumber, numberColumn(t.Term.Field)
	return l, costNumber
}

func wordColumn(f filter.Field) (column int, ok bool) {
	switch f {
	case filter.Type:
		return colType, true
	case filter.Category:
		return colCategory, true
	case filter.Email:
		return colEmail, true
	case filter.Rights:
		return colRights, true
	}
	return 0, false
}

func numberColumn(f filter.Field) int {
	switch f {
	case filter.Assignee:
		return colAssignee
	case filter.Group:
		return colGroup
	case filter.Forum:
		return colForum
	case filter.CompletedBy:
		return colCompletedBy
	case filter.Created:
		return colCreated
	case filter.Updated:
		return colUpdated
	case filter.Completed:
		return colCompleted
	case filter.Remind:
		return colRemind
	case filter.Comments:
		return colComments
	}
	return colID
}
