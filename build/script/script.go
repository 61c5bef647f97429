// Package script makes programs for Node of TypeScript files. It must not know
// what they do.
package script

import (
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// Bundle returns a TypeScript file and what it imports as one module for Node.
// entry is a path below root, the repository.
func Bundle(root, entry string) ([]byte, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	built := api.Build(api.BuildOptions{
		AbsWorkingDir: root, EntryPoints: []string{filepath.Join(root, entry)}, Bundle: true,
		Format: api.FormatESModule, Platform: api.PlatformNode, Target: api.ES2022, LogLevel: api.LogLevelSilent,
		TsconfigRaw: `{"compilerOptions":{"verbatimModuleSyntax":true}}`,
	})
	if len(built.Errors) > 0 {
		return nil, fmt.Errorf("bundling %s: %s", entry, built.Errors[0].Text)
	}
	return built.OutputFiles[0].Contents, nil
}
