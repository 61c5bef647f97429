package deploy

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// Wrangler runs Cloudflare's tool. input is what it reads, "" for nothing: secrets go
// that way alone. It returns what it printed, and fails with *Refused.
type Wrangler interface {
	Run(ctx context.Context, input string, args ...string) (printed string, err error)
}

// Refused is a command that failed.
type Refused struct {
	Args []string
	// Said is what it printed of why, without colours.
	Said string
}

func (e *Refused) Error() string {
	return "wrangler " + strings.Join(e.Args, " ") + " says: " + e.Said
}

// program is the wrangler that package.json pins.
type program struct{ root string }

// Pinned is the wrangler of a repository.
func Pinned(root string) Wrangler { return program{root} }

func (p program) Run(ctx context.Context, input string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(p.root, "node_modules", ".bin", "wrangler"), args...)
	cmd.Dir = p.root
	// It asks nobody, tells nobody of its use, and is read by a program.
	cmd.Env = append(os.Environ(), "WRANGLER_SEND_METRICS=false", "WRANGLER_HIDE_BANNER=true", "NO_COLOR=1", "FORCE_COLOR=0", "CI=1")
	cmd.Stdin = strings.NewReader(input)
	var out, failure bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &failure
	err := cmd.Run()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if _, failed := err.(*exec.ExitError); failed {
		return "", &Refused{args, said(failure.String() + "\n" + out.String())}
	}
	if err != nil {
		return "", fmt.Errorf("wrangler could not be started (npm ci installs it): %w", err)
	}
	return out.String(), nil
}

var (
	colours = regexp.MustCompile("\x1b\\[[0-9;]*m")
	// noise are lines about wrangler itself.
	noise = regexp.MustCompile(`(?m)^.*(⛅️ wrangler|──────|Logs were written to|open an issue at|anonymous telemetry).*$`)
	blank = regexp.MustCompile(`\s*\n\s*`)
)

// said is what wrangler printed, in one paragraph.
func said(printed string) string {
	text := noise.ReplaceAllString(colours.ReplaceAllString(printed, ""), "")
	return strings.TrimPrefix(strings.TrimSpace(blank.ReplaceAllString(strings.TrimSpace(text), " ")), "✘ [ERROR] ")
}
