package edge_test

import (
	"database/sql"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/migration"
	"deskside/shared/edge"
)

var update = flag.Bool("update", false, "write the schemas of migrations that have none")

const (
	schemas = "../core/edge/migration/testdata"
	// unnumbered is the schema from before there were numbers.
	unnumbered = "0000"
)

// numberOf is the name of a migration's files.
func numberOf(number int) string { return fmt.Sprintf("%04d", number) }

// earlier are the names of all schemas that a store may have.
func earlier() (all []string) {
	all = []string{unnumbered}
	for i := range migration.All {
		all = append(all, numberOf(i+1))
	}
	return all
}

// statementsOf are those of a file, each with its end at the end of a line.
func statementsOf(t *testing.T, name string) (all []string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(schemas, name))
	require.NoError(t, err)
	for statement := range strings.SplitSeq(string(content), ";\n") {
		if statement != "" {
			all = append(all, statement)
		}
	}
	return all
}

// storeAt is a store as an edge of that schema left it, with something in it.
func storeAt(t *testing.T, schema string) *sql.DB {
	t.Helper()
	db := emptyStore(t)
	run(t, db, statementsOf(t, schema+".sql")...)
	number, err := strconv.Atoi(schema)
	require.NoError(t, err)
	for n := 1; n <= max(number, 1); n++ {
		rows := numberOf(n) + ".rows.sql"
		if _, err := os.Stat(filepath.Join(schemas, rows)); n == 1 || err == nil {
			run(t, db, statementsOf(t, rows)...)
		}
	}
	return db
}

func run(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		_, err := db.Exec(statement)
		require.NoError(t, err, statement)
	}
}

// texts are the rows of a query.
func texts(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	require.NoError(t, err, query)
	defer rows.Close()
	columns, err := rows.Columns()
	require.NoError(t, err)
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		require.NoError(t, rows.Scan(into...))
		all = append(all, fmt.Sprint(cells))
	}
	require.NoError(t, rows.Err())
	return all
}

// schemaOf are the statements that make a store's tables.
func schemaOf(t *testing.T, db *sql.DB) string {
	t.Helper()
	var b strings.Builder
	for _, made := range texts(t, db, `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type = 'trigger', type DESC, name`) {
		b.WriteString(strings.Trim(made, "[]") + ";\n")
	}
	for _, applied := range texts(t, db, `SELECT number || ', ' || breaks FROM migration ORDER BY number`) {
		b.WriteString("INSERT INTO migration (number, breaks, applied_at) VALUES (" + strings.Trim(applied, "[]") + ", 1790000000000);\n")
	}
	return b.String()
}

// apply runs the statements of one migration and notes it.
func apply(t *testing.T, db *sql.DB, list migration.List, number int) {
	t.Helper()
	run(t, db, list.SQL(number, nil)...)
	_, err := db.Exec(migration.Apply, number, list[number-1].Breaks, 0)
	require.NoError(t, err)
}

// newest is the schema that an edge of today works with.
func newest(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(schemas, numberOf(len(migration.All))+".sql"))
	require.NoError(t, err)
	return string(content)
}

func TestMigrationsLeadToTheirSchemas(t *testing.T) {
	db := emptyStore(t)
	run(t, db, migration.Begin)
	for i := range migration.All {
		apply(t, db, migration.All, i+1)
		made, path := schemaOf(t, db), filepath.Join(schemas, numberOf(i+1)+".sql")
		if _, err := os.Stat(path); os.IsNotExist(err) && *update {
			require.NoError(t, os.WriteFile(path, []byte(made), 0o644))
		}
		content, err := os.ReadFile(path)
		require.NoError(t, err, "-update writes it")
		require.Equal(t, string(content), made, "a migration that has landed is never changed")
	}
}

func TestAStoreOfAnyEarlierSchemaIsBroughtToTheNewest(t *testing.T) {
	for _, schema := range earlier() {
		t.Run(schema, func(t *testing.T) {
			db := storeAt(t, schema)
			held := map[string][]string{}
			for _, table := range texts(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('sqlite_sequence', 'migration')`) {
				table = strings.Trim(table, "[]")
				columns := strings.Trim(fmt.Sprint(texts(t, db, `SELECT group_concat(name, ', ') FROM pragma_table_info('`+table+`')`)), "[]")
				query := "SELECT " + columns + " FROM " + table
				held[query] = texts(t, db, query)
				require.NotEmpty(t, held[query], "%s: nothing shows that what it holds is kept", table)
			}
			require.NotEmpty(t, held)
			s := newSite(t, func(c *edge.Config) { c.Store = db })
			require.Equal(t, "refused", s.stands("/api/7.0/submissions/0123456789abcdef0123456789abcdef.json").State)
			require.Equal(t, newest(t), schemaOf(t, db))
			for query, rows := range held {
				require.Equal(t, rows, texts(t, db, query), query)
			}
			require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
			if s.lines = nil; schema == numberOf(len(migration.All)) {
				return
			}
			again := newSite(t, func(c *edge.Config) { c.Store = db })
			require.Equal(t, "refused", again.stands("/api/7.0/submissions/0123456789abcdef0123456789abcdef.json").State)
			require.Empty(t, again.lines, "there was nothing left to apply")
		})
	}
}

func TestTheLogTellsWhatWasApplied(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Store = storeAt(t, unnumbered) })
	require.Empty(t, s.lines, "nobody has needed the store yet")
	s.stands("/api/7.0/submissions/0123456789abcdef0123456789abcdef.json")
	require.Len(t, s.lines, len(migration.All))
	require.JSONEq(t, `{"level": "info", "says": "migration 1 of the store was applied"}`, s.lines[0])
}

// migrate brings a store to the newest schema by so many statements at most, and returns
// how many it took.
func migrate(t *testing.T, db *sql.DB, most int) (count int, over bool) {
	t.Helper()
	var args decide.MigrateArgs
	for {
		next := decide.Migrate(&args)
		if len(next.Statements) == 0 {
			return count, true
		}
		for i := range next.Statements {
			if count == most {
				return count, false
			}
			count++
			args.Looked = looked(t, db, &next.Statements[i])
		}
	}
}

// looked runs one statement as a host does.
func looked(t *testing.T, db *sql.DB, s *decide.Statement) *decide.Result {
	t.Helper()
	values := make([]any, len(s.Values))
	for i := range s.Values {
		values[i] = s.Values[i].Number
	}
	result := &decide.Result{}
	if !s.Reads() {
		_, err := db.Exec(s.SQL, values...)
		require.NoError(t, err, s.SQL)
		return result
	}
	rows, err := db.Query(s.SQL, values...)
	require.NoError(t, err, s.SQL)
	defer rows.Close()
	for rows.Next() {
		var number, breaks int64
		var place string
		require.NoError(t, rows.Scan(&number, &breaks, &place))
		result.Rows = append(result.Rows, []decide.Value{{Number: number}, {Number: breaks}, {IsText: true, Text: place}})
	}
	require.NoError(t, rows.Err())
	return result
}

func TestAMigrationThatWasStoppedAnywhereIsFinishedByTheNext(t *testing.T) {
	for _, schema := range earlier() {
		t.Run(schema, func(t *testing.T) {
			for most := 0; ; most++ {
				db := storeAt(t, schema)
				_, over := migrate(t, db, most)
				_, finished := migrate(t, db, 1000)
				require.True(t, finished)
				require.Equal(t, newest(t), schemaOf(t, db), "stopped after %d statements", most)
				if over {
					break
				}
			}
		})
	}
}

func TestProgramsThatComeToAStoreAtOnceDoNoHarm(t *testing.T) {
	for _, schema := range earlier() {
		db := storeAt(t, schema)
		var all sync.WaitGroup
		codes := make([]int, 8)
		for i := range codes {
			s := newSite(t, func(c *edge.Config) { c.Store = db })
			all.Go(func() { codes[i] = s.ask("GET", "/api/7.0/submissions/0123456789abcdef0123456789abcdef.json", "").Code })
		}
		all.Wait()
		for _, code := range codes {
			require.Equal(t, http.StatusOK, code, schema)
		}
		require.Equal(t, newest(t), schemaOf(t, db))
	}
}

func TestAStoreOfANewerEdge(t *testing.T) {
	submission := "/api/7.0/submissions/0123456789abcdef0123456789abcdef.json"
	add := func(t *testing.T, breaks bool) *sql.DB {
		db := storeAt(t, numberOf(len(migration.All)))
		run(t, db, `CREATE TABLE something (new TEXT)`)
		_, err := db.Exec(migration.Apply, 99, breaks, 0)
		require.NoError(t, err)
		return db
	}
	t.Run("is served where that only added to it, and the log says so", func(t *testing.T) {
		s := newSite(t, func(c *edge.Config) { c.Store = add(t, false) })
		require.Equal(t, "refused", s.stands(submission).State)
		require.Equal(t, "refused", s.stands(submission).State)
		require.Equal(t, []string{decide.Logged("warn", fmt.Sprintf("the store is at migration 99, of which this edge knows %d: what came later only added to it", len(migration.All)))}, s.lines)
	})
	t.Run("is left alone where this edge does not know what became of it", func(t *testing.T) {
		db := add(t, true)
		before := schemaOf(t, db)
		s := newSite(t, func(c *edge.Config) { c.Store = db })
		code, _, _ := failure(t, s.ask("GET", submission, ""))
		require.Equal(t, http.StatusServiceUnavailable, code)
		require.Contains(t, strings.Join(s.lines, "\n"), "the store is at migration 99, with which this edge cannot work: it takes a newer one")
		require.Equal(t, before, schemaOf(t, db))
	})
}

func TestAColumnIsAddedOnce(t *testing.T) {
	list := migration.List{
		migration.All[0],
		{Changes: []migration.Change{
			{Table: "vote", Column: "person", SQL: `TEXT NOT NULL DEFAULT ''`},
			{SQL: `CREATE INDEX IF NOT EXISTS vote_person ON vote (person)`},
		}},
	}
	db := storeAt(t, unnumbered)
	run(t, db, migration.Begin)
	rows := func() (all []migration.Row) {
		for _, v := range looked(t, db, &decide.Statement{SQL: list.Look("")}).Rows {
			all = append(all, migration.Row{Number: v[0].Number, Breaks: v[1].Number != 0, Column: v[2].Text})
		}
		return all
	}
	missing := rows()
	require.Contains(t, missing, migration.Row{Column: "vote.visitor"})
	require.Equal(t, []int{1, 2}, list.Missing(missing))
	apply(t, db, list, 1)
	run(t, db, list.SQL(2, rows())[0])
	require.Contains(t, rows(), migration.Row{Column: "vote.person"}, "it was stopped there")
	run(t, db, list.SQL(2, rows())...)
	require.Equal(t, []string{"[]", "[]"}, texts(t, db, `SELECT person FROM vote`))
	apply(t, db, migration.List{{}, {}}, 2)
	require.Equal(t, []migration.Row{{Number: 1}, {Number: 2}}, rows(), "where nothing is missing no column is read")
}
