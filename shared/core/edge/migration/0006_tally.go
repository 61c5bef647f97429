package migration

// tallies keep what a list of posts shows of their votes from being added up for each who
// reads it:
//
//   - tally is the sum of the votes in vote on an object. Triggers keep it, so that it is
//     right whatever program writes a vote. A row may be there of an object without votes.
//
// Triggers come before what is there is added up, in one statement, which a vote comes
// before or after.
var tallies = Migration{Changes: []Change{
	{SQL: `CREATE TABLE IF NOT EXISTS tally (object INTEGER PRIMARY KEY, total INTEGER NOT NULL)`},
	{SQL: `CREATE TRIGGER IF NOT EXISTS vote_added AFTER INSERT ON vote BEGIN INSERT INTO tally (object, total) VALUES (NEW.object, NEW.value) ON CONFLICT (object) DO UPDATE SET total = total + NEW.value; END`},
	{SQL: `CREATE TRIGGER IF NOT EXISTS vote_changed AFTER UPDATE OF value ON vote BEGIN UPDATE tally SET total = total + NEW.value - OLD.value WHERE object = NEW.object; END`},
	{SQL: `CREATE TRIGGER IF NOT EXISTS vote_gone AFTER DELETE ON vote BEGIN UPDATE tally SET total = total - OLD.value WHERE object = OLD.object; END`},
	{SQL: `INSERT INTO tally (object, total) SELECT object, SUM(value) FROM vote WHERE true GROUP BY object ON CONFLICT (object) DO UPDATE SET total = excluded.total`},
}}
