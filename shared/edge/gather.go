package edge

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"time"

	decide "deskside/shared/core/edge"
)

// Gather keeps a snapshot of the site's open posts up to date until ctx is over, in
// which widgets look for similar ones. Any number of programs may do so over one store.
// It returns at once where there is none.
func (e *Edge) Gather(ctx context.Context) {
	for e.HasSite() && ctx.Err() == nil {
		// How it ended tells nothing: the loop sees whether it is over.
		_ = e.config.Clock.Sleep(ctx, e.GatherNext(ctx))
	}
}

// Watch looks each minute whether somebody is to be told of what is kept, until ctx is
// over. Any number of programs may do so over one store.
func (e *Edge) Watch(ctx context.Context) {
	for e.HasSite() && e.config.Alert.URL != "" && ctx.Err() == nil {
		// How it ended tells nothing: the loop sees whether it is over.
		_ = e.config.Clock.Sleep(ctx, e.WatchNext(ctx))
	}
}

// WatchNext looks once, and returns how long to rest then.
func (e *Edge) WatchNext(ctx context.Context) time.Duration {
	in := e.input(decide.Request{})
	out := e.steps(ctx, &in, e.decide.Watch)
	return time.Duration(out.RestMS) * time.Millisecond
}

// GatherNext reads the next page of posts or makes the snapshot, if either is due, and
// returns how long to rest then.
func (e *Edge) GatherNext(ctx context.Context) time.Duration {
	in := e.input(decide.Request{})
	out := e.steps(ctx, &in, e.decide.Gather)
	return time.Duration(out.RestMS) * time.Millisecond
}

// pack compresses as well as gzip does.
func pack(content []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(content)
	err = errors.Join(err, w.Close())
	return packed.Bytes(), err
}
