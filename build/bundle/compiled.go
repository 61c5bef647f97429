package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// compiled is a folder of cores that were compiled before, each under the
// fingerprint of what it was made of: compiling one takes a minute of a
// processor, and most changes are to none. "" keeps nothing.
type compiled string

// unused is after how long a core that nobody took goes.
const unused = 10 * 24 * time.Hour

// userCache is where the cores of all checkouts of a user are kept.
func userCache() compiled {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return compiled(filepath.Join(dir, "deskside", "cores"))
}

func (c compiled) path(fingerprint string) string {
	return filepath.Join(string(c), fingerprint+".wasm")
}

// take copies the core of a fingerprint to output, if there is one.
func (c compiled) take(fingerprint, output string) bool {
	if c == "" {
		return false
	}
	now := time.Now()
	_ = os.Chtimes(c.path(fingerprint), now, now)
	return CopyFile(c.path(fingerprint), output) == nil
}

// put keeps what was made, and lets go what nobody has taken for long. It is an
// economy: a folder that cannot be written to is no failure.
func (c compiled) put(fingerprint, made string) {
	if c == "" || os.MkdirAll(string(c), 0o755) != nil {
		return
	}
	// Whoever takes one meanwhile never sees half of it.
	half := filepath.Join(string(c), fmt.Sprintf(".%s-%d", fingerprint, os.Getpid()))
	if err := errors.Join(CopyFile(made, half), os.Rename(half, c.path(fingerprint))); err != nil {
		os.Remove(half)
	}
	entries, _ := os.ReadDir(string(c))
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > unused {
			os.Remove(filepath.Join(string(c), e.Name()))
		}
	}
}

// listed is what the go command says of a package.
type listed struct {
	Dir, ImportPath                     string
	Standard                            bool
	Module                              *struct{ Main bool }
	GoFiles, IgnoredGoFiles, EmbedFiles []string
}

// fingerprint hashes what a core is made of: how, and every source of the module
// that it links, with the versions of all others.
func fingerprint(ctx context.Context, root string, compiler Compiler, tags []string) (string, error) {
	packages, err := linked(ctx, root, compiler, tags)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, compiler.Recipe(corePackage, tags...))
	files := []string{filepath.Join(root, "go.mod"), filepath.Join(root, "go.sum")}
	for _, p := range packages {
		for _, name := range slices.Concat(p.GoFiles, p.IgnoredGoFiles, p.EmbedFiles) {
			if !strings.HasSuffix(name, "_test.go") {
				files = append(files, filepath.Join(p.Dir, name))
			}
		}
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n", filepath.ToSlash(name), len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// linked lists the module's own packages that a core links. Of each, all its files
// count: which of them a compiler leaves out is its own affair.
func linked(ctx context.Context, root string, compiler Compiler, tags []string) ([]listed, error) {
	tags = slices.Concat(compiler.OwnTags(), tags)
	list := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,ImportPath,Standard,Module,GoFiles,IgnoredGoFiles,EmbedFiles", "-tags="+strings.Join(tags, ","), corePackage)
	list.Dir = root
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	var said bytes.Buffer
	list.Stderr = &said
	printed, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("what %s links could not be listed: %w\n%s", corePackage, err, said.Bytes())
	}
	var packages []listed
	decoder := json.NewDecoder(bytes.NewReader(printed))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("what %s links could not be read: %w", corePackage, err)
		}
		if !p.Standard && p.Module != nil && p.Module.Main {
			packages = append(packages, p)
		}
	}
	return packages, nil
}
