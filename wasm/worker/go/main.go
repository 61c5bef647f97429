//go:build js && wasm

// Command worker is the edge as a Cloudflare Worker. It connects package edge
// to what the platform gives: bindings, fetch, D1, assets. worker.mjs starts it
// and keeps it for many requests. With the secret OPERATOR_KEY, or ACCESS_TEAM and ACCESS_AUD, it is no edge, but the
// operator of one: the console of whoever runs it, and, where it knows the helpdesk,
// too, who hands on what that edge keeps.
package main

import (
	"context"
	"errors"
	"net/http"
	"syscall/js"
	"time"

	decide "deskside/shared/core/edge"
	"deskside/shared/edge"
	"deskside/shared/edge/console"
	"deskside/shared/edge/seal"
	"deskside/wasm/worker/go/bindings"
	"deskside/wasm/worker/go/kept"
)

// runtime is what pool.mjs offers to this instance: env of the current request,
// upstream and assets to send requests with, spoiled to write to. It can be
// reached by this name only while the program starts.
var runtime = js.Global().Get("context")

func main() {
	e, unset := newEdge()
	deliver(e, unset)
	// Where it cannot be read, newEdge says so.
	if opened, err := bindings.Operator(runtime.Get("env")); err == nil && opened != (bindings.Console{}) {
		by := console.Edge
		switch {
		case e == nil || !e.HasSite():
		case queue(runtime.Get("env")) != nil:
			by = console.Queue
		default:
			by = console.Clock
		}
		operate(opened, by, e)
	}
	if unset != nil {
		stop(unset)
	}
	kept.Serve(placed(e))
}

// operate serves the console of whoever runs an edge, over the store of that. It changes
// what is kept, and who hands that on finds it at the queue's call, or else at the
// clock's.
func operate(opened bindings.Console, by console.By, e *edge.Edge) {
	store := openStore()
	if store == nil {
		stop(errors.New("the console shows what is kept, and no STORE is bound"))
	}
	operator := edge.NewOperator(store, clock{}, time.Now)
	config := console.Config{Letters: operator, Sites: operator, Key: opened.Key, By: by, Now: time.Now}
	if e != nil {
		config.Check = e.Check
	}
	if seals, err := sealing(); err == nil && seals != nil {
		config.Seal = seals.Seal
	}
	if opened.AccessTeam != "" || opened.AccessAUD != "" {
		config.Access = &console.Access{Team: opened.AccessTeam, Audience: opened.AccessAUD, Doer: doer{}}
	}
	if call := queue(runtime.Get("env")); call != nil {
		config.Changed = func(ctx context.Context, site, id string) { call(ctx, decide.Call{Entry: id, Site: site}) }
	}
	shows, err := console.New(config)
	if err != nil {
		stop(err)
	}
	kept.Serve(shows)
}

// stop serves nothing but that, and tells the owner why.
func stop(why error) {
	complain("the Worker is not set up: " + why.Error())
	kept.Serve(edge.NotSetUp())
}

// complain tells the owner's log.
func complain(line string) { js.Global().Get("console").Call("error", decide.Logged("error", line)) }

// sealing are the keys to seal with, nil where there are none.
func sealing() (*seal.Keys, error) {
	settings, keys, err := bindings.Read(runtime.Get("env"))
	if err != nil || !settings.Seals {
		return nil, err
	}
	return seal.ParseKeys(keys)
}

func newEdge() (*edge.Edge, error) {
	settings, _, err := bindings.Read(runtime.Get("env"))
	if err != nil {
		return nil, err
	}
	seals, err := sealing()
	if err != nil {
		return nil, err
	}
	var site decide.Site
	// Without a helpdesk of its own there are sites with a name, in the store.
	if store := openStore(); settings.Upstream != "" || settings.Key != "" || store == nil {
		if site, err = settings.Site(); err != nil {
			return nil, err
		}
	}
	return edge.New(edge.Config{
		Upstream: site.Upstream, Key: site.Key, Origins: site.Origins, Root: site.Root,
		Identities: site.Identities, Audience: site.Audience, Guests: site.Guests, Seals: seals, Rates: site.Rates, Protect: site.Protect, Turnstile: site.Turnstile,
		BlockSecret: site.BlockSecret, BlockLanguage: site.BlockLanguage, Store: openStore(), Space: openSpace(), Assets: openAssets(),
		Doer: doer{}, Clock: clock{}, Panicked: kept.Spoil,
		Client: func(r *http.Request) string { return edge.Network(r.Header.Get("CF-Connecting-IP")) },
		Log:    func(line string) { js.Global().Get("console").Call("log", line) },
		Call:   queue(runtime.Get("env")),
		Secret: func(name string) string { return bindings.Secret(runtime.Get("env"), name) },
		Cache:  &shelf{},
		Alert:  site.Alert, Retention: site.Retention,
		// An instance has what it works with as long as its request is not answered.
		Apart: func(work func()) { work() },
	})
}
