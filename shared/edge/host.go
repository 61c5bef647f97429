package edge

import (
	"context"
	random "crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/core/customer"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/formatting"
	"deskside/shared/core/writing"
	"deskside/shared/edge/seal"
)

// serve comes to the reply to a request by the steps of its decisions, whose effects it has.
func (e *Edge) serve(r *http.Request, in *decide.Input, admission *decide.Admission) decide.Outcome {
	ctx := r.Context()
	if wait, ok := e.buckets.take(in.Client, admission.Writes && !admission.Reads); !ok {
		in.WaitMS = max(wait.Milliseconds(), 1)
	} else if admission.Writes {
		in.Request.Body, in.Request.Came = readBody(r, admission.Most)
		if admission.Hashed {
			sum := sha256.Sum256(in.Request.Body)
			in.Request.Hash = hex.EncodeToString(sum[:])
		}
		in.Nonce = make([]byte, 16)
		_, _ = random.Read(in.Nonce) // it never fails
		// A write is finished even if the customer has left: half of it would be
		// worse than all of it.
		ctx = context.WithoutCancel(ctx)
	}
	out := e.steps(ctx, in, e.decide.Step)
	if out.Call != nil {
		e.wake()
		if e.config.Call != nil {
			e.config.Call(ctx, *out.Call)
		}
	}
	return out
}

// input is what something begins with, now.
func (e *Edge) input(asked decide.Request) decide.Input {
	return decide.Input{Request: asked, Now: e.config.Now().UnixMicro(), Random: rand.Int64N(1 << 53)}
}

// steps goes from step to step until nothing is left to do.
func (e *Edge) steps(ctx context.Context, in *decide.Input, step func(*decide.Input) decide.Outcome) decide.Outcome {
	ctx, stop := e.config.Clock.Deadline(ctx, decide.Patience)
	defer stop()
	for {
		out := step(in)
		if out.Instead != nil {
			in.Request.Body, in.Done = out.Instead, nil
			continue
		}
		if len(out.Do) == 0 {
			for _, line := range out.Log {
				e.config.Log(line)
			}
			if out.Measure != nil {
				e.config.Measured(*out.Measure)
			}
			return out
		}
		if len(out.Carry) > 0 {
			in.Carried, in.Done = out.Carry, nil
		}
		in.Done = append(in.Done, e.do(ctx, out.Do)...)
	}
}

// do does effects, all at once.
func (e *Edge) do(ctx context.Context, effects []decide.Effect) []decide.Done {
	done := make([]decide.Done, len(effects))
	if len(effects) == 1 {
		done[0] = e.one(ctx, &effects[0])
		return done
	}
	var all sync.WaitGroup
	for i := range effects {
		all.Go(func() { done[i] = e.one(ctx, &effects[i]) })
	}
	all.Wait()
	return done
}

func (e *Edge) one(ctx context.Context, effect *decide.Effect) (done decide.Done) {
	switch {
	case effect.Send != nil:
		done = e.send(ctx, effect.Send)
	case len(effect.Statements) > 0:
		if effect.Always {
			ctx = context.WithoutCancel(ctx)
		}
		var err error
		if done.Results, err = e.store.do(ctx, effect); err != nil {
			done.Failure = err.Error()
		}
	case effect.Put != nil, effect.Take != "", len(effect.Drop) > 0:
		if err := e.space(ctx, effect, &done); err != nil {
			done.Failure = err.Error()
		}
	case len(effect.Pack) > 0:
		var err error
		if done.Content, err = pack(effect.Pack); err != nil {
			done.Failure = err.Error()
		}
	case effect.Verify != nil:
		v := effect.Verify
		done.Good = seal.Verify(v.Algorithm, v.Key, v.Signed, v.Signature)
	case effect.Seal != nil, effect.Open != nil:
		if err := e.sealed(effect, &done); err != nil {
			done.Failure = err.Error()
		}
	case effect.Secret != "":
		var err error
		if done.Content, err = e.secret(effect.Secret); err != nil {
			done.Failure = err.Error()
		}
	case effect.Run != nil:
		table := slices.Concat(customer.Table(), writing.Table(), formatting.Table())
		if op := table.Index(effect.Run.Op); op >= 0 {
			done.Content = table.Call(op, effect.Run.Input)
		} else {
			done.Failure = "no such operation"
		}
	case effect.Match != "":
		done.Found = e.config.Cache.Match(ctx, effect.Match)
	default:
		done.Over = e.config.Clock.Sleep(ctx, time.Duration(effect.PauseMS)*time.Millisecond) != nil
	}
	done.At = e.config.Now().UnixMicro()
	return done
}

// sealed seals or opens something.
func (e *Edge) sealed(effect *decide.Effect, done *decide.Done) (err error) {
	switch keys := e.config.Seals; {
	case keys == nil:
		err = errors.New("there is no sealing key")
	case effect.Seal != nil:
		done.Content = keys.Seal(effect.Seal.About, effect.Seal.Content)
	default:
		done.Content, err = keys.Open(effect.Open.About, effect.Open.Content)
	}
	return err
}

// send makes one attempt at a request.
func (e *Edge) send(ctx context.Context, request *api.Request) (done decide.Done) {
	var err error
	done.Response, done.Sent, err = transport.Attempt(ctx, e.config.Doer, request, transport.WithClock(e.config.Clock),
		transport.WithNow(e.config.Now), transport.WithLimit(decide.AnswerLimit))
	var long *api.Error
	switch {
	case err == nil:
	case errors.As(err, &long):
		done.Long, done.Response = true, &api.Response{Status: long.Status}
	default:
		done.Over = true
	}
	return done
}

// requestOf is a request as decisions know it, without its body.
func requestOf(r *http.Request) *decide.Request {
	asked := &decide.Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Host: r.Host}
	if asked.Host == "" {
		asked.Host = r.URL.Host
	}
	for _, name := range decide.Headers {
		if value := r.Header.Get(name); value != "" {
			asked.Header = append(asked.Header, api.Header{Name: name, Value: value})
		}
	}
	return asked
}

// readBody reads a body as far as it may go.
func readBody(r *http.Request, most int) ([]byte, decide.Came) {
	if r.ContentLength > int64(most) {
		return nil, decide.TooLong
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, int64(most)+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, decide.TooSlow
	case err != nil:
		return nil, decide.Broken
	case len(body) > most:
		return nil, decide.TooLong
	}
	return body, decide.Whole
}

// give sends a reply.
func give(w http.ResponseWriter, reply *decide.Reply) {
	for _, line := range reply.Header {
		w.Header().Set(line.Name, line.Value)
	}
	w.WriteHeader(reply.Status)
	_, _ = w.Write(reply.Body)
}
