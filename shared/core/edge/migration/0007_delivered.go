package migration

// delivered finds what a list of posts does not show yet, without looking through the votes
// that came since.
var delivered = Migration{Changes: []Change{
	{SQL: `CREATE INDEX IF NOT EXISTS entry_delivered ON entry (settled_at) WHERE state = 'delivered' AND kind <> 'vote'`},
}}
