package bundle

import (
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// Worker bundles the Cloudflare Worker into the folder out, beside which it
// imports its core, edge.wasm, and those of the widget.
func Worker(root, out string) error {
	options := Options(root)
	options.EntryPoints = []string{"wasm/worker/worker.ts"}
	options.Outfile = filepath.Join(out, "worker.mjs")
	options.Format = api.FormatESModule
	options.External = []string{"./edge.wasm", "./customer.wasm", "./writing.wasm", "./formatting.wasm"}
	if result := api.Build(options); len(result.Errors) > 0 {
		return fmt.Errorf("bundling the Worker:\n%s", joined(result.Errors))
	}
	return nil
}
