// Package codecs writes the MessagePack codecs of a file's types as msgp does,
// without the path of members that msgp adds to each error. What crosses the
// core's boundary comes from our own hosts, so nobody reads those paths, and
// they are an eighth of the core's code.
package codecs

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"github.com/tinylib/msgp/gen"
	"github.com/tinylib/msgp/parse"
	"github.com/tinylib/msgp/printer"
)

// Codec is what a directive asks for.
type Codec struct {
	// File has the types, Output gets their codecs; both are names in the folder of the directive.
	File, Output string
	// Unexported takes unexported types, too.
	Unexported bool
}

// Parse reads the arguments of a directive that stands in the file named.
func Parse(args []string, in string) (c Codec, err error) {
	flags := flag.NewFlagSet("codec", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&c.Output, "o", "", "the file to write")
	flags.StringVar(&c.File, "file", in, "the file whose types get codecs")
	flags.BoolVar(&c.Unexported, "unexported", false, "take unexported types too")
	switch err := flags.Parse(args); {
	case err != nil:
		return Codec{}, err
	case flags.NArg() > 0:
		return Codec{}, fmt.Errorf("%q is no flag", flags.Arg(0))
	case c.File == "" || c.Output == "":
		return Codec{}, errors.New("name the file to read with -file and the file to write with -o")
	}
	return c, nil
}

var wrapping = regexp.MustCompile(`(?m)^\t*err = msgp\.WrapError\(.*\)\n`)

// Source is what the output has to be. msgp writes files, and what others
// compile meanwhile must not be one that it is still at: it writes elsewhere.
// Not for several goroutines at once, since msgp keeps where it is in a variable.
func (c Codec) Source(folder string) ([]byte, error) {
	types, err := parse.File(filepath.Join(folder, c.File), c.Unexported, nil)
	if err != nil {
		return nil, fmt.Errorf("msgp of %s: %w", c.File, err)
	}
	elsewhere, err := os.MkdirTemp("", "deskside-codec-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(elsewhere)
	written := filepath.Join(elsewhere, filepath.Base(c.Output))
	if err := printer.PrintFile(written, types, gen.Marshal|gen.Unmarshal|gen.Size); err != nil {
		return nil, fmt.Errorf("msgp of %s: %w", c.File, err)
	}
	source, err := os.ReadFile(written)
	return wrapping.ReplaceAll(source, nil), err
}

// Write brings the output up to date and tells whether it was stale.
func (c Codec) Write(folder string) (stale bool, err error) {
	source, err := c.Source(folder)
	if err != nil {
		return false, err
	}
	output := filepath.Join(folder, c.Output)
	if old, err := os.ReadFile(output); err == nil && bytes.Equal(old, source) {
		return false, nil
	}
	return true, os.WriteFile(output, source, 0o644)
}
