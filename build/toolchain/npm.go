package toolchain

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// EnsureNPM makes node_modules below root match package-lock.json, with npm ci, and does nothing when it does already.
// No package runs code of its own while it is installed. The error says which Node is needed where there is none.
func EnsureNPM(ctx context.Context, root string, out io.Writer) error {
	return thisMachine().ensureNPM(ctx, root, out)
}

func (m machine) ensureNPM(ctx context.Context, root string, out io.Writer) error {
	needed, err := nodeNeeded(filepath.Join(root, "package.json"))
	if err != nil {
		return err
	}
	if err := m.checkNode(ctx, needed); err != nil {
		return err
	}
	wanted, err := m.installationHash(root)
	if err != nil {
		return err
	}
	// Inside node_modules, so that whoever removes that folder removes this with it. npm ci does, before it starts.
	stamp := filepath.Join(root, "node_modules", ".deskside-installed")
	if installed(stamp, wanted) {
		return nil
	}
	unlock, err := lock(ctx, out, filepath.Join(root, ".deskside", "npm.lock"), "npm: waiting for another process that installs packages")
	if err != nil {
		return fmt.Errorf("npm: %w", err)
	}
	defer unlock()
	if installed(stamp, wanted) {
		return nil
	}
	install := command{
		dir:  root,
		name: "npm",
		// The lock file has the hash of every package, so what npm's cache holds is right and need not be asked for again.
		args: []string{"ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"},
	}
	err = Step(out, "npm: installing the packages of package-lock.json", func() error { _, err := m.run(ctx, install); return err })
	if err != nil {
		return fmt.Errorf("npm: the packages of package-lock.json could not be installed; they are needed once, from the npm registry or from npm's own cache: %w", err)
	}
	if err := writeWhole(stamp, []byte(wanted)); err != nil {
		return fmt.Errorf("npm: %w", err)
	}
	return nil
}

// nodeNeeded reads the oldest Node that package.json allows: engines.node, which here is always ">=" and a version.
func nodeNeeded(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("npm: %w", err)
	}
	var read struct {
		Engines struct {
			Node string `json:"node"`
		} `json:"engines"`
	}
	if err := json.Unmarshal(content, &read); err != nil {
		return "", fmt.Errorf("npm: read %s: %w", file, err)
	}
	least, found := strings.CutPrefix(read.Engines.Node, ">=")
	if least = strings.TrimSpace(least); !found || !atLeast(least, least) {
		return "", fmt.Errorf("npm: %s must say engines.node as >= and a version, and says %q", file, read.Engines.Node)
	}
	return least, nil
}

func (m machine) checkNode(ctx context.Context, least string) error {
	advice := fmt.Sprintf("Install Node %s or newer with npm (nodejs.org) and put both on PATH", least)
	if !m.has("node") {
		return fmt.Errorf("Node is not on PATH. %s", advice)
	}
	printed, err := m.run(ctx, command{name: "node", args: []string{"--version"}})
	if err != nil {
		return fmt.Errorf("Node does not tell its version. %s: %w", advice, err)
	}
	if version := strings.TrimSpace(printed); !atLeast(version, least) {
		return fmt.Errorf("Node on PATH is version %s, too old. %s", strings.TrimPrefix(version, "v"), advice)
	}
	if !m.has("npm") {
		return fmt.Errorf("Node is on PATH, but npm is not. %s", advice)
	}
	return nil
}

// installationHash stands for everything that decides what npm ci installs: some packages differ from system to system.
func (m machine) installationHash(root string) (string, error) {
	hash := sha256.New()
	fmt.Fprintln(hash, m.os, m.arch)
	for _, name := range []string{"package.json", "package-lock.json"} {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return "", fmt.Errorf("npm: %w", err)
		}
		fmt.Fprintln(hash, name, len(content))
		hash.Write(content)
	}
	return hex.EncodeToString(hash.Sum(nil)) + "\n", nil
}

func installed(stamp, wanted string) bool {
	found, err := os.ReadFile(stamp)
	return err == nil && string(found) == wanted
}
