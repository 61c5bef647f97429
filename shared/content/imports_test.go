package content_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The browser core links all of this: each import is a decision about its size.
func TestOnlySmallPackagesAreImported(t *testing.T) {
	layers := map[string][]string{
		".":               {"content/internal/ascii", "content/internal/buffer", "content/internal/idn"},
		"internal/idn":    {"content/internal/ascii", "content/internal/buffer"},
		"html":            {"content", "content/internal/ascii", "content/internal/buffer"},
		"bbcode":          {"content", "content/internal/ascii", "content/internal/buffer"},
		"text":            {"content", "content/internal/ascii", "content/internal/buffer"},
		"rich":            {"content", "content/internal/buffer"},
		"draw":            {"content", "content/internal/buffer"},
		"convert":         {"content", "content/html", "content/bbcode", "content/text", "content/markdown", "content/draw"},
		"markdown":        {"content", "content/internal/ascii", "content/internal/buffer"},
		"edit":            {"content", "content/bbcode", "content/draw", "content/html", "content/text", "content/internal/ascii", "content/internal/buffer", "slices"},
		"imageproxy":      {"content", "crypto/hmac", "crypto/sha256", "encoding/base64", "encoding/hex", "errors", "hash", "sync"}, // servers link it, browsers do not
		"internal/ascii":  {},
		"internal/buffer": {},
	}
	files := 0
	require.NoError(t, fs.WalkDir(os.DirFS("."), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if name := filepath.ToSlash(path); strings.HasPrefix(name, "contenttest/") || strings.HasPrefix(name, "kinds/") {
			return nil // tests and generators link them, the core does not
		}
		files++
		allowed, ok := layers[filepath.ToSlash(filepath.Dir(path))]
		require.True(t, ok, "a folder that is not in this test: %s", path)
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		require.NoError(t, err)
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			if name == "strings" || name == "unicode/utf8" {
				continue
			}
			require.Contains(t, allowed, strings.TrimPrefix(name, "deskside/shared/"), path)
		}
		return nil
	}))
	require.Greater(t, files, 20)
}
