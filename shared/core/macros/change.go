package macros

import (
	"slices"
	"strconv"

	"deskside/shared/agent/macros"
	"deskside/shared/core"
	"deskside/shared/filter/fold"
	"deskside/shared/words"
)

func change(a *ChangeMacroArgs, _ *core.Input) (*ChangeMacroResult, error) {
	at := slices.IndexFunc(a.All, func(m macros.Macro) bool { return m.ID == a.Macro.ID })
	switch a.What {
	case SaveMacro:
		return save(a, at), nil
	case RestoreMacro:
		if at >= 0 {
			return &ChangeMacroResult{All: a.All, Macro: a.All[at], At: at}, nil
		}
		// Somebody has made another of its name meanwhile.
		a.Macro.Name = free(a.All, a.Macro.Name)
		return put(a.All, a.Macro, a.At), nil
	}
	if at < 0 {
		return &ChangeMacroResult{All: a.All, Macro: a.Macro, At: -1}, nil
	}
	m := a.All[at]
	switch a.What {
	case MoveMacro:
		return put(slices.Delete(a.All, at, at+1), m, a.At), nil
	case RemoveMacro:
		return &ChangeMacroResult{All: slices.Delete(a.All, at, at+1), Macro: m, At: at}, nil
	}
	return &ChangeMacroResult{All: a.All, Macro: m, At: at}, nil
}

func save(a *ChangeMacroArgs, at int) *ChangeMacroResult {
	m, wrong := a.Macro.Normal()
	if other := named(a.All, m.Name); other >= 0 && other != at {
		wrong = append(wrong, macros.Problem{Field: "name", Say: words.MacroNameTaken()})
	}
	if at < 0 && len(a.All) >= macros.Limit {
		wrong = append(wrong, full())
	}
	if len(wrong) > 0 {
		return &ChangeMacroResult{All: a.All, Macro: a.Macro, At: at, Problems: wrong}
	}
	if at < 0 {
		return put(a.All, m, len(a.All))
	}
	a.All[at] = m
	return &ChangeMacroResult{All: a.All, Macro: m, At: at}
}

func full() macros.Problem {
	return macros.Problem{Field: "name", Say: words.MacroFull(words.Number(macros.Limit))}
}

// put inserts a macro at a place, or at the nearest that there is.
func put(all []macros.Macro, m macros.Macro, to int) *ChangeMacroResult {
	if len(all) >= macros.Limit {
		return &ChangeMacroResult{All: all, Macro: m, At: -1, Problems: []macros.Problem{full()}}
	}
	to = max(0, min(to, len(all)))
	return &ChangeMacroResult{All: slices.Insert(all, to, m), Macro: m, At: to}
}

// named is where the macro of a name stands, -1 for nowhere. Names differ by more
// than case.
func named(all []macros.Macro, name string) int {
	wanted := fold.String(name)
	return slices.IndexFunc(all, func(m macros.Macro) bool { return fold.String(m.Name) == wanted })
}

// free is a name that no macro has, the nearest to the given one.
func free(all []macros.Macro, name string) string {
	base := []rune(name)
	for n := 2; named(all, name) >= 0; n++ {
		suffix := " " + strconv.Itoa(n)
		name = string(base[:min(len(base), macros.NameLimit-len(suffix))]) + suffix
	}
	return name
}

func find(a *FindMacrosArgs, _ *core.Input) (*FindMacrosResult, error) {
	used := make([]int64, len(a.All))
	for i := range a.All {
		for j := range a.Used {
			if a.Used[j].ID == a.All[i].ID {
				used[i] = a.Used[j].At
			}
		}
	}
	return &FindMacrosResult{Places: macros.Find(a.All, used, a.Typed, a.Account)}, nil
}
