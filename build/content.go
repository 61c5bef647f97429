package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"deskside/build/bundle"
	"deskside/build/content"
	"deskside/build/toolchain"
)

// convertContent answers lines of content, natively or in the core as it ships.
func convertContent(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("content", flag.ContinueOnError)
	flags.SetOutput(t.err)
	engine := flags.String("engine", "go", "go, or wasm for the TinyGo core in Node")
	losses := flags.Bool("losses", false, "tell what did not come through")
	flags.Usage = func() {
		fmt.Fprintln(t.err, `go run ./build content: reads lines {"id","op","in"}, writes lines {"id","out"} or {"id","error"}`)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("content takes no argument %q: it reads lines from standard input", flags.Arg(0))
	}
	core, err := t.contentEngine(ctx, *engine)
	if err != nil {
		return err
	}
	defer core.Close()
	return content.Run(core, *losses, os.Getenv, os.Stdin, t.out)
}

func (t *tool) contentEngine(ctx context.Context, name string) (content.Engine, error) {
	switch name {
	case "go":
		return content.Native{}, nil
	case "wasm":
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
