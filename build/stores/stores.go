// Package stores packs the extension for the stores of Chrome, Edge and Firefox.
// The same sources give the same bytes, on any machine and in any folder, so that
// whoever reviews a package can build it and compare. It uploads nothing.
package stores

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Packages are the stores, and the browser of dist/extension whose files each is given.
var Packages = []struct{ Store, Browser string }{{"chrome", "chrome"}, {"edge", "chrome"}, {"firefox", "firefox"}}

// Sums names the file of the packages' SHA-256, as sha256sum writes and reads it.
const Sums = "SHA256SUMS"

// Pack writes into the folder to, which it empties, a package for each store out of dist/extension below root, the
// sources where root is a clone, and the sums of all of them. It returns their names.
func Pack(ctx context.Context, root, to string) ([]string, error) {
	if err := errors.Join(os.RemoveAll(to), os.MkdirAll(to, 0o755)); err != nil {
		return nil, err
	}
	var names []string
	add := func(name, folder string, files []string) error {
		var packed bytes.Buffer
		if err := Zip(&packed, os.DirFS(folder), files); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		names = append(names, name)
		return os.WriteFile(filepath.Join(to, name), packed.Bytes(), 0o644)
	}
	for _, p := range Packages {
		folder := filepath.Join(root, "dist", "extension", p.Browser)
		version, err := versionIn(folder)
		if err != nil {
			return nil, err
		}
		files, err := filesIn(folder)
		if err != nil {
			return nil, err
		}
		if err := add(fmt.Sprintf("deskside-%s-%s.zip", p.Store, version), folder, files); err != nil {
			return nil, err
		}
	}
	version, err := versionIn(filepath.Join(root, "dist", "extension", "firefox"))
	if err != nil {
		return nil, err
	}
	sources, err := sourcesIn(ctx, root)
	if err != nil {
		return nil, err
	}
	if len(sources) > 0 {
		if err := add(fmt.Sprintf("deskside-source-%s.zip", version), root, sources); err != nil {
			return nil, err
		}
	}
	var sums strings.Builder
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(to, name))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(text), name)
	}
	return names, os.WriteFile(filepath.Join(to, Sums), []byte(sums.String()), 0o644)
}

// Of is the store that a package is for, by its file's name or as somebody says; "" where neither tells.
func Of(name, said string) string {
	for _, p := range Packages {
		if said == p.Store || said == "" && strings.HasPrefix(name, "deskside-"+p.Store+"-") {
			return p.Store
		}
	}
	return ""
}

// Named is the package of a store among names that Pack has returned.
func Named(names []string, store string) string {
	at := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, "deskside-"+store+"-") })
	return names[at]
}

func versionIn(folder string) (string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	if err != nil {
		return "", err
	}
	var manifest struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", fmt.Errorf("%s/manifest.json: %w", folder, err)
	}
	return manifest.Version, nil
}

// sourcesIn lists what the repository has, as far as git tells; none where there is no clone.
func sourcesIn(ctx context.Context, root string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(root, ".git")); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	cmd := exec.CommandContext(ctx, "git", "ls-files", "-z")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 }), nil
}

func filesIn(folder string) (files []string, err error) {
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	})
	return files, err
}

// when is the time of all files in a package: the first that the format knows.
var when = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Zip packs files of a folder by name, in their order, with nothing of the machine: neither times nor owners nor rights.
func Zip(w io.Writer, folder fs.FS, files []string) error {
	packed := zip.NewWriter(w)
	packed.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestCompression) })
	for _, name := range slices.Sorted(slices.Values(files)) {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: when}
		header.SetMode(0o644)
		part, err := packed.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := part.Write(text); err != nil {
			return err
		}
	}
	return packed.Close()
}

// Compare tells in which files two packages differ, by what is in them: a store may have signed or repacked one. What
// only a store adds is passed over.
func Compare(one, other io.ReaderAt, sizeOne, sizeOther int64) ([]string, error) {
	a, err := contents(one, sizeOne)
	if err != nil {
		return nil, err
	}
	b, err := contents(other, sizeOther)
	if err != nil {
		return nil, err
	}
	var differ []string
	for name, text := range a {
		switch there, has := b[name]; {
		case !has:
			differ = append(differ, name+": only in the first")
		case !bytes.Equal(text, there):
			differ = append(differ, fmt.Sprintf("%s: %d and %d bytes", name, len(text), len(there)))
		}
	}
	for name := range b {
		if _, has := a[name]; !has {
			differ = append(differ, name+": only in the second")
		}
	}
	slices.Sort(differ)
	return differ, nil
}

// signed are the folders that stores put into a package.
var signed = []string{"META-INF/", "_metadata/"}

func contents(r io.ReaderAt, size int64) (map[string][]byte, error) {
	packed, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, f := range packed.File {
		if f.FileInfo().IsDir() || slices.ContainsFunc(signed, func(folder string) bool { return strings.HasPrefix(f.Name, folder) }) {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(part)
		if err := errors.Join(err, part.Close()); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		files[f.Name] = text
	}
	return files, nil
}
