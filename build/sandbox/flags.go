package sandbox

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"deskside/build/sandbox/fault"
	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/world"
)

// flags are what the command is told.
type flags struct {
	options     Options
	address     string   // host:port to listen at
	plain       string   // host:port to serve http at beside https
	certificate string   // file to write the certificate of https to
	names       []string // host names in the certificate
	verbose     bool
}

// parse reads the command's arguments; problems and the help go to stderr.
func (f *flags) parse(args []string, stderr io.Writer) error {
	set := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	set.SetOutput(stderr)
	f.names = []string{"127.0.0.1", "::1", "localhost"}
	f.serving(set)
	f.behaving(set)
	set.Usage = func() {
		fmt.Fprintln(stderr, "A sandbox answers as UseResponse 7.0 and Usedesk do, with made-up data. It prints its addresses and keys as one line of JSON.\n\nFlags:")
		set.PrintDefaults()
		fmt.Fprint(stderr, fault.Help())
	}
	if err := set.Parse(args); err != nil {
		return err
	}
	if set.NArg() > 0 {
		return fmt.Errorf("sandbox takes no arguments beside flags: %s", strings.Join(set.Args(), " "))
	}
	if f.plain != "" && f.certificate == "" {
		return errors.New("--http is for http beside https: give --tls, too, or --addr alone")
	}
	return nil
}

// serving are the flags that say where the sandbox is and what it keeps.
func (f *flags) serving(set *flag.FlagSet) {
	o := &f.options
	set.StringVar(&f.address, "addr", "127.0.0.1:0", "host:port to listen at; port 0 takes a free one")
	set.BoolVar(&f.verbose, "log", false, "log every request to stderr")
	set.StringVar(&o.Path, "db", "", "database file to keep the data in; in memory when empty")
	set.Uint64Var(&o.Seed, "seed", 1, "number that chooses the generated data of a new database")
	set.StringVar(&f.certificate, "tls", "", "serve https, and write the certificate for clients to trust to this file")
	set.Func("tls-name", "with --tls, a further host name in the certificate, for clients whose host cannot be set; may be repeated", func(name string) error {
		f.names = append(f.names, name)
		return nil
	})
	set.StringVar(&f.plain, "http", "", "with --tls, host:port to serve http at beside it, as a site does that redirects to https")
	set.StringVar(&o.RedirectTo, "redirect-to", "", "origin such as https://www.help.test: requests for another scheme or host are answered 301")
	set.StringVar(&o.BaseURL, "base", "", "what links in answers start with; the request's host when empty")
	set.StringVar(&o.Below, "below", "", "path that the UseResponse installation stands below, such as /support")
	set.BoolVar(&o.UsedeskAtRoot, "usedesk-root", false, "Usedesk's methods at the top of the host, as its older addresses have them, not below /uapi")
	set.BoolVar(&o.AnyAddress, "any-address", false, "answer wherever programs look for the APIs; real ones answer 404")
}

// behaving are the flags that say how the helpdesks behave.
func (f *flags) behaving(set *flag.FlagSet) {
	o := &f.options
	set.BoolVar(&o.Guest, "guest", false, "let UseResponse requests without a key read what is public")
	set.BoolVar(&o.StrictDomains, "strict-domains", false, "with --trusted, refuse calls without Origin and Referer")
	set.Func("trusted", "host name UseResponse accepts calls from; may be repeated", func(host string) error {
		o.TrustedDomains = append(o.TrustedDomains, host)
		return nil
	})
	set.BoolVar(&o.Premoderate, "premoderate", false, "keep what users write in communities until an agent approves it")
	set.Func("sees", "which tickets the agents of a team see: TEAM=none, TEAM=responsible, TEAM=all or TEAM=teams:TEAM+TEAM; may be repeated", func(text string) error {
		team, err := useresponse.ParseVisibility(text)
		o.Visibility = append(o.Visibility, team)
		return err
	})
	set.BoolVar(&o.NullStatuses, "null-statuses", false, "generate a third of a new database's objects and tickets without a status")
	set.BoolVar(&o.RequireFields, "require-fields", false, "refuse new tickets without the required custom fields")
	set.BoolVar(&o.SearchAny, "search-any", false, "find what holds any word of a UseResponse search instead of all")
	set.BoolVar(&o.ErrorsAsHTTP200, "errors-as-200", false, "send Usedesk's errors with status 200")
	set.BoolVar(&o.FieldsCombineOr, "fields-or", false, "join the entries of Usedesk's fields filter with OR")
	set.IntVar(&o.RequestsPerSecond, "usedesk-per-second", 0, "requests a second each Usedesk token may send; 0 for no limit")
	set.DurationVar(&o.Clock, "clock", 0, "how far the helpdesks' clock is off, such as -7m: in Date and in every time")
	set.Func("titles", "forms in which titles are stored, joined by commas: nfc, nfd, squeeze (runs of blanks), entities (& as &amp;)", func(text string) (err error) {
		o.Titles, err = world.ParseTitles(text)
		return err
	})
	set.Func("writes", "how UseResponse answers what changes something: payload (the default), created (201), empty (no body), nothing (204)", func(text string) (err error) {
		o.Writes, err = useresponse.ParseWrites(text)
		return err
	})
	set.Func("fault", "what goes wrong: PATTERN=KIND[,member=value...]; may be repeated. See below", func(text string) error {
		rule, err := ParseFault(text)
		o.Faults = append(o.Faults, rule)
		return err
	})
}
