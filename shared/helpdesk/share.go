package helpdesk

// Share guesses which share of an account's tickets a request brings. Only how
// the guesses stand to each other matters.
func (x *Selection) Share() float64 {
	each := [Members]float64{
		OfStatus: 0.15, OfType: 0.3, OfPriority: 0.3, OfChannel: 0.2, OfClient: 0.005, OfEmail: 0.005, OfAssignee: 0.1,
		OfGroup: 0.25, OfForum: 0.5, OfCategory: 0.1, OfCompletedBy: 0.1,
	}
	share := 1.0
	for i, s := range x.Sets {
		if !s.Except {
			share *= min(1, each[i]*float64(len(s.Words)))
		}
	}
	for _, s := range x.Spans {
		if s.Bound && s.From > 0 {
			share *= 0.3
		} else if s.Bound {
			share *= 0.9
		}
	}
	for _, names := range x.Tags {
		share *= min(1, 0.1*float64(len(names)))
	}
	for range x.Fields {
		share *= 0.3
	}
	if len(x.Texts) > 0 {
		share *= 0.02
	}
	if len(x.Visible) > 0 {
		share *= 0.8
	}
	return share
}
