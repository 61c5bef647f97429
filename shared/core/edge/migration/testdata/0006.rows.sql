INSERT INTO tally (object, total) VALUES (9, 0);
