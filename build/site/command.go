// Package site is the command for sites with a name: what is said of each in the store of
// an edge, and whether that works.
package site

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskside/build/command"
	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
	"deskside/shared/edge/letters"
	"deskside/shared/edge/seal"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

const help = `usage: site list   --db FILE | --sql
       site add    NAME --upstream ADDRESS --origins … … --db FILE | --sql
       site set    NAME … --db FILE | --sql
       site check  NAME --db FILE [--edge ADDRESS] [--page ADDRESS …]
       site remove NAME --db FILE [--discard] | --sql

A site is below /w/NAME/ of an edge: its pages embed /w/NAME/loader.js. It has a helpdesk,
votes, limits and people of its own. set changes what is given; what is given as "" is as
usual again. check says what is missing: in the site, at its helpdesk, at the edge, and in
the pages that are to embed it.

Secrets are named, as the environment of the edge has them (--key SITE_SHOP_KEY), or are
sealed into the store under the edge's DESKSIDE_SEAL_KEYS: then they are read from
DESKSIDE_SITE_KEY, DESKSIDE_SITE_IDENTITIES, DESKSIDE_SITE_BLOCK and
DESKSIDE_SITE_TURNSTILE. --sql prints the statement instead of running it, for D1:

  npx wrangler d1 execute deskside --remote --command "$(go run ./build site list --sql)"
`

// Command is one run of it.
type Command struct {
	Environment    func(name string) string
	Doer           transport.Doer
	Now            func() time.Time
	Stdout, Stderr io.Writer

	db, edge        string
	pages           []string
	asSQL, discards bool
	row             named.Row
	given           map[string]bool
	name, do        string
	printer         print.Printer
	operator        *edge.Operator
	store           *sql.DB
	seals           *seal.Keys
}

// Run is the command with the environment and network of this program.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	stays := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := Command{Environment: os.Getenv, Doer: &http.Client{CheckRedirect: stays, Timeout: 20 * time.Second}, Now: time.Now, Stdout: stdout, Stderr: stderr}
	return c.Run(ctx, args)
}

// says are what the flags say that are members of a row, each by its name.
var says = map[string]string{
	"upstream":            "address of its helpdesk",
	"origins":             "sites that may embed it, such as https://shop.example.com, separated by commas",
	named.Key:             "name of the secret that is the helpdesk's key, such as SITE_SHOP_KEY",
	named.Identities:      "name of the secret with the keys that sign who its visitors are",
	named.Block:           "name of the secret of Usedesk's block",
	"audience":            "whom the tokens about its visitors are for; the edge's host and /w/NAME when empty",
	"guests":              "what visitors may do whom nobody knows, out of post, comment and vote, or none",
	"rates":               "what may be asked, where it is not as usual, such as writes=10/60",
	"protect":             "of whom a proof of work or Turnstile is asked: always, never or busy, when much comes; when empty always with Turnstile, else busy",
	"turnstile":           "site key of Cloudflare Turnstile, in the place of the proof of work",
	named.TurnstileSecret: "name of the secret that belongs to it, such as SITE_SHOP_TURNSTILE",
	"block_language":      "language of the block",
	"launcher":            "text of the launcher where the page says none",
	"position":            "side of the page: start or end",
	"theme":               "auto, light or dark",
	"locale":              "language of the widget, such as ru",
}

// Run does what arguments say.
func (c *Command) Run(ctx context.Context, args []string) error {
	c.printer = command.Printer(c.Environment)
	rest, err := c.read(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	wants := 2
	if len(rest) > 0 && rest[0] == "list" {
		wants = 1
	}
	if len(rest) != wants || !slices.Contains([]string{"list", "add", "set", "check", "remove"}, rest[0]) || (c.db == "") != c.asSQL || c.asSQL && rest[0] == "check" {
		return errors.New(help)
	}
	c.do = rest[0]
	if wants == 2 {
		if c.name = rest[1]; !named.Valid(c.name) {
			return edge.ErrSiteName
		}
	}
	if len(c.given) > 0 && c.do != "add" && c.do != "set" {
		return errors.New(help)
	}
	if err := c.secrets(); err != nil {
		return err
	}
	if c.asSQL {
		return c.print()
	}
	if c.store, err = command.OpenKept(c.db); err != nil {
		return err
	}
	defer c.store.Close()
	c.operator = edge.NewOperator(c.store, transport.SystemClock, c.Now)
	switch c.do {
	case "list":
		return c.list(ctx)
	case "add":
		return c.told(words.OperatorSiteAdded(words.Text(c.name), words.Text(snippet(c.name, "https://EDGE"))), c.operator.AddSite(ctx, c.name, c.row.Text()))
	case "set":
		return c.told(words.OperatorSiteChanged(words.Text(c.name)), c.operator.ChangeSite(ctx, c.name, c.row.Patch(slices.Collect(maps.Keys(c.given))...)))
	case "remove":
		return c.remove(ctx)
	}
	return c.check(ctx)
}

// read reads flags, which may stand anywhere, and returns the rest.
func (c *Command) read(args []string) (rest []string, err error) {
	flags := command.Flags("site", help, true, c.Stderr)
	flags.StringVar(&c.db, "db", "", "the file of the edge")
	flags.BoolVar(&c.asSQL, "sql", false, "print the statement")
	flags.BoolVar(&c.discards, "discard", false, "also what is not at the helpdesk")
	flags.StringVar(&c.edge, "edge", "", "address of the edge, such as https://feedback.example.com")
	flags.Func("page", "address of a page that embeds it; may be repeated", func(text string) error {
		c.pages = append(c.pages, text)
		return nil
	})
	c.given = map[string]bool{}
	for _, m := range c.row.Members() {
		flags.Func(strings.ReplaceAll(m.Name, "_", "-"), says[m.Name], func(text string) error {
			*m.Text, c.given[m.Name] = strings.TrimSpace(text), true
			return nil
		})
	}
	return command.Parse(flags, args)
}

// secrets seals those that the environment has.
func (c *Command) secrets() (err error) {
	if keys := c.Environment("DESKSIDE_SEAL_KEYS"); strings.TrimSpace(keys) != "" {
		if c.seals, err = seal.ParseKeys(keys); err != nil {
			return fmt.Errorf("DESKSIDE_SEAL_KEYS: %w", err)
		}
	}
	if c.do != "add" && c.do != "set" {
		return nil
	}
	for _, m := range c.row.Members() {
		if m.Secret == nil {
			continue
		}
		variable := sealedFrom[m.Name]
		text := strings.TrimSpace(c.Environment(variable))
		switch {
		case text == "":
			continue
		case c.given[m.Name]:
			return fmt.Errorf("the %s of the site is named by --%s and given in %s: which one is it?", m.Name, strings.ReplaceAll(m.Name, "_", "-"), variable)
		case c.seals == nil:
			return fmt.Errorf("%s is to be sealed, which needs the edge's DESKSIDE_SEAL_KEYS", variable)
		}
		*m.Secret, c.given[m.Name] = named.Secret{Sealed: c.seals.Seal(named.About(c.name, m.Name), []byte(text))}, true
	}
	return nil
}

// sealedFrom are the variables of secrets that are to be sealed, by the names of their
// members.
var sealedFrom = map[string]string{
	named.Key: "DESKSIDE_SITE_KEY", named.Identities: "DESKSIDE_SITE_IDENTITIES",
	named.Block: "DESKSIDE_SITE_BLOCK", named.TurnstileSecret: "DESKSIDE_SITE_TURNSTILE",
}

// print prints statements, each with its end.
func (c *Command) print() error {
	if _, err := named.ParseRow(c.row.Text()); err != nil {
		return err
	}
	var all []decide.Statement
	switch c.do {
	case "list":
		all = append(all, letters.Sites())
	case "add":
		all = append(all, letters.AddSite(c.name, c.row.Text(), c.Now()))
	case "set":
		all = append(all, letters.ChangeSite(c.name, c.row.Patch(slices.Collect(maps.Keys(c.given))...), c.Now()))
	case "remove":
		all = letters.RemoveSite(c.name)
	}
	for i := range all {
		fmt.Fprintln(c.Stdout, letters.Inlined(&all[i])+";")
	}
	return nil
}

// told says that something was done, or why it was not.
func (c *Command) told(done words.Say, err error) error {
	switch {
	case errors.Is(err, edge.ErrSiteThere):
		return errors.New(c.printer.Say(words.OperatorSiteThere()))
	case errors.Is(err, edge.ErrNoSite):
		return errors.New(c.printer.Say(words.OperatorSiteAbsent()))
	case err != nil:
		return err
	}
	fmt.Fprintln(c.Stdout, c.printer.Say(done))
	return nil
}

func (c *Command) list(ctx context.Context) error {
	all, err := c.operator.Sites(ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		fmt.Fprintf(c.Stdout, "%s  %s  %s\n", s.Name, s.Upstream, s.Origins)
		if s.Problem != nil {
			fmt.Fprintf(c.Stdout, "    %s\n", c.printer.Say(words.OperatorCheckUnset(words.Text(s.Problem.Error()))))
		}
	}
	if len(all) == 0 {
		fmt.Fprintln(c.Stdout, c.printer.Say(words.OperatorSitesNone()))
	}
	return nil
}

// remove forgets a site, unless that would lose what somebody wrote.
func (c *Command) remove(ctx context.Context) error {
	if _, err := c.operator.Site(ctx, c.name); err != nil {
		return c.told(words.Say{}, err)
	}
	begun, err := c.operator.Begun(ctx, c.name)
	if err != nil {
		return err
	}
	if begun && !c.discards {
		census, err := c.operator.Of(c.name).Census(ctx)
		if err != nil {
			return err
		}
		if n := census.Letters + census.Waiting; n > 0 {
			return errors.New(c.printer.Say(words.OperatorSiteWaits(n)) + " (--discard)")
		}
	}
	return c.told(words.OperatorSiteRemoved(words.Text(c.name)), c.operator.RemoveSite(ctx, c.name))
}

// snippet is what a page embeds.
func snippet(name, at string) string {
	return `<script async src=` + strconv.Quote(at+named.At(name)+"/loader.js") + `></script>`
}
