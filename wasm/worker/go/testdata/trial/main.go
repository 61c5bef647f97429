//go:build js && wasm

// Command trial is a program for the pool to keep that does what a good one
// never should.
package main

import (
	"io"
	"net/http"
	"os"
	"syscall/js"
	"time"

	"deskside/wasm/worker/go/kept"
)

// seen is state that stays in an instance from one request to the next.
var seen []string

func main() {
	kept.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.URL.Query().Get("name"))
		switch r.URL.Path {
		case "/panic":
			w.Header().Set("Content-Type", "text/plain")
			_, _ = io.WriteString(w, "half an answer")
			panic("secret state")
		case "/panic-elsewhere":
			go func() { panic("two lines,\nsecret state") }()
			<-make(chan struct{})
		case "/exit":
			os.Exit(3)
		case "/throw":
			js.Global().Call("there is no such function")
		case "/abort":
			panic(http.ErrAbortHandler)
		case "/grow":
			kept := make([]byte, 64<<20)
			for i := 0; i < len(kept); i += 4096 {
				kept[i] = 1
			}
			w.Header().Set("Content-Type", "text/plain")
			_, _ = io.WriteString(w, string(kept[:1]))
		case "/empty":
			w.WriteHeader(http.StatusNoContent)
		case "/echo":
			body, err := io.ReadAll(r.Body)
			if err != nil {
				http.Error(w, "the body broke off", http.StatusBadRequest)
				return
			}
			w.Header().Set("Content-Type", "application/octet-stream")
			_, _ = w.Write(body)
		case "/slow":
			rung := make(chan struct{})
			ring := js.FuncOf(func(js.Value, []js.Value) any { close(rung); return nil })
			defer ring.Release()
			js.Global().Call("setTimeout", ring, (20 * time.Millisecond).Milliseconds())
			<-rung
			_, _ = io.WriteString(w, r.URL.Query().Get("name"))
		default:
			_, _ = io.WriteString(w, r.URL.Query().Get("name"))
		}
	}))
}
