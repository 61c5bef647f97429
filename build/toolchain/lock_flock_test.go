//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package toolchain

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLock(t *testing.T) {
	t.Run("the second waits until the first is done", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "new", "one.lock")
		synctest.Test(t, func(t *testing.T) {
			unlock, err := lock(t.Context(), io.Discard, path, "waiting")
			require.NoError(t, err)
			second := make(chan error, 1)
			go func() {
				unlock, err := lock(t.Context(), io.Discard, path, "waiting")
				if err == nil {
					unlock()
				}
				second <- err
			}()
			time.Sleep(time.Minute) // the bubble's time
			require.Empty(t, second)
			unlock()
			require.NoError(t, <-second)
		})
	})
	t.Run("waiting ends with its context", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "one.lock")
		unlock, err := lock(t.Context(), io.Discard, path, "waiting")
		require.NoError(t, err)
		defer unlock()
		stopped := errors.New("stopped by hand")
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(stopped)
		_, err = lock(ctx, io.Discard, path, "waiting")
		require.ErrorIs(t, err, stopped)
	})
}
