package filter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func TestQueriesPrintInTheirCanonicalForm(t *testing.T) {
	for _, test := range []struct{ name, query, want string }{
		{"nothing is everything", "  ", ""},
		{"any case", "STATUS:Open,PENDING In:UseDesk", "status:open,pending in:usedesk"},
		{"other names of fields and words", "is:on_hold,on-hold team:any label:spam source:usedesk", "status:hold,hold group:any tag:spam in:usedesk"},
		{"blanks after a comma", "status:open, pending tag:a , tag:b", "status:open,pending tag:a tag:b"},
		{"a comma before another term ends the list", "status:open, assignee:me", "status:open assignee:me"},
		{"the example of the documentation", `status:open,pending assignee:me -tag:spam type:problem priority>=urgent channel:12 group:billing client:15341 created:2016-11-25..2016-11-26 updated:>-7d completed:last_week field:4704=1 field:"Reason":empty sla:first_reply<2h rights:write "exact words" sort:updated-desc`,
			`status:open,pending assignee:me -tag:spam type:problem priority>=urgent channel:12 group:billing client:15341 created:2016-11-25..2016-11-26 updated>-7d completed:last_week field:4704=1 field:"Reason":empty sla:first_reply<2h rights:write "exact words" sort:updated-desc`},
		{"each comparison", "priority:>=high id>5 id<5 id<=5 id:=5 comments=3 status!=open", "priority>=high id>5 id<5 id<=5 id:5 comments:3 -status:open"},
		{"negation of terms, words and groups", "-status:open not tag:a NOT -tag:b -draft -(a or b) -(a b)", "-status:open -tag:a tag:b -draft -(a or b) -(a b)"},
		{"or is weaker than and", "a b or c and d", "(a b) or (c d)"},
		{"groups of one kind are one", "a (b c) ((d)) (e or (f or g))", "a b c d (e or f or g)"},
		{"ranges beside other values are alternatives", "created:today,2016-11-01..2016-11-05,..2015", "created:today or created:2016-11-01..2016-11-05 or created:..2015"},
		{"dates", `created:2016 updated:2016-11 completed:"2016-11-25 14:30" remind:2016-11-25 14:30:15 created:2016-11-25t14:30..`, "created:2016 updated:2016-11 completed:2016-11-25T14:30 remind:2016-11-25T14:30:15 created:2016-11-25T14:30.."},
		{"a time that belongs to a date only with a blank", "created:2016-11-25 14:30 14:45", `created:2016-11-25T14:30 "14:45"`},
		{"relative dates", "updated:>-7D created:-2h remind<+3mo updated>=now", "updated>-7d created:-2h remind<+3mo updated>=now"},
		{"named ranges", "created:this-week,YESTERDAY", "created:this_week,yesterday"},
		{"durations", "sla<90m sla:next_reply>=36h sla:resolution:1d..2w sla:any:-1h..0 sla:2h", "sla<1h30m sla:next_reply>=1d12h sla:close:1d..14d sla:-1h..0 sla<=2h"},
		{"SLA words", "sla:any:overdue sla:close sla:first_reply:none sla:any", "sla:overdue sla:close:any sla:first_reply:none sla:any"},
		{"additional fields", `field:4704=1,2 field:Reason=39 field:"Why \"so\"":not_empty field:any:empty field:12:empty,"empty" -field:7!=x`, `field:4704=1,2 field:"Reason"=39 field:"Why \"so\"":not_empty field:any:empty field:12:empty,"empty" field:7=x`},
		{"names that look like words or numbers", `assignee:"me","none","17",17,me,none group:"any"`, `assignee:"me","none","17",17,me,none group:"any"`},
		{"an installation's own status in quotes", `status:"open","Waiting for parts",8`, `status:"open","Waiting for parts",8`},
		{"quotes of other keyboards", "“a b” «в г» „d e“", `"a b" "в г" "d e"`},
		{"words of logic in quotes are text", `"or" "Not" and`, `"or" "Not"`},
		{"addresses and words with a colon are text", "https://example.com/a?b=c error: 500 x:y a=b note:this", `"https://example.com/a?b=c" "error:" 500 "x:y" "a=b" "note:this"`},
		{"words with hyphens and signs are text", "e-mail --force - -> #12 50% a/b", `e-mail "--force" "-" "->" "#12" 50% a/b`},
		{"orders", "sort:updated,priority-asc sort:id,updated-asc,-subject sort:published_at", "sort:updated-desc,priority-asc,id-asc,subject-desc,created-desc"},
		{"an order alone stands after what is selected", "sort:due a", "a sort:due-asc"},
		{"a backslash in quotes", `"C:\new" "a\\b"`, `"C:\\new" "a\\b"`},
		{"text fields", `subject:foo,"b c" text:x text:x,y title:(z)`, `subject:foo,"b c" x text:x,y z`},
	} {
		t.Run(test.name, func(t *testing.T) {
			q, problems := filter.ParseTolerant(test.query)
			if test.name != "text fields" && test.name != "words of logic in quotes are text" {
				require.Empty(t, problems)
			}
			require.Equal(t, test.want, q.String())
			again, err := filter.Parse(q.String())
			require.NoError(t, err)
			require.True(t, q.Equal(again))
		})
	}
}

func TestProblemsSayWhereWhatAndWhatWasMeant(t *testing.T) {
	type span = filter.Span
	for _, test := range []struct {
		name, query, clear, says, nearest string
		span                              span
	}{
		{"a mistyped status", "tag:a status:opne", "tag:a", "“opne” is not understood here. “status” takes active, new, open, ", "open", span{13, 17}},
		{"one of several values", "status:new,opne", "status:new", "Did you mean open?", "open", span{11, 15}},
		{"a mistyped field", "assigne:me tag:a", "tag:a", "“assigne” is no field. Did you mean assignee?", "assignee", span{0, 7}},
		{"exchanged letters", "priroity:low", "", "Did you mean priority?", "priority", span{0, 8}},
		{"a value that is yet to come", "tag:a status:", "tag:a", "A value is missing here.", "", span{13, 13}},
		{"a value after a comma", "tag:a,", "tag:a", "A value is missing here.", "", span{6, 6}},
		{"a sign before a time back", "updated:>7d", "", "Did you mean -7d?", "-7d", span{9, 11}},
		{"a mistyped range", "created:tody", "", "Did you mean today?", "today", span{8, 12}},
		{"a day that no month has", "created:2016-02-30", "", "“2016-02-30” is not understood here.", "", span{8, 18}},
		{"no order among tags", "tag>a b", "b", "“tag” has no order.", "", span{4, 5}},
		{"several values to compare with", "priority>low,high", "priority>low", "Only one value", "", span{13, 17}},
		{"a word that has no order", "created>none", "", "“none” cannot be compared.", "", span{8, 12}},
		{"a range without ends", "created:..", "", "at least one end", "", span{8, 10}},
		{"a range with three ends", "id:1..2..3", "id:1..2", "two ends", "", span{7, 10}},
		{"a helpdesk that is no word", `in:"a b"`, "", "takes a kind of helpdesk", "", span{3, 8}},
		{"a field's value", "field:4704 a", "a", "A value is missing after the field.", "", span{0, 10}},
		{"an order", "sort:upated", "", "Did you mean updated?", "updated", span{5, 11}},
		{"a parenthesis that is not closed", "a (b or c", "a (b or c)", "never closed", "", span{2, 3}},
		{"a parenthesis that is not opened", "a) b", "a b", "not opened", "", span{1, 2}},
		{"a quote that is not closed", `tag:a "b c`, `tag:a "b c"`, "never closed", "", span{6, 7}},
		{"or without a right side", "a or", "a", "“or” needs a term on either side.", "", span{2, 4}},
		{"or without a left side", "(or a) b", "a b", "“or” needs", "", span{1, 3}},
		{"not before nothing", "a not", "a", "Nothing follows that could be negated.", "", span{2, 5}},
		{"an alternative that is not clear", "status:opne or tag:a", "tag:a", "Did you mean open?", "open", span{7, 11}},
		{"a negation that is not clear", "-status:opne b", "b", "Did you mean open?", "open", span{8, 12}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q, problems := filter.ParseTolerant(test.query)
			require.Equal(t, test.clear, q.String())
			require.NotEmpty(t, problems)
			require.Contains(t, print.In("en").Say(problems[0].Say), test.says)
			require.Equal(t, test.nearest, problems[0].Nearest)
			require.Equal(t, test.span, problems[0].Span)
			_, err := filter.Parse(test.query)
			require.ErrorIs(t, err, api.ErrInvalid)
		})
	}
}

func TestPlacesAreCountedInCodePointsToo(t *testing.T) {
	_, problems := filter.ParseTolerant("«ёж» status:opne tag:😀 typ:x a)")
	require.Len(t, problems, 3)
	require.Equal(t, filter.Span{From: 16, To: 20}, problems[0].Span)
	require.Equal(t, filter.Span{From: 12, To: 16}, problems[0].Points)
	require.Equal(t, filter.Span{From: 23, To: 26}, problems[1].Points)
	require.Equal(t, filter.Span{From: 30, To: 31}, problems[2].Points)
}

func TestAnAccountsOwnStatusNeedsNoQuotes(t *testing.T) {
	d := &helpdesk.Directory{Statuses: []helpdesk.Status{{ID: 31, Slug: "on_vendor", Title: "Vendor"}}}
	q, err := filter.Parse("status:On_Vendor,vendor", d)
	require.NoError(t, err)
	require.Equal(t, `status:"On_Vendor","vendor"`, q.String())
	_, err = filter.Parse("status:on_vendor")
	require.Error(t, err)
}

func TestLimitsAreToldAndTheRestIsLeftOut(t *testing.T) {
	long := ""
	for range 1001 {
		long += "a "
	}
	q, problems := filter.ParseTolerant(long)
	require.Len(t, q.Where.Nodes, 1000)
	require.Len(t, problems, 1)
	require.Contains(t, print.In("en").Say(problems[0].Say), "at most 1000 terms")
	deep := ""
	for range 65 {
		deep += "-(a "
	}
	q, problems = filter.ParseTolerant(deep + "b")
	require.Contains(t, print.In("en").Say(problems[len(problems)-1].Say), "too deep")
	again, err := filter.Parse(q.String())
	require.NoError(t, err)
	require.True(t, q.Equal(again))
}

// Which helpdesks there are is not the language's to say.
func TestAHelpdeskIsOneOfAnAccountOrAnyWord(t *testing.T) {
	known := &helpdesk.Directory{System: "usedesk"}
	for _, text := range []string{"in:usedesk", "in:useresponse", "in:some_desk2"} {
		q, err := filter.Parse(text, known)
		require.NoError(t, err)
		require.Equal(t, text, q.String())
	}
	_, problems := filter.ParseTolerant("in:usdesk", known)
	require.Len(t, problems, 1)
	require.Equal(t, "usedesk", problems[0].Nearest)
}
