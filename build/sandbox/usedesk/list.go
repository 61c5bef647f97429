package usedesk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// sorts are the values of sort with their columns.
var sorts = map[string]string{
	"id": "t.id", "status_id": "t.status", "client_id": "t.client_id", "assignee_id": "t.assignee_id",
	"group": "t.group_id", "last_updated_at": "t.updated_at", "published_at": "t.created_at",
}

var ticketTypes = []string{"question", "task", "problem", "incident"}

// rightOf is the SQL of an agent's right on ticket t: NULL when there is none.
// Administrators may work everywhere; tickets without a channel can be looked at
// by everybody. The agent is ?1.
const rightOf = `(CASE WHEN (SELECT a.role FROM ud_agent a WHERE a.id = ?1) = 'admin' THEN 'write'
	WHEN t.channel_id IS NULL THEN 'read'
	ELSE (SELECT r.access FROM ud_right r WHERE r.agent_id = ?1 AND r.channel_id = t.channel_id) END)`

// listTickets answers tickets: filters join with AND, the values of one filter
// with OR.
func (c *call) listTickets() (any, error) {
	in := c.in
	in.NotNull("accessible_for_agent_id", "offset", "tag", "tags", "query")
	w := &world.Conditions{}
	viewer, asks, err := c.viewer()
	if err != nil {
		return nil, err
	}
	if asks {
		w.Add(rightOf + " IS NOT NULL")
	}
	c.idFilter(w, "fchannel", "t.channel_id")
	c.idFilter(w, "fgroup", "t.group_id")
	c.idFilter(w, "fstatus", "t.status")
	c.wordFilter(w, "ftype", "t.type", ticketTypes)
	c.wordFilter(w, "fpriority", "t.priority", world.UsedeskPriorities)
	c.assignedFilter(w)
	c.tagFilter(w)
	c.dateFilters(w)
	c.queryFilter(w)
	if id, ok := in.Integer("client_id"); ok {
		w.Add("t.client_id = %s", id)
	}
	if err := c.fieldFilters(w); err != nil {
		return nil, err
	}
	order := c.order()
	page, _ := in.Integer("offset")
	if page < 0 || page > 1_000_000 {
		in.Fail("offset must be a page number from 0")
	}
	if in.Err != nil {
		return nil, in.Err
	}
	found, err := world.Rows(c, c.tx, (*ticketRow).scan, fmt.Sprintf(`SELECT %s FROM ud_ticket t WHERE ?1 = ?1 AND %s ORDER BY %s LIMIT %d OFFSET %d`,
		ticketColumns, w.Where(), order, TicketsPerPage, page*TicketsPerPage), append([]any{viewer}, w.Args...)...)
	if err != nil {
		return nil, err
	}
	answers := make([]ListedTicket, len(found))
	for i := range found {
		if answers[i], err = c.answerListed(&found[i], asks); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// viewer reads accessible_for_agent_id.
func (c *call) viewer() (id int64, ok bool, err error) {
	if id, ok = c.in.Integer("accessible_for_agent_id"); !ok {
		return 0, false, nil
	}
	_, found, err := world.One[int64](c, c.tx, `SELECT id FROM ud_agent WHERE id = ? AND NOT deleted`, id)
	if err == nil && !found {
		err = wire.Refuse("accessible_for_agent_id: there is no agent %d", id)
	}
	return id, true, err
}

func (c *call) order() string {
	sort, _ := c.in.Text("sort")
	if sort == "" {
		sort = "id"
	}
	column, ok := sorts[sort]
	if !ok {
		c.in.Fail("sort must be one of: id, status_id, client_id, assignee_id, group, last_updated_at, published_at")
	}
	direction := strings.ToUpper(c.in.Choice("order", "asc", "desc"))
	if direction == "" {
		direction = "DESC"
	}
	return column + " " + direction + ", t.id " + direction
}

// idFilter selects by a comma list of ids.
func (c *call) idFilter(w *world.Conditions, parameter, column string) {
	ids := []int64{}
	items := c.in.Items(parameter)
	for _, item := range items {
		id, err := strconv.ParseInt(item, 10, 64)
		if err != nil {
			c.in.Fail("%s must be ids with commas", parameter)
			return
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		w.Add(column+" IN (SELECT value FROM json_each(%s))", world.JSONText(ids))
	}
}

// wordFilter selects by a comma list of words; the digits of the documentation's
// samples stand for the words in order.
func (c *call) wordFilter(w *world.Conditions, parameter, column string, words []string) {
	items := c.in.Items(parameter)
	for i, item := range items {
		if n, err := strconv.Atoi(item); err == nil && n >= 1 && n <= len(words) && parameter == "ftype" {
			items[i] = words[n-1]
		} else if !slices.Contains(words, item) {
			c.in.Fail("%s must be of: %s", parameter, strings.Join(words, ", "))
			return
		}
	}
	if len(items) > 0 {
		w.Add(column+" IN (SELECT value FROM json_each(%s))", world.JSONText(items))
	}
}

// assigned is one entry of fassigned: an id, "unassigned" or "" for absent.
type assigned struct{ agent, group string }

const nobody = "unassigned"

// assignedFilter reads fassigned in every form: an object, an array of objects,
// or the older strings "AGENT" and "GROUP_AGENT". Entries join with OR.
func (c *call) assignedFilter(w *world.Conditions) {
	value, ok := c.in.Get("fassigned")
	if !ok || value == nil {
		return
	}
	var parts []string
	var args []any
	for _, entry := range c.readAssigned(value) {
		part := []string{}
		for _, half := range []struct{ column, value string }{{"t.assignee_id", entry.agent}, {"t.group_id", entry.group}} {
			switch half.value {
			case "":
			case nobody:
				part = append(part, half.column+" IS NULL")
			default:
				part = append(part, half.column+" = CAST(%s AS INTEGER)")
				args = append(args, half.value)
			}
		}
		if entry.agent == nobody && entry.group == "" {
			part = append(part, "t.group_id IS NOT NULL")
		}
		if len(part) > 0 {
			parts = append(parts, "("+strings.Join(part, " AND ")+")")
		}
	}
	if len(parts) > 0 {
		w.Add(strings.Join(parts, " OR "), args...)
	}
}

func (c *call) readAssigned(value any) []assigned {
	switch value := value.(type) {
	case []any:
		var all []assigned
		for _, item := range value {
			all = append(all, c.readAssigned(item)...)
		}
		return all
	case map[string]any:
		return []assigned{{c.assignedID(value, "assignee_id"), c.assignedID(value, "group_id")}}
	}
	text, ok := wire.Scalar(value)
	if !ok {
		c.in.Fail("fassigned must be an object, an array or a text")
		return nil
	}
	if text = strings.TrimSpace(text); strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		var nested any
		if json.Unmarshal([]byte(text), &nested) != nil {
			c.in.Fail("fassigned is not valid JSON")
			return nil
		}
		return c.readAssigned(wire.Plain(nested))
	}
	var all []assigned
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		group, agent, both := strings.Cut(item, "_")
		if !both {
			group, agent = "", item
		}
		for _, id := range []string{group, agent} {
			if _, err := strconv.ParseInt(id, 10, 64); err != nil && id != "" && id != nobody {
				c.in.Fail("fassigned %q must be an agent id, or a group id and an agent id joined by _", item)
				return nil
			}
		}
		all = append(all, assigned{agent, group})
	}
	return all
}

func (c *call) assignedID(entry map[string]any, name string) string {
	value, ok := entry[name]
	if !ok || value == nil {
		return ""
	}
	text, _ := wire.Scalar(value)
	if text = strings.TrimSpace(text); text == nobody {
		return nobody
	}
	if _, err := strconv.ParseInt(text, 10, 64); err != nil {
		c.in.Fail("fassigned: %s must be an id or the word unassigned", name)
	}
	return text
}

// tagFilter selects tickets with any of the tags, by name, or by id where no tag
// has that name.
func (c *call) tagFilter(w *world.Conditions) {
	tags := c.in.Items("tag", "tags")
	if len(tags) == 0 {
		return
	}
	for i, tag := range tags {
		tags[i] = strings.ToLower(tag)
	}
	w.Add(`EXISTS (SELECT 1 FROM ud_ticket_tag x JOIN ud_tag g ON g.id = x.tag_id, json_each(%s) e
		WHERE x.ticket_id = t.id AND (g.folded = e.value
		OR CAST(g.id AS TEXT) = e.value AND NOT EXISTS (SELECT 1 FROM ud_tag n WHERE n.folded = e.value)))`, world.JSONText(tags))
}

// dateFilters reads the four inclusive bounds.
func (c *call) dateFilters(w *world.Conditions) {
	for _, bound := range []struct{ parameter, condition string }{
		{"created_after", "t.created_at >= %s"}, {"created_before", "t.created_at <= %s"},
		{"updated_after", "t.updated_at >= %s"}, {"updated_before", "t.updated_at <= %s"},
	} {
		text, _ := c.in.Text(bound.parameter)
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		instant, ok := world.ParseInstant(text)
		if !ok {
			c.in.Fail("%s must be written 2026-05-31 14:00 (UTC)", bound.parameter)
			continue
		}
		w.Add(bound.condition, instant.Unix())
	}
}

// queryFilter looks into the subject and all comments.
func (c *call) queryFilter(w *world.Conditions) {
	if query, _ := c.in.Text("query"); strings.TrimSpace(query) != "" {
		w.Add(`instr(t.folded, %[1]s) > 0 OR EXISTS (SELECT 1 FROM ud_comment m WHERE m.ticket_id = t.id AND instr(m.folded, %[1]s) > 0)`,
			strings.ToLower(strings.TrimSpace(query)))
	}
}

// filled is the SQL that field f of ticket t holds something; a checkbox that is
// off holds nothing.
const filled = `(SELECT CASE WHEN f.kind = 3 THEN coalesce(v.value, '') IN ('1', 'true') ELSE trim(coalesce(v.value, '')) <> '' END
	FROM ud_field_value v WHERE v.ticket_id = t.id AND v.field_id = f.id)`

// fieldFilters reads fields, and the older pair field_id and field_value.
func (c *call) fieldFilters(w *world.Conditions) error {
	entries, err := c.fieldEntries()
	if err != nil {
		return err
	}
	each := &world.Conditions{Args: w.Args}
	for _, entry := range entries {
		which, args := "1", []any{}
		if entry.id != 0 {
			which, args = "f.id = %s", []any{entry.id}
		}
		switch entry.value {
		case "empty":
			each.Add("EXISTS (SELECT 1 FROM ud_field f WHERE "+which+" AND coalesce("+filled+", 0) = 0)", args...)
		case "not_empty":
			each.Add("EXISTS (SELECT 1 FROM ud_field f WHERE "+which+" AND "+filled+" = 1)", args...)
		default:
			each.Add(`EXISTS (SELECT 1 FROM ud_field f JOIN ud_field_value v ON v.field_id = f.id
				WHERE `+which+` AND v.ticket_id = t.id AND v.value = %s)`, append(args, entry.value)...)
		}
	}
	w.Args = each.Args
	if len(each.Parts) > 0 {
		join := " AND "
		if c.api.options.FieldsCombineOr {
			join = " OR "
		}
		w.Parts = append(w.Parts, "("+strings.Join(each.Parts, join)+")")
	}
	return nil
}

// fieldEntry is one tested field; id 0 stands for any field.
type fieldEntry struct {
	id    int64
	value string
}

func (c *call) fieldEntries() ([]fieldEntry, error) {
	var entries []fieldEntry
	items, err := c.in.Array("fields")
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		members, ok := item.(map[string]any)
		if !ok {
			return nil, wire.Refuse("fields must be an array of {id, value}")
		}
		wanted, ok := wire.Scalar(members["value"])
		if !ok {
			return nil, wire.Refuse("fields: value must be empty, not_empty or one value")
		}
		entry := fieldEntry{value: wanted}
		if id, ok := wire.Scalar(members["id"]); ok {
			number, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return nil, wire.Refuse("fields: id must be a number")
			}
			entry.id = number
		}
		entries = append(entries, entry)
	}
	id, hasID := c.in.Integer("field_id")
	old, hasValue := c.in.Text("field_value")
	switch {
	case hasValue && old != "":
		entries = append(entries, fieldEntry{id, old})
	case hasID:
		entries = append(entries, fieldEntry{id, "not_empty"})
	}
	return entries, c.in.Err
}

// wantsSLA reads properties.
func (c *call) wantsSLA() bool { return slices.Contains(c.in.Items("properties"), "sla") }
