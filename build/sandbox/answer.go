package sandbox

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// reply is an API answer before faults.
type reply struct {
	status     int
	body       []byte
	retryAfter time.Duration
}

// answer runs one API request, lets the faults at its answer and sends it. It is
// reported before it is sent, so that who has an answer finds its record. work
// gets how far the server's clock is off.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, operation string, work func(skew time.Duration) reply) {
	fault := s.faults.next(operation)
	record := Record{Method: r.Method, Path: r.URL.Path, Operation: operation, Fault: fault.Kind}
	var answer reply
	if fault.After || fault.Kind == "" || fault.Kind == FaultSlow || fault.Kind == FaultTruncate || fault.Kind == FaultSkew {
		answer = s.takeTurn(fault.Skew, work)
	}
	switch fault.Kind {
	case FaultStatus:
		answer = failure(fault, operation)
	case FaultHTML:
		record.Status = statusOr(fault.Status, http.StatusOK)
		s.report(record)
		sendHTML(w, record.Status, errorPage(record.Status))
		return
	case FaultReset:
		s.report(record)
		reset()
	case FaultSlow:
		s.options.Sleep(r.Context(), fault.Delay)
	case FaultSkew:
		w.Header().Set("Date", s.now().Add(fault.Skew).Format(http.TimeFormat))
	}
	record.Status = answer.status
	s.report(record)
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	switch {
	case answer.retryAfter > 0 && fault.Date:
		header.Set("Retry-After", s.now().Add(answer.retryAfter).Format(http.TimeFormat))
	case answer.retryAfter > 0:
		header.Set("Retry-After", strconv.Itoa(int(math.Ceil(answer.retryAfter.Seconds()))))
	}
	header.Set("Content-Length", strconv.Itoa(len(answer.body)))
	w.WriteHeader(answer.status)
	if fault.Kind == FaultTruncate {
		_, _ = w.Write(answer.body[:len(answer.body)/2])
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		reset()
	}
	_, _ = w.Write(answer.body)
}

func (s *Server) takeTurn(skew time.Duration, work func(time.Duration) reply) reply {
	s.turn.Lock()
	defer s.turn.Unlock()
	return work(skew)
}

// reset ends the connection without finishing the answer; net/http takes this
// panic for exactly that and logs nothing.
func reset() { panic(http.ErrAbortHandler) }

func wait(ctx context.Context, delay time.Duration) {
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

// failure is a FaultStatus answer, in the form of the API that was asked.
func failure(fault Fault, operation string) reply {
	status := statusOr(fault.Status, http.StatusServiceUnavailable)
	answer := reply{status: status, retryAfter: fault.RetryAfter}
	if strings.HasPrefix(operation, "usedesk.") {
		answer.body = encode(udErrorAnswer{http.StatusText(status), status})
	} else {
		answer.body = encode(map[string]any{"error": errorAnswer{Code: status, Message: http.StatusText(status)}})
	}
	return answer
}
