package filter

import (
	"math"
	"strconv"
	"time"

	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// ranges binds the values of a field that is compared as a number. Dates and
// SLA moments begin at 1: 0 is never.
func (b *binder) ranges(t *Term, test *Test) {
	least := int64(1)
	if t.Field == ID || t.Field == Comments {
		least = 0
	}
	if t.Compare == Between && len(t.Values) == 2 {
		r := Range{From: least, To: math.MaxInt64}
		if v := t.Values[0]; v.Kind != Open {
			from, _ := b.period(t, v)
			r.From = max(from, least)
		}
		if v := t.Values[1]; v.Kind != Open {
			_, r.To = b.period(t, v)
		}
		if r.From > r.To {
			b.notice(words.FilterNoticeRange(words.Text(t.String())), "")
			return
		}
		test.Ranges = append(test.Ranges, r)
		return
	}
	for _, v := range t.Values {
		if v.Kind == None || v.Kind == Filled {
			continue
		}
		from, to := b.period(t, v)
		r := Range{From: from, To: to}
		switch t.Compare {
		case Less:
			r = Range{From: least, To: from - 1}
		case LessEqual:
			r = Range{From: least, To: to}
		case Greater:
			r = Range{From: to + 1, To: math.MaxInt64}
		case GreaterEqual:
			r = Range{From: from, To: math.MaxInt64}
		default:
			if t.Field == SLA {
				r.From = least
			}
			if v.Kind == Named && b.Zone == 0 {
				r.Named, r.Name = true, NamedRange(v.Number)
			}
		}
		if r.From = max(r.From, least); r.From <= r.To {
			test.Ranges = append(test.Ranges, r)
		}
	}
}

// period gives the first and the last second, or number, of a value. A moment
// counted from now is a single second where it is compared, else the whole of
// its unit.
func (b *binder) period(t *Term, v Value) (from, to int64) {
	switch v.Kind {
	case Number:
		return v.Number, v.Number
	case Duration:
		return b.now + v.Number, b.now + v.Number
	case Overdue:
		return b.now - 1, b.now - 1
	case Moment:
		return b.whole(time.Unix(v.Number, 0).UTC(), v.Unit)
	case Named:
		return b.day(NamedRange(v.Number))
	}
	at := b.local()
	switch n := int(v.Number); v.Unit {
	case Month:
		at = months(at, n)
	case Year:
		at = months(at, 12*n)
	default:
		at = time.Unix(at.Unix()+v.Number*secondsOf[v.Unit], 0).UTC()
	}
	if t.Compare != Equal && t.Compare != Between {
		s := at.Unix() - b.Zone
		return s, s
	}
	return b.whole(at, v.Unit)
}

// DaysOf gives the first and the last second of a named range of days as it is
// for an account at a moment, Unix seconds; false where no such range has a
// second after 1970.
func DaysOf(name string, d *helpdesk.Directory, at int64) (from, to int64, ok bool) {
	for i := range namedRanges {
		if namedRanges[i] == name {
			from, to = (&binder{Directory: d, now: at}).day(NamedRange(i))
			return max(from, 1), to, to >= 1
		}
	}
	return 0, 0, false
}

// local is now as a clock of the account shows it.
func (b *binder) local() time.Time { return time.Unix(b.now+b.Zone, 0).UTC() }

// months adds months, to the last day of a month that is too short.
func months(t time.Time, n int) time.Time {
	moved := t.AddDate(0, n, 0)
	if moved.Day() != t.Day() {
		moved = moved.AddDate(0, 0, -moved.Day())
	}
	return moved
}

// whole gives the first and the last second of the unit in which a local moment is.
func (b *binder) whole(t time.Time, unit Unit) (from, to int64) {
	year, month, day := t.Date()
	start, after := t, t
	switch unit {
	case Year:
		start = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		after = start.AddDate(1, 0, 0)
	case Month:
		start = time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
		after = start.AddDate(0, 1, 0)
	case Week:
		start = time.Date(year, month, day-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
		after = start.AddDate(0, 0, 7)
	default:
		size := secondsOf[unit]
		s := t.Unix()
		from = s - ((s%size)+size)%size
		return from - b.Zone, from + size - 1 - b.Zone
	}
	return start.Unix() - b.Zone, after.Unix() - 1 - b.Zone
}

// day gives the first and the last second of a named range of days. Weeks begin
// on Monday.
func (b *binder) day(r NamedRange) (from, to int64) {
	now := b.local()
	switch r {
	case Yesterday:
		return b.whole(now.AddDate(0, 0, -1), Day)
	case ThisWeek:
		return b.whole(now, Week)
	case LastWeek:
		return b.whole(now.AddDate(0, 0, -7), Week)
	case ThisMonth:
		return b.whole(now, Month)
	case LastMonth:
		return b.whole(months(now, -1), Month)
	}
	return b.whole(now, Day)
}
