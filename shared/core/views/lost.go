package views

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

func (d desks) lost(a *LostArgs, in *core.Input) (*LostResult, error) {
	all := make([]*helpdesk.Directory, len(a.Directories))
	for i := range a.Directories {
		all[i] = &a.Directories[i]
		all[i].Desk, _ = d.Of(all[i].System)
	}
	result := &LostResult{}
	for i := range a.Tabs {
		tab := &a.Tabs[i]
		if tab.ID != "" {
			continue
		}
		if say, lost := lostIn(tab.Query, all, in.Now/1000); lost {
			result.Lost = append(result.Lost, Lost{Name: tab.Name, Say: say})
		}
	}
	return result, nil
}

// lostIn finds what of a query no account knows: what one of them knows is
// asked of that one, and the list says of the others that they do not.
func lostIn(text string, all []*helpdesk.Directory, now int64) (say words.Say, lost bool) {
	query, err := filter.Parse(text, all...)
	if problem, ok := err.(*api.Error); ok && len(problem.Fields) > 0 {
		return problem.Fields[0].Say, true
	}
	if len(all) == 0 {
		return words.Say{}, false
	}
	bounds := make([]filter.Bound, len(all))
	for i, d := range all {
		bounds[i] = filter.Bind(query, d, now)
	}
	for _, notice := range bounds[0].Notices {
		known := slices.ContainsFunc(bounds, func(b filter.Bound) bool {
			return !slices.ContainsFunc(b.Notices, func(n filter.Notice) bool { return n.Lost && n.Span == notice.Span })
		})
		if !known {
			return notice.Say, true
		}
	}
	return words.Say{}, false
}
