//go:build js && wasm

package main

import (
	"context"
	"errors"
	"math"
	"syscall/js"
	"time"

	"github.com/syumai/workers/cloudflare/cron"
	"github.com/syumai/workers/cloudflare/queues"

	decide "deskside/shared/core/edge"
	"deskside/shared/edge"
	"deskside/wasm/worker/go/bindings"
)

// errNoSite says why what is kept for the site without a name stays where it is.
var errNoSite = errors.New("nothing is handed on: there is no site without a name: set the variable UPSTREAM_URL")

// deliver has what is kept handed on by an edge, whenever the platform's clock or a
// message of its queue calls for it; unset is why there is no edge, whose messages come
// again and find it set up, or are found without.
func deliver(e *edge.Edge, unset error) {
	cron.ScheduleTaskNonBlock(func(ctx context.Context) error {
		// An error would end the program. What goes wrong the edge has told its log.
		if unset != nil {
			complain("nothing is handed on: " + unset.Error())
			return nil
		}
		round := e.NewRound()
		round.Sweep(ctx)
		all := round.Named(ctx, decide.SweepMost)
		if e.HasSite() {
			all = append(all, e)
		}
		if len(all) == 0 {
			complain(errNoSite.Error())
		}
		for _, at := range all {
			at.GatherNext(ctx)
			at.WatchNext(ctx)
		}
		return nil
	})
	queues.ConsumeNonBlock(func(batch *queues.MessageBatch) error {
		if unset != nil {
			return errors.New("nothing is handed on: " + unset.Error())
		}
		round := e.NewRound()
		var failed error
		for _, message := range batch.Messages {
			site, entry, err := bindings.Call(message.Body)
			if err != nil {
				// It would say no more another time.
				complain(err.Error())
				message.Ack()
				continue
			}
			if site == "" && !e.HasSite() {
				// It comes again, as all do of which nothing is said where a batch fails.
				failed = errNoSite
				continue
			}
			if again, over := round.Heed(context.Background(), site, entry); over {
				message.Ack()
			} else {
				message.Retry(queues.WithRetryDelay(wholly(again)))
			}
		}
		return failed
	})
}

// queueBinding is the name of the queue in wrangler.toml.
const queueBinding = "QUEUE"

// queue tells the queue where something is left to be delivered; nil where none is bound.
func queue(env js.Value) func(context.Context, decide.Call) {
	if env.Get(queueBinding).IsUndefined() {
		return nil
	}
	return func(_ context.Context, call decide.Call) {
		to, err := queues.NewProducer(queueBinding)
		if err == nil {
			after := wholly(time.Duration(call.AfterMS) * time.Millisecond)
			err = to.SendJSON(bindings.CallOf(call.Site, call.Entry), queues.WithDelaySeconds(after))
		}
		if err != nil {
			// It is found without. Of an error nobody knows what it holds.
			complain("the queue was not told")
		}
	}
}

// wholly rounds up to whole seconds, as a queue counts them.
func wholly(d time.Duration) time.Duration {
	return time.Duration(math.Ceil(d.Seconds())) * time.Second
}
