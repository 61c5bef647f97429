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
	all := d.known(a.Directories)
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
	if notices := missing(query, all, now); len(notices) > 0 {
		return notices[0].Say, true
	}
	return words.Say{}, false
}

// missing is what of a query each account says that it does not know, and no other does.
func missing(query filter.Query, all []*helpdesk.Directory, now int64) (lost []filter.Notice) {
	if len(all) == 0 {
		return nil
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
			lost = append(lost, notice)
		}
	}
	return lost
}

// known is what accounts know, with the kind of helpdesk that each is.
func (d desks) known(directories []helpdesk.Directory) []*helpdesk.Directory {
	all := make([]*helpdesk.Directory, len(directories))
	for i := range directories {
		all[i] = &directories[i]
		all[i].Desk, _ = d.Of(all[i].System)
	}
	return all
}
