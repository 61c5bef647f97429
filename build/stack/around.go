package stack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// Serve serves what is in dist as Run does, at 127.0.0.1 alone, until ctx ends,
// with a handler around everything. ready is called once, when the stack answers
// at origin; accounts prints the accounts for the sidebar.
func Serve(ctx context.Context, root, dist string, around func(http.Handler) http.Handler, ready func(origin string, accounts func(io.Writer)), stdout io.Writer) error {
	s, err := readSettings(os.Getenv)
	if err != nil {
		return err
	}
	s.dist, s.assets, s.state, s.log, s.around = dist, dist, filepath.Join(root, ".deskside"), func(string) {}, around
	running, err := start(ctx, s, stdout)
	if err != nil {
		return err
	}
	ready(running.origin, running.accounts)
	return running.wait(ctx)
}

// accounts says how the sidebar gets at each helpdesk. Keys of real accounts
// are not repeated.
func (r *stack) accounts(out io.Writer) {
	line := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	line("Accounts for the sidebar")
	if r.settings.useresponse.key != "" {
		line("  UseResponse  %s   key: yours, as in USERESPONSE_API_KEY", r.settings.useresponse.base)
	} else {
		line("  UseResponse  %s   key: %s", r.sandbox.UseResponseURL, r.sandbox.Keys.Agent)
	}
	if r.settings.usedesk.key != "" {
		line("  Usedesk      %s   token: yours, as in USEDESK_API_TOKEN", r.settings.usedesk.base)
	} else {
		line("  Usedesk      %s   token: %s", r.sandbox.UsedeskURL, r.sandbox.UsedeskToken)
	}
}
