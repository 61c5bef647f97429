package migration_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/migration"
)

// twice is SQL that may be run again, adds is such that takes nothing away.
var (
	twice = regexp.MustCompile(`^(CREATE (TABLE|INDEX|UNIQUE INDEX|TRIGGER) IF NOT EXISTS|DROP (TABLE|INDEX) IF EXISTS|INSERT OR IGNORE INTO|INSERT INTO .* ON CONFLICT .* DO UPDATE SET|UPDATE|DELETE FROM) `)
	adds  = regexp.MustCompile(`^(CREATE|INSERT|UPDATE) `)
)

func TestWhatMigrationsConsistOf(t *testing.T) {
	for i, m := range migration.All {
		require.NotEmpty(t, m.Changes, i+1)
		for _, c := range m.Changes {
			said := fmt.Sprintf("migration %d: %s", i+1, c.SQL)
			if c.Column != "" {
				require.NotEmpty(t, c.Table, said)
				require.Contains(t, c.SQL, " DEFAULT ", said)
				continue
			}
			require.Regexp(t, twice, c.SQL, said)
			if !m.Breaks {
				require.Regexp(t, adds, c.SQL, said)
			}
		}
	}
}

func TestWhatIsMissingInAStore(t *testing.T) {
	list := migration.List{
		{Changes: []migration.Change{{SQL: "first"}}},
		{Changes: []migration.Change{{SQL: "TEXT", Table: "entry", Column: "person"}, {SQL: "second"}}},
		{Changes: []migration.Change{{SQL: "third"}}},
	}
	for name, c := range map[string]struct {
		rows    []migration.Row
		missing []int
		second  []string
	}{
		"all":                             {nil, []int{1, 2, 3}, []string{"ALTER TABLE entry ADD COLUMN person TEXT", "second"}},
		"what was begun":                  {[]migration.Row{{Number: 1}, {Column: "entry.id"}, {Column: "entry.person"}}, []int{2, 3}, []string{"second"}},
		"one in the midst":                {[]migration.Row{{Number: 1}, {Number: 3}, {Column: "vote.person"}}, []int{2}, []string{"ALTER TABLE entry ADD COLUMN person TEXT", "second"}},
		"nothing":                         {[]migration.Row{{Number: 1}, {Number: 2}, {Number: 3}}, nil, nil},
		"nothing, and more than is known": {[]migration.Row{{Number: 1}, {Number: 2}, {Number: 3}, {Number: 4}}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.missing, list.Missing(c.rows))
			if c.second != nil {
				require.Equal(t, c.second, list.SQL(2, c.rows))
			}
		})
	}
}

func TestWhatANewerStoreTells(t *testing.T) {
	list := migration.List{{}, {Breaks: true}}
	for name, c := range map[string]struct {
		rows   []migration.Row
		newest int64
		breaks bool
	}{
		"one that is known":            {[]migration.Row{{Number: 1}, {Number: 2, Breaks: true}}, 2, false},
		"one that only adds":           {[]migration.Row{{Number: 1}, {Number: 2, Breaks: true}, {Number: 3}}, 3, false},
		"one that breaks":              {[]migration.Row{{Number: 1}, {Number: 3, Breaks: true}}, 3, true},
		"one that adds after a break":  {[]migration.Row{{Number: 3, Breaks: true}, {Number: 4}}, 4, true},
		"columns have no number":       {[]migration.Row{{Number: 1}, {Column: "entry.person"}}, 1, false},
		"a store that was never begun": {nil, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			newest, breaks := list.Newest(c.rows)
			require.Equal(t, c.newest, newest)
			require.Equal(t, c.breaks, breaks)
		})
	}
}
