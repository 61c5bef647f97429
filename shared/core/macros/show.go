package macros

import (
	"slices"
	"strconv"

	"deskside/shared/agent/macros"
	"deskside/shared/core"
	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// known is what an account knows, with the kind of helpdesk that it is.
func (d desks) known(directory *helpdesk.Directory) (*helpdesk.Known, error) {
	desk, err := d.Of(directory.System)
	if err != nil {
		return nil, err
	}
	directory.Desk = desk
	return &helpdesk.Known{Directory: directory}, nil
}

func (d desks) show(a *ShowMacroArgs, _ *core.Input) (*ShowMacroResult, error) {
	k, err := d.known(&a.Directory)
	if err != nil {
		return nil, err
	}
	m, wrong := a.Macro.Normal()
	me := a.Me
	if me == 0 {
		me = a.Directory.Me
	}
	read, _ := macros.Read(m.Text)
	filled := read.Fill(a.About.facts(k, me))
	result := &ShowMacroResult{Problems: wrong, Source: filled.Source, Private: m.Private, Lost: filled.Said()}
	if m.Private && m.Text != "" && !k.Desk.Can().Notes {
		result.Private = false
		result.Lost = append(result.Lost, words.MacroNoNotes())
	}
	doings, lost := m.Doings(k, a.About.Type, me)
	result.Doings, result.Lost = doings, append(result.Lost, lost...)
	return result, nil
}

// facts are what is known of a ticket as a macro can say it.
func (a *About) facts(k *helpdesk.Known, me int64) *macros.Facts {
	f := &macros.Facts{
		System: a.System, ID: a.ID, Subject: a.Subject, Status: a.Status, Priority: a.Priority, Type: a.Type, Tags: a.Tags, Assignee: a.Assignee,
		Category: a.Category, Channel: a.Channel, URL: a.URL, Customer: a.Client, Agent: k.Agent(me), Account: k.Title,
		Language: macros.LanguageOf(a.Subject + "\n" + a.Words),
	}
	for i := range k.Groups {
		if a.Group != "" && helpdesk.Number(k.Groups[i].ID) == a.Group {
			f.Group = k.Groups[i].Name
		}
	}
	return f
}

func share(a *ShareMacrosArgs, _ *core.Input) (*ShareMacrosResult, error) {
	if a.Line && len(a.All) > 0 {
		return &ShareMacrosResult{Text: a.All[0].Line()}, nil
	}
	return &ShareMacrosResult{Text: macros.Export(a.All)}, nil
}

func (d desks) take(a *TakeMacrosArgs, _ *core.Input) (*TakeMacrosResult, error) {
	read, err := macros.ReadShared(a.Text)
	if err != nil {
		return nil, err
	}
	result := &TakeMacrosResult{All: a.All}
	for i, m := range read {
		taken := TakenMacro{Macro: m, Lost: d.lost(&m, a.Directories)}
		if at := slices.IndexFunc(result.All, func(o macros.Macro) bool { return same(&o, &m) }); at >= 0 {
			taken.Macro, taken.Same = result.All[at], true
			result.Taken = append(result.Taken, taken)
			continue
		}
		m.ID, m.Name = a.ID+"."+strconv.Itoa(i), free(result.All, m.Name)
		if m.Name != taken.Macro.Name {
			taken.Called = taken.Macro.Name
		}
		after := put(result.All, m, len(result.All))
		if len(after.Problems) > 0 {
			return nil, macros.Refused(after.Problems)
		}
		taken.Macro, result.All = m, after.All
		result.Taken = append(result.Taken, taken)
	}
	return result, nil
}

// same reports whether two macros are of one name, say the same and do the same.
func same(a, b *macros.Macro) bool {
	return fold.String(a.Name) == fold.String(b.Name) && a.Text == b.Text && a.Private == b.Private && slices.Equal(a.Actions, b.Actions)
}

// lost is what of a macro no account knows.
func (d desks) lost(m *macros.Macro, directories []helpdesk.Directory) (all []words.Say) {
	for _, action := range m.Actions {
		if action.Property == helpdesk.PropertyAssignee && fold.String(action.Value) == macros.Me {
			continue
		}
		one := macros.Macro{Actions: []macros.Action{action}}
		var missing []words.Say
		found := false
		for i := range directories {
			k, err := d.known(&directories[i])
			if err != nil {
				continue
			}
			doings, lost := one.Doings(k, "", 0)
			found = found || len(doings) > 0
			missing = append(missing, lost...)
		}
		if !found && len(missing) > 0 {
			all = append(all, missing[0])
		}
	}
	return all
}
