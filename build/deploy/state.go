package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// State is what is there, as far as a deployment changes it.
type State struct {
	// Account is whose it is.
	Account string
	// Database is the id of the store's database, "" where there is none. Migration is
	// that of its tables, 0 where it has none with a number.
	Database  string
	Migration int
	Bucket    bool
	Queue     bool
	Edge      Worker
	Operator  Worker
}

// Worker is what is known of one. Since is when it was last deployed, "" where it never was.
type Worker struct {
	Since   string
	Secrets []string
}

// reader reads the state by commands of wrangler that change nothing.
type reader struct {
	ctx  context.Context
	tool Wrangler
}

// look reads the state.
func look(ctx context.Context, tool Wrangler, c *Configs) (*State, error) {
	r := reader{ctx, tool}
	s := &State{}
	var err error
	if s.Account, err = r.account(); err != nil {
		return nil, err
	}
	if s.Database, err = r.database(c.Database); err != nil {
		return nil, err
	}
	if s.Database == "" && c.id != "" {
		return nil, fmt.Errorf("wrangler.toml names the database %s, which this account does not have under the name %q: correct database_id and database_name there", c.id, c.Database)
	}
	if s.Database != "" {
		if s.Migration, err = r.migration(c.Database); err != nil {
			return nil, err
		}
	}
	if c.Bucket != "" {
		if s.Bucket, err = r.bucket(c.Bucket); err != nil {
			return nil, err
		}
	}
	if c.Queue != "" {
		if s.Queue, err = r.queue(c.Queue); err != nil {
			return nil, err
		}
	}
	if s.Edge, err = r.worker(c.Edge["name"].(string)); err != nil {
		return nil, err
	}
	if c.Operator != nil {
		s.Operator, err = r.worker(c.Operator["name"].(string))
	}
	return s, err
}

// account is the account that is worked with.
func (r reader) account() (string, error) {
	printed, err := r.tool.Run(r.ctx, "", "whoami", "--json")
	var refused *Refused
	if errors.As(err, &refused) {
		return "", errors.New("nobody is logged in at Cloudflare: npx wrangler login, or set CLOUDFLARE_API_TOKEN (" + refused.Said + ")")
	}
	if err != nil {
		return "", err
	}
	var who struct {
		Accounts []struct{ ID, Name string }
	}
	if err := json.Unmarshal([]byte(printed), &who); err != nil {
		return "", misread("whoami", err)
	}
	wanted := os.Getenv("CLOUDFLARE_ACCOUNT_ID")
	var all []string
	for _, a := range who.Accounts {
		if a.ID == wanted || len(who.Accounts) == 1 && wanted == "" {
			return a.Name, nil
		}
		all = append(all, a.ID+" ("+a.Name+")")
	}
	if wanted != "" && len(all) == 0 {
		return wanted, nil // a token that may not list accounts
	}
	return "", errors.New("set CLOUDFLARE_ACCOUNT_ID to the account to deploy to: " + strings.Join(all, ", "))
}

func misread(command string, err error) error {
	return fmt.Errorf("wrangler %s printed what cannot be read: %w", command, err)
}

func (r reader) database(name string) (string, error) {
	printed, err := r.tool.Run(r.ctx, "", "d1", "list", "--json")
	if err != nil {
		return "", err
	}
	var all []struct{ UUID, Name string }
	if err := json.Unmarshal([]byte(printed), &all); err != nil {
		return "", misread("d1 list", err)
	}
	for _, d := range all {
		if d.Name == name {
			return d.UUID, nil
		}
	}
	return "", nil
}

// asked reads how far a store is.
const asked = `SELECT max(number) AS number FROM migration`

func (r reader) migration(database string) (int, error) {
	printed, err := r.tool.Run(r.ctx, "", "d1", "execute", database, "--remote", "--json", "--command", asked)
	var refused *Refused
	if errors.As(err, &refused) && strings.Contains(refused.Said, "no such table") {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var all []struct{ Results []struct{ Number int } }
	if err := json.Unmarshal([]byte(printed), &all); err != nil || len(all) == 0 || len(all[0].Results) == 0 {
		return 0, misread("d1 execute", errors.Join(err, errors.New(strconv.Quote(printed))))
	}
	return all[0].Results[0].Number, nil
}

var bucketName = regexp.MustCompile(`(?m)^name:\s+(\S+)\s*$`)

func (r reader) bucket(name string) (bool, error) {
	printed, err := r.tool.Run(r.ctx, "", "r2", "bucket", "list")
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(bucketName.FindAllStringSubmatch(printed, -1), func(m []string) bool { return m[1] == name }), nil
}

func (r reader) queue(name string) (bool, error) {
	_, err := r.tool.Run(r.ctx, "", "queues", "info", name)
	return r.there(err, "does not exist")
}

// there reads the failure of a command about something that may be missing.
func (r reader) there(err error, missing ...string) (bool, error) {
	var refused *Refused
	if errors.As(err, &refused) && slices.ContainsFunc(missing, func(m string) bool { return strings.Contains(refused.Said, m) }) {
		return false, nil
	}
	return err == nil, err
}

func (r reader) worker(name string) (w Worker, err error) {
	printed, err := r.tool.Run(r.ctx, "", "deployments", "list", "--json", "--name", name)
	if there, err := r.there(err, "code: 10007", "does not exist on your account"); !there {
		return w, err
	}
	// They come with the oldest first.
	var deployments []struct {
		Created string `json:"created_on"`
	}
	if err := json.Unmarshal([]byte(printed), &deployments); err != nil {
		return w, misread("deployments list", err)
	}
	if len(deployments) > 0 {
		w.Since = deployments[len(deployments)-1].Created
	}
	printed, err = r.tool.Run(r.ctx, "", "secret", "list", "--name", name)
	if there, err := r.there(err, "not found"); !there {
		return w, err
	}
	var secrets []struct{ Name string }
	if err := json.Unmarshal([]byte(printed), &secrets); err != nil {
		return w, misread("secret list", err)
	}
	for _, s := range secrets {
		w.Secrets = append(w.Secrets, s.Name)
	}
	return w, nil
}
