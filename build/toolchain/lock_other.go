//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package toolchain

import (
	"context"
	"io"
)

// lock does nothing where files cannot be locked with flock: TinyGo is never built there, and npm's packages are
// installed a second time at worst.
func lock(context.Context, io.Writer, string, string) (unlock func(), err error) {
	return func() {}, nil
}
