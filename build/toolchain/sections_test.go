package toolchain

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

const emptyModule = "\x00asm\x01\x00\x00\x00"

func TestCustomSections(t *testing.T) {
	const (
		types  = "\x01\x04\x01\x60\x00\x00" // one function type
		custom = "\x00\x05\x04name"
		long   = "\x00\x85\x00\x04name" // its size written in two bytes
	)
	for _, c := range []struct{ name, module, want, err string }{
		{"a module without any is left alone", emptyModule + types, emptyModule + types, ""},
		{"they go from wherever they stand", emptyModule + custom + types + custom, emptyModule + types, ""},
		{"sizes may be written longer than needed", emptyModule + long + types, emptyModule + types, ""},
		{"an empty module stays one", emptyModule, emptyModule, ""},
		{"another file is refused", "\x7fELF\x02\x01\x01\x00", "", "not a WebAssembly module"},
		{"a component is refused", "\x00asm\x0d\x00\x01\x00", "", "not a WebAssembly module"},
		{"a cut section is refused", emptyModule + types[:4], "", "in the middle of a section"},
		{"a section without size is refused", emptyModule + "\x01", "", "in the middle of a section"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := withoutCustomSections([]byte(c.module))
			if c.err != "" {
				require.ErrorContains(t, err, c.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, string(got))
		})
	}
}

func FuzzCustomSections(f *testing.F) {
	f.Add([]byte(emptyModule + "\x00\x05\x04name\x01\x04\x01\x60\x00\x00"))
	f.Add([]byte(emptyModule + "\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Add([]byte(emptyModule + "\x00"))
	f.Fuzz(func(t *testing.T, module []byte) {
		once, err := withoutCustomSections(bytes.Clone(module))
		if err != nil {
			return
		}
		twice, err := withoutCustomSections(once)
		require.NoError(t, err)
		require.Equal(t, once, twice)
		require.LessOrEqual(t, len(once), len(module))
	})
}
