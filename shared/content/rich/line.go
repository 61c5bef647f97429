package rich

import "deskside/shared/content"

// maxFormats is how much formatting may stand in each other in a program; what is deeper has no effect.
const maxFormats = 64

// format is formatting as a node says it.
type format struct {
	content.Format
	value int
}

// leaf is a piece of a line.
type leaf struct {
	kind content.Kind
	at   uint32 // its values in the program
	in   int32  // the formatting that it stands in: place in reader.sets
}

// switched is formatting that is on, and its name for Builder.Pop.
type switched struct {
	format
	id uint32
}

func formatOf(k content.Kind, v values) format {
	f := format{Format: content.Format{Kind: k}}
	switch k {
	case content.Color:
		f.value = v.n[0]
		f.RGB, f.Chosen = content.RGB(f.value), true
	case content.Size:
		f.value = v.n[0]
		f.Step = content.Step(min(uint(f.value), 7))
	case content.Font:
		f.value = v.n[0]
		f.Family = content.Family(min(uint(f.value), content.Families))
	case content.Link:
		// One that is not allowed leaves its words.
		f.URL, _ = content.ParseURL(v.s[0])
	}
	return f
}

// effective are, of formatting in the order of its nesting, the innermost of each kind.
func effective(all []format) (list []format) {
	for i := range all {
		last := true
		for _, inner := range all[i+1:] {
			last = last && inner.Kind != all[i].Kind
		}
		if last {
			list = append(list, all[i])
		}
	}
	return list
}

// has tells that a piece stands in formatting.
func (r *reader) has(l *leaf, f *format) bool {
	formats := r.sets[l.in]
	for i := range formats {
		if formats[i] == *f {
			return true
		}
	}
	return false
}

// line puts the pieces that were gathered. Of the formatting that begins at one piece, that which ends
// last is the outermost.
func (r *reader) line() {
	on := r.on[:0]
	for i := range r.leaves {
		l := &r.leaves[i]
		if l.kind == content.Break {
			r.b.Break(0)
			continue
		}
		kept := on[:0]
		for _, f := range on {
			if r.has(l, &f.format) {
				kept = append(kept, f)
			} else {
				r.b.Pop(f.id, 0)
			}
		}
		on = r.begin(kept, i)
		r.put(l)
	}
	for _, f := range on {
		r.b.Pop(f.id, 0)
	}
	r.on, r.leaves = on[:0], r.leaves[:0]
	r.sets, r.changed = r.sets[:0], true
}

// begin switches on what the piece at i stands in and is not on.
func (r *reader) begin(on []switched, i int) []switched {
	formats := r.sets[r.leaves[i].in]
	for len(on) < len(formats) {
		longest, most := 0, 0
		for j := range formats {
			if isOn(on, &formats[j]) {
				continue // and need not be measured again
			}
			if n := r.extent(i, &formats[j]); n > most {
				longest, most = j, n
			}
		}
		f := formats[longest]
		on = append(on, switched{f, r.b.Push(f.Format, 0)})
	}
	return on
}

func isOn(on []switched, f *format) bool {
	for i := range on {
		if on[i].format == *f {
			return true
		}
	}
	return false
}

// extent counts the pieces from i on that stand in formatting; line breaks count with what is around
// them.
func (r *reader) extent(i int, f *format) (n int) {
	for ; i < len(r.leaves) && (r.leaves[i].kind == content.Break || r.has(&r.leaves[i], f)); i++ {
		n++
	}
	return n
}

func (r *reader) put(l *leaf) {
	at := r.at
	r.at = int(l.at)
	v := r.values(l.kind)
	r.at = at
	switch l.kind {
	case content.Text:
		r.b.Words(v.s[0], 0, 0)
	case content.Image:
		u, _ := content.ParseURL(v.s[0])
		r.b.Image(u, v.s[1], v.n[0], v.n[1], 0, 0)
	case content.Mention:
		r.b.Mention(v.s[0], v.s[1], 0, 0)
	case content.Attachment:
		u, _ := content.ParseURL(v.s[2])
		r.b.Attachment(v.s[0], v.s[1], u, 0, 0)
	}
}
