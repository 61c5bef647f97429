package match

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
)

// The sections of a row's texts. Each begins where the one before ends; the
// ends stand in front. What is searched for words is all up to textEnd: the
// folded subject, client, address, tags and body, with a zero between.
const (
	subjectEnd = iota
	clientEnd
	textEnd
	assigneeEnd
	// The words, in the order of the columns of their hashes.
	slugEnd
	wordsEnd  = slugEnd + columns32 - firstWord - 1
	tagsEnd   = wordsEnd + 1
	fieldsEnd = tagsEnd + 1
	slaEnd    = fieldsEnd + 1
	sections  = slaEnd + 1
)

const blobHeader = sections * 4

// SLA moments by kind.
const (
	firstReply = 1 + iota
	nextReply
	resolution
	otherSLA
)

func slaKind(name string) byte {
	switch name {
	case "first_reply":
		return firstReply
	case "next_reply":
		return nextReply
	case "close":
		return resolution
	}
	return otherSLA
}

// slaSize is the size of an SLA moment: its kind and its seconds.
const slaSize = 9

// otherWord stands for a state or priority that this version does not know.
const otherWord = 255

func stateByte(s helpdesk.State) byte {
	if s == "" {
		return 0
	}
	for i, known := range states {
		if s == known {
			return byte(i + 1)
		}
	}
	return otherWord
}

// states are in the order of interfaces, as helpdesk.States gives them.
var states = [...]helpdesk.State{
	helpdesk.New, helpdesk.Open, helpdesk.Pending, helpdesk.Hold, helpdesk.Solved, helpdesk.Closed,
	helpdesk.Merged, helpdesk.Mailing, helpdesk.Spam, helpdesk.Deleted, helpdesk.Unknown,
}

// priorities are in ascending order, as helpdesk.Priorities gives them.
var priorities = [...]string{"low", "medium", "normal", "high", "urgent", "extreme"}

func priorityByte(p string) byte {
	if p == "" {
		return 0
	}
	for i := range priorities {
		if priorities[i] == p {
			return byte(i + 1)
		}
	}
	return otherWord
}

// hash is that of a word, 0 for none only.
func hash[T string | []byte](s T) uint32 {
	if len(s) == 0 {
		return 0
	}
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h | 1
}

// hold makes t the table of one ticket alone, with the texts that are searched
// only if they are needed.
func (t *Table) hold(ticket *helpdesk.Ticket, text bool) {
	t.b = t.b[:t.arena]
	t.rows = 1
	t.setNumber32(0, colBlobSize, 0)
	t.setByte(0, colSignature, 0)
	t.store(0, t.pack(0, ticket, text))
	t.setLive(0, true)
}

// pack writes a ticket into a row and its texts behind all others, from where
// it says.
func (t *Table) pack(row int, ticket *helpdesk.Ticket, text bool) (from int) {
	due, active := int64(0), ticket.Status.State.Active()
	if active {
		for i := range ticket.SLA {
			if at := ticket.SLA[i].At; at > 0 && (due == 0 || at < due) {
				due = at
			}
		}
	}
	place := t.b[t.blockStart+row>>6*blockSize+8+row&63*8:]
	for column, v := range [columns64]int64{
		colID: ticket.ID, colStatus: ticket.Status.ID, colClient: ticket.Client.ID, colAssignee: ticket.Assignee.ID, colGroup: ticket.Group,
		colChannel: ticket.Channel, colForum: ticket.Forum, colCompletedBy: ticket.CompletedBy.ID, colCreated: ticket.Created,
		colUpdated: ticket.Updated, colCompleted: ticket.Completed, colRemind: ticket.Remind, colComments: ticket.Comments, colDue: due,
	} {
		binary.LittleEndian.PutUint64(place[column*512:], uint64(v))
	}
	t.setByte(row, colState, stateByte(ticket.Status.State))
	t.setByte(row, colPriority, priorityByte(string(ticket.Priority)))
	t.setByte(row, colActive, 0)
	if active {
		t.setByte(row, colActive, 1)
	}

	from = len(t.b)
	t.b = append(t.b, make([]byte, blobHeader)...)
	ends := func(section int) {
		binary.LittleEndian.PutUint32(t.b[from+section*4:], uint32(len(t.b)-from))
	}
	t.b = fold.Append(t.b, strings.TrimSpace(ticket.Subject))
	ends(subjectEnd)
	t.b = fold.Append(append(t.b, 0), strings.TrimSpace(ticket.Client.Name))
	ends(clientEnd)
	if text {
		t.b = fold.Append(append(t.b, 0), ticket.Client.Email)
		for i := range ticket.Tags {
			t.b = fold.Append(append(t.b, 0), ticket.Tags[i])
		}
		t.b = fold.AppendMarkup(append(t.b, 0), ticket.Body)
	}
	ends(textEnd)
	t.b = fold.Append(t.b, strings.TrimSpace(ticket.Assignee.Name))
	ends(assigneeEnd)
	for i, word := range [...]string{ticket.Status.Slug, ticket.Status.Title, ticket.Type, ticket.Category, ticket.Client.Email, ticket.ChannelEmail, ticket.Rights} {
		at := len(t.b)
		t.b = appendLower(t.b, word)
		t.setNumber32(row, firstWord+i, hash(t.b[at:]))
		ends(slugEnd + i)
	}
	tagBits, fieldBits := uint64(0), uint64(0)
	for i := range ticket.Tags {
		at := t.entry(tagHeader)
		t.b = appendLower(t.b, ticket.Tags[i])
		tagBits |= bit(t.ended(at, tagHeader))
	}
	ends(tagsEnd)
	for i := range ticket.Fields {
		f := &ticket.Fields[i]
		at := t.entry(fieldHeader)
		binary.LittleEndian.PutUint64(t.b[at+8:], uint64(f.ID))
		t.b = append(t.b, f.Value...)
		fieldBits |= fieldBit(f.ID, t.ended(at, fieldHeader))
		for _, checkbox := range [...]bool{false, true} {
			if holds(t.b[at+fieldHeader:], checkbox) {
				fieldBits |= filledBit(f.ID, checkbox)
			}
		}
	}
	ends(fieldsEnd)
	t.setNumber(row, colTags, int64(tagBits))
	t.setNumber(row, colFields, int64(fieldBits))
	for i := range ticket.SLA {
		t.b = append(t.b, slaKind(ticket.SLA[i].Type))
		t.b = binary.LittleEndian.AppendUint64(t.b, uint64(ticket.SLA[i].At))
	}
	ends(slaEnd)
	return from
}

// entry begins an entry of a list: its size, the hash of its text, what else it
// has, and its text.
func (t *Table) entry(header int) (at int) {
	at = len(t.b)
	t.b = append(t.b, "                "[:header]...)
	return at
}

func (t *Table) ended(at, header int) uint32 {
	h := hash(t.b[at+header:])
	binary.LittleEndian.PutUint32(t.b[at:], uint32(len(t.b)-at-header))
	binary.LittleEndian.PutUint32(t.b[at+4:], h)
	return h
}

// bit is that of a hash in a column of bits.
func bit(h uint32) uint64 { return 1 << (h * 0x9e3779b1 >> 26) }

// fieldBit is that of an additional field with the hash of a value.
func fieldBit(id int64, h uint32) uint64 { return bit(uint32(id)*0x85ebca6b ^ h) }

// filledBit is that of an additional field that is filled.
func filledBit(id int64, checkbox bool) uint64 {
	if checkbox {
		return fieldBit(id, 0xb0b0b0b0)
	}
	return fieldBit(id, 0xf1f1f1f1)
}

// store makes what stands behind from the texts of a row.
func (t *Table) store(row, from int) {
	size := len(t.b) - from
	if old := int(t.number32(row, colBlobSize)); old >= size {
		if place := t.stretch(t.number32(row, colBlob), uint32(size)); place != nil {
			copy(place, t.b[from:])
			t.b = t.b[:from]
			t.setNumber32(row, colBlobSize, uint32(size))
			t.setFree(t.free() + old - size)
			return
		}
	}
	t.setFree(t.free() + int(t.number32(row, colBlobSize)))
	t.setNumber32(row, colBlob, uint32(from-t.arena))
	t.setNumber32(row, colBlobSize, uint32(size))
}

// appendLower appends s as strings.ToLower gives it.
func appendLower(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			dst = append(dst, byte(r)+'a'-'A')
		case r < utf8.RuneSelf:
			dst = append(dst, byte(r))
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// blob is where the texts of a row stand, nil where they are damaged.
func (t *Table) blob(row int) []byte {
	b := t.stretch(t.number32(row, colBlob), t.number32(row, colBlobSize))
	if len(b) < blobHeader {
		return nil
	}
	return b
}

// between gives the bytes from the end of one section, -1 for the first one's
// beginning, to the end of another.
func between(blob []byte, after, section int) []byte {
	if blob == nil {
		return nil
	}
	from := uint32(blobHeader)
	if after >= 0 {
		from = binary.LittleEndian.Uint32(blob[after*4:])
	}
	to := binary.LittleEndian.Uint32(blob[section*4:])
	if from > to || uint64(to) > uint64(len(blob)) {
		return nil
	}
	return blob[from:to]
}

// word gives a word of a row by its column.
func (t *Table) word(row, column int) []byte {
	section := slugEnd + column - firstWord
	return between(t.blob(row), section-1, section)
}
