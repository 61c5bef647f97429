package filter

// Value is one value of a term.
type Value struct {
	Kind ValueKind
	// Unit is the precision of a Moment and the unit of a Relative value.
	Unit Unit
	// Number is that of a Number, the count of units of a Relative value (below
	// 0 for the past), the seconds of a Duration, the NamedRange of a Named
	// value, and the start of a Moment, in seconds since 1970 as if its zone
	// were UTC.
	Number int64
	// Text is the value as written, without quotes, of a Word or a Quoted value;
	// words of fixed lists are in their canonical form. It is empty for other kinds.
	Text string
}

// ValueKind says what a value is.
type ValueKind uint8

const (
	// Open is the side of a range that has no bound.
	Open ValueKind = iota
	// Word is a word of the field's fixed list, or free text of a text field.
	Word
	// Number is a whole number.
	Number
	// Quoted is text that was written in quotes, or a name of the account's.
	Quoted
	// Me is the agent whose account it is.
	Me
	// None tests that the ticket has no value: none, empty, unassigned.
	None
	// Filled tests that the ticket has any value: any, not_empty.
	Filled
	// Overdue is an SLA moment that has passed.
	Overdue
	// Moment is a date, or a date with a time.
	Moment
	// Relative is a moment counted from now.
	Relative
	// Named is a range such as today or last_month.
	Named
	// Duration is a length of time, which may be negative.
	Duration
)

// Unit is a length of the calendar.
type Unit uint8

const (
	Second Unit = iota
	Minute
	Hour
	Day
	Week
	Month
	Year
)

// NamedRange is a range of days that is named from today.
type NamedRange uint8

const (
	Today NamedRange = iota
	Yesterday
	ThisWeek
	LastWeek
	ThisMonth
	LastMonth
)

// namedRanges are the ranges' names in the language, which are also those of UseResponse.
var namedRanges = [...]string{"today", "yesterday", "this_week", "last_week", "this_month", "last_month"}

// String returns the range's name as UseResponse and the language write it.
func (r NamedRange) String() string {
	if int(r) < len(namedRanges) {
		return namedRanges[r]
	}
	return ""
}
