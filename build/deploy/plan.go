package deploy

import (
	"context"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/migration"
	"deskside/shared/edge/seal"
)

// Plan is the way from what is there to what is to be.
type Plan struct {
	Account string
	// There is what stays as it is, and what becomes of it by itself.
	There []string
	Steps []Step
}

// Step is one thing to be done.
type Step struct {
	// Title says in plain words what is done, Command what does it, without a secret.
	Title, Command string
	do             func(ctx context.Context) error
}

// Secret is one that a Worker needs.
type Secret struct {
	Name string
	// From is the variable of the environment that its value comes from.
	From string
	// Least is how long it is at least. Optional ones need not be there.
	Least    int
	Optional bool
	// check, where there is one, reads it as the edge does. Its errors hold nothing of it.
	check func(value string) error
}

// turnstileSecret is needed where there is a site key that it belongs to. By itself it does nothing.
var turnstileSecret = Secret{Name: "TURNSTILE_SECRET", From: "DESKSIDE_TURNSTILE_SECRET", Least: 10, Optional: true}

// secrets of the edge and of its operator, which needs the helpdesk's key where it hands on.
var (
	edgeSecrets = []Secret{{Name: "API_KEY", From: "DESKSIDE_KEY", Least: 1}, {Name: "SEAL_KEYS", From: "DESKSIDE_SEAL_KEYS", Optional: true, check: seals}}
	ownSecrets  = []Secret{{Name: "IDENTITY_KEYS", From: "DESKSIDE_IDENTITY_KEYS", Optional: true, check: identities},
		turnstileSecret, {Name: "BLOCK_SECRET", From: "DESKSIDE_BLOCK_SECRET", Least: 16, Optional: true}, {Name: "ALERT_URL", From: "DESKSIDE_ALERT_URL", Least: 10, Optional: true}}
	operatorSecrets = []Secret{{Name: "OPERATOR_KEY", From: "DESKSIDE_OPERATOR_KEY", Least: 16}}
)

func seals(text string) error {
	_, err := seal.ParseKeys(text)
	return err
}

func identities(text string) error {
	_, err := identity.ParseKeys(text)
	return err
}

// planner makes a plan.
type planner struct {
	*Deployment
	c    *Configs
	s    *State
	plan Plan
	// lacking are secrets that are not there and were not given.
	lacking []string
}

func (p *planner) there(format string, values ...any) {
	p.plan.There = append(p.plan.There, fmt.Sprintf(format, values...))
}

func (p *planner) step(title string, do func(ctx context.Context) error, command ...string) {
	p.plan.Steps = append(p.plan.Steps, Step{title, strings.Join(command, " "), do})
}

// wrangler adds a step that is one command.
func (p *planner) wrangler(title, input string, then func(printed string) error, args ...string) {
	shown := append([]string{"npx", "wrangler"}, args...)
	if input != "" {
		shown = append(shown, "< (from the environment)")
	}
	p.step(title, func(ctx context.Context) error {
		printed, err := p.Tool.Run(ctx, input, args...)
		if err == nil && then != nil {
			err = then(printed)
		}
		return err
	}, shown...)
}

// make makes the plan. It fails where something is missing that only a person has.
func (p *planner) make() (*Plan, error) {
	p.plan.Account = p.s.Account
	p.database()
	p.others()
	needed := slices.Concat(edgeSecrets, ownSecrets)
	for i := range needed {
		if needed[i].Name == turnstileSecret.Name {
			needed[i].Optional = p.c.Edge.table("vars")["TURNSTILE_SITE_KEY"] == nil
		}
	}
	p.secrets(p.c.Edge, p.s.Edge, needed)
	if p.c.Operator != nil {
		needed := slices.Clone(operatorSecrets)
		needed[0].Optional = p.c.Operator.table("vars")["ACCESS_TEAM"] != nil
		if p.c.Queue != "" {
			needed = append(needed, edgeSecrets...)
		}
		p.secrets(p.c.Operator, p.s.Operator, needed)
	}
	if len(p.lacking) > 0 {
		return nil, fmt.Errorf("a secret is missing or wrong: %s", strings.Join(p.lacking, "; "))
	}
	p.told(p.c.Edge)
	if p.c.Operator != nil {
		p.told(p.c.Operator)
	}
	p.step("Write the Workers' configurations, with what is known by now", func(context.Context) error {
		return p.c.write(p.out())
	}, "dist/deploy/"+edgeFile)
	p.deploy(p.c.Edge, p.s.Edge, "the edge", edgeFile)
	if p.c.Operator != nil {
		p.deploy(p.c.Operator, p.s.Operator, "its operator", operatorFile)
	}
	return &p.plan, nil
}

// told says what a Worker is told, none of which is a secret.
func (p *planner) told(worker config) {
	vars := worker.table("vars")
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		p.there("%q is told %s: %v", worker["name"], name, vars[name])
	}
}

func (p *planner) database() {
	newest := len(migration.All)
	switch {
	case p.s.Database == "":
		p.wrangler(fmt.Sprintf("Create the D1 database %q for votes and submissions", p.c.Database), "", nil, "d1", "create", p.c.Database)
		p.step("Learn its id", func(ctx context.Context) error {
			id, err := reader{ctx, p.Tool}.database(p.c.Database)
			if err == nil && id == "" {
				err = fmt.Errorf("the database %q is not in the list yet: try again in a minute", p.c.Database)
			}
			p.c.know(id)
			return err
		}, "npx wrangler d1 list --json")
	case p.s.Migration < newest:
		p.c.know(p.s.Database)
		p.there("The D1 database %q is at migration %d. The first request to the new edge brings it to %d; what it holds stays.", p.c.Database, p.s.Migration, newest)
	case p.s.Migration > newest:
		p.c.know(p.s.Database)
		p.there("The D1 database %q is at migration %d, and this edge knows %d: it is older than the one that was there, and works as long as later migrations only added.", p.c.Database, p.s.Migration, newest)
	default:
		p.c.know(p.s.Database)
		p.there("The D1 database %q is at migration %d, as this edge needs it.", p.c.Database, newest)
	}
}

func (p *planner) others() {
	if name := p.c.Bucket; name != "" {
		if p.s.Bucket {
			p.there("The R2 bucket %q is there.", name)
		} else {
			p.wrangler(fmt.Sprintf("Create the R2 bucket %q for what customers attach", name), "", nil, "r2", "bucket", "create", name)
		}
	}
	if name := p.c.Queue; name != "" {
		if p.s.Queue {
			p.there("The queue %q is there.", name)
		} else {
			p.wrangler(fmt.Sprintf("Create the queue %q, by which the edge calls its operator", name), "", nil, "queues", "create", name)
		}
	}
}

func (p *planner) secrets(worker config, there Worker, needed []Secret) {
	name := worker["name"].(string)
	for _, s := range needed {
		value := strings.TrimSpace(p.Secret(s.From))
		has := slices.Contains(there.Secrets, s.Name)
		switch {
		case value == "" && has:
			p.there("The secret %s of %q stays as it is (%s sets another).", s.Name, name, s.From)
		case value == "" && s.Optional:
		case value == "":
			p.lacking = append(p.lacking, fmt.Sprintf("set %s, which becomes %s of %q", s.From, s.Name, name))
		case len(value) < s.Least:
			p.lacking = append(p.lacking, fmt.Sprintf("%s is too short: %d characters or more", s.From, s.Least))
		case s.check != nil && s.check(value) != nil:
			p.lacking = append(p.lacking, fmt.Sprintf("%s: %s", s.From, s.check(value)))
		default:
			title := fmt.Sprintf("Set the secret %s of %q", s.Name, name)
			if has {
				title = fmt.Sprintf("Set the secret %s of %q anew", s.Name, name)
			}
			p.wrangler(title, value, nil, "secret", "put", s.Name, "--name", name)
		}
	}
}

// address is where a Worker was put, as wrangler prints it.
var address = regexp.MustCompile(`(?m)^\s+(https://\S+|\S+\.\S+/\S*)\s*$`)

func (p *planner) deploy(worker config, there Worker, what, file string) {
	title := fmt.Sprintf("Deploy %s, the Worker %q, for the first time", what, worker["name"])
	if there.Since != "" {
		title = fmt.Sprintf("Deploy %s, the Worker %q, in the place of the one of %s", what, worker["name"], there.Since)
	}
	p.wrangler(title, "", func(printed string) error {
		for _, found := range address.FindAllStringSubmatch(printed, -1) {
			fmt.Fprintln(p.Stdout, "    at", found[1])
		}
		return nil
	}, "deploy", "--config", "dist/deploy/"+file)
}

// Print shows a plan to a person.
func (p *Plan) Print(out io.Writer) {
	fmt.Fprintf(out, "Cloudflare account: %s\n", p.Account)
	for _, line := range p.There {
		fmt.Fprintf(out, "  · %s\n", line)
	}
	fmt.Fprintln(out, "What will be done:")
	for i, step := range p.Steps {
		fmt.Fprintf(out, "  %d. %s\n       %s\n", i+1, step.Title, step.Command)
	}
}
