package house_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// What strangers wrote becomes nodes, never a string that is read as markup or code.
func TestNothingMakesHTMLFromStrings(t *testing.T) {
	grep := exec.Command("git", "grep", "-nE", `innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|dangerouslySetInnerHTML`, "--",
		"extension/*.ts", "extension/*.tsx", "widget/*.ts", "widget/*.tsx", "shared/ui/*", "wasm/*.ts", "wasm/worker/*.mjs", ":!*.test.*")
	grep.Dir = "../.."
	out, err := grep.Output()
	require.Empty(t, string(out))
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 1, exit.ExitCode(), "git grep answers 1 when it finds nothing")
}
