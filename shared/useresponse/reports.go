package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Report is a stored selection of objects.
type Report struct {
	ID   int64
	Name string
}

// ReportPage is one page of a report's objects, with the groups they fall into.
type ReportPage struct {
	Page[Object]
	Groups []ReportGroup
	// Active is the id of the group that is shown.
	Active string
}

// ReportGroup is one group of a report.
type ReportGroup struct {
	ID, Name string
	Count    int64
}

// ReportQuery selects objects of a report.
type ReportQuery struct {
	// Sort is "new", "new_updated", "activity", "completed_on", "comments", "sla_date" or "csat".
	Sort string
	// Group is a ReportGroup.ID.
	Group         string
	Page, PerPage int64
}

// ReportCountLimit is how many objects a page of a report holds at most.
const ReportCountLimit = 150

// Reports lists the reports.
//
// API reference 7.0: Reports, Get Reports List.
func (c Client) Reports() api.Call[[]Report] {
	return call(c, &opReports, &input{}, all(report))
}

// ReportObjects lists objects of a report, one page.
//
// API reference 7.0: Reports, Get Report Objects.
func (c Client) ReportObjects(report int64, q ReportQuery) api.Call[ReportPage] {
	in := &input{id: report}
	in.query.Add("sort", q.Sort)
	in.query.Add("groupValue", q.Group)
	in.query.AddInt("page", q.Page)
	in.query.AddInt("perPage", q.PerPage)
	in.OneOf("sort", q.Sort, "new", "new_updated", "activity", "completed_on", "comments", "sla_date", "csat")
	in.paging(q.Page, "perPage", q.PerPage, ReportCountLimit)
	return call(c, &opReportObjects, in, reportPage)
}

func report(v jsontext.Value) Report {
	return Report{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}
}

func reportPage(v jsontext.Value) (ReportPage, bool) {
	objects, ok := page(v, object)
	p := ReportPage{Page: objects, Active: loose.String(v.Get("activeGroup"))}
	for g := range v.Get("groups").Items() {
		p.Groups = append(p.Groups, ReportGroup{ID: loose.String(g.Get("id")), Name: loose.String(g.Get("name")), Count: loose.Int(g.Get("count"))})
	}
	return p, ok
}
