package migration

// alerted, one row, is what whoever runs the edge was told last: whether a bound was
// passed, and when, Unix milliseconds.
var alerted = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS alert (one INTEGER PRIMARY KEY, passed INTEGER NOT NULL, told_at INTEGER NOT NULL)`},
}}
