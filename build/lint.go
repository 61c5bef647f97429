package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"deskside/build/bundle"
	"deskside/build/toolchain"
	"deskside/build/typegen"
)

// lint checks what needs no test: format, vet, types, generated files.
func lint(ctx context.Context, t *tool, _ []string) error {
	if err := toolchain.EnsureNPM(ctx, t.root, t.out); err != nil {
		return err
	}
	for _, check := range []func(context.Context, *tool, io.Writer) error{generatedFiles, goFormat, goVet, typeScript} {
		if err := check(ctx, t, t.out); err != nil {
			return err
		}
	}
	fmt.Fprintln(t.out, "nothing to object to")
	return nil
}

// run runs a program below the root and prints what it prints.
func (t *tool) run(ctx context.Context, out io.Writer, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = t.root, out, out
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(append([]string{name}, args...), " "), err)
	}
	return nil
}

// generatedFiles fails when a generated file is not what its source generates.
func generatedFiles(ctx context.Context, t *tool, out io.Writer) error {
	before, err := t.generated()
	if err != nil {
		return err
	}
	if err := t.run(ctx, out, nil, "go", "generate", "./shared/..."); err != nil {
		return err
	}
	stale, err := typegen.Write(filepath.Join(t.root, typegen.File))
	if err != nil {
		return err
	}
	after, err := t.generated()
	if err != nil {
		return err
	}
	if stale || before != after {
		return errors.New("generated files were stale and are now written anew: review and commit them")
	}
	return nil
}

func (t *tool) generated() (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	err = filepath.WalkDir(filepath.Join(t.root, "shared"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_gen.go") {
			return err
		}
		b, err := os.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	copy(sum[:], h.Sum(nil))
	return sum, err
}

func goFormat(ctx context.Context, t *tool, out io.Writer) error {
	var list bytes.Buffer
	if err := t.run(ctx, &list, nil, "gofmt", "-l", "shared", "wasm", "build"); err != nil {
		return fmt.Errorf("%w\n%s", err, list.String())
	}
	if list.Len() > 0 {
		return fmt.Errorf("not formatted, run gofmt -w on:\n%s", list.String())
	}
	return nil
}

func goVet(ctx context.Context, t *tool, out io.Writer) error {
	if err := t.run(ctx, out, nil, "go", "vet", "./..."); err != nil {
		return err
	}
	js := []string{"GOOS=js", "GOARCH=wasm"}
	if err := t.run(ctx, out, js, "go", "vet", "./wasm/...", "./shared/core/..."); err != nil {
		return err
	}
	for _, variant := range bundle.Variants() {
		if err := t.run(ctx, out, js, "go", "vet", "-tags="+strings.Join(bundle.Tags(variant), ","), "./wasm/core"); err != nil {
			return err
		}
	}
	return nil
}

func typeScript(ctx context.Context, t *tool, out io.Writer) error {
	tsc := filepath.Join(t.root, "node_modules", ".bin", "tsc")
	for _, project := range []string{"build/tsconfig.json", "build/tsconfig.test.json"} {
		if err := t.run(ctx, out, nil, tsc, "--noEmit", "-p", project); err != nil {
			return err
		}
	}
	return nil
}
