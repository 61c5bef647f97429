package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
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
	return call(c, &opReportObjects, q.input(report), reportPage)
}

func (q *ReportQuery) input(report int64) *input {
	in := &input{id: report}
	in.query.Add("sort", q.Sort)
	in.query.Add("groupValue", q.Group)
	in.query.AddInt("page", q.Page)
	in.query.AddInt("perPage", q.PerPage)
	in.OneOf("sort", q.Sort, "new", "new_updated", "activity", "completed_on", "comments", "sla_date", "csat")
	in.paging(q.Page, "perPage", q.PerPage, ReportCountLimit)
	return in
}

func report(v jsontext.Value) Report {
	return Report{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}
}

func reportPage(v jsontext.Value) (ReportPage, bool) {
	objects, ok := page(v, object)
	return ReportPage{Page: objects, Groups: reportGroups(v), Active: loose.String(v.Get("activeGroup"))}, ok
}

// Reported is a page of a report in the shared model of tickets.
type Reported struct {
	Page   Page[helpdesk.Ticket]
	Groups []helpdesk.ReportGroup
}

// ReportTickets lists objects of a report as ReportObjects does.
func (c Client) ReportTickets(report int64, q ReportQuery) api.Call[Reported] {
	return call(c, &opReportObjects, q.input(report), func(v jsontext.Value) (Reported, bool) {
		tickets, ok := page(v, view(helpdesk.HTML, ticket))
		r := Reported{Page: tickets}
		for _, g := range reportGroups(v) {
			r.Groups = append(r.Groups, helpdesk.ReportGroup{ID: g.ID, Name: g.Name, Count: g.Count})
		}
		return r, ok
	})
}

func reportGroups(v jsontext.Value) (out []ReportGroup) {
	for g := range v.Get("groups").Items() {
		out = append(out, ReportGroup{ID: loose.String(g.Get("id")), Name: loose.String(g.Get("name")), Count: loose.Int(g.Get("count"))})
	}
	return out
}
