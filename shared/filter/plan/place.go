package plan

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o place_gen.go

// Place is how far a plan has been read, to be kept by whoever goes on later.
// It grows with what is read and not yet settled, not with all that was read.
type Place struct {
	Rows    int         `msg:"rows"`
	Lists   []ListPlace `msg:"lists,limit=1024"`
	Settled int         `msg:"settled"`
	// Keys and IDs are of the selected tickets that are not settled.
	Keys []int64 `msg:"keys,limit=65536"`
	IDs  []int64 `msg:"ids,limit=65536"`
	Read int     `msg:"read"`
	Seen int     `msg:"seen"`
	Cut  bool    `msg:"cut"`
}

// ListPlace is how far one request of a plan has been read.
type ListPlace struct {
	Cursor string `msg:"cursor"`
	Pages  int    `msg:"pages"`
	Last   int64  `msg:"last"`
	Kept   int    `msg:"kept"`
}

// Place tells how far the walk has come.
func (w *Walk) Place() Place {
	p := Place{Rows: w.rows, Settled: w.settled, Read: w.read, Seen: w.seen, Cut: w.cut}
	for i := range w.lists {
		l := &w.lists[i]
		p.Lists = append(p.Lists, ListPlace{l.cursor.String(), l.pages, l.last, l.kept})
	}
	for _, t := range w.kept {
		p.Keys, p.IDs = append(p.Keys, t.key), append(p.IDs, t.id)
	}
	return p
}

// Resume goes on from a place in the same plan. The error is an *api.Error of
// kind Invalid, where the place is none of it.
func (p *Plan) Resume(at *Place) (Walk, error) {
	w := p.Walk(at.Rows)
	w.settled, w.read, w.seen, w.cut = at.Settled, at.Read, at.Seen, at.Cut
	sane := len(at.Lists) == len(w.lists) && len(at.Keys) == len(at.IDs) && slices.IsSorted(at.Keys) && at.Settled >= 0
	if !sane {
		return w, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "cursor", Say: words.FieldCursor()}}}
	}
	for i, l := range at.Lists {
		cursor, err := api.ParseCursor(l.Cursor)
		if err != nil {
			return w, err
		}
		w.lists[i] = list{cursor, l.Pages, l.Last, l.Kept}
	}
	for i := range at.Keys {
		w.kept = append(w.kept, placed{at.Keys[i], at.IDs[i]})
	}
	return w, nil
}

// Back makes up for tickets that are gone from what was read: what follows has
// moved up by as many, on each list at most.
func (w *Walk) Back(gone int) {
	for i := range w.lists {
		w.lists[i].cursor.Back(int64((gone + w.plan.PageSize() - 1) / w.plan.PageSize()))
	}
}

// Further reads for so many rows beyond those that are settled, with a budget of its own.
func (w *Walk) Further(rows int) {
	w.rows, w.read = w.settled+rows, 0
}
