package toolchain

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

const (
	tinyGoVersion = "0.41.1" // what is built where there is none
	tinyGoLeast   = "0.41"   // the first that compiles with Go 1.26
)

// TinyGo returns the TinyGo on PATH when it is new enough, else one that this package built into the user's cache; where
// there is neither, it builds one there, once (about a minute on two cores, plus Debian's packages where they are missing).
// The error says what to install where it cannot.
func TinyGo(ctx context.Context, out io.Writer) (*Compiler, error) {
	return thisMachine().tinyGo(ctx, out)
}

// TinyGoAtHand returns the TinyGo that TinyGo would return at once. It installs, fetches and builds nothing.
func TinyGoAtHand() (*Compiler, bool) {
	return thisMachine().tinyGoAtHand(context.Background())
}

func (m machine) tinyGo(ctx context.Context, out io.Writer) (*Compiler, error) {
	if c, found := m.tinyGoAtHand(ctx); found {
		c.Progress = out
		return c, nil
	}
	if !m.debian() {
		return nil, fmt.Errorf("%s, and it can only be built here from Debian's packages. Install TinyGo %s or newer (tinygo.org, Getting started) and put it on PATH", m.whyNotOnPath(ctx), tinyGoLeast)
	}
	missing := m.missingPackages(ctx, tinyGoPackages())
	if err := m.installPackages(ctx, out, "TinyGo "+tinyGoVersion, missing); err != nil {
		return nil, err
	}
	folder, err := m.tinyGoFolder()
	if err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, out, folder+".lock", "TinyGo "+tinyGoVersion+": waiting for another process that builds it")
	if err != nil {
		return nil, fmt.Errorf("lock the cache of TinyGo: %w", err)
	}
	defer unlock()
	c, found := m.tinyGoInCache(ctx)
	if !found {
		if err := m.buildTinyGo(ctx, out, folder); err != nil {
			return nil, err
		}
		if c, found = m.tinyGoInCache(ctx); !found {
			return nil, fmt.Errorf("TinyGo %s was built but does not run; remove %s and build again", tinyGoVersion, folder)
		}
	}
	c.Progress = out
	return c, nil
}

func (m machine) tinyGoAtHand(ctx context.Context) (*Compiler, bool) {
	if version := m.tinyGoVersion(ctx, "tinygo", nil); atLeast(version, tinyGoLeast) {
		return &Compiler{
			Kind:    KindTinyGo,
			Version: version,
			machine: m,
			program: "tinygo",
			// An official TinyGo ships the C library that its own target file names; ours would not find Debian's.
			target: "wasm",
		}, true
	}
	return m.tinyGoInCache(ctx)
}

// tinyGoVersion asks a TinyGo for its version; "" when it does not answer.
func (m machine) tinyGoVersion(ctx context.Context, program string, env []string) string {
	if !m.has(program) {
		return ""
	}
	printed, err := m.run(ctx, command{env: env, name: program, args: []string{"version"}})
	if err != nil {
		return ""
	}
	// tinygo version 0.41.1 linux/amd64 (using go version go1.26.8 and LLVM version 19.1.7)
	words := strings.Fields(printed)
	if len(words) < 3 || words[0] != "tinygo" || words[1] != "version" {
		return ""
	}
	return words[2]
}

func (m machine) whyNotOnPath(ctx context.Context) string {
	if version := m.tinyGoVersion(ctx, "tinygo", nil); version != "" {
		return fmt.Sprintf("TinyGo on PATH is version %s, too old for this Go", version)
	}
	return "TinyGo is not on PATH"
}

// tinyGoFolder is where our own TinyGo is or will be. Its name changes with everything it is made of.
func (m machine) tinyGoFolder() (string, error) {
	cache, err := m.cacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache folder to keep TinyGo in: %w", err)
	}
	return filepath.Join(cache, "deskside", "tinygo-"+tinyGoVersion+"-"+recipeHash(m.os, m.arch)), nil
}

// tinyGoInCache returns our own TinyGo when it was built and everything it calls is still installed.
func (m machine) tinyGoInCache(ctx context.Context) (*Compiler, bool) {
	folder, err := m.tinyGoFolder()
	if err != nil {
		return nil, false
	}
	layout := layout(folder)
	for _, program := range tinyGoPrograms() {
		if !m.has(program) {
			return nil, false
		}
	}
	for _, file := range linkedFiles(layout.target()) {
		if !m.exists(file) {
			return nil, false
		}
	}
	env := []string{"TINYGOROOT=" + layout.root()}
	if m.tinyGoVersion(ctx, layout.program(), env) != tinyGoVersion {
		return nil, false
	}
	return &Compiler{
		Kind:    KindTinyGo,
		Version: tinyGoVersion,
		machine: m,
		program: layout.program(),
		env:     env,
		target:  layout.target(),
	}, true
}
