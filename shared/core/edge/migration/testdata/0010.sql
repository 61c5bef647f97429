CREATE TABLE alert (one INTEGER PRIMARY KEY, passed INTEGER NOT NULL, told_at INTEGER NOT NULL);
CREATE TABLE entry (
		seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, visitor TEXT NOT NULL, key TEXT NOT NULL,
		lane TEXT NOT NULL, sent TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, answer TEXT NOT NULL,
		added_at INTEGER NOT NULL, begun_at INTEGER NOT NULL, due_at INTEGER NOT NULL, tries INTEGER NOT NULL,
		heard INTEGER NOT NULL, rest_until INTEGER NOT NULL, held_by TEXT NOT NULL, held_until INTEGER NOT NULL, settled_at INTEGER NOT NULL, UNIQUE (visitor, key));
CREATE TABLE file (
		id TEXT PRIMARY KEY, visitor TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
		added_at INTEGER NOT NULL, owner TEXT NOT NULL, kept INTEGER NOT NULL, gone INTEGER NOT NULL);
CREATE TABLE interest (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (visitor, object, kind));
CREATE TABLE key_vote (
		object INTEGER PRIMARY KEY, value INTEGER NOT NULL, turn INTEGER NOT NULL, held_until INTEGER NOT NULL, adopts INTEGER NOT NULL DEFAULT -1);
CREATE TABLE made (
		kind TEXT NOT NULL, object INTEGER NOT NULL, entry TEXT NOT NULL, made_at INTEGER NOT NULL, PRIMARY KEY (kind, object));
CREATE TABLE migration (number INTEGER PRIMARY KEY, breaks INTEGER NOT NULL, applied_at INTEGER NOT NULL);
CREATE TABLE own_change (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, at INTEGER NOT NULL, by INTEGER NOT NULL, PRIMARY KEY (visitor, object, at));
CREATE TABLE own_vote (visitor TEXT NOT NULL, object INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (visitor, object));
CREATE TABLE person (
		visitor TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, user INTEGER NOT NULL, secret TEXT NOT NULL, seen_at INTEGER NOT NULL);
CREATE TABLE piece (file TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (file, n));
CREATE TABLE rate (
		name TEXT PRIMARY KEY, full_at INTEGER NOT NULL, every_us INTEGER NOT NULL, most_us INTEGER NOT NULL);
CREATE TABLE similar_file (hash TEXT PRIMARY KEY, content TEXT NOT NULL, made_at INTEGER NOT NULL);
CREATE TABLE similar_page (page INTEGER PRIMARY KEY, posts TEXT NOT NULL);
CREATE TABLE similar_turn (
		one INTEGER PRIMARY KEY, page INTEGER NOT NULL, pages INTEGER NOT NULL, tries INTEGER NOT NULL, most INTEGER NOT NULL, due_at INTEGER NOT NULL);
CREATE TABLE site (name TEXT PRIMARY KEY, settings TEXT NOT NULL, changed_at INTEGER NOT NULL);
CREATE TABLE standing (
		object INTEGER PRIMARY KEY, place INTEGER NOT NULL, status INTEGER NOT NULL, comments INTEGER NOT NULL, created INTEGER NOT NULL, page TEXT NOT NULL,
		status_at INTEGER NOT NULL, answered_at INTEGER NOT NULL, read_at INTEGER NOT NULL);
CREATE TABLE tally (object INTEGER PRIMARY KEY, total INTEGER NOT NULL);
CREATE TABLE token_used (token TEXT PRIMARY KEY, visitor TEXT NOT NULL, until INTEGER NOT NULL);
CREATE TABLE vote (
		visitor TEXT NOT NULL, object INTEGER NOT NULL, value INTEGER NOT NULL, voted_at INTEGER NOT NULL,
		PRIMARY KEY (visitor, object));
CREATE INDEX entry_delivered ON entry (settled_at) WHERE state = 'delivered' AND kind <> 'vote';
CREATE INDEX entry_due ON entry (state, due_at);
CREATE INDEX entry_held ON entry (held_by);
CREATE INDEX entry_lane ON entry (lane, seq);
CREATE INDEX entry_sent ON entry (sent);
CREATE INDEX entry_settled ON entry (settled_at);
CREATE INDEX file_gone ON file (gone, added_at, size);
CREATE INDEX file_owner ON file (owner);
CREATE INDEX interest_object ON interest (object);
CREATE INDEX made_at ON made (made_at);
CREATE INDEX made_entry ON made (entry);
CREATE INDEX own_change_object ON own_change (object, at);
CREATE INDEX person_email ON person (email);
CREATE INDEX rate_full ON rate (full_at);
CREATE INDEX standing_changed ON standing (MAX(status_at, answered_at));
CREATE INDEX standing_created ON standing (created);
CREATE INDEX vote_object ON vote (object);
CREATE TRIGGER vote_added AFTER INSERT ON vote BEGIN INSERT INTO tally (object, total) VALUES (NEW.object, NEW.value) ON CONFLICT (object) DO UPDATE SET total = total + NEW.value; END;
CREATE TRIGGER vote_changed AFTER UPDATE OF value ON vote BEGIN UPDATE tally SET total = total + NEW.value - OLD.value WHERE object = NEW.object; END;
CREATE TRIGGER vote_gone AFTER DELETE ON vote BEGIN UPDATE tally SET total = total - OLD.value WHERE object = OLD.object; END;
INSERT INTO migration (number, breaks, applied_at) VALUES (1, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (2, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (3, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (4, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (5, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (6, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (7, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (8, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (9, 0, 1790000000000);
INSERT INTO migration (number, breaks, applied_at) VALUES (10, 0, 1790000000000);
