package similar

import (
	"encoding/binary"
	"math"
	"slices"

	"deskside/shared/helpdesk"
)

// BM25's own numbers: how much a title's length counts, and how soon a word that comes
// again counts no more. In titles words hardly do.
const (
	lengthCounts = 0.5
	saturation   = 1.2
)

const (
	// enough is the part of what somebody writes, by the weight of its words, that a post
	// must have to be called similar.
	enough = 0.42
	// grades are how many degrees of fit are told apart; within one more votes come first.
	grades = 12
	// elsewhere is what the fit of a post of another type counts for.
	elsewhere = 0.9
	// unheard is what a word that no post has weighs, beside one that a single post has, and
	// unheardSigns what two signs do, which often are of two words.
	unheard, unheardSigns = 0.35, 0.2
)

// Find picks the posts that are like a title, the likest first, those with more votes
// first among such as are about as like. It finds none where none is like it.
func (s *Snapshot) Find(title string, kind helpdesk.PostType, most int) []Post {
	q := parse(title)
	if len(q.terms) == 0 || s.Count() == 0 {
		return nil
	}
	f := finding{query: q, snapshot: s}
	f.matchWords()
	f.matchTitles()
	return s.posts(f.best(kind, most))
}

// hit is a term that a title has, and how like what is there is to it.
type hit struct {
	post int32
	term uint8
	like float32
	// length is how many terms the title has.
	length float32
}

// match is a term that a word is like.
type match struct {
	term uint8
	like float32
	// then is the place of the word's next, -1 for none.
	then int32
}

// finding is one search.
type finding struct {
	query
	snapshot *Snapshot
	matches  []match
	// first has for each word's number the place of its first match, -1 for none, and pairs
	// the terms of which a sign is the first or the second.
	first []int32
	pairs []pair
	kinds []letterKind
	hits  []hit
	// have counts the titles that have a term in one of its forms, average is
	// how long titles are.
	have    []int
	average float32
}

// pair are the terms, as bits, of which a sign is the first and those of which it is the second.
type pair struct{ first, second uint32 }

// matchWords finds out which terms each word is like.
func (f *finding) matchWords() {
	f.first = append(f.first, -1) // no word has number 0
	f.pairs = append(f.pairs, pair{})
	f.kinds = append(f.kinds, mark)
	w := &word{}
	for bytes := range f.snapshot.words {
		at := int32(-1)
		p := pair{}
		w.read(string(bytes))
		for i := range f.terms {
			t := &f.terms[i]
			switch {
			case t.kind != w.kind || w.kind == mark:
			case t.second != 0:
				if w.letters[0] == t.first {
					p.first |= 1 << i
				}
				if w.letters[0] == t.second {
					p.second |= 1 << i
				}
			default:
				if like := t.like(w); like > 0 {
					f.matches = append(f.matches, match{uint8(i), like, at})
					at = int32(len(f.matches) - 1)
				}
			}
		}
		f.first, f.pairs, f.kinds = append(f.first, at), append(f.pairs, p), append(f.kinds, w.kind)
	}
}

// matchTitles finds out which terms each title has.
func (f *finding) matchTitles() {
	f.have = make([]int, len(f.terms))
	best := make([]float32, len(f.terms))
	for post, numbers := range f.snapshot.titles {
		terms, any := 0, false
		before := uint32(0)
		for number := 0; len(numbers) > 0; {
			number, numbers = next(numbers)
			if number >= len(f.first) {
				break
			}
			if f.kinds[number] != mark {
				terms++
			}
			for at := f.first[number]; at >= 0; at = f.matches[at].then {
				m := &f.matches[at]
				best[m.term], any = max(best[m.term], m.like), true
			}
			p := f.pairs[number]
			for i, both := 0, before&p.second; both != 0; i, both = i+1, both>>1 {
				if both&1 != 0 {
					best[i], any = 1, true
				}
			}
			before = p.first
		}
		f.average += float32(terms)
		if !any {
			continue
		}
		for i, like := range best {
			if like > 0 {
				if like >= form {
					f.have[i]++
				}
				f.hits = append(f.hits, hit{int32(post), uint8(i), like, float32(terms)})
				best[i] = 0
			}
		}
	}
	f.average /= float32(f.snapshot.Count())
}

// rarity is what having a term counts that so many of all titles have: BM25's idf.
func rarity(have, all int) float32 {
	return float32(math.Log1p((float64(all-have) + 0.5) / (float64(have) + 0.5)))
}

// fit is a post and how like it is, between 0 and about 1.
type fit struct {
	post int
	grade,
	votes int
}

// best are the places of the posts that are likest.
func (f *finding) best(kind helpdesk.PostType, most int) []int {
	all := f.snapshot.Count()
	weights, sum := make([]float32, len(f.terms)), float32(0)
	for i := range f.terms {
		t := &f.terms[i]
		whole := rarity(f.have[i], all) * t.weight
		if f.have[i] == 0 {
			whole = unheard * rarity(1, all) * t.weight
			if t.second != 0 {
				whole = unheardSigns * rarity(1, all)
			}
			if t.typed {
				whole /= 2
			}
		}
		weights[i] = whole
		sum += whole
	}
	var fits []fit
	for i := 0; i < len(f.hits); {
		post, got, telling := f.hits[i].post, float32(0), false
		shape := (saturation + 1) / (1 + saturation*(1-lengthCounts+lengthCounts*f.hits[i].length/f.average))
		for ; i < len(f.hits) && f.hits[i].post == post; i++ {
			h := &f.hits[i]
			got += weights[h.term] * h.like
			telling = telling || f.terms[h.term].weight == 1
		}
		part := got / sum
		if part < enough || !telling {
			continue
		}
		if of := kinds[f.snapshot.Kinds[post]&3]; kind != helpdesk.AnyType && of != kind {
			part *= elsewhere
		}
		fits = append(fits, fit{post: int(post), grade: int(part*(0.7+0.3*min(shape, 1.2))*grades + 0.5)})
	}
	f.count(fits)
	slices.SortStableFunc(fits, func(a, b fit) int {
		if a.grade != b.grade {
			return b.grade - a.grade
		}
		return b.votes - a.votes
	})
	var at []int
	for _, one := range fits[:min(most, len(fits))] {
		at = append(at, one.post)
	}
	return at
}

// count fills in the votes of posts, which stand in their order.
func (f *finding) count(fits []fit) {
	votes := f.snapshot.Votes
	for post, i := 0, 0; i < len(fits); post++ {
		n, size := binary.Varint(votes)
		if size <= 0 {
			return
		}
		votes = votes[size:]
		if fits[i].post == post {
			fits[i].votes = int(n)
			i++
		}
	}
}
