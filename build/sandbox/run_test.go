package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheCommandPrintsItsEndpointsAndEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var log strings.Builder
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, []string{"--db", filepath.Join(t.TempDir(), "x.db"), "--seed", "3", "--fault", "tickets.list=status,status=429,retry=5s"}, in, &log)
		in.Close()
	}()
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	require.NoError(t, err)
	var told Endpoints
	require.NoError(t, json.Unmarshal([]byte(line), &told))
	require.Equal(t, endpoints(3, told.UseResponseURL), told)

	response, err := http.Get(told.UseResponseURL + "/api/7.0/me.json?apiKey=" + told.Keys.Agent)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode)
	response.Body.Close()
	response, err = http.Get(told.UseResponseURL + "/api/7.0/tickets.json?apiKey=" + told.Keys.Agent)
	require.NoError(t, err)
	require.Equal(t, http.StatusTooManyRequests, response.StatusCode)
	require.Equal(t, "5", response.Header.Get("Retry-After"))
	response.Body.Close()

	stop()
	rest, err := io.ReadAll(lines)
	require.NoError(t, err)
	require.Empty(t, rest, "one line only")
	require.NoError(t, <-ended)
}

func TestTheCommandSaysWhatIsWrongWithItsFlags(t *testing.T) {
	for arguments, problem := range map[string]string{
		"--fault broken":                  "write PATTERN=KIND",
		"--fault a=explode":               `fault kind "explode" is not one of`,
		"--fault a=slow,delay=fast":       `delay: "fast" cannot be read`,
		"--fault a=status,rate=2":         "not between 0 and 1",
		"--fault a=status,color=red":      `"color" is not one of`,
		"--fault a=status,status=99":      "not an HTTP status",
		"--addr nowhere:x":                "listen at nowhere:x",
		"surplus":                         "takes no arguments",
		"--db /nowhere/at/all/sandbox.db": "open the sandbox database",
	} {
		err := Run(t.Context(), strings.Fields(arguments), io.Discard, io.Discard)
		require.ErrorContains(t, err, problem, arguments)
	}
	var usage strings.Builder
	require.NoError(t, Run(t.Context(), []string{"--help"}, io.Discard, &usage))
	require.Contains(t, usage.String(), "-seed")
}
