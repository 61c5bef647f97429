package world

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
)

// client is a generated client of the shop.
type client struct {
	id       int64
	name     string
	language string
	email    string
}

// storeUsedesk stores the shop's clients and tickets.
func (g *generator) storeUsedesk() {
	clients := make([]client, usedeskClientCount)
	for i := range clients {
		n := g.nation()
		switch {
		case i < 2*len(g.library.people):
			// Every language has clients who write in it.
			n = &g.library.people[i/2]
		case g.chance(0.35):
			n = g.nationOf("ru")
		}
		clients[i] = g.storeClient(int64(15341+7*i), n)
	}
	all := g.chronological(g.topics(slices.Concat(g.library.shop, g.library.mails), g.library.shopTemplates, UsedeskTicketCount), 120*24*time.Hour, 2)
	for i, t := range all {
		g.storeShopTicket(t, i, int64(2992000+3*i), clients)
	}
}

func (g *generator) storeClient(id int64, n *nation) client {
	name, mailbox := g.name(n)
	c := client{id: id, name: name, language: n.Language, email: fmt.Sprintf("%s%d@%s", mailbox, id%100, pick(g, mailHosts))}
	company, note := "", ""
	if g.chance(0.12) {
		company = pick(g, []string{"Азимут", "Ardmore Runners", "Bergfreunde Ulm", "Club Vértice", "Школа № 8", "Northtrail Press"})
	}
	if g.chance(0.06) {
		note = pick(g, []string{"Prefers to be called after 14:00", "Постоянный покупатель", "Writes in two languages"})
	}
	phone := fmt.Sprintf("+1555%07d", id*7919%10_000_000)
	g.insert("ud_client", "id, name, folded, company, note, created_at", id, name, Fold(name, c.email, phone), company, note,
		g.now.Add(-g.age(700*24*time.Hour, 1)).Unix())
	g.insert("ud_contact", "client_id, kind, detail, value", id, "email", "", c.email)
	if g.chance(0.6) {
		g.insert("ud_contact", "client_id, kind, detail, value", id, "phone", "mobile", phone)
	}
	if g.chance(0.25) {
		g.insert("ud_contact", "client_id, kind, detail, value", id, "messenger", "telegram", "@"+strings.ReplaceAll(mailbox, ".", "_"))
	}
	return c
}

func (g *generator) shopClient(language string, clients []client) client {
	speakers := slices.DeleteFunc(slices.Clone(clients), func(c client) bool { return c.language != language })
	if len(speakers) == 0 {
		speakers = clients
	}
	return pick(g, speakers)
}

// shopStatus draws a status number that fits the age and the last turn.
func (g *generator) shopStatus(age time.Duration, turns []turn, open bool) int {
	switch {
	case !open:
		return pick(g, []int{2, 2, 3, 3, 3, 10})
	case len(turns) == 0:
		return pick(g, []int{8, 8, 8, 1})
	case g.chance(0.12):
		return 5
	case turns[len(turns)-1].who == '!':
		return 6
	}
	return 1
}

func (g *generator) storeShopTicket(t dated, index int, id int64, clients []client) {
	age := g.now.Sub(t.at)
	open := g.chance(openShare(age))
	turns := g.conversation(t)
	if open {
		turns = turns[:g.between(0, len(turns))]
	}
	status := g.shopStatus(age, turns, open)
	priority := "medium"
	for _, word := range t.words {
		if slices.Contains(UsedeskPriorities, word) && (priority == "medium" || g.chance(0.3)) {
			priority = word
		}
	}
	who := g.shopClient(t.language, clients)
	subject := t.title
	switch index % 67 {
	case 9:
		subject = ""
	case 31:
		status = 4
	case 50:
		status = 7
	}
	var assignee, group, channel, remind any
	catalogue := &g.library.Catalogue.Usedesk
	channelEntry := pick(g, catalogue.Channels)
	if t.raw {
		channelEntry = catalogue.Channels[0]
	}
	if t.raw || index%31 != 12 {
		channel = channelEntry.ID
	}
	if status != 8 || g.chance(0.3) {
		agent := pick(g, catalogue.Agents)
		group = pick(g, agent.Groups)
		if g.chance(0.8) {
			assignee = agent.ID
		}
		if g.chance(0.08) {
			group = nil
		}
	}
	if open && g.chance(0.1) {
		remind = g.now.Add(g.age(9*24*time.Hour, 1)).Truncate(time.Hour).Unix()
	}
	g.insert("ud_ticket", "id, subject, folded, client_id, assignee_id, group_id, channel_id, status, priority, type, created_at, updated_at, remind_at",
		id, subject, Fold(subject), who.id, assignee, group, channel, status, priority, t.kind, t.at.Unix(), t.at.Unix(), remind)
	last := g.storeMessages(id, t, turns, who, assignee, channelEntry.Type == "email")
	g.exec(`UPDATE ud_ticket SET updated_at = ? WHERE id = ?`, last.Unix(), id)
	g.storeShopExtras(id, t, status, turns)
	if status != 8 {
		changes := []UsedeskChange{{"status_id", status, 8}}
		if assignee != nil {
			changes = append(changes, UsedeskChange{"assignee_id", assignee, nil})
		}
		g.insert("ud_change", "ticket_id, trigger_id, agent_id, changes, old_status, new_status, changed_at", id, nil, assignee,
			JSONText(changes), 8, status, last.Unix())
	}
}

// storeMessages stores the first message and the turns, and gives the instant of
// the last one.
func (g *generator) storeMessages(ticket int64, t dated, turns []turn, who client, assignee any, byMail bool) time.Time {
	write := func(text string) string {
		if byMail {
			return g.mail(text, t.language, who.name)
		}
		return strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")
	}
	message := t.text
	if !t.raw {
		message = write(t.text)
	}
	first := g.insert("ud_comment", "ticket_id, message, folded, sender, type, client_id, is_first, delivered, is_read, published_at",
		ticket, message, Fold(t.text), "client", "public", who.id, true, true, true, t.at.Unix())
	if t.kind == "problem" && g.chance(0.35) {
		g.insert("ud_file", "comment_id, name, body", first, pick(g, []string{"фото.png", "IMG_2041.png", "photo.png"}), g.picture())
	}
	last, quoted := t.at, ""
	for i, at := range g.moments(t.at, len(turns)) {
		sender, kind := "user", "public"
		var agent, clientID any = assignee, nil
		if agent == nil {
			agent = g.library.Catalogue.Usedesk.Agents[0].ID
		}
		message := write(turns[i].text)
		switch turns[i].who {
		case '>':
			sender, agent, clientID = "client", nil, who.id
			if byMail {
				message += quote(quoted, at)
			}
		case '~':
			kind, message = "private", strings.ReplaceAll(html.EscapeString(turns[i].text), "\n", "<br>")
		default:
			quoted = turns[i].text
		}
		g.insert("ud_comment", "ticket_id, message, folded, sender, type, agent_id, client_id, delivered, is_read, published_at",
			ticket, message, Fold(turns[i].text), sender, kind, agent, clientID, kind == "public", g.chance(0.8), at.Unix())
		last = at
	}
	return last
}

func (g *generator) storeShopExtras(id int64, t dated, status int, turns []turn) {
	tags := slices.Clone(t.tags)
	if g.chance(0.12) {
		tags = append(tags, pick(g, []string{"Important", "VIP", "Cold", "2026"}))
	}
	for _, tag := range tags {
		g.exec(`INSERT OR IGNORE INTO ud_tag (name, folded) VALUES (?, ?)`, tag, Fold(tag))
		g.exec(`INSERT OR IGNORE INTO ud_ticket_tag (ticket_id, tag_id) SELECT ?, id FROM ud_tag WHERE folded = ?`, id, Fold(tag))
	}
	if g.chance(0.9) {
		g.insert("ud_field_value", "ticket_id, field_id, value", id, 4704, strconv.Itoa(g.between(0, 1)))
		var reason, note any
		if g.chance(0.6) {
			reason = strconv.Itoa(g.between(39, 42))
		}
		if g.chance(0.2) {
			note = pick(g, []string{"test", "звонить после 18", "second complaint", "gift", "B2B"})
		}
		g.insert("ud_field_value", "ticket_id, field_id, value", id, 2410, reason)
		g.insert("ud_field_value", "ticket_id, field_id, value", id, 3570, note)
		if g.chance(0.3) {
			g.insert("ud_field_value", "ticket_id, field_id, value", id, 4267, pick(g, []string{"62", "63"}))
		}
	}
	if status != 1 && status != 5 && status != 6 && status != 8 || g.chance(0.25) {
		return
	}
	answered := slices.ContainsFunc(turns, func(turn turn) bool { return turn.who == '!' })
	kind := "first_reply"
	if answered {
		kind = "next_reply"
	}
	due := g.dueSoon()
	if status != 6 {
		g.insert("ud_sla", "ticket_id, type, due_at", id, kind, due.Truncate(time.Second).Unix())
	}
	g.insert("ud_sla", "ticket_id, type, due_at", id, "close", due.Add(g.age(48*time.Hour, 1)).Truncate(time.Second).Unix())
}
