package plan

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// The words of Usedesk's lists. A status, type or priority beyond them is found
// only where none is asked for.
var (
	usedeskStatuses   = [...]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}
	usedeskTypes      = [...]string{"question", "task", "problem", "incident"}
	usedeskPriorities = [...]string{"low", "normal", "high", "urgent"}
)

// pairLimit is how many pairs of agent and group one request names; beyond it
// the groups stand in a parameter of their own.
const pairLimit = 8

// askUsedesk gives the parameters that leave the least of what lies in b, and
// what exactly they leave.
func askUsedesk(b *box) (usedesk.List, *box) {
	var l usedesk.List
	asked := everything()
	words := func(member int, all []string) []string {
		s := b.sets[member]
		if s.free() {
			return nil
		}
		var words []string
		for _, word := range all {
			if s.has(word) {
				words = append(words, word)
			}
		}
		if len(words) == len(all) {
			return nil
		}
		asked.sets[member] = only(words...)
		return words
	}
	if !slices.ContainsFunc(b.sets[byStatus].words, func(key string) bool { return key[0] == '?' }) || b.sets[byStatus].except {
		l.Status = numbers(words(byStatus, usedeskStatuses[:]))
	}
	l.Types = words(byType, usedeskTypes[:])
	for _, word := range words(byPriority, usedeskPriorities[:]) {
		l.Priorities = append(l.Priorities, priority(word))
	}
	if ids := listed(b.sets[byChannel]); ids != nil {
		l.Channels = numbers(ids)
		asked.sets[byChannel] = b.sets[byChannel]
	}
	if id := single(b.sets[byClient]); id != "" {
		l.Client = number(id)
		asked.sets[byClient] = b.sets[byClient]
	}
	assign(&l, b, asked)
	l.CreatedAfter, l.CreatedBefore = bounds(b.spans[created], &asked.spans[created])
	l.UpdatedAfter, l.UpdatedBefore = bounds(b.spans[updated], &asked.spans[updated])
	for _, names := range b.tags {
		if !slices.ContainsFunc(names, unsendable) && (l.Tags == nil || len(names) < len(l.Tags)) {
			l.Tags = names
		}
	}
	if l.Tags != nil {
		asked.tags = [][]string{l.Tags}
	}
	for _, test := range b.fields {
		if sent, ok := sendField(test); ok {
			l.Fields = append(l.Fields, sent)
			asked.fields = append(asked.fields, test)
		}
	}
	// Whether all of several tests must hold or one of them, the reference leaves open.
	if len(asked.fields) > 1 {
		asked.fields = nil
	}
	asked.texts = searched(b.texts)
	l.Query = spoken(asked.texts)
	if len(b.visible) > 0 {
		l.AccessibleFor = b.visible[0]
		asked.visible = b.visible[:1]
	}
	return l, asked
}

// assign sets what selects by agent and group: the four cases of fassigned, and fgroup.
func assign(l *usedesk.List, b, asked *box) {
	agents, groups := b.sets[byAssignee], b.sets[byGroup]
	ids := listed(groups)
	if agents.except {
		l.Groups = numbers(ids)
		if ids != nil {
			asked.sets[byGroup] = groups
		}
		return
	}
	asked.sets[byAssignee] = agents
	pairs := ids != nil && !agents.has(nobody) && len(agents.words)*len(ids) <= pairLimit
	for _, agent := range agents.words {
		switch {
		case agent != nobody && pairs:
			for _, group := range ids {
				l.Assigned = append(l.Assigned, usedesk.AgentInGroup(number(agent), number(group)))
			}
		case agent != nobody:
			l.Assigned = append(l.Assigned, usedesk.Agent(number(agent)))
		default:
			if !groups.same(only(nobody)) {
				l.Assigned = append(l.Assigned, usedesk.GroupOnly())
			}
			if groups.has(nobody) {
				l.Assigned = append(l.Assigned, usedesk.NoAssignee())
			}
		}
	}
	switch unassigned := agents.same(only(nobody)); {
	case ids != nil:
		if !pairs {
			l.Groups = numbers(ids)
		}
		asked.sets[byGroup] = groups
	case unassigned && (groups.same(only(nobody)) || groups.same(except(nobody))):
		asked.sets[byGroup] = groups
	}
}

// latest is the last moment that can be sent, less than the year 10000.
const latest = 253402300799 - 60

// bounds gives the bounds to send, 0 for none, and in asked what they leave:
// the API knows minutes only.
func bounds(s span, asked *span) (after, before int64) {
	if !s.bound {
		return 0, 0
	}
	*asked = span{true, s.from, end}
	if s.from > first {
		after = min(s.from, latest)
		asked.from = after - after%60
	}
	if s.to > 0 && s.to < latest {
		before = s.to
		asked.to = (before + 59) / 60 * 60
	}
	if after == 0 && before == 0 {
		*asked = span{}
	}
	return after, before
}

// unsendable reports whether a tag cannot stand in the list of tags.
func unsendable(tag string) bool {
	return strings.Contains(tag, ",") || strings.TrimSpace(tag) != tag || tag == ""
}

func sendField(t fieldTest) (usedesk.FieldTest, bool) {
	switch {
	case t.kind == fieldEmpty:
		return usedesk.FieldEmpty(t.id), true
	case t.kind == fieldFilled:
		return usedesk.FieldNotEmpty(t.id), true
	case t.value == "empty", t.value == "not_empty", strings.TrimSpace(t.value) == "":
		return usedesk.FieldTest{}, false
	}
	return usedesk.FieldValue(t.id, t.value), true
}

// searched chooses what a server searches for. All words that stand outside of
// quotes are one text, as in the helpdesk's own search; of several texts the
// longest is asked for.
func searched(texts []text) []text {
	var words []text
	var longest text
	length := 0
	for _, t := range texts {
		if !t.phrase {
			words = append(words, t)
			length += len(t.words) + 1
		} else if len(t.words) > len(longest.words) {
			longest = t
		}
	}
	if longest.phrase && len(longest.words) >= length {
		return []text{longest}
	}
	return words
}

// spoken joins texts to what is sent.
func spoken(texts []text) string {
	words := make([]string, len(texts))
	for i, t := range texts {
		words[i] = t.words
	}
	return strings.Join(words, " ")
}

// listed gives the numbers of a set that names some and not nobody, else nil.
func listed(s set) []string {
	if s.except || slices.Contains(s.words, nobody) {
		return nil
	}
	return s.words
}

// single gives the one word of a set that has just that, else "".
func single(s set) string {
	if ids := listed(s); len(ids) == 1 {
		return ids[0]
	}
	return ""
}

func number(word string) int64 {
	n, _ := strconv.ParseInt(word, 10, 64)
	return n
}

func priority(word string) helpdesk.Priority { return helpdesk.Priority(word) }

func numbers(words []string) []int64 {
	var out []int64
	for _, word := range words {
		out = append(out, number(word))
	}
	return out
}
