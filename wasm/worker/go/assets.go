//go:build js && wasm

package main

import (
	"io"
	"net/http"
)

// assetsBinding is the name of the static assets in wrangler.toml.
const assetsBinding = "ASSETS"

// openAssets returns the static assets, or nil where none are bound. The
// platform serves them itself except for the frame, whose headers follow from
// the bindings.
func openAssets() http.Handler {
	if runtime.Get("env").Get(assetsBinding).IsUndefined() {
		return nil
	}
	return http.HandlerFunc(serveAsset)
}

func serveAsset(w http.ResponseWriter, r *http.Request) {
	asked, err := http.NewRequestWithContext(r.Context(), http.MethodGet, r.URL.String(), nil)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if tag := r.Header.Get("If-None-Match"); tag != "" {
		asked.Header.Set("If-None-Match", tag)
	}
	response, err := send(runtime.Call("assets"), asked)
	if err != nil {
		http.Error(w, "This file cannot be read right now.", http.StatusServiceUnavailable)
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		http.Error(w, "This file cannot be read right now.", http.StatusServiceUnavailable)
		return
	}
	for _, name := range [...]string{"Content-Type", "ETag"} {
		if value := response.Header.Get(name); value != "" {
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(response.StatusCode)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
