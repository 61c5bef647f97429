//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"syscall/js"
	"time"

	"github.com/syumai/workers/cloudflare/cache"
)

// shelf is the platform's cache. Its addresses are below the origin of the edge, which
// placed notes of each request.
type shelf struct{ told bool }

// Match implements edge.Cache.
func (s *shelf) Match(ctx context.Context, name string) []byte {
	r, err := addressOf(ctx, name)
	if err == nil {
		var found *http.Response
		if found, err = opened().Match(r, nil); err == nil {
			defer found.Body.Close()
			var content []byte
			if content, err = io.ReadAll(found.Body); err == nil {
				return content
			}
		}
	}
	if !errors.Is(err, cache.ErrCacheNotFound) {
		s.broken()
	}
	return nil
}

// Put implements edge.Cache.
func (s *shelf) Put(ctx context.Context, name string, content []byte, keep time.Duration) {
	r, err := addressOf(ctx, name)
	switch {
	case err != nil:
	case len(content) == 0:
		if err = opened().Delete(r, nil); errors.Is(err, cache.ErrCacheNotFound) {
			err = nil
		}
	default:
		lines := http.Header{"Cache-Control": {"max-age=" + strconv.Itoa(int(keep.Seconds()))}}
		err = opened().Put(r, &http.Response{StatusCode: http.StatusOK, Header: lines, Body: io.NopCloser(bytes.NewReader(content))})
	}
	if err != nil {
		s.broken()
	}
}

func opened() *cache.Cache { return cache.New(cache.WithNamespace("deskside")) }

// broken tells once that there is no cache. Of an error nobody knows what it holds.
func (s *shelf) broken() {
	if !s.told {
		s.told = true
		js.Global().Get("console").Call("error", "the cache does not work, and everything is asked of the helpdesk")
	}
}

type originKey struct{}

// placed notes under which origin each request came.
func placed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), originKey{}, r.URL.Scheme+"://"+r.URL.Host)))
	})
}

func addressOf(ctx context.Context, name string) (*http.Request, error) {
	origin, _ := ctx.Value(originKey{}).(string)
	return http.NewRequestWithContext(ctx, http.MethodGet, origin+"/.cached/"+name, nil)
}
