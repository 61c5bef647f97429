package migration

// persons are those of whom the edge knows who they are:
//
//   - person is a visitor whom the site names, or who signed in: how they stand at the
//     helpdesk (package identity says what the states are), and sealed, in base64, their key
//     there. seen_at is Unix seconds.
//   - token_used are the tokens by which the site named somebody, until they are over, and
//     for whose browser.
//   - own_vote are votes that persons have cast by their own keys, which the helpdesk
//     counts, own_change what each changed there and when, Unix microseconds, for as long as
//     pages from before may be shown.
var persons = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS person (
		visitor TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, user INTEGER NOT NULL, secret TEXT NOT NULL, seen_at INTEGER NOT NULL)`},
	{SQL: `CREATE INDEX IF NOT EXISTS person_email ON person (email)`},
	{SQL: `CREATE TABLE IF NOT EXISTS token_used (token TEXT PRIMARY KEY, visitor TEXT NOT NULL, until INTEGER NOT NULL)`},
	{SQL: `CREATE TABLE IF NOT EXISTS own_vote (visitor TEXT NOT NULL, object INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (visitor, object))`},
	{SQL: `CREATE TABLE IF NOT EXISTS own_change (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, at INTEGER NOT NULL, by INTEGER NOT NULL, PRIMARY KEY (visitor, object, at))`},
	{SQL: `CREATE INDEX IF NOT EXISTS own_change_object ON own_change (object, at)`},
}}
