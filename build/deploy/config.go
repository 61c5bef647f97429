package deploy

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"deskside/shared/core/edge"
	"deskside/shared/core/edge/guard"
)

// Settings are what a deployment is to be. They are kept from one to the next, and hold
// no secret.
type Settings struct {
	// Name is that of the edge's Worker. What belongs to it is called after it, unless
	// wrangler.toml says otherwise.
	Name string `json:"name"`
	// Upstream is the address of the helpdesk, Origins the sites that may embed the
	// widget, Root a host of the edge's own at whose root the API is, too. What is ""
	// is as wrangler.toml has it.
	Upstream string `json:"upstream,omitempty"`
	Origins  string `json:"origins,omitempty"`
	Root     string `json:"api_host,omitempty"`
	// Rates and Protect say what may be asked and of whom work is, Turnstile is the site key
	// where that is asked instead, Guests what visitors may do of whom nobody knows who they
	// are, Audience whom the site's tokens about the others are for.
	Rates     string `json:"rates,omitempty"`
	Protect   string `json:"protect,omitempty"`
	Turnstile string `json:"turnstile,omitempty"`
	Guests    string `json:"guests,omitempty"`
	Audience  string `json:"identity_audience,omitempty"`
	// Team and Application are the Cloudflare Access before the console.
	Team        string `json:"access_team,omitempty"`
	Application string `json:"access_aud,omitempty"`
	// Files says that what customers attach is kept in a bucket, Operator that there is
	// a console, Queue that it hands on what is kept, as well.
	Files    bool `json:"files,omitempty"`
	Operator bool `json:"operator,omitempty"`
	Queue    bool `json:"queue,omitempty"`
}

// placeholder is what the files of this repository have in the place of an address.
const placeholder = "https://help.example.com"

// unset is the id of no database.
const unset = "00000000-0000-0000-0000-000000000000"

// config is the configuration of a Worker, as wrangler knows it.
type config map[string]any

// Configs are those of both Workers as they are to be deployed. The files of the
// repository stay as they are: what an owner wrote there, such as routes, is taken over.
type Configs struct {
	Edge, Operator config
	// Database, Bucket and Queue are the names of what both work with, Bucket and Queue
	// "" where there is none.
	Database, Bucket, Queue string
	// id is that of the database, "" until it is known.
	id string
}

// names of bindings, as the Workers ask for them.
const (
	store = "STORE"
	files = "FILES"
	queue = "QUEUE"
)

// configs reads the files in folder. Built Workers are where they say, unless edge and
// operator name other folders; the paths in what comes of it are relative to out.
func configs(folder, out string, s Settings, edge, operator string) (*Configs, error) {
	c := &Configs{}
	var err error
	if c.Edge, err = read(filepath.Join(folder, "wrangler.toml"), out, edge); err != nil {
		return nil, err
	}
	if c.Operator, err = read(filepath.Join(folder, "operator.toml"), out, operator); err != nil {
		return nil, err
	}
	c.Edge["name"], c.Operator["name"] = s.Name, s.Name+"-operator"
	c.Database = c.Edge.bound("d1_databases", store, "database_name", s.Name)
	c.id = c.Edge.bound("d1_databases", store, "database_id", unset)
	if c.id == unset {
		c.id = ""
	}
	vars := c.Edge.table("vars")
	vars.say(map[string]string{
		"UPSTREAM_URL": s.Upstream, "ORIGINS": s.Origins, "API_HOST": s.Root,
		"RATES": s.Rates, "PROTECT": s.Protect, "TURNSTILE_SITE_KEY": s.Turnstile, "GUESTS": s.Guests, "IDENTITY_AUDIENCE": s.Audience,
	})
	if upstream, _ := vars["UPSTREAM_URL"].(string); upstream == "" || upstream == placeholder {
		return nil, errors.New("say where the helpdesk is: --upstream https://help.your-company.com")
	}
	if origins, _ := vars["ORIGINS"].(string); origins == "https://www.example.com" {
		return nil, errors.New("say which sites may embed the widget: --origins https://www.your-company.com (several with commas, * for all)")
	}
	if c.Bucket = c.Edge.bound("r2_buckets", files, "bucket_name", ""); c.Bucket == "" && s.Files {
		c.Bucket = s.Name + "-files"
		c.Edge.bind("r2_buckets", config{"binding": files, "bucket_name": c.Bucket})
	}
	if s.Queue {
		c.Queue = s.Name
		c.Edge["queues"] = config{"producers": []any{config{"binding": queue, "queue": c.Queue}}}
		c.handOn()
	}
	if s.Operator {
		c.Operator.bind("d1_databases", config{"binding": store, "database_name": c.Database})
		if s.Team != "" {
			c.Operator.table("vars").say(map[string]string{"ACCESS_TEAM": s.Team, "ACCESS_AUD": s.Application})
		}
	} else {
		c.Operator = nil
	}
	c.know(c.id)
	return c, nil
}

// handOn has the operator hand on what the edge keeps.
func (c *Configs) handOn() {
	c.Operator.table("vars")["UPSTREAM_URL"] = c.Edge.table("vars")["UPSTREAM_URL"]
	c.Operator["triggers"] = config{"crons": []string{"* * * * *"}}
	c.Operator["queues"] = config{
		"producers": []any{config{"binding": queue, "queue": c.Queue}},
		"consumers": []any{config{"queue": c.Queue, "max_batch_size": 10, "max_batch_timeout": 1, "max_retries": 10, "max_concurrency": 1}},
	}
	if c.Bucket != "" {
		c.Operator.bind("r2_buckets", config{"binding": files, "bucket_name": c.Bucket})
	}
}

// know notes the id of the database.
func (c *Configs) know(id string) {
	c.id = id
	for _, worker := range []config{c.Edge, c.Operator} {
		for _, one := range worker.tables("d1_databases") {
			if one["binding"] == store {
				one["database_name"], one["database_id"] = c.Database, id
			}
		}
	}
}

// write writes the configurations into a folder.
func (c *Configs) write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, worker := range map[string]config{edgeFile: c.Edge, operatorFile: c.Operator} {
		if worker == nil {
			continue
		}
		text, err := json.MarshalIndent(worker, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const (
	edgeFile     = "edge.json"
	operatorFile = "operator.json"
)

// read reads a file, and has its paths begin in another folder. built is where the
// Worker is, "" where the file says so.
func read(path, out, built string) (config, error) {
	c := config{}
	if _, err := toml.DecodeFile(path, &c); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	move := func(at config, member string) error {
		old, ok := at[member].(string)
		if !ok {
			return nil
		}
		target := filepath.Join(filepath.Dir(path), filepath.FromSlash(old))
		if built != "" {
			target = filepath.Join(built, filepath.Base(old))
			if member == "directory" {
				target = built + "-assets"
			}
		}
		moved, err := filepath.Rel(out, target)
		at[member] = filepath.ToSlash(moved)
		return err
	}
	err := move(c, "main")
	if assets, ok := c["assets"].(map[string]any); ok {
		err = errors.Join(err, move(assets, "directory"))
	}
	return c, err
}

// table is a member that is a table; it is made where it is missing.
func (c config) table(name string) config {
	switch t := c[name].(type) {
	case map[string]any:
		return t
	case config:
		return t
	}
	t := config{}
	c[name] = t
	return t
}

// say sets texts; what is "" stays as it is.
func (c config) say(all map[string]string) {
	for name, value := range all {
		if value != "" {
			c[name] = value
		}
	}
}

// tables is a member that is a list of tables.
func (c config) tables(name string) (all []config) {
	switch list := c[name].(type) {
	case []map[string]any:
		for _, one := range list {
			all = append(all, one)
		}
	case []any:
		for _, one := range list {
			if t, ok := one.(config); ok {
				all = append(all, t)
			}
		}
	}
	return all
}

// bound is a member of what is bound under a name, or something else where nothing is.
func (c config) bound(list, binding, member, otherwise string) string {
	for _, one := range c.tables(list) {
		if value, ok := one[member].(string); ok && one["binding"] == binding && value != "" {
			return value
		}
	}
	return otherwise
}

// bind binds something in the place of what has the same name.
func (c config) bind(list string, what config) {
	all := []any{}
	for _, one := range c.tables(list) {
		if one["binding"] != what["binding"] {
			all = append(all, one)
		}
	}
	c[list] = append(all, what)
}

// Kept is what was said at an earlier deployment; nothing where there was none.
func Kept(path string) (Settings, error) {
	s := Settings{Name: "deskside"}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// keep keeps them for the next.
func (s Settings) keep(path string) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, append(text, '\n'), 0o644)
	}
	return err
}

// check refuses what cannot be deployed, and adds what follows from what is said.
func (s *Settings) check() error {
	if s.Name == "" || strings.Trim(s.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(s.Name) > 40 {
		return fmt.Errorf("a Worker cannot be called %q: small letters, digits and hyphens, 40 at most", s.Name)
	}
	if _, err := guard.ParseRates(s.Rates); err != nil {
		return fmt.Errorf("--rates: %w", err)
	}
	if _, err := edge.ParseGuests(s.Guests); err != nil {
		return fmt.Errorf("--guests: %w", err)
	}
	if !slices.Contains(edge.Protects[:], edge.Protect(s.Protect)) {
		return fmt.Errorf("--protect is %s, %s or %s, not %q", edge.Always, edge.WhenBusy, edge.Never, s.Protect)
	}
	if (s.Team == "") != (s.Application == "") {
		return errors.New("--access-team and --access-aud go together: the host of the team, and the AUD tag of the console's application")
	}
	s.Operator = s.Operator || s.Queue || s.Team != ""
	return nil
}
