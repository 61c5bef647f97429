package migration

// sites are the sites that have a name (package named):
//
//   - site is what is said of one, in JSON, and what is sealed of it. What it keeps is in
//     tables of its own, called after it.
var sites = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS site (name TEXT PRIMARY KEY, settings TEXT NOT NULL, changed_at INTEGER NOT NULL)`},
}}
