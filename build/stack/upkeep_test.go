package stack_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/stack"
)

// upkeep runs one of the words of upkeep.
func upkeep(t *testing.T, args ...string) (said string, err error) {
	t.Setenv("LC_ALL", "en")
	var out, errs bytes.Buffer
	err = stack.EdgeCommand(t.Context(), "", args, &out, &errs)
	return out.String(), err
}

const annasBrowser = "visitor-anna-0000001"

func TestAStoreIsBackedUpWhileItIsInUseAndItsCopyIsWhole(t *testing.T) {
	path, db := kept(t)
	require.NoError(t, os.MkdirAll(path+".files", 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(path+".files", "picture"), []byte("content"), 0o644))
	copied := filepath.Join(t.TempDir(), "copy.db")
	said, err := upkeep(t, "backup", "--db", path, "--to", copied)
	require.NoError(t, err)
	require.Contains(t, said, copied)
	other, err := sql.Open("sqlite", copied)
	require.NoError(t, err)
	defer other.Close()
	count := func(db *sql.DB, query string) (n int) {
		require.NoError(t, db.QueryRow(query).Scan(&n))
		return n
	}
	require.Positive(t, count(db, `SELECT count(*) FROM entry`))
	for _, table := range []string{"entry", "vote", "file", "migration"} {
		require.Equal(t, count(db, `SELECT count(*) FROM `+table), count(other, `SELECT count(*) FROM `+table), table)
	}
	content, err := os.ReadFile(filepath.Join(copied+".files", "picture"))
	require.NoError(t, err)
	require.Equal(t, "content", string(content))
	_, err = upkeep(t, "backup", "--db", path, "--to", copied)
	require.ErrorContains(t, err, "is there already")

	said, err = upkeep(t, "restored", "--db", copied)
	require.NoError(t, err)
	require.Contains(t, said, "looked for at the helpdesk before anything is sent again")
	require.Zero(t, count(other, `SELECT count(*) FROM entry WHERE kind <> 'vote' AND state IN ('waiting', 'sending')`))
}

func TestAPersonIsExportedAndErasedByHand(t *testing.T) {
	path, db := kept(t)
	said, err := upkeep(t, "export", annasBrowser, "--db", path)
	require.NoError(t, err)
	var all map[string][]map[string]any
	require.NoError(t, json.Unmarshal([]byte(said), &all))
	require.Len(t, all["entry"], 2)
	require.Contains(t, said, "At night.")
	_, err = db.Exec(`INSERT INTO person (visitor, state, name, email, user, secret, seen_at) VALUES (?, 'known', 'Anna', 'anna@example.com', 7, '', 0)`, annasBrowser)
	require.NoError(t, err)
	said, err = upkeep(t, "named", "--db", path, "Anna@example.com")
	require.NoError(t, err)
	require.Equal(t, annasBrowser, strings.TrimSpace(said))
	said, err = upkeep(t, "erase", "--db", path, annasBrowser)
	require.NoError(t, err)
	require.Contains(t, said, "knows nothing of them any more")
	said, err = upkeep(t, "named", "--db", path, "anna@example.com")
	require.NoError(t, err)
	require.Contains(t, said, "This store knows nothing of them.")
	var left int
	require.NoError(t, db.QueryRow(`SELECT count(*) FROM entry`).Scan(&left))
	require.Zero(t, left)
	said, err = upkeep(t, "erase", "--db", path, annasBrowser)
	require.NoError(t, err)
	require.Contains(t, said, "This store knows nothing of them.")
}

func TestOnD1TheSameIsDoneByStatementsThatArePrinted(t *testing.T) {
	for _, do := range []string{"export", "erase", "named", "restored"} {
		_, db := kept(t)
		args := []string{do, "--sql"}
		if do != "restored" {
			args = append(args, "o'"+annasBrowser)
		}
		said, err := upkeep(t, args...)
		require.NoError(t, err)
		require.NotContains(t, said, "?")
		statements := strings.Split(strings.TrimSpace(said), ";\n")
		require.NotEmpty(t, statements)
		for _, statement := range statements {
			_, err := db.Exec(statement)
			require.NoError(t, err, statement)
		}
	}
}

func TestUpkeepSaysWhatItTakes(t *testing.T) {
	path, _ := kept(t)
	for _, args := range [][]string{
		{"backup"}, {"backup", "--db", path}, {"backup", "--sql", "--to", "x"}, {"export", "--db", path}, {"erase", "--sql"}, {"erase", "a", "b", "--db", path},
		{"restored"}, {"restored", "--db", path, "--sql"}, {"restored", "--db", path, "somebody"}, {"export", "--db", path, "--to", "x", "a"},
	} {
		_, err := upkeep(t, args...)
		require.ErrorContains(t, err, "usage:", args)
	}
	_, err := upkeep(t, "export", "--db", filepath.Join(t.TempDir(), "none.db"), annasBrowser)
	require.ErrorContains(t, err, "--db")
}
