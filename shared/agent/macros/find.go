package macros

import (
	"cmp"
	"slices"
	"strings"

	"deskside/shared/filter/fold"
)

// Find lists the macros that are meant by what was typed, by their places, the
// best first: those whose names begin so, then those with a word that does, that
// hold it, and that have its letters in their order. Among those that are alike
// the one that was used last comes first; used is when, 0 for never.
func Find(all []Macro, used []int64, typed, account string) []int {
	wanted := strings.TrimPrefix(fold.String(typed), "/")
	type found struct {
		at, rank int
		used     int64
	}
	var some []found
	for i := range all {
		if all[i].Account != "" && account != "" && all[i].Account != account {
			continue
		}
		rank := rankOf(fold.String(all[i].Name), wanted)
		if rank == 0 && wanted != "" && strings.Contains(fold.String(all[i].Text), wanted) {
			rank = 1
		}
		if rank == 0 {
			continue
		}
		f := found{at: i, rank: rank}
		if i < len(used) {
			f.used = used[i]
		}
		some = append(some, f)
	}
	slices.SortStableFunc(some, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.used, a.used))
	})
	places := make([]int, len(some))
	for i := range some {
		places[i] = some[i].at
	}
	return places
}

// rankOf tells how well a name is what was typed, 0 for not at all.
func rankOf(name, wanted string) int {
	switch {
	case strings.HasPrefix(name, wanted):
		return 5
	case strings.Contains(name, " "+wanted):
		return 4
	case strings.Contains(name, wanted):
		return 3
	case inOrder(name, wanted):
		return 2
	}
	return 0
}

// inOrder reports whether a name has all letters that were typed, in their order.
func inOrder(name, wanted string) bool {
	rest := name
	for _, r := range wanted {
		if r == ' ' {
			continue
		}
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+len(string(r)):]
	}
	return true
}
