package useresponse

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"deskside/build/sandbox/world"
)

// textSearch adds the words of a search phrase and gives the order by relevance,
// "" where all words must occur anyway.
func (c *call) textSearch(w *world.Conditions, text string) (relevance string) {
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
	if !c.api.options.SearchAny {
		w.Add(strings.Join(matches, " AND "), args...)
		return ""
	}
	w.Add(strings.Join(matches, " OR "), args...)
	names := make([]any, len(args))
	for i := range args {
		names[i] = fmt.Sprintf("?%d", len(w.Args)-len(args)+i+2)
	}
	return fmt.Sprintf(strings.Join(matches, " + "), names...) + " DESC, "
}

// objectOrders are the values of sort in search.json and tickets.json.
var objectOrders = []string{"new", "updated", "new_updated", "popular", "trending"}

// objectOrder gives the ORDER BY of a sort word; new is the default.
func (c *call) objectOrder(sort string) string {
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
func (c *call) dateFilter(w *world.Conditions, parameter, column string) {
	if name := c.in.Choice(parameter, namedRanges...); name != "" {
		from, to := world.NamedRange(name, c.now)
		w.Add(column+" >= %s AND "+column+" < %s", from.Unix(), to.Unix())
	}
}

// objectPage reads one page of objects that the caller may see. What the
// caller's team does not see counts and is not there: a page can be shorter than
// its numbers say [assumed].
func (c *call) objectPage(w *world.Conditions, order string, page, perPage int) (paginator, error) {
	if c.in.Err != nil {
		return paginator{}, c.in.Err
	}
	where := c.published() + " AND " + w.Where()
	args := append([]any{c.callerID()}, w.Args...)
	total, _, err := world.One[int](c, c.tx, `SELECT count(*) FROM ur_object o WHERE `+where, args...)
	if err != nil {
		return paginator{}, err
	}
	found, err := world.Rows(c, c.tx, (*object).scan, fmt.Sprintf(`SELECT %[1]s FROM ur_object o
		WHERE o.id IN (SELECT o.id FROM ur_object o WHERE %[2]s ORDER BY %[3]s LIMIT %[4]d OFFSET %[5]d) AND %[6]s ORDER BY %[3]s`,
		objectColumns, where, order, perPage, (page-1)*perPage, c.seen()), args...)
	if err != nil {
		return paginator{}, err
	}
	answers := make([]*ObjectAnswer, len(found))
	for i := range found {
		if answers[i], err = c.answerObject(&found[i]); err != nil {
			return paginator{}, err
		}
	}
	return paginate(total, page, perPage, answers), nil
}

// search answers search.json. Requests of version 4 get objects grouped by
// ownership instead of a page.
func (c *call) search() (any, error) {
	w := &world.Conditions{}
	w.Add("o.state = 'normal' AND o.moderation <> 'declined'")
	text, _ := c.in.Text("text")
	relevance := c.textSearch(w, text)
	if status, _ := c.in.Text("status"); status != "" && status != "all" {
		c.statusFilter(w, []string{status})
	}
	if kind, _ := c.in.Text("type"); kind != "" {
		w.Add("o.type = %s", kind)
	}
	for _, filter := range []struct{ parameter, column string }{
		{"category_id", "o.category_id"}, {"authorId", "o.author_id"}, {"forum_id", "o.forum_id"},
	} {
		if id, ok := c.in.Integer(filter.parameter); ok {
			w.Add(filter.column+" = %s", id)
		}
	}
	if featured, ok := c.in.Flag("featured"); ok {
		w.Add("o.is_featured = %s", featured)
	}
	c.dateFilter(w, "date", "o.created_at")
	order := relevance + c.objectOrder(c.in.Choice("sort", objectOrders...))
	page, perPage := c.in.Page("count", defaultCount, maxCount)
	ownership, _ := c.in.Text("ownership")
	if c.legacy() {
		return c.searchByOwnership(w, order, ownership, perPage)
	}
	if ownership != "" {
		w.Add("o.ownership = %s", ownership)
	}
	return c.objectPage(w, order, page, perPage)
}

// ownershipKeys are the groups of a version 4 search answer.
var ownershipKeys = []struct{ ownership, key string }{
	{"helpdesk", "helpdesk"}, {"feedback", "feedback"}, {"knowledge-base", "knowledgeBase"}, {"announcements", "announcements"},
}

func (c *call) searchByOwnership(w *world.Conditions, order, only string, perPage int) (any, error) {
	groups := map[string]any{}
	for _, group := range ownershipKeys {
		if only != "" && only != group.ownership {
			continue
		}
		narrowed := &world.Conditions{Parts: slices.Clone(w.Parts), Args: slices.Clone(w.Args)}
		narrowed.Add("o.ownership = %s", group.ownership)
		page, err := c.objectPage(narrowed, order, 1, perPage)
		if err != nil {
			return nil, err
		}
		groups[group.key] = page.Data
	}
	return groups, nil
}

// statusFilter selects objects by status slugs, or every open one.
func (c *call) statusFilter(w *world.Conditions, slugs []string) {
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
	w.Add(strings.Join(parts, " OR "), args...)
}

// listTickets answers tickets.json. Users without agent rights get their own.
func (c *call) listTickets() (any, error) {
	w := &world.Conditions{}
	w.Add("o.ownership = 'helpdesk' AND o.state = 'normal' AND o.moderation <> 'declined'")
	text, _ := c.in.Text("text")
	relevance := c.textSearch(w, text)
	c.ticketStatus(w)
	c.dateFilter(w, "date", "o.created_at")
	c.dateFilter(w, "completed_on", "o.completed_at")
	if id, ok := c.in.Integer("authorId", "author_id"); ok {
		w.Add("o.author_id = %s", id)
	}
	if email, _ := c.in.Text("authorEmail"); email != "" {
		w.Add("o.author_id = (SELECT u.id FROM ur_user u WHERE u.email = %s)", email)
	}
	if id, ok := c.in.Integer("responsible_id"); ok {
		w.Add("coalesce(o.responsible_id, 0) = %s", id)
	}
	for _, filter := range []struct{ parameter, column string }{{"forum_id", "o.forum_id"}, {"completed_by", "o.completed_by"}} {
		if id, ok := c.in.Integer(filter.parameter); ok {
			w.Add(filter.column+" = %s", id)
		}
	}
	c.fieldFilter(w)
	page, perPage := c.in.Page("count", defaultCount, maxCount)
	return c.objectPage(w, relevance+c.objectOrder(c.in.Choice("sort", objectOrders...)), page, perPage)
}

// ticketStatus reads status: one slug, several with commas, all or all-active.
func (c *call) ticketStatus(w *world.Conditions) {
	status, _ := c.in.Text("status")
	if strings.TrimSpace(status) == "" {
		status = "all-active"
	}
	known, err := c.statusList("ownership = 'helpdesk'")
	if err != nil {
		c.in.Err = err
		return
	}
	var slugs []string
	for slug := range strings.SplitSeq(status, ",") {
		slug = strings.TrimSpace(slug)
		switch {
		case slug == "all":
			return
		case slug == "all-active" || slices.ContainsFunc(known, func(s StatusAnswer) bool { return s.Slug == slug }):
			slugs = append(slugs, slug)
		default:
			c.in.Fail("status must be all, all-active or the slug of a status of tickets")
			return
		}
	}
	c.statusFilter(w, slugs)
}

// fieldFilter selects by property_N=value in the query, or by any of several
// values in property_N[]; an option is named by its id or its title.
func (c *call) fieldFilter(w *world.Conditions) {
	for _, name := range slices.Sorted(maps.Keys(c.in.Query)) {
		found := propertyName.FindStringSubmatch(name)
		if found == nil {
			continue
		}
		wanted, many := c.in.Query[name].([]any)
		if !many {
			wanted = []any{c.in.Query[name]}
		}
		w.Add(`EXISTS (SELECT 1 FROM ur_field_value p JOIN ur_field f ON f.id = p.field_id, json_each(p.value) e
			WHERE p.entity = 'object' AND p.entity_id = o.id AND p.field_id = CAST(%[1]s AS INTEGER)
			AND (CAST(e.value AS TEXT) IN (SELECT value FROM json_each(%[2]s))
			OR json_extract(f.options, '$."' || e.value || '"') IN (SELECT value FROM json_each(%[2]s))))`, found[1], world.JSONText(wanted))
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
func (c *call) byEmail() bool {
	email, _ := c.in.Text("email")
	return c.legacy() && email != ""
}

// searchUsers answers users/search.json.
func (c *call) searchUsers() (any, error) {
	w := &world.Conditions{}
	w.Add("u.is_deleted = 0")
	if phrase, _ := c.in.Text("search"); strings.TrimSpace(phrase) != "" {
		// The documentation's example lists phrases with a comma: any may match.
		var parts []string
		var args []any
		for one := range strings.SplitSeq(strings.ToLower(phrase), ",") {
			if one = strings.TrimSpace(one); one != "" {
				parts = append(parts, "instr(u.folded, %s) > 0")
				args = append(args, one)
			}
		}
		w.Add(strings.Join(parts, " OR "), args...)
	}
	if team, ok := c.in.Integer("team"); ok {
		w.Add("u.team_id = %s", team)
	}
	if email, _ := c.in.Text("email"); email != "" {
		w.Add("u.email = %s", email)
	}
	if phone, _ := c.in.Text("phone"); phone != "" {
		w.Add("u.phone = %s", strings.TrimPrefix(phone, "+"))
	}
	if status := c.in.Choice("status", "online", "offline"); status != "" {
		w.Add("u.role <> 'user' AND u.online = %s", world.Number(status == "online"))
	}
	if role, _ := c.in.Text("role"); role != "" {
		w.Add("u.role = %s", role)
	}
	order, orders := "u.id", userOrders
	if c.legacy() {
		orders = slices.Concat(userOrders, olderUserOrders)
	}
	switch c.in.Choice("sort", orders...) {
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
	page, perPage := c.in.Page("count", defaultCount, maxCount)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	// ?1 is the caller, which this list does not need.
	args := append([]any{c.callerID()}, w.Args...)
	total, _, err := world.One[int](c, c.tx, `SELECT count(*) FROM ur_user u WHERE ?1 = ?1 AND `+w.Where(), args...)
	if err != nil {
		return nil, err
	}
	ids, err := world.Column[int64](c, c.tx, fmt.Sprintf(`SELECT u.id FROM ur_user u WHERE ?1 = ?1 AND %s ORDER BY %s LIMIT %d OFFSET %d`,
		w.Where(), order, perPage, (page-1)*perPage), args...)
	if err != nil {
		return nil, err
	}
	answers := make([]*UserAnswer, len(ids))
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

// paginator is a page of a UseResponse list. Pages count from 1; the last page
// has no nextPage; an empty list has one page.
type paginator struct {
	TotalObjects   int  `json:"totalObjects"`
	ObjectsPerPage int  `json:"objectsPerPage"`
	TotalPages     int  `json:"totalPages"`
	CurrentPage    int  `json:"currentPage"`
	FirstPage      int  `json:"firstPage"`
	LastPage       int  `json:"lastPage"`
	NextPage       *int `json:"nextPage,omitempty"`
	Data           any  `json:"data"`
}

func paginate(total, page, perPage int, data any) paginator {
	pages := max(1, (total+perPage-1)/perPage)
	answer := paginator{
		TotalObjects: total, ObjectsPerPage: perPage, TotalPages: pages,
		CurrentPage: page, FirstPage: 1, LastPage: pages, Data: data,
	}
	if page < pages {
		next := page + 1
		answer.NextPage = &next
	}
	return answer
}
