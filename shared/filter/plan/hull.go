package plan

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// account is what a plan knows of the account that it is made for.
type account struct {
	*filter.Directory
	// now is Unix seconds.
	now int64
	// community is set where objects beside tickets are selected, whose statuses
	// the directory does not list.
	community bool
}

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
		return a.member(byStatus, a.statuses(t), negated)
	case filter.Type:
		return a.words(byType, t, negated)
	case filter.Priority:
		return a.words(byPriority, t, negated)
	case filter.Email:
		// Lists need not tell addresses, so that the server's answer counts alone.
		if top && !negated {
			return a.words(byEmail, t, negated)
		}
	case filter.Channel:
		return a.ids(byChannel, t, negated)
	case filter.Client:
		return a.ids(byClient, t, negated)
	case filter.Assignee:
		return a.ids(byAssignee, t, negated)
	case filter.Group:
		return a.ids(byGroup, t, negated)
	case filter.Forum:
		return a.ids(byForum, t, negated)
	case filter.CompletedBy:
		return a.ids(byCompletedBy, t, negated)
	case filter.Category:
		return a.category(t, negated)
	case filter.Created:
		return period(created, t, negated)
	case filter.Updated:
		return period(updated, t, negated)
	case filter.Completed:
		return period(completed, t, negated)
	case filter.Tag:
		return a.tag(t, negated)
	case filter.Custom:
		return a.custom(t, negated)
	case filter.Text:
		if values := t.Term.Values; top && !negated && len(values) == 1 && strings.TrimSpace(values[0].Text) != "" {
			b := everything()
			words := strings.Join(strings.Fields(values[0].Text), " ")
			b.texts = []text{{words, strings.Contains(words, " ")}}
			return b
		}
	case filter.Visible:
		if top && !negated && len(t.IDs) == 1 && t.IDs[0] > 0 {
			b := everything()
			b.visible = t.IDs
			return b
		}
	}
	return anything()
}

// untold reports whether no ticket of the helpdesk says anything of a field.
func (a *account) untold(f filter.Field) bool {
	switch f {
	case filter.Completed, filter.CompletedBy, filter.Forum, filter.Category, filter.Email:
		return a.System == helpdesk.Usedesk
	case filter.Priority, filter.Channel, filter.Rights, filter.Visible:
		return a.System == helpdesk.UseResponse
	}
	return false
}

// member gives the box in which one member is in s.
func (a *account) member(member int, s set, negated bool) *box {
	b := everything()
	if s.except = s.except != negated; s.void() {
		return nothing()
	}
	b.sets[member] = s
	return b
}

// words tests a member that is a word.
func (a *account) words(member int, t *filter.Test, negated bool) *box {
	if t.None || t.Filled {
		return anything()
	}
	return a.member(member, only(t.Words...), negated)
}

// ids tests a member that is a number.
func (a *account) ids(member int, t *filter.Test, negated bool) *box {
	if len(t.Words) > 0 || len(t.Ranges) > 0 {
		return anything()
	}
	s := only(decimals(t.IDs)...)
	// No number is below 0.
	s.words = keep(s.words, func(word string) bool { return word[0] != '-' })
	if t.None {
		s = s.or(only(nobody))
	}
	if t.Filled {
		s = s.or(except(nobody))
	}
	return a.member(member, s, negated)
}

// category tests a category, which tickets have by name and requests by number.
func (a *account) category(t *filter.Test, negated bool) *box {
	known := func(name string) bool {
		return slices.ContainsFunc(a.Categories, func(c filter.Entry) bool { return strings.EqualFold(c.Name, name) })
	}
	if negated || t.None || t.Filled || len(t.IDs) == 0 || slices.ContainsFunc(t.Words, func(name string) bool { return !known(name) }) {
		return anything()
	}
	b := in(byCategory, keep(decimals(t.IDs), func(word string) bool { return number(word) > 0 })...)
	b.loose = true
	return b
}

// first is the earliest moment; 0 is never. Every ticket was created and updated.
const first = 1

// period tests a moment.
func period(moment int, t *filter.Test, negated bool) *box {
	if t.None || t.Filled || len(t.Ranges) == 0 || negated && len(t.Ranges) > 1 {
		return anything()
	}
	b := nothing()
	for _, r := range t.Ranges {
		one := everything()
		one.spans[moment] = span{true, r.From, r.To}
		if negated {
			switch {
			case r.To == end:
				one.spans[moment] = span{true, beginning, r.From - 1}
			case r.From <= first && moment != completed:
				one.spans[moment] = span{true, r.To + 1, end}
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
	b.tags = [][]string{t.Words}
	for _, name := range t.Words {
		if _, err := strconv.ParseInt(name, 10, 64); err == nil {
			b.loose = b.loose || !slices.ContainsFunc(a.Tags, func(tag filter.Entry) bool { return tag.Name == name })
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
	values := join(t.Words, field.Words)
	b := everything()
	// A list holds the numbers of options and no title; the titles that are
	// judged here too would only be in the way.
	if len(field.Words) > 0 && slices.ContainsFunc(a.Fields, func(f filter.FieldEntry) bool { return f.ID == field.ID && f.Kind == filter.ListField }) {
		values, b.loose = field.Words, true
	}
	test := fieldTest{id: field.ID}
	switch {
	case len(values) == 1 && !negated && !t.None && !t.Filled:
		test.kind, test.value = fieldValue, values[0]
	case len(values) > 0 || t.None == t.Filled:
		return anything()
	case t.Filled != negated:
		test.kind = fieldFilled
	}
	b.fields = []fieldTest{test}
	return b
}

// statuses gives what a test leaves of the statuses: those of Usedesk by
// number, those of UseResponse by slug. What begins with ? cannot be asked for:
// "?state" stands for statuses of a state that the account may have beside those
// known here, and "?title" for one that is not known.
func (a *account) statuses(t *filter.Test) set {
	var keys []string
	known := a.knownStatuses()
	for _, s := range known {
		if s.ID != 0 && slices.Contains(t.IDs, s.ID) || slices.Contains(t.States, s.State) || slices.ContainsFunc(t.Words, named(s)) {
			keys = append(keys, a.key(s))
		}
	}
	for _, state := range t.States {
		if a.unlisted(state) && (a.System == helpdesk.UseResponse || written(t, state)) {
			keys = append(keys, "?"+string(state))
		}
	}
	for _, word := range t.Words {
		if !slices.ContainsFunc(known, func(s helpdesk.Status) bool { return named(s)(word) }) {
			keys = append(keys, "?"+word)
		}
	}
	return only(join(nil, keys)...)
}

// written reports whether a state is written itself, and not a word for several.
// Usedesk has ten statuses; that it might have an eleventh counts only where
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

// knownStatuses lists the statuses that tickets of the account may have: of
// Usedesk the ten, of UseResponse those of the directory and the five of the API.
func (a *account) knownStatuses() []helpdesk.Status {
	var known []helpdesk.Status
	if a.System == helpdesk.Usedesk {
		for i := range usedeskStatuses {
			known = append(known, usedesk.StatusOf(int64(i+1)))
		}
		return known
	}
	known = slices.Clone(a.Statuses)
	for _, state := range helpdesk.States() {
		for _, slug := range useresponse.StatusSlugs([]helpdesk.State{state}) {
			if !slices.ContainsFunc(known, func(s helpdesk.Status) bool { return s.Slug == slug }) {
				known = append(known, helpdesk.Status{Slug: slug, State: state})
			}
		}
	}
	return known
}

func (a *account) key(status helpdesk.Status) string {
	if a.System == helpdesk.Usedesk {
		return strconv.FormatInt(status.ID, 10)
	}
	return status.Slug
}

// unlisted reports whether there may be statuses of a state that are not known here.
func (a *account) unlisted(state helpdesk.State) bool {
	if a.System == helpdesk.Usedesk {
		return state == helpdesk.Unknown
	}
	if !a.community && len(a.Statuses) > 0 {
		return false
	}
	return a.community || state != helpdesk.Open && state != helpdesk.Pending && state != helpdesk.Hold
}

func decimals(ids []int64) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return words
}
