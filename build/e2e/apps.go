package e2e

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/bundle"
	"deskside/build/pack"
)

// Apps builds the widget's npm package, and the apps of sites that have it, each as NAME.js in the folder that it returns.
func Apps(ctx context.Context, root string, out io.Writer) (folder string, err error) {
	made := filepath.Join(root, "dist", "package")
	if err := pack.Pack(ctx, root, made, out); err != nil {
		return "", err
	}
	entries, err := filepath.Glob(filepath.Join(root, "build", "e2e", "apps", "*.ts"))
	if err != nil {
		return "", err
	}
	options := bundle.Options(root)
	options.EntryPoints = entries
	options.Outdir = filepath.Join(root, "dist", "test", "apps")
	options.Format, options.Splitting = api.FormatESModule, true
	options.Alias = map[string]string{"deskside-feedback": filepath.Join(made, "index.js"), "deskside-feedback/react": filepath.Join(made, "react.js")}
	// As while an app is written: React does whatever it does twice.
	options.Define = map[string]string{"process.env.NODE_ENV": `"development"`}
	result := api.Build(options)
	for _, m := range result.Errors {
		err = errors.Join(err, errors.New(m.Text))
	}
	return options.Outdir, err
}
