package toolchain

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// debian tells whether this machine's packages are Debian's (or a descendant's) and can be asked for.
func (m machine) debian() bool { return m.os == "linux" && m.has("dpkg-query") && m.has("apt-get") }

// missingPackages returns those of the named Debian packages that are not installed, in the order named.
func (m machine) missingPackages(ctx context.Context, names []string) []string {
	// dpkg-query fails when it has never heard of one of them and prints the others all the same.
	list, _ := m.run(ctx, command{
		name: "dpkg-query",
		args: append([]string{"-W", "-f", "${Package} ${db:Status-Status}\n"}, names...),
	})
	installed := map[string]bool{}
	for line := range strings.Lines(list) {
		name, status, _ := strings.Cut(strings.TrimSpace(line), " ")
		installed[name] = installed[name] || status == "installed"
	}
	var missing []string
	for _, name := range names {
		if !installed[name] {
			missing = append(missing, name)
		}
	}
	return missing
}

// installPackages installs Debian packages. purpose is what they are for, at the beginning of a sentence: "Chromium".
// The package lists are fetched only when the installation fails without: it does where they were never fetched or are stale.
func (m machine) installPackages(ctx context.Context, out io.Writer, purpose string, names []string) error {
	if len(names) == 0 {
		return nil
	}
	list := strings.Join(names, " ")
	if !m.root {
		return fmt.Errorf("%s: Debian packages are missing and installing them takes root. Run this once: sudo apt-get install -y --no-install-recommends %s", purpose, list)
	}
	install := command{
		name: "apt-get",
		env:  []string{"DEBIAN_FRONTEND=noninteractive"},
		// Another apt may be at work; it is waited for rather than failed on.
		args: append([]string{"install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"}, names...),
	}
	what := fmt.Sprintf("%s: installing Debian packages (%s)", purpose, list)
	attempt := func() error { _, err := m.run(ctx, install); return err }
	err := Step(out, what, attempt)
	if err == nil || ctx.Err() != nil {
		return err
	}
	update := command{name: "apt-get", args: []string{"update", "-q", "-o", "DPkg::Lock::Timeout=300"}}
	err = Step(out, purpose+": fetching Debian's package lists", func() error { _, err := m.run(ctx, update); return err })
	if err == nil {
		err = Step(out, what, attempt)
	}
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("%s: the Debian packages %s could not be installed. Without a network, install them from your own mirror or disc first: %w", purpose, list, err)
	}
	return err
}
