package view

// Default is a view that every sidebar has. Faces name it by its ID, in the
// reader's language; Name is for text and links.
type Default struct {
	ID string
	View
	// Within says that its tickets are among those of the first default, so that
	// one answer counts both.
	Within bool
	// Personal says that it depends on whose key an account has.
	Personal bool
}

// Asked is what is asked for where a view is chosen: its query, with its order
// where that is not the usual one.
func (d *Default) Asked() string {
	if d.Sort == "" {
		return d.Query
	}
	return d.Query + " sort:" + d.Sort
}

// Standing lists the views that every sidebar has, in their order: the first
// is shown where nobody has chosen.
func Standing() []Default {
	return []Default{
		{ID: "active", View: View{Name: "Active", Query: "status:active"}, Within: true},
		{ID: "new", View: View{Name: "New", Query: "status:new"}, Within: true},
		{ID: "mine", View: View{Name: "Mine", Query: "status:active assignee:me", Badge: BadgeUnseen, Notify: []Event{Changed, Overdue}}, Within: true, Personal: true},
		{ID: "unassigned", View: View{Name: "Unassigned", Query: "status:active assignee:none", Sort: "created-asc", Badge: BadgeAll, Notify: []Event{Entered}}, Within: true},
		{ID: "overdue", View: View{Name: "Overdue", Query: "status:active sla:overdue", Sort: "due-asc", Badge: BadgeAll, Notify: []Event{Overdue}}, Within: true},
		{ID: "open", View: View{Name: "Open", Query: "status:open"}, Within: true},
		{ID: "pending", View: View{Name: "Pending", Query: "status:pending"}, Within: true},
		{ID: "hold", View: View{Name: "On hold", Query: "status:hold"}, Within: true},
		{ID: "solved", View: View{Name: "Solved", Query: "status:solved"}},
		{ID: "closed", View: View{Name: "Closed", Query: "status:closed"}},
	}
}

// Defaults are the views that a new sidebar has.
func Defaults() []View {
	standing := Standing()
	views := make([]View, len(standing))
	for i := range standing {
		views[i] = standing[i].View
	}
	return views
}
