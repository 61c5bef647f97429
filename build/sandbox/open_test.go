package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
)

// clock is an injected clock that only moves when told to.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func (c *clock) advance(by time.Duration) { c.now = c.now.Add(by) }

// noon is a Tuesday, so that weeks and months have days on both sides of it.
var noon = time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)

// helpdesk is a sandbox behind real HTTP.
type helpdesk struct {
	*testing.T
	server *Server
	web    *httptest.Server
	clock  *clock
	Endpoints
	reports sync.Mutex // a request whose answer is lost may still be reported when the next one is
	records []Record
}

func start(t *testing.T, change ...func(*Options)) *helpdesk {
	t.Helper()
	h := &helpdesk{T: t, clock: &clock{noon}}
	options := Options{Now: h.clock.Now, OnRequest: func(r Record) {
		h.reports.Lock()
		defer h.reports.Unlock()
		h.records = append(h.records, r)
	}}
	for _, one := range change {
		one(&options)
	}
	server, err := Open(context.Background(), options)
	require.NoError(t, err)
	h.server, h.web = server, httptest.NewServer(server)
	h.Endpoints = server.Endpoints(h.web.URL)
	t.Cleanup(func() {
		h.web.Close()
		require.NoError(t, server.Close())
	})
	return h
}

// answered is a received answer.
type answered struct {
	*testing.T
	status int
	header http.Header
	body   []byte
}

// send sends a request and reads the whole answer.
func (h *helpdesk) send(method, address, contentType, body string, header ...string) *answered {
	h.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	require.NoError(h, err)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(h, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(h, err)
	return &answered{h.T, response.StatusCode, response.Header, content}
}

// call sends a UseResponse request of API 7.0 with a key; body may be nil.
func (h *helpdesk) call(key, method, path string, body any) *answered {
	h.Helper()
	text := ""
	if body != nil {
		encoded, err := json.Marshal(body)
		require.NoError(h, err)
		text = string(encoded)
	}
	header := []string{}
	if key != "" {
		header = []string{"Authorization", key}
	}
	return h.send(method, h.UseResponseURL+"/api/7.0/"+path, "application/json", text, header...)
}

func (h *helpdesk) agent(method, path string, body any) *answered {
	h.Helper()
	return h.call(h.Keys.Agent, method, path, body)
}

// usedesk posts JSON with the token.
func (h *helpdesk) usedesk(method string, parameters map[string]any) *answered {
	h.Helper()
	body := map[string]any{"api_token": h.UsedeskToken}
	for name, value := range parameters {
		body[name] = value
	}
	encoded, err := json.Marshal(body)
	require.NoError(h, err)
	return h.send(http.MethodPost, h.UsedeskURL+"/"+method, "application/json", string(encoded))
}

// json decodes the answer, numbers kept as they stand.
func (a *answered) json() any {
	a.Helper()
	return decode(a.T, a.body)
}

func decode(t *testing.T, body []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	require.NoError(t, decoder.Decode(&value), "%s", body)
	return value
}

// ok expects status 200 and decodes the answer into to.
func (a *answered) ok(to any) {
	a.Helper()
	require.Equal(a, http.StatusOK, a.status, "%s", a.body)
	require.NoError(a, json.Unmarshal(a.body, to), "%s", a.body)
}

// success expects {"success": payload} and gives the payload.
func success[T any](a *answered) T {
	a.Helper()
	var wrapper struct {
		Success *T `json:"success"`
	}
	a.ok(&wrapper)
	require.NotNil(a, wrapper.Success, "%s", a.body)
	return *wrapper.Success
}

// plainly expects a payload without a wrapper.
func plainly[T any](a *answered) T {
	a.Helper()
	var payload T
	a.ok(&payload)
	return payload
}

// refused expects an error of UseResponse and gives its context.
func (a *answered) refused(status int) string {
	a.Helper()
	require.Equal(a, status, a.status, "%s", a.body)
	var wrapper struct{ Error useresponse.ErrorAnswer }
	require.NoError(a, json.Unmarshal(a.body, &wrapper))
	require.Equal(a, status, wrapper.Error.Code)
	messages := map[int]string{
		400: useresponse.MessageBadRequest, 401: useresponse.MessageUnauthorized, 403: useresponse.MessageForbidden, 404: useresponse.MessageNotFound, 409: useresponse.MessageConflict,
	}
	require.Equal(a, messages[status], wrapper.Error.Message)
	return wrapper.Error.Context
}

// page is the part of a paginator that tests look at.
type page[T any] struct {
	TotalObjects, ObjectsPerPage, TotalPages, CurrentPage, FirstPage, LastPage int
	NextPage                                                                   *int
	Data                                                                       []T
}

func fixture(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile("testdata/" + path)
	require.NoError(t, err)
	return content
}
