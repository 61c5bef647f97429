package release

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/andybalholm/brotli"
)

// extensions are those of compressed files, as the edge looks for them.
var extensions = [...]string{".br", ".gz"}

// Compress puts beside each file of a laid out folder its best compressed forms, where
// they are smaller, for a server that sends them as they are. Those that
// are there stay: what never changes is compressed once.
func Compress(ctx context.Context, folder string) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(extensions[:], filepath.Ext(name)) {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		plain, err := os.Stat(name)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, compress := range [len(extensions)]func([]byte) ([]byte, error){Brotli, Gzip} {
			extension := extensions[i]
			if made, err := os.Stat(name + extension); err == nil && !made.ModTime().Before(plain.ModTime()) {
				continue
			}
			small, err := compress(content)
			if err != nil {
				return err
			}
			if len(small) >= len(content) {
				if err := os.RemoveAll(name + extension); err != nil {
					return err
				}
				continue
			}
			if err := os.WriteFile(name+extension, small, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
}

// Brotli compresses at quality 11, as a server does ahead of time.
func Brotli(content []byte) ([]byte, error) {
	var out bytes.Buffer
	return written(&out, brotli.NewWriterLevel(&out, brotli.BestCompression), content)
}

// Gzip compresses at its best level, as gzip -9n.
func Gzip(content []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	return written(&out, w, content)
}

func written(out *bytes.Buffer, w io.WriteCloser, content []byte) ([]byte, error) {
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

// Copy copies a laid out folder without what is compressed.
func Copy(from, to string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(extensions[:], filepath.Ext(name)) {
			return err
		}
		below, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return place(filepath.Join(to, below), content)
	})
}
