package edge_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

// endless writes a piece of a body again and again until the connection ends.
func endless(piece string) func(net.Conn) {
	return func(c net.Conn) {
		for {
			if _, err := c.Write([]byte(piece)); err != nil {
				return
			}
		}
	}
}

func TestABodyThatDoesNotComeIsEnded(t *testing.T) {
	t.Cleanup(edge.SetBodyTime(150 * time.Millisecond))
	silent := func(net.Conn) {}
	head := func(path, rest string) string {
		return "POST " + path + " HTTP/1.1\r\nHost: edge.example\r\nContent-Type: application/json\r\n" + rest + "\r\n\r\n"
	}
	for name, test := range map[string]struct {
		head   string
		body   func(net.Conn)
		status int
		says   string
	}{
		"half of a body":                         {head("/api/7.0/objects.json", "Content-Length: 100") + `{"title": "`, silent, 408, "too slowly"},
		"nothing of a body":                      {head("/api/7.0/comments.json", "Content-Length: 100"), silent, 408, "too slowly"},
		"a piece without an end":                 {head("/api/7.0/objects.json", "Transfer-Encoding: chunked") + "5\r\n{\"tit\r\n", silent, 408, "too slowly"},
		"pieces that never end":                  {head("/api/7.0/objects/1/votes/toggle.json?value=up", "Transfer-Encoding: chunked"), endless("1000\r\n" + strings.Repeat("x", 0x1000) + "\r\n"), 413, "64 KB"},
		"a vote's body":                          {head("/api/7.0/objects/1/votes/toggle.json?value=up", "Content-Length: 2"), silent, 408, "too slowly"},
		"a body that nobody wants, for nothing":  {head("/nothing", "Content-Length: 100"), silent, 404, ""},
		"a body that nobody wants, for a search": {head("/api/7.0/search.json", "Transfer-Encoding: chunked"), silent, 405, ""},
		"more than may come, announced":          {head("/api/7.0/objects/1/votes/toggle.json?value=up", "Content-Length: 99999999"), silent, 413, "64 KB"},
		"files of more than may come, announced": {head("/api/7.0/objects.json", "Content-Length: 99999999"), silent, 413, "1 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			server := httptest.NewServer(s.edge)
			t.Cleanup(server.Close)
			c, err := net.Dial("tcp", server.Listener.Addr().String())
			require.NoError(t, err)
			defer c.Close()
			_, err = c.Write([]byte(test.head))
			require.NoError(t, err)
			go test.body(c)
			// Others are served meanwhile.
			w, err := http.Get(server.URL + "/healthz")
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, w.StatusCode)
			require.NoError(t, w.Body.Close())

			answers := bufio.NewReader(c)
			answer, err := http.ReadResponse(answers, nil)
			require.NoError(t, err)
			body, err := io.ReadAll(answer.Body)
			require.NoError(t, err)
			require.Equal(t, test.status, answer.StatusCode, string(body))
			require.Contains(t, string(body), test.says)
			_, err = answers.ReadByte()
			require.Error(t, err, "the connection is ended")
			require.Empty(t, s.helpdesk.sent())
		})
	}
}

func TestAConnectionWhoseBodyCameInTimeStays(t *testing.T) {
	t.Cleanup(edge.SetBodyTime(150 * time.Millisecond))
	s := newSite(t)
	// The helpdesk takes longer than a body may.
	passed := make(chan struct{})
	time.AfterFunc(400*time.Millisecond, func() { close(passed) })
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool {
		<-passed
		return false
	}
	server := httptest.NewServer(s.edge)
	t.Cleanup(server.Close)
	for range 2 {
		w, err := server.Client().Post(server.URL+"/api/7.0/comments.json", "application/json", strings.NewReader(`{"object_id": 1, "content": "Me too"}`))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, w.StatusCode)
		_, err = io.ReadAll(w.Body)
		require.NoError(t, err)
		require.NoError(t, w.Body.Close())
	}
}

func TestAnyNumberOfReadersWaitForASlowHelpdeskAtOnce(t *testing.T) {
	const readers = 200
	s := newSite(t)
	var arrived sync.WaitGroup
	arrived.Add(readers)
	// It answers nobody before all have asked.
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool {
		arrived.Done()
		arrived.Wait()
		return false
	}
	var all []func()
	answers := make([]int, readers)
	for i := range answers {
		all = append(all, func() { answers[i] = s.ask("GET", "/api/7.0/objects/1.json", "").Code })
	}
	atOnce(all...)
	for _, status := range answers {
		require.Equal(t, http.StatusOK, status)
	}
}
