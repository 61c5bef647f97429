// Package similar measures finding similar posts in the widget's core. The same is measured
// natively by go test -bench in deskside/shared/feedback/similar.
package similar

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"deskside/build/bench/row"
	"deskside/build/script"
	"deskside/shared/feedback/similar"
	"deskside/shared/feedback/similar/similartest"
)

// peer is what it stands beside: a search for words that share groups of three letters,
// which were collected before.
const peer = "JavaScript over words"

// least is how many times as fast as the peer it must be: that has its 15,000 words ready
// as objects, this reads them from the snapshot's 160 KB each time.
const least = 0.5

// Run measures it in a core in Node. root is the repository, which must be the working folder.
func Run(ctx context.Context, root, core string) ([]row.Row, error) {
	folder, err := os.MkdirTemp("", "deskside-similar-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	snapshot, err := similar.New(similartest.Posts(similar.Most), similar.Most).MarshalMsg(nil)
	if err != nil {
		return nil, err
	}
	program, err := script.Bundle(root, "build/bench/similar/measure.ts")
	if err != nil {
		return nil, err
	}
	args := []string{filepath.Join(folder, "measure.mjs"), core, filepath.Join(folder, "snapshot"), filepath.Join(folder, "titles")}
	titles := []byte(strings.Join(similartest.Titles(similar.Most), "\n"))
	if err := errors.Join(os.WriteFile(args[0], program, 0o600), os.WriteFile(args[2], snapshot, 0o600), os.WriteFile(args[3], titles, 0o600)); err != nil {
		return nil, err
	}
	measured, err := row.Measured[row.Figures](exec.CommandContext(ctx, "node", args...))
	if err != nil {
		return nil, err
	}
	var rows []row.Row
	for _, f := range measured {
		rows = append(rows, row.Compare("Node", f.What, f.Samples["Deskside"], peer, f.Samples[peer], true, least))
	}
	return rows, nil
}
