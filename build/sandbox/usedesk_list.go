package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// udSorts are the values of sort with their columns.
var udSorts = map[string]string{
	"id": "t.id", "status_id": "t.status", "client_id": "t.client_id", "assignee_id": "t.assignee_id",
	"group": "t.group_id", "last_updated_at": "t.updated_at", "published_at": "t.created_at",
}

var (
	udTypes      = []string{"question", "task", "problem", "incident"}
	udPriorities = []string{"low", "medium", "urgent", "extreme"}
)

// rightOf is the SQL of an agent's right on ticket t: NULL when there is none.
// Administrators may work everywhere; tickets without a channel can be looked at
// by everybody. The agent is ?1.
const rightOf = `(CASE WHEN (SELECT a.role FROM ud_agent a WHERE a.id = ?1) = 'admin' THEN 'write'
	WHEN t.channel_id IS NULL THEN 'read'
	ELSE (SELECT r.access FROM ud_right r WHERE r.agent_id = ?1 AND r.channel_id = t.channel_id) END)`

// listTickets answers tickets: filters join with AND, the values of one filter
// with OR.
func (c *udCall) listTickets() (any, error) {
	in := c.in
	in.notNull("accessible_for_agent_id", "offset", "tag", "tags", "query")
	w := &conditions{}
	viewer, asks, err := c.viewer()
	if err != nil {
		return nil, err
	}
	if asks {
		w.add(rightOf + " IS NOT NULL")
	}
	c.idFilter(w, "fchannel", "t.channel_id")
	c.idFilter(w, "fgroup", "t.group_id")
	c.idFilter(w, "fstatus", "t.status")
	c.wordFilter(w, "ftype", "t.type", udTypes)
	c.wordFilter(w, "fpriority", "t.priority", udPriorities)
	c.assignedFilter(w)
	c.tagFilter(w)
	c.dateFilters(w)
	c.queryFilter(w)
	if id, ok := in.integer("client_id"); ok {
		w.add("t.client_id = %s", id)
	}
	if err := c.fieldFilters(w); err != nil {
		return nil, err
	}
	order := c.order()
	page, _ := in.integer("offset")
	if page < 0 || page > 1_000_000 {
		in.fail("offset must be a page number from 0")
	}
	if in.err != nil {
		return nil, in.err
	}
	found, err := rows(c, c.tx, (*udTicket).scan, fmt.Sprintf(`SELECT %s FROM ud_ticket t WHERE ?1 = ?1 AND %s ORDER BY %s LIMIT %d OFFSET %d`,
		udTicketColumns, w.where(), order, ticketsPerPage, page*ticketsPerPage), append([]any{viewer}, w.args...)...)
	if err != nil {
		return nil, err
	}
	answers := make([]udListedTicket, len(found))
	for i := range found {
		if answers[i], err = c.answerListed(&found[i], asks); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// viewer reads accessible_for_agent_id.
func (c *udCall) viewer() (id int64, ok bool, err error) {
	if id, ok = c.in.integer("accessible_for_agent_id"); !ok {
		return 0, false, nil
	}
	_, found, err := one[int64](c, c.tx, `SELECT id FROM ud_agent WHERE id = ? AND NOT deleted`, id)
	if err == nil && !found {
		err = refuse("accessible_for_agent_id: there is no agent %d", id)
	}
	return id, true, err
}

func (c *udCall) order() string {
	sort, _ := c.in.text("sort")
	if sort == "" {
		sort = "id"
	}
	column, ok := udSorts[sort]
	if !ok {
		c.in.fail("sort must be one of: id, status_id, client_id, assignee_id, group, last_updated_at, published_at")
	}
	direction := strings.ToUpper(c.in.choice("order", "asc", "desc"))
	if direction == "" {
		direction = "DESC"
	}
	return column + " " + direction + ", t.id " + direction
}

// idFilter selects by a comma list of ids.
func (c *udCall) idFilter(w *conditions, parameter, column string) {
	ids := []int64{}
	items := c.in.items(parameter)
	for _, item := range items {
		id, err := strconv.ParseInt(item, 10, 64)
		if err != nil {
			c.in.fail("%s must be ids with commas", parameter)
			return
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		w.add(column+" IN (SELECT value FROM json_each(%s))", jsonText(ids))
	}
}

// wordFilter selects by a comma list of words; the digits of the documentation's
// samples stand for the words in order.
func (c *udCall) wordFilter(w *conditions, parameter, column string, words []string) {
	items := c.in.items(parameter)
	for i, item := range items {
		if n, err := strconv.Atoi(item); err == nil && n >= 1 && n <= len(words) && parameter == "ftype" {
			items[i] = words[n-1]
		} else if !slices.Contains(words, item) {
			c.in.fail("%s must be of: %s", parameter, strings.Join(words, ", "))
			return
		}
	}
	if len(items) > 0 {
		w.add(column+" IN (SELECT value FROM json_each(%s))", jsonText(items))
	}
}

func jsonText(value any) string { return strings.TrimSpace(string(encode(value))) }

// assigned is one entry of fassigned: an id, "unassigned" or "" for absent.
type assigned struct{ agent, group string }

const nobody = "unassigned"

// assignedFilter reads fassigned in every form: an object, an array of objects,
// or the older strings "AGENT" and "GROUP_AGENT". Entries join with OR.
func (c *udCall) assignedFilter(w *conditions) {
	value, ok := c.in.get("fassigned")
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
		w.add(strings.Join(parts, " OR "), args...)
	}
}

func (c *udCall) readAssigned(value any) []assigned {
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
	text, ok := scalar(value)
	if !ok {
		c.in.fail("fassigned must be an object, an array or a text")
		return nil
	}
	if text = strings.TrimSpace(text); strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		var nested any
		if json.Unmarshal([]byte(text), &nested) != nil {
			c.in.fail("fassigned is not valid JSON")
			return nil
		}
		return c.readAssigned(plain(nested))
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
				c.in.fail("fassigned %q must be an agent id, or a group id and an agent id joined by _", item)
				return nil
			}
		}
		all = append(all, assigned{agent, group})
	}
	return all
}

// array gives a parameter that is an array of objects, one object, or either of
// them as a JSON text, on its own or as an item.
func (in *input) array(names ...string) ([]any, error) {
	value, _ := in.get(names...)
	if value == nil || value == "" {
		return nil, nil
	}
	items, many := value.([]any)
	if !many {
		items = []any{value}
	}
	var all []any
	for _, item := range items {
		text, isText := item.(string)
		if !isText {
			all = append(all, item)
			continue
		}
		var nested any
		if json.Unmarshal([]byte(text), &nested) != nil {
			return nil, refuse("%s is not valid JSON", names[0])
		}
		if inner, several := plain(nested).([]any); several {
			all = append(all, inner...)
		} else {
			all = append(all, nested)
		}
	}
	return all, nil
}

// plain turns the numbers of a decoded JSON text into their text.
func plain(value any) any {
	switch value := value.(type) {
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case []any:
		for i := range value {
			value[i] = plain(value[i])
		}
	case map[string]any:
		for name := range value {
			value[name] = plain(value[name])
		}
	}
	return value
}

func (c *udCall) assignedID(entry map[string]any, name string) string {
	value, ok := entry[name]
	if !ok || value == nil {
		return ""
	}
	text, _ := scalar(value)
	if text = strings.TrimSpace(text); text == nobody {
		return nobody
	}
	if _, err := strconv.ParseInt(text, 10, 64); err != nil {
		c.in.fail("fassigned: %s must be an id or the word unassigned", name)
	}
	return text
}

// tagFilter selects tickets with any of the tags, by name, or by id where no tag
// has that name.
func (c *udCall) tagFilter(w *conditions) {
	tags := c.in.items("tag", "tags")
	if len(tags) == 0 {
		return
	}
	for i, tag := range tags {
		tags[i] = strings.ToLower(tag)
	}
	w.add(`EXISTS (SELECT 1 FROM ud_ticket_tag x JOIN ud_tag g ON g.id = x.tag_id, json_each(%s) e
		WHERE x.ticket_id = t.id AND (g.folded = e.value
		OR CAST(g.id AS TEXT) = e.value AND NOT EXISTS (SELECT 1 FROM ud_tag n WHERE n.folded = e.value)))`, jsonText(tags))
}

// dateFilters reads the four inclusive bounds.
func (c *udCall) dateFilters(w *conditions) {
	for _, bound := range []struct{ parameter, condition string }{
		{"created_after", "t.created_at >= %s"}, {"created_before", "t.created_at <= %s"},
		{"updated_after", "t.updated_at >= %s"}, {"updated_before", "t.updated_at <= %s"},
	} {
		text, _ := c.in.text(bound.parameter)
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		instant, ok := parseInstant(text)
		if !ok {
			c.in.fail("%s must be written 2026-05-31 14:00 (UTC)", bound.parameter)
			continue
		}
		w.add(bound.condition, instant.Unix())
	}
}

// queryFilter looks into the subject and all comments.
func (c *udCall) queryFilter(w *conditions) {
	if query, _ := c.in.text("query"); strings.TrimSpace(query) != "" {
		w.add(`instr(t.folded, %[1]s) > 0 OR EXISTS (SELECT 1 FROM ud_comment m WHERE m.ticket_id = t.id AND instr(m.folded, %[1]s) > 0)`,
			strings.ToLower(strings.TrimSpace(query)))
	}
}

// filled is the SQL that field f of ticket t holds something; a checkbox that is
// off holds nothing.
const filled = `(SELECT CASE WHEN f.kind = 3 THEN coalesce(v.value, '') IN ('1', 'true') ELSE trim(coalesce(v.value, '')) <> '' END
	FROM ud_field_value v WHERE v.ticket_id = t.id AND v.field_id = f.id)`

// fieldFilters reads fields, and the older pair field_id and field_value.
func (c *udCall) fieldFilters(w *conditions) error {
	entries, err := c.fieldEntries()
	if err != nil {
		return err
	}
	each := &conditions{args: w.args}
	for _, entry := range entries {
		which, args := "1", []any{}
		if entry.id != 0 {
			which, args = "f.id = %s", []any{entry.id}
		}
		switch entry.value {
		case "empty":
			each.add("EXISTS (SELECT 1 FROM ud_field f WHERE "+which+" AND coalesce("+filled+", 0) = 0)", args...)
		case "not_empty":
			each.add("EXISTS (SELECT 1 FROM ud_field f WHERE "+which+" AND "+filled+" = 1)", args...)
		default:
			each.add(`EXISTS (SELECT 1 FROM ud_field f JOIN ud_field_value v ON v.field_id = f.id
				WHERE `+which+` AND v.ticket_id = t.id AND v.value = %s)`, append(args, entry.value)...)
		}
	}
	w.args = each.args
	if len(each.parts) > 0 {
		join := " AND "
		if c.server.options.FieldsCombineOr {
			join = " OR "
		}
		w.parts = append(w.parts, "("+strings.Join(each.parts, join)+")")
	}
	return nil
}

// fieldEntry is one tested field; id 0 stands for any field.
type fieldEntry struct {
	id    int64
	value string
}

func (c *udCall) fieldEntries() ([]fieldEntry, error) {
	var entries []fieldEntry
	items, err := c.in.array("fields")
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		members, ok := item.(map[string]any)
		if !ok {
			return nil, refuse("fields must be an array of {id, value}")
		}
		wanted, ok := scalar(members["value"])
		if !ok {
			return nil, refuse("fields: value must be empty, not_empty or one value")
		}
		entry := fieldEntry{value: wanted}
		if id, ok := scalar(members["id"]); ok {
			number, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return nil, refuse("fields: id must be a number")
			}
			entry.id = number
		}
		entries = append(entries, entry)
	}
	id, hasID := c.in.integer("field_id")
	old, hasValue := c.in.text("field_value")
	switch {
	case hasValue && old != "":
		entries = append(entries, fieldEntry{id, old})
	case hasID:
		entries = append(entries, fieldEntry{id, "not_empty"})
	}
	return entries, c.in.err
}

// wantsSLA reads properties.
func (c *udCall) wantsSLA() bool { return slices.Contains(c.in.items("properties"), "sla") }
