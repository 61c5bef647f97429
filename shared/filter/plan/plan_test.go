package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/desks"
	"deskside/shared/filter"
	"deskside/shared/filter/plan"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

var noon = time.Date(2026, 5, 19, 12, 0, 0, 0, time.UTC).Unix()

// account knows a few names, the same in both helpdesks.
func account(system helpdesk.System) *helpdesk.Directory {
	desk, _ := desks.Agents().Of(system)
	return &helpdesk.Directory{
		System: system, Account: "work", Me: 17063, Desk: desk,
		Agents: []helpdesk.Person{{ID: 17063, Name: "Ann Lee"}, {ID: 15023, Name: "Bo Ek"}},
		Groups: []helpdesk.Entry{{ID: 6216, Name: "Billing"}, {ID: 8294, Name: "Returns"}},
		Tags:   []helpdesk.Entry{{ID: 1, Name: "Important"}, {ID: 2, Name: "2026"}},
		Fields: []helpdesk.FieldEntry{{ID: 4704, Name: "Subscribed", Kind: helpdesk.CheckboxField},
			{ID: 2410, Name: "Reason", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "39", Title: "Refund"}}},
			{ID: 3570, Name: "Note", Kind: helpdesk.TextField}},
		Categories: []helpdesk.Entry{{ID: 30, Name: "Invoices"}},
		Forums:     []helpdesk.Entry{{ID: 1, Name: "Main"}, {ID: 2, Name: "Beta"}},
	}
}

func planned(t *testing.T, system helpdesk.System, query string) plan.Plan {
	t.Helper()
	return plannedFor(t, account(system), query, plan.Options{Now: noon})
}

func plannedFor(t *testing.T, d *helpdesk.Directory, query string, o plan.Options) plan.Plan {
	t.Helper()
	q, err := filter.Parse(query, d)
	require.NoError(t, err, query)
	bound := filter.Bind(q, d, o.Now)
	return plan.For(&bound, d, o)
}

// sent gives the requests as they go out: the body of Usedesk without the
// token, the path and query of UseResponse.
func sent(t *testing.T, p plan.Plan) []string {
	t.Helper()
	var out []string
	for _, r := range p.Requests {
		request := firstPage(t, p, r).Request
		if len(request.Body) > 0 {
			out = append(out, strings.Replace(string(request.Body), `,"api_token":"key"`, "", 1))
		} else {
			out = append(out, strings.Replace(strings.TrimPrefix(request.URL, "https://help.test/api/7.0/"), "&page=1", "", 1))
		}
	}
	return out
}

// firstPage asks for the first page of a list.
func firstPage(t *testing.T, p plan.Plan, l helpdesk.List) api.Call[helpdesk.Page] {
	t.Helper()
	return page(t, p, l, 0)
}

func page(t *testing.T, p plan.Plan, l helpdesk.List, number int64) api.Call[helpdesk.Page] {
	t.Helper()
	base, err := api.ParseBase("help.test")
	require.NoError(t, err)
	call := deskOf(t, p.System).Client(helpdesk.Access{Base: base, Key: "key"}).Page(l, p.Listing, number)
	require.Nil(t, call.Problem)
	return call
}

func deskOf(t *testing.T, system helpdesk.System) helpdesk.Desk {
	t.Helper()
	desk, err := desks.Agents().Of(system)
	require.NoError(t, err)
	return desk
}

const newest = `"sort":"last_updated_at"}`

func TestUsedeskIsAskedFor(t *testing.T) {
	for _, test := range []struct {
		name, query, residual string
		want                  []string
	}{
		{"everything", "", "", []string{`{` + newest}},
		{"one status of several helpdesks' words", "status:open,pending", "", []string{`{"fstatus":"1,6",` + newest}},
		{"what is active, without a status that only might exist", "status:active", "", []string{`{"fstatus":"1,5,6,8",` + newest}},
		{"all statuses but one", "-status:closed", "", []string{`{"fstatus":"1,2,4,5,6,7,8,9",` + newest}},
		{"all statuses, where an unknown one is wanted", "status:hold,unknown", "status:hold,unknown", []string{`{` + newest}},
		{"the same through or", "status:open or status:pending", "", []string{`{"fstatus":"1,6",` + newest}},
		{"the same through De Morgan", "-(-status:open -status:pending)", "", []string{`{"fstatus":"1,6",` + newest}},
		{"case 1 of fassigned, an agent within a group", "assignee:17063 group:6216", "", []string{`{"fassigned":[{"assignee_id":17063,"group_id":6216}],` + newest}},
		{"case 2, an agent", "assignee:me", "", []string{`{"fassigned":[{"assignee_id":17063}],` + newest}},
		{"case 3, a group without an agent", "assignee:none group:any", "", []string{`{"fassigned":[{"assignee_id":"unassigned"}],` + newest}},
		{"case 4, nobody", "assignee:none group:none", "", []string{`{"fassigned":[{"assignee_id":"unassigned","group_id":"unassigned"}],` + newest}},
		{"nobody, in a group or in none", "assignee:none", "", []string{`{"fassigned":[{"assignee_id":"unassigned"},{"assignee_id":"unassigned","group_id":"unassigned"}],` + newest}},
		{"nobody within a group", "assignee:none group:Billing", "", []string{`{"fassigned":[{"assignee_id":"unassigned"}],"fgroup":"6216",` + newest}},
		{"two pairs of agent and group in one request", "(assignee:17063 group:6216) or (assignee:15023 group:8294)", "", []string{`{"fassigned":[{"assignee_id":17063,"group_id":6216},{"assignee_id":15023,"group_id":8294}],` + newest}},
		{"an agent without a group, judged here", "assignee:me group:none", "group:none", []string{`{"fassigned":[{"assignee_id":17063}],` + newest}},
		{"groups", "group:Billing,Returns", "", []string{`{"fgroup":"6216,8294",` + newest}},
		{"anybody, judged here", "assignee:any -group:6216", "assignee:any -group:6216", []string{`{` + newest}},
		{"types, negated", "-type:task", "", []string{`{"ftype":"question,problem,incident",` + newest}},
		{"all that can be asked for", "-status:merged", "", []string{`{"fstatus":"1,2,3,4,5,6,7,8,9",` + newest}},
		{"what cannot be asked for, judged here", "status:merged", "status:merged", []string{`{` + newest}},
		{"the same beside what can", "status:open,merged", "status:open,merged", []string{`{` + newest}},
		{"priorities in its own words and order", "priority>=urgent", "", []string{`{"fpriority":"urgent,extreme",` + newest}},
		{"a priority by its own word", "priority:urgent", "", []string{`{"fpriority":"urgent",` + newest}},
		{"nothing for a priority of another helpdesk", "priority:high", "", nil},
		{"the rest of a list of priorities", "priority:high,low", "", []string{`{"fpriority":"low",` + newest}},
		{"everything without a priority of another helpdesk", "-priority:high", "", []string{`{` + newest}},
		{"channels", "channel:12,13", "", []string{`{"fchannel":"12,13",` + newest}},
		{"a client", "client:15341", "", []string{`{"client_id":15341,` + newest}},
		{"several clients, one list each", "client:15341,2", "", []string{`{"client_id":2,` + newest, `{"client_id":15341,` + newest}},
		{"many clients in no list of their own", "client:1,2,3,4,5", "client:1,2,3,4,5", []string{`{` + newest}},
		{"two things joined with or, one list each", "assignee:me or client:15341", "", []string{`{"fassigned":[{"assignee_id":17063}],` + newest, `{"client_id":15341,` + newest}},
		{"one list where half of an or cannot be asked for", "assignee:me or subject:x", "assignee:me or subject:x", []string{`{` + newest}},
		{"what an or has in common", "(status:open sla:<2h) or (status:pending sla:none)", "(status:open sla<2h) or (status:pending sla:none)", []string{`{"fstatus":"1,6","sort":"last_updated_at","properties":["sla"]}`}},
		{"tags", "tag:Important,2026", "", []string{`{"tag":"important, 2026",` + newest}},
		{"the shorter of two lists of tags", "tag:a,b,c tag:d", "tag:a,b,c", []string{`{"tag":"d",` + newest}},
		{"a tag without a comma only", `tag:"a, b"`, `tag:"a, b"`, []string{`{` + newest}},
		{"a number that may be a tag's, and is judged here", "tag:23", "tag:23", []string{`{"tag":"23",` + newest}},
		{"no tag, judged here", "-tag:spam", "-tag:spam", []string{`{` + newest}},
		{"full minutes exactly", "created>=2016-11-25T00:00", "", []string{`{"created_after":"2016-11-25 00:00",` + newest}},
		{"a day, whose last minute reaches out", "created:2016-11-25", "created:2016-11-25", []string{`{"created_after":"2016-11-25 00:00","created_before":"2016-11-26 00:00",` + newest}},
		{"seconds, reaching out to full minutes", "updated:2016-11-25T10:00:30..2016-11-25T10:00:40", "updated:2016-11-25T10:00:30..2016-11-25T10:00:40", []string{`{"updated_after":"2016-11-25 10:00","updated_before":"2016-11-25 10:01",` + newest}},
		{"a date from the other side", "-created<2016-11-25", "", []string{`{"created_after":"2016-11-25 00:00",` + newest}},
		{"the period around several", "created:2016-11-25,2016-11-28", "created:2016-11-25,2016-11-28", []string{`{"created_after":"2016-11-25 00:00","created_before":"2016-11-29 00:00",` + newest}},
		{"an additional field", "field:4704=1", "", []string{`{"fields":[{"id":4704,"value":"1"}],` + newest}},
		{"an empty field by its name", `field:"Note":empty`, "", []string{`{"fields":[{"id":3570,"value":"empty"}],` + newest}},
		{"a field that is not empty, negated", `-field:4704:empty`, "", []string{`{"fields":[{"id":4704,"value":"not_empty"}],` + newest}},
		{"several fields, of which the API may join one", "field:4704=1 field:3570:empty", "field:4704=1 field:3570:empty", []string{`{"fields":[{"id":4704,"value":"1"},{"id":3570,"value":"empty"}],` + newest}},
		{"an option of a list by its title", "field:Reason=refund", `field:"Reason"=refund`, []string{`{"fields":[{"id":2410,"value":"39"}],` + newest}},
		{"a word that is a test there, judged here", `field:3570="not_empty"`, `field:3570="not_empty"`, []string{`{` + newest}},
		{"words as one text", "login loop status:open", "", []string{`{"fstatus":"1","query":"login loop",` + newest}},
		{"the longer of words and a phrase", `login "exact words"`, "login", []string{`{"query":"exact words",` + newest}},
		{"no words from beside an or", "login or status:open", "login or status:open", []string{`{` + newest}},
		{"what an agent may see", "visible:me", "", []string{`{"accessible_for_agent_id":17063,` + newest}},
		{"the account's own agent where rights are tested", "rights:write", "rights:write", []string{`{"accessible_for_agent_id":17063,` + newest}},
		{"SLA moments where they are tested", "sla:overdue", "sla:overdue", []string{`{"sort":"last_updated_at","properties":["sla"]}`}},
		{"SLA moments where they give the order", "sort:due", "", []string{`{"sort":"last_updated_at","properties":["sla"]}`}},
		{"the oldest first", "sort:created-asc", "", []string{`{"sort":"published_at","order":"asc"}`}},
		{"nothing, where it never tells", "completed:last_week", "", nil},
		{"nothing of another helpdesk", "in:useresponse", "", nil},
		{"nothing of a type of a community", "type:idea", "", nil},
		{"nothing in a contradiction", "status:open status:closed", "", nil},
		{"the rest of an or of which a part can never be", "category:Invoices or status:open", "", []string{`{"fstatus":"1",` + newest}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := planned(t, helpdesk.Usedesk, test.query)
			require.Equal(t, test.want, sent(t, p))
			require.Equal(t, test.residual, p.Remainder().String())
		})
	}
}

func TestUseResponseIsAskedFor(t *testing.T) {
	const every, rest = "tickets.json?status=all", "&sort=new_updated&count=50"
	for _, test := range []struct {
		name, query, residual string
		want                  []string
	}{
		{"everything", "", "", []string{every + rest}},
		{"one status", "status:pending", "", []string{"tickets.json?status=awaiting_reply" + rest}},
		{"several statuses", "status:open,hold", "", []string{"tickets.json?status=opened%2Cin_progress%2Con_hold" + rest}},
		{"one of two that are open", "status:in_progress", "", []string{"tickets.json?status=in_progress" + rest}},
		{"what is active", "status:active", "status:active", []string{"tickets.json?status=all-active" + rest}},
		{"all, where an installation may have its own word", "status:solved", "status:solved", []string{every + rest}},
		{"all but one", "-status:pending", "-status:pending", []string{every + rest}},
		{"who is responsible", "assignee:me", "", []string{every + "&responsible_id=17063" + rest}},
		{"two agents, one list each", "assignee:17063,15023", "", []string{every + "&responsible_id=15023" + rest, every + "&responsible_id=17063" + rest}},
		{"nobody, judged here", "assignee:none", "assignee:none", []string{every + rest}},
		{"a client", "client:10", "", []string{every + "&authorId=10" + rest}},
		{"a client's address", "email:Support@useresponse.com", "", []string{every + "&authorEmail=support%40useresponse.com" + rest}},
		{"who completed it", "completed_by:me", "", []string{every + "&completed_by=17063" + rest}},
		{"a community", "forum:Beta", "", []string{every + "&forum_id=2" + rest}},
		{"a named range", "created:yesterday", "", []string{every + "&date=yesterday" + rest}},
		{"a named range of completion", "completed:last_month", "", []string{every + "&completed_on=last_month" + rest}},
		{"the shortest named range around a period", "created>-36h", "created>-36h", []string{every + "&date=this_week" + rest}},
		{"a longer range where the period is longer", "created>-10d", "created>-10d", []string{every + "&date=this_month" + rest}},
		{"none where no range is long enough", "created>-40d", "created>-40d", []string{every + rest}},
		{"a day of last month", "created:2026-04-11", "created:2026-04-11", []string{every + "&date=last_month" + rest}},
		{"a field, judged here too", "field:4704=1", "field:4704=1", []string{every + "&property_4704=1" + rest}},
		{"words", `login "exact words"`, "", []string{"tickets.json?text=login%20exact%20words&status=all" + rest}},
		{"a category, which only a search knows", "category:Invoices", "category:Invoices", []string{"search.json?ownership=helpdesk&category_id=30&type=ticket" + rest}},
		{"a category with one status", "category:Invoices status:pending", "category:Invoices", []string{"search.json?ownership=helpdesk&status=awaiting_reply&category_id=30&type=ticket" + rest}},
		{"an agent's list rather than a category's", "category:Invoices assignee:me status:open,hold", "category:Invoices", []string{"tickets.json?status=opened%2Cin_progress%2Con_hold&responsible_id=17063" + rest}},
		{"a type of a community", "type:idea client:10", "", []string{"search.json?ownership=feedback&type=idea&authorId=10" + rest}},
		{"tickets and a type of a community", "type:ticket,problem", "", []string{every + rest, "search.json?ownership=feedback&type=problem" + rest}},
		{"the two types that an or names", "type:question or assignee:me", "", []string{"search.json?ownership=feedback&type=question" + rest, every + "&responsible_id=17063" + rest}},
		{"the order by votes", "sort:popular", "", []string{"tickets.json?status=all&sort=popular&count=50"}},
		{"the order by votes of late", "sort:trending", "", []string{"tickets.json?status=all&sort=trending&count=50"}},
		{"the newest first", "sort:created", "", []string{"tickets.json?status=all&sort=new&count=50"}},
		{"the last activity first", "sort:activity", "", []string{"tickets.json?status=all&sort=updated&count=50"}},
		{"nothing, where it never tells", "priority:high", "", nil},
		{"nothing of a type that it does not have", "type:incident", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := planned(t, helpdesk.UseResponse, test.query)
			require.Equal(t, test.want, sent(t, p))
			require.Equal(t, test.residual, p.Remainder().String())
		})
	}
}

// Where it is not yet or no longer the same day in both clocks, today may be
// another day at the server.
func TestNamedRangesAreNotUsedAroundMidnight(t *testing.T) {
	d := account(helpdesk.UseResponse)
	midnight := time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC).Unix()
	for _, test := range []struct {
		name string
		at   int64
		want string
	}{
		{"a while before", midnight - 301, "&date=today"},
		{"shortly before", midnight - 300, "&date=this_week"},
		{"shortly after", midnight + 299, "&date=this_week"},
		{"a while after", midnight + 300, "&date=today"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := plannedFor(t, d, "created:today", plan.Options{Now: test.at})
			require.Contains(t, sent(t, p)[0], test.want+"&")
		})
	}
	east := account(helpdesk.UseResponse)
	east.Zone = 5 * 3600
	p := plannedFor(t, east, "created:today", plan.Options{Now: midnight - 5*3600 + 600})
	require.Contains(t, sent(t, p)[0], "&date=today&", "days begin in the account's zone")
}

func TestAnInstallationsOwnStatusesDecideWhatIsAskedFor(t *testing.T) {
	d := account(helpdesk.UseResponse)
	for id, slug := range []string{"opened", "in_progress", "awaiting_reply", "on_hold", "completed"} {
		s := helpdesk.Status{ID: int64(id + 1), Slug: slug, Title: slug, State: []helpdesk.State{"open", "open", "pending", "hold", "solved"}[id]}
		d.Statuses = append(d.Statuses, s)
	}
	p := plannedFor(t, d, "status:solved", plan.Options{Now: noon})
	require.Contains(t, sent(t, p)[0], "?status=completed&")
	require.Empty(t, p.Remainder().String())
	d.Statuses = append(d.Statuses, helpdesk.Status{ID: 6, Slug: "archived", Title: "Archived", State: "solved"})
	p = plannedFor(t, d, "status:solved", plan.Options{Now: noon})
	require.Contains(t, sent(t, p)[0], "?status=all&")
	require.Equal(t, "status:solved", p.Remainder().String())
	p = plannedFor(t, d, "-status:solved", plan.Options{Now: noon})
	require.Contains(t, sent(t, p)[0], "?status=all-active&", "a ticket without a status is not solved either")
}

// explained is a plan in a language.
func explained(p *plan.Plan, language string) string {
	var lines []string
	for _, line := range p.Explain(50) {
		lines = append(lines, print.In(language).Say(line))
	}
	return strings.Join(lines, "\n")
}

func TestPlansAreExplained(t *testing.T) {
	for _, test := range []struct {
		name   string
		system helpdesk.System
		query  string
		want   string
	}{
		{"what is asked and what is judged here", helpdesk.Usedesk, "status:open assignee:me created>=2026-05-01T00:00 sla<2h",
			"Usedesk: status, assignee, created; here: SLA under 2 hours.\n" +
				"Order: updated, latest first, by Usedesk.\n" +
				"Pages: at least 1 page of 100 for the first 50 rows, and at most 10."},
		{"a search and its limit", helpdesk.Usedesk, "login sort:priority-desc,id-asc",
			"Usedesk: words.\n" +
				"Order: priority, descending, then id, ascending, here.\n" +
				"Pages: all of them, up to 4 pages of 100, since the first row may be on the last.\n" +
				"Limit: Usedesk takes 10 searches a minute."},
		{"several lists", helpdesk.UseResponse, "assignee:me or client:10",
			"UseResponse: 2 lists, one by assignee and one by client.\n" +
				"Order: updated, latest first, by UseResponse.\n" +
				"Pages: at least 2 pages of 50 for the first 50 rows, and at most 10."},
		{"several lists of one kind", helpdesk.Usedesk, "client:1,2 -tag:spam,vip",
			"Usedesk: 2 lists, each by client; here: not tag “spam” or “vip”.\n" +
				"Order: updated, latest first, by Usedesk.\n" +
				"Pages: at least 2 pages of 100 for the first 50 rows, and at most 10."},
		{"groups of conditions", helpdesk.UseResponse, "(sla:none or remind>now) -(tag:a id>7)",
			"UseResponse: all tickets; here: SLA none or remind after now, not (tag “a” and number over 7).\n" +
				"Order: updated, latest first, by UseResponse.\n" +
				"Pages: at least 1 page of 50 for the first 50 rows, and at most 10."},
		{"nothing, and why", helpdesk.UseResponse, "priority:urgent",
			"UseResponse: nothing is asked, since no ticket there can be selected."},
		{"an exact number of pages", helpdesk.Usedesk, "status:open sort:id-desc",
			"Usedesk: status.\n" +
				"Order: id, descending, by Usedesk.\n" +
				"Pages: 1 page of 100 for the first 50 rows."},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := planned(t, test.system, test.query)
			require.Equal(t, test.want, explained(&p, "en"))
		})
	}
}

func TestPlansAreExplainedInRussian(t *testing.T) {
	for query, want := range map[string]string{
		"status:open assignee:me sla<2h": "Usedesk: статус, исполнитель; здесь: SLA меньше 2 ч.\n" +
			"Порядок: updated, сначала поздние, сортирует Usedesk.\n" +
			"Страницы: не менее 1 страницы по 100 и не более 10; нужно строк: 50.",
		"client:1,2 -tag:spam,vip": "Usedesk: 2 списка, каждый по условию: клиент; здесь: не tag «spam» или «vip».\n" +
			"Порядок: updated, сначала поздние, сортирует Usedesk.\n" +
			"Страницы: не менее 2 страниц по 100 и не более 10; нужно строк: 50.",
		"login sort:priority-desc,id-asc": "Usedesk: слова.\n" +
			"Порядок: priority, по убыванию, затем id, по возрастанию, здесь.\n" +
			"Страницы: все, до 4 страниц по 100, потому что первая строка может быть на последней.\n" +
			"Ограничение: Usedesk принимает поисков в минуту: 10.",
	} {
		p := planned(t, helpdesk.Usedesk, query)
		require.Equal(t, want, explained(&p, "ru"))
	}
}

func TestNoticesSayWhatCannotBeDone(t *testing.T) {
	for _, test := range []struct{ name, query, says string }{
		{"a priority that it does not have", "priority:high,low", "There is no priority “high” here. It has low, medium, urgent, extreme."},
		{"a comparison with one", "priority>=normal", "There is no priority “normal” here. It has"},
		{"what is left out beside what is written", "-status:closed -status:spam", "Tickets that are merged are left out here, too: Usedesk cannot be asked for them beside others. status:merged finds them."},
		{"words beside or", "login or status:open", "are looked for here"},
		{"a negated agent", "-visible:me", "Use visible: once"},
		{"a name that is not known", "group:Biling", "There is no group “Biling”"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := planned(t, helpdesk.Usedesk, test.query)
			require.NotEmpty(t, p.Notices)
			require.Contains(t, print.In("en").Say(p.Notices[len(p.Notices)-1].Say), test.says)
		})
	}
	nobody := account(helpdesk.Usedesk)
	nobody.Me = 0
	p := plannedFor(t, nobody, "rights:write", plan.Options{Now: noon})
	require.Contains(t, print.In("en").Say(p.Notices[0].Say), "Add visible:")
}

func TestTheShippedViewsPlanForBothHelpdesks(t *testing.T) {
	for _, v := range view.Defaults() {
		for _, system := range []helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse} {
			p := planned(t, system, v.Text())
			require.NotEmpty(t, sent(t, p), "%s in %s", v.Name, system)
			require.Empty(t, p.Notices, "%s in %s", v.Name, system)
		}
	}
}

// Whatever is typed, the plans of both helpdesks can be sent, explained and walked.
func FuzzPlan(f *testing.F) {
	for _, text := range []string{
		"", "status:open,pending assignee:me -tag:spam", `(assignee:none group:6216) or -(client:1,2 "exact words")`, "created:..2016-11-25 updated>-7d",
		"client:-5,0 group:-1 channel:0", "visible:-1 category:-3 field:-1=2", "created>=9999-12-31 updated<=1970-01-01T00:00:00", "type:idea,ticket sort:popular email:a@b",
		`field:4704=" " tag:" a","" `, "-(status:open or -(type:task or -id>5))", "created:0001 created>0001-01-01", "rights:write visible:me,15023",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, system := range []helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse} {
			for _, d := range []*helpdesk.Directory{account(system), {System: system, Desk: deskOf(t, system)}} {
				q, _ := filter.ParseTolerant(text, d)
				bound := filter.Bind(q, d, noon)
				p := plan.For(&bound, d, plan.Options{Now: noon})
				require.Len(t, sent(t, p), len(p.Requests))
				require.LessOrEqual(t, len(p.Requests), 4)
				require.NotEmpty(t, explained(&p, "ru"))
				again, err := filter.Parse(p.Remainder().String(), d)
				require.NoError(t, err)
				require.True(t, again.Equal(p.Remainder()) || len(p.Requests) == 0, p.Remainder().String())
				w := p.Walk(1)
				_, _, more := w.Next()
				require.Equal(t, len(p.Requests) > 0, more)
			}
		}
	})
}
