INSERT INTO alert (one, passed, told_at) VALUES (1, 1, 1790000000000);
