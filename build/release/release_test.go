package release

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// day is some first day of a release.
var day = time.Date(2026, time.November, 30, 0, 0, 0, 0, time.UTC)

// built is a dist with these files in the place of a small widget's.
func built(t *testing.T, changed map[string]string) string {
	files := map[string]string{
		"widget/loader.js":     `loader("host.js","host.js#integrity","words.js","words.js#integrity")`,
		"widget/host.js":       "host()",
		"widget/words.js":      "words()",
		"widget/frame.js":      "frame()",
		"widget/frame.css":     "a{}",
		"widget/outbox.js":     "outbox()",
		"core/customer.wasm":   "\x00asm",
		"core/writing.wasm":    "\x00asm of writing",
		"core/formatting.wasm": "\x00asm of formatting",
		"core/agent.wasm":      "of another face",
		"widget/try.js":        "try()",
		"widget/try.html":      `<script type="module" src="try.js"></script>`,
		"widget/frame.html":    `<meta name="core" content="/core/customer.wasm"><meta name="core-writing" content="/core/writing.wasm"><meta name="core-formatting" content="/core/formatting.wasm"><link rel="stylesheet" href="frame.css"><script type="module" src="frame.js"></script>`,
	}
	maps.Copy(files, changed)
	dist := t.TempDir()
	for name, content := range files {
		require.NoError(t, place(filepath.Join(dist, name), []byte(content)))
	}
	return dist
}

// laid is what lies in a folder, by path.
func laid(t *testing.T, folder string) map[string]string {
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		below, _ := filepath.Rel(folder, name)
		files[filepath.ToSlash(below)] = string(content)
		return err
	}))
	return files
}

func list(t *testing.T, folder string) List {
	b, err := os.ReadFile(filepath.Join(folder, listName))
	require.NoError(t, err)
	l, err := readList(b)
	require.NoError(t, err)
	return l
}

func TestWhatIsPublishedOfTheWidget(t *testing.T) {
	out := t.TempDir()
	require.NoError(t, Lay(built(t, nil), out, day))
	files := laid(t, out)
	release := list(t, out).Releases[0]
	require.Equal(t, "2026-11-30", release.Day)
	require.Equal(t, files["widget/loader.js"], files[strings.TrimPrefix(release.Loader.Path, "/")])
	require.Len(t, release.Files, 10)
	found := regexp.MustCompile(`^loader\("/(.*)","(.*)","/(.*)","(.*)"\)$`).FindStringSubmatch(files["widget/loader.js"])
	require.Len(t, found, 5, "the loader knows addresses and hashes of its host and its words")
	for i, content := range []string{"host()", "words()"} {
		require.Equal(t, content, files[found[1+2*i]])
		require.Equal(t, integrity([]byte(content)), found[2+2*i])
	}
	for _, f := range release.Files {
		require.Regexp(t, `^/widget/r/[0-9a-f]{16}/[a-z]+\.(js|css|wasm)$`, f.Path)
		require.Equal(t, f.Integrity, integrity([]byte(files[f.Path[1:]])), f.Path)
	}
	require.Len(t, files, 4+len(release.Files), "and nothing of other faces")

	page := files["widget/frame.html"]
	for _, found := range regexp.MustCompile(`(?:src|href|content)="/([^"]+)"(?: integrity="([^"]+)")?`).FindAllStringSubmatch(page, -1) {
		require.Contains(t, files, found[1])
		if !strings.HasSuffix(found[1], ".wasm") {
			require.Equal(t, integrity([]byte(files[found[1]])), found[2])
		}
	}
	require.NotContains(t, page, `"frame.js"`)
	require.NotContains(t, page, `"/core/`)
}

func TestAddressesChangeWithWhatIsThere(t *testing.T) {
	folders := func(changed map[string]string) (loader, frame, core, writing, formatting string) {
		out := t.TempDir()
		require.NoError(t, Lay(built(t, changed), out, day))
		r := list(t, out).Releases[0]
		return r.Loader.Path, r.Files[3].Path, r.Files[len(r.Files)-3].Path, r.Files[len(r.Files)-2].Path, r.Files[len(r.Files)-1].Path
	}
	loader, frame, core, writing, formatting := folders(nil)
	for changed, want := range map[string][5]bool{
		"widget/loader.js":     {true, false, false, false, false},
		"widget/host.js":       {true, false, false, false, false},
		"widget/words.js":      {true, false, false, false, false},
		"widget/outbox.js":     {false, true, false, false, false},
		"core/customer.wasm":   {false, false, true, false, false},
		"core/writing.wasm":    {false, false, false, true, false},
		"core/formatting.wasm": {false, false, false, false, true},
		"core/agent.wasm":      {false, false, false, false, false},
	} {
		l, f, c, w, m := folders(map[string]string{changed: `another("host.js","host.js#integrity","words.js","words.js#integrity")`})
		require.Equal(t, want, [5]bool{l != loader, f != frame, c != core, w != writing, m != formatting}, changed)
	}
	_, renamed, _, _, _ := folders(map[string]string{"widget/further.js": ""})
	require.NotEqual(t, frame, renamed)
}

func TestAPageThatLoadsWhatIsNotThereIsNotPublished(t *testing.T) {
	for name, page := range map[string]string{
		"loads gone.js, which was not built":       `<meta content="/core/customer.wasm"><meta content="/core/writing.wasm"><meta content="/core/formatting.wasm"><script src="gone.js">`,
		"does not say where core/customer.wasm is": `<meta content="/core/writing.wasm"><meta content="/core/formatting.wasm"><script src="frame.js">`,
		"does not say where core/writing.wasm is":  `<meta content="/core/customer.wasm"><meta content="/core/formatting.wasm"><script src="frame.js">`,
	} {
		require.ErrorContains(t, Lay(built(t, map[string]string{"widget/frame.html": page}), t.TempDir(), day), name)
	}
	for name, loader := range map[string]string{
		`the loader does not say "host.js" once`:           `loader("host.js#integrity","words.js","words.js#integrity")`,
		`the loader does not say "host.js#integrity" once`: `loader("host.js","host.js#integrity","host.js#integrity","words.js","words.js#integrity")`,
	} {
		require.ErrorContains(t, Lay(built(t, map[string]string{"widget/loader.js": loader}), t.TempDir(), day), name)
	}
	dist := built(t, nil)
	require.NoError(t, os.Remove(filepath.Join(dist, "core/customer.wasm")))
	require.ErrorContains(t, Lay(dist, t.TempDir(), day), "customer.wasm")
}

// serving publishes a folder and counts what is asked for.
func serving(t *testing.T, folder string) (address string, asked *int) {
	asked = new(int)
	files := http.FileServer(http.Dir(folder))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked++
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, asked
}

func TestEarlierReleasesAreCarriedForward(t *testing.T) {
	for _, way := range []string{"from an edge", "from a folder"} {
		t.Run(way, func(t *testing.T) {
			first := t.TempDir()
			require.NoError(t, Lay(built(t, nil), first, day))
			from := first
			if way == "from an edge" {
				from, _ = serving(t, first)
			}
			out := t.TempDir()
			earlier, err := Carry(t.Context(), from, out, http.DefaultClient)
			require.NoError(t, err)
			require.NoError(t, Lay(built(t, map[string]string{"widget/frame.js": "newer()", "widget/loader.js": `newer("host.js","host.js#integrity","words.js","words.js#integrity")`}), out, day.AddDate(0, 1, 0), earlier...))
			releases := list(t, out).Releases
			require.Len(t, releases, 2)
			require.Equal(t, "2026-12-30", releases[0].Day)
			require.Equal(t, list(t, first).Releases[0], releases[1])
			files, before := laid(t, out), laid(t, first)
			for name, content := range before {
				if strings.HasPrefix(name, "widget/r/") {
					require.Equal(t, content, files[name], name)
				}
			}
			require.Contains(t, files["widget/loader.js"], "newer(")
			require.NotEqual(t, before["widget/frame.html"], files["widget/frame.html"])
		})
	}
}

func TestWhatIsThereIsNotReadAgain(t *testing.T) {
	first, out := t.TempDir(), t.TempDir()
	require.NoError(t, Lay(built(t, nil), first, day))
	address, asked := serving(t, first)
	for range 2 {
		_, err := Carry(t.Context(), address, out, http.DefaultClient)
		require.NoError(t, err)
	}
	require.Equal(t, 2+10, *asked)
}

func TestTheSameReleaseOnceMoreIsOne(t *testing.T) {
	out := t.TempDir()
	require.NoError(t, Lay(built(t, nil), out, day))
	earlier, err := Carry(t.Context(), out, out, nil)
	require.NoError(t, err)
	require.NoError(t, Lay(built(t, nil), out, day.AddDate(0, 2, 0), earlier...))
	require.Len(t, list(t, out).Releases, 1)
	require.Equal(t, "2026-11-30", list(t, out).Releases[0].Day)
}

func TestAReleaseStaysForMoreThanAYearAfterItWasReplaced(t *testing.T) {
	release := func(day, path string) Release { return Release{Day: day, Files: []File{{Path: path}}} }
	days := func(today string, earlier ...Release) (kept []string) {
		now, err := time.Parse(time.DateOnly, today)
		require.NoError(t, err)
		for _, r := range after(release("", "new"), now, earlier) {
			kept = append(kept, r.Day)
		}
		return kept
	}
	a, b := release("2020-01-01", "a"), release("2024-01-01", "b")
	require.Equal(t, []string{"2024-02-01", "2024-01-01", "2020-01-01"}, days("2024-02-01", b, a))
	require.Equal(t, []string{"2025-02-03", "2024-01-01", "2020-01-01"}, days("2025-02-03", b, a), "replaced 399 days ago")
	require.Equal(t, []string{"2025-02-05", "2024-01-01"}, days("2025-02-05", b, a), "replaced 401 days ago")
	require.Equal(t, []string{"2024-01-01", "2020-01-01"}, days("2024-03-01", release("2024-01-01", "new"), a))
}

func TestWhatWasPublishedIsNotBelieved(t *testing.T) {
	good := func(t *testing.T) string {
		out := t.TempDir()
		require.NoError(t, Lay(built(t, nil), out, day))
		return out
	}
	rewritten := func(change func(*Release)) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			l := list(t, folder)
			change(&l.Releases[0])
			b, err := json.Marshal(l)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(folder, listName), b, 0o644))
		}
	}
	for says, spoil := range map[string]func(*testing.T, string){
		"its hash is another": func(t *testing.T, folder string) {
			require.NoError(t, os.WriteFile(filepath.Join(folder, list(t, folder).Releases[0].Files[1].Path), []byte("evil()"), 0o644))
		},
		"could not be read": func(t *testing.T, folder string) {
			require.NoError(t, os.Remove(filepath.Join(folder, list(t, folder).Releases[0].Files[1].Path)))
		},
		"no path of a file": rewritten(func(r *Release) { r.Files[0].Path = "/widget/r/../../../evil.js" }),
		"no path of":        rewritten(func(r *Release) { r.Files[0].Path = "/widget/loader.js" }),
		"no path":           rewritten(func(r *Release) { r.Loader.Path = "//evil.example/loader.js" }),
		"no day such as":    rewritten(func(r *Release) { r.Day = "yesterday" }),
		"releases.json": func(t *testing.T, folder string) {
			require.NoError(t, os.WriteFile(filepath.Join(folder, listName), []byte("<!doctype html>"), 0o644))
		},
	} {
		t.Run(says, func(t *testing.T) {
			folder, out := good(t), t.TempDir()
			spoil(t, folder)
			address, _ := serving(t, folder)
			_, err := Carry(t.Context(), address, out, http.DefaultClient)
			require.ErrorContains(t, err, says)
			for _, content := range laid(t, out) {
				require.NotEqual(t, "evil()", content)
			}
		})
	}
}

func TestWhereNothingWasPublished(t *testing.T) {
	address, _ := serving(t, t.TempDir())
	for _, from := range []string{address, t.TempDir()} {
		earlier, err := Carry(t.Context(), from, t.TempDir(), http.DefaultClient)
		require.NoError(t, err)
		require.Empty(t, earlier)
	}
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }))
	defer down.Close()
	_, err := Carry(t.Context(), down.URL, t.TempDir(), http.DefaultClient)
	require.ErrorContains(t, err, "503")
	_, err = Carry(t.Context(), "ftp://files.example", t.TempDir(), http.DefaultClient)
	require.ErrorContains(t, err, "neither the address of an edge")
}

func TestCompressedFormsLieBesideWhatTheyAreOf(t *testing.T) {
	out := t.TempDir()
	require.NoError(t, Lay(built(t, map[string]string{"widget/frame.js": strings.Repeat("frame();", 1000)}), out, day))
	require.NoError(t, Compress(t.Context(), out))
	plain, all := 0, laid(t, out)
	for name, content := range all {
		for _, extension := range extensions {
			if of, ok := strings.CutSuffix(name, extension); ok {
				require.Less(t, len(content), len(all[of]), name)
				plain++
			}
		}
	}
	require.GreaterOrEqual(t, plain, 2)
	small := list(t, out).Releases[0].Files[0].Path
	for name := range all {
		if strings.HasSuffix(name, "/frame.js") {
			require.Contains(t, all, name+".br")
			require.Contains(t, all, name+".gz")
		}
	}
	require.NotContains(t, all, strings.TrimPrefix(small, "/")+".br", "what would be larger is not compressed")

	// The next release takes away what was made of the one before.
	require.NoError(t, Lay(built(t, nil), out, day))
	for name := range laid(t, out) {
		require.False(t, strings.HasSuffix(name, "frame.js.br"), name)
	}
	copied := t.TempDir()
	require.NoError(t, Compress(t.Context(), out))
	require.NoError(t, Copy(out, copied))
	for name := range laid(t, copied) {
		require.NotContains(t, extensions, filepath.Ext(name))
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	require.ErrorIs(t, Compress(stopped, out), context.Canceled)
}
