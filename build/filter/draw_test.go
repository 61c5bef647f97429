package filter_test

import (
	"deskside/shared/desks"
	"fmt"
	"math/rand/v2"
	"strings"

	"deskside/shared/helpdesk"
)

// drawer draws queries in the words of one helpdesk's account.
type drawer struct {
	*rand.Rand
	system helpdesk.System
}

// query draws a query of a few terms, some of them in groups, some negated.
func (d *drawer) query() string {
	terms := make([]string, 1+d.IntN(4))
	for i := range terms {
		terms[i] = d.part(2)
	}
	if d.IntN(12) == 0 {
		terms = append(terms, d.text())
	}
	if d.system == helpdesk.Usedesk && d.IntN(10) == 0 {
		terms = append(terms, "visible:"+one(d.Rand, "6339", "17063", `"Олена Бондар"`, "me", "17240"))
	}
	d.Shuffle(len(terms), func(i, j int) { terms[i], terms[j] = terms[j], terms[i] })
	return strings.Join(terms, " ")
}

// part draws a term, or down to so many levels a group.
func (d *drawer) part(levels int) string {
	minus := ""
	if d.IntN(5) == 0 {
		minus = "-"
	}
	if levels == 0 || d.IntN(4) > 0 {
		return minus + d.term()
	}
	joined := one(d.Rand, " or ", " or ", " ")
	parts := make([]string, 2+d.IntN(2))
	for i := range parts {
		parts[i] = d.part(levels - 1)
	}
	return minus + "(" + strings.Join(parts, joined) + ")"
}

// some joins up to most of words with commas.
func (d *drawer) some(most int, words ...string) string {
	list := make([]string, 1+d.IntN(most))
	for i := range list {
		list[i] = one(d.Rand, words...)
	}
	return strings.Join(list, ",")
}

func (d *drawer) text() string {
	return one(d.Rand, "login", `"login loop"`, "возврат", "help", "zzz")
}

// term draws a term that both helpdesks know, or one of the account's own.
func (d *drawer) term() string {
	if d.IntN(2) == 0 {
		if d.system == helpdesk.Usedesk {
			return d.usedeskTerm()
		}
		return d.useResponseTerm()
	}
	switch d.IntN(13) {
	case 0, 1:
		return "status:" + d.some(3, "new", "open", "pending", "hold", "solved", "closed", "merged", "spam", "deleted", "active", "unknown", "in_progress", "opened", "completed")
	case 2:
		return "assignee:" + d.some(2, "me", "none", "any", d.agent())
	case 3:
		return "group:" + d.some(2, "none", "any", d.group())
	case 4:
		return "tag:" + d.some(3, "Important", "ВОЗВРАТ", "2026", "VIP", "374", "none", "any", `"no such tag"`, `"a, b"`, "überfällig")
	case 5, 6:
		return "created" + d.moment()
	case 7:
		return "updated" + d.moment()
	case 8:
		return "client:" + d.some(2, d.client())
	case 9:
		return "sla" + one(d.Rand, ":overdue", ":none", ":any", "<2h", ">=0", ":first_reply<2h", ":close<=1d", ":next_reply>30m")
	case 10:
		return "subject:" + one(d.Rand, "login", "cafe", "CAFÉ", `"100%"`, "возврат", "strasse")
	case 11:
		return "id" + one(d.Rand, ":3000030", ">5050", ":3000000..3000100", "<5100", ":5003")
	}
	return "remind" + one(d.Rand, ":none", ":any", "<now")
}

func (d *drawer) agent() string {
	if d.system == helpdesk.Usedesk {
		return one(d.Rand, "17063", "17120", `"Иван Петров"`, `"lucía rivas"`, "999")
	}
	return one(d.Rand, "2", "3", `"Tomás Herrera"`, "4", "999")
}

func (d *drawer) group() string {
	if d.system == helpdesk.Usedesk {
		return one(d.Rand, "6216", "8294", "Returns", "999")
	}
	return one(d.Rand, "1", "2", "Billing")
}

func (d *drawer) client() string {
	if d.system == helpdesk.Usedesk {
		return one(d.Rand, "15341", "15348", "15355", "15362", "1", "none", "any")
	}
	return one(d.Rand, "2", "9", "10", "11", "none")
}

// moment draws a test of a date.
func (d *drawer) moment() string {
	at := noon.AddDate(0, 0, -d.IntN(70))
	day, minute := at.Format("2006-01-02"), at.Format("2006-01-02T")+fmt.Sprintf("%02d:%02d", d.IntN(24), d.IntN(60))
	compare := one(d.Rand, ">", ">=", "<", "<=")
	switch d.IntN(7) {
	case 0:
		return ":" + one(d.Rand, "today", "yesterday", "this_week", "last_week", "this_month", "last_month")
	case 1:
		return ":" + day
	case 2:
		return compare + day
	case 3:
		return compare + minute
	case 4:
		return ":" + at.AddDate(0, 0, -1-d.IntN(9)).Format("2006-01-02") + ".." + day
	case 5:
		return ">" + one(d.Rand, "-2d", "-7d", "-36h", "-90m", "-1mo")
	}
	return ":" + one(d.Rand, "2026-05", "2026-04-01..", ".."+day)
}

func (d *drawer) usedeskTerm() string {
	switch d.IntN(7) {
	case 0:
		return "channel:" + d.some(2, "123", "124", "Telegram", "126", "none", "999")
	case 1:
		return "type:" + d.some(2, "question", "task", "problem", "incident", "idea")
	case 2:
		return "priority" + one(d.Rand, ":low", ":medium,extreme", ">=urgent", "<extreme", "<=low", ":urgent")
	case 3, 4:
		return "field:" + one(d.Rand, "3570", "2410", "4704", "4267", "Note", "Reason", `"Подписка активна"`) + one(d.Rand, ":empty", ":not_empty", "=1", "=39", "=test", "=0", `="Возврат"`, "=test,1")
	case 5:
		return "rights:" + one(d.Rand, "read", "write", "read,write")
	}
	return fmt.Sprintf("(assignee:%s group:%s)", one(d.Rand, "none", "17063", "me", "none"), one(d.Rand, "none", "any", "6216", "8294,8310"))
}

func (d *drawer) useResponseTerm() string {
	switch d.IntN(8) {
	case 0:
		return "completed" + d.moment()
	case 1:
		return "completed_by:" + d.some(2, "me", "1", "3", "none")
	case 2:
		return "forum:" + d.some(2, "1", "2", `"Harbor community"`)
	case 3:
		return "category:" + d.some(2, "30", `"Sign-in & access"`, "32", "none")
	case 4:
		return "email:" + d.some(2, "user@harbor.test", "USER@harbor.test", "nobody@harbor.test")
	case 5:
		return "type:" + d.some(2, "ticket", "idea", "problem", "question", "ticket")
	case 6:
		return "field:" + one(d.Rand, "12", "Department", "13", "15") + one(d.Rand, "=2", `="Support"`, ":empty", ":not_empty", "=high")
	}
	return "status:" + one(d.Rand, "escalated", "archived", `"In progress"`, "solved")
}

// directory is what each account knows.
func directory(system helpdesk.System) *helpdesk.Directory {
	kind, _ := desks.Agents().Of(system)
	if system == helpdesk.Usedesk {
		return &helpdesk.Directory{
			System: system, Account: "desk", Me: 6339, Desk: kind,
			Agents: []helpdesk.Person{{ID: 6339, Name: "Ana Souza"}, {ID: 17063, Name: "Иван Петров"}, {ID: 17120, Name: "Олена Бондар"},
				{ID: 17188, Name: "Marek Nowak"}, {ID: 17240, Name: "Lucía Rivas"}},
			Groups: []helpdesk.Entry{{ID: 6216, Name: "Первая линия"}, {ID: 8294, Name: "Returns"}, {ID: 8310, Name: "Wholesale"}},
			Channels: []helpdesk.Entry{{ID: 123, Name: "help@trail.test"}, {ID: 124, Name: "Чат сайта"}, {ID: 125, Name: "service@trail.test"},
				{ID: 126, Name: "Telegram"}, {ID: 127, Name: "WhatsApp"}, {ID: 128, Name: "Wholesale form"}},
			Tags: []helpdesk.Entry{{ID: 130, Name: "Important"}, {ID: 374, Name: "возврат"}, {ID: 375, Name: "доставка"}, {ID: 376, Name: "брак"}, {ID: 377, Name: "оплата"},
				{ID: 378, Name: "refund"}, {ID: 379, Name: "delivery"}, {ID: 380, Name: "wholesale"}, {ID: 381, Name: "VIP"}, {ID: 382, Name: "Cold"}, {ID: 383, Name: "жалоба"},
				{ID: 384, Name: "2026"}, {ID: 501, Name: "374"}, {ID: 502, Name: "Überfällig"}, {ID: 503, Name: "a, b"}},
			Fields: []helpdesk.FieldEntry{{ID: 3570, Name: "Note", Kind: helpdesk.TextField},
				{ID: 2410, Name: "Reason", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "39", Title: "Возврат"}, {Value: "40", Title: "Доставка"}, {Value: "41", Title: "Брак"}, {Value: "42", Title: "Other"}}},
				{ID: 4704, Name: "Подписка активна", Kind: helpdesk.CheckboxField},
				{ID: 4267, Name: "Product", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "60", Title: "Tents"}, {Value: "61", Title: "Shoes"}}}},
		}
	}
	d := &helpdesk.Directory{
		System: system, Account: "desk", Me: 2, Desk: kind,
		Agents:     []helpdesk.Person{{ID: 1, Name: "Ada Quill"}, {ID: 2, Name: "Marta Lindqvist"}, {ID: 3, Name: "Tomás Herrera"}, {ID: 4, Name: "Олена Ковальчук"}},
		Groups:     []helpdesk.Entry{{ID: 1, Name: "Support"}, {ID: 2, Name: "Product"}, {ID: 3, Name: "Billing"}},
		Forums:     []helpdesk.Entry{{ID: 1, Name: "Harbor community"}, {ID: 2, Name: "Бета-тестеры"}},
		Categories: []helpdesk.Entry{{ID: 30, Name: "Оплата и счета"}, {ID: 31, Name: "Sign-in & access"}, {ID: 32, Name: "Import & export"}},
		Fields: []helpdesk.FieldEntry{{ID: 12, Name: "Department", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "1", Title: "Sales"}, {Value: "2", Title: "Support"}}},
			{ID: 13, Name: "Severity", Kind: helpdesk.TextField}, {ID: 15, Name: "Platforms", Kind: helpdesk.CheckboxField}},
	}
	d.Statuses = append(d.Statuses, []helpdesk.Status{
		{ID: 11, Slug: "opened", Title: "Opened", State: helpdesk.Open}, {ID: 12, Slug: "in_progress", Title: "In progress", State: helpdesk.Open},
		{ID: 13, Slug: "awaiting_reply", Title: "Awaiting reply", State: helpdesk.Pending}, {ID: 14, Slug: "on_hold", Title: "On hold", State: helpdesk.Hold},
		{ID: 15, Slug: "completed", Title: "Completed", State: helpdesk.Solved}, {ID: 16, Slug: "escalated", Title: "Escalated", State: helpdesk.Unknown},
		{ID: 17, Slug: "archived", Title: "Archived", State: helpdesk.Solved},
	}...)
	return d
}

// alone draws a query that the server does alone: terms of different
// parameters, each of which the helpdesk judges exactly.
func (d *drawer) alone() string {
	var terms []string
	use := func(term string) {
		if d.IntN(4) == 0 {
			terms = append(terms, term)
		}
	}
	minute := noon.AddDate(0, 0, -d.IntN(60)).Format("2006-01-02T") + fmt.Sprintf("%02d:%02d", d.IntN(24), d.IntN(60))
	later := noon.AddDate(0, 0, -d.IntN(20)).Format("2006-01-02T00:00:00")
	named := one(d.Rand, "today", "yesterday", "this_week", "last_week", "this_month", "last_month")
	if d.system == helpdesk.Usedesk {
		if d.IntN(2) == 0 {
			use("status:" + d.some(4, "new", "open", "pending", "hold", "solved", "closed", "spam", "deleted", "mailing", "active"))
		} else {
			use("-status:" + d.some(4, "new", "open", "pending", "hold", "solved", "closed", "merged", "spam", "deleted", "mailing", "active"))
		}
		use(one(d.Rand, "type:", "-type:") + d.some(2, "question", "task", "problem", "incident"))
		use("priority" + one(d.Rand, ":low", ":medium,extreme", ">=urgent", "<extreme", "<=low", ":urgent"))
		use("channel:" + d.some(3, "123", "124", "125", "126", "Telegram", "128"))
		use(one(d.Rand, "assignee:none", "assignee:me", "assignee:none group:none", "assignee:none group:any", "assignee:17063,17120 group:6216,8294",
			"((assignee:17063 group:6216) or (assignee:17120 group:8294))", "group:6216,8310", "assignee:none,17188", "assignee:none group:8294"))
		if d.IntN(2) == 0 {
			use("client:" + one(d.Rand, "15341", "15348", "15355"))
		}
		use("created>=" + minute)
		use("created<=" + later)
		use("updated>=" + minute)
		use("updated<=" + later)
		use("tag:" + d.some(4, "Important", "ВОЗВРАТ", "2026", "VIP", "374", "381", "überfällig"))
		use(one(d.Rand, "", "-") + "field:" + one(d.Rand, "3570", "2410", "4704", "4267", "Note", "Reason", `"Подписка активна"`) + one(d.Rand, ":empty", ":not_empty"))
		if len(terms) > 0 && !strings.Contains(terms[len(terms)-1], "field:") {
			use("field:" + one(d.Rand, "3570=test", "3570=Test", "2410=39", "4704=1", "4267=61"))
		}
		use("visible:" + one(d.Rand, "6339", "17063", "17120", "17188", "17240"))
		return strings.Join(terms, " ")
	}
	use("status:" + d.some(3, "opened", "in_progress", "pending", "hold", "completed"))
	use("assignee:" + one(d.Rand, "me", "3", "4", "1"))
	use("client:" + one(d.Rand, "2", "9", "10", "11"))
	use("email:" + one(d.Rand, "user@harbor.test", "agent@harbor.test"))
	use("completed_by:" + one(d.Rand, "me", "1", "3"))
	use("forum:" + one(d.Rand, "1", "2"))
	use("created:" + named)
	use("completed:" + one(d.Rand, "today", "this_week", "last_week", "this_month", "last_month"))
	return strings.Join(terms, " ")
}
