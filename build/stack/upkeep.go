package stack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"deskside/build/command"
	decide "deskside/shared/core/edge"
	"deskside/shared/edge/letters"
	"deskside/shared/words"
)

// upkeepHelp says what the commands take.
const upkeepHelp = `usage: edge backup   --db FILE --to FILE
       edge restored --db FILE | --sql
       edge export   --db FILE VISITOR | --sql VISITOR
       edge erase    --db FILE VISITOR | --sql VISITOR
       edge named    --db FILE ADDRESS | --sql ADDRESS

but for backup each of the site without a name, or with --site NAME of one that has one.

backup copies the store of an edge, also one that runs, and the folder of its files.
restored is said of a copy before an edge works with it: what waited when it was made is
looked for at the helpdesk before it is sent. export prints what the store holds of one
person as JSON, erase makes it forget them; VISITOR is what their widget sends as
Deskside-Visitor, or one of those that named tells of an e-mail address. --sql prints the statements instead of running them, for D1:

  npx wrangler d1 execute deskside --remote --command "$(go run ./build edge erase --sql VISITOR)"
`

// upkeeping are the words of the command that are about the store alone.
var upkeeping = []string{"backup", "restored", "export", "erase", "named"}

// upkeepCommand does one of them.
func upkeepCommand(ctx context.Context, do string, args []string, stdout, stderr io.Writer) error {
	flags := command.Flags("edge "+do, upkeepHelp, false, stderr)
	path := flags.String("db", "", "the file of the edge")
	to := flags.String("to", "", "where its copy is to be")
	site := flags.String("site", "", "name of the site")
	asSQL := flags.Bool("sql", false, "print the statements")
	rest, err := command.Parse(flags, args)
	if err != nil {
		return asked(err)
	}
	visitor := ""
	if len(rest) > 0 {
		visitor = rest[0]
	}
	person := do == "export" || do == "erase" || do == "named"
	if len(rest) > 1 || person != (visitor != "") || (do == "backup") != (*to != "") || (*path == "") != *asSQL || (*asSQL || *site != "") && do == "backup" {
		return errors.New(upkeepHelp)
	}
	if *asSQL {
		return printAll(stdout, *site, do, visitor)
	}
	db, err := command.OpenKept(*path)
	if err != nil {
		return err
	}
	defer db.Close()
	p := printer()
	operator, err := operatorOf(ctx, db, *site)
	if err != nil {
		return err
	}
	var said words.Say
	switch do {
	case "backup":
		said = words.OperatorDoneBackup(words.Text(*to))
		if _, err = os.Stat(*to); err == nil {
			return fmt.Errorf("--to: %s is there already", *to)
		}
		if _, err = db.ExecContext(ctx, `VACUUM INTO ?`, *to); err == nil {
			err = copyFiles(*path, *to)
		}
	case "restored":
		var entries int64
		entries, err = operator.Restored(ctx)
		said = words.OperatorDoneRestored(entries)
	case "export":
		rows, err := operator.Person(ctx, visitor)
		if err != nil {
			return err
		}
		return printPerson(stdout, rows)
	case "named":
		visitors, err := operator.Named(ctx, visitor)
		if len(visitors) == 0 && err == nil {
			visitors = []string{p.Say(words.OperatorPersonNone())}
		}
		fmt.Fprintln(stdout, strings.Join(visitors, "\n"))
		return err
	case "erase":
		var rows int64
		said = words.OperatorDoneErased()
		if rows, err = operator.Erase(ctx, visitor); rows == 0 {
			said = words.OperatorPersonNone()
		}
	}
	if err == nil {
		fmt.Fprintln(stdout, p.Say(said))
	}
	return err
}

// copyFiles copies the folder of files beside a store, if there is one.
func copyFiles(path, to string) error {
	from := path + ".files"
	if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return os.CopyFS(to+".files", os.DirFS(from))
}

// printPerson prints what is somebody's as JSON: for each part its rows.
func printPerson(out io.Writer, rows [][][]decide.Value) error {
	all := map[string][]map[string]any{}
	for i, part := range letters.Parts() {
		all[part.Table] = []map[string]any{}
		for _, row := range rows[i] {
			one := map[string]any{}
			for at, column := range part.Columns {
				if one[column] = row[at].Number; row[at].IsText {
					one[column] = row[at].Text
				}
			}
			all[part.Table] = append(all[part.Table], one)
		}
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", text)
	}
	return err
}

// printAll prints statements with their values, each with its end.
func printAll(out io.Writer, site, do, visitor string) error {
	var all []decide.Statement
	switch do {
	case "restored":
		all = letters.Restored(time.Now())
	case "named":
		all = append(all, letters.Named(visitor))
	case "erase":
		all = letters.Erase(visitor)
	case "export":
		for _, part := range letters.Parts() {
			all = append(all, part.Of(visitor))
		}
	}
	for _, s := range decide.OfSite(site, all) {
		fmt.Fprintln(out, letters.Inlined(&s)+";")
	}
	return nil
}
