// Command write brings up to date what programs print messages from. It imports
// nothing that it writes, so that a broken table can be written anew.
//
//	//go:generate go run deskside/build/words/write
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"deskside/build/words"
)

func main() {
	// go generate runs a command in the folder of the file that names it.
	root, err := filepath.Abs("../..")
	if err == nil {
		_, err = words.Write(root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "words:", err)
		os.Exit(1)
	}
}
