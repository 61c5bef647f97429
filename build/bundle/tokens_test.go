package bundle

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTokensThatNothingReadsAreTakenOut(t *testing.T) {
	for _, c := range []struct {
		name, sheet, script, kept string
	}{
		{"one that is read stays", "a{--ds-x:1px;margin:var(--ds-x)}", "", "a{--ds-x:1px;margin:var(--ds-x)}"},
		{"one that nothing reads goes", "a{--ds-x:1px;margin:0}", "", "a{margin:0}"},
		{"the last of a rule", "a{margin:0;--ds-x:1px}b{c:d}", "", "a{margin:0}b{c:d}"},
		{"the only one of a rule", "a{--ds-x:1px}b{c:d}", "", "a{}b{c:d}"},
		{"several in a row", "a{--ds-x:1px;--ds-y:2px;margin:0;--ds-z:3px}", "", "a{margin:0}"},
		{"with brackets, strings and semicolons within", `a{--ds-x:light-dark(oklch(1 0 0),f(";)"));margin:0}`, "", "a{margin:0}"},
		{"what only one that goes has read goes too", "a{--ds-x:1px;--ds-y:var(--ds-x);margin:0}", "", "a{margin:0}"},
		{"a longer name is another", "a{--ds-x:1px;--ds-x-2:2px;margin:var(--ds-x-2,0)}", "", "a{--ds-x-2:2px;margin:var(--ds-x-2,0)}"},
		{"a script that names it reads it", "a{--ds-x:1px}", `e.style.height="calc(var(--ds-x) * 2)"`, "a{--ds-x:1px}"},
		{"whatever is no token of ours stays", "a{--other:1px;--d:2px}", "", "a{--other:1px;--d:2px}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			sheet := filepath.Join(folder, "face.css")
			require.NoError(t, os.WriteFile(sheet, []byte(c.sheet), 0o644))
			require.NoError(t, os.WriteFile(filepath.Join(folder, "face.js"), []byte(c.script), 0o644))
			require.NoError(t, dropUnread(folder))
			kept, err := os.ReadFile(sheet)
			require.NoError(t, err)
			require.Equal(t, c.kept, string(kept))
		})
	}
}

func TestASheetReadsTheTokensOfAnother(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "one.css"), []byte("a{--ds-x:1px}"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "two.css"), []byte("b{margin:var(--ds-x)}"), 0o644))
	require.NoError(t, dropUnread(folder))
	kept, err := os.ReadFile(filepath.Join(folder, "one.css"))
	require.NoError(t, err)
	require.Equal(t, "a{--ds-x:1px}", string(kept))
}
