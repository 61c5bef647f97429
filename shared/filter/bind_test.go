package filter_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

// now is a Wednesday.
var now = time.Date(2016, 11, 30, 12, 30, 15, 0, time.UTC).Unix()

func directory() *helpdesk.Directory {
	return &helpdesk.Directory{
		System: helpdesk.Usedesk, Account: "u1", Title: "Shop", Me: 17063,
		Statuses:   []helpdesk.Status{{ID: 1, Slug: "open", Title: "Open", State: helpdesk.Open}, {ID: 31, Slug: "on_vendor", Title: "At the vendor’s", State: helpdesk.Unknown}},
		Agents:     []helpdesk.Person{{ID: 17063, Name: "Ann Lee", Email: "ann@shop.example"}, {ID: 15023, Name: "Пётр"}, {ID: 15024, Name: "Bob"}, {ID: 15025, Name: "bob"}},
		Groups:     []helpdesk.Entry{{ID: 6216, Name: "Billing"}, {ID: 8294, Name: "Support"}},
		Channels:   []helpdesk.Entry{{ID: 123, Name: "Mail"}},
		Tags:       []helpdesk.Entry{{ID: 4, Name: "Important"}, {ID: 5, Name: "23"}, {ID: 23, Name: "Cold"}},
		Categories: []helpdesk.Entry{{ID: 9, Name: "Café"}},
		Forums:     []helpdesk.Entry{{ID: 3, Name: "Main"}},
		Fields: []helpdesk.FieldEntry{
			{ID: 4704, Name: "VIP", Kind: helpdesk.CheckboxField},
			{ID: 37, Name: "Reason", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "39", Title: "Refund"}, {Value: "40", Title: "Other"}}},
		},
	}
}

func bind(t *testing.T, query string, d *helpdesk.Directory) filter.Bound {
	q, err := filter.Parse(query)
	require.NoError(t, err)
	return filter.Bind(q, d, now)
}

func TestNamesBecomeWhatTheAccountKnows(t *testing.T) {
	for _, test := range []struct {
		query string
		want  filter.Test
	}{
		{"assignee:me,none,15023", filter.Test{None: true, IDs: []int64{15023, 17063}}},
		{`assignee:"ann lee",петр,ANN@shop.example`, filter.Test{IDs: []int64{15023, 17063}}},
		{"assignee:BOB", filter.Test{IDs: []int64{15024, 15025}}},
		{"group:billing,any", filter.Test{Filled: true, IDs: []int64{6216}}},
		{"channel:mail,Post@Shop.example,7", filter.Test{IDs: []int64{7, 123}, Words: []string{"post@shop.example"}}},
		{"tag:IMPORTANT,4,23,99", filter.Test{IDs: []int64{4, 99}, Words: []string{"important", "23", "99"}}},
		{"category:cafe", filter.Test{IDs: []int64{9}, Words: []string{"café"}}},
		{"category:9", filter.Test{IDs: []int64{9}, Words: []string{"café"}}},
		{"forum:main", filter.Test{IDs: []int64{3}}},
		{"client:15341,Жёлтый", filter.Test{IDs: []int64{15341}, Words: []string{"желтыи"}}},
		{"email:John@X.example", filter.Test{Words: []string{"john@x.example"}}},
		{"status:active", filter.Test{States: []helpdesk.State{"new", "open", "pending", "hold", "unknown"}}},
		{"status:opened,completed,8", filter.Test{IDs: []int64{8}, States: []helpdesk.State{"open", "solved"}}},
		{`status:"ON_vendor"`, filter.Test{IDs: []int64{31}, Words: []string{"on_vendor"}}},
		{"priority>=urgent", filter.Test{Words: []string{"urgent", "extreme"}}},
		{"priority:medium..", filter.Test{Words: []string{"medium", "normal", "high", "urgent", "extreme"}}},
		{"priority<medium", filter.Test{Words: []string{"low"}}},
		{"field:4704:empty", filter.Test{None: true, Fields: []filter.CustomField{{ID: 4704, Checkbox: true}}}},
		{"field:reason=Refund,x", filter.Test{Words: []string{"Refund", "x"}, Fields: []filter.CustomField{{ID: 37, Words: []string{"39"}}}}},
		{"field:any:not_empty", filter.Test{Filled: true, AnyField: true, Fields: []filter.CustomField{{ID: 4704, Checkbox: true}, {ID: 37}}}},
		{"visible:me", filter.Test{IDs: []int64{17063}}},
		{"Grüße", filter.Test{Words: []string{"grusse"}}},
	} {
		t.Run(test.query, func(t *testing.T) {
			b := bind(t, test.query, directory())
			require.Empty(t, b.Notices)
			require.Equal(t, filter.Is, b.Where.Op)
			got := b.Where.Test
			got.Term = filter.Term{}
			if len(got.IDs) == 0 {
				got.IDs = nil
			}
			if len(got.Words) == 0 {
				got.Words = nil
			}
			require.Equal(t, test.want, got)
		})
	}
}

func TestWhatAnAccountDoesNotKnowSelectsNothingThere(t *testing.T) {
	empty := &helpdesk.Directory{System: helpdesk.Usedesk, Account: "u1"}
	for _, test := range []struct {
		query     string
		directory *helpdesk.Directory
		says      string
		nearest   string
	}{
		{`assignee:"Ann Lea"`, directory(), "There is no agent “Ann Lea” in Shop. Did you mean Ann Lee?", "Ann Lee"},
		{"group:biling", directory(), "Did you mean Billing?", "Billing"},
		{"field:999=1", directory(), "There is no field 999 in Shop.", ""},
		{"field:raeson=1", directory(), "Did you mean Reason?", "Reason"},
		{"status:in_progress", directory(), "There is no status “in progress” in Shop.", ""},
		{`status:"nowhere"`, directory(), "There is no status “nowhere” in Shop.", ""},
		{"assignee:me", empty, "It is not known which agent you are here.", ""},
		{"group:billing", empty, "“billing” is not known here", ""},
		{"created:today..yesterday", directory(), "ends before it begins", ""},
	} {
		t.Run(test.query, func(t *testing.T) {
			b := bind(t, test.query, test.directory)
			require.True(t, b.Nothing())
			require.Len(t, b.Notices, 1)
			require.Contains(t, print.In("en").Say(b.Notices[0].Say), test.says)
			require.Equal(t, test.nearest, b.Notices[0].Nearest)
			opposite := bind(t, "-"+test.query, test.directory)
			require.Equal(t, filter.Everything, opposite.Where.Op)
		})
	}
	b := bind(t, "tag:imporant", directory())
	require.Equal(t, []string{"imporant"}, b.Where.Test.Words, "a list of tags may be incomplete")
	require.Equal(t, "Important", b.Notices[0].Nearest)
}

func TestWhatIsTrueOfTheAccountIsFoldedAway(t *testing.T) {
	for query, want := range map[string]string{
		"in:usedesk":                         "everything",
		"in:useresponse":                     "nothing",
		"-in:usedesk":                        "nothing",
		"account:shop in:usedesk":            "everything",
		"account:U1":                         "everything",
		"status:open,all":                    "everything",
		"in:useresponse or tag:a":            "is",
		"in:useresponse tag:a":               "nothing",
		"(in:usedesk tag:a) or -in:usedesk":  "is",
		"tag:a (tag:b -in:useresponse)":      "all",
		"-(in:useresponse or -tag:a)":        "is",
		"-(tag:a or in:usedesk) or group:no": "nothing",
	} {
		t.Run(query, func(t *testing.T) {
			b := bind(t, query, directory())
			got := map[filter.Op]string{filter.Everything: "everything", filter.All: "all", filter.Any: "any", filter.Is: "is", filter.Not: "not"}[b.Where.Op]
			if b.Nothing() {
				got = "nothing"
			}
			require.Equal(t, want, got)
		})
	}
}

func TestDatesBecomeSeconds(t *testing.T) {
	at := func(text string) int64 {
		moment, err := time.Parse(time.DateTime, text)
		require.NoError(t, err)
		return moment.Unix()
	}
	const never = math.MaxInt64
	for _, test := range []struct {
		query    string
		zone     int64
		from, to int64
	}{
		{"created:2016", 0, at("2016-01-01 00:00:00"), at("2016-12-31 23:59:59")},
		{"created:2016-02", 0, at("2016-02-01 00:00:00"), at("2016-02-29 23:59:59")},
		{"created:2016-11-25", 0, at("2016-11-25 00:00:00"), at("2016-11-25 23:59:59")},
		{"created:2016-11-25", 3 * 3600, at("2016-11-24 21:00:00"), at("2016-11-25 20:59:59")},
		{"created<=2016-11-25 15:08", 0, 1, at("2016-11-25 15:08:59")},
		{"created<2016-11-25 15:08", 0, 1, at("2016-11-25 15:07:59")},
		{"created>2016-11-25", 0, at("2016-11-26 00:00:00"), never},
		{"created>=2016-11-25T15:08:30", 0, at("2016-11-25 15:08:30"), never},
		{"created:2016-11..2016-11-25 10:00", 0, at("2016-11-01 00:00:00"), at("2016-11-25 10:00:59")},
		{"created:..2016", 0, 1, at("2016-12-31 23:59:59")},
		{"updated>-7d", 0, at("2016-11-23 12:30:16"), never},
		{"updated>=-2h", 0, at("2016-11-30 10:30:15"), never},
		{"updated:-7d", 0, at("2016-11-23 00:00:00"), at("2016-11-23 23:59:59")},
		{"updated:-2h", 0, at("2016-11-30 10:00:00"), at("2016-11-30 10:59:59")},
		{"updated:-1mo", 0, at("2016-10-01 00:00:00"), at("2016-10-31 23:59:59")},
		{"updated:-9mo", 0, at("2016-02-01 00:00:00"), at("2016-02-29 23:59:59")},
		{"updated<-9mo", 0, 1, at("2016-02-29 12:30:14")},
		{"updated:-3d..-1d", 0, at("2016-11-27 00:00:00"), at("2016-11-29 23:59:59")},
		{"remind<+1w", 0, 1, at("2016-12-07 12:30:14")},
		{"created:today", 0, at("2016-11-30 00:00:00"), at("2016-11-30 23:59:59")},
		{"created:today", 12 * 3600, at("2016-11-30 12:00:00"), at("2016-12-01 11:59:59")},
		{"created:yesterday", -13 * 3600, at("2016-11-28 13:00:00"), at("2016-11-29 12:59:59")},
		{"created:this_week", 0, at("2016-11-28 00:00:00"), at("2016-12-04 23:59:59")},
		{"created:last_week", 0, at("2016-11-21 00:00:00"), at("2016-11-27 23:59:59")},
		{"created:this_month", 0, at("2016-11-01 00:00:00"), at("2016-11-30 23:59:59")},
		{"created:last_month", 0, at("2016-10-01 00:00:00"), at("2016-10-31 23:59:59")},
		{"updated>yesterday", 0, at("2016-11-30 00:00:00"), never},
		{"sla<2h", 0, 1, now + 7199},
		{"sla:2h", 0, 1, now + 7200},
		{"sla:overdue", 0, 1, now - 1},
		{"sla:close:0..2h", 0, now, now + 7200},
		{"sla>-1h", 0, now - 3599, never},
		{"id>=5", 0, 5, never},
		{"comments<3", 0, 0, 2},
	} {
		t.Run(test.query, func(t *testing.T) {
			d := directory()
			d.Zone = test.zone
			b := bind(t, test.query, d)
			require.Len(t, b.Where.Test.Ranges, 1)
			got := b.Where.Test.Ranges[0]
			require.Equal(t, [2]int64{test.from, test.to}, [2]int64{got.From, got.To}, "%s … %s", time.Unix(got.From, 0).UTC(), time.Unix(got.To, 0).UTC())
		})
	}
	require.Equal(t, filter.LastWeek, bind(t, "completed:last_week", directory()).Where.Test.Ranges[0].Name)
	require.True(t, bind(t, "completed:last_week", directory()).Where.Test.Ranges[0].Named)
}

func TestADirectorySurvivesItsCodec(t *testing.T) {
	d := directory()
	raw, err := d.MarshalMsg(nil)
	require.NoError(t, err)
	var again helpdesk.Directory
	rest, err := again.UnmarshalMsg(raw)
	require.NoError(t, err)
	require.Empty(t, rest)
	again.Fields[0].Options = nil
	require.Equal(t, d, &again)
}

func TestWhatLooksLikeAFieldAndIsNoneIsSaid(t *testing.T) {
	for _, test := range []struct{ query, says, nearest string }{
		{"moderation:pending", "“moderation” is no field, so “moderation:pending” is searched as words. There is status:pending.", "status:pending"},
		{"extreme:yes", "There is priority:extreme.", "priority:extreme"},
		{"-note:this", "“note” is no field, so “note:this” is searched as words.", ""},
		{`"moderation:pending"`, "", ""},
		{"https://example.com/a", "", ""},
		{"re: x:y 12:30 error:", "", ""},
	} {
		b := bind(t, test.query, directory())
		require.False(t, b.Nothing(), test.query)
		if test.says == "" {
			require.Empty(t, b.Notices, test.query)
			continue
		}
		require.Len(t, b.Notices, 1, test.query)
		require.Contains(t, print.In("en").Say(b.Notices[0].Say), test.says)
		require.Equal(t, test.nearest, b.Notices[0].Nearest)
	}
}
