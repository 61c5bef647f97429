package views_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/core/views"
	"deskside/shared/desks"
	"deskside/shared/filter/view"
)

func table() core.Table { return views.Keeping(desks.Agents()).Told((*api.Error).Say) }

func own(name, query string) views.Tab { return views.Tab{Name: name, Query: query} }

// watched is a view that a person wants to hear of.
func watched(tab views.Tab) views.Tab {
	tab.Badge, tab.Notify = view.BadgeUnseen, []view.Event{view.Entered}
	return tab
}

func TestViewsAreChangedOneByOne(t *testing.T) {
	active, fresh := views.Tab{ID: "active"}, views.Tab{ID: "new"}
	billing, late := own("Billing", "group:billing"), own("Late", "sla:overdue sort:due-asc")
	for _, c := range []struct {
		name string
		args views.ChangeArgs
		tabs []views.Tab
		at   int
	}{
		{"the first that is saved stands behind what everybody sees first", views.ChangeArgs{Tabs: []views.Tab{active, fresh}, What: views.Save, Tab: billing},
			[]views.Tab{active, billing, fresh}, 1},
		{"a further one stands behind those that were saved", views.ChangeArgs{Tabs: []views.Tab{active, fresh, billing}, What: views.Save, Tab: late},
			[]views.Tab{active, fresh, billing, late}, 3},
		{"it is kept as the language prints it, with its order and its groups", views.ChangeArgs{Tabs: []views.Tab{active}, What: views.Save,
			Tab: views.Tab{Name: " My  late ", Query: "SLA:overdue  sort:due", GroupBy: "assignee"}},
			[]views.Tab{active, {Name: "My late", Query: "sla:overdue sort:due-asc", GroupBy: "assignee"}}, 1},
		{"one that is saved under a name again is replaced, whatever its case", views.ChangeArgs{Tabs: []views.Tab{billing, active}, What: views.Save, Tab: own("BILLING", "group:money")},
			[]views.Tab{own("BILLING", "group:money"), active}, 0},
		{"one is renamed", views.ChangeArgs{Tabs: []views.Tab{active, billing}, What: views.Rename, Tab: own("billing", ""), Name: "Money"},
			[]views.Tab{active, own("Money", "group:billing")}, 1},
		{"one is written with capitals from now on", views.ChangeArgs{Tabs: []views.Tab{billing}, What: views.Rename, Tab: billing, Name: "BILLING"}, []views.Tab{own("BILLING", "group:billing")}, 0},
		{"what everybody has keeps its name", views.ChangeArgs{Tabs: []views.Tab{active}, What: views.Rename, Tab: active, Name: "Mine"}, []views.Tab{active}, 0},
		{"one is watched, and nothing else about it changes", views.ChangeArgs{Tabs: []views.Tab{active, billing}, What: views.Watch, Tab: watched(own("billing", "status:new"))},
			[]views.Tab{active, watched(billing)}, 1},
		{"what everybody has is watched, too", views.ChangeArgs{Tabs: []views.Tab{fresh, active}, What: views.Watch, Tab: watched(active)}, []views.Tab{fresh, watched(active)}, 1},
		{"one that is watched is renamed", views.ChangeArgs{Tabs: []views.Tab{watched(billing)}, What: views.Rename, Tab: billing, Name: "Money"}, []views.Tab{watched(own("Money", "group:billing"))}, 0},
		{"one that is replaced is watched as before", views.ChangeArgs{Tabs: []views.Tab{watched(billing)}, What: views.Save, Tab: own("Billing", "group:money")}, []views.Tab{watched(own("Billing", "group:money"))}, 0},
		{"one is moved", views.ChangeArgs{Tabs: []views.Tab{active, fresh, billing}, What: views.Move, Tab: billing}, []views.Tab{billing, active, fresh}, 0},
		{"what everybody has is moved, too", views.ChangeArgs{Tabs: []views.Tab{active, fresh, billing}, What: views.Move, Tab: active, At: 2}, []views.Tab{fresh, billing, active}, 2},
		{"beyond the end is the end", views.ChangeArgs{Tabs: []views.Tab{active, fresh}, What: views.Move, Tab: active, At: 9}, []views.Tab{fresh, active}, 1},
		{"one is removed", views.ChangeArgs{Tabs: []views.Tab{active, billing}, What: views.Remove, Tab: billing}, []views.Tab{active}, 1},
		{"what everybody has stays", views.ChangeArgs{Tabs: []views.Tab{active}, What: views.Remove, Tab: active}, []views.Tab{active}, 0},
		{"one is put back where it was", views.ChangeArgs{Tabs: []views.Tab{active, fresh}, What: views.Restore, Tab: billing, At: 1}, []views.Tab{active, billing, fresh}, 1},
		{"one that another window has saved meanwhile is not put back over it", views.ChangeArgs{Tabs: []views.Tab{own("Billing", "group:money")}, What: views.Restore, Tab: billing},
			[]views.Tab{own("Billing", "group:money")}, 0},
		{"one that another window has removed is nowhere", views.ChangeArgs{Tabs: []views.Tab{active}, What: views.Move, Tab: billing}, []views.Tab{active}, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := coretest.Result[views.ChangeResult](t, table(), "views.change", &c.args)
			require.Equal(t, c.tabs, got.Tabs)
			require.Equal(t, c.at, got.At)
		})
	}
}

func TestViewsThatCannotBeKeptAreRefusedAtTheirField(t *testing.T) {
	full := make([]views.Tab, 200)
	for _, c := range []struct {
		name, field string
		args        views.ChangeArgs
	}{
		{"without a name", "name", views.ChangeArgs{What: views.Save, Tab: own(" ", "group:billing")}},
		{"with a query that is none", "query", views.ChangeArgs{What: views.Save, Tab: own("X", "status:opne")}},
		{"called as another one is", "name", views.ChangeArgs{Tabs: []views.Tab{own("A", ""), own("B", "")}, What: views.Rename, Tab: own("B", ""), Name: "a"}},
		{"more than are kept", "name", views.ChangeArgs{Tabs: full, What: views.Save, Tab: own("X", "")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := coretest.Step(t, table(), "views.change", &c.args, 0)
			require.NotNil(t, out.Failure)
			require.Equal(t, api.Invalid, out.Failure.Kind)
			require.Equal(t, c.field, out.Failure.Fields[0].Field)
		})
	}
}
