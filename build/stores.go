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
	"deskside/build/check"
	"deskside/build/stores"
)

// buildStores builds dist/ as it ships and packs the extension for the stores into dist/stores. With --compare it says
// whether a package has the same files.
func buildStores(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("stores", flag.ContinueOnError)
	flags.SetOutput(t.err)
	compare := flags.String("compare", "", "a package from a store, or from somebody else, to be compared with the one that is built: deskside-firefox-0.1.0.zip")
	as := flags.String("as", "", "the store that it is for, where its name does not say it: chrome, edge or firefox")
	pictures := flags.Bool("pictures", false, "also take the pictures for the stores' pages, into dist/stores/pictures, in Chromium")
	if err := flags.Parse(args); err != nil {
		return err
	}
	store := ""
	if *compare != "" {
		if store = stores.Of(filepath.Base(*compare), *as); store == "" {
			return fmt.Errorf("%s does not say for which store it is: give --as chrome, edge or firefox", *compare)
		}
		// Before minutes are spent on what it is to be compared with.
		if _, err := os.Stat(*compare); err != nil {
			return err
		}
	}
	if err := t.release(ctx, ""); err != nil {
		return err
	}
	if err := check.LintExtension(ctx, t.root, filepath.Join(t.root, "dist/extension/firefox"), t.out); err != nil {
		return err
	}
	to := filepath.Join(t.root, "dist", "stores")
	names, err := stores.Pack(ctx, t.root, to)
	if err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(to, stores.Sums))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "dist/stores:\n%s", sums)
	if *pictures {
		if err := t.takePictures(ctx, filepath.Join(to, "pictures")); err != nil {
			return err
		}
	}
	if store == "" {
		return nil
	}
	return t.compare(*compare, filepath.Join(to, stores.Named(names, store)))
}

// takePictures takes the pictures of the stores' pages, as the test of that name does, and puts them into a folder.
func (t *tool) takePictures(ctx context.Context, to string) error {
	if err := runEndToEnd(ctx, t, []string{"chromium", "listing"}); err != nil {
		return err
	}
	const named = "chromium-listing-"
	taken, err := filepath.Glob(filepath.Join(t.root, "dist", "shots", named+"*.png"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, picture := range taken {
		if err := bundle.CopyFile(picture, filepath.Join(to, strings.TrimPrefix(filepath.Base(picture), named))); err != nil {
			return err
		}
	}
	fmt.Fprintf(t.out, "dist/stores/pictures: %d\n", len(taken))
	return nil
}

func (t *tool) compare(given, made string) error {
	one, sizeOne, err := opened(given)
	if err != nil {
		return err
	}
	defer one.Close()
	other, sizeOther, err := opened(made)
	if err != nil {
		return err
	}
	defer other.Close()
	differ, err := stores.Compare(one, other, sizeOne, sizeOther)
	if err != nil {
		return fmt.Errorf("compare %s: %w", given, err)
	}
	if len(differ) == 0 {
		fmt.Fprintf(t.out, "%s has the same files as %s\n", given, filepath.Base(made))
		return nil
	}
	for _, one := range differ {
		fmt.Fprintln(t.out, " ", one)
	}
	return errors.New("the two packages differ")
}

func opened(path string) (*os.File, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}
