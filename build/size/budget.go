// Package size holds what is shipped to its size: it measures the files of each group in budgets.json as they are, in gzip
// and in brotli, and fails where one is over its budget or is not there. Sizes are in bytes; a group's is the sum over its
// files, each compressed alone, as each is sent alone.
//
// It must not know how the files are made.
package size

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
)

//go:embed budgets.json
var budgetsFile []byte

// A budget is one group of files and the sizes it may have; nil is no limit, and a group without any is only measured.
type budget struct {
	Label  string   `json:"label"`
	Files  []string `json:"files"` // paths below dist, with slashes; * and ? stand for parts of a name, as in path.Match
	Raw    *int     `json:"raw,omitempty"`
	Gzip   *int     `json:"gzip,omitempty"`
	Brotli *int     `json:"brotli,omitempty"`
}

// readBudgets reads a list of budgets, in the order of the file.
func readBudgets(file []byte) ([]budget, error) {
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.DisallowUnknownFields() // a misspelt limit would be no limit
	var budgets []budget
	if err := decoder.Decode(&budgets); err != nil {
		return nil, fmt.Errorf("read budgets.json: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("read budgets.json: there is more after the list")
	}
	labels := map[string]bool{}
	for i, b := range budgets {
		if b.Label == "" {
			return nil, fmt.Errorf("read budgets.json: group %d has no label", i+1)
		}
		if labels[b.Label] {
			return nil, fmt.Errorf("read budgets.json: two groups are labelled %q", b.Label)
		}
		labels[b.Label] = true
		if len(b.Files) == 0 {
			return nil, fmt.Errorf("read budgets.json: %s names no files", b.Label)
		}
		for _, pattern := range b.Files {
			if _, err := path.Match(pattern, ""); err != nil || !fs.ValidPath(pattern) {
				return nil, fmt.Errorf("read budgets.json: %s: %q is not a path below dist", b.Label, pattern)
			}
		}
		for _, limit := range b.limits() {
			if limit.bytes <= 0 {
				return nil, fmt.Errorf("read budgets.json: %s: the %s limit must be above 0", b.Label, limit.form)
			}
		}
	}
	return budgets, nil
}

// limit is the size that a group may have in one form.
type limit struct {
	form  string // "raw", "gzip", "brotli"
	bytes int
}

// limits returns the limits there are, the most compressed form last.
func (b budget) limits() []limit {
	var limits []limit
	for _, l := range []struct {
		form  string
		bytes *int
	}{{"raw", b.Raw}, {"gzip", b.Gzip}, {"brotli", b.Brotli}} {
		if l.bytes != nil {
			limits = append(limits, limit{l.form, *l.bytes})
		}
	}
	return limits
}
