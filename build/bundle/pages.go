package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"deskside/shared/core/edge/leaf"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// pages are the HTML files, below the root and dist/. They hold no words.
var pages = map[string]string{
	"widget/frame/frame.html":        "widget/frame.html",
	"widget/try/try.html":            "widget/try.html",
	"extension/panel/panel.html":     "extension/panel.html",
	"extension/options/options.html": "extension/options.html",
}

// glueName is the runtime glue of cores built with standard Go.
const glueName = "wasm_exec.js"

// placePages writes the pages of the folders given into dist, with what they say
// without scripts. Where the cores need glue, each page loads it before its own
// script.
func placePages(root, dist string, compiler Compiler, folders ...string) error {
	for from, to := range pages {
		if !slices.Contains(folders, filepath.Dir(to)) {
			continue
		}
		page, err := os.ReadFile(filepath.Join(root, from))
		if err != nil {
			return err
		}
		page = withoutScripts(page)
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
			page = bytes.Replace(page, []byte("<script "), append(tag, "<script "...), 1)
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

// withoutScripts fills the element of a page that shows where no script runs, and
// so nothing can choose a language: it says the same in each, and leads to the edge's form
// in that language, which lets nobody frame it.
func withoutScripts(page []byte) []byte {
	var said strings.Builder
	for _, tag := range print.OfCustomers() {
		p := print.ForCustomers(tag)
		fmt.Fprintf(&said, `<p lang="%s" dir="%s">%s <a href="%s?lang=%s" target="_blank" rel="noopener">%s</a></p>`,
			p.Language(), p.Dir(), html.EscapeString(p.Say(words.PageNoscript())), leaf.Path, p.Language(), html.EscapeString(p.Say(words.EdgeFormTitle())))
	}
	return bytes.Replace(page, []byte("<noscript>"), []byte("<noscript>"+said.String()), 1)
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
