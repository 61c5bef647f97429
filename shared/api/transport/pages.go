package transport

import (
	"context"
	"iter"

	"deskside/shared/api"
)

// List describes a paged list.
type List[P, T any] = api.List[P, T]

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
