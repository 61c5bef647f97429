package lint

import (
	"context"
	"io"
	"path/filepath"

	"deskside/build/check"
)

// Projects are the TypeScript projects: what ships, and what tests it and builds it.
var Projects = []string{"build/tsconfig.json", "build/tsconfig.test.json"}

// Types checks the types of each project.
func Types(ctx context.Context, root string, out io.Writer) error {
	for _, project := range Projects {
		if err := check.Program(ctx, root, out, nil, program(root, "tsc"), "--noEmit", "-p", project); err != nil {
			return err
		}
	}
	return nil
}

// TypeScript runs the linter; .oxlintrc.json has its rules, first of all that
// no promise fails unheard. It asks the native TypeScript for types, as the
// compiler does.
func TypeScript(ctx context.Context, root string, out io.Writer) error {
	return check.Program(ctx, root, out, nil, program(root, "oxlint"), "--format=unix", "build", "extension", "shared", "wasm", "widget")
}

func program(root, name string) string { return filepath.Join(root, "node_modules", ".bin", name) }
