package e2e

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
)

// switchable stands between a browser and a server and fails on demand. A
// POST to /switch?mode=MODE chooses how requests below its path fail:
// ok (passed on), html, truncated, reset, busy, limited, full, which is limited for
// what writes alone, and lost, which passes on what writes and lets nobody hear the
// answer.
type switchable struct {
	*httptest.Server
	mode atomic.Value
}

// newSwitchable passes requests on to target. Those for which fails answers
// true are answered by the mode.
func newSwitchable(target string, fails func(*http.Request) bool) (*switchable, error) {
	to, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = to.Host
	}}
	s := &switchable{}
	s.mode.Store("ok")
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/switch" && r.Method == http.MethodPost {
			s.mode.Store(r.FormValue("mode"))
			w.WriteHeader(http.StatusNoContent)
			return
		}
		mode := s.mode.Load().(string)
		if mode == "ok" || !fails(r) || r.Method == http.MethodOptions {
			proxy.ServeHTTP(w, r)
			return
		}
		if r.Method == http.MethodGet && (mode == "lost" || mode == "full") {
			proxy.ServeHTTP(w, r)
			return
		}
		switch mode {
		case "lost":
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			// The answer begins, since Chromium sends again by itself, on each connection
			// that it has at hand, what is answered by nothing at all.
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "{")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		case "html":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<!doctype html><title>Maintenance</title><p>Back soon.")
		case "truncated":
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, `{"success":{"data":[{"id":1,"title":"Cut sh`)
		case "busy":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "limited", "full":
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			panic(http.ErrAbortHandler)
		}
	}))
	return s, nil
}

// isCall reports whether a request is one to an API rather than for a page or script.
func isCall(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/uapi/")
}
