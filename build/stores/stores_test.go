package stores_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"deskside/build/bundle"
	"deskside/build/stores"
)

const repository = "../.."

// built is a folder as the build leaves it, with times and rights of its own.
func built(t *testing.T, at time.Time, mode os.FileMode) string {
	root := t.TempDir()
	for _, browser := range []string{"chrome", "firefox"} {
		for name, text := range map[string]string{"manifest.json": `{"version": "1.2.3", "name": "` + browser + `"}`, "panel.js": strings.Repeat("let a = 1;\n", 1000), "core/agent.wasm": "\x00asm" + browser} {
			path := filepath.Join(root, "dist/extension", browser, name)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(text), mode))
			require.NoError(t, os.Chtimes(path, at, at))
		}
	}
	return root
}

func TestTheSameFilesGiveTheSameBytes(t *testing.T) {
	one := built(t, time.Date(2001, 2, 3, 4, 5, 6, 0, time.Local), 0o600)
	other := built(t, time.Now(), 0o644)
	names, err := stores.Pack(t.Context(), one, filepath.Join(one, "out"))
	require.NoError(t, err)
	require.Equal(t, []string{"deskside-chrome-1.2.3.zip", "deskside-edge-1.2.3.zip", "deskside-firefox-1.2.3.zip"}, names)
	_, err = stores.Pack(t.Context(), other, filepath.Join(other, "out"))
	require.NoError(t, err)
	for _, name := range append(names, stores.Sums) {
		a, err := os.ReadFile(filepath.Join(one, "out", name))
		require.NoError(t, err)
		b, err := os.ReadFile(filepath.Join(other, "out", name))
		require.NoError(t, err)
		require.True(t, bytes.Equal(a, b), name)
	}
	packed, err := zip.OpenReader(filepath.Join(one, "out", names[0]))
	require.NoError(t, err)
	defer packed.Close()
	var files []string
	for _, f := range packed.File {
		files = append(files, f.Name)
		require.Equal(t, fs.FileMode(0o644), f.Mode(), f.Name)
		require.True(t, f.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)), f.Name)
	}
	require.Equal(t, []string{"core/agent.wasm", "manifest.json", "panel.js"}, files, "the manifest lies at the top, where stores look for it")
}

func TestTheSourcesGoAlongWithAClone(t *testing.T) {
	root := built(t, time.Now(), 0o644)
	require.NoError(t, os.WriteFile(filepath.Join(root, "a.txt"), []byte("a"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(root, "secret.txt"), []byte("s"), 0o644))
	for _, args := range [][]string{{"init", "-q"}, {"add", "a.txt"}} {
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = root
		require.NoError(t, cmd.Run())
	}
	names, err := stores.Pack(t.Context(), root, filepath.Join(root, "out"))
	require.NoError(t, err)
	require.Contains(t, names, "deskside-source-1.2.3.zip")
	packed, err := zip.OpenReader(filepath.Join(root, "out/deskside-source-1.2.3.zip"))
	require.NoError(t, err)
	defer packed.Close()
	require.Len(t, packed.File, 1, "what is not of the repository stays")
	require.Equal(t, "a.txt", packed.File[0].Name)
}

func TestWhatDiffersIsNamed(t *testing.T) {
	pack := func(files fstest.MapFS) *bytes.Reader {
		var out bytes.Buffer
		var names []string
		for name := range files {
			names = append(names, name)
		}
		require.NoError(t, stores.Zip(&out, files, names))
		return bytes.NewReader(out.Bytes())
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	one := pack(fstest.MapFS{"a": file("1"), "b": file("2"), "c": file("3")})
	other := pack(fstest.MapFS{"a": file("1"), "b": file("22"), "d": file("4"), "META-INF/mozilla.rsa": file("signed"), "_metadata/verified_contents.json": file("signed")})
	differ, err := stores.Compare(one, other, one.Size(), other.Size())
	require.NoError(t, err)
	require.Equal(t, []string{"b: 1 and 2 bytes", "c: only in the first", "d: only in the second"}, differ)
	differ, err = stores.Compare(one, one, one.Size(), one.Size())
	require.NoError(t, err)
	require.Empty(t, differ)
	_, err = stores.Compare(strings.NewReader("none"), one, 4, one.Size())
	require.Error(t, err)
}

// listing reads a text of a store's page.
func listing(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.Join(repository, "extension/listing", name))
	require.NoError(t, err)
	return string(text)
}

// section is what stands below a heading.
func section(t *testing.T, text, heading string) string {
	_, rest, found := strings.Cut(text, "\n## "+heading+"\n")
	require.True(t, found, heading)
	below, _, _ := strings.Cut(rest, "\n## ")
	return strings.TrimSpace(below)
}

var asked = regexp.MustCompile("(?m)^- `([^`]+)`: .{20,}$")

func TestEachPermissionHasItsReason(t *testing.T) {
	for _, browser := range bundle.Browsers {
		text, err := bundle.Manifest(repository, browser)
		require.NoError(t, err)
		var manifest struct {
			Permissions  []string `json:"permissions"`
			Optional     []string `json:"optional_permissions"`
			Hosts        []string `json:"host_permissions"`
			OptionalHost []string `json:"optional_host_permissions"`
		}
		require.NoError(t, json.Unmarshal(text, &manifest))
		require.Empty(t, manifest.Hosts, "no host is granted at installation")
		for _, name := range slices.Concat(manifest.Permissions, manifest.Optional, manifest.OptionalHost) {
			found := slices.ContainsFunc(asked.FindAllStringSubmatch(section(t, listing(t, "review.md"), "Permissions"), -1), func(m []string) bool { return m[1] == name })
			require.True(t, found, "%s has no reason in extension/listing/review.md", name)
		}
	}
}

func TestNoPermissionHasAReasonWithoutBeingAsked(t *testing.T) {
	all := map[string]bool{}
	for _, browser := range bundle.Browsers {
		text, err := bundle.Manifest(repository, browser)
		require.NoError(t, err)
		for _, m := range asked.FindAllStringSubmatch(section(t, listing(t, "review.md"), "Permissions"), -1) {
			if strings.Contains(string(text), `"`+m[1]+`"`) {
				all[m[1]] = true
			}
		}
	}
	for _, m := range asked.FindAllStringSubmatch(section(t, listing(t, "review.md"), "Permissions"), -1) {
		require.True(t, all[m[1]], "nobody asks for %s any more", m[1])
	}
}

func TestTextsFitTheStores(t *testing.T) {
	for _, name := range []string{"en.md", "ru.md"} {
		text := listing(t, name)
		title, summary, whole := section(t, text, "Title"), section(t, text, "Summary"), section(t, text, "Description")
		require.LessOrEqual(t, utf8.RuneCountInString(title), 45, "%s: the Chrome Web Store takes 75, Edge 45", name)
		require.LessOrEqual(t, utf8.RuneCountInString(summary), 132, "%s: the Chrome Web Store takes 132", name)
		require.GreaterOrEqual(t, utf8.RuneCountInString(whole), 250, "%s: Edge wants 250", name)
		require.LessOrEqual(t, utf8.RuneCountInString(whole), 10_000, "%s: Edge takes 10,000", name)
		require.NotContains(t, text, "!", name)
	}
}

func TestTheIDCanBePublished(t *testing.T) {
	text, err := bundle.Manifest(repository, "firefox")
	require.NoError(t, err)
	var manifest struct {
		Settings struct {
			Gecko struct {
				ID string `json:"id"`
			} `json:"gecko"`
		} `json:"browser_specific_settings"`
	}
	require.NoError(t, json.Unmarshal(text, &manifest))
	require.Regexp(t, `^\{[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}$`, manifest.Settings.Gecko.ID, "of nobody's domain, and for good")
}
