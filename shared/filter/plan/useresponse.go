package plan

import (
	"slices"
	"strings"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// everyStatus asks for tickets of any status; without it only active ones come.
const everyStatus = "all"

// ticketType is the type of objects that are tickets; the others stand in communities.
const ticketType = "ticket"

// askUseResponse chooses the list that leaves the least of b: only tickets.json
// knows who is responsible and when a ticket was completed, only search.json
// categories and the types of communities.
func (a *account) askUseResponse(b *box) (Request, *box) {
	s, searched := a.askSearch(b)
	if !b.sets[byType].has(ticketType) {
		return Request{Search: &s}, searched
	}
	t, listed := a.askTickets(b)
	if s.Category > 0 && searched.share() < listed.share() {
		return Request{Search: &s}, searched
	}
	return Request{Tickets: &t}, listed
}

// askTickets gives the parameters of tickets.json that leave the least of what
// lies in b, and what exactly they leave.
func (a *account) askTickets(b *box) (useresponse.Tickets, *box) {
	t := useresponse.Tickets{Status: everyStatus}
	asked := in(byType, ticketType)
	if keys := a.asking(b.sets[byStatus]); len(keys) > 0 {
		t.Status = strings.Join(keys, ",")
		asked.sets[byStatus] = only(keys...)
	} else if a.active(b.sets[byStatus]) {
		t.Status = "all-active"
	}
	t.Author = a.one(byClient, b, asked)
	t.Responsible = a.one(byAssignee, b, asked)
	t.CompletedBy = a.one(byCompletedBy, b, asked)
	t.Forum = a.one(byForum, b, asked)
	if email := single(b.sets[byEmail]); email != "" {
		t.AuthorEmail = email
		asked.sets[byEmail] = b.sets[byEmail]
	}
	t.Date, asked.spans[created] = a.ranged(b.spans[created])
	t.Completed, asked.spans[completed] = a.ranged(b.spans[completed])
	for _, test := range b.fields {
		if test.kind == fieldValue && strings.TrimSpace(test.value) != "" && test.id > 0 {
			// The reference does not name this parameter, so that nothing counts as asked.
			t.Fields = append(t.Fields, useresponse.FieldFilter{Field: test.id, Value: test.value})
		}
	}
	t.Text = spoken(b.texts)
	asked.texts = b.texts
	return t, asked
}

// askSearch gives the parameters of search.json that leave the least of what
// lies in b, which must have one type, and what exactly they leave.
func (a *account) askSearch(b *box) (useresponse.Search, *box) {
	s := useresponse.Search{Type: single(b.sets[byType])}
	asked := in(byType, s.Type)
	switch s.Type {
	case ticketType:
		s.Ownership = "helpdesk"
	case "idea", "problem", "question":
		s.Ownership = "feedback"
	}
	if status := b.sets[byStatus]; !status.except && len(status.words) == 1 && status.words[0][0] != '?' {
		s.Status = status.words[0]
		asked.sets[byStatus] = status
	}
	s.Category = a.one(byCategory, b, asked)
	s.Author = a.one(byClient, b, asked)
	s.Forum = a.one(byForum, b, asked)
	s.Date, asked.spans[created] = a.ranged(b.spans[created])
	s.Text = spoken(b.texts)
	asked.texts = b.texts
	return s, asked
}

// one gives the number of a member that may be that only, else 0.
func (a *account) one(member int, b, asked *box) int64 {
	id := number(single(b.sets[member]))
	if id <= 0 {
		return 0
	}
	asked.sets[member] = b.sets[member]
	return id
}

// asking gives the slugs that leave exactly the statuses in s, nil where some of
// them cannot be asked for.
func (a *account) asking(s set) []string {
	if s.free() {
		return nil
	}
	sendable := useresponse.StatusSlugs(helpdesk.States())
	keys := a.possible(s)
	if slices.ContainsFunc(keys, func(key string) bool { return !slices.Contains(sendable, key) }) {
		return nil
	}
	return keys
}

// active reports whether all statuses in s are of tickets that are not closed.
func (a *account) active(s set) bool {
	if s.free() {
		return false
	}
	known := a.knownStatuses()
	return !slices.ContainsFunc(a.possible(s), func(key string) bool {
		if key == statusless {
			return false
		}
		if state, ok := strings.CutPrefix(key, "?"); ok {
			return !helpdesk.State(state).Active()
		}
		i := slices.IndexFunc(known, func(status helpdesk.Status) bool { return status.Slug == key })
		return i < 0 || !known[i].State.Active()
	})
}

// statusless stands for tickets without a status, which count as active.
const statusless = ""

// possible lists the statuses in s that tickets may have.
func (a *account) possible(s set) []string {
	if !s.except {
		return s.words
	}
	keys := []string{statusless}
	for _, status := range a.knownStatuses() {
		keys = append(keys, status.Slug)
	}
	for _, state := range helpdesk.States() {
		if a.unlisted(state) {
			keys = append(keys, "?"+string(state))
		}
	}
	return keep(keys, s.has)
}

// margin is how far this clock and the server's may be apart, in seconds. Near
// midnight a named range could be another one there.
const margin = 300

// ranged gives the shortest named range that holds all of s, and what it leaves.
func (a *account) ranged(s span) (string, span) {
	if !s.bound {
		return "", span{}
	}
	var name string
	var best span
	for r := filter.Today; r <= filter.LastMonth; r++ {
		early, late := a.days(r, a.now-margin), a.days(r, a.now+margin)
		// Nothing happens after now.
		wanted := span{true, s.from, min(s.to, a.now+margin)}
		if wanted.from > early.to || early != late || !wanted.within(early) {
			continue
		}
		if best.bound && best.to-best.from <= early.to-early.from {
			continue
		}
		name, best = r.String(), early
	}
	return name, best
}

// days gives the seconds of a named range as it is at a moment, by what the
// language says of it.
func (a *account) days(r filter.NamedRange, at int64) span {
	term := filter.Term{Field: filter.Created, Values: []filter.Value{{Kind: filter.Named, Number: int64(r)}}}
	b := filter.Bind(filter.Query{Where: filter.Node{Op: filter.Is, Term: term}}, a.Directory, at)
	for _, days := range b.Where.Test.Ranges {
		return span{true, days.From, days.To}
	}
	return span{bound: true, from: end} // before 1970
}
