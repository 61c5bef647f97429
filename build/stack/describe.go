package stack

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// describe says where everything is and what to do with it.
func (r *stack) describe(out io.Writer) {
	line := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	line("")
	line("Deskside runs. Ctrl+C stops it; its data stays in %s.", r.settings.state)
	line("")
	line("  Demo site         %s/", r.origin)
	line("  Widget in a page  %s", r.origin+inline)
	line("  Without a script  %s/feedback", r.origin)
	line("  Strict policy     %s/security", r.origin)
	line("  Widget alone      %s/widget/frame.html", r.origin)
	line("  Edge              %s/api/7.0/   (health: %s/healthz)", r.origin, r.origin)
	if r.console != "" {
		line("  Edge's console    %s/   (key: %s)", r.console, r.settings.operatorKey)
	}
	if r.sandbox != nil {
		line("  Sandbox           %s/", r.sandbox.UseResponseURL)
	}
	line("")
	r.accounts(out)
	line("")
	line("Sidebar in Chrome or Edge")
	line("  1. Open chrome://extensions and switch on Developer mode (top right).")
	line("  2. Click Load unpacked and choose %s", filepath.Join(r.settings.dist, "extension", "chrome"))
	line("  3. Click the puzzle piece in the toolbar, then Deskside: the side panel opens.")
	line("Sidebar in Firefox")
	line("  1. Open about:debugging#/runtime/this-firefox and click Load Temporary Add-on.")
	line("  2. Choose %s", filepath.Join(r.settings.dist, "extension", "firefox", "manifest.json"))
	line("  3. Open View, Sidebar, Deskside.")
	for _, part := range [...]string{filepath.Join("assets", "widget", "loader.js"), filepath.Join("extension", "chrome", "manifest.json")} {
		if _, err := os.Stat(filepath.Join(r.settings.dist, part)); err != nil {
			line("")
			line("dist/%s is not built yet: go run ./build bundle builds it, then reload the page.", filepath.ToSlash(part))
		}
	}
}
