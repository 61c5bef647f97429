package form_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/form"
)

var queries = []string{
	"", "a=b", "a=b&c=d", "a", "=", "=b", "a=", "&&a=b&", "a=b=c", "a=1&a=2", "text=%D0%B0+b", "a=%zz", "a=%4", "a=%", "%41=%62", "a;b=c", "a=b;c", "%3B=1", "a=%00", "a=\xff",
	"A%2fB=%c3%28", "+a+=+b+",
}

func agrees(t *testing.T, raw string) {
	want, err := url.ParseQuery(raw)
	got, ok := form.Parse(raw)
	require.Equal(t, err == nil, ok, "%q", raw)
	if !ok {
		return
	}
	seen := url.Values{}
	for _, p := range got {
		seen.Add(p.Name, p.Value)
		require.Equal(t, want.Get(p.Name), got.Get(p.Name), "%q", raw)
	}
	require.Equal(t, want, seen, "%q", raw)
	_, twice := got.Twice()
	require.Equal(t, len(want) < len(got), twice, "%q", raw)
}

func TestAQueryIsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	for _, raw := range queries {
		agrees(t, raw)
	}
	name, _ := form.Values{{Name: "b"}, {Name: "a"}, {Name: "a"}}.Twice()
	require.Equal(t, "a", name)
}

func FuzzQuery(f *testing.F) {
	for _, raw := range queries {
		f.Add(raw)
	}
	f.Fuzz(agrees)
}
