package agent

import (
	"deskside/shared/core"
	"deskside/shared/filter"
)

//go:generate go run deskside/build/codec -o tickets_keep_gen.go

// KeepArgs asks what of an earlier list stays while some accounts do not
// answer: operation "tickets.keep".
type KeepArgs struct {
	// Query is what both lists answer.
	Query string `msg:"query"`
	// Rows are those of the newer list, Silent the accounts that are missing in it.
	Rows   []Row    `msg:"rows"`
	Silent []string `msg:"silent"`
	// Before and BeforeAt are of the earlier list, Old of the rows in it that were old already.
	Before   []Row    `msg:"before"`
	BeforeAt int64    `msg:"before_at"`
	Old      []Source `msg:"old"`
}

// KeepResult is the newer list with the rows of those who are silent.
type KeepResult struct {
	Rows []Row `msg:"rows"`
	// Old says of which accounts rows are older than the list.
	Old []Source `msg:"old"`
}

// Source is when an account's rows were read, Unix milliseconds.
type Source struct {
	Account string `msg:"account"`
	At      int64  `msg:"at"`
}

// keepTickets puts the rows of accounts that did not answer where they belong:
// in the usual order, the newest change first, among the others; in any other,
// of which rows do not tell enough, after them.
func keepTickets(a *KeepArgs, _ *core.Input) (*KeepResult, error) {
	result := &KeepResult{}
	silent := map[string]bool{}
	for _, account := range a.Silent {
		silent[account] = true
	}
	var kept []Row
	has := map[string]bool{}
	for i := range a.Before {
		if row := &a.Before[i]; silent[row.Account] {
			kept = append(kept, *row)
			// It is not in the table of the newer list.
			kept[len(kept)-1].Number = -1
			has[row.Account] = true
		}
	}
	for _, account := range a.Silent {
		if has[account] {
			result.Old = append(result.Old, Source{account, since(account, a)})
		}
	}
	query, _ := filter.ParseTolerant(a.Query)
	usual := len(query.Sort) == 0
	result.Rows = make([]Row, 0, len(a.Rows)+len(kept))
	for i := range a.Rows {
		for usual && len(kept) > 0 && kept[0].Updated > a.Rows[i].Updated {
			result.Rows = append(result.Rows, kept[0])
			kept = kept[1:]
		}
		result.Rows = append(result.Rows, a.Rows[i])
	}
	result.Rows = append(result.Rows, kept...)
	return result, nil
}

// since is when an account's rows of the earlier list were read.
func since(account string, a *KeepArgs) int64 {
	for i := range a.Old {
		if a.Old[i].Account == account {
			return a.Old[i].At
		}
	}
	return a.BeforeAt
}
