// Package deploy brings the edge to Cloudflare: it reads what is there, makes a plan of
// what is missing, and carries it out by wrangler's own commands, step by step. It keeps
// no notes of its own about what was done: after a failure the state is read anew, and
// what is there by then is no step any more.
package deploy

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Deployment is one run of the command.
type Deployment struct {
	// Root is the repository.
	Root string
	Tool Wrangler
	// Secret reads a secret that was given, such as from the environment.
	Secret func(name string) string
	// Build builds the Workers, the operator's where it is wanted.
	// from is where the widget's earlier releases are, "" for none.
	Build          func(ctx context.Context, operator bool, from string) error
	In             io.Reader
	Stdout, Stderr io.Writer
}

// errNo says that a person does not want it.
var errNo = errors.New("nothing was done")

// Run is the command. What was said at the last deployment is said again, unless
// arguments say otherwise.
func (d *Deployment) Run(ctx context.Context, args []string) error {
	path := filepath.Join(d.Root, ".deskside", "deploy.json")
	s, err := Kept(path)
	if err != nil {
		return err
	}
	flags := flag.NewFlagSet("deploy", flag.ContinueOnError)
	flags.SetOutput(d.Stderr)
	flags.StringVar(&s.Name, "name", s.Name, "name of the edge's Worker, and of what belongs to it")
	flags.StringVar(&s.Upstream, "upstream", s.Upstream, "address of the helpdesk")
	flags.StringVar(&s.Origins, "origins", s.Origins, "sites that may embed the widget, separated by commas")
	flags.StringVar(&s.Root, "api-host", s.Root, "a host of the edge's own at whose root the API is, too")
	flags.StringVar(&s.Rates, "rates", s.Rates, "what may be asked, where it is not as usual, such as writes=10/60: so many within so many seconds, of reads, writes, visitor, site, form and core")
	flags.StringVar(&s.Protect, "protect", s.Protect, "of whom a proof of work is asked whom the site does not know: always, never, or, where nothing is said, busy, when much comes; with --turnstile when that is asked, and where nothing is said, always")
	flags.StringVar(&s.Turnstile, "turnstile", s.Turnstile, "site key of Cloudflare Turnstile, in the place of the proof of work; its secret is in DESKSIDE_TURNSTILE_SECRET")
	flags.StringVar(&s.Guests, "guests", s.Guests, "what visitors may do of whom nobody knows who they are, out of post, comment and vote, or none; all of it when empty")
	flags.StringVar(&s.Audience, "identity-audience", s.Audience, "whom the site's tokens about its visitors are for; the host of the edge when empty")
	flags.StringVar(&s.Team, "access-team", s.Team, "host of the Cloudflare Access before the console, such as example.cloudflareaccess.com; then OPERATOR_KEY is not needed")
	flags.StringVar(&s.Application, "access-aud", s.Application, "AUD tag of the console's application there")
	flags.BoolVar(&s.Files, "files", s.Files, "keep what customers attach in an R2 bucket")
	flags.BoolVar(&s.Operator, "operator", s.Operator, "deploy the operator's console, too")
	flags.BoolVar(&s.Queue, "queue", s.Queue, "have the operator hand on what is kept, called by a queue")
	from := flags.String("from", "", "address of the edge that is there: the releases of the widget that pages have pinned stay")
	planned := flags.Bool("plan", false, "show the plan and do nothing")
	yes := flags.Bool("yes", false, "do not ask")
	built := flags.Bool("built", false, "take dist/worker and dist/operator as they are")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("deploy takes no %q", flags.Arg(0))
	}
	if err := s.check(); err != nil {
		return err
	}
	c, err := configs(filepath.Join(d.Root, "wasm", "worker"), d.out(), s, "", "")
	if err != nil {
		return err
	}
	state, err := look(ctx, d.Tool, c)
	if err != nil {
		return fmt.Errorf("what is there could not be read: %w", err)
	}
	plan, err := (&planner{Deployment: d, c: c, s: state}).make()
	if err != nil {
		return err
	}
	if !*built {
		build := Step{"Build the Workers", "go run ./build worker", func(ctx context.Context) error { return d.Build(ctx, s.Operator, *from) }}
		plan.Steps = append([]Step{build}, plan.Steps...)
	}
	plan.Print(d.Stdout)
	if *planned {
		return nil
	}
	if !*yes && !d.agreed() {
		return errNo
	}
	if err := s.keep(path); err != nil {
		return err
	}
	return plan.carryOut(ctx, d.Stdout)
}

// out is where the configurations are written.
func (d *Deployment) out() string { return filepath.Join(d.Root, "dist", "deploy") }

// agreed asks a person.
func (d *Deployment) agreed() bool {
	fmt.Fprint(d.Stdout, "Do this? [y/N] ")
	line, _ := bufio.NewReader(d.In).ReadString('\n') // what cannot be read is no
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}

// carryOut does all steps, and stops at the first that fails.
func (p *Plan) carryOut(ctx context.Context, out io.Writer) error {
	for i, step := range p.Steps {
		fmt.Fprintf(out, "[%d/%d] %s\n", i+1, len(p.Steps), step.Title)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("step %d of %d failed, and the same command goes on from there: %w", i+1, len(p.Steps), err)
		}
	}
	fmt.Fprintln(out, "Done.")
	return nil
}

// DryRun has wrangler do all that comes before a deployment of Workers that were built
// in these folders, with everything that may be bound: it needs no account and no network.
func DryRun(ctx context.Context, root, edge, operator, out string) error {
	s := Settings{Name: "deskside", Upstream: "https://help.example.org", Origins: "*", Files: true, Operator: true, Queue: true}
	c, err := configs(filepath.Join(root, "wasm", "worker"), out, s, edge, operator)
	if err != nil {
		return err
	}
	c.know(unset)
	if err := c.write(out); err != nil {
		return err
	}
	for file, bindings := range map[string][]string{edgeFile: {"env.STORE", "env.ASSETS", "env.FILES", "env.QUEUE", "env.UPSTREAM_URL"}, operatorFile: {"env.STORE", "env.FILES", "env.QUEUE"}} {
		printed, err := Pinned(root).Run(ctx, "", "deploy", "--dry-run", "--config", filepath.Join(out, file))
		if err != nil {
			return err
		}
		for _, binding := range bindings {
			if !strings.Contains(printed, binding) {
				return fmt.Errorf("a Worker of %s would be deployed without %s:\n%s", file, binding, printed)
			}
		}
	}
	return nil
}
