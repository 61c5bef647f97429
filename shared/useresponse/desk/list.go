package desk

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// everyStatus asks for tickets of any status; without it only active ones come.
const everyStatus = "all"

// List chooses the list that leaves the least: only tickets.json knows who is
// responsible and when a ticket was completed, only search.json categories and
// the types of communities.
func (Desk) List(s *helpdesk.Selection, k *helpdesk.Known) (helpdesk.List, *helpdesk.Selection) {
	search, searched := search(s, k)
	found := helpdesk.List{Query: search, Unpaged: true}
	if !s.Sets[helpdesk.OfType].Has(ticketType) {
		return found, searched
	}
	list, listed := tickets(s, k)
	if search.Category > 0 && searched.Share() < listed.Share() {
		return found, searched
	}
	return list, listed
}

// Join joins nothing: a list names one of each.
func (Desk) Join(a, _ helpdesk.List) (helpdesk.List, bool) { return a, false }

// tickets gives the parameters of tickets.json that leave the least of what
// lies in s, and what exactly they leave.
func tickets(s *helpdesk.Selection, k *helpdesk.Known) (helpdesk.List, *helpdesk.Selection) {
	var list helpdesk.List
	t := useresponse.Tickets{Status: everyStatus}
	asked := helpdesk.Everything()
	asked.Sets[helpdesk.OfType] = helpdesk.Only(ticketType)
	if keys := asking(s.Sets[helpdesk.OfStatus], k); len(keys) > 0 {
		t.Status = strings.Join(keys, ",")
		asked.Sets[helpdesk.OfStatus] = helpdesk.Only(keys...)
	} else if k.Active(s.Sets[helpdesk.OfStatus]) {
		t.Status = "all-active"
		list.Near = []helpdesk.Member{helpdesk.OfStatus}
	}
	t.Author = one(helpdesk.OfClient, s, &asked)
	t.Responsible = one(helpdesk.OfAssignee, s, &asked)
	t.CompletedBy = one(helpdesk.OfCompletedBy, s, &asked)
	t.Forum = one(helpdesk.OfForum, s, &asked)
	if email := s.Sets[helpdesk.OfEmail].Single(); email != "" {
		t.AuthorEmail = email
		asked.Sets[helpdesk.OfEmail] = s.Sets[helpdesk.OfEmail]
	}
	t.Date, asked.Spans[helpdesk.WhenCreated] = ranged(s.Spans[helpdesk.WhenCreated], k)
	t.Completed, asked.Spans[helpdesk.WhenCompleted] = ranged(s.Spans[helpdesk.WhenCompleted], k)
	for _, test := range s.Fields {
		if test.Kind == helpdesk.FieldIs && strings.TrimSpace(test.Value) != "" && test.ID > 0 {
			// The reference does not name this parameter, so that nothing counts as asked.
			t.Fields = append(t.Fields, useresponse.FieldFilter{Field: test.ID, Value: test.Value})
		}
	}
	t.Text = spoken(s.Texts)
	asked.Texts = s.Texts
	list.Query, list.NearFields = t, len(t.Fields) > 0
	return list, &asked
}

// search gives the parameters of search.json that leave the least of what lies
// in s, which must have one type, and what exactly they leave.
func search(s *helpdesk.Selection, k *helpdesk.Known) (useresponse.Search, *helpdesk.Selection) {
	out := useresponse.Search{Type: s.Sets[helpdesk.OfType].Single()}
	asked := helpdesk.Everything()
	asked.Sets[helpdesk.OfType] = helpdesk.Only(out.Type)
	switch {
	case out.Type == ticketType:
		out.Ownership = "helpdesk"
	case slices.Contains(abilities.Apart, out.Type):
		out.Ownership = "feedback"
	}
	if status := s.Sets[helpdesk.OfStatus]; !status.Except && len(status.Words) == 1 && status.Words[0][0] != '?' {
		out.Status = status.Words[0]
		asked.Sets[helpdesk.OfStatus] = status
	}
	out.Category = one(helpdesk.OfCategory, s, &asked)
	out.Author = one(helpdesk.OfClient, s, &asked)
	out.Forum = one(helpdesk.OfForum, s, &asked)
	out.Date, asked.Spans[helpdesk.WhenCreated] = ranged(s.Spans[helpdesk.WhenCreated], k)
	out.Text = spoken(s.Texts)
	asked.Texts = s.Texts
	return out, &asked
}

// one gives the number of a member that may be that only, else 0.
func one(member helpdesk.Member, s, asked *helpdesk.Selection) int64 {
	id, _ := strconv.ParseInt(s.Sets[member].Single(), 10, 64)
	if id <= 0 {
		return 0
	}
	asked.Sets[member] = s.Sets[member]
	return id
}

// asking gives the slugs that leave exactly the statuses in s, nil where some of
// them cannot be asked for.
func asking(s helpdesk.Set, k *helpdesk.Known) []string {
	if s.Free() {
		return nil
	}
	sendable := func(key string) bool {
		return slices.ContainsFunc(abilities.Statuses, func(status helpdesk.Status) bool { return status.Slug == key })
	}
	keys := k.Possible(s)
	if slices.ContainsFunc(keys, func(key string) bool { return !sendable(key) }) {
		return nil
	}
	return keys
}

// margin is how far this clock and the server's may be apart, in seconds. Near
// midnight a named range could be another one there.
const margin = 300

// ranged gives the shortest named range that holds all of m, and what it leaves.
func ranged(m helpdesk.Moment, k *helpdesk.Known) (string, helpdesk.Moment) {
	if !m.Bound {
		return "", helpdesk.Moment{}
	}
	var name string
	var best helpdesk.Moment
	for _, named := range useresponse.Ranges() {
		early, late := days(named, k, k.Now-margin), days(named, k, k.Now+margin)
		// Nothing happens after now.
		wanted := helpdesk.Moment{Bound: true, From: m.From, To: min(m.To, k.Now+margin)}
		if wanted.From > early.To || early != late || !wanted.Within(early) {
			continue
		}
		if best.Bound && best.To-best.From <= early.To-early.From {
			continue
		}
		name, best = named, early
	}
	return name, best
}

// spoken joins texts to what is sent.
func spoken(texts []helpdesk.Text) string {
	words := make([]string, len(texts))
	for i, t := range texts {
		words[i] = t.Words
	}
	return strings.Join(words, " ")
}

// days gives the seconds of a named range as it is at a moment.
func days(name string, k *helpdesk.Known, at int64) helpdesk.Moment {
	if from, to, ok := k.Days(name, at); ok {
		return helpdesk.Moment{Bound: true, From: from, To: to}
	}
	return helpdesk.Moment{Bound: true, From: helpdesk.End} // before 1970
}
