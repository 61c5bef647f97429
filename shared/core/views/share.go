package views

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o share_gen.go

// ShareArgs asks for views of one's own as text that other Desksides read:
// operation "views.share".
type ShareArgs struct {
	Tabs []Tab `msg:"tabs"`
	// Line asks for the first of them as one line, without what is everybody's own.
	Line        bool                 `msg:"line"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// ShareResult is the text, with names in the place of numbers.
type ShareResult struct {
	Text string `msg:"text"`
}

// TakeArgs reads what another Deskside has shared: operation "views.take".
type TakeArgs struct {
	// Tabs are those that there are.
	Tabs []Tab `msg:"tabs"`
	// Text is what was pasted: a line, also amid other words, or an exported text.
	Text        string               `msg:"text"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// TakeResult is the views with those that were read, each under a name of its own.
type TakeResult struct {
	Tabs  []Tab       `msg:"tabs"`
	Taken []TakenView `msg:"taken"`
}

// TakenView is a view that was read.
type TakenView struct {
	Tab Tab `msg:"tab"`
	// Called is what it was called where that name is another view's, else "".
	Called string `msg:"called"`
	// Same says that there is one that is the same: nothing was added.
	Same bool `msg:"same"`
	// Lost is what of it no helpdesk here knows.
	Lost []words.Say `msg:"lost"`
}

func (d desks) share(a *ShareArgs, _ *core.Input) (*ShareResult, error) {
	all := d.known(a.Directories)
	var own []view.View
	for i := range a.Tabs {
		tab := &a.Tabs[i]
		if tab.ID != "" {
			continue
		}
		q, err := filter.Parse(tab.Query, all...)
		if err != nil {
			return nil, err
		}
		own = append(own, view.View{Name: tab.Name, Query: q.Named(all...).String(), GroupBy: tab.GroupBy, Badge: tab.Badge, Notify: tab.Notify})
	}
	if !a.Line {
		for i := range own {
			normal, err := own[i].Normal()
			if err != nil {
				return nil, err
			}
			own[i] = normal
		}
		return &ShareResult{Text: view.Export(own)}, nil
	}
	if len(own) == 0 {
		return nil, &api.Error{Kind: api.Invalid}
	}
	line, err := own[0].Link()
	if err != nil {
		return nil, err
	}
	return &ShareResult{Text: line}, nil
}

func (d desks) take(a *TakeArgs, in *core.Input) (*TakeResult, error) {
	read, err := readShared(a.Text)
	if err != nil {
		return nil, err
	}
	all := d.known(a.Directories)
	result := &TakeResult{Tabs: a.Tabs}
	for _, v := range read {
		tab := Tab{Name: v.Name, Query: v.Text(), GroupBy: v.GroupBy, Badge: v.Badge, Notify: v.Notify}
		taken := TakenView{Lost: allLost(tab.Query, all, in.Now/1000)}
		if at := slices.IndexFunc(result.Tabs, func(t Tab) bool { return t.ID == "" && t.Query == tab.Query && t.GroupBy == tab.GroupBy }); at >= 0 {
			taken.Tab, taken.Same = result.Tabs[at], true
			result.Taken = append(result.Taken, taken)
			continue
		}
		tab.Name = free(result.Tabs, tab.Name)
		if tab.Name != v.Name {
			taken.Called = v.Name
		}
		after, err := save(&ChangeArgs{Tabs: slices.Clone(result.Tabs), Tab: tab}, -1)
		if err != nil {
			return nil, err
		}
		result.Tabs, taken.Tab = after.Tabs, after.Tab
		result.Taken = append(result.Taken, taken)
	}
	return result, nil
}

// readShared reads a line amid other words, or an exported text.
func readShared(text string) ([]view.View, error) {
	for _, word := range strings.Fields(text) {
		word = strings.Trim(word, "<>\"'“”«»()[],.;")
		if at := strings.LastIndex(word, "#view/"); at >= 0 {
			word = word[at:]
		}
		if strings.HasPrefix(strings.TrimPrefix(word, "#"), "view/") {
			v, _, err := view.ParseLink(word)
			return []view.View{v}, err
		}
	}
	views, _, err := view.Import(text)
	return views, err
}

// free is a name that no view of one's own has, the nearest to the given one.
func free(tabs []Tab, name string) string {
	for n := 2; ; n++ {
		if find(tabs, &Tab{Name: name}) < 0 {
			return name
		}
		suffix := " " + strconv.Itoa(n)
		base := []rune(strings.TrimSuffix(name, " "+strconv.Itoa(n-1)))
		name = string(base[:min(len(base), view.NameLimit-len(suffix))]) + suffix
	}
}

// allLost is everything of a query that no account knows: see lostIn.
func allLost(text string, all []*helpdesk.Directory, now int64) (lost []words.Say) {
	query, err := filter.Parse(text, all...)
	if problem, ok := err.(*api.Error); ok {
		for _, f := range problem.Fields {
			lost = append(lost, f.Say)
		}
		return lost
	}
	for _, notice := range missing(query, all, now) {
		lost = append(lost, notice.Say)
	}
	return lost
}
