package letters

import (
	"time"

	"deskside/shared/core/edge"
	"deskside/shared/core/edge/migration"
	"deskside/shared/core/edge/named"
)

// Sites lists the sites with a name: each with what is said of it, as named.ParseRow reads
// it, and when that was said, Unix milliseconds.
func Sites() edge.Statement {
	return edge.Statement{SQL: `SELECT name, settings, changed_at FROM site ORDER BY name LIMIT 1000`}
}

// SiteOf reads one, in the same way.
func SiteOf(name string) edge.Statement {
	return edge.NewStatement(`SELECT name, settings, changed_at FROM site WHERE name = ?`, name)
}

// AddSite adds one that is not there yet.
func AddSite(name, settings string, now time.Time) edge.Statement {
	return edge.NewStatement(`INSERT INTO site (name, settings, changed_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING`, name, settings, now.UnixMilli())
}

// ChangeSite changes some members of one that is there (RFC 7396): what is null is as usual again.
func ChangeSite(name, patch string, now time.Time) edge.Statement {
	return edge.NewStatement(`UPDATE site SET settings = json_patch(settings, ?), changed_at = ? WHERE name = ?`, patch, now.UnixMilli(), name)
}

// RemoveSite forgets one, and all that is kept of it.
func RemoveSite(name string) []edge.Statement {
	all := []edge.Statement{edge.NewStatement(`DELETE FROM site WHERE name = ?`, name)}
	for _, table := range migration.Tables {
		all = append(all, edge.Statement{SQL: `DROP TABLE IF EXISTS ` + named.Prefix(name) + table})
	}
	return all
}

// Kept counts the tables that a site has, of which there are none before its first request.
func Kept(name string) edge.Statement {
	return edge.NewStatement(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`, named.Prefix(name)+"entry")
}
