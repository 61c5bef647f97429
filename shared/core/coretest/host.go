package coretest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
)

// Began is Now as a time.
var Began = time.UnixMilli(Now)

// Host runs operations as hosts do: it sends, waits on a clock of its own, and
// keeps limits from run to run.
type Host struct {
	Now    time.Time
	limits map[string]core.AccountLimit
	answer func(at time.Time, r *api.Request) *api.Response
	// Sent is what was sent, in order.
	Sent []Sent
	// Holding is what it lends, by number.
	Holding map[uint32][]byte
	// In is how many bytes have entered the core.
	In int
}

// Sent is a request and when it was sent, from Began on.
type Sent struct {
	At   time.Duration
	Line string
}

// NewHost returns a host with no limits yet. answer gives the answer to a
// request that is sent at a moment.
func NewHost(answer func(at time.Time, r *api.Request) *api.Response) *Host {
	return &Host{Now: Began, limits: map[string]core.AccountLimit{}, answer: answer}
}

// Run runs an operation to its end.
func (h *Host) Run(t testing.TB, table core.Table, op string, args Args) core.Outcome {
	raw, err := args.MarshalMsg(nil)
	require.NoError(t, err)
	in := core.Input{Args: raw, Random: 1 << 31}
	for range 100 {
		in.Now = h.Now.UnixMilli()
		in.Limits = nil
		for _, l := range h.limits {
			in.Limits = append(in.Limits, l)
		}
		input, err := in.MarshalMsg(nil)
		require.NoError(t, err)
		h.In += len(input)
		var out core.Outcome
		held := func(number uint32) []byte { return h.Holding[number] }
		_, err = out.UnmarshalMsg(table.CallWith(held, table.Index(op), input))
		require.NoError(t, err)
		for _, l := range out.Limits {
			h.limits[l.Account] = l
		}
		if len(out.Send) == 0 {
			return out
		}
		in.Run = out.Run
		last := h.Now
		for i := range out.Send {
			s := &out.Send[i]
			at := h.Now.Add(time.Duration(s.AfterMS) * time.Millisecond)
			if at.After(last) {
				last = at
			}
			h.Sent = append(h.Sent, Sent{at.Sub(Began), s.Request.Line()})
			for len(in.Responses) <= s.Request.Slot {
				in.Responses = append(in.Responses, nil)
			}
			in.Responses[s.Request.Slot] = h.answer(at, &s.Request)
		}
		h.Now = last
	}
	t.Fatal("the run does not end")
	return core.Outcome{}
}

// Turns answers with each response once, then with the last of them.
func Turns(all ...*api.Response) func(time.Time, *api.Request) *api.Response {
	n := 0
	return func(time.Time, *api.Request) *api.Response {
		r := *all[min(n, len(all)-1)]
		n++
		return &r
	}
}
