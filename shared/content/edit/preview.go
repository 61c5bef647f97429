package edit

import (
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
	at = first
	for i := first; i < last; i++ {
		for j := at; j < oldLast; j++ {
			if list[i].Sum == old[j].Sum {
				list[i].Key, at = old[j].Key, j+1
				break
			}
		}
	}
	free := first
	for i := first; i < last; i++ {
		if list[i].Key != 0 {
			for free < oldLast && old[free].Key != list[i].Key {
				free++
			}
			free++
			continue
		}
		if free < oldLast && !keyed(list[i:last], old[free].Key) {
			list[i].Key = old[free].Key
			free++
		} else {
			list[i].Key = next
			next++
		}
		list[i].Program = draw.Program(r.Read(source[start(cuts, i):end(cuts, i, source)]))
	}
	return list
}

func keyed(list []Block, key uint32) bool {
	for i := range list {
		if list[i].Key == key {
			return true
		}
	}
	return false
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
