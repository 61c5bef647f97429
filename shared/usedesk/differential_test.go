package usedesk_test

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// listed is a ticket as the wire has it, read without this client.
type listed struct {
	ID           int64  `json:"id"`
	Client       *int64 `json:"client_id"`
	Assignee     *int64 `json:"assignee_id"`
	Channel      *int64 `json:"channel_id"`
	Group        *int64 `json:"group"`
	CreatedAt    string `json:"created_at"`
	UpdatedAt    string `json:"last_updated_at"`
	Status       int64  `json:"status"`
	Type         string `json:"type"`
	Priority     string `json:"priority"`
	Rights       string `json:"rights"`
	Tags         []struct{ Name string }
	SLA          []json.RawMessage `json:"active_sla"`
	TicketFields []struct {
		ID    int64
		Value *string
	} `json:"ticket_fields"`
}

func (l *listed) field(id int64) string {
	for _, f := range l.TicketFields {
		if f.ID == id && f.Value != nil {
			return strings.TrimSpace(*f.Value)
		}
	}
	return ""
}

func (l *listed) filled(id int64) bool {
	if id == checkbox {
		return l.field(id) == "1" || l.field(id) == "true"
	}
	return l.field(id) != ""
}

const checkbox = 4704

var fieldIDs = []int64{3570, 2410, checkbox, 4267}

// one is a list beside what it means, drawn together.
type one struct {
	list  usedesk.List
	tests []func(*listed) bool
	used  []string
}

func (o *one) must(parameter string, test func(*listed) bool) {
	o.tests = append(o.tests, test)
	o.used = append(o.used, parameter)
}

func points(id *int64, to int64) bool { return id != nil && *id == to }

func some[T any](r *rand.Rand, from []T, most int) []T {
	out := make([]T, 1+r.IntN(most))
	for i := range out {
		out[i] = from[r.IntN(len(from))]
	}
	return out
}

// draw makes a random list in which few parameters are set, so that it selects something.
func draw(r *rand.Rand, all []listed, rights map[int64]map[int64]bool) *one {
	o := &one{}
	set := func() bool { return r.IntN(6) == 0 }
	sample := func() *listed { return &all[r.IntN(len(all))] }
	ids := func(parameter string, to *[]int64, from []int64, of func(*listed) *int64) {
		if set() {
			*to = some(r, from, 3)
			wanted := *to
			o.must(parameter, func(l *listed) bool { return of(l) != nil && slices.Contains(wanted, *of(l)) })
		}
	}
	ids("fchannel", &o.list.Channels, []int64{123, 124, 125, 126, 127, 128, 999}, func(l *listed) *int64 { return l.Channel })
	ids("fgroup", &o.list.Groups, []int64{6216, 8294, 8310, 999}, func(l *listed) *int64 { return l.Group })
	ids("fstatus", &o.list.Status, []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}, func(l *listed) *int64 { return &l.Status })
	if set() {
		types := some(r, []string{"question", "task", "problem", "incident"}, 3)
		o.list.Types = types
		o.must("ftype", func(l *listed) bool { return slices.Contains(types, l.Type) })
	}
	if set() {
		wanted := some(r, []helpdesk.Priority{"low", "medium", "urgent", "extreme"}, 3)
		o.list.Priorities = wanted
		o.must("fpriority", func(l *listed) bool {
			return slices.ContainsFunc(wanted, func(p helpdesk.Priority) bool { return string(p) == l.Priority })
		})
	}
	if r.IntN(3) == 0 {
		o.assigned(r)
	}
	if set() {
		names := some(r, []string{"Important", "возврат", "ВОЗВРАТ", "VIP", "2026", "delivery", "no such tag"}, 3)
		o.list.Tags = names
		o.must("tag", func(l *listed) bool {
			return slices.ContainsFunc(l.Tags, func(tag struct{ Name string }) bool {
				return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, tag.Name) })
			})
		})
	}
	if set() {
		if client := sample().Client; client != nil {
			o.list.Client = *client
			o.must("client_id", func(l *listed) bool { return points(l.Client, *client) })
		}
	}
	o.bound(r, "created", sample().CreatedAt, &o.list.CreatedAfter, &o.list.CreatedBefore, func(l *listed) string { return l.CreatedAt })
	o.bound(r, "updated", sample().UpdatedAt, &o.list.UpdatedAfter, &o.list.UpdatedBefore, func(l *listed) string { return l.UpdatedAt })
	if r.IntN(4) == 0 {
		for range 1 + r.IntN(2) {
			o.field(r, sample())
		}
	}
	if set() {
		agent := []int64{6339, 17063, 17120, 17188, 17240}[r.IntN(5)]
		o.list.AccessibleFor = agent
		o.must("accessible_for_agent_id", func(l *listed) bool { return rights[agent][l.ID] })
	}
	o.list.SLA = r.IntN(2) == 0
	o.list.Ascending = r.IntN(2) == 0
	o.list.Sort = []string{"", "id", "status_id", "client_id", "assignee_id", "group", "last_updated_at", "published_at"}[r.IntN(8)]
	o.list.Offset = int64([]int{0, 0, 0, 1, 2}[r.IntN(5)])
	return o
}

func (o *one) assigned(r *rand.Rand) {
	var cases []func(*listed) bool
	for range 1 + r.IntN(2) {
		agent, group := []int64{6339, 17063, 17120, 17188, 17240}[r.IntN(5)], []int64{6216, 8294, 8310}[r.IntN(3)]
		switch r.IntN(6) {
		case 0:
			o.list.Assigned = append(o.list.Assigned, usedesk.AgentInGroup(agent, group))
			cases = append(cases, func(l *listed) bool { return points(l.Assignee, agent) && points(l.Group, group) })
		case 1:
			o.list.Assigned = append(o.list.Assigned, usedesk.Agent(agent))
			cases = append(cases, func(l *listed) bool { return points(l.Assignee, agent) })
		case 2:
			o.list.Assigned = append(o.list.Assigned, usedesk.GroupOnly())
			cases = append(cases, func(l *listed) bool { return l.Assignee == nil && l.Group != nil })
		case 3:
			o.list.Assigned = append(o.list.Assigned, usedesk.NoAssignee())
			cases = append(cases, func(l *listed) bool { return l.Assignee == nil && l.Group == nil })
		default:
			text := strconv.FormatInt(agent, 10)
			match := func(l *listed) bool { return points(l.Assignee, agent) }
			if r.IntN(2) == 0 {
				text = strconv.FormatInt(group, 10) + "_" + text
				match = func(l *listed) bool { return points(l.Assignee, agent) && points(l.Group, group) }
			}
			parsed, err := usedesk.ParseAssigned(text)
			if err != nil {
				panic(err)
			}
			o.list.Assigned = append(o.list.Assigned, parsed...)
			cases = append(cases, match)
		}
	}
	o.must("fassigned", func(l *listed) bool {
		return slices.ContainsFunc(cases, func(match func(*listed) bool) bool { return match(l) })
	})
}

// bound draws bounds around a moment that some ticket has, to the second.
func (o *one) bound(r *rand.Rand, name, around string, after, before *int64, of func(*listed) string) {
	exact, err := time.Parse(time.DateTime, around)
	if err != nil {
		panic(err)
	}
	minute := func(at time.Time) string { return at.Format("2006-01-02 15:04:00") }
	if r.IntN(8) == 0 {
		at := exact.Add(-time.Duration(r.IntN(3)) * 31 * time.Second)
		*after = at.Unix()
		o.must(name+"_after", func(l *listed) bool { return of(l) >= minute(at) })
	}
	if r.IntN(8) == 0 {
		at := exact.Add(time.Duration(r.IntN(3)) * 31 * time.Second)
		*before = at.Unix()
		if at.Second() != 0 {
			at = at.Add(time.Minute)
		}
		o.must(name+"_before", func(l *listed) bool { return of(l) <= minute(at) })
	}
}

func (o *one) field(r *rand.Rand, sample *listed) {
	id := fieldIDs[r.IntN(len(fieldIDs))]
	value := sample.field(id)
	var test usedesk.FieldTest
	switch pick := r.IntN(5); {
	case pick == 0:
		test = usedesk.FieldEmpty(id)
		o.must("fields", func(l *listed) bool { return !l.filled(id) })
	case pick == 1:
		test = usedesk.FieldNotEmpty(id)
		o.must("fields", func(l *listed) bool { return l.filled(id) })
	case pick == 2 && value != "":
		test, _ = usedesk.ParseFieldPair("", value)
		o.must("field_value", func(l *listed) bool {
			return slices.ContainsFunc(fieldIDs, func(id int64) bool { return l.field(id) == value })
		})
	case pick == 3:
		test, _ = usedesk.ParseFieldPair(strconv.FormatInt(id, 10), "")
		o.must("field_id", func(l *listed) bool { return l.filled(id) })
	default:
		if value == "" {
			value = "nothing has this"
		}
		test = usedesk.FieldValue(id, value)
		o.must("fields", func(l *listed) bool { return l.field(id) == value })
	}
	o.list.Fields = append(o.list.Fields, test)
}

func (o *one) match(l *listed) bool {
	return !slices.ContainsFunc(o.tests, func(test func(*listed) bool) bool { return !test(l) })
}

// order puts tickets in the order of the list; equal ones follow their numbers.
func (o *one) order(a, b *listed) int {
	number := func(id *int64) int64 {
		if id == nil {
			return 0
		}
		return *id
	}
	var by int
	switch o.list.Sort {
	case "status_id":
		by = cmp.Compare(a.Status, b.Status)
	case "client_id":
		by = cmp.Compare(number(a.Client), number(b.Client))
	case "assignee_id":
		by = cmp.Compare(number(a.Assignee), number(b.Assignee))
	case "group":
		by = cmp.Compare(number(a.Group), number(b.Group))
	case "last_updated_at":
		by = cmp.Compare(a.UpdatedAt, b.UpdatedAt)
	case "published_at":
		by = cmp.Compare(a.CreatedAt, b.CreatedAt)
	}
	by = cmp.Or(by, cmp.Compare(a.ID, b.ID))
	if o.list.Ascending {
		return by
	}
	return -by
}

// The sandbox shares no code with this client: what it answers to the client's
// request must be what a plain filter finds among all tickets.
func TestListsSelectWhatAPlainFilterSelects(t *testing.T) {
	o := open(t)
	var all []listed
	for page := 0; ; page++ {
		tickets, refused := o.raw(t, map[string]any{"offset": page, "sort": "id", "order": "asc"})
		require.False(t, refused)
		all = append(all, tickets...)
		if len(tickets) < usedesk.PageSize {
			break
		}
	}
	require.Greater(t, len(all), 2*usedesk.PageSize)
	rights := map[int64]map[int64]bool{}
	for _, agent := range []int64{6339, 17063, 17120, 17188, 17240} {
		rights[agent] = map[int64]bool{}
		for page := range 3 {
			tickets, _ := o.raw(t, map[string]any{"accessible_for_agent_id": agent, "offset": page})
			for _, ticket := range tickets {
				require.NotEmpty(t, ticket.Rights)
				rights[agent][ticket.ID] = true
			}
		}
	}
	random := rand.New(rand.NewPCG(2026, 5))
	used, selective := map[string]int{}, map[string]int{}
	const lists = 400
	var found, nonempty int
	for i := range lists {
		one := draw(random, all, rights)
		call := o.Tickets(one.list)
		if call.Problem != nil {
			require.Contains(t, call.Problem.Error(), "The period ends before it begins", "list %d", i)
			continue
		}
		require.NotContains(t, string(call.Request.Body), "null")
		var want []int64
		matching := make([]*listed, 0, len(all))
		for n := range all {
			if one.match(&all[n]) {
				matching = append(matching, &all[n])
			}
		}
		slices.SortFunc(matching, one.order)
		from := min(int(one.list.Offset)*usedesk.PageSize, len(matching))
		for _, l := range matching[from:min(from+usedesk.PageSize, len(matching))] {
			want = append(want, l.ID)
		}
		var got []int64
		for _, ticket := range sent(t, o, call) {
			got = append(got, ticket.ID)
			require.Equal(t, one.list.AccessibleFor != 0, ticket.Rights != "", "list %d", i)
			require.True(t, one.list.SLA || ticket.SLA == nil, "list %d", i)
		}
		require.Equal(t, want, got, "list %d: %s", i, call.Request.Body)
		found += len(got)
		if len(got) > 0 {
			nonempty++
		}
		for _, parameter := range one.used {
			used[parameter]++
			if len(matching) > 0 && len(matching) < len(all) {
				selective[parameter]++
			}
		}
	}
	t.Logf("%d lists, %d with tickets, %d tickets compared; parameter: lists that used it (lists that selected some but not all)", lists, nonempty, found)
	for _, parameter := range []string{"fchannel", "fgroup", "fstatus", "ftype", "fpriority", "fassigned", "tag", "client_id", "created_after",
		"created_before", "updated_after", "updated_before", "fields", "field_id", "field_value", "accessible_for_agent_id"} {
		t.Logf("%-24s %3d (%d)", parameter, used[parameter], selective[parameter])
		require.NotZero(t, selective[parameter], "%s was never judged", parameter)
	}
}
