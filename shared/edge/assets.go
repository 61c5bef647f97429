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

	decide "deskside/shared/core/edge"
)

// serveFile lets the assets answer, with the headers that the widget's files need, and
// with what comes before a file.
func (e *Edge) serveFile(w http.ResponseWriter, r *http.Request, of *decide.Admission) {
	for _, line := range of.File {
		w.Header().Set(line.Name, line.Value)
	}
	asked := r.Clone(r.Context())
	asked.URL.Path = of.Path
	if of.Before == "" {
		e.config.Assets.ServeHTTP(w, asked)
		return
	}
	asked.Method = http.MethodGet
	for _, name := range [...]string{"Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "If-Range"} {
		asked.Header.Del(name)
	}
	file := recorded{header: http.Header{}, body: []byte(of.Before)}
	e.config.Assets.ServeHTTP(&file, asked)
	for name, values := range file.header {
		if name != "Etag" && name != "Content-Length" && name != "Accept-Ranges" {
			w.Header()[name] = values
		}
	}
	if file.status != http.StatusOK {
		give(w, decide.NotFound(requestOf(r)))
		return
	}
	w.Header().Set("ETag", tagOf(file.body))
	if accepts(r.Header.Values("Accept-Encoding"), "gzip") {
		if packed, err := pack(file.body); err == nil {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("ETag", tagOf(packed))
			file.body = packed
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file.body))
}

// recorded is an answer that is read before it goes out.
type recorded struct {
	header http.Header
	status int
	body   []byte
}

func (r *recorded) Header() http.Header    { return r.header }
func (r *recorded) WriteHeader(status int) { r.status = status }

func (r *recorded) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	r.body = append(r.body, b...)
	return len(b), nil
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
	tag := tagOf(content)
	if len(a.tags) >= tagsKept {
		clear(a.tags)
	}
	a.tags[v] = tag
	return tag
}

func tagOf(content []byte) string {
	hash := sha256.Sum256(content)
	return `"` + hex.EncodeToString(hash[:12]) + `"`
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
