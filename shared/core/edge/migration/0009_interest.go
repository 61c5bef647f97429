package migration

// interests are what visitors take part in, and how those posts stand, so that nobody has to
// ask a helpdesk for each of somebody's posts:
//
//   - interest is that a visitor takes part in an object, as kind says, since at. Votes are
//     not among them: vote and own_vote have those.
//   - standing is an object in which anybody takes part, as it was last read. place says
//     whether others see it (package interest has the values), status_at and answered_at are
//     when it was found to have another status and more comments, 0 for never. Times are
//     Unix milliseconds.
var interests = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS interest (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (visitor, object, kind))`},
	{SQL: `CREATE INDEX IF NOT EXISTS interest_object ON interest (object)`},
	{SQL: `CREATE TABLE IF NOT EXISTS standing (
		object INTEGER PRIMARY KEY, place INTEGER NOT NULL, status INTEGER NOT NULL, comments INTEGER NOT NULL, created INTEGER NOT NULL, page TEXT NOT NULL,
		status_at INTEGER NOT NULL, answered_at INTEGER NOT NULL, read_at INTEGER NOT NULL)`},
	{SQL: `CREATE INDEX IF NOT EXISTS standing_created ON standing (created)`},
}}
