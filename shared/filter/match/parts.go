package match

import (
	"bytes"
	"encoding/binary"
	"slices"
)

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
