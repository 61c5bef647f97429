package codecs

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	asking = "package a\n\n" + Command + "-o a_gen.go\n" + Command + "-file b.go -unexported -o b_gen.go\n\ntype A struct {\n\tName string `msg:\"name\"`\n}\n"
	// In the middle of a line, or behind a mark, go generate takes no directive.
	other = "package a\n\n//\t" + Command + "-o nothing_gen.go\n\ntype b struct {\n\tCount int `msg:\"count\"`\n}\n"
)

func folder(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

func TestEveryDirectiveIsFollowed(t *testing.T) {
	dir := folder(t, map[string]string{"deep/a.go": asking, "deep/b.go": other})
	stale, err := WriteAll(dir)
	require.NoError(t, err)
	first, second := filepath.Join(dir, "deep", "a_gen.go"), filepath.Join(dir, "deep", "b_gen.go")
	require.Equal(t, []string{first, second}, stale)
	for path, method := range map[string]string{first: "func (z *A) UnmarshalMsg(", second: "func (z *b) UnmarshalMsg("} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Contains(t, string(text), method)
		require.NotContains(t, string(text), "WrapError")
	}
	require.NoFileExists(t, filepath.Join(dir, "deep", "nothing_gen.go"))
}

func TestOnlyWhatIsStaleIsWritten(t *testing.T) {
	dir := folder(t, map[string]string{"a.go": asking, "b.go": other})
	_, err := WriteAll(dir)
	require.NoError(t, err)
	first, second := filepath.Join(dir, "a_gen.go"), filepath.Join(dir, "b_gen.go")
	right, err := os.ReadFile(second)
	require.NoError(t, err)
	past := time.Unix(1_700_000_000, 0)
	require.NoError(t, os.Chtimes(first, past, past))
	require.NoError(t, os.WriteFile(second, append(right, "// more\n"...), 0o644))

	stale, err := WriteAll(dir)
	require.NoError(t, err)
	require.Equal(t, []string{second}, stale)
	again, err := os.ReadFile(second)
	require.NoError(t, err)
	require.Equal(t, string(right), string(again))
	kept, err := os.Stat(first)
	require.NoError(t, err)
	require.Equal(t, past, kept.ModTime())

	// A further member makes the codec of its type stale.
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.go"), []byte(asking[:len(asking)-2]+"\tMore string `msg:\"more\"`\n}\n"), 0o644))
	stale, err = WriteAll(dir)
	require.NoError(t, err)
	require.Equal(t, []string{first}, stale)
}

func TestADirectiveThatCannotBeFollowedFails(t *testing.T) {
	for name, text := range map[string]string{
		"no output":           "package a\n" + Command + "-unexported\ntype A struct{}\n",
		"an unknown flag":     "package a\n" + Command + "-o a_gen.go -more\ntype A struct{}\n",
		"more than flags":     "package a\n" + Command + "-o a_gen.go b.go\ntype A struct{}\n",
		"a file that is away": "package a\n" + Command + "-file b.go -o a_gen.go\ntype A struct{}\n",
		"no types":            "package a\n" + Command + "-o a_gen.go\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, map[string]string{"a.go": text})
			_, err := WriteAll(dir)
			require.Error(t, err)
			require.NoFileExists(t, filepath.Join(dir, "a_gen.go"))
		})
	}
}
