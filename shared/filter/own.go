package filter

import (
	"slices"

	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// What statuses and priorities are is each helpdesk's own: their words are bound
// by what the account's Desk says.

// statusWord binds a word of a status.
func (b *binder) statusWord(text string, test *Test) {
	own := b.Desk != nil && slices.ContainsFunc(b.Desk.Can().Statuses, func(s helpdesk.Status) bool { return s.Slug == text })
	switch text {
	case ActiveWord:
		for _, s := range helpdesk.States() {
			if s.Active() {
				test.state(s)
			}
		}
	case OpenedWord, ProgressWord, CompletedWord:
		switch {
		case own:
			test.Words = append(test.Words, text)
		case text == OpenedWord:
			test.state(helpdesk.Open)
		case text == CompletedWord:
			test.state(helpdesk.Solved)
		default:
			b.notice(words.FilterNoticeNoProgress(b.here()), "")
		}
	default:
		test.state(helpdesk.State(text))
	}
}

func (t *Test) state(s helpdesk.State) {
	if !slices.Contains(t.States, s) {
		t.States = append(t.States, s)
	}
}

// unasked adds to what a query leaves out the statuses that its helpdesk cannot
// be asked for: all but some statuses are the others that can.
func (b *binder) unasked(test *Test) {
	if b.Desk == nil || len(test.States)+len(test.IDs)+len(test.Words) == 0 {
		return
	}
	for _, state := range b.Desk.Can().Unasked {
		if slices.Contains(test.States, state) {
			continue
		}
		test.state(state)
		place, account := b.here()
		say := words.FilterNoticeUnasked(words.Text(string(state)), place, account, words.Text(b.Desk.Name()))
		if !slices.ContainsFunc(b.notices, func(n Notice) bool { return n.Say.String() == say.String() }) {
			b.notice(say, "")
		}
	}
}

// order lists the priorities of the account's helpdesk, in ascending order.
func (b *binder) order() []helpdesk.Priority {
	if b.Desk != nil && len(b.Desk.Can().Priorities) > 0 {
		return b.Desk.Can().Priorities
	}
	return helpdesk.Priorities()
}

// priorities binds the words of a priority. What the account's helpdesk does
// not have selects nothing, in a comparison too.
func (b *binder) priorities(t *Term, test *Test) {
	order := b.order()
	rank := func(v Value) int {
		at := slices.Index(order, helpdesk.Priority(v.Text))
		if at < 0 {
			place, account := b.here()
			b.notice(words.FilterNoticeNoPriority(words.Text(v.Text), place, account, words.Text(commas(order))), "")
		}
		return at
	}
	from, to := 0, len(order)-1
	for i, v := range t.Values {
		if v.Kind != Word {
			continue
		}
		at := rank(v)
		if at < 0 {
			if t.Compare == Equal {
				continue
			}
			return
		}
		switch {
		case t.Compare == Equal:
			test.Words = append(test.Words, v.Text)
		case t.Compare == Less:
			to = at - 1
		case t.Compare == LessEqual, t.Compare == Between && i > 0:
			to = at
		case t.Compare == Greater:
			from = at + 1
		default:
			from = at
		}
	}
	if t.Compare == Equal {
		return
	}
	for ; from <= to; from++ {
		test.Words = append(test.Words, string(order[from]))
	}
}
