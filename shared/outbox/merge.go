package outbox

import "slices"

// Merge takes in what another copy holds: entries that a page could not store,
// or the same entries at another time. Of two copies of an entry the one that
// was changed more often counts, and that it was sent counts in any case. What
// stood in order in either still does.
func (o *Outbox) Merge(other *Outbox, now int64) {
	var merged []Entry
	taken := func(key string) bool {
		return slices.ContainsFunc(merged, func(e Entry) bool { return e.Key == key })
	}
	a, b := o.Entries, other.Entries
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && taken(a[0].Key):
			a = a[1:]
		case len(b) > 0 && taken(b[0].Key):
			b = b[1:]
		case len(b) == 0:
			merged, a = append(merged, a[0]), a[1:]
		case len(a) == 0:
			merged, b = append(merged, b[0]), b[1:]
		default:
			inB, inA := other.find(a[0].Key), o.find(b[0].Key)
			switch {
			case inB >= 0 && (inA >= 0 || a[0].Key == b[0].Key):
				merged, a = append(merged, later(&a[0], &other.Entries[inB])), a[1:]
			case inB < 0 && (inA >= 0 || before(&a[0], &b[0])):
				merged, a = append(merged, a[0]), a[1:]
			default:
				merged, b = append(merged, b[0]), b[1:]
			}
		}
	}
	o.Entries = merged
	o.gather(now)
	o.prune(now)
}

func before(a, b *Entry) bool { return a.Added < b.Added || a.Added == b.Added && a.Key <= b.Key }

// later returns which of two copies of an entry counts.
func later(a, b *Entry) Entry {
	if a.State == Sent != (b.State == Sent) {
		if a.State == Sent {
			return *a
		}
		return *b
	}
	one, two := *a, *b
	if two.Revision > one.Revision {
		one, two = two, one
	}
	if two.Attempt <= one.Attempt || !two.live() || !two.Doubt && two.State != Sending {
		return one
	}
	// The other copy may have been sent where this one knows nothing of it.
	if one.State == TakenBack {
		return two
	}
	one.Attempt, one.Begun = two.Attempt, two.Begun
	one.doubt(true)
	one.wait(one.After)
	return one
}
