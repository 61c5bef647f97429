// Package e2e starts what end-to-end tests talk to: the local stack as a
// person starts it, against a sandbox that can be made to fail.
package e2e

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"deskside/build/bundle"
	"deskside/build/release"
	"deskside/build/sandbox"
	"deskside/build/sandbox/turnstile"
)

// Tests names the files of end-to-end tests, such as "sidebar"; each can have a stack of its own.
func Tests(root string) (names []string) {
	files, _ := filepath.Glob(filepath.Join(root, "build", "e2e", "*.test.ts")) // the pattern is well formed, which is all that can be wrong
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".test.ts"))
	}
	return names
}

// Upstream starts a sandbox in memory and returns its addresses as environment
// variables.
func Upstream(ctx context.Context) (env []string, stop func(), err error) {
	server, err := sandbox.Open(ctx, sandbox.Options{})
	if err != nil {
		return nil, nil, err
	}
	listener := httptest.NewServer(server)
	at := server.Endpoints(listener.URL)
	return []string{"SANDBOX_URL=" + at.UseResponseURL, "SANDBOX_KEY=" + at.Keys.Agent, "SANDBOX_USER_KEY=" + at.Keys.User, "SANDBOX_USER=" + at.Logins.User.Email},
		func() { listener.Close(); server.Close() }, nil
}

// Stack starts the command "run" of this very program in a folder of its own
// against a switchable sandbox, and returns the addresses as environment
// variables. With pseudo there is a second one beside it, whose faces speak the
// pseudo-language; what is of it begins with PSEUDO_. With moderated, what users write in
// communities themselves waits for an agent; what the edge writes for guests does not.
func Stack(ctx context.Context, root string, pseudo, moderated bool, out io.Writer) (env []string, stop func(), err error) {
	var closers []func()
	end := func() {
		for i := len(closers) - 1; i >= 0; i-- {
			closers[i]()
		}
	}
	defer func() {
		if err != nil {
			end()
		}
	}()
	server, err := sandbox.Open(ctx, sandbox.Options{Premoderate: moderated})
	if err != nil {
		return nil, nil, err
	}
	closers = append(closers, func() { server.Close() })
	truth := httptest.NewServer(server)
	closers = append(closers, truth.Close)
	// A helpdesk of a company's own, whose certificate no browser knows.
	unknown := httptest.NewUnstartedServer(server)
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	unknown.StartTLS()
	closers = append(closers, unknown.Close)
	switched, err := newSwitchable(truth.URL, isCall)
	if err != nil {
		return nil, nil, err
	}
	closers = append(closers, switched.Close)
	at := server.Endpoints(switched.URL)

	env = []string{
		"USERESPONSE_URL=" + at.UseResponseURL, "USERESPONSE_API_KEY=" + at.Keys.Agent,
		"USEDESK_URL=" + at.UsedeskURL, "USEDESK_API_TOKEN=" + at.UsedeskToken,
		"SANDBOX_URL=" + truth.URL, "SANDBOX_USER_KEY=" + at.Keys.User, "SANDBOX_ADMIN_KEY=" + at.Keys.Admin, "SELF_SIGNED_URL=" + unknown.URL,
	}
	cloudflare, stop, err := standIn()
	if err != nil {
		return nil, nil, err
	}
	closers = append(closers, stop)
	env = append(env, cloudflare...)
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	env = append(env, "PROGRAM="+self)
	dists := map[string]string{"": filepath.Join(root, "dist")}
	if pseudo {
		made, err := os.MkdirTemp("", "deskside-pseudo-")
		if err != nil {
			return nil, nil, err
		}
		closers = append(closers, func() { os.RemoveAll(made) })
		if err := bundle.Pseudo(root, made); err != nil {
			return nil, nil, err
		}
		dists["PSEUDO_"] = made
	}
	for name, dist := range dists {
		addresses, stopped, err := serve(ctx, root, dist, env, out)
		if err != nil {
			return nil, nil, err
		}
		closers = append(closers, stopped)
		for _, one := range addresses {
			env = append(env, name+one)
		}
		env = append(env, name+"DIST="+dist, "OPERATOR_KEY="+OperatorKey)
	}
	return env, end, nil
}

// standIn starts what stands in for Cloudflare Turnstile, which the stack asks in its place.
func standIn() (env []string, stop func(), err error) {
	certificate, text, err := sandbox.CertificateFor([]string{turnstile.Host}, time.Now())
	if err != nil {
		return nil, nil, err
	}
	file, err := os.CreateTemp("", "deskside-turnstile-*.pem")
	if err != nil {
		return nil, nil, err
	}
	_, err = file.Write(text)
	server := httptest.NewServer(turnstile.Proxy(turnstile.New(time.Now), certificate))
	stop = func() { server.Close(); os.Remove(file.Name()) }
	if err = errors.Join(err, file.Close()); err != nil {
		stop()
		return nil, nil, err
	}
	return []string{
		"HTTPS_PROXY=" + server.URL, "SSL_CERT_FILE=" + file.Name(), "SITE_TURNSTILE=" + turnstile.Secret,
		"TURNSTILE_URL=" + server.URL, "TURNSTILE_SITE_KEY=" + turnstile.SiteKey,
	}, stop, nil
}

// OperatorKey opens the console of a stack under test.
const OperatorKey = "the-operators-key-of-a-test"

// serve starts the stack with a dist and returns where its demo site and its console are.
func serve(ctx context.Context, root, dist string, env []string, out io.Writer) (addresses []string, stop func(), err error) {
	folder, err := os.MkdirTemp("", "deskside-e2e-")
	if err != nil {
		return nil, nil, err
	}
	remove := func() { os.RemoveAll(folder) }
	defer func() {
		if err != nil {
			remove()
		}
	}()
	// The stack keeps its data beside go.mod: a folder of its own starts empty.
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte("module deskside\n"), 0o644); err != nil {
		return nil, nil, err
	}
	if err := publish(ctx, root, dist, filepath.Join(folder, "dist")); err != nil {
		return nil, nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, nil, err
	}
	console, err := freePort()
	if err != nil {
		return nil, nil, err
	}
	end, err := startRun(ctx, folder, append(slices.Clone(env), "PORT="+port, "OPERATOR_PORT="+console, "DESKSIDE_OPERATOR_KEY="+OperatorKey), out)
	if err != nil {
		return nil, nil, err
	}
	return []string{"DEMO_URL=http://127.0.0.1:" + port, "CONSOLE_URL=http://127.0.0.1:" + console, "ASSETS=" + filepath.Join(folder, "dist", "assets")}, func() { end(); remove() }, nil
}

// publish makes of dist what is served: its folders, and its widget as the release after one of long ago.
func publish(ctx context.Context, root, dist, to string) error {
	if err := os.Mkdir(to, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"core", "widget", "extension"} {
		if err := os.Symlink(filepath.Join(dist, name), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	assets := filepath.Join(to, "assets")
	// The oldest loader that a site may have pinned.
	earlier, err := release.Carry(ctx, filepath.Join(root, "build", "e2e", "testdata", "published"), assets, nil)
	if err != nil {
		return err
	}
	return release.Lay(dist, assets, time.Now(), earlier...)
}

// startRun starts the command "serve" of this program and waits until it says that it runs.
func startRun(ctx context.Context, folder string, env []string, out io.Writer) (stop func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "serve")
	cmd.Dir, cmd.Stderr = folder, out
	cmd.Env = append(os.Environ(), env...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	printed, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ready := make(chan error, 1)
	go func() {
		lines := bufio.NewScanner(printed)
		said := false
		for lines.Scan() {
			if !said && strings.HasPrefix(lines.Text(), "Deskside runs") {
				said = true
				ready <- nil
			}
		}
		if !said {
			ready <- errors.New("the local stack ended before it was ready")
		}
	}()
	stop = func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
	}
	if err := <-ready; err != nil {
		stop()
		return nil, err
	}
	return stop, nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}
