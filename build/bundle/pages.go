package bundle

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// pages are the HTML files that are copied as they are, below the root and dist/.
var pages = map[string]string{
	"widget/frame/frame.html":        "widget/frame.html",
	"extension/panel/panel.html":     "extension/panel.html",
	"extension/options/options.html": "extension/options.html",
}

// glueName is the runtime glue of cores built with standard Go.
const glueName = "wasm_exec.js"

// placePages copies the pages of the folders given into dist. Where the cores
// need glue, each page loads it before its own script.
func placePages(root, dist string, compiler Compiler, folders ...string) error {
	for from, to := range pages {
		if !slices.Contains(folders, filepath.Dir(to)) {
			continue
		}
		page, err := os.ReadFile(filepath.Join(root, from))
		if err != nil {
			return err
		}
		glue := filepath.Join(dist, filepath.Dir(to), glueName)
		if compiler.Glue() == "" {
			if err := os.Remove(glue); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		} else {
			if err := CopyFile(compiler.Glue(), glue); err != nil {
				return err
			}
			tag := []byte(`<script src="` + glueName + `"></script>` + "\n    ")
			page = bytes.Replace(page, []byte(`<script type="module"`), append(tag, `<script type="module"`...), 1)
		}
		if err := os.MkdirAll(filepath.Dir(glue), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dist, to), page, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// CopyFile copies a file and makes its folder.
func CopyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}
