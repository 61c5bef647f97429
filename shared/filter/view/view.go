// Package view keeps filter queries under a name: saved views with their
// columns, order, badge and notifications, as bytes to store, as text to read
// and edit, and as links to share. It must not know where views are kept.
package view

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/words"
)

// Stored bytes may be damaged: no array of theirs takes much memory.
//
//msgp:limit arrays:64

// View is a saved view.
type View struct {
	Name string `msg:"name"`
	// Query is text in the filter language without sort:, and Sort what stands
	// after sort: there, "" for the newest change first.
	Query string `msg:"query"`
	Sort  string `msg:"sort"`
	// Columns are what rows show, in order; none stands for DefaultColumns.
	Columns []Column `msg:"columns"`
	Badge   Badge    `msg:"badge"`
	Notify  []Event  `msg:"notify"`
	// GroupBy is what its rows are grouped by, one of Groupings, "" for nothing.
	GroupBy string `msg:"group_by"`
}

// Groupings lists what rows can be grouped by: "source" is the account, "sla" how
// near an agreed moment is.
func Groupings() []string {
	return []string{"status", "assignee", "group", "priority", "channel", "source", "sla"}
}

// Column is something of a ticket that rows can show.
type Column string

const (
	Subject  Column = "subject"
	Client   Column = "client"
	Assignee Column = "assignee"
	Group    Column = "group"
	Status   Column = "status"
	Priority Column = "priority"
	Type     Column = "type"
	Tags     Column = "tags"
	Channel  Column = "channel"
	Category Column = "category"
	Source   Column = "source"
	Created  Column = "created"
	Updated  Column = "updated"
	Due      Column = "due"
	Number   Column = "id"
)

// Columns lists all columns in the order in which a choice shows them.
func Columns() []Column {
	return []Column{Subject, Client, Assignee, Group, Status, Priority, Type, Tags, Channel, Category, Source, Created, Updated, Due, Number}
}

// DefaultColumns are those of a view that names none.
func DefaultColumns() []Column {
	return []Column{Subject, Client, Assignee, Status, Priority, Updated, Due}
}

// Badge says which tickets of a view the badge counts.
type Badge string

const (
	// BadgeNone counts nothing, the default.
	BadgeNone Badge = ""
	// BadgeAll counts every ticket, BadgeUnseen those that came or changed since
	// the view was looked at, BadgeOverdue those of which an SLA moment has passed.
	BadgeAll     Badge = "all"
	BadgeUnseen  Badge = "unseen"
	BadgeOverdue Badge = "overdue"
)

// Badges lists the values that count something.
func Badges() []Badge { return []Badge{BadgeAll, BadgeUnseen, BadgeOverdue} }

// Event is something that happens to a view's tickets.
type Event string

const (
	// Entered is a ticket that the view did not have, Changed one that has a new
	// change, Overdue one of which an SLA moment passes.
	Entered Event = "entered"
	Changed Event = "changed"
	Overdue Event = "overdue"
)

// Events lists all events.
func Events() []Event { return []Event{Entered, Changed, Overdue} }

// Limits of what is kept: characters of a name, bytes of a query, views of a list.
const (
	NameLimit  = 60
	QueryLimit = 2000
	ViewLimit  = 200
)

// Text is the query together with its order, to parse and to plan.
func (v *View) Text() string {
	text := v.Query
	if v.Sort != "" {
		if text != "" {
			text += " "
		}
		text += "sort:" + v.Sort
	}
	return text
}

// Shown returns the columns that rows show.
func (v *View) Shown() []Column {
	if len(v.Columns) == 0 {
		return DefaultColumns()
	}
	return v.Columns
}

// Normal returns the view with single blanks in its name, its query and order
// as the language prints them, and nothing twice. The error is an *api.Error of
// kind Invalid with a field for each member that cannot be kept: name, query,
// sort, columns, badge, notify, group.
func (v View) Normal() (View, error) {
	var e api.Error
	refuse := func(field string, why words.Say) {
		e.Fields = append(e.Fields, api.FieldError{Field: field, Say: why})
	}
	v.Name = strings.Join(strings.Fields(v.Name), " ")
	switch {
	case v.Name == "":
		refuse("name", words.ViewNameMissing())
	case utf8.RuneCountInString(v.Name) > NameLimit:
		refuse("name", words.ViewNameLong(words.Number(NameLimit)))
	case !utf8.ValidString(v.Name) || api.Detail(v.Name) != v.Name:
		// What would not be seen or would change how its neighbours are read.
		refuse("name", words.ViewNameCharacter())
	}
	if len(v.Query)+len(v.Sort) > QueryLimit {
		refuse("query", words.ViewQueryLong(words.Number(QueryLimit)))
	} else {
		v.Query, v.Sort = v.parse(refuse)
	}
	v.Columns = once(v.Columns, Columns(), "columns", refuse)
	v.Notify = once(v.Notify, Events(), "notify", refuse)
	if v.GroupBy != "" {
		once([]string{v.GroupBy}, Groupings(), "group", refuse)
	}
	if v.Badge != BadgeNone {
		once([]Badge{v.Badge}, Badges(), "badge", refuse)
	}
	if len(e.Fields) > 0 {
		e.Kind = api.Invalid
		return View{}, &e
	}
	return v, nil
}

// parse reads query and order and prints them again.
func (v *View) parse(refuse func(field string, why words.Say)) (query, sort string) {
	q, err := filter.Parse(v.Query)
	if err != nil {
		refuseAll("query", err, refuse)
	}
	keys := q.Sort
	if v.Sort != "" {
		o, err := filter.Parse("sort:" + v.Sort)
		if err != nil || o.Where.Op != filter.Everything {
			refuse("sort", words.ViewSort())
		}
		keys = append(keys, o.Sort...)
	}
	_, sort, _ = strings.Cut(filter.Query{Sort: keys}.String(), "sort:")
	return filter.Query{Where: q.Where}.String(), sort
}

func refuseAll(field string, err error, refuse func(field string, why words.Say)) {
	if e, ok := err.(*api.Error); ok && len(e.Fields) > 0 {
		for _, f := range e.Fields {
			refuse(field, f.Say)
		}
		return
	}
	refuse(field, words.ViewQuery())
}

// once leaves out what stands there again and refuses what is not known.
func once[T ~string](given, known []T, field string, refuse func(field string, why words.Say)) []T {
	var kept []T
	for _, word := range given {
		switch {
		case !slices.Contains(known, word):
			refuse(field, words.FieldWord(words.Text(api.Detail(string(word))), words.Text(commas(known))))
		case !slices.Contains(kept, word):
			kept = append(kept, word)
		}
	}
	return kept
}
