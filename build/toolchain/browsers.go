package toolchain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A browser that tests drive: the names and places it is found under, best first, and Debian's package of it.
type browser struct {
	name     string
	programs []string
	debian   string
}

func browsersNeeded(os string) []browser {
	chromium := browser{"Chromium", []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}, "chromium"}
	firefox := browser{"Firefox", []string{"firefox-esr", "firefox"}, "firefox-esr"}
	if os == "darwin" {
		chromium.programs = append(chromium.programs, "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
		firefox.programs = append(firefox.programs, "/Applications/Firefox.app/Contents/MacOS/firefox")
	}
	return []browser{chromium, firefox}
}

// fontPackages are Debian's fonts that show every language the tests show, as small as such a set gets (4 MB to fetch);
// Noto's Chinese, Japanese and Korean fonts alone are 57 MB.
func fontPackages() []string {
	return []string{
		"fonts-dejavu-core",    // Latin, Cyrillic, Greek, Hebrew, Arabic
		"fonts-droid-fallback", // Chinese, Japanese, Korean
	}
}

// EnsureBrowsers returns the paths of a Chromium (or Chrome) and a Firefox. Where one is missing it is installed, on Debian
// as root; elsewhere the error names what to install. Debian's fonts are completed on the same terms, but a test without
// them still runs, so their absence is only said on out.
func EnsureBrowsers(ctx context.Context, out io.Writer) (chromium, firefox string, err error) {
	return thisMachine().ensureBrowsers(ctx, out)
}

func (m machine) ensureBrowsers(ctx context.Context, out io.Writer) (chromium, firefox string, err error) {
	needed := browsersNeeded(m.os)
	paths := make([]string, len(needed))
	find := func() (missing []browser) {
		for i, b := range needed {
			if paths[i] = m.firstOf(b.programs); paths[i] == "" {
				missing = append(missing, b)
			}
		}
		return missing
	}
	missing := find()
	if !m.debian() {
		if len(missing) > 0 {
			return "", "", notFound(missing)
		}
		return paths[0], paths[1], nil
	}

	fonts := m.missingPackages(ctx, fontPackages())
	if len(missing) == 0 {
		if len(fonts) > 0 {
			if err := m.installPackages(ctx, out, "Fonts", fonts); err != nil {
				if ctx.Err() != nil {
					return "", "", err
				}
				fmt.Fprintf(out, "Some languages will show as boxes. %v\n", err)
			}
		}
		return paths[0], paths[1], nil
	}
	var names, packages []string
	for _, b := range missing {
		names = append(names, b.name)
		packages = append(packages, b.debian)
	}
	if err := m.installPackages(ctx, out, strings.Join(names, " and "), slices.Concat(packages, fonts)); err != nil {
		return "", "", err
	}
	if missing = find(); len(missing) > 0 {
		return "", "", notFound(missing)
	}
	return paths[0], paths[1], nil
}

// firstOf returns the path of the first of these programs that there is, "" for none.
func (m machine) firstOf(programs []string) string {
	for _, program := range programs {
		if path, err := m.lookPath(program); err == nil {
			return path
		}
	}
	return ""
}

func notFound(missing []browser) error {
	var each []string
	for _, b := range missing {
		each = append(each, fmt.Sprintf("%s was not found; install it so that one of these works: %s", b.name, strings.Join(b.programs, ", ")))
	}
	return errors.New(strings.Join(each, ". "))
}
