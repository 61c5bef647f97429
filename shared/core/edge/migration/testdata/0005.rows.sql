INSERT INTO site (name, settings, changed_at) VALUES ('shop', '{"upstream":"https://help.example.com","key":{"name":"SITE_SHOP_KEY"}}', 1790000000000);
