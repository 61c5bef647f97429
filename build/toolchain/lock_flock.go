//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package toolchain

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// lock waits until this process alone holds the lock file at path, which is made when needed. The system drops the lock
// when the process ends, however it ends, so no lock is ever stale. what is said while waiting.
func lock(ctx context.Context, out io.Writer, path, what string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	err = Step(out, what, func() error {
		// Not the blocking call: it could not be cancelled.
		again := time.NewTicker(100 * time.Millisecond)
		defer again.Stop()
		for {
			err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
			if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
				return err
			}
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-again.C:
			}
		}
	})
	if err != nil {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
