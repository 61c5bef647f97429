INSERT INTO rate (name, full_at, every_us, most_us) VALUES ('https://help.example.com site an old hash', 1790000000000000, 100000, 60000000);
