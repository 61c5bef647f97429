package filter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/desks"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

func TestWhatMayComeNext(t *testing.T) {
	for _, test := range []struct {
		name string
		// text has a bar where the caret is; after is the text once the first item was taken.
		text, after string
		// first are the labels of the first items.
		first []string
	}{
		{"a field's beginning", "sta|", "status:|", []string{"status:"}},
		{"a negated field", "tag:a -sta|", "tag:a -status:|", []string{"status:"}},
		{"prefixes before beginnings of words before letters in order", "co|", "completed:|", []string{"completed:", "completed_by:", "comments:", "status:completed"}},
		{"a field's other name", "customer|", "client:|", []string{"client:"}},
		{"in the middle of a word", "ass|ign status:open", "assignee:| status:open", []string{"assignee:"}},
		{"words of a fixed list", "status:|", "status:active|", []string{"active", "new", "open", "pending", "hold"}},
		{"words by their beginning", "status:o|", "status:open|", []string{"open", "opened", "hold"}},
		{"the account's own statuses", "status:vendor|", `status:"At the vendor’s"|`, []string{"At the vendor’s"}},
		{"after a comma, without what is there", "status:open,|", "status:open,active|", []string{"active", "new", "pending"}},
		{"after a comparison", "priority>=|", "priority>=low|", []string{"low", "medium", "urgent", "extreme"}},
		{"agents, and me first", "assignee:|", "assignee:me|", []string{"me", "Ann Lee", "Пётр"}},
		{"an agent by the second name, with quotes", "assignee:le|", `assignee:"Ann Lee"|`, []string{"Ann Lee"}},
		{"an agent in quotes that are open", `assignee:"ann l|`, `assignee:"Ann Lee"|`, []string{"Ann Lee"}},
		{"an agent without diacritics", "assignee:петр|", "assignee:Пётр|", []string{"Пётр"}},
		{"an agent by address", "assignee:ann@|", `assignee:"Ann Lee"|`, []string{"Ann Lee"}},
		{"a group by number", "group:82|", "group:Support|", []string{"Support"}},
		{"a tag whose name is a number", "tag:23|", `tag:"23"|`, []string{"23", "Cold"}},
		{"a channel", "channel:m|", "channel:Mail|", []string{"Mail"}},
		{"a category", "category:|", "category:Café|", []string{"Café", "none", "any"}},
		{"letters in their order", "group:blg|", "group:Billing|", []string{"Billing"}},
		{"dates", "created:|", "created:today|", []string{"today", "yesterday", "this_week", "last_week", "this_month", "last_month", ">-1h"}},
		{"dates to compare with", "updated>-7|", "updated>-7d|", []string{"-7d"}},
		{"the end of a range", "created:2016-11-01..to|", "created:2016-11-01..today|", []string{"today"}},
		{"additional fields", "field:|", `field:"VIP"=|`, []string{"VIP", "Reason", "any"}},
		{"an additional field by its name", "field:rea|", `field:"Reason"=|`, []string{"Reason"}},
		{"options of a list", `field:"Reason"=|`, `field:"Reason"=Refund|`, []string{"Refund", "Other", "empty", "not_empty"}},
		{"options by the field's number", "field:37=oth|", "field:37=Other|", []string{"Other"}},
		{"a checkbox", "field:4704:|", "field:4704:1|", []string{"1", "empty", "not_empty"}},
		{"SLA moments", "sla:|", "sla:overdue|", []string{"overdue", "first_reply", "next_reply", "close", "none", "any"}},
		{"SLA times", "sla:first_reply<|", "sla:first_reply<30m|", []string{"30m", "1h", "2h"}},
		{"SLA times of any kind", "sla<2|", "sla<2h|", []string{"2h"}},
		{"orders", "sort:|", "sort:updated-desc|", []string{"updated-desc", "activity-desc", "created-desc"}},
		{"a second order in both directions", "sort:updated-desc,due|", "sort:updated-desc,due-asc|", []string{"due-asc", "due-desc"}},
		{"helpdesks", "in:|", "in:usedesk|", []string{"usedesk"}},
		{"accounts", "account:|", "account:Shop|", []string{"Shop"}},
		{"a name without its field", "billing|", "group:Billing|", []string{"group:Billing"}},
		{"a word without its field", "(spa|", "(status:spam|", []string{"status:spam"}},
		{"within a group", "(tag:a or sta|)", "(tag:a or status:|)", []string{"status:"}},
		{"a caret between terms", "tag:a | status:open", "tag:a subject:| status:open", []string{"subject:", "status:", "in:"}},
		{"what is a text", "zzzz|", "zzzz|", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			caret := strings.IndexByte(test.text, '|')
			text := test.text[:caret] + test.text[caret+1:]
			items := filter.Complete(text, caret, withDesk(t, directory()))
			var labels []string
			for _, item := range items {
				labels = append(labels, item.Label)
				require.NotEmpty(t, item.Kind)
				require.NotEmpty(t, item.Insert)
			}
			require.GreaterOrEqual(t, len(labels), len(test.first), "%v", labels)
			require.Equal(t, test.first, labels[:len(test.first):len(test.first)])
			after := text[:caret] + "|" + text[caret:]
			if len(items) > 0 {
				i := items[0]
				require.LessOrEqual(t, int(i.Span.From), caret)
				require.GreaterOrEqual(t, int(i.Span.To), caret)
				after = text[:i.Span.From] + i.Insert + "|" + text[i.Span.To:]
			}
			require.Equal(t, test.after, after)
		})
	}
}

func TestCompletionKnowsEveryAccount(t *testing.T) {
	other := &helpdesk.Directory{Title: "Forum", Agents: []helpdesk.Person{{ID: 1, Name: "Ann Lee"}, {ID: 2, Name: "Anton"}}}
	items := filter.Complete("ё assignee:an", len("ё assignee:an"), directory(), other)
	require.Equal(t, "Ann Lee", items[0].Label, "the same name is offered once")
	require.Equal(t, "ann@shop.example", items[0].Detail)
	require.Equal(t, "Anton", items[1].Label)
	require.Equal(t, filter.AgentItem, items[1].Kind)
	require.Equal(t, filter.Span{From: 12, To: 14}, items[0].Span)
	require.Equal(t, filter.Span{From: 11, To: 13}, items[0].Points)
}

// Taking any item wherever the caret is gives a text whose terms are all clear,
// or one that waits for a value.
func FuzzComplete(f *testing.F) {
	for _, s := range []string{"", "status:", `assignee:"a`, "field:", "field:37=", "sla:close<", "sort:updated,", "created:..", "-(tag:a,", "“q", "\xff:", "field:\"x\"", "sla:", "a,b..c"} {
		f.Add(s, len(s))
		f.Add(s, len(s)/2)
	}
	f.Fuzz(func(t *testing.T, text string, caret int) {
		for _, item := range filter.Complete(text, caret, directory()) {
			require.True(t, 0 <= item.Span.From && item.Span.From <= item.Span.To && int(item.Span.To) <= len(text))
			filter.ParseTolerant(text[:item.Span.From] + item.Insert + text[item.Span.To:])
		}
	})
}

func withDesk(t *testing.T, d *helpdesk.Directory) *helpdesk.Directory {
	t.Helper()
	desk, err := desks.Agents().Of(d.System)
	require.NoError(t, err)
	d.Desk = desk
	return d
}
