package toolchain

import (
	"context"
	"errors"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// pretended is a machine that exists only in a test: what is on its PATH, which Debian packages it has, and how its
// programs answer. It keeps a log of the commands it was told to run.
type pretended struct {
	os       string
	root     bool
	path     map[string]string // program to its path
	packages map[string]bool   // Debian packages installed
	cache    string

	// answers reply to commands that begin with the key; the longest key that fits decides.
	answers map[string]func(c command) (string, error)
	// offers are what installing a Debian package puts on PATH.
	offers map[string]string
	// listed tells whether apt has its package lists; without them nothing can be installed.
	listed bool

	log []command
}

func says(text string) func(command) (string, error) {
	return func(command) (string, error) { return text, nil }
}

func fails(reason string) func(command) (string, error) {
	return func(c command) (string, error) {
		return "", &commandError{command: c, printed: reason, err: errors.New("exit status 1")}
	}
}

func (p *pretended) machine() machine {
	return machine{
		os:   p.os,
		arch: "amd64",
		root: p.root,
		lookPath: func(program string) (string, error) {
			if path, found := p.path[program]; found {
				return path, nil
			}
			if info, err := os.Stat(program); err == nil && !info.IsDir() {
				return program, nil
			}
			return "", exec.ErrNotFound
		},
		exists:   func(path string) bool { _, err := os.Stat(path); return err == nil },
		cacheDir: func() (string, error) { return p.cache, nil },
		run:      p.run,
	}
}

func (p *pretended) run(_ context.Context, c command) (string, error) {
	p.log = append(p.log, c)
	line := c.String()
	var best string
	for begins := range p.answers {
		if strings.HasPrefix(line, begins) && len(begins) > len(best) {
			best = begins
		}
	}
	switch {
	case best != "":
		return p.answers[best](c)
	case strings.HasPrefix(line, "dpkg-query -W"):
		var list strings.Builder
		for _, name := range c.args[3:] {
			if p.packages[name] {
				list.WriteString(name + " installed\n")
			}
		}
		return list.String(), nil
	case strings.HasPrefix(line, "apt-get update"):
		p.listed = true
		return "", nil
	case strings.HasPrefix(line, "apt-get install"):
		if !p.listed {
			return fails("E: Unable to locate package")(c)
		}
		for _, name := range c.args[slices.Index(c.args, "DPkg::Lock::Timeout=300")+1:] {
			p.packages[name] = true
			if program, found := p.offers[name]; found {
				p.path[program] = "/usr/bin/" + program
			}
		}
		return "", nil
	}
	return fails("nothing answers " + line)(c)
}

// ran returns the logged command lines that begin with a program's name.
func (p *pretended) ran(program string) []string {
	var lines []string
	for _, c := range p.log {
		if c.name == program {
			lines = append(lines, c.String())
		}
	}
	return lines
}

// onPath makes a PATH of programs in /usr/bin.
func onPath(programs ...string) map[string]string {
	path := map[string]string{}
	for _, program := range programs {
		path[program] = "/usr/bin/" + program
	}
	return path
}

func having(packages ...string) map[string]bool {
	return maps.Collect(func(yield func(string, bool) bool) {
		for _, name := range packages {
			if !yield(name, true) {
				return
			}
		}
	})
}

func TestRealCommands(t *testing.T) {
	ctx := t.Context()
	t.Run("standard output comes back without standard error", func(t *testing.T) {
		printed, err := run(ctx, command{name: "sh", args: []string{"-c", "echo kept; echo lost >&2"}})
		require.NoError(t, err)
		require.Equal(t, "kept\n", printed)
	})
	t.Run("a failed command's error says what was run and how its output ended", func(t *testing.T) {
		_, err := run(ctx, command{name: "sh", args: []string{"-c", "seq 100; echo the reason >&2; exit 3"}})
		require.ErrorContains(t, err, "exit status 3")
		require.ErrorContains(t, err, "the reason")
		require.ErrorContains(t, err, "\n100\n")
		require.NotContains(t, err.Error(), "\n50\n")
	})
	t.Run("a program that is not there is told apart", func(t *testing.T) {
		_, err := run(ctx, command{name: "deskside-has-no-such-program"})
		require.ErrorIs(t, err, exec.ErrNotFound)
	})
	t.Run("a cancelled context is the error", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(ctx)
		stopped := errors.New("stopped by hand")
		cancel(stopped)
		_, err := run(ctx, command{name: "sh", args: []string{"-c", "true"}})
		require.ErrorIs(t, err, stopped)
	})
	t.Run("a command sees its own variables and not the cleared ones", func(t *testing.T) {
		t.Setenv("GOOS", "plan9")
		t.Setenv("GOARCH", "arm")
		printed, err := run(ctx, command{env: []string{"GOOS=", "GOARCH=wasm"}, name: "sh", args: []string{"-c", `echo "${GOOS-unset} $GOARCH"`}})
		require.NoError(t, err)
		require.Equal(t, "unset wasm\n", printed)
	})
}

func TestProgress(t *testing.T) {
	dry := errors.New("no water")
	for _, c := range []struct {
		name  string
		takes time.Duration
		err   error
		said  string
	}{
		{"short work is silent", 1900 * time.Millisecond, nil, ""},
		{"short work that fails leaves the word to its error", time.Second, dry, ""},
		{"longer work is announced and ended", 5 * time.Second, nil, "Making tea\nMaking tea: done in 5 s\n"},
		{"long work gives signs of life", 25 * time.Second, nil, "Making tea\nMaking tea: 12 s so far\nMaking tea: 22 s so far\nMaking tea: done in 25 s\n"},
		{"work that fails says when", 3 * time.Second, dry, "Making tea\nMaking tea: stopped after 3 s\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var said strings.Builder
				err := Step(&said, "Making tea", func() error {
					time.Sleep(c.takes) // the bubble's time: it passes at once
					return c.err
				})
				require.ErrorIs(t, err, c.err)
				require.Equal(t, c.said, said.String())
			})
		})
	}
}
