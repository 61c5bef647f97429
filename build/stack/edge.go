package stack

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"deskside/build/command"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/alert"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/edge"
	"deskside/shared/edge/console"
	"deskside/shared/edge/seal"
	"deskside/shared/words/print"
)

// EdgeCommand is the command "edge": the edge alone, in front of any helpdesk.
// When it is ready it prints one line of JSON, {"edge_url", "widget_url"}, and where
// the operator's console is. "edge dead-letters" and the other words of upkeep are what is
// done by hand without it.
func EdgeCommand(ctx context.Context, root string, args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == "dead-letters" {
		return lettersCommand(ctx, args[1:], stdout, stderr)
	}
	if len(args) > 0 && slices.Contains(upkeeping, args[0]) {
		return upkeepCommand(ctx, args[0], args[1:], stdout, stderr)
	}
	flags := flag.NewFlagSet("edge", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("addr", "127.0.0.1:0", "host:port to listen at; port 0 takes a free one")
	upstream := flags.String("upstream", "", "address of the helpdesk")
	key := flags.String("key", "", "API key of the helpdesk; better in DESKSIDE_KEY, since arguments are visible to others on this machine")
	path := flags.String("db", "", "file that keeps votes and submissions, and hands on what the helpdesk could not take at once; without it votes are refused")
	host := flags.String("api-host", "", "host of this edge at whose root the API is, too, such as api.example.com")
	language := flags.String("block-language", "", "language of the block for Usedesk, whose secret key is in DESKSIDE_BLOCK_SECRET: "+strings.Join(print.Languages(), " or "))
	files := flags.String("files", "", "folder that keeps what customers attach until it is at the helpdesk; beside the file of --db when empty")
	assets := flags.String("assets", "", "folder of the widget as it is published; dist/assets of the repository when empty")
	header := flags.String("proxy-header", edge.XForwardedFor, "where proxies say whom they ask for: "+edge.XForwardedFor+" or "+edge.Forwarded)
	operator := flags.String("operator", "", "host:port of the console for whoever runs this, opened by the key in DESKSIDE_OPERATOR_KEY; keep it from the public")
	rates := flags.String("rates", "", "what may be asked, where it is not as usual, such as writes=10/60: so many within so many seconds, of reads, writes, visitor, site, form and core")
	protect := flags.String("protect", "", "of whom a proof of work is asked whom the site does not know: always, never, or, where nothing is said, busy, when much comes; with --turnstile when that is asked, and where nothing is said, always")
	widget := flags.String("turnstile", "", "site key of Cloudflare Turnstile, in the place of the proof of work; its secret is in DESKSIDE_TURNSTILE_SECRET")
	team := flags.String("access-team", "", "host of the Cloudflare Access in front of the console, such as example.cloudflareaccess.com; then no key is needed")
	audience := flags.String("access-aud", "", "AUD tag of the console's application there")
	meant := flags.String("identity-audience", "", "whom the site's tokens about its visitors are for; the host of this edge when empty. Their keys are in DESKSIDE_IDENTITY_KEYS, as ID:HS256:BASE64 or ID:EdDSA:BASE64")
	guests := flags.String("guests", "", "what visitors may do of whom nobody knows who they are, out of post, comment and vote, or none; all of it when empty")
	letters := flags.Int64("alert-letters", 10, "with an address in DESKSIDE_ALERT_URL: how many entries may wait for a person; 0 for any number")
	waits := flags.Duration("alert-after", time.Hour, "with it: for how long what goes on by itself may wait; 0 for any time")
	retention := flags.Int("retention-days", 30, "for how long it is known what came of an entry, and what nobody has decided on is kept: 8 to 365")
	metered := flags.String("metrics", "", "host:port at which Prometheus reads /metrics; keep it from the public")
	verbose := flags.Bool("log", false, "print the log to stderr, a JSON object a line")
	var origins []string
	flags.Func("origin", "site that may embed the widget, such as https://shop.example.com, or *; may be repeated", func(text string) error {
		origins = append(origins, text)
		return nil
	})
	var proxies []string
	flags.Func("proxy", "address or network of a proxy that is believed about its clients, such as 10.0.0.0/8; may be repeated", func(text string) error {
		proxies = append(proxies, text)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("edge takes no arguments beside flags: %s", strings.Join(flags.Args(), " "))
	}
	if *key == "" {
		*key = strings.TrimSpace(os.Getenv("DESKSIDE_KEY"))
	}
	named := *upstream == "" && *key == "" && *path != ""
	if !named && (*upstream == "" || *key == "") {
		return errors.New("the edge needs --upstream ADDRESS and a key, best as DESKSIDE_KEY=… in the environment; or --db FILE with sites that have a name")
	}
	var base api.Base
	var err error
	if !named {
		if base, err = api.ParseBase(*upstream); err != nil {
			return fmt.Errorf("--upstream: %w", err)
		}
	}
	if *assets == "" {
		*assets = filepath.Join(root, "dist", "assets")
	}
	config := edge.Config{
		Upstream: base, Key: *key, Origins: origins, Root: *host, Assets: edge.Files(os.DirFS(*assets)), Doer: &http.Client{CheckRedirect: stays},
		Cache: edge.NewMemory(edge.CacheLimit, time.Now), OneClock: true, Secret: os.Getenv,
		BlockSecret: strings.TrimSpace(os.Getenv("DESKSIDE_BLOCK_SECRET")), BlockLanguage: *language,
		Alert:     decide.Alert{URL: strings.TrimSpace(os.Getenv("DESKSIDE_ALERT_URL")), Bounds: alert.Bounds{Letters: *letters, Age: *waits}, Language: os.Getenv("LANG")},
		Retention: time.Duration(*retention) * 24 * time.Hour,
	}
	if config.Rates, err = edge.ParseRates(*rates); err != nil {
		return fmt.Errorf("--rates: %w", err)
	}
	config.Protect = edge.Protect(*protect)
	config.Turnstile = turnstile.Keys{Site: *widget, Secret: strings.TrimSpace(os.Getenv("DESKSIDE_TURNSTILE_SECRET"))}
	if config.Client, err = edge.Behind(proxies, *header); err != nil {
		return err
	}
	if err := identify(&config, *meant, *guests, os.Getenv); err != nil {
		return err
	}
	if *verbose {
		config.Log = func(line string) { fmt.Fprintln(stderr, timed(line, time.Now())) }
	}
	if *path != "" {
		if config.Store, err = command.OpenStore(*path); err != nil {
			return err
		}
		defer config.Store.Close()
		if *files == "" {
			*files = *path + ".files"
		}
		config.Space = edge.Folder(*files)
	}
	counts := newMeter()
	if *metered != "" {
		config.Measured = counts.count
	}
	handler, err := edge.New(config)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *address)
	if err != nil {
		return fmt.Errorf("listen at %s: %w", *address, err)
	}
	r := &stack{failed: make(chan error, 1)}
	origin := "http://" + listener.Addr().String()
	says := map[string]string{"edge_url": origin, "widget_url": origin + "/widget/loader.js"}
	if *operator != "" {
		if says["operator_url"], err = r.operate(ctx, *operator, config.Store, handler, accessOf(*team, *audience), config.Seals, strings.TrimSpace(os.Getenv("DESKSIDE_OPERATOR_KEY"))); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	if *metered != "" {
		var operator *edge.Operator
		if config.Store != nil {
			operator = edge.NewOperator(config.Store, transport.SystemClock, time.Now)
		}
		if says["metrics_url"], err = r.measure(ctx, *metered, counts, operator); err != nil {
			r.close()
			return errors.Join(err, listener.Close())
		}
	}
	r.deliver(handler)
	r.serve(listener, handler)
	line, err := json.Marshal(says)
	if err == nil {
		_, err = fmt.Fprintf(stdout, "%s\n", line)
	}
	if err != nil {
		r.close()
		return err
	}
	return r.wait(ctx)
}

// stays follows no redirect: what an edge asks goes where it was sent to.
func stays(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// accessOf is the Cloudflare Access of a console, nil for none.
func accessOf(team, audience string) *console.Access {
	if team == "" && audience == "" {
		return nil
	}
	return &console.Access{Team: team, Audience: audience, Doer: &http.Client{CheckRedirect: stays}}
}

// identify tells an edge how it knows who visitors are. Errors hold no key.
func identify(config *edge.Config, audience, guests string, environment func(string) string) (err error) {
	config.Audience = audience
	if config.Guests, err = decide.ParseGuests(guests); err != nil {
		return fmt.Errorf("--guests: %w", err)
	}
	if config.Identities, err = identity.ParseKeys(environment("DESKSIDE_IDENTITY_KEYS")); err != nil {
		return fmt.Errorf("DESKSIDE_IDENTITY_KEYS: %w", err)
	}
	keys := environment("DESKSIDE_SEAL_KEYS")
	if strings.TrimSpace(keys) == "" {
		return nil
	}
	if config.Seals, err = seal.ParseKeys(keys); err != nil {
		return fmt.Errorf("DESKSIDE_SEAL_KEYS: %w", err)
	}
	return nil
}

// timed is a line of the log with when it was written.
func timed(line string, now time.Time) string {
	return `{"time":"` + now.UTC().Format("2006-01-02T15:04:05.000Z") + `",` + strings.TrimPrefix(line, "{")
}

// operate serves the console of a store at an address of its own, and returns where.
func (r *stack) operate(ctx context.Context, address string, store *sql.DB, handler *edge.Edge, access *console.Access, seals *seal.Keys, key string) (string, error) {
	if store == nil {
		return "", errors.New("--operator shows what is kept, which needs --db")
	}
	operator := edge.NewOperator(store, transport.SystemClock, time.Now)
	config := console.Config{
		Access:  access,
		Letters: operator, Key: key, Now: time.Now, By: console.Here,
		Changed: func(_ context.Context, site, _ string) { handler.Look(site) },
		Sites:   operator, Check: handler.Check,
	}
	if seals != nil {
		config.Seal = seals.Seal
	}
	shows, err := console.New(config)
	if err != nil {
		return "", fmt.Errorf("DESKSIDE_OPERATOR_KEY: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return "", fmt.Errorf("listen at %s: %w", address, err)
	}
	r.serve(listener, shows)
	return "http://" + listener.Addr().String(), nil
}
