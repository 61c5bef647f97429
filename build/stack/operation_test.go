package stack

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"deskside/build/command"
	"deskside/shared/api/transport"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
)

// running is the command "edge" before a helpdesk of a test's own.
type running struct {
	t    *testing.T
	says map[string]string
	db   string
	desk string
	end  func() error
	mu   sync.Mutex
	log  bytes.Buffer
}

func (r *running) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.log.Write(p)
}

func (r *running) logged() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.log.String()
}

// edgeBeforeDesk starts the command before a helpdesk.
func edgeBeforeDesk(t *testing.T, desk http.HandlerFunc, args ...string) *running {
	server := httptest.NewServer(desk)
	t.Cleanup(server.Close)
	t.Setenv("DESKSIDE_KEY", "key-of-the-helpdesk")
	r := &running{t: t, desk: server.URL, db: filepath.Join(t.TempDir(), "edge.db")}
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- EdgeCommand(ctx, "", append([]string{"--upstream", server.URL, "--assets", t.TempDir(), "--db", r.db, "--log"}, args...), in, r)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte(line), &r.says))
	r.end = sync.OnceValue(func() error {
		stop()
		return <-done
	})
	t.Cleanup(func() { require.NoError(t, r.end()) })
	return r
}

// post posts an idea.
func (r *running) post() (status int, err error) {
	request, err := http.NewRequest("POST", r.says["edge_url"]+"/api/7.0/objects.json", strings.NewReader(`{"object_type": "idea", "title": "Dark mode", "content": "At night."}`))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Deskside-Visitor", "visitor-anna-0000001")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

func refusing(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }

func TestMetricsTellWhatAnEdgeDoesAndNothingOfAnybody(t *testing.T) {
	r := edgeBeforeDesk(t, refusing, "--metrics", "127.0.0.1:0")
	_, err := r.post()
	require.NoError(t, err)
	response, text := get(t, r.says["metrics_url"])
	require.Equal(t, 200, response.StatusCode)
	require.Contains(t, response.Header.Get("Content-Type"), "text/plain")
	for _, line := range []string{
		`deskside_info{version="0.1.0"} 1`, `deskside_requests_total{method="POST",route="objects.json",status="403"} 1`, `deskside_request_seconds_count{route="objects.json"} 1`,
		`deskside_store_up 1`, `deskside_entries{state="letters"} 1`, `deskside_entries{state="waiting"} 0`, `deskside_oldest_waiting_seconds 0`,
	} {
		require.Contains(t, text, line+"\n")
	}
	require.NotContains(t, text, "anna")
	require.NotContains(t, text, "key-of")
	response, _ = get(t, r.says["edge_url"]+"/metrics")
	require.Equal(t, 404, response.StatusCode, "the public does not see them")
}

func TestMetricsAndUpkeepTellSitesApart(t *testing.T) {
	t.Setenv("SITE_SHOP_KEY", "key-of-the-shop")
	t.Setenv("LC_ALL", "en")
	r := edgeBeforeDesk(t, refusing, "--metrics", "127.0.0.1:0")
	_, err := r.post()
	require.NoError(t, err)
	db, err := command.OpenKept(r.db)
	require.NoError(t, err)
	defer db.Close()
	upstream := r.desk
	row := named.Row{Upstream: upstream, Key: named.Secret{Name: "SITE_SHOP_KEY"}}
	require.NoError(t, edge.NewOperator(db, transport.SystemClock, time.Now).AddSite(t.Context(), "shop", row.Text()))
	r.says["edge_url"] += "/w/shop"
	_, err = r.post()
	require.NoError(t, err)
	_, text := get(t, r.says["metrics_url"])
	for _, line := range []string{
		`deskside_requests_total{method="POST",route="objects.json",status="403"} 1`, `deskside_requests_total{site="shop",method="POST",route="objects.json",status="403"} 1`,
		`deskside_entries{state="letters"} 1`, `deskside_entries{site="shop",state="letters"} 1`, `deskside_oldest_waiting_seconds{site="shop"} 0`,
	} {
		require.Contains(t, text, line+"\n")
	}
	does := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := EdgeCommand(t.Context(), "", args, &out, io.Discard)
		return out.String(), err
	}
	said, err := does("export", "--site", "shop", "--db", r.db, "visitor-anna-0000001")
	require.NoError(t, err)
	require.Contains(t, said, "Dark mode")
	_, err = does("erase", "--site", "shop", "--db", r.db, "visitor-anna-0000001")
	require.NoError(t, err)
	for site, says := range map[string]string{"shop": "Nothing waits for you", "": "Dark mode"} {
		said, err = does("dead-letters", "--site", site, "--db", r.db)
		require.NoError(t, err)
		require.Contains(t, said, says)
	}
	_, err = does("dead-letters", "--site", "none", "--db", r.db)
	require.EqualError(t, err, "There is no site of that name.")
	said, err = does("erase", "--site", "shop", "--sql", "visitor-anna-0000001")
	require.NoError(t, err)
	require.Contains(t, said, "DELETE FROM site_shop__entry WHERE visitor = 'visitor-anna-0000001';")
	require.NotContains(t, said, "FROM entry")
}

func TestTheLogIsJSONWithTheTimeAndTheNumberOfTheRequest(t *testing.T) {
	r := edgeBeforeDesk(t, refusing)
	_, err := r.post()
	require.NoError(t, err)
	require.NoError(t, r.end())
	lines := strings.Split(strings.TrimSpace(r.logged()), "\n")
	require.NotEmpty(t, lines)
	routes := 0
	for _, line := range lines {
		var said struct {
			Time           time.Time
			Level, Request string
			Route, Says    string
		}
		require.NoError(t, json.Unmarshal([]byte(line), &said), line)
		require.WithinDuration(t, time.Now(), said.Time, time.Minute)
		require.Contains(t, []string{"info", "warn", "error"}, said.Level)
		if said.Route == "objects.json" {
			require.Len(t, said.Request, 14)
			routes++
		}
	}
	require.Equal(t, 1, routes)
}

func TestAnEdgeThatEndsFinishesWhatWasSentToIt(t *testing.T) {
	for name, patience := range map[string]time.Duration{"and answers": lastWords, "though nobody can be answered any more": time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			before := lastWords
			lastWords = patience
			t.Cleanup(func() { lastWords = before })
			began, goOn := make(chan struct{}), make(chan struct{})
			r := edgeBeforeDesk(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					close(began)
					<-goOn
					_, _ = io.Copy(io.Discard, r.Body)
				}
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, `{"success": {"id": 5, "title": "Dark mode"}}`)
			})
			var all sync.WaitGroup
			var status int
			posted := make(chan struct{})
			all.Go(func() {
				status, _ = r.post()
				close(posted)
			})
			<-began
			ended := make(chan error, 1)
			all.Go(func() { ended <- r.end() })
			// It takes no more requests by then.
			for {
				response, err := http.Get(r.says["edge_url"] + "/healthz")
				if err != nil {
					break
				}
				require.NoError(t, response.Body.Close())
			}
			if patience < time.Second {
				<-posted // whose connection is cut
				select {
				case err := <-ended:
					assert.Fail(t, "it ended before what was sent to it was finished", err)
				case <-time.After(200 * time.Millisecond):
				}
			}
			close(goOn)
			require.NoError(t, <-ended)
			all.Wait()
			if patience >= time.Second {
				require.Equal(t, http.StatusOK, status)
			}
			db, err := command.OpenStore(r.db)
			require.NoError(t, err)
			defer db.Close()
			var state string
			require.NoError(t, db.QueryRow(`SELECT state FROM entry`).Scan(&state))
			require.Equal(t, "delivered", state)
		})
	}
}
