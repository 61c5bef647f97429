package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"deskside/build/bundle"
	"deskside/build/content"
	"deskside/build/toolchain"
)

const contentHelp = `Converts content: one text, or one for each line of JSON. It works in any folder:

  go build -o deskside ./build                                once, in the repository
  deskside content html_to_markdown page.html                 a file, to standard output
  deskside content bbcode_to_html < post.bbcode               standard input
  deskside content --losses html_to_bbcode page.html          and what did not come through, to standard error
  deskside content < questions.jsonl > answers.jsonl          many: {"id": 1, "op": "bbcode_to_html", "in": "[b]x[/b]"}
                                                              a line, each answered by {"id", "out"} or {"id", "error"}

Operations: %s.

`

// convertContent converts a file or standard input by an operation, or answers lines of JSON; natively, or in
// the core as it ships.
func convertContent(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("content", flag.ContinueOnError)
	flags.SetOutput(t.err)
	engine := flags.String("engine", "go", "go, or wasm for the TinyGo core in Node, in the repository")
	losses := flags.Bool("losses", false, "tell what did not come through")
	flags.Usage = func() {
		fmt.Fprintf(t.err, contentHelp, strings.Join(content.Operations(), ", "))
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return err
	case flags.NArg() > 2:
		return fmt.Errorf("content takes an operation and a file, not %q too; many are converted as lines of JSON: --help shows how", flags.Arg(2))
	case flags.NArg() > 0:
		// Before anything is read or compiled for it.
		if err := content.Known(flags.Arg(0)); err != nil {
			return err
		}
	}
	in := os.Stdin
	if flags.NArg() == 2 && flags.Arg(1) != "-" {
		file, err := os.Open(flags.Arg(1))
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	} else if typed(in) {
		fmt.Fprintln(t.err, "Reading what is typed, up to Ctrl-D; --help shows more.")
	}
	core, err := t.contentEngine(ctx, *engine)
	if err != nil {
		return err
	}
	defer core.Close()
	if flags.NArg() == 0 {
		return content.Run(core, *losses, os.Getenv, in, t.out)
	}
	told := t.err
	if !*losses {
		told = nil
	}
	return content.Whole(core, flags.Arg(0), os.Getenv, in, t.out, told)
}

// typed tells that a file is a terminal.
func typed(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	nothing, err := os.Stat(os.DevNull)
	return err == nil && !os.SameFile(info, nothing)
}

func (t *tool) contentEngine(ctx context.Context, name string) (content.Engine, error) {
	switch name {
	case "go":
		return content.Native{}, nil
	case "wasm":
		if t.root == "" {
			return nil, errOutside
		}
		compiler, err := toolchain.TinyGo(ctx, t.err)
		if err != nil {
			return nil, err
		}
		core := filepath.Join(t.root, "dist", "core", "compose.wasm")
		if err := bundle.BuildCore(ctx, t.root, compiler, "compose", core, t.err); err != nil {
			return nil, err
		}
		return content.StartNode(t.root, core, t.err)
	}
	return nil, fmt.Errorf("there is no engine %q: go or wasm", name)
}
