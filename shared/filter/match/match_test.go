package match_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/desks"
	"deskside/shared/filter"
	"deskside/shared/filter/filtertest"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"
)

var now = time.Date(2025, 2, 12, 10, 20, 30, 0, time.UTC)

// texts are names and words of the directories, the tickets and the queries.
var texts = []string{"Ann", "Пётр Ёлкин", "billing", "Café", "cafe", "3", "refund", "Urgent", "39", "a@b.example", "on_vendor", "login", "ё", "e", " ", "0", "1"}

func directories() []helpdesk.Directory {
	people := []helpdesk.Person{{ID: 1, Name: "Ann"}, {ID: 2, Name: "Пётр Ёлкин"}, {ID: 3, Name: "billing"}}
	list := []helpdesk.Entry{{ID: 1, Name: "Billing"}, {ID: 2, Name: "Café"}, {ID: 4, Name: "login"}}
	tags := []helpdesk.Entry{{ID: 1, Name: "Urgent"}, {ID: 2, Name: "3"}, {ID: 3, Name: "Café"}, {ID: 4, Name: "login"}}
	fields := []helpdesk.FieldEntry{
		{ID: 1, Name: "Ann", Kind: helpdesk.CheckboxField}, {ID: 2, Name: "Café", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "39", Title: "Refund"}, {Value: "3", Title: "login"}}},
		{ID: 3, Name: "cafe", Kind: helpdesk.TextField}, {ID: 4, Name: "login"},
	}
	statuses := []helpdesk.Status{{ID: 1, Slug: "opened", Title: "Ann", State: helpdesk.Open}, {ID: 2, Slug: "on_vendor", Title: "Café", State: helpdesk.Unknown}, {ID: 3, Slug: "completed", Title: "login", State: helpdesk.Solved}}
	both := helpdesk.Directory{
		System: helpdesk.Usedesk, Account: "login", Title: "Café", Me: 2, Agents: people, Groups: list, Channels: list, Forums: list, Categories: list,
		Tags: tags, Fields: fields, Statuses: statuses, Zone: 3 * 3600,
	}
	other := both
	other.System, other.Account, other.Title, other.Me, other.Zone = helpdesk.UseResponse, "ur", "billing", 3, -5*3600
	// Whose statuses divide what is open, and what is solved.
	other.Desk, _ = desks.Agents().Of(other.System)
	return []helpdesk.Directory{both, other}
}

type tickets struct{ *rand.Rand }

func one[T any](g tickets, of ...T) T { return of[g.IntN(len(of))] }

func (g tickets) moment() int64 {
	if g.IntN(5) == 0 {
		return 0
	}
	return now.Unix() - g.Int64N(60*86400) + 10*86400
}

func (g tickets) ticket(id int64, d *helpdesk.Directory) helpdesk.Ticket {
	text := func() string { return one(g, texts...) }
	some := func(n int64) int64 { return g.Int64N(n) }
	t := helpdesk.Ticket{
		System: d.System, Account: d.Account, ID: id, Subject: text() + " " + text(), Priority: one[helpdesk.Priority](g, "", "low", "medium", "normal", "high", "urgent", "extreme"),
		Type: one(g, "", "question", "problem", "task", "refund"), Client: helpdesk.Person{ID: some(4), Name: one(g, "", text()), Email: one(g, "", text(), "A@b.example")},
		Assignee: helpdesk.Person{ID: some(4)}, Group: some(5), Channel: some(5), ChannelEmail: one(g, "", "A@b.example"), Forum: some(5), Category: one(g, "", "Billing", "café", "refund"),
		Created: g.moment(), Updated: g.moment(), Completed: g.moment(), CompletedBy: helpdesk.Person{ID: some(4)}, Remind: g.moment(), Comments: some(5),
		Body:   helpdesk.Markup{Format: helpdesk.HTML, Source: "<b>" + text() + "</b> " + text()},
		Rights: one(g, "", "read", "write"),
		Status: helpdesk.Status{ID: some(4), Slug: one(g, "", "opened", "in_progress", "completed", "On_Vendor"), Title: one(g, "", "Café", "login"), State: one(g, append(helpdesk.States(), "")...)},
	}
	t.Assignee.Name = one(g, "", text())
	for range g.IntN(3) {
		t.Tags = append(t.Tags, text())
		t.SLA = append(t.SLA, helpdesk.SLA{Type: one(g, "first_reply", "next_reply", "close", "other"), At: max(0, now.Unix()+some(500_000)-250_000)})
		t.Fields = append(t.Fields, helpdesk.Field{ID: 1 + some(6), Value: one(g, "", " ", "0", "1", text())})
	}
	return t
}

// Thousands of generated queries and tickets: what the table selects, what
// single tickets pass and what the query says when it is read word by word are
// the same.
func TestMatchingIsWhatTheQuerySays(t *testing.T) {
	random := tickets{rand.New(rand.NewPCG(5, 6))}
	ds := directories()
	table := match.NewTable(0, 0)
	var all []helpdesk.Ticket
	for i := range 200 {
		all = append(all, random.ticket(int64(i), &ds[random.IntN(2)]))
		row, added := table.Put(&all[i])
		require.True(t, added)
		require.Equal(t, i, row)
	}
	g := filtertest.New(7)
	g.Texts, g.Numbers, g.Depth = texts, 6, 2
	table, err := match.Open(table.Bytes())
	require.NoError(t, err)
	marks := &mark.Marks{First: now.Unix() - 86_400}
	for i := range all {
		key := fmt.Sprintf("%s/%d", all[i].Account, all[i].ID)
		switch i % 5 {
		case 0:
			marks.See(key, all[i].Updated-int64(i%3))
		case 1:
			marks.Lay(key, now.Unix()+int64(i%4-1)*3600, all[i].Updated-int64(i%3))
		}
	}
	selected := 0
	for range 2_500 {
		q := g.Query()
		m := match.Compile(filter.BindMarked(q.Awake(), &ds[0], marks.Of(ds[0].Account, now.Unix()), now.Unix()), filter.BindMarked(q.Awake(), &ds[1], marks.Of(ds[1].Account, now.Unix()), now.Unix()))
		rows := m.Select(table, nil)
		for i := range all {
			o := oracle{&ds[0], now, marks}
			if all[i].Account == "ur" {
				o.d = &ds[1]
			}
			// What sleeps is left out unless a query asks for it.
			want := o.node(&q.Where, &all[i]) && (strings.Contains(q.String(), "snoozed") || !o.marked(filter.SnoozedWord, &all[i]))
			_, got := slices.BinarySearch(rows, int32(i))
			if want != got {
				require.Equal(t, want, got, "%s\n%+v", q, all[i])
			}
			if i%13 == 0 {
				require.Equal(t, want, m.Match(&all[i]), "alone: %s\n%+v", q, all[i])
				require.Equal(t, want, m.Row(table, i))
			}
			if want {
				selected++
			}
		}
	}
	require.Greater(t, selected, 2_500*200/5, "queries select enough to tell anything")
}

func TestATicketThatChangesIsTheOnlyOneJudged(t *testing.T) {
	random := tickets{rand.New(rand.NewPCG(8, 9))}
	ds := directories()
	g := filtertest.New(10)
	g.Texts, g.Numbers, g.Depth = texts, 6, 1
	for range 60 {
		q := g.Query()
		m := match.Compile(filter.Bind(q, &ds[0], now.Unix()), filter.Bind(q, &ds[1], now.Unix()))
		table := match.NewTable(0, 0)
		for i := range 100 {
			k := random.ticket(int64(i), &ds[random.IntN(2)])
			table.Put(&k)
		}
		list := m.List(table)
		for range 60 {
			before := slices.Clone(list.Rows())
			var move match.Move
			if random.IntN(6) == 0 {
				move = list.Remove(ds[random.IntN(2)].Account, random.Int64N(130))
			} else {
				k := random.ticket(random.Int64N(130), &ds[random.IntN(2)])
				move = list.Put(&k)
			}
			// The move tells a drawn list how to become the new one.
			if move.From >= 0 {
				before = slices.Delete(before, move.From, move.From+1)
			}
			if move.To >= 0 {
				before = slices.Insert(before, move.To, list.Rows()[move.To])
			}
			require.Equal(t, before, list.Rows())
			require.Equal(t, m.List(table).Rows(), list.Rows(), "%s", q)
		}
		require.Equal(t, m.List(reopened(t, table)).Rows(), list.Rows())
	}
}

func reopened(t *testing.T, table *match.Table) *match.Table {
	again, err := match.Open(slices.Clone(table.Bytes()))
	require.NoError(t, err)
	require.Equal(t, table.Len(), again.Len())
	return again
}

func TestAnAssignmentsCases(t *testing.T) {
	// The four cases of Usedesk's fassigned, and a ticket for each.
	all := []helpdesk.Ticket{
		{Account: "u", ID: 1, Assignee: helpdesk.Person{ID: 17063}, Group: 6216},
		{Account: "u", ID: 2, Assignee: helpdesk.Person{ID: 17063}},
		{Account: "u", ID: 3, Group: 6216},
		{Account: "u", ID: 4},
	}
	for query, want := range map[string][]int64{
		"assignee:17063 group:6216": {1}, "assignee:17063": {1, 2}, "assignee:none group:any": {3}, "assignee:none group:none": {4},
		"assignee:none": {3, 4}, "group:none": {2, 4}, "(assignee:17063 group:6216) or (assignee:none group:none)": {1, 4},
	} {
		require.Equal(t, want, ids(t, query, &helpdesk.Directory{System: helpdesk.Usedesk, Account: "u"}, all), query)
	}
}

func TestAnEmptyCheckboxIsOff(t *testing.T) {
	d := &helpdesk.Directory{Account: "u", Fields: []helpdesk.FieldEntry{{ID: 1, Name: "VIP", Kind: helpdesk.CheckboxField}, {ID: 2, Name: "Note", Kind: helpdesk.TextField}}}
	var all []helpdesk.Ticket
	for i, value := range []string{"", " ", "0", "1"} {
		all = append(all, helpdesk.Ticket{Account: "u", ID: int64(i), Fields: []helpdesk.Field{{ID: 1, Value: value}, {ID: 2, Value: value}}})
	}
	all = append(all, helpdesk.Ticket{Account: "u", ID: 4})
	for query, want := range map[string][]int64{
		"field:vip:empty": {0, 1, 2, 4}, "field:vip:not_empty": {3}, "field:1=0": {2}, "field:note:empty": {0, 1, 4}, "field:2:not_empty": {2, 3},
		"field:any:empty": {0, 1, 2, 4}, "field:any:not_empty": {2, 3}, "field:any=1": {3}, "-field:vip=1": {0, 1, 2, 4},
	} {
		require.Equal(t, want, ids(t, query, d, all), query)
	}
}

func TestTextsAreFoundWithoutCaseAndDiacritics(t *testing.T) {
	d := &helpdesk.Directory{Account: "u"}
	all := []helpdesk.Ticket{
		{Account: "u", ID: 1, Subject: "Crème brûlée", Tags: []string{"Ёлка"}},
		{Account: "u", ID: 2, Body: helpdesk.Markup{Source: "<p>Order</p><p>was <b>broken</b>&nbsp;twice</p>"}},
		{Account: "u", ID: 3, Client: helpdesk.Person{Name: "Ὀδυσσεύς", Email: "Odysseus@sea.example"}},
		{Account: "u", ID: 4, Body: helpdesk.Markup{Source: strings.Repeat("лошадь ", 60) + "найден йод"}},
	}
	for query, want := range map[string][]int64{
		"CREME": {1}, `"creme brulee"`: {1}, "елка": {1}, `"order was broken twice"`: {2}, "orderwas": nil, "οδυσσευσ": {3}, "client:οδυσ": {3}, "odysseus@SEA": {3},
		"subject:order": nil, "иод": {4}, "лошади": nil, "-broken": {1, 3, 4}, "crème or йод": {1, 4}, "nbsp": nil,
	} {
		require.Equal(t, want, ids(t, query, d, all), query)
	}
}

func ids(t *testing.T, query string, d *helpdesk.Directory, all []helpdesk.Ticket) (found []int64) {
	q, err := filter.Parse(query)
	require.NoError(t, err)
	table := match.NewTable(len(all), 0)
	for i := range all {
		table.Put(&all[i])
	}
	for _, row := range match.Compile(filter.Bind(q, d, now.Unix())).Select(table, nil) {
		_, id := table.Key(int(row))
		found = append(found, id)
	}
	return found
}
