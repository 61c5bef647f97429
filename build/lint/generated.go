package lint

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"deskside/build/check"
	"deskside/build/codec/codecs"
	"deskside/build/typegen"
)

// Generated fails when a generated file is not what its source generates, and leaves it as it should be.
func Generated(ctx context.Context, root string, out io.Writer) error {
	before, err := generated(root)
	if err != nil {
		return err
	}
	// Codecs are written here, all in this process; go generate runs what else there is.
	shared := filepath.Join(root, "shared")
	if _, err := codecs.WriteAll(shared); err != nil {
		return err
	}
	if err := check.Program(ctx, root, out, nil, "go", "generate", "-skip", "^"+regexp.QuoteMeta(codecs.Command), "./shared/..."); err != nil {
		return err
	}
	stale, err := typegen.Write(filepath.Join(root, typegen.File))
	if err != nil {
		return err
	}
	after, err := generated(root)
	if err != nil {
		return err
	}
	if stale || before != after {
		return errors.New("generated files were stale and are now written anew: review and commit them")
	}
	return nil
}

func generated(root string) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	for _, folder := range []string{"shared", "widget", "extension"} {
		err = errors.Join(err, filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_gen.go") && !strings.HasSuffix(path, ".gen.ts") {
				return err
			}
			b, err := os.ReadFile(path)
			fmt.Fprintf(h, "%s %d\n", path, len(b))
			h.Write(b)
			return err
		}))
	}
	copy(sum[:], h.Sum(nil))
	return sum, err
}
