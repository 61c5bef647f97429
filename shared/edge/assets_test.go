package edge_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

func fetch(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://example.com/", nil)
	r.URL.Path = path
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAssetsAreServedAsTheBrowserTakesThem(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	files := edge.Files(fstest.MapFS{
		"widget/frame.js":    {Data: []byte("plain"), ModTime: now},
		"widget/frame.js.br": {Data: []byte("brotli"), ModTime: now},
		"widget/frame.js.gz": {Data: []byte("gzip"), ModTime: now},
		"core/customer.wasm": {Data: []byte("new"), ModTime: now},
		"core/customer.wasm.br": {
			Data: []byte("old"), ModTime: now.Add(-time.Second),
		},
	})
	for name, test := range map[string]struct{ path, accept, encoding, body, mediaType string }{
		"plain":                          {"/widget/frame.js", "", "", "plain", "text/javascript; charset=utf-8"},
		"brotli before gzip":             {"/widget/frame.js", "gzip, deflate, br", "br", "brotli", "text/javascript; charset=utf-8"},
		"gzip alone":                     {"/widget/frame.js", "gzip;q=0.5", "gzip", "gzip", "text/javascript; charset=utf-8"},
		"brotli refused":                 {"/widget/frame.js", "br;q=0, gzip", "gzip", "gzip", "text/javascript; charset=utf-8"},
		"brotli refused in three digits": {"/widget/frame.js", "br; q=0.000", "", "plain", "text/javascript; charset=utf-8"},
		"an outdated compressed file":    {"/core/customer.wasm", "br", "", "new", "application/wasm"},
	} {
		t.Run(name, func(t *testing.T) {
			w := fetch(files, "GET", test.path, "Accept-Encoding", test.accept)
			require.Equal(t, 200, w.Code)
			require.Equal(t, test.encoding, w.Header().Get("Content-Encoding"))
			require.Equal(t, test.body, w.Body.String())
			require.Equal(t, test.mediaType, w.Header().Get("Content-Type"))
			require.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
		})
	}
}

func TestAnAssetThatDidNotChangeIsNotSentAgain(t *testing.T) {
	content := fstest.MapFS{"widget/frame.js": {Data: []byte("one"), ModTime: time.Unix(1, 0)}}
	files := edge.Files(content)
	first := fetch(files, "GET", "/widget/frame.js")
	tag := first.Header().Get("ETag")
	require.NotEmpty(t, tag)
	again := fetch(files, "GET", "/widget/frame.js", "If-None-Match", tag)
	require.Equal(t, http.StatusNotModified, again.Code)
	require.Empty(t, again.Body.String())

	content["widget/frame.js"] = &fstest.MapFile{Data: []byte("two"), ModTime: time.Unix(2, 0)}
	changed := fetch(files, "GET", "/widget/frame.js", "If-None-Match", tag)
	require.Equal(t, 200, changed.Code)
	require.Equal(t, "two", changed.Body.String())
	require.NotEqual(t, tag, changed.Header().Get("ETag"))

	head := fetch(files, "HEAD", "/widget/frame.js")
	require.Equal(t, 200, head.Code)
	require.Empty(t, head.Body.String())
	require.Equal(t, "3", head.Header().Get("Content-Length"))
}

func TestWhatNeverChangesIsKeptAndTheRestIsAskedFor(t *testing.T) {
	file := &fstest.MapFile{Data: []byte("1")}
	s := newSite(t, func(c *edge.Config) {
		c.Assets = edge.Files(fstest.MapFS{
			"widget/loader.js": file, "widget/frame.html": file, "widget/releases.json": file, "widget/r/0a1b/loader.js": file, "widget/r/0a1b/customer.wasm": file,
		})
	})
	for path, want := range map[string]struct{ kept, readBy string }{
		"/widget/loader.js":            {"public, max-age=300", "*"},
		"/widget/releases.json":        {"no-cache", "*"},
		"/widget/frame.html":           {"no-cache", ""},
		"/widget/r/0a1b/loader.js":     {"public, max-age=31536000, immutable", "*"},
		"/widget/r/0a1b/customer.wasm": {"public, max-age=31536000, immutable", "*"},
	} {
		w := s.ask("GET", path, "", "Origin", "https://anybody.example")
		require.Equal(t, 200, w.Code, path)
		require.Equal(t, want.kept, w.Header().Get("Cache-Control"), path)
		require.Equal(t, want.readBy, w.Header().Get("Access-Control-Allow-Origin"), path)
	}
	missing := s.ask("GET", "/widget/r/0a1b/gone.js", "")
	require.Equal(t, 404, missing.Code)
	require.Equal(t, "no-store", missing.Header().Get("Cache-Control"))
}

func TestNothingElseIsServed(t *testing.T) {
	files := edge.Files(fstest.MapFS{
		"widget/frame.js": {Data: []byte("1")}, "widget/frame.js.br": {Data: []byte("1")}, "widget/.env": {Data: []byte("1")},
		"widget/notes.txt": {Data: []byte("1")}, "widget/dir.js/x.js": {Data: []byte("1")},
	})
	for _, path := range []string{"/widget/", "/widget", "/widget/.env", "/widget/notes.txt", "/widget/frame.js.br", "/widget/missing.js",
		"/widget/../widget/frame.js", "/widget//frame.js", "/widget/dir.js", "//widget/frame.js", "/widget/\x00.js"} {
		w := fetch(files, "GET", path)
		require.Equal(t, 404, w.Code, path)
		failure(t, w)
	}
}
