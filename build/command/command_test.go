package command_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/command"
)

func TestFlagsMayStandAnywhere(t *testing.T) {
	for says, args := range map[string][]string{
		"before": {"--db", "x", "set", "shop"}, "between": {"set", "--db", "x", "shop"}, "after": {"set", "shop", "--db=x"},
	} {
		flags := command.Flags("site", "usage: site\n", false, &bytes.Buffer{})
		db := flags.String("db", "", "the file")
		rest, err := command.Parse(flags, args)
		require.NoError(t, err, says)
		require.Equal(t, []string{"set", "shop"}, rest, says)
		require.Equal(t, "x", *db, says)
	}
}

func TestWhoeverAsksIsToldHowACommandIsUsed(t *testing.T) {
	for _, goesOn := range []bool{false, true} {
		var out bytes.Buffer
		flags := command.Flags("site", "usage: site\n", goesOn, &out)
		flags.String("db", "", "the file")
		_, err := command.Parse(flags, []string{"list", "--help"})
		require.ErrorIs(t, err, flag.ErrHelp)
		require.Contains(t, out.String(), "usage: site")
		require.Equal(t, goesOn, bytes.Contains(out.Bytes(), []byte("the file")))
	}
}

func TestAStoreThatIsNotThereIsNotMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "what? 100% edge.db")
	_, err := command.OpenKept(path)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.NoFileExists(t, path)
	db, err := command.OpenStore(path)
	require.NoError(t, err)
	defer db.Close()
	_, err = db.ExecContext(t.Context(), `CREATE TABLE kept (it TEXT)`)
	require.NoError(t, err)
	require.FileExists(t, path)
	again, err := command.OpenKept(path)
	require.NoError(t, err)
	defer again.Close()
	_, err = again.ExecContext(t.Context(), `INSERT INTO kept VALUES ('x')`)
	require.NoError(t, err)
}

func TestACommandSpeaksTheLanguageOfWhoeverTypes(t *testing.T) {
	say := func(all map[string]string) string {
		return command.Printer(func(name string) string { return all[name] }).Language()
	}
	require.Equal(t, "ru", say(map[string]string{"LANG": "ru_RU.UTF-8"}))
	require.Equal(t, "en", say(map[string]string{"LANG": "ru_RU.UTF-8", "LC_ALL": "en"}))
	require.Equal(t, "en", say(nil))
}
