package bundle

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMessagesThatScriptsAloneSayHaveShortIDs(t *testing.T) {
	root, folder := t.TempDir(), t.TempDir()
	write := func(at, text string) {
		require.NoError(t, os.MkdirAll(filepath.Dir(at), 0o755))
		require.NoError(t, os.WriteFile(at, []byte(text), 0o644))
	}
	write(filepath.Join(root, "shared/words/en.json"), `{"widget.b": "B", "customer.c": "C", "widget.a": "A", "widget.a.more": "More"}`)
	write(filepath.Join(folder, "words.js"), `export default{"widget.a":"widget.b","widget.a.more":()=>"x",'widget.b':"B","customer.c":"C"}`)
	write(filepath.Join(folder, "frame.js"), "say(x?\"widget.a\":`widget.b`);say(\"widget.c\");s=\"widget.a'\";t=\"see widget.a\"")
	write(filepath.Join(folder, "frame.css"), `"widget.a"`)
	require.NoError(t, shortenIDs(root, folder))
	for name, want := range map[string]string{
		// What the core says keeps its id; a text that is an id would be another, and no message is one.
		"words.js":  `export default{"1":"3","2":()=>"x",'3':"B","customer.c":"C"}`,
		"frame.js":  "say(x?\"1\":`3`);say(\"widget.c\");s=\"widget.a'\";t=\"see widget.a\"",
		"frame.css": `"widget.a"`,
	} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		require.Equal(t, want, string(text))
	}
}
