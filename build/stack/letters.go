package stack

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"deskside/build/command"
	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/edge"
	"deskside/shared/edge/letters"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// lettersHelp says what the command takes.
const lettersHelp = `usage: edge dead-letters --db FILE [--site NAME] [list | show ID | retry ID | discard ID]
       edge dead-letters --sql [--site NAME] [list | show ID | retry ID | discard ID]

What is not at the helpdesk, of the site without a name or of one that has one. retry has it sent as soon as the helpdesk takes it; one
that is uncertain only with --not-there, since it would be there twice. discard
forgets what it says. --sql prints the statement instead of running it, for D1:

  npx wrangler d1 execute deskside --remote --command "$(go run ./build edge dead-letters --sql list)"
`

// lettersCommand is what whoever runs an edge does by hand.
func lettersCommand(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := command.Flags("edge dead-letters", lettersHelp, false, stderr)
	path := flags.String("db", "", "the file of the edge")
	asSQL := flags.Bool("sql", false, "print the statement")
	site := flags.String("site", "", "name of the site")
	notThere := flags.Bool("not-there", false, "it is uncertain, and not at the helpdesk")
	rest, err := command.Parse(flags, args)
	if err != nil {
		return asked(err)
	}
	do, id := "list", ""
	if len(rest) > 0 {
		do = rest[0]
	}
	if len(rest) > 1 {
		id = rest[1]
	}
	if !slices.Contains([]string{"list", "show", "retry", "discard"}, do) || len(rest) > 2 || (do == "list") != (id == "") || strings.Trim(id, "0123456789abcdef") != "" {
		return errors.New(lettersHelp)
	}
	if *asSQL {
		return printSQL(stdout, *site, do, id, *notThere)
	}
	if *path == "" {
		return errors.New(lettersHelp)
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
	if do == "list" {
		all, err := operator.Letters(ctx)
		if err != nil {
			return err
		}
		for i := range all {
			printLetter(stdout, p, &all[i])
		}
		if len(all) == 0 {
			fmt.Fprintln(stdout, p.Say(words.OperatorNone()))
		}
		return nil
	}
	letter, err := operator.Letter(ctx, id)
	if err != nil {
		return err
	}
	switch do {
	case "show":
		printLetter(stdout, p, &letter)
		fmt.Fprintf(stdout, "\n%s\n", strings.TrimSpace(letter.Title+"\n\n"+letter.Text))
		return nil
	case "retry":
		if letter.State == "uncertain" && !*notThere {
			return errors.New(p.Say(words.OperatorUncertainHint()) + " --not-there")
		}
		err = operator.Retry(ctx, id)
	case "discard":
		err = operator.Discard(ctx, id)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, p.Say(map[string]words.Say{"retry": words.OperatorDoneRetry(), "discard": words.OperatorDoneDiscard()}[do]))
	return nil
}

// asked is a failure to read arguments; whoever asked how a command is used has been told.
func asked(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	return err
}

// operatorOf looks after a site, "" for the one without a name.
func operatorOf(ctx context.Context, db *sql.DB, site string) (*edge.Operator, error) {
	operator := edge.NewOperator(db, transport.SystemClock, time.Now)
	if site == "" {
		return operator, nil
	}
	if _, err := operator.Site(ctx, site); errors.Is(err, edge.ErrNoSite) {
		return nil, errors.New(printer().Say(words.OperatorSiteAbsent()))
	} else if err != nil {
		return nil, err
	}
	return operator.Of(site), nil
}

// printer prints in the language of whoever types.
func printer() print.Printer { return command.Printer(os.Getenv) }

// printLetter writes a letter in a few lines.
func printLetter(out io.Writer, p print.Printer, l *letters.Letter) {
	at := time.UnixMilli(l.Added).UTC().Format("2006-01-02 15:04 UTC")
	fmt.Fprintf(out, "%s  %s  %s, %s\n", l.ID, p.Say(words.OperatorState(string(l.State))),
		p.Say(words.OperatorKind(string(l.Kind), words.Number(l.Object))), p.Say(words.OperatorCame(words.Text(at))))
	line := l.Line()
	if l.Vote != "" {
		line = p.Say(words.OperatorVote(l.Vote))
	}
	fmt.Fprintf(out, "    %s\n", line)
	for _, why := range l.Why {
		fmt.Fprintf(out, "    %s\n", p.Say(why))
	}
}

// printSQL writes the statement of what is to be done, with its values in it.
func printSQL(out io.Writer, site, do, id string, notThere bool) error {
	var s decide.Statement
	switch do {
	case "list":
		s = letters.All()
	case "show":
		s = letters.One(id)
	case "retry":
		s = letters.Retry(id, time.Now(), notThere)
	case "discard":
		s = letters.Discard(id, time.Now())
	}
	s = decide.OfSite(site, []decide.Statement{s})[0]
	_, err := fmt.Fprintln(out, letters.Inlined(&s))
	return err
}
