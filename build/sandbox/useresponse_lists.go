package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// conditions collects the WHERE parts of a list and their arguments, which are
// numbered after the caller (?1).
type conditions struct {
	parts []string
	args  []any
}

// add adds a condition; each %s in it becomes the placeholder of an argument.
func (w *conditions) add(condition string, args ...any) {
	names := make([]any, len(args))
	for i, arg := range args {
		w.args = append(w.args, arg)
		names[i] = fmt.Sprintf("?%d", len(w.args)+1)
	}
	w.parts = append(w.parts, "("+fmt.Sprintf(condition, names...)+")")
}

func (w *conditions) where() string {
	if len(w.parts) == 0 {
		return "1"
	}
	return strings.Join(w.parts, " AND ")
}

// textSearch adds the words of a search phrase and gives the order by relevance,
// "" where all words must occur anyway.
func (c *urCall) textSearch(w *conditions, text string) (relevance string) {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return ""
	}
	matches := make([]string, len(words))
	args := make([]any, len(words))
	for i, word := range words {
		args[i] = word
		// The same word looks into the object and its public comments.
		matches[i] = `(instr(o.folded, %[` + fmt.Sprint(i+1) + `]s) > 0 OR EXISTS (SELECT 1 FROM ur_comment t
			WHERE t.object_id = o.id AND t.is_private = 0 AND t.is_trashed = 0 AND instr(t.folded, %[` + fmt.Sprint(i+1) + `]s) > 0))`
	}
	if !c.server.options.SearchAny {
		w.add(strings.Join(matches, " AND "), args...)
		return ""
	}
	w.add(strings.Join(matches, " OR "), args...)
	names := make([]any, len(args))
	for i := range args {
		names[i] = fmt.Sprintf("?%d", len(w.args)-len(args)+i+2)
	}
	return fmt.Sprintf(strings.Join(matches, " + "), names...) + " DESC, "
}

// objectOrders are the values of sort in search.json and tickets.json.
var objectOrders = []string{"new", "updated", "new_updated", "popular", "trending"}

// objectOrder gives the ORDER BY of a sort word; new is the default.
func (c *urCall) objectOrder(sort string) string {
	switch sort {
	case "updated":
		return "coalesce(o.activity_at, 0) DESC, o.id DESC"
	case "new_updated":
		return "max(o.created_at, coalesce(o.activity_at, 0)) DESC, o.id DESC"
	case "popular":
		return "(SELECT coalesce(sum(v.value), 0) FROM ur_vote v WHERE v.object_id = o.id) DESC, o.views DESC, o.id DESC"
	case "trending":
		return fmt.Sprintf(`(SELECT coalesce(sum(v.value), 0) FROM ur_vote v WHERE v.object_id = o.id AND v.voted_at > %d) DESC,
			coalesce(o.activity_at, 0) DESC, o.id DESC`, c.now.Add(-30*24*time.Hour).Unix())
	}
	return "o.created_at DESC, o.id DESC"
}

// dateFilter adds a named range over a column.
func (c *urCall) dateFilter(w *conditions, parameter, column string) {
	if name := c.in.choice(parameter, namedRanges...); name != "" {
		from, to := namedRange(name, c.now)
		w.add(column+" >= %s AND "+column+" < %s", from.Unix(), to.Unix())
	}
}

// objectPage reads one page of objects that the caller may see.
func (c *urCall) objectPage(w *conditions, order string, page, perPage int) (paginator, error) {
	if c.in.err != nil {
		return paginator{}, c.in.err
	}
	where := c.visible() + " AND " + w.where()
	args := append([]any{c.callerID()}, w.args...)
	total, _, err := one[int](c, c.tx, `SELECT count(*) FROM ur_object o WHERE `+where, args...)
	if err != nil {
		return paginator{}, err
	}
	found, err := rows(c, c.tx, (*object).scan, fmt.Sprintf(`SELECT %s FROM ur_object o WHERE %s ORDER BY %s LIMIT %d OFFSET %d`,
		objectColumns, where, order, perPage, (page-1)*perPage), args...)
	if err != nil {
		return paginator{}, err
	}
	answers := make([]*objectAnswer, len(found))
	for i := range found {
		if answers[i], err = c.answerObject(&found[i]); err != nil {
			return paginator{}, err
		}
	}
	return paginate(total, page, perPage, answers), nil
}

// search answers search.json. Requests of version 4 get objects grouped by
// ownership instead of a page.
func (c *urCall) search() (any, error) {
	w := &conditions{}
	w.add("o.state = 'normal' AND o.moderation <> 'declined'")
	text, _ := c.in.text("text")
	relevance := c.textSearch(w, text)
	if status, _ := c.in.text("status"); status != "" && status != "all" {
		c.statusFilter(w, []string{status})
	}
	if kind, _ := c.in.text("type"); kind != "" {
		w.add("o.type = %s", kind)
	}
	for _, filter := range []struct{ parameter, column string }{
		{"category_id", "o.category_id"}, {"authorId", "o.author_id"}, {"forum_id", "o.forum_id"},
	} {
		if id, ok := c.in.integer(filter.parameter); ok {
			w.add(filter.column+" = %s", id)
		}
	}
	if featured, ok := c.in.flag("featured"); ok {
		w.add("o.is_featured = %s", featured)
	}
	c.dateFilter(w, "date", "o.created_at")
	order := relevance + c.objectOrder(c.in.choice("sort", objectOrders...))
	page, perPage := c.in.page("count", defaultCount, maxCount)
	ownership, _ := c.in.text("ownership")
	if c.legacy() {
		return c.searchByOwnership(w, order, ownership, perPage)
	}
	if ownership != "" {
		w.add("o.ownership = %s", ownership)
	}
	return c.objectPage(w, order, page, perPage)
}

// ownershipKeys are the groups of a version 4 search answer.
var ownershipKeys = []struct{ ownership, key string }{
	{"helpdesk", "helpdesk"}, {"feedback", "feedback"}, {"knowledge-base", "knowledgeBase"}, {"announcements", "announcements"},
}

func (c *urCall) searchByOwnership(w *conditions, order, only string, perPage int) (any, error) {
	groups := map[string]any{}
	for _, group := range ownershipKeys {
		if only != "" && only != group.ownership {
			continue
		}
		narrowed := &conditions{parts: slices.Clone(w.parts), args: slices.Clone(w.args)}
		narrowed.add("o.ownership = %s", group.ownership)
		page, err := c.objectPage(narrowed, order, 1, perPage)
		if err != nil {
			return nil, err
		}
		groups[group.key] = page.Data
	}
	return groups, nil
}

// statusFilter selects objects by status slugs, or every open one.
func (c *urCall) statusFilter(w *conditions, slugs []string) {
	var parts []string
	var args []any
	for _, slug := range slugs {
		if slug == "all-active" {
			parts = append(parts, "coalesce((SELECT s.is_closed FROM ur_status s WHERE s.id = o.status_id), 0) = 0")
			continue
		}
		parts = append(parts, "(SELECT s.slug FROM ur_status s WHERE s.id = o.status_id) = %s")
		args = append(args, slug)
	}
	w.add(strings.Join(parts, " OR "), args...)
}

// listTickets answers tickets.json. Users without agent rights get their own.
func (c *urCall) listTickets() (any, error) {
	w := &conditions{}
	w.add("o.ownership = 'helpdesk' AND o.state = 'normal' AND o.moderation <> 'declined'")
	text, _ := c.in.text("text")
	relevance := c.textSearch(w, text)
	c.ticketStatus(w)
	c.dateFilter(w, "date", "o.created_at")
	c.dateFilter(w, "completed_on", "o.completed_at")
	if id, ok := c.in.integer("authorId", "author_id"); ok {
		w.add("o.author_id = %s", id)
	}
	if email, _ := c.in.text("authorEmail"); email != "" {
		w.add("o.author_id = (SELECT u.id FROM ur_user u WHERE u.email = %s)", email)
	}
	if id, ok := c.in.integer("responsible_id"); ok {
		w.add("coalesce(o.responsible_id, 0) = %s", id)
	}
	for _, filter := range []struct{ parameter, column string }{{"forum_id", "o.forum_id"}, {"completed_by", "o.completed_by"}} {
		if id, ok := c.in.integer(filter.parameter); ok {
			w.add(filter.column+" = %s", id)
		}
	}
	c.fieldFilter(w)
	page, perPage := c.in.page("count", defaultCount, maxCount)
	return c.objectPage(w, relevance+c.objectOrder(c.in.choice("sort", objectOrders...)), page, perPage)
}

// ticketStatus reads status: one slug, several with commas, all or all-active.
func (c *urCall) ticketStatus(w *conditions) {
	status, _ := c.in.text("status")
	if strings.TrimSpace(status) == "" {
		status = "all-active"
	}
	var slugs []string
	for slug := range strings.SplitSeq(status, ",") {
		slug = strings.TrimSpace(slug)
		switch {
		case slug == "all":
			return
		case slug == "all-active" || slices.Contains(ticketStatuses, slug):
			slugs = append(slugs, slug)
		default:
			c.in.fail("status must be all, all-active or one of: %s", strings.Join(ticketStatuses, ", "))
			return
		}
	}
	c.statusFilter(w, slugs)
}

// fieldFilter selects by property_N=value in the query, or by any of several
// values in property_N[]; an option is named by its id or its title.
func (c *urCall) fieldFilter(w *conditions) {
	for _, name := range slices.Sorted(maps.Keys(c.in.query)) {
		found := propertyName.FindStringSubmatch(name)
		if found == nil {
			continue
		}
		wanted, many := c.in.query[name].([]any)
		if !many {
			wanted = []any{c.in.query[name]}
		}
		w.add(`EXISTS (SELECT 1 FROM ur_field_value p JOIN ur_field f ON f.id = p.field_id, json_each(p.value) e
			WHERE p.entity = 'object' AND p.entity_id = o.id AND p.field_id = CAST(%[1]s AS INTEGER)
			AND (CAST(e.value AS TEXT) IN (SELECT value FROM json_each(%[2]s))
			OR json_extract(f.options, '$."' || e.value || '"') IN (SELECT value FROM json_each(%[2]s))))`, found[1], jsonText(wanted))
	}
}

// userOrders are the values of sort in users/search.json, olderUserOrders those
// that version 4 has beside.
var (
	userOrders      = []string{"top_rated", "created_most", "commented_most"}
	olderUserOrders = []string{"roles", "department"}
)

// byEmail reports a search for the user of an address in version 4, whose answer
// is that user, or [] where there is none [assumed from its clients].
func (c *urCall) byEmail() bool {
	email, _ := c.in.text("email")
	return c.legacy() && email != ""
}

// searchUsers answers users/search.json.
func (c *urCall) searchUsers() (any, error) {
	w := &conditions{}
	w.add("u.is_deleted = 0")
	if phrase, _ := c.in.text("search"); strings.TrimSpace(phrase) != "" {
		// The documentation's example lists phrases with a comma: any may match.
		var parts []string
		var args []any
		for one := range strings.SplitSeq(strings.ToLower(phrase), ",") {
			if one = strings.TrimSpace(one); one != "" {
				parts = append(parts, "instr(u.folded, %s) > 0")
				args = append(args, one)
			}
		}
		w.add(strings.Join(parts, " OR "), args...)
	}
	if team, ok := c.in.integer("team"); ok {
		w.add("u.team_id = %s", team)
	}
	if email, _ := c.in.text("email"); email != "" {
		w.add("u.email = %s", email)
	}
	if phone, _ := c.in.text("phone"); phone != "" {
		w.add("u.phone = %s", strings.TrimPrefix(phone, "+"))
	}
	if status := c.in.choice("status", "online", "offline"); status != "" {
		w.add("u.role <> 'user' AND u.online = %s", number(status == "online"))
	}
	if role, _ := c.in.text("role"); role != "" {
		w.add("u.role = %s", role)
	}
	order, orders := "u.id", userOrders
	if c.legacy() {
		orders = slices.Concat(userOrders, olderUserOrders)
	}
	switch c.in.choice("sort", orders...) {
	case "top_rated":
		order = `(SELECT count(*) FROM ur_vote v JOIN ur_object o ON o.id = v.object_id WHERE o.author_id = u.id AND v.value > 0) DESC, u.id`
	case "created_most":
		order = `(SELECT count(*) FROM ur_object o WHERE o.author_id = u.id) DESC, u.id`
	case "commented_most":
		order = `(SELECT count(*) FROM ur_comment m WHERE m.author_id = u.id) DESC, u.id`
	case "roles":
		order = `u.role, u.id`
	case "department":
		order = `u.team_id, u.id`
	}
	page, perPage := c.in.page("count", defaultCount, maxCount)
	if c.in.err != nil {
		return nil, c.in.err
	}
	// ?1 is the caller, which this list does not need.
	args := append([]any{c.callerID()}, w.args...)
	total, _, err := one[int](c, c.tx, `SELECT count(*) FROM ur_user u WHERE ?1 = ?1 AND `+w.where(), args...)
	if err != nil {
		return nil, err
	}
	ids, err := column[int64](c, c.tx, fmt.Sprintf(`SELECT u.id FROM ur_user u WHERE ?1 = ?1 AND %s ORDER BY %s LIMIT %d OFFSET %d`,
		w.where(), order, perPage, (page-1)*perPage), args...)
	if err != nil {
		return nil, err
	}
	answers := make([]*userAnswer, len(ids))
	for i, id := range ids {
		if answers[i], err = c.userAnswer(id); err != nil {
			return nil, err
		}
	}
	if c.byEmail() {
		if len(answers) > 0 {
			return answers[0], nil
		}
		return answers, nil
	}
	return paginate(total, page, perPage, answers), nil
}
