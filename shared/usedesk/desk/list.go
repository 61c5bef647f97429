package desk

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// pairLimit is how many pairs of agent and group one request names; beyond it
// the groups stand in a parameter of their own.
const pairLimit = 8

// List gives the parameters that leave the least of what lies in a selection,
// and what exactly they leave.
func (Desk) List(s *helpdesk.Selection, _ *helpdesk.Known) (helpdesk.List, *helpdesk.Selection) {
	var l usedesk.List
	asked := helpdesk.Everything()
	words := func(member helpdesk.Member, all []string) []string {
		set := s.Sets[member]
		if set.Free() {
			return nil
		}
		words := helpdesk.Keep(all, set.Has)
		if len(words) == len(all) {
			return nil
		}
		asked.Sets[member] = helpdesk.Only(words...)
		return words
	}
	l.Status = statuses(s, &asked)
	l.Types = words(helpdesk.OfType, types)
	for _, word := range words(helpdesk.OfPriority, priorityWords()) {
		l.Priorities = append(l.Priorities, helpdesk.Priority(word))
	}
	if ids := s.Sets[helpdesk.OfChannel].Listed(); ids != nil {
		l.Channels = numbers(ids)
		asked.Sets[helpdesk.OfChannel] = s.Sets[helpdesk.OfChannel]
	}
	if id := s.Sets[helpdesk.OfClient].Single(); id != "" {
		l.Client = number(id)
		asked.Sets[helpdesk.OfClient] = s.Sets[helpdesk.OfClient]
	}
	assign(&l, s, &asked)
	l.CreatedAfter, l.CreatedBefore = bounds(s.Spans[helpdesk.WhenCreated], &asked.Spans[helpdesk.WhenCreated])
	l.UpdatedAfter, l.UpdatedBefore = bounds(s.Spans[helpdesk.WhenUpdated], &asked.Spans[helpdesk.WhenUpdated])
	for _, names := range s.Tags {
		if !slices.ContainsFunc(names, unsendable) && (l.Tags == nil || len(names) < len(l.Tags)) {
			l.Tags = names
		}
	}
	if l.Tags != nil {
		asked.Tags = [][]string{l.Tags}
	}
	fields(&l, s, &asked)
	asked.Texts = searched(s.Texts)
	l.Query = spoken(asked.Texts)
	if len(s.Visible) > 0 {
		l.AccessibleFor = s.Visible[0]
		asked.Visible = s.Visible[:1]
	}
	list := helpdesk.List{Query: l, NearFields: len(l.Fields) > 0}
	if l.Query != "" {
		list.Class = usedesk.Searches
	}
	return list, &asked
}

func priorityWords() []string {
	words := make([]string, len(abilities.Priorities))
	for i, p := range abilities.Priorities {
		words[i] = string(p)
	}
	return words
}

// statuses gives the numbers that leave exactly the statuses wanted, none where
// some cannot be asked for.
func statuses(s, asked *helpdesk.Selection) []int64 {
	set := s.Sets[helpdesk.OfStatus]
	if set.Free() || !set.Except && slices.ContainsFunc(set.Words, func(key string) bool { return key[0] == '?' }) {
		return nil
	}
	var ids []int64
	var slugs []string
	for _, status := range abilities.Statuses {
		switch unasked := slices.Contains(abilities.Unasked, status.State); {
		case set.Has(status.Slug) && unasked:
			return nil
		case set.Has(status.Slug):
			ids, slugs = append(ids, status.ID), append(slugs, status.Slug)
		}
	}
	asked.Sets[helpdesk.OfStatus] = helpdesk.Only(slugs...)
	return ids
}

// assign sets what selects by agent and group: the four cases of fassigned, and fgroup.
func assign(l *usedesk.List, s, asked *helpdesk.Selection) {
	agents, groups := s.Sets[helpdesk.OfAssignee], s.Sets[helpdesk.OfGroup]
	ids := groups.Listed()
	if agents.Except {
		l.Groups = numbers(ids)
		if ids != nil {
			asked.Sets[helpdesk.OfGroup] = groups
		}
		return
	}
	asked.Sets[helpdesk.OfAssignee] = agents
	noGroup := helpdesk.Only(helpdesk.Nobody)
	pairs := ids != nil && !agents.Has(helpdesk.Nobody) && len(agents.Words)*len(ids) <= pairLimit
	for _, agent := range agents.Words {
		switch {
		case agent != helpdesk.Nobody && pairs:
			for _, group := range ids {
				l.Assigned = append(l.Assigned, usedesk.AgentInGroup(number(agent), number(group)))
			}
		case agent != helpdesk.Nobody:
			l.Assigned = append(l.Assigned, usedesk.Agent(number(agent)))
		default:
			if !groups.Same(noGroup) {
				l.Assigned = append(l.Assigned, usedesk.GroupOnly())
			}
			if groups.Has(helpdesk.Nobody) {
				l.Assigned = append(l.Assigned, usedesk.NoAssignee())
			}
		}
	}
	switch unassigned := agents.Same(noGroup); {
	case ids != nil:
		if !pairs {
			l.Groups = numbers(ids)
		}
		asked.Sets[helpdesk.OfGroup] = groups
	case unassigned && (groups.Same(noGroup) || groups.Same(helpdesk.AllBut(helpdesk.Nobody))):
		asked.Sets[helpdesk.OfGroup] = groups
	}
}

// Join adds the cases of assignment of the second list to the first, where both
// name theirs.
func (Desk) Join(a, b helpdesk.List) (helpdesk.List, bool) {
	l, m := a.Query.(usedesk.List), b.Query.(usedesk.List)
	if len(l.Assigned) == 0 || len(m.Assigned) == 0 || len(l.Groups)+len(m.Groups) > 0 {
		return a, false
	}
	l.Assigned = append(slices.Clip(l.Assigned), m.Assigned...)
	a.Query = l
	return a, true
}

// earliest is the first moment, latest the last that can be sent, less than the
// year 10000.
const (
	earliest = 1
	latest   = 253402300799 - 60
)

// bounds gives the bounds to send, 0 for none, and in asked what they leave:
// the API knows minutes only.
func bounds(m helpdesk.Moment, asked *helpdesk.Moment) (after, before int64) {
	if !m.Bound {
		return 0, 0
	}
	*asked = helpdesk.Moment{Bound: true, From: m.From, To: helpdesk.End}
	if m.From > earliest {
		after = min(m.From, latest)
		asked.From = after - after%60
	}
	if m.To > 0 && m.To < latest {
		before = m.To
		asked.To = (before + 59) / 60 * 60
	}
	if after == 0 && before == 0 {
		*asked = helpdesk.Moment{}
	}
	return after, before
}

// unsendable reports whether a tag cannot stand in the list of tags.
func unsendable(tag string) bool {
	return strings.Contains(tag, ",") || strings.TrimSpace(tag) != tag || tag == ""
}

// fields sets the tests of additional fields.
func fields(l *usedesk.List, s, asked *helpdesk.Selection) {
	for _, test := range s.Fields {
		if sent, ok := sendField(test); ok {
			l.Fields = append(l.Fields, sent)
			asked.Fields = append(asked.Fields, test)
		}
	}
	// Whether all of several tests must hold or one of them, the reference leaves open.
	if len(asked.Fields) > 1 {
		asked.Fields = nil
	}
}

func sendField(t helpdesk.FieldTest) (usedesk.FieldTest, bool) {
	switch {
	case t.Kind == helpdesk.FieldEmpty:
		return usedesk.FieldEmpty(t.ID), true
	case t.Kind == helpdesk.FieldFilled:
		return usedesk.FieldNotEmpty(t.ID), true
	case t.Value == "empty", t.Value == "not_empty", strings.TrimSpace(t.Value) == "":
		return usedesk.FieldTest{}, false
	}
	return usedesk.FieldValue(t.ID, t.Value), true
}

// searched chooses what the server searches for. All words that stand outside of
// quotes are one text, as in the helpdesk's own search; of several texts the
// longest is asked for.
func searched(texts []helpdesk.Text) []helpdesk.Text {
	var words []helpdesk.Text
	var longest helpdesk.Text
	length := 0
	for _, t := range texts {
		if !t.Phrase {
			words = append(words, t)
			length += len(t.Words) + 1
		} else if len(t.Words) > len(longest.Words) {
			longest = t
		}
	}
	if longest.Phrase && len(longest.Words) >= length {
		return []helpdesk.Text{longest}
	}
	return words
}

// spoken joins texts to what is sent.
func spoken(texts []helpdesk.Text) string {
	words := make([]string, len(texts))
	for i, t := range texts {
		words[i] = t.Words
	}
	return strings.Join(words, " ")
}

func number(word string) int64 {
	n, _ := strconv.ParseInt(word, 10, 64)
	return n
}

func numbers(words []string) []int64 {
	var out []int64
	for _, word := range words {
		out = append(out, number(word))
	}
	return out
}
