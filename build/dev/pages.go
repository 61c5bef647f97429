package dev

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/bundle"
)

//go:embed chrome.ts
var chromeSource string

//go:embed reload.ts
var reloadSource string

// panelFolder is where the files of the extension are served.
const panelFolder = "/panel/"

// around adds what is for development alone: the reload of pages, and for the
// panel its files and the stand-in for the browser. Nothing is kept by browsers.
func (d *dev) around(inner http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /dev/builds", d.builds)
	mux.HandleFunc("GET /dev/reload.js", func(w http.ResponseWriter, _ *http.Request) {
		version, _ := d.builds.now()
		d.script(w, reloadSource, "VERSION", version)
	})
	if d.folder == "extension" {
		mux.HandleFunc("GET /dev/chrome.js", func(w http.ResponseWriter, _ *http.Request) {
			manifest, err := bundle.Manifest(d.root, "chrome")
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			d.script(w, chromeSource, "MANIFEST", json.RawMessage(manifest))
		})
		files := http.StripPrefix(panelFolder, http.FileServerFS(os.DirFS(filepath.Join(d.dist, d.folder))))
		mux.Handle("GET "+panelFolder, d.asExtension(files))
		mux.Handle("GET /{$}", http.RedirectHandler(panelFolder+"panel.html", http.StatusTemporaryRedirect))
	}
	mux.Handle("/", inner)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/dev/builds" || strings.HasPrefix(r.URL.Path, "/api/") {
			mux.ServeHTTP(w, r)
			return
		}
		// What is half sent is no page to add to, and what the browser has is old.
		for _, name := range [...]string{"If-None-Match", "If-Modified-Since", "Range", "Accept-Encoding"} {
			r.Header.Del(name)
		}
		page := &answer{header: http.Header{}, status: http.StatusOK}
		mux.ServeHTTP(page, r)
		d.send(w, r, page)
	})
}

// asExtension sends the policy that the browser has for pages of the extension.
func (d *dev) asExtension(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		policy, err := extensionPolicy(d.root)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		files.ServeHTTP(w, r)
	})
}

func extensionPolicy(root string) (string, error) {
	source, err := bundle.Manifest(root, "chrome")
	if err != nil {
		return "", err
	}
	var manifest struct {
		Policy struct {
			Pages string `json:"extension_pages"`
		} `json:"content_security_policy"`
	}
	if err := json.Unmarshal(source, &manifest); err != nil {
		return "", err
	}
	return manifest.Policy.Pages, nil
}

// answer is a whole answer before it is sent.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// send sends an answer; pages get the scripts of development first.
func (d *dev) send(w http.ResponseWriter, r *http.Request, a *answer) {
	body := a.body.Bytes()
	// Frames are loaded anew with their page, and a page of the strictest policy
	// runs no script that it does not know.
	policy := a.header.Get("Content-Security-Policy")
	if strings.HasPrefix(a.header.Get("Content-Type"), "text/html") && strings.Contains(policy, "script-src 'self'") && !strings.HasPrefix(r.URL.Path, "/widget/") {
		tags := `<script src="/dev/reload.js"></script>`
		if strings.HasPrefix(r.URL.Path, panelFolder) {
			tags = `<script src="/dev/chrome.js"></script>` + tags
		}
		body = bytes.Replace(body, []byte("<head>"), []byte("<head>\n    "+tags), 1)
	}
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
	w.Header().Del("ETag")
	w.Header().Del("Last-Modified")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// script sends a script of development with one name replaced by a value.
func (d *dev) script(w http.ResponseWriter, source, name string, value any) {
	script, err := transformed(source, name, value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write(script)
}

func transformed(source, name string, value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	result := api.Transform(source, api.TransformOptions{Loader: api.LoaderTS, Format: api.FormatIIFE, Define: map[string]string{name: string(text)}})
	if len(result.Errors) > 0 {
		return nil, errors.New(fmt.Sprint("a script of development: ", result.Errors[0].Text))
	}
	return result.Code, nil
}
