package migration

// rates are how much came.
//
//   - rate is how much came under a name, which begins with its site's: when its bucket is
//     full again, and what the bucket was when that was reckoned, all in Unix microseconds.
var rates = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS rate (
		name TEXT PRIMARY KEY, full_at INTEGER NOT NULL, every_us INTEGER NOT NULL, most_us INTEGER NOT NULL)`},
	{SQL: `CREATE INDEX IF NOT EXISTS rate_full ON rate (full_at)`},
}}
