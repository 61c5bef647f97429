package edit

import (
	"slices"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
)

// Block is a part of a source that is drawn by itself: what stands between empty lines, or a quote,
// list, table and the like. The drawings of all blocks, one after the other, are that of the whole.
type Block struct {
	// Key is the block's name among the blocks of a preview. A block keeps it while it stays what it
	// is, and passes it on to the block that an edit makes of it.
	Key uint32
	// Sum tells the block's source from others; below 2^52.
	Sum int64
	// Program is the drawing program, nil when the block is the same as the old one of its key.
	Program []byte
}

// Preview gives the blocks of a source. Of the old ones, those of the same source as before, only Key
// and Sum count; only blocks that are not among them are read and drawn.
func Preview(old []Block, source string) []Block {
	var r bbcode.Reader
	cuts := r.Outline(source).Cuts
	list := make([]Block, len(cuts)+1)
	next, at := uint32(1), 0
	for i := range old {
		next = max(next, old[i].Key+1)
	}
	if next == 0 { // the numbers are used up
		old, next = nil, 1
	}
	for i := range list {
		list[i].Sum = sum(source[at:end(cuts, i, source)])
		at = end(cuts, i, source)
	}
	first := 0
	for first < len(list) && first < len(old) && list[first].Sum == old[first].Sum {
		list[first].Key = old[first].Key
		first++
	}
	last, oldLast := len(list), len(old)
	for last > first && oldLast > first && list[last-1].Sum == old[oldLast-1].Sum {
		last, oldLast = last-1, oldLast-1
		list[last].Key = old[oldLast].Key
	}
	// Between them, what is still there keeps its key, and the rest takes over those that are free.
	at, kept := first, map[uint32]bool{}
	where := map[int64][]int{} // of the old ones, by sum
	for j := first; j < oldLast; j++ {
		where[old[j].Sum] = append(where[old[j].Sum], j)
	}
	for i := first; i < last; i++ {
		places := where[list[i].Sum]
		for len(places) > 0 && places[0] < at {
			places = places[1:]
		}
		if len(places) > 0 {
			list[i].Key, at, places = old[places[0]].Key, places[0]+1, places[1:]
			kept[list[i].Key] = true
		}
		where[list[i].Sum] = places
	}
	free := first
	var program []byte
	for i := first; i < last; i++ {
		if list[i].Key != 0 {
			for free < oldLast && old[free].Key != list[i].Key {
				free++
			}
			free++
			continue
		}
		if free < oldLast && !kept[old[free].Key] {
			list[i].Key = old[free].Key
			free++
		} else {
			list[i].Key = next
			next++
		}
		program = draw.Append(program[:0], r.Read(source[start(cuts, i):end(cuts, i, source)]))
		list[i].Program = slices.Clone(program)
	}
	return list
}

func start(cuts []int, i int) int {
	if i == 0 {
		return 0
	}
	return cuts[i-1]
}

func end(cuts []int, i int, source string) int {
	if i == len(cuts) {
		return len(source)
	}
	return cuts[i]
}

// sum is FNV-1a (draft-eastlake-fnv) of a text, without the bits that a JavaScript number has no room
// for.
func sum(s string) int64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return int64(h >> 12)
}
