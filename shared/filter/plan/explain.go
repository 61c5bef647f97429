package plan

import (
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Explain says what the plan does: what the helpdesk selects and what is judged
// here, then the order, the pages of the first rows and the limits, a message a
// line. Notices are not in it. What a query is written in, such as the name of a
// field, stands as it is written.
func (p *Plan) Explain(rows int) []words.Say {
	desk := words.Text(p.desk.Name())
	if len(p.Requests) == 0 {
		return []words.Say{words.ExplainNothing(desk)}
	}
	lines := []words.Say{p.explainRequests(desk), p.explainOrder(desk), p.explainPages(rows)}
	if rate := p.Rate(); rate.Class != "" {
		lines = append(lines, words.ExplainLimit(desk, words.Number(rate.Requests)))
	}
	return lines
}

// join puts messages into one, two by two.
func join(all []words.Say, between func(first, next words.Value) words.Say) words.Say {
	joined := all[0]
	for _, next := range all[1:] {
		joined = between(words.Within(joined), words.Within(next))
	}
	return joined
}

func (p *Plan) explainRequests(desk words.Value) words.Say {
	asked := words.ExplainAll()
	if n := len(p.Requests); n > 1 {
		asked = words.ExplainLists(int64(n), words.Within(p.explainLists()))
	} else if members := p.asks(0); len(members) > 0 {
		asked = join(members, words.ExplainComma)
	}
	if len(p.left) == 0 {
		return words.ExplainAsks(desk, words.Within(asked))
	}
	rest := make([]words.Say, len(p.left))
	for i := range p.left {
		rest[i] = clauseWords(&p.left[i], false)
	}
	return words.ExplainAsksAndHere(desk, words.Within(asked), words.Within(join(rest, words.ExplainComma)))
}

// explainLists says what each of several requests asks for, once where that is the same.
func (p *Plan) explainLists() words.Say {
	var each, one []words.Say
	alike := map[string]bool{}
	for i := range p.Requests {
		members := p.asks(i)
		if len(members) == 0 {
			each, one = append(each, words.ExplainEachAll()), append(one, words.ExplainOneAll())
		} else {
			by := words.Within(join(members, words.ExplainComma))
			each, one = append(each, words.ExplainEach(by)), append(one, words.ExplainOne(by))
		}
		alike[one[i].String()] = true
	}
	if len(alike) == 1 {
		return each[0]
	}
	return join(one, words.ExplainAnd)
}

// memberWords are the members of a ticket, in the order of the box.
func memberWords(m helpdesk.Member) words.Say {
	return [helpdesk.Members]words.Say{
		words.ExplainAskedStatus(), words.ExplainAskedType(), words.ExplainAskedPriority(), words.ExplainAskedChannel(), words.ExplainAskedClient(),
		words.ExplainAskedAddress(), words.ExplainAskedAssignee(), words.ExplainAskedGroup(), words.ExplainAskedCommunity(), words.ExplainAskedCategory(),
		words.ExplainAskedCompletedBy(),
	}[m]
}

// asks names what one request asks for, nothing where it asks for all tickets.
func (p *Plan) asks(request int) []words.Say {
	asked := everything()
	for i, of := range p.by {
		if of == request {
			asked = asked.and(p.asked[i])
		}
	}
	var says []words.Say
	list := &p.Requests[request]
	for _, member := range list.Near {
		if asked.Sets[member].Free() {
			says = append(says, memberWords(member))
		}
	}
	// That a list has tickets and nothing else needs no saying.
	usual := helpdesk.Only(p.desk.Can().Types...)
	for i, s := range asked.Sets {
		if !s.Free() && (helpdesk.Member(i) != helpdesk.OfType || !s.Same(usual)) {
			says = append(says, memberWords(helpdesk.Member(i)))
		}
	}
	moments := [helpdesk.Moments]words.Say{words.ExplainAskedCreated(), words.ExplainAskedUpdated(), words.ExplainAskedCompleted()}
	for i, s := range asked.Spans {
		if s.Bound {
			says = append(says, moments[i])
		}
	}
	if len(asked.Tags) > 0 {
		says = append(says, words.ExplainAskedTag())
	}
	if list.NearFields || len(asked.Fields) > 0 {
		says = append(says, words.ExplainAskedFields())
	}
	if len(asked.Texts) > 0 {
		says = append(says, words.ExplainAskedWords())
	}
	if len(asked.Visible) > 0 {
		says = append(says, words.ExplainAskedVisible())
	}
	return says
}

func (p *Plan) explainOrder(desk words.Value) words.Say {
	keys := make([]words.Say, len(p.Order))
	for i, key := range p.Order {
		keys[i] = keyWords(key)
	}
	all := words.Within(join(keys, words.ExplainThen))
	switch p.Sorted {
	case SortedAll:
		return words.ExplainOrderDesk(all, desk)
	case FirstKey:
		return words.ExplainOrderFirst(all, desk)
	}
	return words.ExplainOrderHere(all)
}

func keyWords(key filter.SortKey) words.Say {
	name := words.Text(key.By.String())
	switch key.By {
	case filter.ByUpdated, filter.ByActivity, filter.ByCreated, filter.ByCompleted, filter.ByDue, filter.ByRemind:
		if key.Descending {
			return words.ExplainKeyLatest(name)
		}
		return words.ExplainKeyEarliest(name)
	case filter.ByPopular, filter.ByTrending:
		return words.ExplainWritten(name)
	}
	if key.Descending {
		return words.ExplainKeyDescending(name)
	}
	return words.ExplainKeyAscending(name)
}

func (p *Plan) explainPages(rows int) words.Say {
	pages, size := p.Pages(rows), words.Number(p.PageSize())
	switch {
	case pages.All:
		return words.ExplainPagesAll(int64(pages.Most), size)
	case pages.Exact:
		return words.ExplainPagesExact(int64(pages.Least), size, words.Number(rows))
	}
	return words.ExplainPagesLeast(int64(pages.Least), size, words.Number(rows), words.Number(pages.Most))
}
