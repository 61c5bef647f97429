// Package command is what the commands of whoever runs an edge have in common: how they
// read what is typed, open its store and choose a language.
package command

import (
	"flag"
	"fmt"
	"io"

	"deskside/shared/words/print"
)

// Flags is a new set of flags, of a command that is called so. It says how it is used to
// out; where it goes on it tells its flags after that.
func Flags(name, help string, goesOn bool, out io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() {
		fmt.Fprint(out, help)
		if goesOn {
			fmt.Fprintln(out)
			flags.PrintDefaults()
		}
	}
	return flags
}

// Parse reads flags, which may stand anywhere, and returns the rest. It fails with
// flag.ErrHelp where somebody asked how the command is used, and was told.
func Parse(flags *flag.FlagSet, args []string) (rest []string, err error) {
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	return rest, nil
}

// Printer prints in the language of whoever types, as their environment says it.
func Printer(environment func(name string) string) print.Printer {
	return print.In(environment("LC_ALL"), environment("LC_MESSAGES"), environment("LANG"))
}
