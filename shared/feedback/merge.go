package feedback

import (
	"slices"
	"strings"

	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o merge_gen.go

// Writing is a draft on its way from its first letter until it is handed over.
type Writing struct {
	// ID is random and the writing's own; "" is none.
	ID    string `msg:"id"`
	Draft Draft  `msg:"draft"`
}

// Shelf is what all pages of a visitor share of one type of post.
type Shelf struct {
	// Current is what a page that is opened now shows.
	Current Writing `msg:"current"`
	// Spares are writings that pages hold beside it, or held when they were
	// closed: two of them wrote without knowing of each other.
	Spares []Writing `msg:"spares"`
	// Gone is the writing that was handed over or emptied last.
	Gone string `msg:"gone"`
}

// Page is what one page has in its form.
type Page struct {
	Mine Writing `msg:"mine"`
	// Base is what it last had in common with the shelf.
	Base Writing `msg:"base"`
	// Typed says that a person typed in this page, and so has it in mind.
	Typed bool `msg:"typed"`
}

// Merged is what becomes of a page and the shelf when they meet.
type Merged struct {
	Page  Page  `msg:"page"`
	Shelf Shelf `msg:"shelf"`
	// Unkept says that the shelf as it was does not hold what the page does.
	Unkept bool `msg:"unkept"`
	// Others are what the shelf holds beside what the page shows.
	Others []Writing `msg:"others"`
}

// Merge brings a page together with what other pages have put on the shelf
// since. Nothing that somebody typed is lost by it: of one writing each field
// is what was typed last, and what differs is kept as a writing of its own. What
// a person sees of what they typed here does not become anything else. fresh is
// a new id, for a writing that parts from another.
func Merge(shelf Shelf, page Page, fresh string) Merged {
	if !page.Typed {
		return merged(following(shelf), shelf, shelf)
	}
	mine := page.Mine
	after := Shelf{Current: shelf.Current, Spares: slices.Clone(shelf.Spares), Gone: shelf.Gone}
	if other := after.find(mine.ID); other != nil {
		if both, fits := together(page.Base.Draft, mine.Draft, other.Draft); fits {
			mine.Draft = both
			after.remove(mine.ID)
		} else {
			mine.ID = fresh
		}
	} else if mine.ID != "" && shelf.Gone == mine.ID {
		if mine.same(&page.Base) {
			// It went with all that was typed here.
			return merged(following(shelf), shelf, shelf)
		}
		mine.ID = fresh
	}
	if mine.empty() {
		if after.Current.empty() && page.Mine.ID != "" {
			after.Gone = page.Mine.ID
		}
		// Whoever empties a form is about to write something else.
		return merged(Page{Typed: true}, after, shelf)
	}
	if !after.Current.empty() {
		after.Spares = append(after.Spares, after.Current)
	}
	after.Current = mine
	return merged(Page{Mine: mine, Base: mine, Typed: true}, after, shelf)
}

// Take makes a spare the current writing, and that a spare.
func (s Shelf) Take(id string) Shelf {
	taken := s.find(id)
	if taken == nil {
		return s
	}
	after := Shelf{Current: *taken, Gone: s.Gone}
	for _, w := range append(slices.Clone(s.Spares), s.Current) {
		if w.ID != id && !w.empty() {
			after.Spares = append(after.Spares, w)
		}
	}
	return after
}

// Without takes a writing off the shelf that was handed over as it is; if
// another page has gone on with it since, that stays.
func (s Shelf) Without(gone Writing) Shelf {
	after := Shelf{Current: s.Current, Spares: slices.Clone(s.Spares), Gone: s.Gone}
	if other := after.find(gone.ID); other == nil || other.same(&gone) {
		after.remove(gone.ID)
		after.Gone = gone.ID
	}
	return after
}

// merged tells what a page shows beside what it holds, and whether the shelf knew it before.
func merged(page Page, after, before Shelf) Merged {
	m := Merged{Page: page, Shelf: after}
	known := before.find(page.Mine.ID)
	m.Unkept = !page.Mine.empty() && (known == nil || !known.same(&page.Mine))
	for _, w := range append([]Writing{after.Current}, after.Spares...) {
		if !w.empty() && w.ID != page.Mine.ID {
			m.Others = append(m.Others, w)
		}
	}
	return m
}

// following is a page that shows what is current and has nothing of its own.
func following(shelf Shelf) Page { return Page{Mine: shelf.Current, Base: shelf.Current} }

// together merges two versions of one writing that began as base, field by
// field. It does not fit where both changed a text and neither holds the other.
func together(base, mine, theirs Draft) (Draft, bool) {
	title, a := text(base.Title, mine.Title, theirs.Title)
	content, b := text(base.Content, mine.Content, theirs.Content)
	both := Draft{Type: mine.Type, Title: title, Content: content, Category: mine.Category}
	if mine.Category == base.Category {
		both.Category = theirs.Category
	}
	both.Files = files(base.Files, mine.Files, theirs.Files)
	both.Fields = fields(base.Fields, mine.Fields, theirs.Fields)
	if both.Tags = mine.Tags; mine.Tags == base.Tags {
		both.Tags = theirs.Tags
	}
	return both, a && b
}

// files are those of both that neither has taken out.
func files(base, mine, theirs []helpdesk.PostFile) (both []helpdesk.PostFile) {
	for _, f := range mine {
		if slices.Contains(theirs, f) || !slices.Contains(base, f) {
			both = append(both, f)
		}
	}
	for _, f := range theirs {
		if !slices.Contains(mine, f) && !slices.Contains(base, f) {
			both = append(both, f)
		}
	}
	return both
}

func text(base, mine, theirs string) (string, bool) {
	switch {
	case mine == theirs, theirs == base:
		return mine, true
	case mine == base:
		return theirs, true
	case strings.Contains(mine, theirs):
		return mine, true
	case strings.Contains(theirs, mine):
		return theirs, true
	}
	return mine, false
}

func (w Writing) empty() bool {
	return w.ID == "" || w.Draft.Title == "" && w.Draft.Content == "" && w.Draft.Category == 0 && len(w.Draft.Files) == 0 && len(w.Draft.Fields) == 0 && w.Draft.Tags == ""
}

// same reports whether two are one writing that says the same.
func (w *Writing) same(other *Writing) bool { return w.ID == other.ID && w.Draft.same(&other.Draft) }

// find is the shelf's version of a writing, nil where it has none.
func (s *Shelf) find(id string) *Writing {
	if id == "" {
		return nil
	}
	if s.Current.ID == id {
		return &s.Current
	}
	for i := range s.Spares {
		if s.Spares[i].ID == id {
			return &s.Spares[i]
		}
	}
	return nil
}

func (s *Shelf) remove(id string) {
	if s.Current.ID == id {
		s.Current = Writing{}
	}
	s.Spares = slices.DeleteFunc(s.Spares, func(w Writing) bool { return w.ID == id })
}
