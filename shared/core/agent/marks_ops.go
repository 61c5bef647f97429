package agent

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter"
	"deskside/shared/filter/mark"
	"deskside/shared/words"
)

func changeMarks(a *ChangeMarksArgs, in *core.Input) (*ChangeMarksResult, error) {
	now := in.Now / 1000
	m := &a.Marks
	if m.First == 0 {
		m.First = now
	}
	m.Order()
	m.Rouse(now)
	for i := range a.Rows {
		row := &a.Rows[i]
		switch a.What {
		case Seen:
			m.See(row.Key, row.Updated)
		case Unseen:
			m.Unsee(row.Key, row.Updated)
		case Snooze:
			m.Lay(row.Key, a.Until, row.Updated)
		case Wake:
			m.Wake(row.Key)
		}
	}
	lent, err := m.MarshalMsg(nil)
	if err != nil {
		return nil, err
	}
	return &ChangeMarksResult{Marks: *m, Lent: lent}, nil
}

func readMarks(a *ReadMarksArgs, in *core.Input) (*ReadMarksResult, error) {
	marks, err := heldMarks(in.Held, a.Marks)
	if err != nil {
		return nil, err
	}
	result := &ReadMarksResult{}
	if marks == nil {
		return result, nil
	}
	now := in.Now / 1000
	query, _ := filter.ParseTolerant(a.Query)
	wanted := query.AsksFor(filter.SnoozedWord)
	accounts := map[string]*mark.Account{}
	for i := range a.Rows {
		row := &a.Rows[i]
		account, id, ok := ticketOf(row.Key)
		if !ok {
			continue
		}
		of := accounts[account]
		if of == nil {
			of = marks.Of(account, now)
			accounts[account] = of
		}
		if of.Unread(id, row.Updated) {
			result.Unread = append(result.Unread, row.Key)
		}
		if of.Snoozed(id, row.Updated) {
			result.Asleep = append(result.Asleep, row.Key)
			if !wanted {
				result.Hidden = append(result.Hidden, row.Key)
			}
		}
	}
	result.Next = marks.Next(now)
	return result, nil
}

// heldMarks are the marks that the host holds under a number, nil for none.
func heldMarks(held func(uint32) []byte, number uint32) (*mark.Marks, error) {
	if number == 0 {
		return nil, nil
	}
	m := &mark.Marks{}
	if _, err := m.UnmarshalMsg(held(number)); err != nil {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "marks", Say: words.ListKept()}}}
	}
	return m, nil
}

// ticketOf takes a key apart.
func ticketOf(key string) (account string, id int64, ok bool) {
	at := strings.LastIndexByte(key, '/')
	if at < 0 {
		return "", 0, false
	}
	id, ok = mark.Number(key, key[:at])
	return key[:at], id, ok
}
