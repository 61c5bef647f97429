//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"io"

	"github.com/syumai/workers/cloudflare/r2"

	"deskside/shared/edge"
)

// filesBinding is the name of the R2 bucket in wrangler.toml.
const filesBinding = "FILES"

// openSpace returns the R2 bucket as a place for files, or nil where none is bound.
func openSpace() edge.Space {
	if runtime.Get("env").Get(filesBinding).IsUndefined() {
		return nil
	}
	return bucket{}
}

// bucket takes the bucket from the bindings of the current request, to which it belongs.
type bucket struct{}

func (bucket) Put(_ context.Context, name string, content []byte) error {
	b, err := r2.NewBucket(filesBinding)
	if err == nil {
		_, err = b.Put(name, io.NopCloser(bytes.NewReader(content)), nil)
	}
	return err
}

func (bucket) Take(_ context.Context, name string) ([]byte, error) {
	b, err := r2.NewBucket(filesBinding)
	if err != nil {
		return nil, err
	}
	object, err := b.Get(name)
	if err != nil || object == nil {
		return nil, err
	}
	return io.ReadAll(object.Body)
}

func (bucket) Drop(_ context.Context, name string) error {
	b, err := r2.NewBucket(filesBinding)
	if err == nil {
		err = b.Delete(name)
	}
	return err
}
