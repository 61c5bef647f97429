package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"deskside/build/bundle"
	"deskside/build/deploy"
	"deskside/build/pack"
	"deskside/build/release"
	"deskside/build/size"
	"deskside/build/stack"
	"deskside/build/toolchain"
	"deskside/build/typegen"
)

// buildRelease builds dist/ as it ships: the cores by TinyGo, whatever it takes,
// and dist/assets compressed. With --from what was published there before is
// carried forward.
func buildRelease(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	flags.SetOutput(t.err)
	from := published(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := t.release(ctx, *from); err != nil {
		return err
	}
	return release.Compress(ctx, t.assets())
}

// assets is the folder of the widget as it is published.
func (t *tool) assets() string { return filepath.Join(t.root, "dist", "assets") }

// published is the flag of where the widget is published already.
func published(flags *flag.FlagSet) *string {
	return flags.String("from", "", "address of your edge, or a folder, whose releases of the widget stay there: https://feedback.example.com")
}

// release builds dist/ as it ships, beside the releases that were published at from, if it says where.
func (t *tool) release(ctx context.Context, from string) error {
	if err := toolchain.EnsureNPM(ctx, t.root, t.out); err != nil {
		return err
	}
	compiler, err := toolchain.TinyGo(ctx, t.out)
	if err != nil {
		return err
	}
	var earlier []release.Release
	if from != "" {
		err := toolchain.Step(t.out, "carrying forward the releases at "+from, func() (err error) {
			earlier, err = release.Carry(ctx, from, t.assets(), &http.Client{Timeout: time.Minute})
			return err
		})
		if err != nil {
			return err
		}
		if len(earlier) == 0 {
			fmt.Fprintf(t.out, "nothing was published at %s before\n", from)
		}
	}
	return buildDist(ctx, t.root, compiler, t.out, earlier...)
}

// buildDist builds dist/ and lays out its widget in dist/assets, beside earlier releases of it.
func buildDist(ctx context.Context, root string, compiler bundle.Compiler, out io.Writer, earlier ...release.Release) error {
	if err := bundle.Build(ctx, root, compiler, out); err != nil {
		return err
	}
	dist := filepath.Join(root, "dist")
	return release.Lay(dist, filepath.Join(dist, "assets"), time.Now().UTC(), earlier...)
}

// bundleAtHand builds dist/ without waiting for TinyGo. With --go standard Go
// compiles the cores, which takes seconds: for whoever changes Go again and again
// and looks at it in a browser.
func bundleAtHand(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("bundle", flag.ContinueOnError)
	flags.SetOutput(t.err)
	quick := flags.Bool("go", false, "compile the cores with standard Go, though TinyGo is at hand")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := toolchain.EnsureNPM(ctx, t.root, t.out); err != nil {
		return err
	}
	compiler, err := compilerAtHand(ctx, t)
	if *quick {
		compiler, err = toolchain.StandardGo(ctx, t.out)
	}
	if err != nil {
		return err
	}
	return buildDist(ctx, t.root, compiler, t.out)
}

// compilerAtHand is TinyGo where it is installed, and standard Go otherwise.
func compilerAtHand(ctx context.Context, t *tool) (*toolchain.Compiler, error) {
	if compiler, ok := toolchain.TinyGoAtHand(); ok {
		return compiler, nil
	}
	compiler, err := toolchain.StandardGo(ctx, t.out)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(t.out, "no TinyGo at hand: this core is built with standard Go and is ten times larger (make build builds the small one)")
	return compiler, nil
}

// buildPackage builds the widget's npm package in dist/package.
func buildPackage(ctx context.Context, t *tool, _ []string) error {
	if err := toolchain.EnsureNPM(ctx, t.root, t.out); err != nil {
		return err
	}
	return pack.Pack(ctx, t.root, filepath.Join(t.root, "dist", "package"), t.out)
}

// buildWorker builds the edge for Cloudflare, with the widget that it serves. With
// --go it is the whole edge as one program in Go, which is the operator's console, too.
func buildWorker(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("worker", flag.ContinueOnError)
	flags.SetOutput(t.err)
	whole := flags.Bool("go", false, "build all of it in Go: slower, and measured beside the other")
	from := published(flags)
	operator := flags.Bool("operator", false, "build dist/operator, the console of whoever runs it")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *operator {
		fmt.Fprintln(t.out, "building the operator's Worker …")
		return stack.BuildOperator(ctx, t.root, filepath.Join(t.root, "dist", "operator"))
	}
	if err := t.release(ctx, *from); err != nil {
		return err
	}
	fmt.Fprintln(t.out, "building the Worker …")
	build := stack.BuildWorker
	if *whole {
		build = stack.BuildGoWorker
	}
	return build(ctx, t.root, filepath.Join(t.root, "dist", "worker"))
}

// deployEdge brings the edge to Cloudflare. It builds what it deploys, and carries the
// releases of the widget forward that are there.
func deployEdge(ctx context.Context, t *tool, args []string) error {
	if err := toolchain.EnsureNPM(ctx, t.root, t.out); err != nil {
		return err
	}
	return (&deploy.Deployment{
		Root: t.root, Tool: deploy.Pinned(t.root), Secret: os.Getenv,
		Build: func(ctx context.Context, operator bool, from string) error {
			if err := buildWorker(ctx, t, []string{"--from", from}); err != nil || !operator {
				return err
			}
			return buildWorker(ctx, t, []string{"--operator"})
		},
		In: os.Stdin, Stdout: t.out, Stderr: t.err,
	}).Run(ctx, args)
}

func measureSizes(ctx context.Context, t *tool, _ []string) error {
	if err := t.release(ctx, ""); err != nil {
		return err
	}
	return size.Run(ctx, filepath.Join(t.root, "dist"), t.out)
}

func clean(_ context.Context, t *tool, _ []string) error {
	if err := os.RemoveAll(filepath.Join(t.root, "dist")); err != nil {
		return err
	}
	fmt.Fprintln(t.out, "removed dist/; .deskside/ holds the local stack's data and stays")
	return nil
}

func writeTypes(_ context.Context, t *tool, _ []string) error {
	stale, err := typegen.Write(filepath.Join(t.root, typegen.File))
	if err == nil && stale {
		fmt.Fprintln(t.out, "wrote", typegen.File)
	}
	return err
}
