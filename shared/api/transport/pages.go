package transport

import (
	"context"
	"iter"

	"deskside/shared/api"
)

// List describes a paged list: P is what one page reads as, T an item.
type List[P, T any] struct {
	// Page plans the page at a cursor: its Number or its Offset.
	Page func(*api.Cursor) api.Call[P]
	// Items are those of a page, ID what tells them apart.
	Items func(P) []T
	ID    func(T) int64
	// Last reports whether there is no further page: see api.LastNumbered and
	// api.LastShort.
	Last func(P) bool
}

// All returns the items of all pages from cursor on, each id once, asking for a
// page when its first item is wanted. It ends at the end of the list or with
// one error.
//
// The cursor moves along: at any time it is the place after the item that was
// handed out last, so that what is left can be had later, also after its
// String was stored and an error came between.
func All[P, T any](ctx context.Context, doer Doer, cursor *api.Cursor, list List[P, T], options ...Option) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for !cursor.Done() {
			page, err := Do(ctx, doer, list.Page(cursor), options...)
			if err != nil {
				yield(*new(T), err)
				return
			}
			items, fresh := list.Items(page), 0
			for _, item := range items {
				if !cursor.Fresh(list.ID(item)) {
					continue
				}
				fresh++
				if !yield(item, nil) {
					return
				}
			}
			if err := cursor.Advance(len(items), fresh, list.Last(page)); err != nil {
				call := list.Page(cursor)
				yield(*new(T), newSettings(doer, options).named(err, call.Op, &call.Request, nil))
				return
			}
		}
	}
}
