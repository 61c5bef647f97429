package filter

import (
	"slices"
	"strings"

	"deskside/shared/filter/fold"
	"deskside/shared/filter/mark"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Bind makes of a query what the account of a directory understands of it; now
// is Unix seconds. Names are compared without case and diacritics. A name that
// the account does not know selects nothing there and gives a notice.
func Bind(q Query, d *helpdesk.Directory, now int64) Bound { return BindMarked(q, d, nil, now) }

// BindMarked is Bind with what the browser keeps of the account's tickets.
// Without marks nothing is unread and nothing sleeps.
func BindMarked(q Query, d *helpdesk.Directory, marks *mark.Account, now int64) Bound {
	b := binder{Directory: d, marks: marks, now: now}
	where := b.clause(&q.Where)
	return Bound{System: d.System, Account: d.Account, Where: where, Sort: q.Sort, Notices: b.notices}
}

// Awake is a query without what sleeps, unless it asks for that.
func (q Query) Awake() Query {
	if !q.AsksFor(SnoozedWord) {
		asleep := Node{Op: Is, Term: Term{Field: Mark, Values: []Value{{Kind: Word, Text: SnoozedWord}}}}
		q.Where = join(All, clear([]Node{q.Where, {Op: Not, Nodes: []Node{asleep}}}))
	}
	return q
}

// AsksFor reports whether a word of a mark is tested anywhere in a query.
func (q *Query) AsksFor(word string) bool { return q.Where.asksFor(word) }

// asksFor reports whether a word of a mark is tested anywhere.
func (n *Node) asksFor(word string) bool {
	if n.Op == Is && n.Term.Field == Mark && slices.ContainsFunc(n.Term.Values, func(v Value) bool { return v.Text == word }) {
		return true
	}
	return slices.ContainsFunc(n.Nodes, func(kid Node) bool { return kid.asksFor(word) })
}

type binder struct {
	*helpdesk.Directory
	marks   *mark.Account
	now     int64
	notices []Notice
	// negated says that what is being bound stands after an odd number of nots.
	negated bool
	// span is the place of the term that is being bound.
	span Span
}

func everything() Clause { return Clause{Op: Everything} }

func nothing() Clause { return Clause{Op: Any} }

func (c *Clause) isNothing() bool { return c.Op == Any && len(c.Nodes) == 0 }

func (b *binder) clause(n *Node) Clause {
	switch n.Op {
	case Is:
		b.span = n.Span
		return b.term(&n.Term)
	case Not:
		if len(n.Nodes) != 1 {
			return everything()
		}
		b.negated = !b.negated
		c := b.clause(&n.Nodes[0])
		b.negated = !b.negated
		switch {
		case c.Op == Everything:
			return nothing()
		case c.isNothing():
			return everything()
		case c.Op == Not:
			return c.Nodes[0]
		}
		return Clause{Op: Not, Nodes: []Clause{c}, Span: n.Span}
	case All, Any:
		return b.group(n)
	}
	return everything()
}

func (b *binder) group(n *Node) Clause {
	group := Clause{Op: n.Op, Span: n.Span}
	absorbed := false
	for i := range n.Nodes {
		c := b.clause(&n.Nodes[i])
		switch {
		case c.Op == Everything:
			absorbed = absorbed || n.Op == Any
		case c.isNothing():
			absorbed = absorbed || n.Op == All
		case c.Op == n.Op:
			group.Nodes = append(group.Nodes, c.Nodes...)
		default:
			group.Nodes = append(group.Nodes, c)
		}
	}
	switch {
	case absorbed && n.Op == All, !absorbed && n.Op == Any && len(group.Nodes) == 0:
		return nothing()
	case absorbed, len(group.Nodes) == 0:
		return everything()
	case len(group.Nodes) == 1:
		return group.Nodes[0]
	}
	return group
}

// term binds a term. What is true of the account and not of its tickets holds
// for all of them or for none.
func (b *binder) term(t *Term) Clause {
	test := Test{Term: *t}
	switch t.Field {
	case System, Account:
		for _, v := range t.Values {
			if t.Field == System && v.Text == string(b.Directory.System) || t.Field == Account && (sameFolded(b.Account, v.Text) || sameFolded(b.Title, v.Text)) {
				return everything()
			}
		}
		return nothing()
	case Custom:
		if !b.fields(t, &test) {
			return nothing()
		}
	case Created, Updated, Completed, Remind, ID, Comments, SLA:
		b.ranges(t, &test)
	case Priority:
		b.priorities(t, &test)
	case Mark:
		test.Marks = b.marks
	}
	for _, v := range t.Values {
		switch v.Kind {
		case Word:
			if v.Text == AllWord && t.Field == Status {
				return everything()
			}
			b.word(t.Field, v.Text, &test)
		case None:
			test.None = true
		case Filled:
			test.Filled = true
		case Me:
			if b.Me == 0 {
				b.notice(words.FilterNoticeMe(b.here()), "")
			} else {
				test.IDs = append(test.IDs, b.Me)
			}
		case Number:
			b.number(t.Field, v.Number, &test)
		case Quoted:
			b.named(t.Field, v.Text, &test)
		}
	}
	if t.Field == Status && b.negated {
		b.unasked(&test)
	}
	test.IDs = ascending(test.IDs)
	test.Words = distinct(test.Words)
	if t.Field.contains() && slices.Contains(test.Words, "") {
		return everything()
	}
	if !test.None && !test.Filled && len(test.IDs) == 0 && len(test.Words) == 0 && len(test.States) == 0 && len(test.Ranges) == 0 && !test.anyWords() {
		return nothing()
	}
	return Clause{Op: Is, Test: test, Span: b.span}
}

// contains reports whether the words of a field's tests must be contained.
func (f Field) contains() bool { return f == Text || f == Subject || f == Client }

func (t *Test) anyWords() bool {
	return slices.ContainsFunc(t.Fields, func(f CustomField) bool { return len(f.Words) > 0 })
}

// ascending leaves each ID once, in order. They come nearly in order, as directories have them.
func ascending(ids []int64) []int64 {
	kept := ids[:0]
	for _, id := range ids {
		at := len(kept)
		for at > 0 && kept[at-1] > id {
			at--
		}
		if at == 0 || kept[at-1] != id {
			kept = slices.Insert(kept, at, id)
		}
	}
	return kept
}

// distinct leaves each word once, in the order in which they came.
func distinct(words []string) []string {
	const few = 16
	if len(words) > few {
		slices.Sort(words)
		return slices.Compact(words)
	}
	kept := words[:0]
	for _, w := range words {
		if !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

func sameFolded(a, b string) bool { return a != "" && fold.String(a) == fold.String(b) }

// word binds a word of a fixed list.
func (b *binder) word(f Field, text string, test *Test) {
	switch {
	case f == Status:
		b.statusWord(text, test)
	case f == Priority: // see priorities
	default:
		test.Words = append(test.Words, text)
	}
}

// number binds a number that stands for itself.
func (b *binder) number(f Field, n int64, test *Test) {
	switch f {
	case ID, Comments:
	case Tag:
		b.tagNumber(n, test)
	case Category:
		test.IDs = append(test.IDs, n)
		known := false
		for _, c := range b.Categories {
			if c.ID == n {
				test.Words, known = append(test.Words, strings.ToLower(c.Name)), true
			}
		}
		if !known {
			place, account := b.here()
			say := words.FilterNoticeNoCategory(words.Text(decimal(n)), place, account)
			if len(b.Categories) > 0 {
				b.lost(say, "")
			} else {
				b.notice(say, "")
			}
		}
	default:
		test.IDs = append(test.IDs, n)
	}
}

// tagNumber binds a tag's number, or its name where that is a number.
func (b *binder) tagNumber(n int64, test *Test) {
	text := decimal(n)
	for _, tag := range b.Tags {
		if tag.Name == text {
			test.Words = append(test.Words, text)
			return
		}
	}
	test.IDs = append(test.IDs, n)
	for _, tag := range b.Tags {
		if tag.ID == n {
			test.Words = append(test.Words, strings.ToLower(tag.Name))
			return
		}
	}
	test.Words = append(test.Words, text)
}

// named binds a name or a free text.
func (b *binder) named(f Field, text string, test *Test) {
	switch f {
	case Text, Subject, Client:
		if f == Text {
			b.asWords(text)
		}
		test.Words = append(test.Words, fold.String(text))
	case Custom:
		test.Words = append(test.Words, text)
	case Status:
		b.ownStatus(text, test)
	case Type, Rights, Email:
		test.Words = append(test.Words, strings.ToLower(text))
	case Assignee, CompletedBy, Visible:
		n := b.search(text)
		for i := range b.Agents {
			a := &b.Agents[i]
			n.add(a.ID, a.Name, test)
			if a.Email != "" && sameName(a.Email, text) {
				n.id(a.ID, test)
			}
		}
		b.missing(n, "agent", len(b.Agents) > 0)
	case Group:
		b.entry(text, "group", b.Groups, test)
	case Forum:
		b.entry(text, "community", b.Forums, test)
	case Channel:
		if strings.Contains(text, "@") {
			test.Words = append(test.Words, strings.ToLower(text))
			return
		}
		b.entry(text, "channel", b.Channels, test)
	case Tag:
		test.Words = append(test.Words, strings.ToLower(text))
		n := b.search(text)
		for _, tag := range b.Tags {
			n.add(0, tag.Name, nil)
		}
		if !n.known && n.found != "" {
			b.nameless("tag", text, n.found)
		}
	case Category:
		b.category(text, test)
	}
}

func (b *binder) category(text string, test *Test) {
	n := b.search(text)
	for _, c := range b.Categories {
		if n.add(c.ID, c.Name, test) {
			test.Words = append(test.Words, strings.ToLower(c.Name))
		}
	}
	if len(b.Categories) == 0 {
		test.Words = append(test.Words, strings.ToLower(text))
		return
	}
	b.missing(n, "category", true)
}

func (b *binder) ownStatus(text string, test *Test) {
	if len(b.Statuses) == 0 {
		test.Words = append(test.Words, strings.ToLower(text))
		return
	}
	n := b.search(text)
	for _, s := range b.Statuses {
		if n.add(s.ID, s.Title, test) || n.add(s.ID, s.Slug, test) {
			if s.Slug != "" {
				test.Words = append(test.Words, strings.ToLower(s.Slug))
			}
		}
	}
	b.missing(n, "status", true)
}

func (b *binder) entry(text, what string, entries []helpdesk.Entry, test *Test) {
	n := b.search(text)
	for _, e := range entries {
		n.add(e.ID, e.Name, test)
	}
	b.missing(n, what, len(entries) > 0)
}

// search is the search for one name.
type search struct {
	nearest
	text, folded string
	known        bool
}

func (b *binder) search(text string) *search {
	folded := fold.String(text)
	return &search{nearest: *near(folded), text: text, folded: folded}
}

// add adds the number of what has a name if it is the one.
func (n *search) add(id int64, name string, test *Test) bool {
	folded := fold.String(name)
	if folded == "" || folded != n.folded {
		n.offer(folded, name)
		return false
	}
	n.id(id, test)
	return true
}

func (n *search) id(id int64, test *Test) {
	n.known = true
	if test != nil && !slices.Contains(test.IDs, id) {
		test.IDs = append(test.IDs, id)
	}
}

// fields binds which additional fields are tested, and the titles of options.
func (b *binder) fields(t *Term, test *Test) bool {
	var entries []helpdesk.FieldEntry
	switch {
	case t.ID != 0:
		for _, f := range b.Fields {
			if f.ID == t.ID {
				entries = append(entries, f)
			}
		}
		if len(entries) == 0 && len(b.Fields) > 0 {
			place, account := b.here()
			b.lost(words.FilterNoticeNoField(words.Text(decimal(t.ID)), place, account), "")
			return false
		}
		if len(entries) == 0 {
			entries = []helpdesk.FieldEntry{{ID: t.ID}}
		}
	case t.Name != "":
		n := b.search(t.Name)
		for _, f := range b.Fields {
			if n.add(f.ID, f.Name, nil) {
				entries = append(entries, f)
			}
		}
		if b.missing(n, "field", len(b.Fields) > 0); !n.known {
			return false
		}
	default:
		entries, test.AnyField = b.Fields, true
	}
	for i := range entries {
		f := CustomField{ID: entries[i].ID, Checkbox: entries[i].Kind == helpdesk.CheckboxField}
		for _, v := range t.Values {
			if v.Kind != Quoted {
				continue
			}
			title := fold.String(v.Text)
			for _, o := range entries[i].Options {
				if o.Value != v.Text && title != "" && fold.String(o.Title) == title {
					f.Words = append(f.Words, o.Value)
				}
			}
		}
		test.Fields = append(test.Fields, f)
	}
	return true
}
