package words_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/build/toolchain"
	"deskside/shared/words/print"
)

func TestThePrinterSaysTheSameInTinyGo(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for several seconds")
	}
	compiler, found := toolchain.TinyGoAtHand()
	if !found {
		t.Skip("TinyGo is not at hand")
	}
	all := everything(t)
	module := filepath.Join(t.TempDir(), "printer.wasm")
	require.NoError(t, compiler.Build(t.Context(), "./testdata/printer", module))
	for _, language := range print.OfCustomers() {
		input := msgp.AppendString(nil, language)
		var wanted []string
		for _, s := range all {
			if s.Language != language {
				continue
			}
			var err error
			input, err = s.Say.MarshalMsg(input)
			require.NoError(t, err)
			wanted = append(wanted, print.ForCustomers(language).Say(s.Say))
		}
		cmd := exec.CommandContext(t.Context(), "node", "testdata/printer/run.mjs", module)
		cmd.Stdin = bytes.NewReader(input)
		output, err := cmd.Output()
		require.NoError(t, err)
		var printed []string
		for len(output) > 0 {
			var one string
			one, output, err = msgp.ReadStringBytes(output)
			require.NoError(t, err)
			printed = append(printed, one)
		}
		require.NotEmpty(t, printed)
		require.Equal(t, wanted, printed, language)
	}
}
