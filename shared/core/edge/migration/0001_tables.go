package migration

// tables are those that every store has:
//
//   - vote is the ledger: one row for each visitor's vote on an object, value 1 or -1.
//   - key_vote is the one vote of the key on an object, as it was last sent to the
//     helpdesk. turn grows with its changes; held_until is when the one who changes
//     it lets go at the latest, in Unix microseconds, 0 when nobody does.
//   - entry is what customers wrote, kept until it is at the helpdesk and for a while
//     what came of it: package entry says what its columns mean. seq is the order in
//     which they came; who does one holds it until held_until at the latest, Unix
//     milliseconds. rest_until is how long the helpdesk wants to be left alone, settled_at
//     when it was over, each 0 where there is no such time.
//   - file is a file that goes along with what an entry says, its owner, "" until that
//     comes. kept says that its content is kept, gone that it is not any more. Where
//     the host has no place for contents, piece has them, in base64.
//   - similar_turn, one row, is how far the gathering of open posts is, similar_page what
//     was found on each page of them, similar_file what was made of all, under its hash,
//     compressed. Posts and contents are in base64.
//   - made says of an object or a comment which entry it is, so that no two take the
//     same one for theirs. made_at is when it was sent.
var tables = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS vote (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, value INTEGER NOT NULL, voted_at INTEGER NOT NULL,
		PRIMARY KEY (visitor, object))`},
	{SQL: `CREATE INDEX IF NOT EXISTS vote_object ON vote (object)`},
	{SQL: `CREATE TABLE IF NOT EXISTS key_vote (
		object INTEGER PRIMARY KEY, value INTEGER NOT NULL, turn INTEGER NOT NULL, held_until INTEGER NOT NULL)`},
	{SQL: `CREATE TABLE IF NOT EXISTS entry (
		seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, visitor TEXT NOT NULL, key TEXT NOT NULL,
		lane TEXT NOT NULL, sent TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, answer TEXT NOT NULL,
		added_at INTEGER NOT NULL, begun_at INTEGER NOT NULL, due_at INTEGER NOT NULL, tries INTEGER NOT NULL,
		heard INTEGER NOT NULL, rest_until INTEGER NOT NULL, held_by TEXT NOT NULL, held_until INTEGER NOT NULL, settled_at INTEGER NOT NULL, UNIQUE (visitor, key))`},
	{SQL: `CREATE INDEX IF NOT EXISTS entry_due ON entry (state, due_at)`},
	{SQL: `CREATE INDEX IF NOT EXISTS entry_lane ON entry (lane, seq)`},
	{SQL: `CREATE INDEX IF NOT EXISTS entry_sent ON entry (sent)`},
	{SQL: `CREATE INDEX IF NOT EXISTS entry_held ON entry (held_by)`},
	{SQL: `CREATE INDEX IF NOT EXISTS entry_settled ON entry (settled_at)`},
	{SQL: `CREATE TABLE IF NOT EXISTS made (
		kind TEXT NOT NULL, object INTEGER NOT NULL, entry TEXT NOT NULL, made_at INTEGER NOT NULL, PRIMARY KEY (kind, object))`},
	{SQL: `CREATE INDEX IF NOT EXISTS made_at ON made (made_at)`},
	{SQL: `CREATE INDEX IF NOT EXISTS made_entry ON made (entry)`},
	{SQL: `CREATE TABLE IF NOT EXISTS file (
		id TEXT PRIMARY KEY, visitor TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
		added_at INTEGER NOT NULL, owner TEXT NOT NULL, kept INTEGER NOT NULL, gone INTEGER NOT NULL)`},
	{SQL: `CREATE INDEX IF NOT EXISTS file_gone ON file (gone, added_at, size)`},
	{SQL: `CREATE INDEX IF NOT EXISTS file_owner ON file (owner)`},
	{SQL: `CREATE TABLE IF NOT EXISTS similar_turn (
		one INTEGER PRIMARY KEY, page INTEGER NOT NULL, pages INTEGER NOT NULL, tries INTEGER NOT NULL, most INTEGER NOT NULL, due_at INTEGER NOT NULL)`},
	{SQL: `CREATE TABLE IF NOT EXISTS similar_page (page INTEGER PRIMARY KEY, posts TEXT NOT NULL)`},
	{SQL: `CREATE TABLE IF NOT EXISTS similar_file (hash TEXT PRIMARY KEY, content TEXT NOT NULL, made_at INTEGER NOT NULL)`},
	{SQL: `CREATE TABLE IF NOT EXISTS piece (file TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (file, n))`},
}}
