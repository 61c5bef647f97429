package match

import (
	"slices"

	"deskside/shared/filter"
)

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
	case byMark:
		return t.marked(l, block, mask)
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

// marked tests what the browser keeps of tickets.
func (t *Table) marked(l *leaf, block int, mask uint64) (pass uint64) {
	if l.marks == nil {
		return 0
	}
	ids, changes := t.column64(block, colID), t.column64(block, colUpdated)
	for m := mask; m != 0; m &= m - 1 {
		i := lowest(m)
		if id, change := at64(ids, i), at64(changes, i); l.unread && l.marks.Unread(id, change) || l.snoozed && l.marks.Snoozed(id, change) {
			pass |= 1 << i
		}
	}
	return pass
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

// likely gives the rows that have one of some bits.
func likely(column *[512]byte, maybe, mask uint64) (some uint64) {
	for m := mask; m != 0; m &= m - 1 {
		if i := lowest(m); uint64(at64(column, i))&maybe != 0 {
			some |= 1 << i
		}
	}
	return some
}
