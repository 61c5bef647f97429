package view

// Defaults are the views that a new sidebar has.
func Defaults() []View {
	return []View{
		{Name: "Mine", Query: "status:active assignee:me", Sort: "updated-desc", Badge: BadgeUnseen, Notify: []Event{Changed, Overdue}},
		{Name: "Unassigned", Query: "status:active assignee:none", Sort: "created-asc", Badge: BadgeAll, Notify: []Event{Entered}},
		{Name: "Overdue", Query: "status:active sla:overdue", Sort: "due-asc", Badge: BadgeAll, Notify: []Event{Overdue}},
		{Name: "Waiting for me", Query: "status:new,open assignee:me", Sort: "priority-desc,updated-asc"},
		{Name: "New today", Query: "created:today", Sort: "created-desc"},
	}
}
