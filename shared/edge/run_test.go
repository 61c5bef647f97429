package edge_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/core/customer"
	"deskside/shared/core/writing"
	"deskside/shared/edge"
)

// coreStamp is the stamp of a frame of this edge.
func (s *site) coreStamp() string {
	w := s.ask("GET", "/api/7.0/core.json", "")
	require.Equal(s.t, 200, w.Code, w.Body.String())
	var said struct{ Success struct{ Stamp string } }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &said))
	return said.Success.Stamp
}

func (s *site) runs(op string, input []byte, headers ...string) *httptest.ResponseRecorder {
	return s.ask("POST", "/api/7.0/core.msgpack?op="+op, string(input), append([]string{"Content-Type", "application/msgpack", "Origin", "http://example.com"}, headers...)...)
}

func TestAFrameHasTheCoreRunHereByteForByte(t *testing.T) {
	s := newSite(t)
	stamp := s.coreStamp()
	table := append(customer.Table(), writing.Table()...)
	input := msgp.AppendMapHeader(nil, 1)
	input = msgp.AppendString(input, "args")
	input = msgp.AppendMapHeader(input, 1)
	input = msgp.AppendString(input, "portal")
	input = msgp.AppendMapHeader(input, 2)
	input = msgp.AppendString(msgp.AppendString(input, "address"), "https://edge.example.com")
	input = msgp.AppendString(msgp.AppendString(input, "visitor"), anna)
	for _, o := range table {
		w := s.runs(o.Name, input, "Deskside-Frame", stamp)
		require.Equal(t, 200, w.Code, o.Name)
		require.Equal(t, "application/msgpack", w.Header().Get("Content-Type"))
		require.Equal(t, table.Call(table.Index(o.Name), input), w.Body.Bytes(), o.Name)
	}
	require.Contains(t, s.runs("feedback.start", input, "Deskside-Frame", stamp).Body.String(), "https://edge.example.com/api/7.0/bootstrap.jsonl", "it is planned here and sent there")
	require.Empty(t, s.helpdesk.sent())
	for name, refused := range map[string]struct {
		w      *httptest.ResponseRecorder
		status int
	}{
		"no stamp":               {s.runs("outbox.read", input), 403},
		"the stamp of a form":    {s.runs("outbox.read", input, "Deskside-Frame", s.sheet().Get("stamp")), 403},
		"another site's stamp":   {s.runs("outbox.read", input, "Deskside-Frame", newSite(t).coreStamp()), 403},
		"another page":           {s.runs("outbox.read", input, "Deskside-Frame", stamp, "Origin", "https://evil.example"), 403},
		"a program":              {s.ask("POST", "/api/7.0/core.msgpack?op=outbox.read", string(input), "Content-Type", "application/msgpack", "Deskside-Frame", stamp), 403},
		"an operation of agents": {s.runs("tickets.read", input, "Deskside-Frame", stamp), 400},
		"one of the edge":        {s.runs("edge.step", input, "Deskside-Frame", stamp), 400},
		"too much":               {s.runs("outbox.read", make([]byte, 65<<10), "Deskside-Frame", stamp), 413},
		"a form":                 {s.runs("outbox.read", input, "Deskside-Frame", stamp, "Content-Type", "text/plain"), 415},
	} {
		require.Equal(t, refused.status, refused.w.Code, name)
	}
	require.Equal(t, http.StatusForbidden, s.ask("GET", "/api/7.0/core.json", "", "Origin", "https://shop.example.com").Code)
	s.pass(25 * time.Hour)
	require.Equal(t, 403, s.runs("outbox.read", input, "Deskside-Frame", stamp).Code, "a stamp of yesterday")
}

func TestWhatAFrameHasRunIsCounted(t *testing.T) {
	s := bounded(t, edge.Rates{Core: hourly(3)}, edge.Never)
	stamp := s.coreStamp()
	var codes []int
	for range 4 {
		codes = append(codes, s.runs("outbox.read", nil, "Deskside-Frame", stamp, "Test-Client", "a").Code)
	}
	require.Equal(t, []int{200, 200, 200, 429}, codes)
	require.Equal(t, 200, s.runs("outbox.read", nil, "Deskside-Frame", stamp, "Test-Client", "b").Code)
	var names string
	require.NoError(t, s.db.QueryRow(`SELECT group_concat(name) FROM rate`).Scan(&names))
	require.Equal(t, 2, strings.Count(names, " core "), "it uses up nothing of what is written")
}
