// Package release lays out what is published of the widget: files whose content
// never changes at their address, and the few through which they are found.
//
//	widget/loader.js           what sites embed; the newest
//	widget/frame.html          the widget's document; the newest
//	widget/try.html            a page that shows it, and what to embed
//	widget/releases.json       every release that is there, see List
//	widget/r/HASH/loader.js    the loader of a release, for sites that pin it
//	widget/r/HASH/host.js      what that loader brings in, by its hash
//	widget/r/HASH/words.js     its words in further languages, likewise
//	widget/r/HASH/frame.js     and all that the document loads
//	widget/r/HASH/customer.wasm, in a folder of its own as is
//	widget/r/HASH/writing.wasm
//	widget/r/HASH/formatting.wasm
//
// HASH is that of what lies in its folder. It knows files, and neither how they
// are made nor who serves them.
package release

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	loader = "loader.js"
	host   = "host.js"
	words  = "words.js"
	page   = "widget/frame.html"
	// trial shows the widget to whoever is to embed it.
	trial = "widget/try.html"
	// fixed is the folder of what never changes.
	fixed = "widget/r"
)

// cores are those of the widget. Each has a folder of its own, so that a browser keeps the
// one that stays as it is.
var cores = []string{"core/customer.wasm", "core/writing.wasm", "core/formatting.wasm"}

// Lay lays out in the folder to what dist has of the widget, as a release of a
// day, beside those that are carried forward. What of an earlier time is not
// among them goes.
func Lay(dist, to string, day time.Time, earlier ...Release) error {
	files := map[string][]byte{}
	found, err := fs.Glob(os.DirFS(dist), "widget/*.*")
	if err != nil {
		return err
	}
	for _, name := range append(found, cores...) {
		if files[name], err = os.ReadFile(filepath.Join(dist, name)); err != nil {
			return fmt.Errorf("lay out a release: %w", err)
		}
	}
	release, laid, err := of(files)
	if err != nil {
		return fmt.Errorf("lay out a release: %w", err)
	}
	list := List{Releases: after(release, day, earlier)}
	if laid[listName], err = list.marshal(); err != nil {
		return err
	}
	for name, content := range laid {
		if err := place(filepath.Join(to, filepath.FromSlash(name)), content); err != nil {
			return fmt.Errorf("lay out a release: %w", err)
		}
	}
	return list.sweep(to)
}

// of is the release of files and how they are laid out, by their addresses without the slash that begins them.
func of(files map[string][]byte) (Release, map[string][]byte, error) {
	laid := map[string][]byte{}
	var r Release
	var err error
	lay := func(names ...string) string {
		folder := path.Join(fixed, digest(names, files))
		for _, name := range names {
			at := path.Join(folder, path.Base(name))
			laid[at] = files[name]
			r.Files = append(r.Files, File{Path: "/" + at, Integrity: integrity(files[name])})
		}
		return folder
	}
	loaderAt, brought := "widget/"+loader, []string{"widget/" + host, "widget/" + words}
	own := slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(name string) bool {
		return name == loaderAt || slices.Contains(brought, name) || name == page || name == trial || slices.Contains(cores, name)
	})
	for _, name := range slices.Concat([]string{loaderAt, page, trial}, brought, cores) {
		if files[name] == nil {
			return r, nil, fmt.Errorf("%s was not built", name)
		}
	}
	for _, name := range brought {
		if files[loaderAt], err = knowing(files[loaderAt], path.Base(name), "/"+path.Join(lay(name), path.Base(name)), integrity(files[name])); err != nil {
			return r, nil, err
		}
	}
	lay(loaderAt)
	r.Loader = r.Files[len(brought)]
	laid[loaderAt] = files[loaderAt]
	folder, at := lay(own...), map[string]string{}
	for _, core := range cores {
		at[core] = path.Join(lay(core), path.Base(core))
	}
	if laid[page], err = pointed(page, folder, files, at); err != nil {
		return r, nil, err
	}
	laid[trial], err = pointed(trial, folder, files, nil)
	return r, laid, err
}

// attribute is an address in one of the widget's documents: of a script, a style sheet, or the core.
var attribute = regexp.MustCompile(` (src|href|content)="([^"]*\.(?:js|css|wasm))"`)

// pointed is a document with the addresses of what it loads, each with the hash that it must have. coresAt
// says where the cores are that it loads.
func pointed(document, folder string, files map[string][]byte, coresAt map[string]string) ([]byte, error) {
	var missing error
	out := attribute.ReplaceAllFunc(files[document], func(match []byte) []byte {
		parts := attribute.FindSubmatch(match)
		name := string(parts[2])
		if at := coresAt[strings.TrimPrefix(name, "/")]; at != "" {
			return fmt.Appendf(nil, ` %s="/%s"`, parts[1], at)
		}
		content, ok := files["widget/"+name]
		if !ok {
			missing = errors.Join(missing, fmt.Errorf("%s loads %s, which was not built", document, name))
		}
		// In a page of a sandbox without an origin its own files are another's.
		return fmt.Appendf(nil, ` %s="/%s" integrity="%s" crossorigin`, parts[1], path.Join(folder, name), integrity(content))
	})
	for core, at := range coresAt {
		if !bytes.Contains(out, []byte(at)) {
			missing = errors.Join(missing, fmt.Errorf("%s does not say where %s is", document, core))
		}
	}
	return out, missing
}

// knowing is the loader with the address of a file that it brings in and the hash that this must have, in the place of the words for them.
func knowing(loader []byte, file, at, hash string) ([]byte, error) {
	for _, word := range [][2]string{{file, at}, {file + "#integrity", hash}} {
		before := strconv.Quote(word[0])
		if bytes.Count(loader, []byte(before)) != 1 {
			return nil, fmt.Errorf("the loader does not say %s once", before)
		}
		loader = bytes.Replace(loader, []byte(before), []byte(strconv.Quote(word[1])), 1)
	}
	return loader, nil
}

// digest tells sets of files apart: 16 hexadecimal digits.
func digest(names []string, files map[string][]byte) string {
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%s %d\n", path.Base(name), len(files[name]))
		h.Write(files[name])
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// integrity is the hash of a file as pages give it, of Subresource Integrity.
func integrity(content []byte) string {
	sum := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// place writes a file, unless it is there with that content: what was made of it stays, too.
func place(at string, content []byte) error {
	if have, err := os.ReadFile(at); err == nil && bytes.Equal(have, content) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, content, 0o644)
}

// sweep removes what is of none of the releases.
func (l List) sweep(to string) error {
	keep := map[string]bool{"widget/" + loader: true, page: true, trial: true, listName: true}
	for _, r := range l.Releases {
		for _, f := range r.Files {
			keep[strings.TrimPrefix(f.Path, "/")] = true
		}
	}
	return filepath.WalkDir(to, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(to, name)
		if err != nil {
			return err
		}
		plain := filepath.ToSlash(below)
		for _, extension := range extensions {
			plain = strings.TrimSuffix(plain, extension)
		}
		if keep[plain] {
			return nil
		}
		return os.Remove(name)
	})
}
