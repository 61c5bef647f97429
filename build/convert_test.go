package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever moves from another helpdesk has files, and no repository around them.
func TestContentIsConvertedInAnyFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("post.bbcode", []byte("[b]x[/b]"), 0o600))
	require.NoError(t, os.WriteFile("page.html", []byte("<p onclick=y>x</p>"), 0o600))
	require.NoError(t, os.WriteFile("old.html", []byte("caf\xe9"), 0o600))
	t.Setenv("LC_ALL", "C")
	for name, tt := range map[string]struct {
		args             []string
		out, told, fault string
	}{
		"a file":                 {[]string{"bbcode_to_html", "post.bbcode"}, "<p><b>x</b></p>\n", "", ""},
		"with what is lost":      {[]string{"--losses", "html_to_text", "page.html"}, "x\n", "The attribute onclick of p at 1:4 was dropped: content runs no scripts.\n", ""},
		"an unknown operation":   {[]string{"bbcode_to_latex", "post.bbcode"}, "", "", `there is no operation "bbcode_to_latex": it is one of bbcode_to_`},
		"no such file":           {[]string{"bbcode_to_html", "none"}, "", "", "open none: no such file or directory"},
		"another encoding":       {[]string{"sanitize_html", "old.html"}, "", "", "the content is not UTF-8"},
		"several files":          {[]string{"bbcode_to_html", "post.bbcode", "page.html"}, "", "", `not "page.html" too`},
		"the core as it ships":   {[]string{"--engine", "wasm", "bbcode_to_html", "post.bbcode"}, "", "", "run this inside the repository"},
		"an option there is not": {[]string{"--lossy"}, "", "Converts content", "flag provided but not defined: -lossy"},
		"help":                   {[]string{"--help"}, "", "deskside content html_to_markdown page.html", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var out, told bytes.Buffer
			err := (&tool{out: &out, err: &told}).dispatch(t.Context(), append([]string{"content"}, tt.args...))
			if tt.fault == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tt.fault)
			}
			require.Equal(t, tt.out, out.String())
			require.Contains(t, told.String(), tt.told)
		})
	}
	var out bytes.Buffer
	require.NoError(t, (&tool{out: &out, err: &out}).dispatch(t.Context(), nil))
	require.Contains(t, out.String(), "go run ./build COMMAND")
	require.ErrorContains(t, (&tool{out: &out, err: &out}).dispatch(t.Context(), []string{"size"}), "run this inside the repository")
}
