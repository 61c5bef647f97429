package size

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"deskside/build/release"
)

// sizes are in bytes.
type sizes struct {
	Raw    int `json:"raw"`
	Gzip   int `json:"gzip"`   // see release.Gzip
	Brotli int `json:"brotli"` // see release.Brotli
}

func (s sizes) in(form string) int {
	return map[string]int{"raw": s.Raw, "gzip": s.Gzip, "brotli": s.Brotli}[form]
}

func (s sizes) plus(other sizes) sizes {
	return sizes{s.Raw + other.Raw, s.Gzip + other.Gzip, s.Brotli + other.Brotli}
}

// file is one measured file.
type file struct {
	File string `json:"file"` // its path below dist, with slashes
	sizes
}

// group is one measured group: its sums, its files sorted by path, and its budget's limits.
type group struct {
	Label string `json:"label"`
	sizes
	Limits map[string]int `json:"limits,omitempty"` // by form; encoding/json sorts the keys
	Files  []file         `json:"files"`

	limits []limit
}

// over returns a sentence for each limit that the group is over.
func (g group) over() []string {
	var sentences []string
	for _, l := range g.limits {
		if size := g.in(l.form); size > l.bytes {
			form := "in " + l.form
			if l.form == "raw" {
				form = "uncompressed"
			}
			sentences = append(sentences, fmt.Sprintf("%s is %s bytes %s, %s over its budget of %s", g.Label, grouped(size), form, grouped(size-l.bytes), grouped(l.bytes)))
		}
	}
	return sentences
}

// missingError is a file or pattern of a group that matches nothing.
type missingError struct{ label, pattern string }

func (e missingError) Error() string {
	return fmt.Sprintf("%s: %s was not built", e.label, e.pattern)
}

// scale measures each content once: a core lies in the folders of several browsers, and the best brotli of one takes seconds.
type scale map[[sha256.Size]byte]sizes

func (s scale) of(content []byte) (sizes, error) {
	sum := sha256.Sum256(content)
	if known, ok := s[sum]; ok {
		return known, nil
	}
	measured, err := sizesOf(content)
	if err == nil {
		s[sum] = measured
	}
	return measured, err
}

// measure measures the files of one budget in dist.
func (s scale) measure(ctx context.Context, dist fs.FS, b budget) (group, error) {
	g := group{Label: b.Label, limits: b.limits()}
	for _, l := range g.limits {
		if g.Limits == nil {
			g.Limits = map[string]int{}
		}
		g.Limits[l.form] = l.bytes
	}
	var paths []string
	for _, pattern := range b.Files {
		found, err := fs.Glob(dist, pattern)
		if err != nil {
			return g, fmt.Errorf("%s: %w", b.Label, err)
		}
		found = slices.DeleteFunc(found, func(path string) bool {
			info, err := fs.Stat(dist, path)
			return err == nil && info.IsDir()
		})
		if len(found) == 0 {
			return g, missingError{b.Label, pattern}
		}
		paths = append(paths, found...)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		if err := ctx.Err(); err != nil {
			return g, context.Cause(ctx)
		}
		content, err := fs.ReadFile(dist, path)
		if err != nil {
			return g, fmt.Errorf("%s: %w", b.Label, err)
		}
		measured, err := s.of(content)
		if err != nil {
			return g, fmt.Errorf("%s: compress %s: %w", b.Label, path, err)
		}
		g.Files = append(g.Files, file{path, measured})
		g.sizes = g.plus(measured)
	}
	return g, nil
}

func sizesOf(content []byte) (sizes, error) {
	zipped, err := release.Gzip(content)
	if err != nil {
		return sizes{}, err
	}
	small, err := release.Brotli(content)
	return sizes{Raw: len(content), Gzip: len(zipped), Brotli: len(small)}, err
}

// grouped writes a number with a comma at each thousand.
func grouped(n int) string {
	if n < 0 {
		return "-" + grouped(-n)
	}
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}
