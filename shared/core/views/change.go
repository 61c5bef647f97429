package views

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter/fold"
	"deskside/shared/filter/view"
	"deskside/shared/words"
)

func change(a *ChangeArgs, _ *core.Input) (*ChangeResult, error) {
	at := find(a.Tabs, &a.Tab)
	switch a.What {
	case Save:
		return save(a, at)
	case Restore:
		if at >= 0 {
			// Somebody has saved another one of its name.
			return &ChangeResult{Tabs: a.Tabs, Tab: a.Tabs[at], At: at}, nil
		}
		return put(a.Tabs, a.Tab, a.At)
	}
	if at < 0 {
		return &ChangeResult{Tabs: a.Tabs, Tab: a.Tab, At: -1}, nil
	}
	tab := a.Tabs[at]
	own := tab.ID == ""
	switch {
	case a.What == Move:
		a.Tabs = slices.Delete(a.Tabs, at, at+1)
		return put(a.Tabs, tab, a.At)
	case a.What == Watch:
		tab.Badge, tab.Notify = a.Tab.Badge, a.Tab.Notify
		a.Tabs[at] = tab
	case a.What == Rename && own:
		return rename(a.Tabs, at, a.Name)
	case a.What == Remove && own:
		return &ChangeResult{Tabs: slices.Delete(a.Tabs, at, at+1), Tab: tab, At: at}, nil
	}
	return &ChangeResult{Tabs: a.Tabs, Tab: tab, At: at}, nil
}

func save(a *ChangeArgs, at int) (*ChangeResult, error) {
	tab, err := normal(a.Tab)
	if err != nil {
		return nil, err
	}
	if at >= 0 {
		// It is watched as the one before.
		tab.Badge, tab.Notify = a.Tabs[at].Badge, a.Tabs[at].Notify
		a.Tabs[at] = tab
		return &ChangeResult{Tabs: a.Tabs, Tab: tab, At: at}, nil
	}
	// The first that is saved stands behind what everybody sees first.
	to := 1
	for i := range a.Tabs {
		if a.Tabs[i].ID == "" {
			to = i + 1
		}
	}
	return put(a.Tabs, tab, to)
}

func rename(tabs []Tab, at int, name string) (*ChangeResult, error) {
	tab := tabs[at]
	tab.Name = name
	tab, err := normal(tab)
	if err != nil {
		return nil, err
	}
	if other := find(tabs, &tab); other >= 0 && other != at {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "name", Say: words.ViewNameTaken()}}}
	}
	tabs[at] = tab
	return &ChangeResult{Tabs: tabs, Tab: tab, At: at}, nil
}

// put inserts a tab at a place, or at the nearest that there is.
func put(tabs []Tab, tab Tab, to int) (*ChangeResult, error) {
	if len(tabs) >= view.ViewLimit {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "name", Say: words.ViewFull(words.Number(view.ViewLimit))}}}
	}
	to = max(0, min(to, len(tabs)))
	return &ChangeResult{Tabs: slices.Insert(tabs, to, tab), Tab: tab, At: to}, nil
}

// normal is a view of one's own as it is kept: what filter/view says of a view,
// with its order in its query.
func normal(tab Tab) (Tab, error) {
	v, err := view.View{Name: tab.Name, Query: tab.Query}.Normal()
	if err != nil {
		return Tab{}, err
	}
	tab.Name, tab.Query = v.Name, v.Text()
	return tab, nil
}

// find is where a tab stands, -1 for nowhere. Names differ by more than case.
func find(tabs []Tab, tab *Tab) int {
	name := fold.String(tab.Name)
	return slices.IndexFunc(tabs, func(t Tab) bool {
		return t.ID == tab.ID && (t.ID != "" || fold.String(t.Name) == name)
	})
}
