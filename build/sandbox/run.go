package sandbox

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"deskside/build/sandbox/fault"
)

// Run is the command: it serves a sandbox until ctx ends. When it is ready it
// prints the endpoints as one line of JSON to stdout; requests are logged to
// stderr with --log.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var options Options
	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("addr", "127.0.0.1:0", "host:port to listen at; port 0 takes a free one")
	verbose := flags.Bool("log", false, "log every request to stderr")
	flags.StringVar(&options.Path, "db", "", "database file to keep the data in; in memory when empty")
	flags.Uint64Var(&options.Seed, "seed", 1, "number that chooses the generated data of a new database")
	flags.BoolVar(&options.Guest, "guest", false, "let UseResponse requests without a key read what is public")
	flags.BoolVar(&options.StrictDomains, "strict-domains", false, "with --trusted, refuse calls without Origin and Referer")
	flags.BoolVar(&options.Premoderate, "premoderate", false, "keep what users write in communities until an agent approves it")
	flags.BoolVar(&options.RequireFields, "require-fields", false, "refuse new tickets without the required custom fields")
	flags.BoolVar(&options.SearchAny, "search-any", false, "find what holds any word of a UseResponse search instead of all")
	flags.BoolVar(&options.ErrorsAsHTTP200, "errors-as-200", false, "send Usedesk's errors with status 200")
	flags.BoolVar(&options.FieldsCombineOr, "fields-or", false, "join the entries of Usedesk's fields filter with OR")
	flags.IntVar(&options.RequestsPerSecond, "usedesk-per-second", 0, "requests a second each Usedesk token may send; 0 for no limit")
	certificate := flags.String("tls", "", "serve https, and write the certificate for clients to trust to this file")
	names := []string{"127.0.0.1", "::1", "localhost"}
	flags.Func("tls-name", "with --tls, a further host name in the certificate, for clients whose host cannot be set; may be repeated", func(name string) error {
		names = append(names, name)
		return nil
	})
	flags.StringVar(&options.BaseURL, "base", "", "what links in answers start with; the request's host when empty")
	flags.Func("trusted", "host name UseResponse accepts calls from; may be repeated", func(host string) error {
		options.TrustedDomains = append(options.TrustedDomains, host)
		return nil
	})
	flags.Func("fault", "what goes wrong: PATTERN=KIND[,member=value...]; may be repeated. See below",
		func(text string) error {
			fault, err := ParseFault(text)
			options.Faults = append(options.Faults, fault)
			return err
		})
	flags.Usage = func() {
		fmt.Fprintln(stderr, "A sandbox answers as UseResponse 7.0 and Usedesk do, with made-up data. It prints its addresses and keys as one line of JSON.\n\nFlags:")
		flags.PrintDefaults()
		fmt.Fprint(stderr, fault.Help())
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("sandbox takes no arguments beside flags: %s", strings.Join(flags.Args(), " "))
	}
	logger := log.New(stderr, "sandbox: ", log.Ltime)
	if *verbose {
		options.OnRequest = func(record Record) {
			logger.Printf("%d %s %s %s %s", record.Status, record.Method, record.Path, record.Operation, record.Fault)
		}
	}
	server, err := Open(ctx, options)
	if err != nil {
		return err
	}
	defer server.Close()
	var secure *tls.Config
	if *certificate != "" {
		signed, text, err := certificateFor(names, server.host.World.Time())
		if err != nil {
			return fmt.Errorf("make a certificate: %w", err)
		}
		if err := os.WriteFile(*certificate, text, 0o644); err != nil {
			return fmt.Errorf("write the certificate: %w", err)
		}
		secure = &tls.Config{Certificates: []tls.Certificate{signed}}
	}
	return serve(ctx, server, *address, secure, stdout, logger)
}

// serve serves http, or https where secure is set.
func serve(ctx context.Context, server *Server, address string, secure *tls.Config, stdout io.Writer, logger *log.Logger) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen at %s: %w", address, err)
	}
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, ErrorLog: logger}
	scheme := "http://"
	if secure != nil {
		scheme, listener = "https://", tls.NewListener(listener, secure)
	}
	line, err := json.Marshal(server.Endpoints(scheme + listener.Addr().String()))
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	if _, err := fmt.Fprintf(stdout, "%s\n", line); err != nil {
		web.Close()
		return err
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := web.Shutdown(ending); err != nil {
		return web.Close()
	}
	return nil
}
