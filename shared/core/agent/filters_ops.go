package agent

import (
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/content/edit"
	"deskside/shared/core"
	"deskside/shared/filter"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/match"
	"deskside/shared/filter/plan"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

func (f face) readQuery(a *QueryArgs, in *core.Input) (*QueryResult, error) {
	query, problems := filter.ParseTolerant(a.Query, f.directories(a.Directories)...)
	result := &QueryResult{Query: query.String()}
	for i := range problems {
		p := &problems[i]
		result.Problems = append(result.Problems, QueryProblem{
			From: edit.Units(a.Query[:p.Span.From]), To: edit.Units(a.Query[:p.Span.To]), Say: p.Say, Nearest: p.Nearest,
		})
	}
	now := in.Now / 1000
	for i := range a.Accounts {
		d := f.directoryOf(&a.Accounts[i], a.Directories)
		if d.Desk == nil {
			continue
		}
		bound := filter.Bind(query, d, now)
		p := plan.For(&bound, d, plan.Options{Now: now, SLA: true})
		result.Explained = append(result.Explained, Explanation{Account: a.Accounts[i].ID, Says: p.Explain(usualRows)})
	}
	return result, nil
}

func (f face) completeQuery(a *CompleteArgs, _ *core.Input) (*CompleteResult, error) {
	items := filter.Complete(a.Query, edit.ByteAt(a.Query, a.Caret), f.directories(a.Directories)...)
	result := &CompleteResult{Items: make([]Completion, len(items))}
	for i := range items {
		item := &items[i]
		result.Items[i] = Completion{
			Insert: item.Insert, From: edit.Units(a.Query[:item.Span.From]), To: edit.Units(a.Query[:item.Span.To]),
			Label: item.Label, Detail: item.Detail, About: item.About, Kind: item.Kind,
		}
	}
	return result, nil
}

func (f face) selectTickets(a *SelectArgs, in *core.Input) (*SelectResult, error) {
	table, err := heldTable(in, a.Table)
	if err != nil {
		return nil, err
	}
	marks, err := heldMarks(in.Held, a.Marks)
	if err != nil {
		return nil, err
	}
	return &SelectResult{Rows: f.matcher(a.Query, a.Accounts, a.Directories, marks, in).Select(table, nil)}, nil
}

// heldTable is the table of a list that the host holds.
func heldTable(in *core.Input, number uint32) (*match.Table, error) {
	table, err := match.Open(in.Held(number))
	if err != nil {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "table", Say: words.ListKept()}}}
	}
	return table, nil
}

// matcher is a query as far as it is understood, for these accounts, without what sleeps.
func (f face) matcher(query string, accounts []Account, directories []helpdesk.Directory, marks *mark.Marks, in *core.Input) *match.Matcher {
	parsed, _ := filter.ParseTolerant(query, f.directories(directories)...)
	parsed = parsed.Awake()
	bounds := make([]filter.Bound, len(accounts))
	for i := range accounts {
		bounds[i] = filter.BindMarked(parsed, f.directoryOf(&accounts[i], directories), marks.Of(accounts[i].ID, in.Now/1000), in.Now/1000)
	}
	return match.Compile(bounds...)
}

func (f face) groupTickets(a *GroupArgs, in *core.Input) (*GroupResult, error) {
	table, err := heldTable(in, a.Table)
	if err != nil {
		return nil, err
	}
	by, known := grouping(a.GroupBy)
	if !known {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "group_by", Say: words.ListGroupBy(words.Text(strings.Join(view.Groupings(), ", ")))}}}
	}
	marks, err := heldMarks(in.Held, a.Marks)
	if err != nil {
		return nil, err
	}
	list := f.matcher(a.Query, a.Accounts, a.Directories, marks, in).List(table)
	rows := list.Rows()
	now := in.Now / 1000
	result := &GroupResult{Selected: len(rows)}
	result.Counts = countStates(len(rows), func(i int) helpdesk.State {
		return helpdesk.State(table.KeyOf(int(rows[i]), match.State, now).Word)
	})
	shown := len(rows)
	if a.Rows > 0 {
		shown = min(shown, a.Rows)
	}
	keys := make([]string, len(rows))
	for i, row := range rows[:shown] {
		account, id := table.Key(int(row))
		keys[i] = rowKey(account, id)
	}
	result.Keys = keys[:shown]
	if a.GroupBy == "" {
		return result, nil
	}
	for _, g := range list.Groups(by, now) {
		group := Group{Word: g.Key.Word, Account: g.Key.Account, ID: g.Key.ID, Selected: len(g.Rows)}
		for _, row := range g.Rows {
			if at := list.Position(int(row)); at < shown {
				group.Keys = append(group.Keys, keys[at])
			}
		}
		result.Groups = append(result.Groups, group)
	}
	return result, nil
}

// grouping reads a word of GroupArgs.GroupBy: view.Groupings are in the order of match.By.
func grouping(word string) (match.By, bool) {
	for i, w := range view.Groupings() {
		if w == word {
			return match.State + match.By(i), true
		}
	}
	return 0, word == ""
}

// countStates counts n rows by state, in the order of interfaces.
func countStates(n int, state func(int) helpdesk.State) []Count {
	var counts []Count
	for _, s := range helpdesk.States() {
		rows := 0
		for i := range n {
			if state(i) == s {
				rows++
			}
		}
		if rows > 0 {
			counts = append(counts, Count{State: s, Rows: rows})
		}
	}
	return counts
}

func (f face) factsOf(a *FactsArgs, _ *core.Input) (*FactsResult, error) {
	query, _ := filter.ParseTolerant(a.Query, f.directories(a.Directories)...)
	row := &a.Row
	d := f.directoryOf(&Account{ID: row.Account, System: row.System}, a.Directories)
	result := &FactsResult{}
	add := func(kind, value string, t filter.Term) {
		result.Facts = append(result.Facts, TicketFact{Kind: kind, Value: value, Term: t.String(), Query: query.Narrow(t).String()})
	}
	if row.Client != "" {
		add("client", "", filter.TermOf(filter.Client, row.Client))
	}
	if row.Place != "" {
		add("place", "", filter.TermOf(placeField(row.Place, d), row.Place))
	}
	if title := d.Title; title != "" && len(a.Directories) > 1 {
		add("source", "", filter.TermOf(filter.Account, title))
	}
	if row.Status.Title != "" {
		add("status", "", filter.TermOf(filter.Status, row.Status.Title))
	} else if row.Status.State != helpdesk.Unknown && row.Status.State != "" {
		add("status", "", filter.WordTerm(filter.Status, string(row.Status.State)))
	}
	me := d.Me
	if at := slices.IndexFunc(a.Accounts, func(one Account) bool { return one.ID == row.Account }); at >= 0 && a.Accounts[at].Me != 0 {
		me = a.Accounts[at].Me
	}
	switch {
	case row.AssigneeID == 0:
		add("assignee", "", filter.TermOf(filter.Assignee, ""))
	case row.AssigneeID == me:
		add("assignee", "", filter.MyTerm(filter.Assignee))
	case row.Assignee != "":
		add("assignee", "", filter.TermOf(filter.Assignee, row.Assignee))
	}
	if row.Priority != "" {
		add("priority", "", filter.WordTerm(filter.Priority, string(row.Priority)))
	}
	for _, tag := range row.Tags {
		add("tag", tag, filter.TermOf(filter.Tag, tag))
	}
	return result, nil
}

// placeField is the field in which a row's place is found: see place.
func placeField(name string, d *helpdesk.Directory) filter.Field {
	has := func(e helpdesk.Entry) bool { return e.Name == name }
	switch {
	case slices.ContainsFunc(d.Groups, has):
		return filter.Group
	case slices.ContainsFunc(d.Categories, has):
		return filter.Category
	case slices.ContainsFunc(d.Forums, has):
		return filter.Forum
	case slices.ContainsFunc(d.Channels, has):
		return filter.Channel
	}
	return filter.Category
}
