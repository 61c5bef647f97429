package toolchain

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDebianPackages(t *testing.T) {
	t.Run("only packages that are installed count as there", func(t *testing.T) {
		p := &pretended{answers: map[string]func(command) (string, error){
			// Configuration files of a removed package remain; an unknown one is not printed, and dpkg-query fails.
			"dpkg-query": func(c command) (string, error) {
				_, err := fails("no packages found matching d")(c)
				return "a installed\nb config-files\nc not-installed\n", err
			},
		}}
		require.Equal(t, []string{"b", "c", "d"}, p.machine().missingPackages(t.Context(), []string{"a", "b", "c", "d"}))
	})
	t.Run("package lists are not fetched when the installation works without", func(t *testing.T) {
		p := &pretended{root: true, packages: having(), listed: true}
		require.NoError(t, p.machine().installPackages(t.Context(), io.Discard, "Tea", []string{"kettle"}))
		require.Len(t, p.ran("apt-get"), 1)
		require.True(t, p.packages["kettle"])
	})
	t.Run("package lists are fetched once when it does not", func(t *testing.T) {
		p := &pretended{root: true, packages: having()}
		require.NoError(t, p.machine().installPackages(t.Context(), io.Discard, "Tea", []string{"kettle"}))
		require.Len(t, p.ran("apt-get"), 3)
		require.True(t, p.packages["kettle"])
	})
	t.Run("without root nothing is run and the error is a command to copy", func(t *testing.T) {
		p := &pretended{packages: having()}
		err := p.machine().installPackages(t.Context(), io.Discard, "Tea", []string{"kettle", "cup"})
		require.ErrorContains(t, err, "sudo apt-get install -y --no-install-recommends kettle cup")
		require.Empty(t, p.log)
	})
	t.Run("without a network the error names the packages and apt's reason", func(t *testing.T) {
		p := &pretended{root: true, packages: having(), answers: map[string]func(command) (string, error){
			"apt-get": fails("Temporary failure resolving"),
		}}
		err := p.machine().installPackages(t.Context(), io.Discard, "Tea", []string{"kettle"})
		require.ErrorContains(t, err, "Tea: the Debian packages kettle could not be installed")
		require.ErrorContains(t, err, "Temporary failure resolving")
	})
	t.Run("a cancelled installation is not tried again", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p := &pretended{root: true, packages: having(), answers: map[string]func(command) (string, error){
			"apt-get": func(c command) (string, error) { cancel(); return fails("killed")(c) },
		}}
		require.Error(t, p.machine().installPackages(ctx, io.Discard, "Tea", []string{"kettle"}))
		require.Len(t, p.ran("apt-get"), 1)
	})
	t.Run("nothing missing is nothing to do", func(t *testing.T) {
		p := &pretended{}
		require.NoError(t, p.machine().installPackages(t.Context(), io.Discard, "Tea", nil))
		require.Empty(t, p.log)
	})
}

func TestBrowsers(t *testing.T) {
	fonts := fontPackages()
	for _, c := range []struct {
		name      string
		machine   pretended
		chromium  string
		firefox   string
		err       []string // parts of the error; nil: none
		installed []string
		said      string
	}{
		{
			name:     "browsers on PATH are used as they are",
			machine:  pretended{os: "linux", path: onPath("google-chrome", "firefox")},
			chromium: "/usr/bin/google-chrome", firefox: "/usr/bin/firefox",
		},
		{
			name:     "Chromium goes before Chrome and the long-term Firefox before the other",
			machine:  pretended{os: "linux", path: onPath("google-chrome", "chromium", "firefox", "firefox-esr")},
			chromium: "/usr/bin/chromium", firefox: "/usr/bin/firefox-esr",
		},
		{
			name:     "on a Mac they are found among the applications",
			machine:  pretended{os: "darwin", path: map[string]string{"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome": "/chrome", "firefox": "/firefox"}},
			chromium: "/chrome", firefox: "/firefox",
		},
		{
			name:    "where packages cannot be installed the error names what is missing",
			machine: pretended{os: "darwin", root: true, path: onPath("chromium")},
			err:     []string{"Firefox was not found", "firefox-esr, firefox"},
		},
		{
			name:     "on Debian as root the missing browser is installed, with fonts",
			machine:  pretended{os: "linux", root: true, path: onPath("apt-get", "dpkg-query", "chromium"), packages: having("fonts-dejavu-core"), offers: map[string]string{"firefox-esr": "firefox-esr"}},
			chromium: "/usr/bin/chromium", firefox: "/usr/bin/firefox-esr",
			installed: []string{"firefox-esr", "fonts-dejavu-core", "fonts-droid-fallback"},
		},
		{
			name:    "on Debian without root the error is a command to copy",
			machine: pretended{os: "linux", path: onPath("apt-get", "dpkg-query"), packages: having(fonts...)},
			err:     []string{"Chromium and Firefox", "sudo apt-get install -y --no-install-recommends chromium firefox-esr"},
		},
		{
			name:     "without root missing fonts are said and stop nothing",
			machine:  pretended{os: "linux", path: onPath("apt-get", "dpkg-query", "chromium", "firefox"), packages: having()},
			chromium: "/usr/bin/chromium", firefox: "/usr/bin/firefox",
			said: "sudo apt-get install -y --no-install-recommends " + strings.Join(fonts, " "),
		},
		{
			name:    "a package that brings no such program is an error, not an empty path",
			machine: pretended{os: "linux", root: true, path: onPath("apt-get", "dpkg-query", "chromium"), packages: having(fonts...)},
			err:     []string{"Firefox was not found"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var said strings.Builder
			chromium, firefox, err := c.machine.machine().ensureBrowsers(t.Context(), &said)
			if c.err != nil {
				for _, part := range c.err {
					require.ErrorContains(t, err, part)
				}
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.chromium, chromium)
			require.Equal(t, c.firefox, firefox)
			require.Contains(t, said.String(), c.said)
			for _, name := range c.installed {
				require.True(t, c.machine.packages[name], name)
			}
			if len(c.installed) == 0 {
				require.Empty(t, c.machine.ran("apt-get"))
			}
		})
	}
}
