package plan

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// account is what a plan knows of the account that it is made for.
type account struct{ *helpdesk.Known }

// box gives the smallest box around what a clause selects, or with negated
// around what it leaves out. top says that the clause stands outside of or and
// without a minus.
func (a *account) box(c *filter.Clause, negated, top bool) *box {
	op := c.Op
	if negated && (op == filter.All || op == filter.Any) {
		op = filter.All + filter.Any - op
	}
	switch op {
	case filter.All:
		b := everything()
		for i := range c.Nodes {
			b = b.and(a.box(&c.Nodes[i], negated, top))
		}
		return b
	case filter.Any:
		b := nothing()
		for i := range c.Nodes {
			b = b.or(a.box(&c.Nodes[i], negated, top && len(c.Nodes) == 1))
		}
		return b
	case filter.Not:
		return a.box(&c.Nodes[0], !negated, false)
	case filter.Is:
		return a.test(&c.Test, negated, top)
	}
	if negated {
		return nothing()
	}
	return everything()
}

// test gives the box of one test.
func (a *account) test(t *filter.Test, negated, top bool) *box {
	if a.untold(t.Term.Field) {
		if t.None == negated {
			return nothing()
		}
		return everything()
	}
	switch t.Term.Field {
	case filter.Status:
		if t.None || t.Filled {
			return anything()
		}
		return a.member(helpdesk.OfStatus, a.statuses(t), negated)
	case filter.Type:
		return a.words(helpdesk.OfType, t, negated)
	case filter.Priority:
		return a.words(helpdesk.OfPriority, t, negated)
	case filter.Email:
		// Lists need not tell addresses, so that the server's answer counts alone.
		if top && !negated {
			return a.words(helpdesk.OfEmail, t, negated)
		}
	case filter.Channel:
		return a.ids(helpdesk.OfChannel, t, negated)
	case filter.Client:
		return a.ids(helpdesk.OfClient, t, negated)
	case filter.Assignee:
		return a.ids(helpdesk.OfAssignee, t, negated)
	case filter.Group:
		return a.ids(helpdesk.OfGroup, t, negated)
	case filter.Forum:
		return a.ids(helpdesk.OfForum, t, negated)
	case filter.CompletedBy:
		return a.ids(helpdesk.OfCompletedBy, t, negated)
	case filter.Category:
		return a.category(t, negated)
	case filter.Created:
		return period(helpdesk.WhenCreated, t, negated)
	case filter.Updated:
		return period(helpdesk.WhenUpdated, t, negated)
	case filter.Completed:
		return period(helpdesk.WhenCompleted, t, negated)
	case filter.Tag:
		return a.tag(t, negated)
	case filter.Custom:
		return a.custom(t, negated)
	case filter.Text:
		if values := t.Term.Values; top && !negated && len(values) == 1 && strings.TrimSpace(values[0].Text) != "" {
			b := everything()
			words := strings.Join(strings.Fields(values[0].Text), " ")
			b.Texts = []helpdesk.Text{{Words: words, Phrase: strings.Contains(words, " ")}}
			return b
		}
	case filter.Visible:
		if top && !negated && len(t.IDs) == 1 && t.IDs[0] > 0 {
			b := everything()
			b.Visible = t.IDs
			return b
		}
	}
	return anything()
}

// untold reports whether no ticket of the helpdesk says anything of a field.
func (a *account) untold(f filter.Field) bool {
	fact := factOf(f)
	return fact != 0 && !a.Desk.Can().Tells.Has(fact)
}

// factOf is what a helpdesk must tell for a field to mean anything, 0 for
// fields that all of them tell.
func factOf(f filter.Field) helpdesk.Facts {
	switch f {
	case filter.Completed, filter.CompletedBy:
		return helpdesk.TellsCompletion
	case filter.Forum:
		return helpdesk.TellsForum
	case filter.Category:
		return helpdesk.TellsCategory
	case filter.Email:
		return helpdesk.TellsEmail
	case filter.Priority:
		return helpdesk.TellsPriority
	case filter.Channel:
		return helpdesk.TellsChannel
	case filter.Rights, filter.Visible:
		return helpdesk.TellsRights
	}
	return 0
}

// member gives the box in which one member is in s.
func (a *account) member(member helpdesk.Member, s helpdesk.Set, negated bool) *box {
	b := everything()
	if s.Except = s.Except != negated; s.Void() {
		return nothing()
	}
	b.Sets[member] = s
	return b
}

// words tests a member that is a word.
func (a *account) words(member helpdesk.Member, t *filter.Test, negated bool) *box {
	if t.None || t.Filled {
		return anything()
	}
	return a.member(member, helpdesk.Only(t.Words...), negated)
}

// ids tests a member that is a number.
func (a *account) ids(member helpdesk.Member, t *filter.Test, negated bool) *box {
	if len(t.Words) > 0 || len(t.Ranges) > 0 {
		return anything()
	}
	s := helpdesk.Only(decimals(t.IDs)...)
	// No number is below 0.
	s.Words = helpdesk.Keep(s.Words, func(word string) bool { return word[0] != '-' })
	if t.None {
		s = s.Or(helpdesk.Only(helpdesk.Nobody))
	}
	if t.Filled {
		s = s.Or(helpdesk.AllBut(helpdesk.Nobody))
	}
	return a.member(member, s, negated)
}

// category tests a category, which tickets have by name and requests by number.
func (a *account) category(t *filter.Test, negated bool) *box {
	known := func(name string) bool {
		return slices.ContainsFunc(a.Categories, func(c helpdesk.Entry) bool { return strings.EqualFold(c.Name, name) })
	}
	if negated || t.None || t.Filled || len(t.IDs) == 0 || slices.ContainsFunc(t.Words, func(name string) bool { return !known(name) }) {
		return anything()
	}
	b := in(helpdesk.OfCategory, helpdesk.Keep(decimals(t.IDs), func(word string) bool { return word[0] != '-' && word != helpdesk.Nobody })...)
	b.loose = true
	return b
}

// first is the earliest moment; 0 is never. Every ticket was created and updated.
const first = 1

// period tests a moment.
func period(moment helpdesk.When, t *filter.Test, negated bool) *box {
	if t.None || t.Filled || len(t.Ranges) == 0 || negated && len(t.Ranges) > 1 {
		return anything()
	}
	b := nothing()
	for _, r := range t.Ranges {
		one := everything()
		one.Spans[moment] = helpdesk.Moment{Bound: true, From: r.From, To: r.To}
		if negated {
			switch {
			case r.To == helpdesk.End:
				one.Spans[moment] = helpdesk.Moment{Bound: true, From: helpdesk.Beginning, To: r.From - 1}
			case r.From <= first && moment != helpdesk.WhenCompleted:
				one.Spans[moment] = helpdesk.Moment{Bound: true, From: r.To + 1, To: helpdesk.End}
			default:
				return anything()
			}
		}
		b = b.or(one)
	}
	return b
}

// tag tests for one of several tags. A number that is no tag's name may be the
// number of one that the directory does not have.
func (a *account) tag(t *filter.Test, negated bool) *box {
	if negated || t.None || t.Filled || len(t.Words) == 0 {
		return anything()
	}
	b := everything()
	b.Tags = [][]string{t.Words}
	for _, name := range t.Words {
		if _, err := strconv.ParseInt(name, 10, 64); err == nil {
			b.loose = b.loose || !slices.ContainsFunc(a.Tags, func(tag helpdesk.Entry) bool { return tag.Name == name })
		}
	}
	return b
}

// custom tests an additional field.
func (a *account) custom(t *filter.Test, negated bool) *box {
	if len(t.Ranges) > 0 || t.AnyField || len(t.Fields) != 1 {
		return anything()
	}
	field := &t.Fields[0]
	values := helpdesk.Union(t.Words, field.Words)
	b := everything()
	// A list holds the numbers of options and no title; the titles that are
	// judged here too would only be in the way.
	if len(field.Words) > 0 && slices.ContainsFunc(a.Fields, func(f helpdesk.FieldEntry) bool {
		return f.ID == field.ID && (f.Kind == helpdesk.ListField || f.Kind == helpdesk.NestedField)
	}) {
		values, b.loose = field.Words, true
	}
	test := helpdesk.FieldTest{ID: field.ID}
	switch {
	case len(values) == 1 && !negated && !t.None && !t.Filled:
		test.Kind, test.Value = helpdesk.FieldIs, values[0]
	case len(values) > 0 || t.None == t.Filled:
		return anything()
	case t.Filled != negated:
		test.Kind = helpdesk.FieldFilled
	}
	b.Fields = []helpdesk.FieldTest{test}
	return b
}

// statuses gives what a test leaves of the statuses, by their slugs. What begins
// with ? cannot be asked for: "?state" stands for statuses of a state that the
// account may have beside those known here, and "?title" for one that is not known.
func (a *account) statuses(t *filter.Test) helpdesk.Set {
	var keys []string
	known := a.Statuses()
	for _, s := range known {
		if s.ID != 0 && slices.Contains(t.IDs, s.ID) || slices.Contains(t.States, s.State) || slices.ContainsFunc(t.Words, named(s)) {
			keys = append(keys, s.Slug)
		}
	}
	for _, state := range t.States {
		if a.Unlisted(state) && (a.Desk.Can().OwnStatuses || written(t, state)) {
			keys = append(keys, "?"+string(state))
		}
	}
	for _, word := range t.Words {
		if !slices.ContainsFunc(known, func(s helpdesk.Status) bool { return named(s)(word) }) {
			keys = append(keys, "?"+word)
		}
	}
	return helpdesk.Only(helpdesk.Union(nil, keys)...)
}

// written reports whether a state is written itself, and not a word for several.
// Where statuses are all known, that there might be one more counts only where
// somebody asks for it.
func written(t *filter.Test, state helpdesk.State) bool {
	return slices.ContainsFunc(t.Term.Values, func(v filter.Value) bool { return v.Text == string(state) })
}

// named reports whether a word of a test names a status.
func named(s helpdesk.Status) func(word string) bool {
	return func(word string) bool {
		return s.Slug != "" && word == strings.ToLower(s.Slug) || word == strings.ToLower(s.Title) && s.Title != ""
	}
}

func decimals(ids []int64) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return words
}
