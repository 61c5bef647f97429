package useresponse

import (
	"slices"

	"deskside/build/sandbox/world"
)

// reports are what the reports of catalogue.json select, by id.
var reportConditions = map[int64]string{
	4:  `coalesce((SELECT s.is_closed FROM ur_status s WHERE s.id = o.status_id), 0) = 0`,
	9:  `coalesce((SELECT s.is_closed FROM ur_status s WHERE s.id = o.status_id), 0) = 0 AND o.sla_at < %s`,
	12: `o.completed_at >= %s`,
}

// reportOrders are the values of sort with their ORDER BY.
var reportOrders = map[string]string{
	"new":          "o.created_at DESC",
	"new_updated":  "max(o.created_at, coalesce(o.activity_at, 0)) DESC",
	"activity":     "coalesce(o.activity_at, 0) DESC",
	"completed_on": "coalesce(o.completed_at, 0) DESC",
	"comments":     "(SELECT count(*) FROM ur_comment c WHERE c.object_id = o.id AND c.is_private = 0 AND c.is_trashed = 0) DESC",
	"sla_date":     "o.sla_at IS NULL, o.sla_at",
	"csat":         "coalesce(o.score, 0) DESC",
}

// reportAnswer is the page of a report. Groups count the objects of each status;
// ActiveGroup is the chosen one, "" for all.
type reportAnswer struct {
	paginator
	Groups      []GroupAnswer `json:"groups"`
	ActiveGroup string        `json:"activeGroup"`
}

// GroupAnswer counts the objects of one status in a report.
type GroupAnswer struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// listReports answers reports/list.json.
func (c *call) listReports() (any, error) {
	lib, err := world.Texts()
	if err != nil {
		return nil, err
	}
	return lib.Catalogue.Reports, nil
}

// reportObjects answers report/{id}/objects.json. Every report is about tickets.
func (c *call) reportObjects() (any, error) {
	condition, ok := reportConditions[c.id]
	if !ok {
		return nil, errNotFound
	}
	w := &world.Conditions{}
	w.Add("o.ownership = 'helpdesk' AND o.state = 'normal'")
	switch c.id {
	case 9:
		w.Add(condition, c.now.Unix())
	case 12:
		from, _ := world.NamedRange("this_month", c.now)
		w.Add(condition, from.Unix())
	default:
		w.Add(condition)
	}
	groups, err := world.Rows(c, c.tx, func(g *GroupAnswer) []any { return []any{&g.ID, &g.Name, &g.Count} },
		`SELECT s.slug, s.title, count(*) FROM ur_object o JOIN ur_status s ON s.id = o.status_id
			WHERE ?1 = ?1 AND `+w.Where()+` GROUP BY s.id ORDER BY s.position`, append([]any{c.callerID()}, w.Args...)...)
	if err != nil {
		return nil, err
	}
	active, _ := c.in.Text("groupValue")
	if active != "" {
		w.Add("(SELECT s.slug FROM ur_status s WHERE s.id = o.status_id) = %s", active)
	}
	sorts := []string{}
	for name := range reportOrders {
		sorts = append(sorts, name)
	}
	slices.Sort(sorts)
	order := reportOrders[c.in.Choice("sort", sorts...)]
	if order == "" {
		order = reportOrders["new"]
	}
	page, perPage := c.in.Page("perPage", reportsPerPage, maxReportsPerPage)
	listed, err := c.objectPage(w, order+", o.id DESC", page, perPage)
	return reportAnswer{listed, groups, active}, err
}
