// Package migration is how the store of an edge came to have the tables that it has:
// numbered migrations, which lead forward only. It must not know who runs them, nor
// where the store is.
//
// Whichever host comes first to a store applies what is missing there, and notes each
// in the table migration. Two at once do no harm, nor does one that is stopped halfway,
// with a transaction around it or without: D1 has none for a driver of Go.
//
// To add one:
//
//  1. A file of its own with its changes, such as 0002_person.go, and a line at the end
//     of All. One that has landed is never changed: what is wrong in it, a later one mends.
//  2. Each change is SQL that SQLite and D1 both understand, and may be run again after
//     it was: CREATE … IF NOT EXISTS, INSERT OR IGNORE, an UPDATE that finds nothing the
//     second time. A column, which SQLite cannot add twice, is told by Table and Column.
//     A new table has all its columns; one for a table that is there has a DEFAULT.
//  3. go test ./shared/edge -run Migration -update writes testdata/NNNN.sql, the schema
//     that it leads to, from which upgrades are tested from then on, natively and in
//     workerd. Put rows into it for tables that are new. Those before do not change.
//  4. What only adds is understood by programs that do not know it, such as the one
//     before during a deployment or after a rollback. They serve such a store, and their
//     log says so. One that takes something away Breaks: it comes a release after the
//     programs have stopped using that, and whoever does not know it leaves the store alone.
package migration

import "strconv"

// All are the migrations in their order. The first has number 1.
var All = List{
	&tables,
	&rates,
	&persons,
	&alerted,
	&sites,
	&tallies,
	&delivered,
	&adoption,
	&interests,
	&changes,
}

// Tables are the tables that each site of a store has of its own. The table of the sites is
// that of all.
var Tables = [...]string{
	"migration", "vote", "key_vote", "entry", "made", "file", "piece", "similar_turn", "similar_page", "similar_file",
	"rate", "tally", "person", "token_used", "own_vote", "own_change", "alert", "interest", "standing",
}

// List are migrations in their order, from number 1 on.
type List []*Migration

// Migration leads a store from one number to the next.
type Migration struct {
	Changes []Change
	// Breaks says that programs which do not know this migration cannot work with the
	// store any more.
	Breaks bool
}

// Change is a statement or a column. It may be made again.
type Change struct {
	// SQL is a statement; of a column, its type and what else is said of it.
	SQL string
	// Table gets Column, where these are set.
	Table, Column string
}

// Begin makes the table of what was applied.
const Begin = `CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, breaks INTEGER NOT NULL, applied_at INTEGER NOT NULL)`

// Apply notes that a migration was applied. Its values are Number, Breaks as 0 or 1,
// and when that was, Unix milliseconds.
const Apply = `INSERT OR IGNORE INTO migration (number, breaks, applied_at) VALUES (?, ?, ?)`

// Row is one row of what Look reads: a migration that was applied, or a column that
// is there, as TABLE.COLUMN.
type Row struct {
	Number int64
	Breaks bool
	Column string
}

// Look is SQL that reads what is applied, as number, breaks and a text, which is empty.
// Where something is missing, the columns are read, too, of the tables that some are added to.
// prefix is what the names of the tables begin with.
func (l List) Look(prefix string) string {
	sql, before := `SELECT number, breaks, '' AS place FROM migration`, ""
	for _, m := range l {
		for i := range m.Changes {
			if c := &m.Changes[i]; c.Column != "" {
				if before == "" {
					n := strconv.Itoa(len(l))
					sql += ` UNION ALL SELECT 0, 0, substr(t.name, ` + strconv.Itoa(len(prefix)+1) + `) || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
						WHERE t.type = 'table' AND (SELECT count(*) FROM migration WHERE number <= ` + n + `) < ` + n + ` AND t.name IN (`
				}
				sql += before + `'` + prefix + c.Table + `'`
				before = ", "
			}
		}
	}
	if before != "" {
		sql += `)`
	}
	return sql
}

// Missing are the numbers of the migrations that are not among those applied.
func (l List) Missing(rows []Row) (numbers []int) {
	for i := range l {
		if number := i + 1; !has(rows, Row{Number: int64(number)}) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// SQL are the statements of a migration, without the columns that are there.
func (l List) SQL(number int, rows []Row) (all []string) {
	for _, c := range l[number-1].Changes {
		switch {
		case c.Column == "":
			all = append(all, c.SQL)
		case !has(rows, Row{Column: c.Table + "." + c.Column}):
			all = append(all, `ALTER TABLE `+c.Table+` ADD COLUMN `+c.Column+` `+c.SQL)
		}
	}
	return all
}

// Newest is the highest number that was applied. breaks says that a migration was which
// is not in the list and which programs must know.
func (l List) Newest(rows []Row) (number int64, breaks bool) {
	for _, r := range rows {
		number = max(number, r.Number)
		breaks = breaks || r.Breaks && r.Number > int64(len(l))
	}
	return number, breaks
}

// has finds a row of the same migration or column.
func has(rows []Row, wanted Row) bool {
	for _, r := range rows {
		if r.Number == wanted.Number && r.Column == wanted.Column {
			return true
		}
	}
	return false
}
