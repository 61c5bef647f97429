package sandbox

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/fault"
	"deskside/build/sandbox/world"
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
	require.Equal(t, world.EndpointsOf(3, told.UseResponseURL), told)

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

func TestTheCommandServesProgramsThatSpeakHTTPSOnly(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	certificate := filepath.Join(t.TempDir(), "sandbox.pem")
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, []string{"--tls", certificate, "--tls-name", "api.usedesk.test", "--usedesk-root"}, in, io.Discard)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	var told Endpoints
	require.NoError(t, json.Unmarshal([]byte(line), &told))
	trusted := x509.NewCertPool()
	text, err := os.ReadFile(certificate)
	require.NoError(t, err)
	require.True(t, trusted.AppendCertsFromPEM(text))
	host := strings.TrimPrefix(told.UseResponseURL, "https://")
	// As a program whose host is fixed finds it: by a name that leads here.
	client := http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusted},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, host)
		},
	}}
	for _, base := range []string{told.UsedeskURL, "https://localhost", "https://api.usedesk.test"} {
		response, err := client.Get(base + "/channels?api_token=" + told.UsedeskToken)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, response.StatusCode)
		require.NoError(t, response.Body.Close())
	}
	_, err = client.Get("https://elsewhere.test/channels")
	require.ErrorContains(t, err, "certificate")
	client.CloseIdleConnections()
	stop()
	require.NoError(t, <-ended)
}

func TestTheCommandServesHTTPBesideHTTPSAndSendsItOn(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := plain.Addr().String()
	require.NoError(t, plain.Close())
	go func() {
		ended <- Run(ctx, []string{"--tls", filepath.Join(t.TempDir(), "sandbox.pem"), "--http", address, "--redirect-to", "https://www.help.test"}, in, io.Discard)
		in.Close()
	}()
	_, err = bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get("http://" + address + "/api/7.0/me.json")
	require.NoError(t, err)
	require.Equal(t, http.StatusMovedPermanently, response.StatusCode)
	require.Equal(t, "https://www.help.test/api/7.0/me.json", response.Header.Get("Location"))
	require.NoError(t, response.Body.Close())
	stop()
	require.NoError(t, <-ended)
}

func TestTheHelpNamesEveryFaultAndMember(t *testing.T) {
	help := fault.Help()
	for _, kind := range fault.Kinds {
		require.Contains(t, help, "\n    "+string(kind)+" ")
	}
	// A member that is not read is an error that lists all that are.
	_, err := ParseFault("*=status,nothing=1")
	_, list, found := strings.Cut(err.Error(), "is not one of ")
	require.True(t, found)
	for member := range strings.SplitSeq(list, ", ") {
		require.Regexp(t, `(?m)^    `+member+`[ =]`, help)
	}
	for line := range strings.SplitSeq(help, "\n") {
		for _, quoted := range regexp.MustCompile(`--fault '([^']+)'`).FindAllStringSubmatch(line, -1) {
			_, err := ParseFault(quoted[1])
			require.NoError(t, err, quoted[1])
		}
	}
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
		"--titles upper":                  `"upper" is not a form of titles`,
		"--writes never":                  `"never" is not an answer to writes`,
		"--redirect-to www.help.test":     "write a scheme and a host",
		"--http 127.0.0.1:0":              "give --tls, too",
		"surplus":                         "takes no arguments",
		"--tls /nowhere/at/all.pem":       "write the certificate",
		"--db /nowhere/at/all/sandbox.db": "open the sandbox database",
	} {
		err := Run(t.Context(), strings.Fields(arguments), io.Discard, io.Discard)
		require.ErrorContains(t, err, problem, arguments)
	}
	var usage strings.Builder
	require.NoError(t, Run(t.Context(), []string{"--help"}, io.Discard, &usage))
	require.Contains(t, usage.String(), "-seed")
	require.Contains(t, usage.String(), fault.Help())
}
