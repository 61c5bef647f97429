// Package crowd lets many customers ask the edge at once, natively before a sandbox, and
// tells what they get, how long they wait, and how its memory grows.
package crowd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"deskside/build/bench/row"
	"deskside/build/sandbox"
)

const (
	clients = 500
	// lasts is how long they go on, each resting a second between two requests.
	lasts = time.Minute
	// settled is when the memory is weighed first, grows how much more it may be at the end.
	settled = lasts / 3
	grows   = 1.3
)

// Run measures it with the program at native, which is the edge.
func Run(ctx context.Context, native string) (rows []row.Row, err error) {
	folder, err := os.MkdirTemp("", "deskside-crowd-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	server, err := sandbox.Open(ctx, sandbox.Options{})
	if err != nil {
		return nil, err
	}
	defer server.Close()
	helpdesk := httptest.NewServer(server)
	defer helpdesk.Close()
	at := server.Endpoints(helpdesk.URL)
	e, err := begin(ctx, native, folder, at.UseResponseURL, at.Keys.User)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, e.end()) }()

	customers := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer customers.CloseIdleConnections()
	said := make([]answers, clients)
	var all sync.WaitGroup
	ends := time.Now().Add(lasts)
	for i := range clients {
		all.Go(func() { said[i] = (&customer{number: i, edge: e.url, client: customers}).ask(ctx, ends) })
	}
	var first, last int64
	all.Go(func() {
		time.Sleep(settled)
		first = e.resident()
		time.Sleep(time.Until(ends))
		last = e.resident()
	})
	all.Wait()
	took, failed := merged(said)
	if len(failed) > 0 {
		return nil, errors.New("not all were answered: " + strings.Join(failed, ", "))
	}
	if first == 0 {
		return nil, errors.New("the memory of the edge is not told")
	}
	slices.Sort(took)
	return []row.Row{
		{
			Where: "natively", What: fmt.Sprintf("%d customers at once for %v, the longest of 100", clients, lasts), Samples: len(took),
			Median: took[len(took)*99/100], Reference: "the median of all", ReferenceMedian: took.Median(), Ratio: took[len(took)*99/100] / took.Median(),
		},
		{
			Where: "natively", What: fmt.Sprintf("memory at their end (%.1f MB)", float64(last)/1e6), Samples: 1,
			Reference: fmt.Sprintf("after %v (%.1f MB)", settled, float64(first)/1e6), Ratio: float64(last) / float64(first), Limit: grows,
		},
	}, nil
}

// answers are what a customer got: how long each took, in milliseconds, and how often
// something else came than what was asked for.
type answers struct {
	took   row.Times
	failed map[string]int
}

func merged(said []answers) (took row.Times, failed []string) {
	how := map[string]int{}
	for _, one := range said {
		took = append(took, one.took...)
		for what, often := range one.failed {
			how[what] += often
		}
	}
	for _, what := range slices.Sorted(maps.Keys(how)) {
		failed = append(failed, fmt.Sprintf("%d × %s", how[what], what))
	}
	return took, failed
}

// customer is one of them, with an address and a visitor of their own.
type customer struct {
	number int
	edge   string
	client *http.Client
	wrote  int
}

// ask goes on until the end: mostly lists, some searches, few votes, and among all of
// them a post each second.
func (c *customer) ask(ctx context.Context, ends time.Time) answers {
	random := rand.New(rand.NewPCG(uint64(c.number), 1))
	a := answers{failed: map[string]int{}}
	time.Sleep(time.Duration(random.Int64N(int64(time.Second))))
	for ctx.Err() == nil && time.Now().Before(ends) {
		method, path, body := c.next(random)
		began := time.Now()
		what := c.get(ctx, method, path, body)
		a.took = append(a.took, float64(time.Since(began).Microseconds())/1000)
		if what != "" {
			a.failed[what]++
		}
		time.Sleep(time.Second/2 + time.Duration(random.Int64N(int64(time.Second))))
	}
	return a
}

func (c *customer) next(random *rand.Rand) (method, path, body string) {
	id := strconv.Itoa(1 + random.IntN(60))
	switch n := random.IntN(1000); {
	case n < 700:
		return http.MethodGet, "search.json?sort=popular&count=20", ""
	case n < 800:
		return http.MethodGet, "bootstrap.jsonl", ""
	case n < 850:
		return http.MethodGet, "search.json?text=" + []string{"report", "export", "dark", "login"}[random.IntN(4)], ""
	case n < 978:
		return http.MethodGet, "categories.json", ""
	case n < 998:
		return http.MethodPost, "objects/" + id + "/votes/toggle.json?value=" + []string{"up", "revert"}[random.IntN(2)], ""
	}
	c.wrote++
	return http.MethodPost, "objects.json", fmt.Sprintf(`{"ownership":"feedback","object_type":"idea","title":"Wish %d of customer %d","content":"It would help us every day."}`, c.wrote, c.number)
}

// get makes a request and tells what went wrong. That there is no such post, or that it
// takes no vote, is an answer as well.
func (c *customer) get(ctx context.Context, method, path, body string) string {
	r, err := http.NewRequestWithContext(ctx, method, c.edge+"/api/7.0/"+path, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Deskside-Visitor", fmt.Sprintf("customer-number-%06d", c.number))
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.1.%d.%d", c.number>>8, c.number&255))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", fmt.Sprintf("crowd-%06d-%06d", c.number, c.wrote))
	}
	response, err := c.client.Do(r)
	if err != nil {
		return "no answer"
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return "half an answer"
	}
	switch status := response.StatusCode; {
	case status == http.StatusOK, status == http.StatusAccepted:
		return ""
	case strings.Contains(path, "/votes/") && (status == http.StatusNotFound || status == http.StatusForbidden):
		return ""
	default:
		return fmt.Sprintf("%d to %s %s", status, method, strings.SplitN(path, "?", 2)[0])
	}
}

// program is the edge in a process of its own.
type program struct {
	url     string
	command *exec.Cmd
	said    *bytes.Buffer
}

func begin(ctx context.Context, native, folder, upstream, key string) (*program, error) {
	e := &program{said: &bytes.Buffer{}}
	e.command = exec.CommandContext(ctx, native, "edge", "--upstream", upstream, "--origin", "https://shop.example.com",
		"--db", filepath.Join(folder, "edge.db"), "--assets", folder, "--proxy", "127.0.0.0/8")
	e.command.Env = append(os.Environ(), "DESKSIDE_KEY="+key)
	e.command.Stderr = e.said
	out, err := e.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := e.command.Start(); err != nil {
		return nil, err
	}
	var ready struct {
		URL string `json:"edge_url"`
	}
	if err := json.NewDecoder(out).Decode(&ready); err != nil {
		return nil, errors.Join(fmt.Errorf("the edge does not begin: %w: %s", err, e.said), e.end())
	}
	e.url = strings.TrimSuffix(ready.URL, "/")
	return e, nil
}

// resident is how much memory it has, in bytes, as far as the system tells it.
func (e *program) resident() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", e.command.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	kB, _ := strconv.ParseInt(strings.Fields(after + " 0")[0], 10, 64) // what is no number is 0
	return kB << 10
}

func (e *program) end() error {
	if err := e.command.Process.Signal(syscall.SIGINT); err != nil {
		return err
	}
	return e.command.Wait()
}
