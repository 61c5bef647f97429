package match

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"deskside/shared/helpdesk"
)

// Table holds of many tickets what queries test, in one slice of bytes that a
// host may keep and pass on as it is. Rows stand in blocks of 64, in each of
// which the columns stand one after the other; texts stand in an arena behind.
// All numbers are little-endian.
//
//	header   magic, rows, capacity, accounts, bytes of the arena that are free
//	accounts offset and length in the arena, 255 times
//	index    an open hash table from account and id to row
//	blocks   64 rows each
//	arena    texts
type Table struct {
	b                        []byte
	rows, capacity           int
	accountCount             int
	index, blockStart, arena int
}

const (
	magic       = 0x32425444 // DTB2
	headerSize  = 32
	maxAccounts = 255
	// maxRows bounds what Open accepts, minRows is what a new table has room for.
	maxRows = 1 << 22
	minRows = 64
)

// Columns of eight bytes.
const (
	colID = iota
	colStatus
	colClient
	colAssignee
	colGroup
	colChannel
	colForum
	colCompletedBy
	colCreated
	colUpdated
	colCompleted
	colRemind
	colComments
	// colDue is the first SLA moment of a ticket that waits for somebody.
	colDue
	// colTags and colFields have a bit for the hash of each tag, and of each
	// additional field with its value and with being filled: a bit that is not set
	// tells that the list of them need not be read.
	colTags
	colFields
	columns64
)

// Columns of four bytes: where a row's texts are, and hashes of its words.
const (
	colBlob = iota
	colBlobSize
	colSlug
	colTitle
	colType
	colCategory
	colEmail
	colMailbox
	colRights
	columns32
	firstWord = colSlug
)

// Columns of one byte.
const (
	colAccount = iota
	colState
	colPriority
	colActive
	// colSignature is the size of the signature, in 32 bytes.
	colSignature
	columns8
)

const (
	start32   = 8 + columns64*64*8
	start8    = start32 + columns32*64*4
	blockSize = start8 + columns8*64
)

// ErrTable is what Open gives for bytes that are no table.
var ErrTable = errors.New("match: these bytes are no table of tickets")

// NewTable makes a table with room for a number of rows and bytes of text.
func NewTable(rows, text int) *Table {
	t := &Table{}
	t.lay(rows, text)
	return t
}

// lay lays out an empty table.
func (t *Table) lay(rows, text int) {
	capacity := minRows
	for capacity < rows && capacity < maxRows {
		capacity *= 2
	}
	*t = Table{capacity: capacity}
	t.place()
	t.b = make([]byte, t.arena, t.arena+text)
	t.putHeader()
}

// place computes where the parts begin.
func (t *Table) place() {
	t.index = headerSize + maxAccounts*8
	t.blockStart = t.index + 2*t.capacity*4
	t.arena = t.blockStart + t.capacity/64*blockSize
}

func (t *Table) putHeader() {
	for i, v := range [...]int{magic, t.rows, t.capacity, t.accountCount} {
		binary.LittleEndian.PutUint32(t.b[i*4:], uint32(v))
	}
}

// Open uses the bytes of a table in place. It looks at the header only: bytes
// that were damaged give wrong answers and never a panic.
func Open(b []byte) (*Table, error) {
	if len(b) < headerSize || binary.LittleEndian.Uint32(b) != magic {
		return nil, ErrTable
	}
	t := &Table{b: b[:len(b):len(b)]}
	rows, capacity, accounts := binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:]), binary.LittleEndian.Uint32(b[12:])
	if capacity < minRows || capacity > maxRows || capacity&(capacity-1) != 0 || rows > capacity || accounts > maxAccounts {
		return nil, ErrTable
	}
	t.rows, t.capacity, t.accountCount = int(rows), int(capacity), int(accounts)
	if t.place(); len(b) < t.arena {
		return nil, ErrTable
	}
	return t, nil
}

// Bytes are the table as Open takes it. They change with the table.
func (t *Table) Bytes() []byte { return t.b }

// Rows is the number of rows, those of removed tickets too.
func (t *Table) Rows() int { return t.rows }

// Len is the number of tickets.
func (t *Table) Len() int {
	n := 0
	for block := range t.blocks() {
		n += bits.OnesCount64(t.live(block))
	}
	return n
}

func (t *Table) blocks() int { return (t.rows + 63) >> 6 }

func (t *Table) accounts() int { return t.accountCount }

func lowest(mask uint64) int { return bits.TrailingZeros64(mask) }

// live has a bit for each row of a block that holds a ticket.
func (t *Table) live(block int) uint64 {
	mask := binary.LittleEndian.Uint64(t.b[t.blockStart+block*blockSize:])
	if last := t.rows - block<<6; last < 64 {
		mask &= 1<<last - 1
	}
	return mask
}

func (t *Table) setLive(row int, live bool) {
	word := t.b[t.blockStart+row>>6*blockSize:]
	mask := binary.LittleEndian.Uint64(word)
	if mask &^= 1 << (row & 63); live {
		mask |= 1 << (row & 63)
	}
	binary.LittleEndian.PutUint64(word, mask)
}

// column64 is a column of a block.
func (t *Table) column64(block, column int) *[512]byte {
	return (*[512]byte)(t.b[t.blockStart+block*blockSize+8+column*512:])
}

func (t *Table) column32(block, column int) *[256]byte {
	return (*[256]byte)(t.b[t.blockStart+block*blockSize+start32+column*256:])
}

func (t *Table) column8(block, column int) *[64]byte {
	return (*[64]byte)(t.b[t.blockStart+block*blockSize+start8+column*64:])
}

func at64(c *[512]byte, i int) int64 { return int64(binary.LittleEndian.Uint64(c[i&63*8:])) }

func at32(c *[256]byte, i int) uint32 { return binary.LittleEndian.Uint32(c[i&63*4:]) }

func (t *Table) number(row, column int) int64 { return at64(t.column64(row>>6, column), row) }

func (t *Table) setNumber(row, column int, v int64) {
	binary.LittleEndian.PutUint64(t.column64(row>>6, column)[row&63*8:], uint64(v))
}

func (t *Table) number32(row, column int) uint32 { return at32(t.column32(row>>6, column), row) }

func (t *Table) setNumber32(row, column int, v uint32) {
	binary.LittleEndian.PutUint32(t.column32(row>>6, column)[row&63*4:], v)
}

func (t *Table) byteAt(row, column int) byte { return t.column8(row>>6, column)[row&63] }

func (t *Table) setByte(row, column int, v byte) { t.column8(row>>6, column)[row&63] = v }

// stretch is a piece of the arena, nil where it does not lie within.
func (t *Table) stretch(from, size uint32) []byte {
	arena := t.b[t.arena:]
	if uint64(from)+uint64(size) > uint64(len(arena)) {
		return nil
	}
	return arena[from : from+size]
}

// account is the system and the id of an account of the table.
func (t *Table) account(n int) (system helpdesk.System, id string) {
	entry := t.b[headerSize+n*8:]
	text := t.stretch(binary.LittleEndian.Uint32(entry), binary.LittleEndian.Uint32(entry[4:]))
	for i, c := range text {
		if c == 0 {
			return helpdesk.System(text[:i]), string(text[i+1:])
		}
	}
	return "", ""
}

func (t *Table) isAccount(n int, id string) bool {
	if n >= t.accountCount {
		return false
	}
	entry := t.b[headerSize+n*8:]
	text := t.stretch(binary.LittleEndian.Uint32(entry), binary.LittleEndian.Uint32(entry[4:]))
	from := len(text) - len(id)
	return from > 0 && text[from-1] == 0 && string(text[from:]) == id
}

// accountOf gives the number of an account, a new one where it is not known; -1
// when there are too many.
func (t *Table) accountOf(system helpdesk.System, id string) int {
	for n := range t.accountCount {
		if t.isAccount(n, id) {
			return n
		}
	}
	if t.accountCount == maxAccounts {
		return -1
	}
	from := len(t.b) - t.arena
	t.b = append(append(append(t.b, system...), 0), id...)
	entry := t.b[headerSize+t.accountCount*8:]
	binary.LittleEndian.PutUint32(entry, uint32(from))
	binary.LittleEndian.PutUint32(entry[4:], uint32(len(t.b)-t.arena-from))
	t.accountCount++
	t.putHeader()
	return t.accountCount - 1
}

// Key names the ticket of a row.
func (t *Table) Key(row int) (account string, id int64) {
	if row < 0 || row >= t.rows {
		return "", 0
	}
	_, account = t.account(int(t.byteAt(row, colAccount)))
	return account, t.number(row, colID)
}

// Find gives the row of a ticket.
func (t *Table) Find(account string, id int64) (row int, ok bool) {
	for n := range t.accountCount {
		if t.isAccount(n, account) {
			_, row = t.slot(n, id)
			return row, row >= 0 && t.live(row>>6)>>(row&63)&1 == 1
		}
	}
	return -1, false
}

// slot finds where the index has a ticket, or where it would have it; row is -1
// where it has not.
func (t *Table) slot(account int, id int64) (at, row int) {
	size := 2 * t.capacity
	h := (uint64(id) + uint64(account)<<56) * 0x9e3779b97f4a7c15
	i := int(h>>33) & (size - 1)
	for range size {
		at = t.index + i*4
		row = int(binary.LittleEndian.Uint32(t.b[at:])) - 1
		if row < 0 || row >= t.rows {
			return at, -1
		}
		if t.number(row, colID) == id && int(t.byteAt(row, colAccount)) == account {
			return at, row
		}
		i = (i + 1) & (size - 1)
	}
	return t.index, -1
}

// Compact leaves out what the texts of changed and removed tickets took. Put
// does it by itself once that is more than half.
func (t *Table) Compact() {
	old := t.b
	arena := old[t.arena:]
	t.b = make([]byte, t.arena, len(old))
	copy(t.b, old[:t.arena])
	move := func(from, size uint32) uint32 {
		at := uint32(len(t.b) - t.arena)
		// The texts of a table that is not damaged take no more room than before.
		if uint64(from)+uint64(size) <= uint64(len(arena)) && uint64(at)+uint64(size) <= uint64(len(arena)) {
			t.b = append(t.b, arena[from:from+size]...)
		}
		return at
	}
	for n := range t.accountCount {
		entry := t.b[headerSize+n*8:]
		binary.LittleEndian.PutUint32(entry, move(binary.LittleEndian.Uint32(entry), binary.LittleEndian.Uint32(entry[4:])))
	}
	for row := range t.rows {
		size := t.number32(row, colBlobSize)
		if t.live(row>>6)>>(row&63)&1 == 0 {
			size = 0
			t.setNumber32(row, colBlobSize, 0)
		}
		t.setNumber32(row, colBlob, move(t.number32(row, colBlob), size))
	}
	t.setFree(0)
}

func (t *Table) free() int { return int(binary.LittleEndian.Uint32(t.b[16:])) }

func (t *Table) setFree(n int) { binary.LittleEndian.PutUint32(t.b[16:], uint32(n)) }

// Put adds a ticket or replaces it, and gives its row. A table holds the tickets
// of at most 255 accounts and 4,194,304 of them; the row is -1 for one beyond.
func (t *Table) Put(ticket *helpdesk.Ticket) (row int, added bool) {
	account := t.accountOf(ticket.System, ticket.Account)
	if account < 0 {
		return -1, false
	}
	if row = t.rowOf(account, ticket.ID); row < 0 {
		return -1, false
	}
	added = !t.Holds(row)
	t.setByte(row, colAccount, byte(account))
	from := t.pack(row, ticket, true)
	t.sign(row, from)
	t.store(row, from)
	t.setLive(row, true)
	if t.free() > (len(t.b)-t.arena)/2 {
		t.Compact()
	}
	return row, added
}

// Remove takes a ticket out. Its row stays empty until the ticket comes back.
func (t *Table) Remove(account string, id int64) (row int, ok bool) {
	if row, ok = t.Find(account, id); ok {
		t.setLive(row, false)
		t.setFree(t.free() + int(t.number32(row, colBlobSize)))
		t.setNumber32(row, colBlobSize, 0)
	}
	return row, ok
}

// grow doubles the room for rows.
func (t *Table) grow() {
	old := *t
	t.capacity *= 2
	t.place()
	t.b = make([]byte, t.arena, t.arena+(len(old.b)-old.arena)*2)
	t.b = append(t.b, old.b[old.arena:]...)
	copy(t.b[headerSize:t.index], old.b[headerSize:old.index])
	copy(t.b[t.blockStart:t.arena], old.b[old.blockStart:old.arena])
	t.putHeader()
	for row := range t.rows {
		at, _ := t.slot(int(t.byteAt(row, colAccount)), t.number(row, colID))
		binary.LittleEndian.PutUint32(t.b[at:], uint32(row+1))
	}
}
