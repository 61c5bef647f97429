package plan

import (
	"slices"

	"deskside/shared/helpdesk"
)

// sort asks for the order as far as the helpdesk makes it, else for the newest
// change first: where not every page is read, the rest is what matters least.
func (p *Plan) sort(a *account, sla bool) {
	key := p.Order[0]
	can := a.Desk.Can()
	order, ok := can.OrderBy(key.By.String(), key.Descending)
	if !ok {
		newest, _ := can.OrderBy("updated", true)
		p.Listing = helpdesk.Listing{Order: newest.Word, SLA: sla}
		return
	}
	p.Listing = helpdesk.Listing{Order: order.Word, Ascending: !key.Descending, SLA: sla}
	if order.Exact && (!order.NoneFirst || key.Descending || p.grouped()) {
		// Tickets without the value come last here.
		p.Sorted = SortedAll
		if len(p.Order) > 1 {
			p.Sorted = FirstKey
		}
	}
}

// grouped reports whether every ticket that is asked for has a group.
func (p *Plan) grouped() bool {
	return !slices.ContainsFunc(p.asked, func(b *box) bool { return b.Sets[helpdesk.OfGroup].Has(helpdesk.Nobody) })
}
