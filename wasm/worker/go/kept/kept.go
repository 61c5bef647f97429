//go:build js && wasm

// Package kept serves many requests with one Go instance in a Worker.
//
// The library's adapter ends the program when the body of its answer has been
// read, so every request would start Go anew. An answer that hands over its
// body as a JavaScript value has no such body, and the instance stays. It must
// not know what it serves.
package kept

import (
	"bytes"
	"net/http"
	"strings"
	"syscall/js"

	"github.com/syumai/workers"
)

// runtime is what pool.mjs offers; it can be reached only while the program starts.
var runtime = js.Global().Get("context")

// Serve serves until the instance is dropped. It does not return.
func Serve(handler http.Handler) {
	workers.ServeNonBlock(adapter{handler})
	workers.Ready()
	select {}
}

// Spoil has this instance dropped once the current request is answered.
func Spoil() { runtime.Set("spoiled", true) }

type adapter struct{ handler http.Handler }

func (a adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := &recorder{header: http.Header{}}
	a.run(answer, r)
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	status := answer.status
	if status == 0 {
		status = http.StatusOK
	}
	w.WriteHeader(status)
	body := js.Null()
	if answer.body.Len() > 0 && r.Method != http.MethodHead {
		body = js.Global().Get("Uint8Array").New(answer.body.Len())
		js.CopyBytesToJS(body, answer.body.Bytes())
	}
	w.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(body)
}

// run turns a panic into an answer and has the instance dropped: what it left
// behind is not known.
func (a adapter) run(answer *recorder, r *http.Request) {
	defer func() {
		if recover() == nil {
			return
		}
		Spoil()
		*answer = recorder{header: http.Header{"Content-Type": {"application/json; charset=utf-8"}}, status: http.StatusInternalServerError}
		answer.body.WriteString(`{"error":{"code":500,"message":"Something went wrong here. Try again."}}`)
	}()
	a.handler.ServeHTTP(answer, whole(r))
}

// whole is a request as it came. The library takes each header apart at its commas, by
// which the first part of a value would stand for all of it, and makes a coding of none.
func whole(r *http.Request) *http.Request {
	for name, parts := range r.Header {
		r.Header[name] = []string{strings.Join(parts, ",")}
	}
	r.TransferEncoding = nil
	return r
}

// recorder holds an answer until it is whole.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *recorder) Header() http.Header { return a.header }

func (a *recorder) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *recorder) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}
