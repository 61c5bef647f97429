package helpdesk

import "slices"

// Member is something of a ticket that a list may be selected by.
type Member uint8

const (
	OfStatus Member = iota
	OfType
	OfPriority
	OfChannel
	OfClient
	OfEmail
	OfAssignee
	OfGroup
	OfForum
	OfCategory
	OfCompletedBy
	Members
)

// When is a moment of a ticket that a list may be selected by.
type When uint8

const (
	WhenCreated When = iota
	WhenUpdated
	WhenCompleted
	Moments
)

// Nobody stands for no agent, no group, no client among the words of a Set.
const Nobody = "0"

// Selection is a part of all tickets, as far as helpdesks can be asked for it:
// those that lie in every set and span and pass every test. Statuses are named
// by slug, everything with a number by the number; the words of a status that
// begin with ? cannot be asked for. Start with Everything: the zero Selection
// is no selection.
type Selection struct {
	Sets  [Members]Set
	Spans [Moments]Moment
	// Tags are lists of which a ticket must have one name each.
	Tags [][]string
	// Fields are tests of additional fields, all of which must hold.
	Fields []FieldTest
	// Texts are what the helpdesk searches for, Visible the agents who must see the ticket.
	Texts   []Text
	Visible []int64
}

// FieldTest is one test of an additional field.
type FieldTest struct {
	ID    int64
	Kind  FieldTestKind
	Value string
}

// FieldTestKind says what a FieldTest asks.
type FieldTestKind uint8

const (
	FieldEmpty FieldTestKind = iota
	FieldFilled
	// FieldIs asks for FieldTest.Value.
	FieldIs
)

// Text is what stands together in a query: words, or one phrase in quotes.
type Text struct {
	Words  string
	Phrase bool
}

// Everything selects all tickets.
func Everything() Selection {
	var s Selection
	for i := range s.Sets {
		s.Sets[i].Except = true
	}
	return s
}

// Set is what one member of a ticket may be: one of Words, or with Except
// anything but them. The zero value is nothing.
type Set struct {
	Except bool
	Words  []string
}

// Only is the set of some words.
func Only(words ...string) Set { return Set{Words: words} }

// AllBut is the set of all but some words.
func AllBut(words ...string) Set { return Set{Except: true, Words: words} }

// Free reports whether the set leaves everything.
func (s Set) Free() bool { return s.Except && len(s.Words) == 0 }

// Void reports whether the set leaves nothing.
func (s Set) Void() bool { return !s.Except && len(s.Words) == 0 }

// Has reports whether a word is in the set.
func (s Set) Has(word string) bool { return slices.Contains(s.Words, word) != s.Except }

// And leaves what both sets have.
func (s Set) And(t Set) Set {
	switch {
	case !s.Except:
		return Set{Words: Keep(s.Words, t.Has)}
	case !t.Except:
		return Set{Words: Keep(t.Words, s.Has)}
	}
	return Set{Except: true, Words: Union(s.Words, t.Words)}
}

// Or has what either set has.
func (s Set) Or(t Set) Set {
	switch {
	case s.Except:
		return Set{Except: true, Words: Keep(s.Words, func(word string) bool { return !t.Has(word) })}
	case t.Except:
		return t.Or(s)
	}
	return Set{Words: Union(s.Words, t.Words)}
}

// Within reports whether t leaves all that s leaves.
func (s Set) Within(t Set) bool {
	if !s.Except {
		return !slices.ContainsFunc(s.Words, func(word string) bool { return !t.Has(word) })
	}
	return t.Except && !slices.ContainsFunc(t.Words, s.Has)
}

// Same reports whether two sets leave the same.
func (s Set) Same(t Set) bool { return s.Within(t) && t.Within(s) }

// Listed gives the words of a set that names some and not Nobody, else nil.
func (s Set) Listed() []string {
	if s.Except || slices.Contains(s.Words, Nobody) {
		return nil
	}
	return s.Words
}

// Single gives the one word of a set that has just that, else "".
func (s Set) Single() string {
	if words := s.Listed(); len(words) == 1 {
		return words[0]
	}
	return ""
}

// Keep gives each of words once that is wanted.
func Keep(words []string, wanted func(string) bool) []string {
	var kept []string
	for _, word := range words {
		if wanted(word) && !slices.Contains(kept, word) {
			kept = append(kept, word)
		}
	}
	return kept
}

// Union gives a, and what of b is not in it.
func Union(a, b []string) []string {
	joined := slices.Clone(a)
	for _, word := range b {
		if !slices.Contains(joined, word) {
			joined = append(joined, word)
		}
	}
	return joined
}

// Moment is a period in which a moment may lie, both ends included, Unix
// seconds. Open ends are Beginning and End; the zero value, with Bound unset, is
// any moment and none.
type Moment struct {
	Bound    bool
	From, To int64
}

// No moment is earlier than Beginning or later than End.
const (
	Beginning = -1 << 63
	End       = 1<<63 - 1
)

// And leaves what lies in both periods.
func (m Moment) And(n Moment) Moment {
	if !m.Bound {
		return n
	}
	if !n.Bound {
		return m
	}
	return Moment{true, max(m.From, n.From), min(m.To, n.To)}
}

// Or gives the period from the earlier beginning to the later end, which may
// hold more than both.
func (m Moment) Or(n Moment) Moment {
	if !m.Bound || !n.Bound {
		return Moment{}
	}
	if m.Void() {
		return n
	}
	if n.Void() {
		return m
	}
	return Moment{true, min(m.From, n.From), max(m.To, n.To)}
}

// Void reports whether no moment lies in the period.
func (m Moment) Void() bool { return m.Bound && m.From > m.To }

// Within reports whether the whole period lies in another.
func (m Moment) Within(n Moment) bool {
	return !n.Bound || m.Void() || m.Bound && n.From <= m.From && m.To <= n.To
}
