//go:build js && wasm

// Command worker is the edge as a Cloudflare Worker. It connects package edge
// to what the platform gives: bindings, fetch, D1, assets. worker.mjs starts it
// and keeps it for many requests. With the secret OPERATOR_KEY it is no edge, but the
// console of whoever runs one.
package main

import (
	"context"
	"errors"
	"net/http"
	"syscall/js"
	"time"

	"github.com/syumai/workers/cloudflare/cron"

	"deskside/shared/edge"
	"deskside/shared/edge/console"
	"deskside/wasm/worker/go/bindings"
	"deskside/wasm/worker/go/kept"
)

// runtime is what pool.mjs offers to this instance: env of the current request,
// upstream and assets to send requests with, spoiled to write to. It can be
// reached by this name only while the program starts.
var runtime = js.Global().Get("context")

func main() {
	switch key, err := bindings.Operator(runtime.Get("env")); {
	case err != nil:
		// The edge says the same.
	case key != "":
		operate(key)
	}
	e, err := newEdge()
	if err != nil {
		stop(err)
	}
	cron.ScheduleTaskNonBlock(func(ctx context.Context) error {
		sweep(ctx, e)
		return nil
	})
	kept.Serve(placed(e))
}

// operate serves the console of whoever runs an edge, over the store of that. Where
// the edge stands this does not know: it changes what is kept, and the edge's next
// sweep goes on with it.
func operate(key string) {
	store := openStore()
	if store == nil {
		stop(errors.New("the console shows what is kept, and no STORE is bound"))
	}
	shows, err := console.New(console.Config{Letters: edge.NewOperator(store, clock{}, time.Now), Key: key, Now: time.Now})
	if err != nil {
		stop(err)
	}
	kept.Serve(shows)
}

// stop serves nothing but that, and tells the owner why.
func stop(why error) {
	js.Global().Get("console").Call("error", "the Worker is not set up: "+why.Error())
	kept.Serve(edge.NotSetUp())
}

// mostInSweep is how much is handed on at each call: an instance has no more time
// for it than for a request.
const mostInSweep = 8

// sweep hands on what is due.
func sweep(ctx context.Context, e *edge.Edge) {
	for range mostInSweep {
		if e.DeliverNext(ctx) > 0 {
			return
		}
	}
}

func newEdge() (*edge.Edge, error) {
	settings, err := bindings.Read(runtime.Get("env"))
	if err != nil {
		return nil, err
	}
	site, err := settings.Site()
	if err != nil {
		return nil, err
	}
	return edge.New(edge.Config{
		Upstream: site.Upstream, Key: site.Key, Origins: site.Origins, Root: site.Root, Store: openStore(), Space: openSpace(), Assets: openAssets(),
		Doer: doer{}, Clock: clock{}, Panicked: kept.Spoil,
		Client: func(r *http.Request) string { return edge.Network(r.Header.Get("CF-Connecting-IP")) },
		Log:    func(line string) { js.Global().Get("console").Call("log", line) },
		Cache:  &shelf{},
		// An instance has what it works with as long as its request is not answered.
		Apart: func(work func()) { work() },
	})
}
