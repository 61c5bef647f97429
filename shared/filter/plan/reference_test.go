package plan_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
	"deskside/shared/words/print"
)

var update = flag.Bool("update", false, "write the tables of the README anew")

const readme = "../README.md"

// lists are the helpdesks' lists of tickets.
var lists = []string{"usedesk", "tickets.json", "search.json"}

// reached are queries that send what a list's reference names: first those that
// show a parameter, then those of its further values. What follows a bar is not
// the query's to say.
var reached = map[string][]string{
	"usedesk api_token":               {"| the account's key, with every request"},
	"usedesk fchannel":                {"channel:123"},
	"usedesk fassigned":               {"assignee:17063 group:6216", "assignee:17063", "assignee:none group:any", "assignee:none group:none"},
	"usedesk fgroup":                  {"group:6216,8294"},
	"usedesk fstatus":                 {"status:open,pending", "status:solved", "status:closed", "status:deleted", "status:hold", "status:spam", "status:new", "status:mailing"},
	"usedesk ftype":                   {"type:question,task", "type:problem", "type:incident"},
	"usedesk fpriority":               {"priority>=urgent", "priority:low", "priority:medium"},
	"usedesk accessible_for_agent_id": {"visible:me"},
	"usedesk offset":                  {"| the page, which is read where more rows are wanted"},
	"usedesk tag":                     {"tag:Important,VIP"},
	"usedesk created_after":           {"created>=2016-11-25"},
	"usedesk created_before":          {"created<=2016-11-25T15:08:00"},
	"usedesk updated_after":           {"updated>-7d"},
	"usedesk updated_before":          {"updated<2016-11-25"},
	"usedesk query":                   {`"exact words"`},
	"usedesk client_id":               {"client:15341"},
	"usedesk fields":                  {"field:4704=1", `field:"Reason":empty`, "field:4704:not_empty"},
	"usedesk field_id":                {"| older than `fields`, which says the same"},
	"usedesk field_value":             {"| older than `fields`, which says the same"},
	"usedesk sort": {"sort:id-desc", "sort:status", "sort:client", "sort:assignee", "sort:group-desc", "sort:updated",
		"sort:created"},
	"usedesk order":      {"sort:created-asc", "sort:created-desc"},
	"usedesk properties": {"sla:overdue"},

	"tickets.json text": {"SAML"},
	"tickets.json status": {"status:active", "-tag:a", "status:opened", "status:hold", "status:in_progress", "status:pending",
		"status:in_progress,hold", "status:completed,pending"},
	"tickets.json date":           {"created:today", "created:yesterday", "created:this_week", "created:last_week", "created:this_month", "created:last_month"},
	"tickets.json completed_on":   {"completed:last_week", "completed:today", "completed:yesterday", "completed:this_week", "completed:this_month", "completed:last_month"},
	"tickets.json authorId":       {"client:10"},
	"tickets.json authorEmail":    {"email:support@useresponse.com"},
	"tickets.json responsible_id": {"assignee:me"},
	"tickets.json forum_id":       {"forum:1"},
	"tickets.json completed_by":   {"completed_by:me"},
	"tickets.json sort":           {"sort:created", "sort:activity", "sort:updated", "sort:popular", "sort:trending"},
	"tickets.json page":           {"| the page, which is read where more rows are wanted"},
	"tickets.json count":          {"| how many rows are wanted, at most 50"},

	"search.json text":        {"type:idea SAML"},
	"search.json ownership":   {"type:idea", "category:30"},
	"search.json status":      {"category:30 status:hold"},
	"search.json category_id": {"category:30"},
	"search.json date": {"type:idea created:today", "type:idea created:yesterday", "type:idea created:this_week", "type:idea created:last_week",
		"type:idea created:this_month", "type:idea created:last_month"},
	"search.json type":     {"type:problem"},
	"search.json authorId": {"type:idea client:10"},
	"search.json sort":     {"type:idea sort:created", "type:idea sort:activity", "type:idea sort:updated", "type:idea sort:popular", "type:idea sort:trending"},
	"search.json count":    {"| how many rows are wanted, at most 50"},
}

// reference reads what the references name: the values of each parameter of a list.
func reference(t *testing.T) (names []string, values map[string][]string) {
	t.Helper()
	text, err := os.ReadFile("testdata/parameters.txt")
	require.NoError(t, err)
	values = map[string][]string{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		require.Contains(t, lists, words[0])
		name := words[0] + " " + words[1]
		names = append(names, name)
		values[name] = words[2:]
	}
	return names, values
}

// parameters gives what a plan sends to a list, as text by name.
func parameters(t *testing.T, p plan.Plan, list string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, r := range p.Requests {
		request := firstPage(t, p, r).Request
		if list == "usedesk" && len(request.Body) > 0 {
			body := map[string]json.RawMessage{}
			require.NoError(t, json.Unmarshal(request.Body, &body))
			for name, value := range body {
				out[name] = strings.Trim(string(value), `"`)
			}
			if out["order"] == "" {
				out["order"] = "desc" // the API's own
			}
			delete(out, "api_token")
		} else if strings.Contains(request.URL, "/"+list+"?") {
			maps.Copy(out, query(t, request.URL))
			delete(out, "page")
		}
	}
	return out
}

func query(t *testing.T, address string) map[string]string {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	out := map[string]string{}
	for name, values := range u.Query() {
		out[name] = values[0]
	}
	return out
}

func systemOf(list string) helpdesk.System {
	if list == "usedesk" {
		return helpdesk.Usedesk
	}
	return helpdesk.UseResponse
}

// sends reports whether what was sent for a parameter is one of the reference's values.
func sends(parameter, value, want string) bool {
	switch {
	case parameter == "usedesk fassigned":
		return value == map[string]string{
			"agent-in-group": `[{"assignee_id":17063,"group_id":6216}]`, "agent": `[{"assignee_id":17063}]`,
			"group-only": `[{"assignee_id":"unassigned"}]`, "nobody": `[{"assignee_id":"unassigned","group_id":"unassigned"}]`,
		}[want]
	case parameter == "usedesk fields" && want == "value":
		return value == `[{"id":4704,"value":"1"}]`
	case parameter == "usedesk fields":
		return strings.Contains(value, `"value":"`+want+`"`)
	case parameter == "usedesk properties":
		return value == `["`+want+`"]`
	}
	return slices.Contains(strings.Split(value, ","), want)
}

func TestEveryParameterOfTheReferencesIsReached(t *testing.T) {
	names, values := reference(t)
	require.ElementsMatch(t, names, slices.Collect(maps.Keys(reached)), "a row for each parameter of the references, and none beside them")
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			list, parameter, _ := strings.Cut(name, " ")
			var sent []string
			for _, text := range reached[name] {
				if strings.HasPrefix(text, "|") {
					require.Equal(t, []string{"*"}, values[name])
					return
				}
				got := parameters(t, planned(t, systemOf(list), text), list)
				require.Contains(t, got, parameter, text)
				require.NotEmpty(t, got[parameter], text)
				sent = append(sent, got[parameter])
			}
			for _, want := range values[name] {
				require.True(t, want == "*" || slices.ContainsFunc(sent, func(value string) bool { return sends(name, value, want) }), "%s is never sent as %s", name, want)
			}
		})
	}
}

// What a client can send must stand in the references, so that no parameter of
// a client is left out above.
func TestTheClientsSendWhatTheReferencesName(t *testing.T) {
	names, _ := reference(t)
	base, err := api.ParseBase("help.test")
	require.NoError(t, err)
	of := func(list string) []string {
		var out []string
		for _, name := range names {
			if parameter, ok := strings.CutPrefix(name, list+" "); ok {
				out = append(out, parameter)
			}
		}
		return out
	}
	l := full[usedesk.List](t)
	l.Status, l.Types, l.Priorities = []int64{1}, []string{"task"}, []helpdesk.Priority{helpdesk.Priority("low")}
	l.Assigned, l.Fields, l.Sort = []usedesk.Assigned{usedesk.NoAssignee()}, []usedesk.FieldTest{usedesk.FieldEmpty(1)}, "id"
	list := usedesk.New(base, "key").Tickets(l)
	require.Nil(t, list.Problem)
	body := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal(list.Request.Body, &body))
	// Of the older pair the client makes today's form.
	require.ElementsMatch(t, of("usedesk"), append(slices.Collect(maps.Keys(body)), "field_id", "field_value"))

	tickets := full[useresponse.Tickets](t)
	tickets.Status, tickets.Date, tickets.Completed, tickets.Sort, tickets.Fields = "all", "today", "today", "new", nil
	listed := useresponse.New(base).ListTickets(tickets)
	require.Nil(t, listed.Problem)
	require.ElementsMatch(t, of("tickets.json"), slices.Collect(maps.Keys(query(t, listed.Request.URL))))

	search := full[useresponse.Search](t)
	search.Date, search.Sort = "today", "new"
	searched := useresponse.New(base).SearchObjects(search)
	require.Nil(t, searched.Problem)
	// The reference names neither a page nor a community for searches.
	require.ElementsMatch(t, append(of("search.json"), "page", "forum_id"), slices.Collect(maps.Keys(query(t, searched.Request.URL))))
}

// full gives a value of which every number is 7, every text "x" and every flag
// set; lists stay empty.
func full[T any](t *testing.T) T {
	t.Helper()
	var out T
	v := reflect.ValueOf(&out).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Int64:
			f.SetInt(7)
		case reflect.String:
			f.SetString("x")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Slice:
			if f.Type().Elem().Kind() == reflect.Int64 || f.Type().Elem().Kind() == reflect.String {
				one := reflect.New(f.Type().Elem()).Elem()
				if one.Kind() == reflect.String {
					one.SetString("x")
				} else {
					one.SetInt(7)
				}
				f.Set(reflect.Append(f, one))
			}
		default:
			t.Fatalf("a member of kind %s has no value here", f.Kind())
		}
	}
	return out
}

// samples are queries that show what becomes of each field of the language.
var samples = [filter.FieldCount][]string{
	filter.Text:        {"login", `"exact words"`},
	filter.Subject:     {"subject:login"},
	filter.Status:      {"status:pending", "status:active", "-status:pending"},
	filter.System:      {"in:usedesk"},
	filter.Account:     {"account:work"},
	filter.Assignee:    {"assignee:me", "assignee:none"},
	filter.Group:       {"group:billing", "assignee:none group:none"},
	filter.Tag:         {"tag:vip,important", "-tag:spam"},
	filter.Type:        {"type:problem"},
	filter.Priority:    {"priority>=urgent"},
	filter.Channel:     {"channel:12"},
	filter.Client:      {"client:15341", "client:jones"},
	filter.Email:       {"email:ann@example.com"},
	filter.Created:     {"created:yesterday", "created>=2016-11-25"},
	filter.Updated:     {"updated>-7d"},
	filter.Completed:   {"completed:last_week"},
	filter.CompletedBy: {"completed_by:me"},
	filter.Forum:       {"forum:Beta"},
	filter.Category:    {"category:Invoices"},
	filter.ID:          {"id:2992803"},
	filter.Comments:    {"comments>10"},
	filter.Custom:      {"field:4704=1", `field:"Note":empty`},
	filter.SLA:         {"sla:first_reply<2h", "sla:overdue"},
	filter.Remind:      {"remind:today"},
	filter.Rights:      {"rights:write"},
	filter.Visible:     {"visible:me"},
	filter.Mark:        {"is:unread", "is:snoozed"},
}

// asked describes what one helpdesk is asked for a query, beside what it is
// asked for anyway.
func asked(t *testing.T, system helpdesk.System, text string) string {
	t.Helper()
	p := planned(t, system, text)
	if len(p.Requests) == 0 {
		return "finds nothing"
	}
	usual := parameters(t, planned(t, system, ""), lists[slices.Index([]helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse}, system)])
	var parts []string
	for _, list := range lists {
		sent := parameters(t, p, list)
		for _, name := range slices.Sorted(maps.Keys(sent)) {
			if sent[name] != usual[name] && !slices.Contains([]string{"sort", "order", "count"}, name) {
				parts = append(parts, "`"+name+"`")
			}
		}
	}
	if p.Remainder().String() != "" {
		parts = append(parts, "here")
	}
	if len(parts) == 0 {
		return "every ticket"
	}
	return strings.Join(parts, ", ")
}

func tests(n *filter.Node, f filter.Field) bool {
	return n.Op == filter.Is && n.Term.Field == f || slices.ContainsFunc(n.Nodes, func(n filter.Node) bool { return tests(&n, f) })
}

// wordsTable shows each word of the language with what the helpdesks are asked for.
func wordsTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| word | tests | for example | Usedesk | UseResponse |\n| --- | --- | --- | --- | --- |\n")
	for f := range filter.FieldCount {
		require.NotEmpty(t, samples[f], "%s has no example", f)
		for i, text := range samples[f] {
			q, err := filter.Parse(text, account(helpdesk.Usedesk))
			require.NoError(t, err)
			require.True(t, tests(&q.Where, f), "%s does not test %s", text, f)
			word, about := "`"+f.String()+":`", print.In("en").Say(f.About())
			if f == filter.Text {
				word = "words"
			}
			if i > 0 {
				word, about = "", ""
			}
			fmt.Fprintf(&b, "| %s | %s | `%s` | %s | %s |\n", word, about, text, asked(t, helpdesk.Usedesk, text), asked(t, helpdesk.UseResponse, text))
		}
	}
	return b.String()
}

// ordersTable shows each order with who makes it.
func ordersTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| order | Usedesk | UseResponse |\n| --- | --- | --- |\n")
	for k := filter.Key(0); k.String() != ""; k++ {
		fmt.Fprintf(&b, "| `sort:%s` |", k)
		for _, system := range []helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse} {
			p := planned(t, system, "sort:"+k.String())
			list := lists[slices.Index([]helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse}, system)]
			word := "`sort=" + parameters(t, p, list)["sort"] + "`"
			switch {
			case p.Sorted == plan.Unsorted && word == "`sort="+parameters(t, planned(t, system, "sort:remind"), list)["sort"]+"`":
				word = "here"
			case p.Sorted == plan.Unsorted:
				word += ", then here"
			}
			b.WriteString(" " + word + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// parametersTable shows each parameter of the references with a query that sends it.
func parametersTable(t *testing.T) string {
	names, _ := reference(t)
	var b strings.Builder
	b.WriteString("| list | parameter | query | sends |\n| --- | --- | --- | --- |\n")
	before := ""
	for _, name := range names {
		list, parameter, _ := strings.Cut(name, " ")
		queries := reached[name]
		if len(queries) > 4 {
			queries = queries[:1]
		}
		place := map[string]string{"usedesk": "Usedesk `tickets`", "tickets.json": "UseResponse `tickets.json`", "search.json": "UseResponse `search.json`"}[list]
		if list == before {
			place = ""
		}
		before = list
		for i, text := range queries {
			shown, value, named := "`"+text+"`", "", "`"+parameter+"`"
			if note, ok := strings.CutPrefix(text, "| "); ok {
				shown = note
			} else {
				value = "`" + parameters(t, planned(t, systemOf(list), text), list)[parameter] + "`"
			}
			if i > 0 {
				place, named = "", ""
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", place, named, shown, value)
		}
	}
	return b.String()
}

// The tables of the README are made from what plans really do.
func TestTheTablesOfTheReadmeAreThoseOfThePlans(t *testing.T) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	page := string(text)
	for _, table := range []struct{ name, text string }{{"words", wordsTable(t)}, {"orders", ordersTable(t)}, {"parameters", parametersTable(t)}} {
		begin, end := "<!-- "+table.name+": written by go test ./shared/filter/plan -update -->\n", "<!-- end of "+table.name+" -->"
		from, to := strings.Index(page, begin), strings.Index(page, end)
		require.True(t, from >= 0 && to > from, "the README has no place for the %s", table.name)
		page = page[:from+len(begin)] + table.text + page[to:]
	}
	if *update {
		require.NoError(t, os.WriteFile(readme, []byte(page), 0o666))
		return
	}
	require.Equal(t, page, string(text), "go test ./shared/filter/plan -update writes the tables anew")
}

// Every query of the page is one: `code` that holds a query is marked so by
// standing in a list or table of queries.
func TestTheExamplesOfTheReadmeAreUnderstood(t *testing.T) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	examples := 0
	block := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			block = line == "```query"
		case block && line != "":
			examples++
			_, err := filter.Parse(line, account(helpdesk.Usedesk))
			require.NoError(t, err, line)
			for _, system := range []helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse} {
				planned(t, system, line)
			}
		}
	}
	require.Greater(t, examples, 10)
}
