// Command codec writes the MessagePack codecs of a file's types; package codecs says which.
//
//	//go:generate go run deskside/build/codec -o tickets_gen.go
//
// -file names another file than that of the directive, -unexported takes its
// unexported types too.
package main

import (
	"fmt"
	"os"

	"deskside/build/codec/codecs"
)

func main() {
	codec, err := codecs.Parse(os.Args[1:], os.Getenv("GOFILE"))
	if err == nil {
		// go generate runs a command in the folder of the file that names it.
		_, err = codec.Write(".")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "codec:", err)
		os.Exit(1)
	}
}
