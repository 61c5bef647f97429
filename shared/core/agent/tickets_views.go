package agent

import (
	"deskside/shared/filter"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/match"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
)

// countViews counts the tickets of every standing view that the list of this
// query tells about: the view whose query it is, and where that is the first,
// which all that wait are in, those within it. rows are all that are here,
// complete says that there are no others.
func (j *join) countViews(query string, rows []int32, directories []*helpdesk.Directory, marks *mark.Marks, now int64, complete bool) {
	views := view.Standing()
	asked := -1
	for i := range views {
		if views[i].Asked() == query {
			asked = i
		}
	}
	if asked < 0 {
		return
	}
	asleep := 0
	if marks != nil && len(marks.Asleep) > 0 {
		asleep = selects("is:"+filter.SnoozedWord, j.table, rows, directories, marks, now)
	}
	if j.Total >= 0 {
		j.Views = append(j.Views, ViewCount{View: views[asked].ID, Rows: int(j.Total) - asleep})
	} else {
		j.Views = append(j.Views, ViewCount{View: views[asked].ID, Rows: len(rows) - asleep, Least: true})
	}
	if asked != 0 {
		return
	}
	known := true
	for _, d := range directories {
		known = known && d.Me != 0
	}
	for i := 1; i < len(views); i++ {
		if v := &views[i]; v.Within && (known || !v.Personal) {
			n := selects(v.Query, j.table, rows, directories, marks, now)
			j.Views = append(j.Views, ViewCount{View: v.ID, Rows: n, Least: !complete})
		}
	}
}

// selects counts the rows that a view's query selects, without those that sleep.
func selects(text string, table *match.Table, rows []int32, directories []*helpdesk.Directory, marks *mark.Marks, now int64) int {
	query, err := filter.Parse(text, directories...)
	if err != nil {
		return 0
	}
	query = query.Awake()
	bounds := make([]filter.Bound, len(directories))
	for i, d := range directories {
		bounds[i] = filter.BindMarked(query, d, marks.Of(d.Account, now), now)
	}
	m := match.Compile(bounds...)
	n := 0
	for _, row := range rows {
		if m.Row(table, int(row)) {
			n++
		}
	}
	return n
}
