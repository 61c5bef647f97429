package plan

import "slices"

// set is what one member of a ticket may be: one of words, or with except
// anything but them. The zero value is nothing.
type set struct {
	except bool
	words  []string
}

func only(words ...string) set   { return set{words: words} }
func except(words ...string) set { return set{except: true, words: words} }

// free reports whether the set leaves everything.
func (s set) free() bool { return s.except && len(s.words) == 0 }

// void reports whether the set leaves nothing.
func (s set) void() bool { return !s.except && len(s.words) == 0 }

func (s set) has(word string) bool { return slices.Contains(s.words, word) != s.except }

func (s set) and(t set) set {
	switch {
	case !s.except:
		return set{words: keep(s.words, t.has)}
	case !t.except:
		return set{words: keep(t.words, s.has)}
	}
	return set{except: true, words: join(s.words, t.words)}
}

func (s set) or(t set) set {
	switch {
	case s.except:
		return set{except: true, words: keep(s.words, func(word string) bool { return !t.has(word) })}
	case t.except:
		return t.or(s)
	}
	return set{words: join(s.words, t.words)}
}

// within reports whether t leaves all that s leaves.
func (s set) within(t set) bool {
	if !s.except {
		return !slices.ContainsFunc(s.words, func(word string) bool { return !t.has(word) })
	}
	return t.except && !slices.ContainsFunc(t.words, s.has)
}

func (s set) same(t set) bool { return s.within(t) && t.within(s) }

func keep(words []string, wanted func(string) bool) []string {
	var kept []string
	for _, word := range words {
		if wanted(word) && !slices.Contains(kept, word) {
			kept = append(kept, word)
		}
	}
	return kept
}

func join(a, b []string) []string {
	joined := slices.Clone(a)
	for _, word := range b {
		if !slices.Contains(joined, word) {
			joined = append(joined, word)
		}
	}
	return joined
}

// span is a period in which a moment may lie, both ends included, Unix seconds.
// Open ends are 0 and end; the zero value with bound unset is any moment and none.
type span struct {
	bound    bool
	from, to int64
}

// No moment is earlier than beginning or later than end.
const (
	beginning = -1 << 63
	end       = 1<<63 - 1
)

func (s span) and(t span) span {
	if !s.bound {
		return t
	}
	if !t.bound {
		return s
	}
	return span{true, max(s.from, t.from), min(s.to, t.to)}
}

// or gives the period from the earlier beginning to the later end, which may
// hold more than both.
func (s span) or(t span) span {
	if !s.bound || !t.bound {
		return span{}
	}
	if s.void() {
		return t
	}
	if t.void() {
		return s
	}
	return span{true, min(s.from, t.from), max(s.to, t.to)}
}

func (s span) void() bool { return s.bound && s.from > s.to }

func (s span) within(t span) bool {
	return !t.bound || s.void() || s.bound && t.from <= s.from && s.to <= t.to
}
