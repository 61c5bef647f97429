package named_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/migration"
	"deskside/shared/core/edge/named"
)

func TestHowSitesAreCalled(t *testing.T) {
	for name, valid := range map[string]bool{
		"shop": true, "s": true, "shop-2": true, "a-b-c": true, strings.Repeat("a", 32): true,
		"": false, "2shop": false, "-shop": false, "shop-": false, "a--b": false, "Shop": false, "shop_2": false, "shop.com": false,
		"магазин": false, "a b": false, "a'b": false, strings.Repeat("a", 33): false, "../x": false, "shop/": false,
	} {
		require.Equal(t, valid, named.Valid(name), name)
	}
}

func TestPathsOfSites(t *testing.T) {
	for path, want := range map[string][3]string{
		"/w/shop/loader.js":           {"shop", "/loader.js", "is"},
		"/w/shop/":                    {"shop", "/", "is"},
		"/w/shop/api/7.0/search.json": {"shop", "/api/7.0/search.json", "is"},
		"/w/shop/w/other/loader.js":   {"shop", "/w/other/loader.js", "is"},
		"/w/shop":                     {"", "", "is"},
		"/w/":                         {"", "", "is"},
		"/w/../api/7.0/search.json":   {"", "", "is"},
		"/w/Shop/loader.js":           {"", "", "is"},
		"/w":                          {"", "", ""},
		"/widget/loader.js":           {"", "", ""},
		"/api/7.0/search.json":        {"", "", ""},
	} {
		name, rest, is := named.Split(path)
		require.Equal(t, want[0], name, path)
		require.Equal(t, want[1], rest, path)
		require.Equal(t, want[2] == "is", is, path)
		if name != "" {
			require.Equal(t, path, named.At(name)+rest)
		}
	}
}

// word is an identifier, a keyword, or a text in quotes.
var word = regexp.MustCompile(`'[^']*'|\w+`)

func TestStatementsOfASiteAreAboutItsTablesAlone(t *testing.T) {
	for sql, want := range map[string]string{
		`SELECT kind FROM entry WHERE kind = 'entry' AND entry.state <> 'vote'`:                                                       `SELECT kind FROM site_a_b__entry WHERE kind = 'entry' AND site_a_b__entry.state <> 'vote'`,
		`CREATE INDEX IF NOT EXISTS vote_object ON vote (object)`:                                                                     `CREATE INDEX IF NOT EXISTS site_a_b__vote_object ON site_a_b__vote (object)`,
		`CREATE UNIQUE INDEX i ON made (entry)`:                                                                                       `CREATE UNIQUE INDEX site_a_b__i ON site_a_b__made (site_a_b__entry)`,
		`CREATE TRIGGER IF NOT EXISTS vote_gone AFTER DELETE ON vote BEGIN UPDATE tally SET total = 0 WHERE object = OLD.object; END`: `CREATE TRIGGER IF NOT EXISTS site_a_b__vote_gone AFTER DELETE ON site_a_b__vote BEGIN UPDATE site_a_b__tally SET total = 0 WHERE object = OLD.object; END`,
		`SELECT 1 FROM entry INDEXED BY entry_due WHERE id = ?`:                                                                       `SELECT 1 FROM site_a_b__entry INDEXED BY site_a_b__entry_due WHERE id = ?`,
		`DROP INDEX IF EXISTS i`:                                    `DROP INDEX IF EXISTS site_a_b__i`,
		`SELECT 'it''s vote' FROM key_vote`:                         `SELECT 'it''s vote' FROM site_a_b__key_vote`,
		`SELECT max(number) FROM migration`:                         `SELECT max(number) FROM site_a_b__migration`,
		`SELECT settings FROM site WHERE name = ?`:                  `SELECT settings FROM site WHERE name = ?`,
		`SELECT e.id FROM entry AS e JOIN file AS f ON f.id = e.id`: `SELECT e.id FROM site_a_b__entry AS e JOIN site_a_b__file AS f ON f.id = e.id`,
	} {
		require.Equal(t, want, named.SQL("a-b", sql))
		require.Equal(t, sql, named.SQL("", sql))
	}
	for number, m := range migration.All {
		for _, c := range m.Changes {
			own := named.SQL("shop", c.SQL)
			for _, table := range migration.Tables {
				for _, found := range word.FindAllString(own, -1) {
					require.NotEqual(t, table, found, "migration %d: %s", number+1, own)
				}
			}
		}
	}
}

// table is one that a migration makes.
var table = regexp.MustCompile(`^CREATE TABLE IF NOT EXISTS (\w+)`)

func TestEveryTableBelongsToASiteOrToAll(t *testing.T) {
	made := []string{"migration"}
	for _, m := range migration.All {
		for _, c := range m.Changes {
			if found := table.FindStringSubmatch(c.SQL); found != nil && found[1] != "site" {
				made = append(made, found[1])
			}
			for _, name := range migration.Tables {
				require.NotEqual(t, name, c.Column, "a column that is called as a table is renamed with it")
			}
		}
	}
	require.ElementsMatch(t, made, migration.Tables[:])
}

func TestRowsAreReadAsTheyAreWritten(t *testing.T) {
	for _, row := range []named.Row{
		{},
		{Upstream: "https://help.example.com", Key: named.Secret{Name: "SITE_SHOP_KEY"}},
		{
			Upstream: "https://help.example.com/a", Origins: "https://shop.example.com, https://www.example.com", Key: named.Secret{Sealed: []byte{0, 255, 7}},
			Identities: named.Secret{Name: "SITE_SHOP_IDENTITIES"}, Block: named.Secret{Sealed: []byte("x")}, Audience: "shop", Guests: "vote", Rates: "writes=1/60", Protect: "always",
			BlockLanguage: "ru", Widget: named.Widget{Launcher: "Есть \"идея\"?", Position: "start", Theme: "dark", Locale: "ru"},
		},
	} {
		read, err := named.ParseRow(row.Text())
		require.NoError(t, err)
		require.Equal(t, row, read)
	}
}

func TestEachThingThatARowSaysIsKeptAndChangedByItself(t *testing.T) {
	var all named.Row
	seen := map[string]bool{}
	for i, m := range all.Members() {
		require.False(t, seen[m.Name], m.Name)
		seen[m.Name] = true
		var row named.Row
		word := "ru"
		switch {
		case m.Words() != nil:
			word = m.Words()[0]
		case m.Secret != nil:
			word = "SITE_" + strings.ToUpper(m.Name)
		}
		*row.Members()[i].Text = word
		read, err := named.ParseRow(row.Text())
		require.NoError(t, err, m.Name)
		require.Equal(t, row, read, m.Name)
		for other, of := range all.Members() {
			if other != i {
				require.NotContains(t, row.Patch(m.Name), `"`+of.Name+`"`, m.Name)
			}
		}
		read, err = named.ParseRow(row.Patch(m.Name))
		require.NoError(t, err, m.Name)
		require.Equal(t, row, read, m.Name)
		require.Contains(t, all.Patch(m.Name), `"`+m.Name+`":null`, "as usual again")
		*all.Members()[i].Text = word
	}
	require.Len(t, seen, 16)
	read, err := named.ParseRow(all.Text())
	require.NoError(t, err)
	require.Equal(t, all, read)
}

func TestRowsThatNoSiteHas(t *testing.T) {
	for text, says := range map[string]string{
		`{`:                                    "damaged",
		`{"key": {"sealed": "%"}}`:             "the key that is sealed in the site is damaged",
		`{"key": {"name": "SEAL_KEYS"}}`:       "begins with SITE_",
		`{"key": {"name": "API_KEY"}}`:         "begins with SITE_",
		`{"block": {"name": "SITE_"}}`:         "begins with SITE_",
		`{"identities": {"name": "SITE_a b"}}`: "begins with SITE_",
		`{"widget": {"position": "left"}}`:     "the start or the end",
		`{"widget": {"theme": "blue"}}`:        "auto, light or dark",
		`{"widget": {"locale": "<b>"}}`:        "tag such as en",
		`{"widget": {"launcher": "a\nb"}}`:     "one line",
	} {
		_, err := named.ParseRow(text)
		require.ErrorContains(t, err, says, text)
	}
}

func TestTheScriptBeforeALoaderHoldsWhatIsSaidAsDataAlone(t *testing.T) {
	row := named.Row{Widget: named.Widget{Launcher: `"});alert(1);({"`, Theme: "dark"}}
	require.Contains(t, row.Before("shop"), `{"site":"shop","launcher":"\"});alert(1);({\"","theme":"dark"});`)
	require.NotContains(t, row.Before("shop"), "position")
}
