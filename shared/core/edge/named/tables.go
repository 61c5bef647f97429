package named

import (
	"slices"
	"strings"

	"deskside/shared/core/edge/migration"
)

// Prefix is what the names of a site's tables and indexes begin with.
func Prefix(name string) string {
	if name == "" {
		return ""
	}
	return "site_" + strings.ReplaceAll(name, "-", "_") + "__"
}

// SQL is a statement of an edge as it is for a site: about its tables, and no others.
// Whatever has the name of a table is renamed, also a column; texts are not. That without
// a name has the tables as they are.
func SQL(name, sql string) string {
	if name == "" {
		return sql
	}
	prefix := Prefix(name)
	b := make([]byte, 0, len(sql)+8*len(prefix))
	index := false
	for i := 0; i < len(sql); {
		switch c := sql[i]; {
		case c == '\'':
			end := i + 1
			for end < len(sql) && sql[end] != '\'' {
				end++
			}
			end = min(end+1, len(sql))
			b, i = append(b, sql[i:end]...), end
		case letter(c):
			end := i + 1
			for end < len(sql) && (letter(sql[end]) || sql[end] >= '0' && sql[end] <= '9') {
				end++
			}
			word := sql[i:end]
			switch {
			case word == "INDEX" || word == "INDEXED" || word == "TRIGGER":
				index = true
			case index && word != "IF" && word != "NOT" && word != "EXISTS" && word != "BY":
				// The name of an index or a trigger, which all tables share.
				index = false
				b = append(b, prefix...)
			case slices.Contains(migration.Tables[:], word):
				b = append(b, prefix...)
			}
			b, i = append(b, word...), end
		default:
			b, i = append(b, c), i+1
		}
	}
	return string(b)
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }
