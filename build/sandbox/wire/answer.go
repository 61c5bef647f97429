// Package wire is what the APIs of a sandbox do alike between a request and its
// answer: parameters in every encoding, path templates, the faults at an answer
// and its headers. It knows no operation.
package wire

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"time"

	"deskside/build/sandbox/fault"
	"deskside/build/sandbox/world"
)

// Record is one answered API request. It never holds a key: the path comes
// without its query, and bodies are left out.
type Record struct {
	Method    string
	Path      string
	Status    int    // 0 when a fault cut the connection before an answer
	Operation string // "objects.create", "usedesk.tickets"; empty when unknown
	Fault     fault.Kind
}

// Reply is an API answer before faults.
type Reply struct {
	Status     int
	Body       []byte
	RetryAfter time.Duration
}

// Host is what an API answers in: its world, its faults and who is told of it.
type Host struct {
	World     *world.World
	Faults    *fault.Injector
	OnRequest func(Record)                         // nil tells nobody
	Sleep     func(context.Context, time.Duration) // passes the time of fault.Slow
	Address   string                               // what links start with; empty takes it from each request
	Clock     time.Duration                        // how far the world's clock is off, said in Date unless 0
}

// Base is what the links in an answer to r start with, without a slash at the
// end.
func (h *Host) Base(r *http.Request) string {
	if h.Address != "" {
		return h.Address
	}
	return Origin(r)
}

// Origin is the scheme and the host that a request was sent to.
func Origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Report tells of an answered request.
func (h *Host) Report(record Record) {
	if h.OnRequest != nil {
		h.OnRequest(record)
	}
}

// Answer runs one API request, lets the faults at its answer and sends it. It is
// reported before it is sent, so that who has an answer finds its record. failed
// is the body of a status in the form of the API, work gets how far the server's
// clock is off.
func (h *Host) Answer(w http.ResponseWriter, r *http.Request, operation string, failed func(status int) []byte, work func(skew time.Duration) Reply) {
	rule := h.Faults.Next(operation)
	record := Record{Method: r.Method, Path: r.URL.Path, Operation: operation, Fault: rule.Kind}
	var answer Reply
	if rule.Works() {
		h.World.TakeTurn(func() { answer = work(rule.Skew) })
	}
	switch rule.Kind {
	case fault.Status:
		status := statusOr(rule.Status, http.StatusServiceUnavailable)
		answer = Reply{Status: status, RetryAfter: rule.RetryAfter, Body: failed(status)}
	case fault.HTML:
		record.Status = statusOr(rule.Status, http.StatusOK)
		h.Report(record)
		SendHTML(w, record.Status, ErrorPage(record.Status))
		return
	case fault.Reset:
		h.Report(record)
		reset()
	case fault.Slow:
		h.Sleep(r.Context(), rule.Delay)
	case fault.Empty:
		answer = Reply{Status: statusOr(rule.Status, http.StatusNoContent)}
	}
	if off := h.Clock + rule.Skew; off != 0 {
		w.Header().Set("Date", h.World.Time().Add(rule.Skew).Format(http.TimeFormat))
	}
	record.Status = answer.Status
	h.Report(record)
	header := w.Header()
	if len(answer.Body) > 0 {
		header.Set("Content-Type", "application/json; charset=utf-8")
	}
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	switch {
	case answer.RetryAfter > 0 && rule.Date:
		header.Set("Retry-After", h.World.Time().Add(answer.RetryAfter).Format(http.TimeFormat))
	case answer.RetryAfter > 0:
		header.Set("Retry-After", strconv.Itoa(int(math.Ceil(answer.RetryAfter.Seconds()))))
	}
	if answer.Status != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(len(answer.Body)))
	}
	w.WriteHeader(answer.Status)
	if rule.Kind == fault.Truncate {
		_, _ = w.Write(answer.Body[:len(answer.Body)/2])
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		reset()
	}
	_, _ = w.Write(answer.Body)
}

// reset ends the connection without finishing the answer; net/http takes this
// panic for exactly that and logs nothing.
func reset() { panic(http.ErrAbortHandler) }

// Wait passes time for real, until ctx ends.
func Wait(ctx context.Context, delay time.Duration) {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func statusOr(status, otherwise int) int {
	if status == 0 {
		return otherwise
	}
	return status
}

// AllowOrigins lets pages of any site call the API, with a key in a header.
func AllowOrigins(w http.ResponseWriter) {
	header := w.Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS")
	header.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	header.Set("Access-Control-Max-Age", "600")
}
