package codecs

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Command is how a directive begins that asks for a codec.
const Command = "//go:generate go run deskside/build/codec "

// WriteAll does at once what go generate does with each Command below the
// folder, where it would start two programs for each. Like go generate it
// takes a directive only at the beginning of a line. It tells which files were
// stale.
func WriteAll(folder string) (stale []string, err error) {
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		asked, err := asked(path)
		for _, c := range asked {
			wrote, problem := c.Write(filepath.Dir(path))
			if wrote {
				stale = append(stale, filepath.Join(filepath.Dir(path), c.Output))
			}
			err = errors.Join(err, problem)
		}
		return err
	})
	return stale, err
}

// asked are the codecs that the directives of a file ask for.
func asked(path string) (all []Codec, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		args, ok := strings.CutPrefix(lines.Text(), Command)
		if !ok {
			continue
		}
		c, err := Parse(strings.Fields(args), filepath.Base(path))
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, lines.Text(), err)
		}
		all = append(all, c)
	}
	return all, lines.Err()
}
