//go:build js && wasm

package main

import (
	"context"
	"io"
	"net/http"
	"syscall/js"

	"github.com/syumai/workers/cloudflare/fetch"
)

// doer sends requests to the helpdesk with the platform's fetch. It follows no
// redirect, so the key goes nowhere else.
type doer struct{}

func (doer) Do(r *http.Request) (*http.Response, error) {
	// A body goes along as bytes, not as the stream that the library would make of
	// it: helpdesks want to know its length.
	body := js.Null()
	if r.Body != nil {
		content, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = bytesOf(content)
	}
	bare := r.Clone(r.Context())
	bare.Body = nil
	abort := js.Global().Get("AbortController").New()
	stop := context.AfterFunc(r.Context(), func() { abort.Call("abort") })
	response, err := send(runtime.Call("upstream", abort.Get("signal"), body), bare)
	if err != nil {
		stop()
		return nil, err
	}
	response.Body = &watched{response.Body, stop}
	return response, nil
}

// send sends a request through an object that has a fetch function.
func send(by js.Value, r *http.Request) (*http.Response, error) {
	return fetch.NewClient(fetch.WithBinding(by)).Do(&fetch.Request{Request: r}, &fetch.RequestInit{Redirect: fetch.RedirectModeManual})
}

// watched is the body of an answer that can still be aborted.
type watched struct {
	io.ReadCloser
	stop func() bool
}

func (w *watched) Close() error {
	w.stop()
	return w.ReadCloser.Close()
}

func bytesOf(content []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(content))
	js.CopyBytesToJS(array, content)
	return array
}
