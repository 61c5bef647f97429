package world

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
)

var ticketPriorities = []string{"low", "normal", "high", "urgent"}

// storeTickets stores the tickets of UseResponse with their conversations.
func (g *generator) storeTickets() {
	all := g.chronological(g.topics(g.library.tickets, g.library.ticketTemplates, TicketCount), 110*24*time.Hour, 2.4)
	for i, t := range all {
		g.storeTicket(t, i)
	}
}

// conversation gives the turns of a ticket: the written ones, or phrases where
// there are none.
func (g *generator) conversation(t dated) []turn {
	if len(t.turns) > 0 {
		return t.turns
	}
	turns := []turn{}
	if g.chance(0.3) {
		turns = append(turns, turn{'~', g.phrase("note", t.language)})
	}
	turns = append(turns, turn{'!', g.phrase("reply", t.language)})
	for range g.between(0, 2) {
		turns = append(turns, turn{'>', g.phrase("thanks", t.language)}, turn{'!', g.phrase("reply", t.language)})
	}
	if g.chance(0.6) {
		turns = append(turns, turn{'>', g.phrase("thanks", t.language)})
	}
	return turns
}

func (g *generator) storeTicket(t dated, index int) {
	open := g.chance(openShare(g.now.Sub(t.at)))
	turns := g.conversation(t)
	if open {
		turns = turns[:g.between(0, len(turns))]
	}
	instants := g.moments(t.at, len(turns))
	priority, category := "normal", "other"
	for _, word := range t.words {
		if slices.Contains(ticketPriorities, word) {
			if priority == "normal" || g.chance(0.5) {
				priority = word
			}
		} else if category == "other" || g.chance(0.4) {
			category = word
		}
	}
	slug := "opened"
	switch {
	case !open:
		slug = "completed"
	case g.chance(0.12):
		slug = "on_hold"
	case len(turns) > 0 && turns[len(turns)-1].who == '!':
		slug = "awaiting_reply"
	case len(turns) > 0:
		slug = "in_progress"
	}
	author := g.customer(t.language)
	if index%29 == 11 {
		author = SeedUser
	}
	var responsible, team, completedBy, completedAt, activity any
	if slug != "opened" || g.chance(0.35) {
		responsible = pick(g, g.agents)
		team = pick(g, []int64{1, 1, 3, 4})
	}
	last := t.at
	if len(instants) > 0 {
		last = instants[len(instants)-1]
		activity = last.Unix()
	}
	var score any
	if !open {
		completedBy, completedAt = responsible, last.Add(g.age(20*time.Hour, 2)).Unix()
		if at, ok := completedAt.(int64); ok && at > g.now.Unix() {
			completedAt = last.Unix()
		}
		if g.chance(0.3) {
			score = g.between(1, 5)
		}
	}
	categoryID, forum := g.category(category)
	source, content, form := pick(g, []string{"email", "email", "web", "widget", "api"}), t.text, "bbcode"
	if source == "email" {
		content, form = g.mail(t.text, t.language, g.names[author]), "html"
	}
	if slug == "on_hold" && index%2 == 1 {
		slug = "waiting_supplier"
	}
	var status any = g.statusID("ticket", slug)
	if index%15 == 7 && open {
		// Where an installation deletes a status, tickets are left without one.
		status, slug = nil, "opened"
	}
	sla, slaLeft := g.ticketSLA(t.at, priority, open)
	if slug == "on_hold" || slug == "waiting_supplier" {
		sla = nil
	} else {
		slaLeft = nil
	}
	id := g.insert("ur_object", `ownership, type, title, slug, content, form, folded, language, source, state, moderation, status_id, category_id,
		forum_id, author_id, responsible_id, team_id, priority, is_private, views, score, completed_by, completed_at, commented_at, created_at,
		activity_at, sla_at, sla_left`, "helpdesk", "ticket", t.title, SlugOf(t.title), content, form, Fold(t.title, t.text), t.language, source, "normal",
		"approved", status, categoryID, forum, author, responsible, team, priority, true, g.between(1, 30), score,
		completedBy, completedAt, activity, t.at.Unix(), activity, sla, slaLeft)
	g.storeTicketExtras(id, t, author, index)
	quoted := ""
	for i, turn := range turns {
		g.storeTicketComment(id, t, turn, instants[i], author, responsible, source == "email", &quoted)
	}
	if slug != "opened" {
		g.storeChange(id, t.at, "status", "opened", slug)
	}
}

// openShare is how many tickets of an age are still open.
func openShare(age time.Duration) float64 {
	switch {
	case age < 36*time.Hour:
		return 0.95
	case age < 6*24*time.Hour:
		return 0.7
	case age < 21*24*time.Hour:
		return 0.35
	}
	return 0.08
}

// ticketSLA gives when a ticket must be done, and how many seconds are left until
// then. Open tickets get dates around the present: some overdue, some within the
// hour.
func (g *generator) ticketSLA(created time.Time, priority string, open bool) (at, left any) {
	if priority == "low" && g.chance(0.5) {
		return nil, nil
	}
	due := created.Add(SlaOf(priority))
	if open {
		due = g.dueSoon()
		if due.Before(created) {
			due = created.Add(SlaOf(priority))
		}
	}
	seconds := due.Truncate(time.Minute).Unix()
	return seconds, seconds - g.now.Unix()
}

// dueSoon draws a due date: a quarter overdue, a quarter within three hours, the
// rest later.
func (g *generator) dueSoon() time.Time {
	switch draw := g.random.Float64(); {
	case draw < 0.25:
		return g.now.Add(-g.age(40*time.Hour, 2))
	case draw < 0.5:
		return g.now.Add(g.age(3*time.Hour, 1))
	}
	return g.now.Add(3*time.Hour + g.age(5*24*time.Hour, 1.5))
}

func (g *generator) storeTicketExtras(id int64, t dated, author int64, index int) {
	g.insert("ur_subscription", "object_id, user_id", id, author)
	for position, tag := range t.tags {
		g.insert("ur_object_tag", "object_id, position, tag", id, position, tag)
	}
	if g.chance(0.7) {
		g.insert("ur_field_value", "entity, entity_id, field_id, value", "object", id, 12, fmt.Sprintf(`["%d"]`, g.between(1, 4)))
	}
	if g.chance(0.4) {
		g.insert("ur_field_value", "entity, entity_id, field_id, value", "object", id, 13, fmt.Sprintf(`[%d]`, g.between(1, 5)))
	}
	if g.chance(0.2) {
		g.insert("ur_field_value", "entity, entity_id, field_id, value", "object", id, 14, fmt.Sprintf(`["%s"]`, t.at.AddDate(0, 0, -2).Format(time.DateOnly)))
	}
	if index%9 == 4 {
		g.insert("ur_recipient", "object_id, email", id, "accounting@"+pick(g, mailHosts))
	}
	if index%7 == 2 {
		g.insert("ur_attachment", "object_id, name, body", id, pick(g, []string{"screenshot.png", "Fehler.png", "снимок экрана.png", "page.png"}), g.picture())
	}
	if index%23 == 6 {
		g.insert("ur_attachment", "object_id, name, body", id, "import.csv", []byte("date;person;project;hours\n2026-02-11;J. Brandt;\"Roof, north side\";3.5\n"))
	}
}

func (g *generator) storeTicketComment(id int64, t dated, said turn, at time.Time, author int64, responsible any, byMail bool, quoted *string) {
	writer := responsible
	if said.who == '>' {
		writer = author
	} else if writer == nil {
		writer = pick(g, g.agents)
	}
	content, form := said.text, "bbcode"
	if said.who == '>' && byMail {
		content, form = g.mail(said.text, t.language, g.names[author])+quote(*quoted, at), "html"
	}
	if said.who == '!' {
		*quoted = said.text
	}
	g.insert("ur_comment", "object_id, author_id, content, form, folded, created_at, is_private", id, writer, content, form,
		Fold(said.text), at.Unix(), said.who == '~')
}

// mail gives a text as people's mail programs send it: paragraphs, and sometimes
// a signature.
func (g *generator) mail(text, language, name string) string {
	body := bbcodeToHTML(text)
	if !g.chance(0.4) {
		return body
	}
	closing, ok := map[string]string{
		"de": "Mit freundlichen Grüßen", "es": "Un saludo", "fr": "Cordialement", "ru": "С уважением,", "uk": "З повагою,",
		"ja": "よろしくお願いいたします。", "ar": "مع التحية", "he": "בברכה,", "pl": "Pozdrawiam", "pt": "Cumprimentos", "it": "Cordiali saluti",
	}[language]
	if !ok {
		closing = "Kind regards"
	}
	return body + "<p>" + closing + "<br>" + html.EscapeString(name) + "</p>"
}

// quote gives the quoted message below a reply; "" when there is nothing to quote.
func quote(text string, at time.Time) string {
	if text == "" {
		return ""
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, html.EscapeString(BBCodeTag.ReplaceAllString(line, "")))
		}
	}
	head := at.Add(-3*time.Hour).UTC().Format("2 Jan 2006, 15:04") + ", Harbor support wrote:"
	return "<p>" + head + "</p><blockquote>" + strings.Join(lines, "<br>") + "</blockquote>"
}
