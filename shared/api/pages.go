package api

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"deskside/shared/words"
)

// List describes a paged list: P is what one page reads as, T an item. Clients
// describe theirs; deskside/shared/api/transport walks them natively.
type List[P, T any] struct {
	// Page plans the page at a cursor: its Number or its Offset.
	Page func(*Cursor) Call[P]
	// Items are those of a page, ID what tells them apart.
	Items func(P) []T
	ID    func(T) int64
	// Last reports whether there is no further page: see LastNumbered and LastShort.
	Last func(P) bool
}

// Cursor says where in a paged list to go on. The zero value is the start.
// Lists move while they are read: what is new pushes items to the next page,
// where they come again. So a cursor remembers the ids of late.
type Cursor struct {
	page int64
	seen []int64
	done bool
	// stale counts pages in a row that brought nothing new.
	stale int
}

// Number is the number of the page to ask for, from 1.
func (c *Cursor) Number() int64 { return c.page + 1 }

// Offset is the number of the page to ask for, from 0.
func (c *Cursor) Offset() int64 { return c.page }

// Done reports whether the list is over.
func (c *Cursor) Done() bool { return c.done }

// Fresh reports whether an item has not come before, and remembers it.
func (c *Cursor) Fresh(id int64) bool {
	if slices.Contains(c.seen, id) {
		return false
	}
	c.seen = append(c.seen, id)
	return true
}

// What a cursor remembers: three pages, and no more than it may store.
const (
	seenPages = 3
	seenLimit = 1000
)

// staleLimit is how many pages in a row may bring nothing new. A list that
// moved by a whole page brings one; a server that ignores the page brings no other.
const staleLimit = 2

// pageLimit is the last page that is asked for.
const pageLimit = 1 << 20

// Advance goes on to the next page, after one of size items of which fresh were
// new. last says that the server has no further page; an empty page says so too.
func (c *Cursor) Advance(size, fresh int, last bool) error {
	if last || size == 0 {
		c.done, c.seen = true, nil
		return nil
	}
	c.page++
	if c.stale++; fresh > 0 {
		c.stale = 0
	}
	if c.stale >= staleLimit || c.page >= pageLimit {
		return &Error{Kind: Protocol, Instead: words.FailureInsteadAgain()}
	}
	keep := min(max(seenPages*size, 1), seenLimit)
	c.seen = slices.Clone(c.seen[max(0, len(c.seen)-keep):])
	return nil
}

// LastNumbered reports whether a page is the last of pages that are numbered
// from 1 and counted.
func LastNumbered(number, pages int64) bool { return number >= pages }

// LastShort reports whether a page of so many items is the last of pages that
// are full up to the last.
func LastShort(items, full int) bool { return items < full }

// Back goes back by so many pages, as far as there are, where items before the
// cursor are gone and what follows has moved up.
func (c *Cursor) Back(pages int64) {
	if !c.done {
		c.page, c.seen = max(0, c.page-pages), nil
	}
}

// cursorVersion begins every stored cursor.
const cursorVersion = "1."

// String returns the cursor as text to store, of letters, digits, "." , "-"
// and "_": at most a few kilobytes.
func (c *Cursor) String() string {
	if c.done {
		return cursorVersion + "end"
	}
	var raw []byte
	before := int64(0)
	for _, id := range c.seen[max(0, len(c.seen)-seenLimit):] {
		raw = binary.AppendVarint(raw, id-before)
		before = id
	}
	return cursorVersion + strconv.FormatInt(c.page, 10) + "." + base64.RawURLEncoding.EncodeToString(raw)
}

// ParseCursor reads a stored cursor; "" is the start. The error is an *Error of
// kind Invalid.
func ParseCursor(text string) (Cursor, error) {
	refuse := func() (Cursor, error) {
		return Cursor{}, &Error{Kind: Invalid, Fields: []FieldError{{Field: "cursor", Say: words.FieldCursor()}}}
	}
	if text == "" {
		return Cursor{}, nil
	}
	rest, ok := strings.CutPrefix(text, cursorVersion)
	if !ok {
		return refuse()
	}
	if rest == "end" {
		return Cursor{done: true}, nil
	}
	number, ids, ok := strings.Cut(rest, ".")
	page, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || page < 0 || page >= pageLimit {
		return refuse()
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(ids)
	if err != nil || len(raw) > seenLimit*binary.MaxVarintLen64 {
		return refuse()
	}
	c := Cursor{page: page}
	before := int64(0)
	for len(raw) > 0 {
		step, n := binary.Varint(raw)
		if n <= 0 || len(c.seen) >= seenLimit {
			return refuse()
		}
		raw = raw[n:]
		before += step
		c.seen = append(c.seen, before)
	}
	return c, nil
}
