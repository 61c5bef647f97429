package xss

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/check"
	"deskside/shared/content/contenttest"
)

// Size is how much of what could be tried is tried.
type Size struct {
	// Every is of how many vectors one is run as it is, as the control, and of how many combinations
	// one is tried.
	Every int
	// Mutations is how many texts are bred from the corpus with Seed.
	Mutations int
	Seed      uint64
	// Places is in how many places each vector is wrapped besides standing alone.
	Places int
}

// Quick is what every test run tries: some seconds in each browser.
var Quick = Size{Every: 24, Mutations: 300, Seed: 2}

type raw struct {
	Class  string `json:"class"`
	Source string `json:"source"`
	Page   string `json:"page"`
}

type cases struct {
	Rules    map[string]string `json:"rules"`
	Raw      []raw             `json:"raw"`
	Pages    []string          `json:"pages"`
	Programs [][]byte          `json:"programs"`
	// Markdown is printed Markdown, rendered, and what may be in it.
	Markdown []string          `json:"markdown"`
	Rendered map[string]string `json:"rendered"`
}

// gather makes the cases of a size, each page and program once, and fails on the first that another
// parser finds something dangerous in.
func gather(size Size) (*cases, error) {
	vectors, err := Vectors()
	if err != nil {
		return nil, err
	}
	c := &cases{Rules: contenttest.Allowed(), Rendered: contenttest.Rendered()}
	seen := map[string]bool{}
	try := func(source string) error {
		out := Outputs(source)
		for i, page := range out.Pages {
			if !seen[page] {
				seen[page] = true
				if fault := contenttest.UnsafePage(page); fault != "" {
					return fmt.Errorf("%s in %q from %q", fault, page, source)
				}
				if fault := contenttest.ProgramFault(out.Programs[i]); fault != "" {
					return fmt.Errorf("%s in the drawing program from %q", fault, source)
				}
				c.Pages = append(c.Pages, page)
			}
			if key := "program " + string(out.Programs[i]); !seen[key] {
				seen[key] = true
				c.Programs = append(c.Programs, out.Programs[i])
			}
		}
		for _, page := range out.Markdown {
			if key := "markdown " + page; !seen[key] {
				seen[key] = true
				if fault := contenttest.UnsafeMarkdown(page); fault != "" {
					return fmt.Errorf("%s in %q, rendered from Markdown of %q", fault, page, source)
				}
				c.Markdown = append(c.Markdown, page)
			}
		}
		return nil
	}
	for i, v := range vectors {
		if i%size.Every == 0 {
			c.Raw = append(c.Raw, raw{v.Class, v.Source, Careless(v.Source)})
		}
		for source := range Wrapped(v.Source, i, size.Places) {
			if err := try(source); err != nil {
				return nil, err
			}
		}
	}
	n := 0
	for source := range Combinations() {
		if n++; n%size.Every == 0 {
			if err := try(source); err != nil {
				return nil, err
			}
		}
	}
	for source := range Mutations(vectors, size.Seed, size.Mutations) {
		if err := try(source); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Run tries content in one browser, "chromium" or "firefox", whose program is at path.
func Run(ctx context.Context, root, browser, path string, size Size, out io.Writer) (check.Tally, error) {
	c, err := gather(size)
	if err != nil {
		return check.Tally{Failed: 1}, err
	}
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(c); err != nil {
		return check.Tally{}, err
	}
	folder := filepath.Join(root, "dist", "test", "build", "xss")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return check.Tally{}, err
	}
	file := filepath.Join(folder, "cases.json")
	if err := os.WriteFile(file, encoded.Bytes(), 0o644); err != nil {
		return check.Tally{}, err
	}
	probe := filepath.Join(folder, "probe.js")
	bundled := api.Build(api.BuildOptions{
		AbsWorkingDir: root, EntryPoints: []string{"build/xss/probe.ts"}, Outfile: probe, Bundle: true, Write: true,
		Format: api.FormatIIFE, Target: api.ES2022, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}",
	})
	if len(bundled.Errors) > 0 {
		return check.Tally{}, fmt.Errorf("bundling the probe: %s", bundled.Errors[0].Text)
	}
	files, err := check.BundleTests(root, "build/xss/*.test.ts")
	if err != nil {
		return check.Tally{}, err
	}
	fmt.Fprintf(out, "%s: %d attacks as they are, %d pages, %d drawing programs, %d pages of Markdown\n", browser, len(c.Raw), len(c.Pages), len(c.Programs), len(c.Markdown))
	return check.NodeTest(ctx, root, out, []string{"BROWSER=" + browser, "BROWSER_PATH=" + path, "XSS_CASES=" + file, "XSS_PROBE=" + probe}, files...)
}
