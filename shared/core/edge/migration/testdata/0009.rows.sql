INSERT INTO interest (visitor, object, kind, at) VALUES ('0123456789abcdef0123456789abcdef', 41, 'wrote', 1790000000000);
INSERT INTO standing (object, place, status, comments, created, page, status_at, answered_at, read_at) VALUES (41, 1, 3, 2, 1789000000, '', 0, 1790000000000, 1790000000000);
