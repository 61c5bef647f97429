package bundle

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"deskside/build/words"
)

// assembleExtensions puts together an unpacked extension for each browser:
// the shared scripts and pages, the core, and the browser's own manifest.
func assembleExtensions(root string, compiler Compiler) error {
	shared := filepath.Join(root, "dist", "extension")
	for _, browser := range Browsers {
		to := filepath.Join(shared, browser)
		if err := os.RemoveAll(to); err != nil {
			return err
		}
		entries, err := os.ReadDir(shared)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.IsDir() {
				continue
			}
			if err := CopyFile(filepath.Join(shared, e.Name()), filepath.Join(to, e.Name())); err != nil {
				return err
			}
		}
		if err := CopyFile(filepath.Join(root, "dist/core/agent.wasm"), filepath.Join(to, "core/agent.wasm")); err != nil {
			return err
		}
		if err := glueBackground(filepath.Join(to, "background.js"), compiler); err != nil {
			return err
		}
		if err := placeIcons(root, to); err != nil {
			return err
		}
		if err := copyTree(filepath.Join(root, words.Locales), filepath.Join(to, filepath.Base(words.Locales)), ".json"); err != nil {
			return err
		}
		manifest, err := Manifest(root, browser)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, "manifest.json"), manifest, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// glueBackground puts the runtime glue that the core needs before the background,
// which has no page that could load it.
func glueBackground(background string, compiler Compiler) error {
	if compiler.Glue() == "" {
		return nil
	}
	glue, err := os.ReadFile(compiler.Glue())
	if err != nil {
		return err
	}
	script, err := os.ReadFile(background)
	if err != nil {
		return err
	}
	return os.WriteFile(background, slices.Concat(glue, []byte("\n"), script), 0o644)
}

// placeIcons copies the icons of the extension into its folder.
func placeIcons(root, to string) error {
	return copyTree(filepath.Join(root, "extension/icons"), filepath.Join(to, "icons"), ".png")
}

// Manifest merges the shared manifest with what one browser has of its own:
// objects member by member, anything else replaced.
func Manifest(root, browser string) ([]byte, error) {
	merged := map[string]any{}
	for _, name := range []string{"base", browser} {
		path := filepath.Join(root, "extension", "manifest", name+".json")
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var part map[string]any
		if err := json.Unmarshal(source, &part); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		merged = merge(merged, part)
	}
	out, err := json.MarshalIndent(merged, "", "  ")
	return append(out, '\n'), err
}

func merge(into, part map[string]any) map[string]any {
	out := maps.Clone(into)
	for name, value := range part {
		a, isObject := out[name].(map[string]any)
		b, both := value.(map[string]any)
		if isObject && both {
			value = merge(a, b)
		}
		out[name] = value
	}
	return out
}

func copyTree(from, to, suffix string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, suffix) {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		return CopyFile(path, filepath.Join(to, relative))
	})
}
