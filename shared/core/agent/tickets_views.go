package agent

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/match"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
)

// counted is a view that a list may tell the count of.
type counted struct {
	name, query string
	// within says that what lists tell of tickets is enough to find all of its
	// tickets among those of the first view; personal that whose key an account
	// has must be known for that.
	within, personal bool
}

// countedViews are the views that every sidebar has, then those with these queries.
func countedViews(own []string, directories []*helpdesk.Directory) []counted {
	standing := view.Standing()
	views := make([]counted, 0, len(standing)+len(own))
	for i := range standing {
		v := &standing[i]
		views = append(views, counted{v.ID, v.Asked(), v.Within, v.Personal})
	}
	for _, text := range own {
		query, err := filter.Parse(text, directories...)
		within := err == nil && query.Listed() && query.Waiting()
		views = append(views, counted{text, text, within, err == nil && query.Personal()})
	}
	return views
}

// countViews counts the tickets of every view that the list of this query tells
// about: the view whose query it is, and where that is the first, which all that
// wait are in, those within it. rows are all that are here.
func (j *join) countViews(a *JoinArgs, rows []int32, directories []*helpdesk.Directory, marks *mark.Marks, now int64) {
	views := countedViews(a.Views, directories)
	asked := slices.IndexFunc(views, func(v counted) bool { return v.query == a.Query })
	if asked < 0 {
		return
	}
	complete := j.complete(a)
	asleep := 0
	if marks != nil && len(marks.Asleep) > 0 {
		asleep = selects("is:"+filter.SnoozedWord, j.table, rows, directories, marks, now)
	}
	if j.Total >= 0 {
		j.Views = append(j.Views, ViewCount{View: views[asked].name, Rows: int(j.Total) - asleep})
	} else {
		j.Views = append(j.Views, ViewCount{View: views[asked].name, Rows: len(rows) - asleep, Least: true})
	}
	if asked != 0 {
		return
	}
	known := true
	for _, d := range directories {
		known = known && d.Me != 0
	}
	for i := 1; i < len(views); i++ {
		if v := &views[i]; v.within && (known || !v.personal) {
			n := selects(v.query, j.table, rows, directories, marks, now)
			j.Views = append(j.Views, ViewCount{View: v.name, Rows: n, Least: !complete})
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
