// Command write writes what the rooms of content and its readers in TypeScript know of kinds, tags and
// elements from the table of package kinds. Run it as
//
//	//go:generate go run deskside/shared/content/kinds/write
//
// in the package content.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// root is where the repository begins, seen from the package content.
const root = "../.."

func main() {
	all, err := files()
	for _, f := range all {
		path := filepath.Join(root, f.name)
		// What is as it should be keeps its time, by which Go tells whether a test has anything else to read.
		if old, problem := os.ReadFile(path); problem == nil && string(old) == f.text {
			continue
		}
		if err == nil {
			err = os.WriteFile(path, []byte(f.text), 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "kinds:", err)
		os.Exit(1)
	}
}
