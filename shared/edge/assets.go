package edge

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"deskside/shared/api"
	decide "deskside/shared/core/edge"
)

// serveFile lets the assets answer, with the headers that the widget's files need.
func (e *Edge) serveFile(w http.ResponseWriter, r *http.Request, headers []api.Header) {
	for _, line := range headers {
		w.Header().Set(line.Name, line.Value)
	}
	e.config.Assets.ServeHTTP(w, r)
}

// mediaTypes are the files that are served at all.
var mediaTypes = [...]struct{ extension, mediaType string }{
	{".js", "text/javascript; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".html", "text/html; charset=utf-8"},
	{".wasm", "application/wasm"},
	{".map", "application/json; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".json", "application/json; charset=utf-8"},
}

// Files serves the files of a folder: the asset /widget/loader.js is the file
// widget/loader.js. A file beside it with .br or .gz at the end of its name is
// the same asset compressed; an older one than the asset is passed over.
func Files(files fs.FS) http.Handler {
	return &assets{files: files, tags: map[version]string{}}
}

type assets struct {
	files fs.FS

	mu   sync.Mutex
	tags map[version]string
}

// version is one content of a file.
type version struct {
	name    string
	changed time.Time
	size    int64
}

// tagsKept bounds the memory that versions take while somebody builds again and again.
const tagsKept = 1000

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	mediaType := ""
	for _, known := range mediaTypes {
		if path.Ext(name) == known.extension {
			mediaType = known.mediaType
		}
	}
	plain, err := fs.Stat(a.files, name)
	if mediaType == "" || err != nil || !plain.Mode().IsRegular() {
		give(w, decide.NotFound(requestOf(r)))
		return
	}
	h := w.Header()
	h.Set("Vary", "Accept-Encoding")
	served, info := name, plain
	for _, c := range [...]struct{ encoding, extension string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(r.Header.Values("Accept-Encoding"), c.encoding) {
			continue
		}
		if compressed, err := fs.Stat(a.files, name+c.extension); err == nil && compressed.Mode().IsRegular() && !compressed.ModTime().Before(plain.ModTime()) {
			served, info = name+c.extension, compressed
			h.Set("Content-Encoding", c.encoding)
			break
		}
	}
	content, err := fs.ReadFile(a.files, served)
	if err != nil {
		h.Del("Content-Encoding")
		give(w, decide.NotFound(requestOf(r)))
		return
	}
	h.Set("Content-Type", mediaType)
	h.Set("ETag", a.tag(version{served, info.ModTime(), info.Size()}, content))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func (a *assets) tag(v version, content []byte) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if tag := a.tags[v]; tag != "" && !v.changed.IsZero() {
		return tag
	}
	hash := sha256.Sum256(content)
	tag := `"` + hex.EncodeToString(hash[:12]) + `"`
	if len(a.tags) >= tagsKept {
		clear(a.tags)
	}
	a.tags[v] = tag
	return tag
}

// accepts reports whether a client takes an encoding (RFC 9110, 12.5.3). One
// that it does not name is not used, even if "*" would allow it.
func accepts(lines []string, encoding string) bool {
	for item := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name, parameters, _ := strings.Cut(item, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		weight, found := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q=")
		return !found || strings.Trim(weight, "0.") != ""
	}
	return false
}
