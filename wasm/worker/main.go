//go:build js && wasm

// Command worker is the edge as a Cloudflare Worker. It connects package edge
// to what the platform gives: bindings, fetch, D1, assets. worker.mjs starts it
// and keeps it for many requests.
package main

import (
	"net/http"
	"syscall/js"

	"deskside/shared/api"
	"deskside/shared/edge"
	"deskside/wasm/worker/bindings"
	"deskside/wasm/worker/kept"
)

// runtime is what pool.mjs offers to this instance: env of the current request,
// upstream and assets to send requests with, spoiled to write to. It can be
// reached by this name only while the program starts.
var runtime = js.Global().Get("context")

func main() {
	handler, err := newEdge()
	if err != nil {
		js.Global().Get("console").Call("error", "the edge is not set up: "+err.Error())
		handler = notSetUp{}
	}
	kept.Serve(handler)
}

func newEdge() (http.Handler, error) {
	config, err := bindings.Read(runtime.Get("env"))
	if err != nil {
		return nil, err
	}
	upstream, err := api.ParseBase(config.UpstreamURL)
	if err != nil {
		return nil, err
	}
	e, err := edge.New(edge.Config{
		Upstream: upstream, Key: config.APIKey, Origins: config.Origins, Store: openStore(), Assets: openAssets(),
		Doer: doer{}, Clock: clock{}, Panicked: kept.Spoil,
		Client: func(r *http.Request) string { return edge.Network(r.Header.Get("CF-Connecting-IP")) },
		Log:    func(line string) { js.Global().Get("console").Call("log", line) },
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// notSetUp answers every request of an edge whose bindings are wrong. What is
// wrong stands in the log of its owner.
type notSetUp struct{}

func (notSetUp) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write([]byte(`{"error":{"code":500,"message":"This site is not set up yet. Its owner finds the reason in the log of the Worker."}}`))
}
