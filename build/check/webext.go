package check

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
)

// accepted are the linter's warnings that are right in general and wrong here.
var accepted = map[string]string{
	"UNSAFE_VAR_ASSIGNMENT":                          "Preact can set innerHTML; nothing of ours asks it to, which TestNothingMakesHTMLFromStrings holds",
	"KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION": "Firefox for Android has no sidebar",
	"UNSUPPORTED_API":                                "the side panel is asked for only where the browser has one",
}

// LintExtension runs Firefox's linter on an unpacked extension. Errors fail,
// and so do warnings that are not accepted.
func LintExtension(ctx context.Context, root, folder string, out io.Writer) error {
	cmd := exec.CommandContext(ctx, filepath.Join(root, "node_modules", ".bin", "web-ext"),
		"lint", "--source-dir", folder, "--output", "json", "--no-config-discovery")
	cmd.Dir = root
	var printed, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &trouble
	runErr := cmd.Run()
	type finding struct{ Code, Message, File string }
	var report struct{ Errors, Warnings []finding }
	if err := json.Unmarshal(printed.Bytes(), &report); err != nil {
		return fmt.Errorf("web-ext lint: %w\n%s%s", runErr, printed.String(), trouble.String())
	}
	failed := false
	for _, f := range report.Warnings {
		if reason, ok := accepted[f.Code]; ok {
			fmt.Fprintf(out, "  accepted in %s: %s (%s)\n", f.File, f.Message, reason)
			continue
		}
		report.Errors = append(report.Errors, f)
	}
	for _, f := range report.Errors {
		failed = true
		fmt.Fprintf(out, "  %s: %s (%s)\n", f.File, f.Message, f.Code)
	}
	if failed {
		return fmt.Errorf("Firefox's linter objects to %s", folder)
	}
	return nil
}
