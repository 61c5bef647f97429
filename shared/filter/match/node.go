package match

import (
	"bytes"
	"encoding/binary"
	"slices"

	"deskside/shared/filter"
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

// eval judges those rows of a block that are in mask and gives those that pass.
func (t *Table) eval(n *node, block int, mask uint64) uint64 {
	switch n.op {
	case filter.Is:
		return t.leaf(&n.leaf, block, mask)
	case filter.All:
		for i := range n.kids {
			if mask == 0 {
				break
			}
			mask = t.eval(&n.kids[i], block, mask)
		}
		return mask
	case filter.Any:
		found := uint64(0)
		for i := range n.kids {
			if mask == 0 {
				break
			}
			pass := t.eval(&n.kids[i], block, mask)
			found |= pass
			mask &^= pass
		}
		return found
	case filter.Not:
		for i := range n.kids {
			mask &^= t.eval(&n.kids[i], block, mask)
		}
	}
	return mask
}

func (t *Table) leaf(l *leaf, block int, mask uint64) (pass uint64) {
	switch l.kind {
	case byNumber:
		return l.number(t.column64(block, l.column), mask)
	case byWord:
		return t.words(l, l.column, block, mask)
	case byChannel:
		column := t.column64(block, l.column)
		if len(l.words) == 0 && !l.none && !l.filled {
			return l.number(column, mask)
		}
		numbers := leaf{ids: l.ids}
		mailboxes := leaf{words: l.words}
		hashes := t.column32(block, colMailbox)
		pass = numbers.number(column, mask) | t.words(&mailboxes, colMailbox, block, mask)
		for m := mask &^ pass; m != 0; m &= m - 1 {
			i := lowest(m)
			if set := at64(column, i) != 0 || at32(hashes, i) != 0; l.filled && set || l.none && !set {
				pass |= 1 << i
			}
		}
		return pass
	case byStatus:
		return t.status(l, block, mask)
	case byPriority:
		column := t.column8(block, colPriority)
		for m := mask; m != 0; m &= m - 1 {
			i := lowest(m)
			if p := column[i&63]; l.bits>>(p&31)&1 == 1 && p < 32 || l.none && p == 0 || l.filled && p != 0 {
				pass |= 1 << i
			}
		}
		return pass
	}
	switch {
	case l.kind == byText:
		return t.texts(l, block, mask)
	case l.kind == byTag && !l.none && !l.filled:
		mask = likely(t.column64(block, colTags), l.maybe, mask)
	case l.kind == byField && !l.anyField:
		// What has none of the bits is not filled and has none of the values.
		some := likely(t.column64(block, colFields), l.maybe, mask)
		if l.none {
			pass = mask &^ some
		}
		mask = some
	}
	for m := mask; m != 0; m &= m - 1 {
		i := lowest(m)
		row := block<<6 + i
		var ok bool
		switch l.kind {
		case byTag:
			ok = l.tags(between(t.blob(row), wordsEnd, tagsEnd))
		case byField:
			ok = l.field(between(t.blob(row), tagsEnd, fieldsEnd))
		case bySLA:
			ok = l.moments(between(t.blob(row), fieldsEnd, slaEnd), t.byteAt(row, colActive) != 0)
		case byClient:
			ok = l.client(t, row)
		}
		if ok {
			pass |= 1 << i
		}
	}
	return pass
}

// number tests a column of numbers, of which 0 is none.
func (l *leaf) number(column *[512]byte, mask uint64) (pass uint64) {
	switch {
	case l.none || l.filled:
	case len(l.ids) == 1 && len(l.ranges) == 0:
		for m, id := mask, l.ids[0]; m != 0; m &= m - 1 {
			if i := lowest(m); at64(column, i) == id {
				pass |= 1 << i
			}
		}
		return pass
	case len(l.ranges) == 1 && len(l.ids) == 0:
		for m, r := mask, l.ranges[0]; m != 0; m &= m - 1 {
			if v := at64(column, lowest(m)); r.From <= v && v <= r.To {
				pass |= 1 << lowest(m)
			}
		}
		return pass
	}
	for m := mask; m != 0; m &= m - 1 {
		i := lowest(m)
		if v := at64(column, i); l.none && v == 0 || l.filled && v != 0 || l.hasID(v) || within(v, l.ranges) {
			pass |= 1 << i
		}
	}
	return pass
}

func (l *leaf) hasID(v int64) bool {
	const few = 8
	if len(l.ids) <= few {
		return slices.Contains(l.ids, v)
	}
	_, found := slices.BinarySearch(l.ids, v)
	return found
}

func within(v int64, ranges []filter.Range) bool {
	for i := range ranges {
		if r := &ranges[i]; r.From <= v && v <= r.To {
			return true
		}
	}
	return false
}

// words tests a column of words by their hashes, and then by themselves.
func (t *Table) words(l *leaf, column, block int, mask uint64) (pass uint64) {
	hashes := t.column32(block, column)
	for m := mask; m != 0; m &= m - 1 {
		i := lowest(m)
		h := at32(hashes, i)
		if ok := l.none && h == 0 || l.filled && h != 0; ok {
			pass |= 1 << i
			continue
		}
		for j := range l.words {
			if w := &l.words[j]; w.hash == h && string(t.word(block<<6+i, column)) == w.text {
				pass |= 1 << i
				break
			}
		}
	}
	return pass
}

func (t *Table) status(l *leaf, block int, mask uint64) (pass uint64) {
	state := t.column8(block, colState)
	if l.bits != 0 {
		for m := mask; m != 0; m &= m - 1 {
			i := lowest(m)
			if s := state[i&63]; l.bits>>(s&31)&1 == 1 && s < 32 {
				pass |= 1 << i
			}
		}
	}
	if mask &^= pass; mask == 0 || len(l.ids) == 0 && len(l.words) == 0 && !l.none && !l.filled {
		return pass
	}
	column, slugs, titles := t.column64(block, colStatus), t.column32(block, colSlug), t.column32(block, colTitle)
	own := leaf{words: l.words}
	for m := mask; m != 0; m &= m - 1 {
		i := lowest(m)
		id, s := at64(column, i), state[i&63]
		none := s == 0 || s == byte(len(states)) && id == 0 && at32(slugs, i) == 0 && at32(titles, i) == 0
		if l.hasID(id) && id != 0 || l.none && none || l.filled && !none {
			pass |= 1 << i
		}
	}
	if len(l.words) > 0 {
		pass |= t.words(&own, colSlug, block, mask&^pass)
		pass |= t.words(&own, colTitle, block, mask&^pass)
	}
	return pass
}

// has reports whether a text is one of words.
func has(words []word, h uint32, text []byte) bool {
	for i := range words {
		if words[i].hash == h && string(text) == words[i].text {
			return true
		}
	}
	return false
}

// next takes an entry with a header of some bytes from a list.
func next(list []byte, header int) (entry []byte, h uint32, rest []byte) {
	if len(list) < header {
		return nil, 0, nil
	}
	size := uint64(binary.LittleEndian.Uint32(list))
	if size > uint64(len(list)-header) {
		return nil, 0, nil
	}
	end := header + int(size)
	return list[:end], binary.LittleEndian.Uint32(list[4:]), list[end:]
}

const (
	tagHeader   = 8
	fieldHeader = 16
)

func (l *leaf) tags(list []byte) bool {
	if len(list) == 0 {
		return l.none
	}
	if l.filled {
		return true
	}
	for len(list) > 0 {
		entry, h, rest := next(list, tagHeader)
		if entry == nil {
			return false
		}
		if has(l.words, h, entry[tagHeader:]) {
			return true
		}
		list = rest
	}
	return false
}

// field tests the additional fields that are asked for, and with anyField what
// further ones a ticket has.
func (l *leaf) field(list []byte) bool {
	for i := range l.fields {
		f := &l.fields[i]
		filled := false
		for rest := list; len(rest) > 0; {
			var entry []byte
			var h uint32
			if entry, h, rest = next(rest, fieldHeader); entry == nil {
				break
			}
			if int64(binary.LittleEndian.Uint64(entry[8:])) != f.ID {
				continue
			}
			value := entry[fieldHeader:]
			if has(l.words, h, value) || has(f.words, h, value) {
				return true
			}
			filled = filled || holds(value, f.Checkbox)
		}
		if l.none && !filled || l.filled && filled {
			return true
		}
	}
	if !l.anyField {
		return false
	}
	for rest := list; len(rest) > 0; {
		var entry []byte
		var h uint32
		if entry, h, rest = next(rest, fieldHeader); entry == nil {
			break
		}
		id := int64(binary.LittleEndian.Uint64(entry[8:]))
		if slices.ContainsFunc(l.fields, func(f field) bool { return f.ID == id }) {
			continue
		}
		filled := holds(entry[fieldHeader:], false)
		if has(l.words, h, entry[fieldHeader:]) || l.none && !filled || l.filled && filled {
			return true
		}
	}
	return false
}

// holds reports whether the value of a field fills it.
func holds(value []byte, checkbox bool) bool {
	value = bytes.TrimSpace(value)
	return len(value) > 0 && !(checkbox && (string(value) == "0" || string(value) == "false"))
}

// moments tests the SLA moments of a ticket, which count while it is active.
func (l *leaf) moments(list []byte, active bool) bool {
	some := false
	for active && len(list) >= slaSize {
		if l.sla == 0 || list[0] == l.sla {
			if at := int64(binary.LittleEndian.Uint64(list[1:])); at > 0 {
				if some = true; l.filled || within(at, l.ranges) {
					return true
				}
			}
		}
		list = list[slaSize:]
	}
	return l.none && !some
}

// likely gives the rows that have one of some bits.
func likely(column *[512]byte, maybe, mask uint64) (some uint64) {
	for m := mask; m != 0; m &= m - 1 {
		if i := lowest(m); uint64(at64(column, i))&maybe != 0 {
			some |= 1 << i
		}
	}
	return some
}

// texts looks for texts where the signature allows them.
func (t *Table) texts(l *leaf, block int, mask uint64) (pass uint64) {
	for m := mask; m != 0; m &= m - 1 {
		row := lowest(m)
		signature := t.signature(block, row)
		for i := range l.finders {
			if f := &l.finders[i]; f.may(signature) && f.in(between(t.blob(block<<6+row), l.from, l.to)) {
				pass |= 1 << row
				break
			}
		}
	}
	return pass
}

func (l *leaf) contained(text []byte) bool {
	for i := range l.finders {
		if l.finders[i].in(text) {
			return true
		}
	}
	return false
}

func (l *leaf) client(t *Table, row int) bool {
	id := t.number(row, l.column)
	if id != 0 && l.hasID(id) {
		return true
	}
	if len(l.finders) == 0 && !l.none && !l.filled {
		return false
	}
	name := between(t.blob(row), l.from, l.to)
	if len(name) > 0 {
		// A zero parts the name from the subject.
		name = name[1:]
	}
	some := id != 0 || len(name) > 0
	return l.none && !some || l.filled && some || l.contained(name)
}
