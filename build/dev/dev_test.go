package dev

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const repository = "../.."

// noCore compiles nothing: no core runs in these tests.
type noCore struct{}

func (noCore) Build(_ context.Context, _, output string, _ ...string) error {
	return os.WriteFile(output, []byte("\x00asm"), 0o644)
}
func (noCore) Recipe(string, ...string) string { return "" }
func (noCore) OwnTags() []string               { return nil }
func (noCore) String() string                  { return "none" }
func (noCore) Glue() string                    { return "" }

// running is a face of a copy of the repository.
type running struct {
	root, origin string
	// lines are what was printed; none waits for a reader.
	lines chan string
}

// begin runs a face until the test ends.
func begin(t *testing.T, face string) *running {
	t.Helper()
	modules, err := filepath.Abs(filepath.Join(repository, "node_modules"))
	require.NoError(t, err)
	if _, err := os.Stat(filepath.Join(modules, "preact")); err != nil {
		t.Skip("node_modules is not installed: npm ci installs it")
	}
	root, err := os.MkdirTemp("", "deskside-dev-")
	require.NoError(t, err)
	t.Cleanup(func() {
		// A bundle that was being written when all was stopped may still come.
		for tries := 0; os.RemoveAll(root) != nil && tries < 1000; tries++ {
			runtime.Gosched()
		}
	})
	r := &running{root: root}
	for _, folder := range []string{"shared", "wasm", "extension", "widget"} {
		require.NoError(t, os.CopyFS(filepath.Join(r.root, folder), os.DirFS(filepath.Join(repository, folder))))
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(repository, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(r.root, name), content, 0o644))
	}
	require.NoError(t, os.Symlink(modules, filepath.Join(r.root, "node_modules")))
	for _, name := range []string{"USERESPONSE_URL", "USERESPONSE_API_KEY", "USEDESK_URL", "USEDESK_API_TOKEN"} {
		t.Setenv(name, "")
	}
	t.Setenv("PORT", "0")

	// Nobody waits longer than this for a line or an event.
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	printed, out := io.Pipe()
	r.lines = make(chan string, 1000)
	go func() {
		defer close(r.lines)
		for lines := bufio.NewScanner(printed); lines.Scan(); {
			r.lines <- lines.Text()
		}
	}()
	ended := make(chan error, 1)
	go func() {
		err := Run(ctx, r.root, face, noCore{}, out)
		_ = out.CloseWithError(io.EOF)
		ended <- err
	}()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ended)
	})
	r.origin = r.told(t, `The `+face+` runs at (http://127\.0\.0\.1:\d+)/`)
	return r
}

// told waits for a line and returns what its group matches.
func (r *running) told(t *testing.T, pattern string) string {
	t.Helper()
	wanted := regexp.MustCompile(pattern)
	var seen []string
	for line := range r.lines {
		if found := wanted.FindStringSubmatch(line); found != nil {
			return found[len(found)-1]
		}
		seen = append(seen, line)
	}
	require.Fail(t, "the line was not printed", "%s\n%s", pattern, strings.Join(seen, "\n"))
	return ""
}

func (r *running) get(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	response, err := http.Get(r.origin + path)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}

// page is a page that has loaded the reload script and listens.
func (r *running) page(t *testing.T) *bufio.Scanner {
	t.Helper()
	_, script := r.get(t, "/dev/reload.js")
	address := regexp.MustCompile(`/dev/builds\?since=\$\{"(\w+)"\}|/dev/builds\?since=(\w+)`).FindStringSubmatch(script)
	require.NotNil(t, address, script)
	response, err := http.Get(r.origin + "/dev/builds?since=" + address[1] + address[2])
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	require.Equal(t, "text/event-stream", response.Header.Get("Content-Type"))
	return bufio.NewScanner(response.Body)
}

// change replaces text in a source, all at once: nobody reads half of it.
func (r *running) change(t *testing.T, name, old, changed string) {
	t.Helper()
	path := filepath.Join(r.root, name)
	source, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(source), old)
	whole := filepath.Join(r.root, "whole")
	require.NoError(t, os.WriteFile(whole, []byte(strings.Replace(string(source), old, changed, 1)), 0o644))
	require.NoError(t, os.Rename(whole, path))
}

func TestASavedSourceReloadsItsPageAndABrokenOneKeepsTheOld(t *testing.T) {
	for _, c := range []struct{ face, source, entry, page, script string }{
		{"panel", "extension/panel/panel.tsx", "extension/panel/panel.tsx", "/panel/panel.html", "/panel/panel.js"},
		{"widget", "widget/frame/frame.tsx", "widget/frame/frame.tsx", "/", "/widget/frame.js"},
	} {
		t.Run(c.face, func(t *testing.T) {
			r := begin(t, c.face)
			source, err := os.ReadFile(filepath.Join(r.root, c.source))
			require.NoError(t, err)
			first := string(source)[:strings.Index(string(source), "\n")]
			require.NotEmpty(t, first)
			response, html := r.get(t, c.page)
			require.Equal(t, "no-store", response.Header.Get("Cache-Control"))
			require.Contains(t, html, `<script src="/dev/reload.js">`)
			require.Equal(t, c.face == "panel", strings.Contains(html, `<script src="/dev/chrome.js">`))

			r.change(t, c.source, first, first+"\nconsole.info('changed once');")
			page := r.page(t)
			for changed := ""; !strings.Contains(changed, "changed once"); _, changed = r.get(t, c.script) {
				require.True(t, page.Scan(), "the page is told of each build until it has the change")
			}

			r.change(t, c.source, "changed once');", "changed twice'")
			r.told(t, `^`+regexp.QuoteMeta(c.entry)+` is not built`)
			r.told(t, `ERROR`)
			_, kept := r.get(t, c.script)
			require.Contains(t, kept, "changed once")
			require.NotContains(t, kept, "changed twice")

			r.change(t, c.source, "changed twice'", "changed twice');")
			for changed := ""; !strings.Contains(changed, "changed twice"); _, changed = r.get(t, c.script) {
				require.True(t, page.Scan())
			}
		})
	}
}

func TestThePanelHasThePolicyAndTheManifestOfAnExtension(t *testing.T) {
	r := begin(t, "panel")
	response, _ := r.get(t, "/panel/panel.html")
	require.Equal(t, "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'", response.Header.Get("Content-Security-Policy"))
	_, script := r.get(t, "/dev/chrome.js")
	require.Contains(t, script, `manifest_version: 3`)
	response, core := r.get(t, "/panel/core/agent.wasm")
	require.Equal(t, "application/wasm", response.Header.Get("Content-Type"))
	require.Equal(t, "\x00asm", core)
}

func TestEachPageOfThePanelIsWatchedAndHasItsIcons(t *testing.T) {
	r := begin(t, "panel")
	for _, name := range []string{"panel", "options"} {
		r.change(t, "extension/"+name+"/"+name+".html", "</title>", ", changed</title>")
		page := r.page(t)
		for html := ""; !strings.Contains(html, ", changed</title>"); _, html = r.get(t, "/panel/"+name+".html") {
			require.True(t, page.Scan(), name)
		}
	}
	welcome, err := os.ReadFile(filepath.Join(r.root, "extension/panel/accounts/welcome.tsx"))
	require.NoError(t, err)
	icons := regexp.MustCompile(`icons/\w+\.png`).FindAllString(string(welcome), -1)
	require.NotEmpty(t, icons)
	for _, icon := range icons {
		response, _ := r.get(t, "/panel/"+icon)
		require.Equal(t, http.StatusOK, response.StatusCode, icon)
		require.Equal(t, "image/png", response.Header.Get("Content-Type"))
	}
}

func TestThePageOfTheStrictestPolicyAndTheFrameGetNoScript(t *testing.T) {
	r := begin(t, "widget")
	for _, path := range []string{"/security", "/widget/frame.html"} {
		response, html := r.get(t, path)
		require.Equal(t, http.StatusOK, response.StatusCode)
		require.NotContains(t, html, "/dev/reload.js")
	}
}
