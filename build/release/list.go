package release

import (
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"strings"
	"time"
)

const listName = "widget/releases.json"

// List is what widget/releases.json says, the newest release first.
type List struct {
	Releases []Release `json:"releases"`
}

// Release is one that was published.
type Release struct {
	// Day is the first on which it was, such as 2026-11-30.
	Day string `json:"day"`
	// Loader is what a site embeds that pins it, with crossorigin and integrity.
	Loader File `json:"loader"`
	// Files are all that never change, the loader among them.
	Files []File `json:"files"`
}

// File is one of them.
type File struct {
	// Path is that of its address, from the root of the edge.
	Path string `json:"path"`
	// Integrity is its hash, as the attribute of that name has it.
	Integrity string `json:"integrity"`
}

// kept is for how long a release stays after another took its place: whoever has
// a page open or pinned a loader goes on with it.
const kept = 400 * 24 * time.Hour

// after is the list once a release was published today after earlier ones, the newest first.
func after(newest Release, today time.Time, earlier []Release) []Release {
	newest.Day = today.Format(time.DateOnly)
	if len(earlier) > 0 && reflect.DeepEqual(earlier[0].Files, newest.Files) {
		// The same once more.
		newest, earlier = earlier[0], earlier[1:]
	}
	list := []Release{newest}
	replaced := today
	var err error
	for _, r := range earlier {
		if err != nil || today.Sub(replaced) > kept {
			break
		}
		list = append(list, r)
		replaced, err = time.Parse(time.DateOnly, r.Day)
	}
	return list
}

func (l List) marshal() ([]byte, error) {
	b, err := json.MarshalIndent(l, "", "\t")
	return append(b, '\n'), err
}

// readList reads a list that somebody published, and trusts none of its paths.
func readList(b []byte) (List, error) {
	var l List
	if err := json.Unmarshal(b, &l); err != nil {
		return l, fmt.Errorf("%s: %w", listName, err)
	}
	for _, r := range l.Releases {
		if _, err := time.Parse(time.DateOnly, r.Day); err != nil {
			return l, fmt.Errorf("%s: %q is no day such as 2026-11-30", listName, r.Day)
		}
		for _, f := range append(r.Files, r.Loader) {
			if path.Clean(f.Path) != f.Path || !strings.HasPrefix(f.Path, "/"+fixed+"/") {
				return l, fmt.Errorf("%s: %q is no path of a file that never changes", listName, f.Path)
			}
		}
	}
	return l, nil
}
