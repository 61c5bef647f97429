package faults_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/core/customer"
	"deskside/shared/edge"
)

// mortalSpace is a place for files of which nobody hears once its edge has ended.
type mortalSpace struct {
	edge.Space
	*life
}

func (s mortalSpace) Put(ctx context.Context, name string, content []byte) error {
	if !s.does() {
		return errEnded
	}
	err := s.Space.Put(ctx, name, content)
	if err == nil && !s.does() {
		err = errEnded
	}
	return err
}

func (s mortalSpace) Drop(ctx context.Context, name string) error {
	if !s.does() {
		return errEnded
	}
	return s.Space.Drop(ctx, name)
}

// filesOfAPost is how many go along with each.
const filesOfAPost = 2

func contentOf(post, file int) string {
	return fmt.Sprintf("\x89PNG\r\n\x1a\nfile %d of post %04d", file, post)
}

// uploaded brings a file until somebody says that it is kept.
func (e *edges) uploaded(web, visitor, name, content string) (token string) {
	for {
		e.still.RLock()
		r, err := http.NewRequest("POST", web+"/api/7.0/upload-file.json?name="+name, bytes.NewReader([]byte(content)))
		require.NoError(e.t, err)
		r.Header.Set("Content-Type", "application/octet-stream")
		r.Header.Set(customer.VisitorHeader, visitor)
		var answer struct{ Success struct{ Token string } }
		w, err := e.client.Do(r)
		if err == nil {
			var body []byte
			body, err = io.ReadAll(w.Body)
			w.Body.Close()
			if err == nil {
				err = json.Unmarshal(body, &answer)
			}
		}
		e.still.RUnlock()
		if err == nil && answer.Success.Token != "" {
			return answer.Success.Token
		}
		e.pass(5 * time.Second)
	}
}

// filesAt returns how often each content of a storm is at the helpdesk, and at which object.
func (t *truth) filesAt() map[string][]int64 {
	rows, err := t.db.Query(`SELECT COALESCE(object_id, 0), body FROM ur_attachment`)
	require.NoError(t.t, err)
	defer rows.Close()
	found := map[string][]int64{}
	for rows.Next() {
		var id int64
		var body []byte
		require.NoError(t.t, rows.Scan(&id, &body))
		found[string(body)] = append(found[string(body)], id)
	}
	require.NoError(t.t, rows.Err())
	return found
}

func TestNoFileThatAnEdgeAcceptedIsLostOrDoubled(t *testing.T) {
	for name, test := range map[string]struct {
		options sandbox.Options
		folder  bool
	}{
		"kept in the store": {sandbox.Options{Titles: sandbox.Titles{"nfd"}}, false},
		"kept in a folder, where a moderator approves posts": {sandbox.Options{Premoderate: true, Clock: -3 * time.Hour}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && !test.folder {
				t.Skip("make test has this storm, too")
			}
			test.options.Path = filepath.Join(t.TempDir(), "desk.db")
			d := openAs(t, test.options)
			e := &edges{desk: d, log: func(line string) { d.noSecret(line) }, random: rand.New(rand.NewPCG(3, 8))}
			e.path = "file:" + filepath.Join(t.TempDir(), "store.db") + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(off)"
			folder := filepath.Join(t.TempDir(), "files")
			if test.folder {
				e.space = edge.Folder(folder)
			}
			e.truth = newTruth(d, test.options.Path, e.path)
			web := httptest.NewServer(e)
			t.Cleanup(web.Close)
			bad := append(storm("objects.create"), storm("objects.attach")...)
			bad = append(bad, sandbox.Fault{Operation: "objects.get", Kind: sandbox.FaultReset, Rate: 0.1}, sandbox.Fault{Operation: "objects.search", Kind: sandbox.FaultReset, Rate: 0.1})
			require.NoError(t, d.SetFaults(bad...))

			n := creations() / 4
			tokens := make([][filesOfAPost]string, n)
			each(n, func(i int) {
				switch i {
				case n / 2:
					require.NoError(t, d.SetFaults(sandbox.Fault{Operation: "*", Kind: sandbox.FaultStatus, Status: 503}))
				case n/2 + n/20:
					require.NoError(t, d.SetFaults(bad...))
				}
				visitor := fmt.Sprintf("visitor-of-the-storm-%04d", i%50)
				for j := range filesOfAPost {
					tokens[i][j] = e.uploaded(web.URL, visitor, fmt.Sprintf("file-%d.png", j), contentOf(i, j))
				}
				body := fmt.Sprintf(`{"object_type": "idea", "title": "Storm & number %04d", "content": "It is bright: %d.", "attachments": [{"token": %q}, {"token": %q}]}`, i, i, tokens[i][0], tokens[i][1])
				for said := (*told)(nil); said == nil || said.Status >= 500; {
					said = e.ask("POST", web.URL+"/api/7.0/objects.json", body, nil, "Content-Type", "application/json",
						customer.VisitorHeader, visitor, customer.IdempotencyKeyHeader, fmt.Sprintf("creation-%04d", i))
					require.True(t, said == nil || said.Status < 300 || said.Status >= 500)
					e.pass(5 * time.Second)
				}
			})

			// It goes on until nothing is left to do.
			at := map[string]string{}
			for range 200 {
				for range 20 {
					e.pass(20 * time.Second)
				}
				for _, of := range tokens {
					for _, token := range of {
						if at[token] != "" {
							continue
						}
						now := e.ask("GET", web.URL+"/api/7.0/submissions/"+token+".json", "", nil)
						if now != nil && now.Status == http.StatusOK {
							if state := now.Submission.State; state == "delivered" || state == "refused" || state == "uncertain" {
								at[token] = state
							}
						}
					}
				}
				if len(at) == n*filesOfAPost {
					break
				}
			}
			require.Equal(t, n*filesOfAPost, len(at), "each is accounted for")

			found, posts, states := e.truth.filesAt(), d.numbered(), map[string]int{}
			for i, of := range tokens {
				for j, token := range of {
					there := found[contentOf(i, j)]
					require.LessOrEqual(t, len(there), 1, "file %d of post %d is there twice", j, i)
					states[at[token]]++
					switch at[token] {
					case "delivered":
						require.Len(t, there, 1, "file %d of post %d was delivered", j, i)
						require.Equal(t, posts[i], there, "with its post")
					case "refused":
						require.Empty(t, there, "file %d of post %d was said not to be there", j, i)
					}
				}
			}
			// One that is uncertain, and all that are refused, are seen by whoever runs the edge, with a reason.
			letters, err := edge.NewOperator(e.truth.edge, patient{e.clock}, e.clock.Now).Letters(t.Context())
			require.NoError(t, err)
			seen := 0
			for _, l := range letters {
				if l.Kind == "file" {
					require.NotEmpty(t, l.Why)
					seen++
				}
			}
			require.Equal(t, states["refused"]+states["uncertain"], seen)
			require.LessOrEqual(t, states["uncertain"]+states["refused"], n*filesOfAPost/50)
			require.Greater(t, e.lives, n/50, "edges ended")
			t.Logf("%d files: %v, %d lives of the edge", n*filesOfAPost, states, e.lives)
		})
	}
}
