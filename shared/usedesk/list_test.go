package usedesk_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/api/jsontext"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/words/print"
)

const noon = 1779192000 // 2026-05-19 12:00 UTC

// listCases are lists with the exact JSON that must be sent for each.
var listCases = []struct {
	name string
	list usedesk.List
	json string
}{
	{"one channel", usedesk.List{Channels: []int64{123}}, `"fchannel":"123"`},
	{"several channels", usedesk.List{Channels: []int64{123, 126}}, `"fchannel":"123,126"`},
	{"an agent within a group", usedesk.List{Assigned: []usedesk.Assigned{usedesk.AgentInGroup(17063, 6216)}}, `"fassigned":[{"assignee_id":17063,"group_id":6216}]`},
	{"an agent in whatever group", usedesk.List{Assigned: []usedesk.Assigned{usedesk.Agent(17063)}}, `"fassigned":[{"assignee_id":17063}]`},
	{"a group without an agent", usedesk.List{Assigned: []usedesk.Assigned{usedesk.GroupOnly()}}, `"fassigned":[{"assignee_id":"unassigned"}]`},
	{"no assignee", usedesk.List{Assigned: []usedesk.Assigned{usedesk.NoAssignee()}}, `"fassigned":[{"assignee_id":"unassigned","group_id":"unassigned"}]`},
	{"the pairs of the reference's sample", usedesk.List{Assigned: []usedesk.Assigned{usedesk.AgentInGroup(17063, 6216), usedesk.AgentInGroup(15023, 8294)}},
		`"fassigned":[{"assignee_id":17063,"group_id":6216},{"assignee_id":15023,"group_id":8294}]`},
	{"groups", usedesk.List{Groups: []int64{21, 22}}, `"fgroup":"21,22"`},
	{"every status", usedesk.List{Status: []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}}, `"fstatus":"1,2,3,4,5,6,7,8,9"`},
	{"every type", usedesk.List{Types: []string{"question", "task", "problem", "incident"}}, `"ftype":"question,task,problem,incident"`},
	{"every priority in the API's words", usedesk.List{Priorities: []helpdesk.Priority{"low", "medium", "urgent", "extreme"}}, `"fpriority":"low,medium,urgent,extreme"`},
	{"what an agent may see", usedesk.List{AccessibleFor: 6339}, `"accessible_for_agent_id":6339`},
	{"the second page", usedesk.List{Offset: 1}, `"offset":1`},
	{"one tag", usedesk.List{Tags: []string{"возврат"}}, `"tag":"возврат"`},
	{"tags are separated by comma and blank", usedesk.List{Tags: []string{" 1", "4 ", "23"}}, `"tag":"1, 4, 23"`},
	{"bounds of creation", usedesk.List{CreatedAfter: noon, CreatedBefore: noon}, `"created_after":"2026-05-19 12:00","created_before":"2026-05-19 12:00"`},
	{"bounds within a minute reach out", usedesk.List{UpdatedAfter: noon + 59, UpdatedBefore: noon + 61}, `"updated_after":"2026-05-19 12:00","updated_before":"2026-05-19 12:02"`},
	{"the date of the reference's sample", usedesk.List{UpdatedAfter: time.Date(2016, 11, 25, 0, 0, 0, 0, time.UTC).Unix()}, `"updated_after":"2016-11-25 00:00"`},
	{"a search", usedesk.List{Query: " счёт \"42\"\n"}, `"query":"счёт \"42\""`},
	{"a search for nothing is none", usedesk.List{Query: " \t"}, ``},
	{"a client", usedesk.List{Client: 15341}, `"client_id":15341`},
	{"fields as in the reference's sample", usedesk.List{Fields: []usedesk.FieldTest{
		usedesk.FieldValue(4704, "1"), usedesk.FieldEmpty(2410), usedesk.FieldValue(3570, "test"), usedesk.FieldNotEmpty(4267)}},
		`"fields":[{"id":4704,"value":"1"},{"id":2410,"value":"empty"},{"id":3570,"value":"test"},{"id":4267,"value":"not_empty"}]`},
	{"any field", usedesk.List{Fields: []usedesk.FieldTest{usedesk.FieldValue(usedesk.AnyField, "39")}}, `"fields":[{"value":"39"}]`},
	{"the number of the client as key", usedesk.List{Sort: "client_id"}, `"sort":"client_id"`},
	{"oldest first", usedesk.List{Sort: "published_at", Ascending: true}, `"sort":"published_at","order":"asc"`},
	{"SLA", usedesk.List{SLA: true}, `"properties":["sla"]`},
}

func TestEveryListParameterIsSentExactly(t *testing.T) {
	for _, test := range listCases {
		t.Run(test.name, func(t *testing.T) {
			call := client(t).Tickets(test.list)
			require.Nil(t, call.Problem)
			want := test.json
			if want != "" {
				want += ","
			}
			require.Equal(t, "{"+want+`"api_token":"`+token+`"}`, string(call.Request.Body))
			require.True(t, call.Request.Repeatable)
		})
	}
}

func TestListIsRefusedBeforeItIsSent(t *testing.T) {
	for _, test := range []struct {
		name           string
		list           usedesk.List
		field, message string
	}{
		{"a channel 0", usedesk.List{Channels: []int64{0}}, "fchannel", "0 cannot be the number of a channel. Use a number from 1."},
		{"a group below 0", usedesk.List{Groups: []int64{-4}}, "fgroup", "-4 cannot be the number of a group. Use a number from 1."},
		{"status 0", usedesk.List{Status: []int64{0}}, "fstatus", "0 is no status that can be sent. Use a number from 1 (open) to 9 (mailing)."},
		{"status 10, which is only answered", usedesk.List{Status: []int64{1, 10}}, "fstatus", "10 is no status that can be sent. Use a number from 1 (open) to 9 (mailing)."},
		{"a type by its digit", usedesk.List{Types: []string{"1"}}, "ftype", "“1” is not known here. Use one of question, task, problem, incident."},
		{"an empty type", usedesk.List{Types: []string{""}}, "ftype", "A type is empty. Use one of question, task, problem, incident."},
		{"a priority of another helpdesk", usedesk.List{Priorities: []helpdesk.Priority{"high"}}, "fpriority", "“high” is not known here. Use one of low, medium, urgent, extreme."},
		{"an agent below 0", usedesk.List{AccessibleFor: -1}, "accessible_for_agent_id", "-1 cannot be the number of an agent. Use a number from 1."},
		{"an empty assignment", usedesk.List{Assigned: []usedesk.Assigned{{}}}, "fassigned", "An assignee is empty. Choose an agent, an agent within a group, a group without an agent, or nobody."},
		{"an assigned agent 0", usedesk.List{Assigned: []usedesk.Assigned{usedesk.Agent(0)}}, "fassigned", "Give the number of an agent."},
		{"a page below 0", usedesk.List{Offset: -1}, "offset", "-1 cannot be a page. Pages of 100 are counted from 0."},
		{"a tag with a comma", usedesk.List{Tags: []string{"a,b"}}, "tag", "The tag “a,b” has a comma, which separates tags here. Only tags without a comma can be sent."},
		{"an empty tag", usedesk.List{Tags: []string{" "}}, "tag", "A tag is empty. Leave it out or name it."},
		{"a moment before 1970", usedesk.List{CreatedAfter: -5}, "created_after", "-5 is no moment that can be sent. Use seconds since 1970 in UTC, up to the year 9999."},
		{"a moment after the year 9999", usedesk.List{UpdatedBefore: 1 << 60}, "updated_before", "1152921504606846976 is no moment that can be sent. Use seconds since 1970 in UTC, up to the year 9999."},
		{"a period that ends before it begins", usedesk.List{CreatedAfter: noon, CreatedBefore: noon - 60}, "created_after",
			"The period ends before it begins. Choose a created_before that is not earlier than created_after."},
		{"a client below 0", usedesk.List{Client: -3}, "client_id", "-3 cannot be the number of a client. Use a number from 1."},
		{"an empty test", usedesk.List{Fields: []usedesk.FieldTest{{}}}, "fields", "A test of a field is missing. Choose empty, not_empty or one value."},
		{"a field without a value", usedesk.List{Fields: []usedesk.FieldTest{usedesk.FieldValue(1, " ")}}, "fields", "A field has no value to look for. Give one value, or test for an empty field."},
		{"a value that is a test", usedesk.List{Fields: []usedesk.FieldTest{usedesk.FieldValue(1, "empty")}}, "fields",
			"The value “empty” cannot be looked for, because the word is a test here. Use another value."},
		{"a field below 0", usedesk.List{Fields: []usedesk.FieldTest{usedesk.FieldEmpty(-2)}}, "fields", "-2 cannot be the number of a field. Use a number from 1."},
		{"an order that is not there", usedesk.List{Sort: "subject"}, "sort",
			"“subject” is not known here. Use one of id, status_id, client_id, assignee_id, group, last_updated_at, published_at."},
	} {
		t.Run(test.name, func(t *testing.T) {
			call := client(t).Tickets(test.list)
			require.ErrorIs(t, call.Problem, api.ErrInvalid)
			require.Len(t, call.Problem.Fields, 1)
			require.Equal(t, test.field, call.Problem.Fields[0].Field)
			require.Equal(t, test.message, print.In("en").Say(call.Problem.Fields[0].Say))
			require.Equal(t, "usedesk.tickets", call.Problem.Op)
			require.Empty(t, call.Request.URL, "nothing may be sent")
			_, err := call.Read(&api.Response{Status: 200, Body: []byte("[]")})
			require.ErrorIs(t, err, api.ErrInvalid)
		})
	}
}

func TestAllProblemsComeTogether(t *testing.T) {
	call := usedesk.New(api.Base{Scheme: "https", Host: "help.example.test"}, "").Tickets(usedesk.List{
		Channels: []int64{0, -1}, Status: []int64{99}, Types: []string{"bug"}, Tags: []string{"a,b", "ok"}, Offset: -1, Sort: "x",
	})
	var fields []string
	for _, f := range call.Problem.Fields {
		fields = append(fields, f.Field)
	}
	require.Equal(t, []string{"fchannel", "fchannel", "fstatus", "ftype", "tag", "offset", "sort", "api_token"}, fields)
}

func TestBoundsAreWrittenAsTheCalendarSays(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 2000 {
		at := random.Int64N(253402300799-60) + 1
		body, err := jsontext.Parse(string(client(t).Tickets(usedesk.List{CreatedAfter: at, UpdatedBefore: at}).Request.Body))
		require.NoError(t, err)
		exact := time.Unix(at, 0).UTC()
		up := exact.Truncate(time.Minute)
		if up.Before(exact) {
			up = up.Add(time.Minute)
		}
		require.Equal(t, exact.Format("2006-01-02 15:04"), body.Root().Get("created_after").Text())
		require.Equal(t, up.Format("2006-01-02 15:04"), body.Root().Get("updated_before").Text())
	}
}

func TestFormsOfVersion1AreReadAndSentInTodaysForm(t *testing.T) {
	for _, test := range []struct{ text, json string }{
		{"17063", `"fassigned":[{"assignee_id":17063}]`},
		{"6216_17063", `"fassigned":[{"assignee_id":17063,"group_id":6216}]`},
		{" 17063 , 6216_17120 ", `"fassigned":[{"assignee_id":17063},{"assignee_id":17120,"group_id":6216}]`},
	} {
		assigned, err := usedesk.ParseAssigned(test.text)
		require.NoError(t, err)
		require.Contains(t, string(client(t).Tickets(usedesk.List{Assigned: assigned}).Request.Body), test.json)
	}
	for _, text := range []string{"", "x", "_", "1_", "_1", "1_2_3", "0", "-5", "+5", "1.5", "6216_0", "17063,", "unassigned", "99999999999999999999"} {
		_, err := usedesk.ParseAssigned(text)
		require.ErrorIs(t, err, api.ErrInvalid, text)
		var e *api.Error
		require.True(t, errors.As(err, &e))
		require.Equal(t, "fassigned", e.Fields[0].Field)
		require.Contains(t, print.In("en").Say(e.Fields[0].Say), "such as 6216_17063")
	}
	for _, test := range []struct{ id, value, json string }{
		{"4704", "", `"fields":[{"id":4704,"value":"not_empty"}]`},
		{"4704", "not_empty", `"fields":[{"id":4704,"value":"not_empty"}]`},
		{"4704", "empty", `"fields":[{"id":4704,"value":"empty"}]`},
		{"2410", "39", `"fields":[{"id":2410,"value":"39"}]`},
		{"", "empty", `"fields":[{"value":"empty"}]`},
		{"", "39", `"fields":[{"value":"39"}]`},
	} {
		pair, err := usedesk.ParseFieldPair(test.id, test.value)
		require.NoError(t, err)
		require.Contains(t, string(client(t).Tickets(usedesk.List{Fields: []usedesk.FieldTest{pair}}).Request.Body), test.json)
	}
	for _, pair := range [][2]string{{"", ""}, {"x", "1"}, {"4704,2410", ""}, {"0", ""}, {"-1", "empty"}} {
		_, err := usedesk.ParseFieldPair(pair[0], pair[1])
		require.ErrorIs(t, err, api.ErrInvalid, pair)
	}
}

// The recorded requests, built by this client, are the same JSON but for values
// that the recordings write as numbers and this client as text.
func TestRecordedRequestIsBuilt(t *testing.T) {
	recorded, err := os.ReadFile("testdata/tickets.request.json")
	require.NoError(t, err)
	want := strings.ReplaceAll(string(recorded), `"value": 1`, `"value": "1"`)
	want = strings.ReplaceAll(strings.ReplaceAll(want, strings.Repeat("0", 40), token), `"order": "asc",
  "offset": 0`, `"order": "asc"`)
	moment := func(text string) int64 {
		at, err := time.Parse("2006-01-02 15:04", text)
		require.NoError(t, err)
		return at.Unix()
	}
	require.JSONEq(t, want, string(client(t).Tickets(usedesk.List{
		Channels: []int64{123}, Status: []int64{1, 6, 8}, Types: []string{"question", "incident"}, Priorities: []helpdesk.Priority{"medium", "urgent"},
		Assigned: []usedesk.Assigned{usedesk.AgentInGroup(17063, 6216), usedesk.NoAssignee()},
		Fields:   []usedesk.FieldTest{usedesk.FieldValue(4704, "1"), usedesk.FieldEmpty(2410), usedesk.FieldValue(3570, "test")},
		Tags:     []string{"Important", "возврат"}, CreatedAfter: moment("2026-05-01 00:00"), UpdatedBefore: moment("2026-05-31 23:59"),
		AccessibleFor: 6339, SLA: true, Sort: "last_updated_at", Ascending: true,
	}).Request.Body))
}

func FuzzFormsOfVersion1(f *testing.F) {
	for _, seed := range [][2]string{{"6216_17063", "39"}, {"17063,1_2", "empty"}, {"", ""}, {"_", "\xff"}} {
		f.Add(seed[0], seed[1])
	}
	c := client(f)
	f.Fuzz(func(t *testing.T, text, value string) {
		var l usedesk.List
		if assigned, err := usedesk.ParseAssigned(text); err == nil {
			l.Assigned = assigned
		}
		if pair, err := usedesk.ParseFieldPair(text, value); err == nil {
			l.Fields = []usedesk.FieldTest{pair}
		}
		call := c.Tickets(l)
		require.Nil(t, call.Problem, "what was read can be sent")
		_, err := jsontext.Parse(string(call.Request.Body))
		require.NoError(t, err)
	})
}

func TestListIsRead(t *testing.T) {
	tickets, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets.json"))
	require.NoError(t, err)
	require.Len(t, tickets, 3)
	first := tickets[0]
	require.Equal(t, "Не приходит письмо с подтверждением", first.Subject)
	require.Equal(t, helpdesk.Status{ID: 1, Slug: "open", Title: "Open", State: helpdesk.Open}, first.Status)
	require.Equal(t, helpdesk.Person{ID: 15341, Name: "Юлия O’Neill"}, first.Client)
	require.Equal(t, int64(17063), first.Assignee.ID)
	require.Equal(t, helpdesk.Priority("medium"), first.Priority)
	require.Equal(t, []string{"Important", "возврат"}, first.Tags)
	require.Equal(t, helpdesk.Field{ID: 4704, Name: "Подписка активна", Value: "1"}, first.Fields[0])
	require.Equal(t, int64(1778412683), first.Created)
	require.Equal(t, helpdesk.Merged, tickets[2].Status.State, "status 10 occurs though the filter does not list it")
	require.Zero(t, tickets[2].Assignee.ID)
}

func TestSLAAndRightsAreReadWhereTheyAreSaid(t *testing.T) {
	tickets, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets-sla-rights.json"))
	require.NoError(t, err)
	require.Equal(t, "write", tickets[0].Rights)
	require.Equal(t, []helpdesk.SLA{{Type: "first_reply", At: 1778436068}, {Type: "next_reply", At: 1778500800}, {Type: "close", At: 1778582104}}, tickets[0].SLA)
	require.Empty(t, tickets[1].SLA)
}

func TestQuotedNumbersMeanTheSame(t *testing.T) {
	quoted, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets-quoted-numbers.json"))
	require.NoError(t, err)
	require.Equal(t, int64(2992803), quoted[0].ID)
	require.Zero(t, quoted[0].Assignee.ID, `"0" means nobody`)
	require.NotEqual(t, helpdesk.Unknown, quoted[0].Status.State)
}

func TestEmptyListIsNoError(t *testing.T) {
	tickets, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets-empty.json"))
	require.NoError(t, err)
	require.Empty(t, tickets)
	for _, body := range []string{`null`, `{}`} {
		tickets, err = client(t).Tickets(usedesk.List{}).Read(&api.Response{Status: 200, Body: []byte(body)})
		require.NoError(t, err, body)
		require.Empty(t, tickets, body)
	}
	for _, body := range []string{``, `{"tickets": []}`, `"none"`} {
		_, err = client(t).Tickets(usedesk.List{}).Read(&api.Response{Status: 200, Body: []byte(body)})
		require.ErrorIs(t, err, api.ErrProtocol, body)
	}
}

func FuzzReadTickets(f *testing.F) {
	fuzzReading(f, []string{"tickets"}, apitest.As(client(f).Tickets(usedesk.List{})))
}
