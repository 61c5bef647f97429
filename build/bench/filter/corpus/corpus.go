// Package corpus makes the tickets and queries that the benchmark of the filter
// works on: the same ones in every process.
package corpus

import (
	"strconv"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// Now is when all of it happens, Unix seconds.
const Now = 1_740_000_000

const words = "the order export invoice login page error payment account customer report since yesterday please help with refund delivery address password cannot see " +
	"заказ ошибка оплата доставка помогите пожалуйста вход страница отчёт клиент возврат сегодня "

// Queries are what is measured: name and text.
var Queries = [...][2]string{
	{"six terms with a text and a field", "status:open,pending -tag:spam priority>=medium created>-60d field:4704=1 export"},
	{"six terms that nearly all rows pass", "-status:spam,deleted -tag:nothing priority>=low created>-900d field:4704:not_empty,empty -zebra"},
	{"a text that is in most rows", "export"},
	{"a text that is in none", `"quick zebra"`},
}

// Directory is that of the tickets' account.
func Directory() *helpdesk.Directory {
	return &helpdesk.Directory{
		System: helpdesk.Usedesk, Account: "shop", Title: "Shop", Me: 3,
		Fields: []helpdesk.FieldEntry{{ID: 4704, Name: "VIP", Kind: helpdesk.CheckboxField}, {ID: 37, Name: "Reason", Kind: helpdesk.ListField}},
	}
}

// Query reads a query and binds it.
func Query(text string) (filter.Bound, error) {
	q, err := filter.Parse(text)
	return filter.Bind(q, Directory(), Now), err
}

// Ticket makes the ticket of a number; with another version it has changed.
func Ticket(number, version int) helpdesk.Ticket {
	r := random(uint64(number)*7919 + uint64(version)*104729 + 1)
	states := helpdesk.States()
	t := helpdesk.Ticket{
		System: helpdesk.Usedesk, Account: "shop", ID: int64(number) + 1, Subject: r.text(6), Priority: [...]helpdesk.Priority{"low", "medium", "urgent", "extreme"}[r.below(4)],
		Type: "question", Client: helpdesk.Person{ID: int64(r.below(5000)), Name: r.text(2), Email: "client" + strconv.Itoa(r.below(5000)) + "@mail.example"},
		Assignee: helpdesk.Person{ID: int64(r.below(20))}, Group: int64(r.below(6)), Channel: int64(r.below(5)),
		Created: Now - int64(r.below(120*86400)), Updated: Now - int64(r.below(30*86400)), Comments: int64(r.below(20)),
		Status: helpdesk.Status{ID: int64(r.below(10)), State: states[r.below(5)]},
		Fields: []helpdesk.Field{{ID: 37, Name: "Reason", Value: strconv.Itoa(r.below(50))}, {ID: 4704, Name: "VIP", Value: strconv.Itoa(r.below(2))}},
		SLA:    []helpdesk.SLA{{Type: "first_reply", At: Now + int64(r.below(86400)) - 40000}},
		Body:   helpdesk.Markup{Format: helpdesk.HTML, Source: "<p>" + r.text(25) + "</p><p>" + r.text(20) + " <b>" + r.text(3) + "</b></p>"},
	}
	for range r.below(4) {
		t.Tags = append(t.Tags, [...]string{"spam", "Important", "vip", "Срочно", "billing", "cold"}[r.below(6)])
	}
	return t
}

type state uint64

func random(seed uint64) *state {
	s := state(seed*0x9e3779b97f4a7c15 | 1)
	return &s
}

func (s *state) below(n int) int {
	*s = *s*6364136223846793005 + 1442695040888963407
	return int((uint64(*s) >> 33) % uint64(n))
}

// text takes words from the list.
func (s *state) text(n int) string {
	var b []byte
	for range n {
		at := s.below(len(words))
		for at > 0 && words[at-1] != ' ' {
			at--
		}
		for ; at < len(words) && words[at] != ' '; at++ {
			b = append(b, words[at])
		}
		b = append(b, ' ')
	}
	return string(b)
}
