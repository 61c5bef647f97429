INSERT INTO person (visitor, state, name, email, user, secret, seen_at) VALUES ('id:0123456789abcdef0123456789abcdef', 'known', 'Nora', 'nora@example.com', 7, '', 1790000000);
INSERT INTO token_used (token, visitor, until) VALUES ('a hash', 'an old visitor', 1790000300);
INSERT INTO own_vote (visitor, object, value) VALUES ('id:0123456789abcdef0123456789abcdef', 41, 1);
INSERT INTO own_change (visitor, object, at, by) VALUES ('id:0123456789abcdef0123456789abcdef', 41, 1790000000000000, 1);
