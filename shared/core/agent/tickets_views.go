package agent

import (
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
)

// countViews counts the answer's tickets for every standing view that the
// answer to this query tells about: the view whose query it is, and where that
// is the first, which all that wait are in, those within it. rows are the
// table's rows that are drawn.
func (result *ListResult) countViews(query string, table *match.Table, rows []int32, directories []*helpdesk.Directory, now int64) {
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
	result.count(views[asked].ID, len(rows))
	if asked != 0 {
		return
	}
	known := true
	for _, d := range directories {
		known = known && d.Me != 0
	}
	for i := 1; i < len(views); i++ {
		if v := &views[i]; v.Within && (known || !v.Personal) {
			result.count(v.ID, selects(v.Query, table, rows, directories, now))
		}
	}
}

// count notes how many tickets a view has. Where there are more, or somebody
// did not answer, it is the least there is.
func (result *ListResult) count(view string, rows int) {
	result.Views = append(result.Views, ViewCount{View: view, Rows: rows, Least: result.More || len(result.Problems) > 0})
}

// selects counts the rows that a view's query selects.
func selects(text string, table *match.Table, rows []int32, directories []*helpdesk.Directory, now int64) int {
	query, err := filter.Parse(text, directories...)
	if err != nil {
		return 0
	}
	bounds := make([]filter.Bound, len(directories))
	for i, d := range directories {
		bounds[i] = filter.Bind(query, d, now)
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
