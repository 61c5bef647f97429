package toolchain

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// seen is what testdata/run.mjs prints.
type seen struct {
	Imports []string
	Custom  int
	Answer  string
	List    string
	Deepest string
	TooDeep bool
	Trap    string
	Again   string
	Refused []string
}

// buildAndRun compiles the probe with the real compiler into a file and runs it in the real Node.
func buildAndRun(t *testing.T, compiler *Compiler, module string) seen {
	require.NoError(t, compiler.Build(t.Context(), "./testdata/probe", module))
	args := []string{"testdata/run.mjs", module}
	if glue := compiler.Glue(); glue != "" {
		require.FileExists(t, glue)
		args = append(args, glue)
	}
	printed, err := exec.CommandContext(t.Context(), "node", args...).CombinedOutput()
	require.NoError(t, err, string(printed))
	var result seen
	require.NoError(t, json.Unmarshal(printed, &result), string(printed))
	return result
}

// answer is the MessagePack of the probe's two subjects.
const answer = "92" + "ad43616e6e6f74206578706f7274" + "a8d092d185d0bed0b4"

func needsNode(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for several seconds")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node is not on PATH")
	}
}

func TestTinyGoModuleRunsInNodeAndIsTheSameFromAnyFolder(t *testing.T) {
	needsNode(t)
	compiler, found := TinyGoAtHand()
	if !found {
		t.Skip("TinyGo is not at hand")
	}
	// Settings for another build must not leak into this one.
	t.Setenv("GOOS", "plan9")
	t.Setenv("GOARCH", "arm")
	module := filepath.Join(t.TempDir(), "probe.wasm")
	saw := buildAndRun(t, compiler, module)
	require.Equal(t, answer, saw.Answer)
	require.Zero(t, saw.Custom)
	require.Equal(t, "91a0", saw.List, "300 levels of lists are read, on the stack there is")
	require.Equal(t, "91a0", saw.Deepest, "so are objects")
	require.True(t, saw.TooDeep, "deeper JSON is an error, not a trap")
	require.Equal(t, "RuntimeError", saw.Trap, "a panic is a trap")
	require.Equal(t, answer, saw.Again, "a fresh instance works after it")
	require.Empty(t, saw.Refused, "nothing but the small import object was called")
	if compiler.target != "wasm" { // ours: Debian's C library, with our assert
		require.Equal(t, []string{
			"gojs.runtime.ticks",
			"gojs.syscall/js.finalizeRef",
			"gojs.syscall/js.valueGet",
			"gojs.syscall/js.valueLoadString",
			"gojs.syscall/js.valuePrepareString",
			"wasi_snapshot_preview1.random_get",
		}, saw.Imports)
	}

	// It is the same from any folder.
	first, err := os.ReadFile(module)
	require.NoError(t, err)
	module = filepath.Join(t.TempDir(), "other.wasm")
	t.Chdir(filepath.Join("testdata", "probe"))
	t.Setenv("TMPDIR", t.TempDir())
	require.NoError(t, compiler.Build(t.Context(), ".", module))
	second, err := os.ReadFile(module)
	require.NoError(t, err)
	require.Equal(t, len(first), len(second))
	require.True(t, string(first) == string(second), "the bytes differ")
}

func TestStandardGoModuleRunsInNode(t *testing.T) {
	needsNode(t)
	compiler, err := StandardGo(t.Context(), nil)
	require.NoError(t, err)
	saw := buildAndRun(t, compiler, filepath.Join(t.TempDir(), "probe.wasm"))
	require.Equal(t, answer, saw.Answer)
	require.Zero(t, saw.Custom)
	require.True(t, saw.TooDeep)
}
