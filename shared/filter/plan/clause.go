package plan

import (
	"strconv"
	"strings"

	"deskside/shared/filter"
	"deskside/shared/words"
)

// clauseWords describes a clause, in brackets where it is a group within another.
func clauseWords(c *filter.Clause, nested bool) words.Say {
	switch c.Op {
	case filter.All, filter.Any:
		parts := make([]words.Say, len(c.Nodes))
		for i := range c.Nodes {
			parts[i] = clauseWords(&c.Nodes[i], true)
		}
		if len(parts) == 0 {
			break
		}
		between := words.ExplainOr
		if c.Op == filter.All {
			between = words.ExplainAnd
		}
		joined := join(parts, between)
		if nested {
			return words.ExplainGroup(words.Within(joined))
		}
		return joined
	case filter.Not:
		return words.ExplainNot(words.Within(clauseWords(&c.Nodes[0], true)))
	case filter.Is:
		return termWords(&c.Test.Term)
	}
	return words.ExplainEverything()
}

// termWords describes a term: "SLA under 2 hours", "tag spam or VIP".
func termWords(t *filter.Term) words.Say {
	field := fieldWords(t)
	if t.Compare == filter.Between && len(t.Values) == 2 {
		said := field
		for i, with := range [...]func(field, value words.Value) words.Say{words.ExplainFrom, words.ExplainTo} {
			if t.Values[i].Kind != filter.Open {
				said = with(words.Within(said), words.Within(valueWords(t.Values[i])))
			}
		}
		return said
	}
	if len(t.Values) == 0 {
		return field
	}
	values := make([]words.Say, len(t.Values))
	for i, v := range t.Values {
		values[i] = valueWords(v)
	}
	return comparison(t)(words.Within(field), words.Within(join(values, words.ExplainOr)))
}

// comparison is what is said of a field and its values.
func comparison(t *filter.Term) func(field, value words.Value) words.Say {
	date := false
	switch t.Field {
	case filter.Created, filter.Updated, filter.Completed, filter.Remind:
		date = true
	}
	switch {
	case t.Compare == filter.Less && date:
		return words.ExplainBefore
	case t.Compare == filter.Less:
		return words.ExplainUnder
	case t.Compare == filter.LessEqual && date:
		return words.ExplainUntil
	case t.Compare == filter.LessEqual:
		return words.ExplainAtMost
	case t.Compare == filter.Greater && date:
		return words.ExplainAfter
	case t.Compare == filter.Greater:
		return words.ExplainOver
	case t.Compare == filter.GreaterEqual && date:
		return words.ExplainSince
	case t.Compare == filter.GreaterEqual:
		return words.ExplainAtLeast
	}
	return words.ExplainIs
}

// queryWord is a word of the query itself.
func queryWord(word string) words.Say { return words.ExplainWritten(words.Text(word)) }

func fieldWords(t *filter.Term) words.Say {
	switch t.Field {
	case filter.SLA:
		if t.Name != "" {
			return words.ExplainFieldSLAOf(words.Text(strings.ReplaceAll(t.Name, "_", " ")))
		}
		return words.ExplainFieldSLA()
	case filter.Custom:
		switch {
		case t.Name != "":
			return words.ExplainFieldNamed(words.Text(t.Name))
		case t.ID != 0:
			return words.ExplainFieldNumbered(words.Text(strconv.FormatInt(t.ID, 10)))
		}
		return words.ExplainFieldAny()
	case filter.CompletedBy:
		return words.ExplainFieldCompletedBy()
	case filter.Text:
		return words.ExplainFieldWords()
	case filter.ID:
		return words.ExplainFieldNumber()
	}
	return queryWord(t.Field.String())
}

func valueWords(v filter.Value) words.Say {
	switch v.Kind {
	case filter.Word:
		return queryWord(v.Text)
	case filter.Quoted:
		return words.ExplainValueQuoted(words.Text(v.Text))
	case filter.Number:
		return queryWord(strconv.FormatInt(v.Number, 10))
	case filter.Me:
		return words.ExplainValueMe()
	case filter.None:
		return words.ExplainValueNone()
	case filter.Filled:
		return words.ExplainValueAny()
	case filter.Overdue:
		return words.ExplainValueOverdue()
	case filter.Moment:
		_, moment, _ := strings.Cut(filter.Term{Field: filter.Created, Values: []filter.Value{v}}.String(), ":")
		return queryWord(strings.Replace(moment, "T", " ", 1))
	case filter.Relative:
		switch {
		case v.Number < 0:
			return words.ExplainValueAgo(words.Within(amount(-v.Number, v.Unit)))
		case v.Number > 0:
			return words.ExplainValueIn(words.Within(amount(v.Number, v.Unit)))
		}
		return words.ExplainValueNow()
	case filter.Named:
		return queryWord(strings.ReplaceAll(filter.NamedRange(v.Number).String(), "_", " "))
	case filter.Duration:
		return durationWords(v.Number)
	}
	return words.Say{}
}

func amount(n int64, unit filter.Unit) words.Say {
	switch unit {
	case filter.Second:
		return words.ExplainUnitSecond(n)
	case filter.Minute:
		return words.ExplainUnitMinute(n)
	case filter.Hour:
		return words.ExplainUnitHour(n)
	case filter.Day:
		return words.ExplainUnitDay(n)
	case filter.Week:
		return words.ExplainUnitWeek(n)
	case filter.Month:
		return words.ExplainUnitMonth(n)
	}
	return words.ExplainUnitYear(n)
}

// durationWords writes seconds in their largest whole units: "1 day 12 hours".
func durationWords(seconds int64) words.Say {
	whole := max(seconds, -seconds)
	var parts []words.Say
	for _, unit := range [...]struct {
		unit    filter.Unit
		seconds int64
	}{{filter.Day, 86400}, {filter.Hour, 3600}, {filter.Minute, 60}, {filter.Second, 1}} {
		if n := whole / unit.seconds; n > 0 {
			parts = append(parts, amount(n, unit.unit))
			whole %= unit.seconds
		}
	}
	if parts == nil {
		return queryWord("0")
	}
	said := join(parts, words.ExplainBeside)
	if seconds < 0 {
		return words.ExplainValueMinus(words.Within(said))
	}
	return said
}
