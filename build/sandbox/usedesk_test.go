package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/world"
)

// everyTicket walks all pages with the given parameters.
func (h *helpdesk) everyTicket(parameters map[string]any) []usedesk.ListedTicket {
	h.Helper()
	var all []usedesk.ListedTicket
	for offset := 0; ; offset++ {
		with := map[string]any{"offset": offset, "sort": "id", "order": "asc"}
		for name, value := range parameters {
			with[name] = value
		}
		found := plainly[[]usedesk.ListedTicket](h.usedesk("tickets", with))
		all = append(all, found...)
		if len(found) < usedesk.TicketsPerPage {
			return all
		}
	}
}

func ticketIDs(tickets []usedesk.ListedTicket) []int64 {
	found := []int64{}
	for _, ticket := range tickets {
		found = append(found, ticket.ID)
	}
	slices.Sort(found)
	return found
}

func fieldOf(ticket usedesk.ListedTicket, id int64) string {
	for _, field := range ticket.TicketFields {
		if field.ID == id && field.Value != nil {
			return *field.Value
		}
	}
	return ""
}

func tagged(ticket usedesk.ListedTicket, names ...string) bool {
	return slices.ContainsFunc(ticket.Tags, func(tag usedesk.ListedTag) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, tag.Name) })
	})
}

func is(id *int64, value int64) bool { return id != nil && *id == value }

// The list without filters, filtered again in Go, is what each filter must give.
func TestUsedeskFiltersSelectWhatTheDocumentationSays(t *testing.T) {
	h := start(t)
	all := h.everyTicket(nil)
	require.Len(t, all, world.UsedeskTicketCount)
	for _, c := range []struct {
		name  string
		with  map[string]any
		wants func(usedesk.ListedTicket) bool
	}{
		{"one channel", map[string]any{"fchannel": 123}, func(k usedesk.ListedTicket) bool { return is(k.ChannelID, 123) }},
		{"several channels with blanks", map[string]any{"fchannel": "123, 126"}, func(k usedesk.ListedTicket) bool { return is(k.ChannelID, 123) || is(k.ChannelID, 126) }},
		{"channels as an array", map[string]any{"fchannel": []any{123, "126"}}, func(k usedesk.ListedTicket) bool { return is(k.ChannelID, 123) || is(k.ChannelID, 126) }},
		{"null channel is ignored", map[string]any{"fchannel": nil}, func(usedesk.ListedTicket) bool { return true }},
		{"groups", map[string]any{"fgroup": "6216,8294"}, func(k usedesk.ListedTicket) bool { return is(k.Group, 6216) || is(k.Group, 8294) }},
		{"statuses", map[string]any{"fstatus": "1,6,8"}, func(k usedesk.ListedTicket) bool { return k.Status == 1 || k.Status == 6 || k.Status == 8 }},
		{"deleted", map[string]any{"fstatus": 4}, func(k usedesk.ListedTicket) bool { return k.Status == 4 }},
		{"types", map[string]any{"ftype": "problem,incident"}, func(k usedesk.ListedTicket) bool { return k.Type == "problem" || k.Type == "incident" }},
		{"type by the digit of the sample", map[string]any{"ftype": "1"}, func(k usedesk.ListedTicket) bool { return k.Type == "question" }},
		{"priorities", map[string]any{"fpriority": "urgent, extreme"}, func(k usedesk.ListedTicket) bool { return k.Priority == "urgent" || k.Priority == "extreme" }},
		{"agent within a group", map[string]any{"fassigned": map[string]any{"assignee_id": 17120, "group_id": 6216}},
			func(k usedesk.ListedTicket) bool { return is(k.AssigneeID, 17120) && is(k.Group, 6216) }},
		{"agent in whatever group", map[string]any{"fassigned": map[string]any{"assignee_id": "17120"}}, func(k usedesk.ListedTicket) bool { return is(k.AssigneeID, 17120) }},
		{"a group but no agent", map[string]any{"fassigned": map[string]any{"assignee_id": "unassigned"}},
			func(k usedesk.ListedTicket) bool { return k.AssigneeID == nil && k.Group != nil }},
		{"that group but no agent", map[string]any{"fassigned": map[string]any{"assignee_id": "unassigned", "group_id": 8294}},
			func(k usedesk.ListedTicket) bool { return k.AssigneeID == nil && is(k.Group, 8294) }},
		{"neither agent nor group", map[string]any{"fassigned": map[string]any{"assignee_id": "unassigned", "group_id": "unassigned"}},
			func(k usedesk.ListedTicket) bool { return k.AssigneeID == nil && k.Group == nil }},
		{"group only", map[string]any{"fassigned": map[string]any{"group_id": 8310}}, func(k usedesk.ListedTicket) bool { return is(k.Group, 8310) }},
		{"agent without a group", map[string]any{"fassigned": map[string]any{"assignee_id": 6339, "group_id": "unassigned"}},
			func(k usedesk.ListedTicket) bool { return is(k.AssigneeID, 6339) && k.Group == nil }},
		{"two assignments", map[string]any{"fassigned": []any{map[string]any{"assignee_id": 17063, "group_id": 6216}, map[string]any{"assignee_id": 17188}}},
			func(k usedesk.ListedTicket) bool {
				return is(k.AssigneeID, 17063) && is(k.Group, 6216) || is(k.AssigneeID, 17188)
			}},
		{"agent in the old form", map[string]any{"fassigned": "17063"}, func(k usedesk.ListedTicket) bool { return is(k.AssigneeID, 17063) }},
		{"group and agent in the old form", map[string]any{"fassigned": "6216_17063"}, func(k usedesk.ListedTicket) bool { return is(k.AssigneeID, 17063) && is(k.Group, 6216) }},
		{"assignment as JSON in a text", map[string]any{"fassigned": `[{"assignee_id": 17063}]`}, func(k usedesk.ListedTicket) bool { return is(k.AssigneeID, 17063) }},
		{"tag", map[string]any{"tag": "Возврат"}, func(k usedesk.ListedTicket) bool { return tagged(k, "возврат") }},
		{"two tags", map[string]any{"tag": "возврат, VIP"}, func(k usedesk.ListedTicket) bool { return tagged(k, "возврат", "VIP") }},
		{"tag by its id", map[string]any{"tag": "374"}, func(k usedesk.ListedTicket) bool { return tagged(k, "возврат") }},
		{"a tag whose name is a number", map[string]any{"tag": "2026"}, func(k usedesk.ListedTicket) bool { return tagged(k, "2026") }},
		{"tags under the name of the sample", map[string]any{"tags": "delivery,refund"}, func(k usedesk.ListedTicket) bool { return tagged(k, "delivery", "refund") }},
		{"client", map[string]any{"client_id": strconv.FormatInt(*all[0].ClientID, 10)}, func(k usedesk.ListedTicket) bool { return is(k.ClientID, *all[0].ClientID) }},
		{"created after, inclusive", map[string]any{"created_after": all[100].CreatedAt}, func(k usedesk.ListedTicket) bool { return k.CreatedAt >= all[100].CreatedAt }},
		{"created before, inclusive", map[string]any{"created_before": all[100].CreatedAt}, func(k usedesk.ListedTicket) bool { return k.CreatedAt <= all[100].CreatedAt }},
		{"created before a minute", map[string]any{"created_before": all[100].CreatedAt[:16]}, func(k usedesk.ListedTicket) bool { return k.CreatedAt <= all[100].CreatedAt[:16]+":00" }},
		{"updated within a month", map[string]any{"updated_after": "2026-04-01 00:00", "updated_before": "2026-04-30 23:59"},
			func(k usedesk.ListedTicket) bool {
				return k.LastUpdatedAt >= "2026-04-01 00:00:00" && k.LastUpdatedAt <= "2026-04-30 23:59:00"
			}},
		{"checkbox on", map[string]any{"fields": []any{map[string]any{"id": 4704, "value": 1}}}, func(k usedesk.ListedTicket) bool { return fieldOf(k, 4704) == "1" }},
		{"checkbox empty", map[string]any{"fields": []any{map[string]any{"id": 4704, "value": "empty"}}}, func(k usedesk.ListedTicket) bool { return fieldOf(k, 4704) != "1" }},
		{"checkbox filled", map[string]any{"fields": []any{map[string]any{"id": 4704, "value": "not_empty"}}}, func(k usedesk.ListedTicket) bool { return fieldOf(k, 4704) == "1" }},
		{"list field by option id", map[string]any{"fields": []any{map[string]any{"id": "2410", "value": "39"}}}, func(k usedesk.ListedTicket) bool { return fieldOf(k, 2410) == "39" }},
		{"text field filled", map[string]any{"fields": []any{map[string]any{"id": 3570, "value": "not_empty"}}}, func(k usedesk.ListedTicket) bool { return fieldOf(k, 3570) != "" }},
		{"fields join with AND", map[string]any{"fields": []any{map[string]any{"id": 4704, "value": 1}, map[string]any{"id": 2410, "value": "empty"}}},
			func(k usedesk.ListedTicket) bool { return fieldOf(k, 4704) == "1" && fieldOf(k, 2410) == "" }},
		{"field in the old form", map[string]any{"field_id": 3570}, func(k usedesk.ListedTicket) bool { return fieldOf(k, 3570) != "" }},
		{"value of any field in the old form", map[string]any{"field_value": "39"},
			func(k usedesk.ListedTicket) bool {
				return fieldOf(k, 2410) == "39" || fieldOf(k, 3570) == "39" || fieldOf(k, 4267) == "39"
			}},
		{"different filters join with AND", map[string]any{"fstatus": "1,8", "fpriority": "urgent"},
			func(k usedesk.ListedTicket) bool { return (k.Status == 1 || k.Status == 8) && k.Priority == "urgent" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := []int64{}
			for _, ticket := range all {
				if c.wants(ticket) {
					want = append(want, ticket.ID)
				}
			}
			require.NotEmpty(t, want, "the data has no example")
			require.Equal(t, want, ticketIDs(h.everyTicket(c.with)))
		})
	}
}

func TestUsedeskFieldsCanJoinWithOr(t *testing.T) {
	h := start(t, func(o *Options) { o.FieldsCombineOr = true })
	all := h.everyTicket(nil)
	want := []int64{}
	for _, ticket := range all {
		if fieldOf(ticket, 4704) == "1" || fieldOf(ticket, 2410) == "40" {
			want = append(want, ticket.ID)
		}
	}
	require.Equal(t, want, ticketIDs(h.everyTicket(map[string]any{
		"fields": []any{map[string]any{"id": 4704, "value": 1}, map[string]any{"id": 2410, "value": 40}}, "fstatus": "1,2,3,4,5,6,7,8,9,10",
	})))
}

func TestUsedeskQueryLooksIntoSubjectsAndAllCommentsInAnyCase(t *testing.T) {
	h := start(t)
	found := h.everyTicket(map[string]any{"query": "ПАЛАТК"})
	require.NotEmpty(t, found)
	want := []int64{}
	for _, ticket := range h.everyTicket(nil) {
		one := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": ticket.ID}))
		text := one.Ticket.Subject
		for _, comment := range one.Comments {
			// What a mail quotes is not searched: it was found in the comment it quotes.
			message, _, _ := strings.Cut(comment.Message, "<blockquote>")
			text += " " + message
		}
		if strings.Contains(strings.ToLower(text), "палатк") {
			want = append(want, ticket.ID)
		}
	}
	require.Equal(t, want, ticketIDs(found))
}

func TestUsedeskSortsByEveryDocumentedKey(t *testing.T) {
	h := start(t)
	key := func(id *int64) string {
		if id == nil {
			return ""
		}
		return fmt.Sprintf("%012d", *id)
	}
	for sort, of := range map[string]func(usedesk.ListedTicket) string{
		"id":              func(k usedesk.ListedTicket) string { return key(&k.ID) },
		"status_id":       func(k usedesk.ListedTicket) string { return fmt.Sprintf("%02d", k.Status) },
		"client_id":       func(k usedesk.ListedTicket) string { return key(k.ClientID) },
		"assignee_id":     func(k usedesk.ListedTicket) string { return key(k.AssigneeID) },
		"group":           func(k usedesk.ListedTicket) string { return key(k.Group) },
		"last_updated_at": func(k usedesk.ListedTicket) string { return k.LastUpdatedAt },
		"published_at":    func(k usedesk.ListedTicket) string { return k.CreatedAt },
	} {
		for _, order := range []string{"asc", "desc"} {
			t.Run(sort+" "+order, func(t *testing.T) {
				found := plainly[[]usedesk.ListedTicket](h.usedesk("tickets", map[string]any{"sort": sort, "order": order}))
				keys := make([]string, len(found))
				for i, ticket := range found {
					keys[i] = of(ticket)
				}
				if order == "desc" {
					slices.Reverse(keys)
				}
				require.True(t, slices.IsSorted(keys), "%v", keys)
			})
		}
	}
	newestFirst := plainly[[]usedesk.ListedTicket](h.usedesk("tickets", nil))
	require.Equal(t, newestFirst, plainly[[]usedesk.ListedTicket](h.usedesk("tickets", map[string]any{"sort": "id", "order": "desc"})))
}

func TestUsedeskRightsAppearWhenAskedFor(t *testing.T) {
	h := start(t)
	for _, ticket := range h.everyTicket(nil) {
		require.Empty(t, ticket.Rights)
		require.Empty(t, ticket.ActiveSLA)
	}
	for _, ticket := range h.everyTicket(map[string]any{"accessible_for_agent_id": 6339}) {
		require.Equal(t, "write", ticket.Rights, "an administrator may work everywhere")
	}
	rights := map[string]int{}
	for _, ticket := range h.everyTicket(map[string]any{"accessible_for_agent_id": "17063"}) {
		rights[ticket.Rights]++
		require.False(t, is(ticket.ChannelID, 126), "tickets of a channel without any right are left out")
		if is(ticket.ChannelID, 125) {
			require.Equal(t, "read", ticket.Rights)
		}
	}
	require.Len(t, rights, 2)
	hidden := h.everyTicket(map[string]any{"fchannel": 126})[0]
	refused := h.usedesk("ticket", map[string]any{"ticket_id": hidden.ID, "accessible_for_agent_id": 17063})
	require.Equal(t, http.StatusForbidden, refused.status)
	require.JSONEq(t, string(fixture(t, "usedesk/error.access.json")), string(refused.body))
}

func TestUsedeskAnswersHaveTheRecordedShapes(t *testing.T) {
	h := start(t)
	known := readShapes(t, "usedesk")
	withSLA := h.everyTicket(map[string]any{"fstatus": "1,5,8", "properties": []any{"sla"}, "accessible_for_agent_id": 6339})
	ticket := withSLA[0].ID
	require.True(t, slices.ContainsFunc(withSLA, func(k usedesk.ListedTicket) bool { return len(k.ActiveSLA) > 0 }))
	for _, c := range []struct {
		method string
		with   map[string]any
	}{
		{"tickets", nil},
		{"tickets", map[string]any{"properties": []any{"sla"}, "accessible_for_agent_id": 6339}},
		{"ticket", map[string]any{"ticket_id": ticket}},
		{"users", nil},
		{"groups", nil},
		{"tags", nil},
		{"ticket/fields", nil},
		{"channels", nil},
		{"create/ticket", map[string]any{"subject": "Hello", "message": "<p>Hi</p>", "client_email": "new@example.test"}},
		{"create/comment", map[string]any{"ticket_id": ticket, "message": "<p>Hi</p>"}},
		{"update/ticket", map[string]any{"ticket_id": ticket, "status": "2"}},
	} {
		t.Run(c.method, func(t *testing.T) {
			answer := h.usedesk(c.method, c.with)
			answer.T = t
			require.Equal(t, http.StatusOK, answer.status, "%s", answer.body)
			known.requireShape(answer, "usedesk")
		})
	}
	require.JSONEq(t, "[]", string(h.usedesk("tickets", map[string]any{"fstatus": 9, "query": "nothing holds this text"}).body))
}

func TestUsedeskRefusals(t *testing.T) {
	h := start(t)
	for _, c := range []struct {
		name, method string
		with         map[string]any
		status, code int
		text         string
	}{
		{"null where it is not accepted", "tickets", map[string]any{"offset": nil}, 422, 422, "offset does not accept null"},
		{"null tag", "tickets", map[string]any{"tag": nil}, 422, 422, "tag does not accept null"},
		{"null query", "tickets", map[string]any{"query": nil}, 422, 422, "query does not accept null"},
		{"null agent", "tickets", map[string]any{"accessible_for_agent_id": nil}, 422, 422, "accessible_for_agent_id does not accept null"},
		{"bad date", "tickets", map[string]any{"created_after": "25.11.2016"}, 422, 422, "created_after must be written 2026-05-31 14:00 (UTC)"},
		{"bad sort", "tickets", map[string]any{"sort": "name"}, 422, 422, "sort must be one of: id, status_id, client_id, assignee_id, group, last_updated_at, published_at"},
		{"bad order", "tickets", map[string]any{"order": "up"}, 422, 422, "order must be one of: asc, desc"},
		{"bad channel", "tickets", map[string]any{"fchannel": "mail"}, 422, 422, "fchannel must be ids with commas"},
		{"bad priority", "tickets", map[string]any{"fpriority": "high"}, 422, 422, "fpriority must be of: low, medium, urgent, extreme"},
		{"unknown ticket", "ticket", map[string]any{"ticket_id": 1}, 404, 404, "Ticket not found"},
		{"no ticket", "ticket", nil, 422, 422, "ticket_id is required"},
		{"unknown method", "nonsense", nil, 404, 404, "Method not found"},
		{"no message", "create/comment", map[string]any{"ticket_id": 2992000}, 422, 422, "message is required"},
		{"no subject", "create/ticket", map[string]any{"message": "Hi", "client_name": "A"}, 422, 422, "subject is required"},
		{"no client", "create/ticket", map[string]any{"message": "Hi", "subject": "A"}, 422, 422,
			"client_id is required, or one of client_name, client_email, client_phone for a new client"},
		{"unknown agent", "update/ticket", map[string]any{"ticket_id": 2992000, "assignee_id": 5}, 422, 422, "assignee_id: there is no 5"},
		{"unknown option", "update/ticket", map[string]any{"ticket_id": 2992000, "field_id": "2410", "field_value": "Nope"}, 422, 422,
			`field_value: field 2410 has no option "Nope"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := h.usedesk(c.method, c.with)
			require.Equal(t, c.status, answer.status, "%s", answer.body)
			require.JSONEq(t, fmt.Sprintf(`{"error": %q, "code": %d}`, c.text, c.code), string(answer.body))
		})
	}
}

func TestUsedeskTakesTheTokenFromBodyQueryAndHeader(t *testing.T) {
	h := start(t)
	wrong := h.send(http.MethodPost, h.UsedeskURL+"/channels", "application/json", `{"api_token": "wrong"}`)
	require.Equal(t, http.StatusUnauthorized, wrong.status)
	require.JSONEq(t, string(fixture(t, "usedesk/error.token.json")), string(wrong.body))
	require.Equal(t, http.StatusUnauthorized, h.send(http.MethodPost, h.UsedeskURL+"/channels", "", "").status)
	query := "?api_token=" + url.QueryEscape(h.UsedeskToken)
	for _, answer := range []*answered{
		h.send(http.MethodPost, h.UsedeskURL+"/channels", "application/json", fmt.Sprintf(`{"api_token": %q}`, h.UsedeskToken)),
		h.send(http.MethodPost, h.UsedeskURL+"/channels", "application/x-www-form-urlencoded", query[1:]),
		h.send(http.MethodGet, h.UsedeskURL+"/channels"+query, "", ""),
		h.send(http.MethodGet, h.UsedeskURL+"/channels", "", "", "Authorization", "Bearer "+h.UsedeskToken),
	} {
		require.Len(t, plainly[[]usedesk.ChannelAnswer](answer), 6)
	}
	require.Equal(t, http.StatusNotFound, h.send(http.MethodGet, h.UsedeskURL+"/create/ticket"+query, "", "").status, "writes need POST")
}

func TestUsedeskErrorsCanComeWithStatus200(t *testing.T) {
	h := start(t, func(o *Options) { o.ErrorsAsHTTP200 = true })
	answer := h.usedesk("tickets", map[string]any{"offset": nil})
	require.Equal(t, http.StatusOK, answer.status)
	require.JSONEq(t, `{"error": "offset does not accept null", "code": 422}`, string(answer.body))
}

func TestUsedeskReadsFormsWithNestedNames(t *testing.T) {
	h := start(t)
	want := ticketIDs(plainly[[]usedesk.ListedTicket](h.usedesk("tickets", map[string]any{
		"fassigned": []any{map[string]any{"assignee_id": 17120, "group_id": 6216}, map[string]any{"assignee_id": 17188}},
		"fields":    []any{map[string]any{"id": 4704, "value": 1}}, "properties": []any{"sla"},
	})))
	form := url.Values{
		"api_token":                 {h.UsedeskToken},
		"fassigned[0][assignee_id]": {"17120"}, "fassigned[0][group_id]": {"6216"}, "fassigned[1][assignee_id]": {"17188"},
		"fields[0][id]": {"4704"}, "fields[0][value]": {"1"}, "properties[]": {"sla"},
	}
	got := plainly[[]usedesk.ListedTicket](h.send(http.MethodPost, h.UsedeskURL+"/tickets", "application/x-www-form-urlencoded", form.Encode()))
	require.NotEmpty(t, want)
	require.Equal(t, want, ticketIDs(got))
}

func TestUsedeskTicketFromCreationToClose(t *testing.T) {
	h := start(t)
	created := plainly[usedesk.OutcomeAnswer](h.usedesk("create/ticket", map[string]any{
		"subject": "Broken zip", "message": "<p>It does not close</p>", "client_name": "Nora", "client_email": "Nora@Example.test",
		"tag": "repair, VIP", "field_id": "4704;2410", "field_value": "true;Брак", "channel_id": 123,
	}))
	read := func() usedesk.TicketAnswer {
		return plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": created.TicketID}))
	}
	one := read()
	require.Equal(t, 8, one.Ticket.StatusID)
	require.Equal(t, "question", one.Ticket.Type)
	require.Equal(t, "medium", one.Ticket.Priority)
	require.Equal(t, "help@trail.test", *one.Ticket.Email)
	require.ElementsMatch(t, []string{"VIP", "repair"}, one.Tags)
	require.Equal(t, "1", *one.CustomFields[0].Value)
	require.Equal(t, "41", *one.CustomFields[1].Value)
	require.Equal(t, 1, one.Comments[0].IsFirst)

	require.Equal(t, "private", func() string {
		plainly[usedesk.OutcomeAnswer](h.usedesk("create/comment", map[string]any{"ticket_id": created.TicketID, "message": "look"}))
		return read().Comments[1].Type
	}(), "comments are private unless they say public")
	require.Equal(t, 8, read().Ticket.StatusID)
	h.clock.advance(1e9)
	plainly[usedesk.OutcomeAnswer](h.usedesk("create/comment", map[string]any{"ticket_id": created.TicketID, "message": "Hello", "type": "public", "user_id": 17120}))
	require.Equal(t, 1, read().Ticket.StatusID, "an answer opens a new ticket")

	plainly[usedesk.OutcomeAnswer](h.usedesk("update/ticket", map[string]any{"ticket_id": created.TicketID, "status": "2", "assignee_id": 17120, "tag": "done"}))
	plainly[usedesk.OutcomeAnswer](h.usedesk("update/ticket", map[string]any{"ticket_id": created.TicketID, "assignee_id": "null"}))
	one = read()
	require.Equal(t, 2, one.Ticket.StatusID)
	require.Nil(t, one.Ticket.AssigneeID)
	require.ElementsMatch(t, []string{"VIP", "repair", "done"}, one.Tags, "tags are added")
	require.Equal(t, []int{1, 2, 2}, []int{one.Changes[0].NewStatus, one.Changes[1].NewStatus, one.Changes[2].NewStatus})

	again := plainly[usedesk.OutcomeAnswer](h.usedesk("create/ticket", map[string]any{"subject": "Another", "message": "Hi", "client_email": "nora@example.test"}))
	second := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": again.TicketID}))
	require.Equal(t, *one.Ticket.ClientID, *second.Ticket.ClientID, "the client is known by the address")
	client := plainly[[]usedesk.ClientAnswer](h.usedesk("client", map[string]any{"client_id": *one.Ticket.ClientID}))
	require.Equal(t, "Nora", client[0].Client.Name)
	require.Len(t, client[0].Tickets, 2)
}

func TestUsedeskRefusesTheEleventhSearchInAMinute(t *testing.T) {
	h := start(t)
	search := func() *answered { return h.usedesk("tickets", map[string]any{"query": "tent"}) }
	for range 10 {
		require.Equal(t, http.StatusOK, search().status)
		h.clock.advance(1e9)
	}
	refused := search()
	require.Equal(t, http.StatusTooManyRequests, refused.status)
	require.JSONEq(t, string(fixture(t, "usedesk/error.rate.json")), string(refused.body))
	require.Equal(t, "50", refused.header.Get("Retry-After"))
	require.Equal(t, http.StatusOK, h.usedesk("tickets", nil).status, "only searches are limited")
	h.clock.advance(50e9)
	require.Equal(t, http.StatusOK, search().status)
	require.Equal(t, http.StatusTooManyRequests, search().status)
}

func TestUsedeskOverallLimitIsOffUnlessSet(t *testing.T) {
	h := start(t, func(o *Options) { o.RequestsPerSecond = 2 })
	require.Equal(t, http.StatusOK, h.usedesk("channels", nil).status)
	require.Equal(t, http.StatusOK, h.usedesk("channels", nil).status)
	require.Equal(t, http.StatusTooManyRequests, h.usedesk("channels", nil).status)
	h.clock.advance(1e9)
	require.Equal(t, http.StatusOK, h.usedesk("channels", nil).status)
}
