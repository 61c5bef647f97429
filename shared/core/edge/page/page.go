// Package page is an answer that many may be given: all of it but the votes, which
// are each visitor's own. It must not know what votes are, nor where pages are kept.
package page

//go:generate go run deskside/build/codec -o page_gen.go

// Page is the body of an answer with gaps for votes. It holds nothing of whoever
// asked for it first.
type Page struct {
	// ReadAt is when it was asked of the helpdesk, Unix microseconds.
	ReadAt int64  `msg:"read_at"`
	Body   []byte `msg:"body"`
	// Gaps stand in the order of the body.
	Gaps []Gap `msg:"gaps,limit=64"`
	// Partial says that a part of it could not be read. It is not to be kept then.
	Partial bool `msg:"-"`
}

// Gap is where the votes of an object go.
type Gap struct {
	// At is the byte of the body before which they go, Object whose they are.
	At     int   `msg:"at"`
	Object int64 `msg:"object"`
	// All are the votes that the helpdesk counted, Others those without the key's own.
	All    int64 `msg:"all"`
	Others int64 `msg:"others"`
	// Open says that it takes votes.
	Open bool `msg:"open"`
	// KeyVoted says that the key's own vote is among All. Others, once it is known,
	// tells the same.
	KeyVoted bool `msg:"key_voted"`
}

// Whole reports whether the gaps lie in the body, in their order.
func (p *Page) Whole() bool {
	at := 0
	for i := range p.Gaps {
		if p.Gaps[i].At < at || p.Gaps[i].At > len(p.Body) {
			return false
		}
		at = p.Gaps[i].At
	}
	return true
}

// Lines joins pages to one, each a line of its own.
func Lines(pages ...*Page) *Page {
	all := new(Page)
	for i, p := range pages {
		if i > 0 {
			all.Body = append(all.Body, '\n')
		}
		for _, g := range p.Gaps {
			g.At += len(all.Body)
			all.Gaps = append(all.Gaps, g)
		}
		all.Body = append(all.Body, p.Body...)
		all.Partial = all.Partial || p.Partial
	}
	return all
}

// Objects are those whose votes go into it, in the order of the gaps.
func (p *Page) Objects() []int64 {
	ids := make([]int64, len(p.Gaps))
	for i := range p.Gaps {
		ids[i] = p.Gaps[i].Object
	}
	return ids
}

// Fill returns the body with what write appends at each gap.
func (p *Page) Fill(write func(body []byte, g *Gap) []byte) []byte {
	const votes = 80 // as long as they are at most
	out := make([]byte, 0, len(p.Body)+votes*len(p.Gaps))
	at := 0
	for i := range p.Gaps {
		g := &p.Gaps[i]
		out = write(append(out, p.Body[at:g.At]...), g)
		at = g.At
	}
	return append(out, p.Body[at:]...)
}
