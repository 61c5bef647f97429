// Command codec writes the MessagePack codecs of a file's types as msgp does,
// without the path of members that msgp adds to each error. What crosses the
// core's boundary comes from our own hosts, so nobody reads those paths, and
// they are an eighth of the core's code.
//
//	//go:generate go run deskside/build/codec -o tickets_gen.go
//
// -file names another file than that of the directive, -unexported takes its
// unexported types too.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
)

var wrapping = regexp.MustCompile(`(?m)^\t*err = msgp\.WrapError\(.*\)\n`)

func main() {
	output := flag.String("o", "", "the file to write")
	file := flag.String("file", os.Getenv("GOFILE"), "the file whose types get codecs")
	unexported := flag.Bool("unexported", false, "take unexported types too")
	flag.Parse()
	if err := write(*file, *output, *unexported); err != nil {
		fmt.Fprintln(os.Stderr, "codec:", err)
		os.Exit(1)
	}
}

func write(file, output string, unexported bool) error {
	if file == "" || output == "" {
		return fmt.Errorf("name the file to read with -file and the file to write with -o")
	}
	msgp := exec.Command("go", "tool", "msgp", "-io=false", "-tests=false", fmt.Sprint("-unexported=", unexported), "-file", file, "-o", output)
	if out, err := msgp.CombinedOutput(); err != nil {
		return fmt.Errorf("msgp of %s: %w\n%s", file, err, out)
	}
	source, err := os.ReadFile(output)
	if err != nil {
		return err
	}
	return os.WriteFile(output, wrapping.ReplaceAll(source, nil), 0o644)
}
