package migration

// changes finds what changed last of what anybody takes part in, without a look at all of it.
var changes = Migration{Changes: []Change{
	{SQL: `CREATE INDEX IF NOT EXISTS standing_changed ON standing (MAX(status_at, answered_at))`},
}}
