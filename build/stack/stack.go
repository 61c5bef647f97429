// Package stack runs everything on this machine: a demo site with the widget
// in it, the edge behind the widget, and a helpdesk behind the edge, which is
// the sandbox unless an account of a real one is given.
//
// It must not hold rules of its own: it only connects what ships.
package stack

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"deskside/build/command"
	"deskside/build/sandbox"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/identity"
	"deskside/shared/edge"
	"deskside/shared/edge/seal"
)

// Run is the command "run" of the repository at root. It serves until ctx
// ends; its data stays in .deskside/ there.
func Run(ctx context.Context, root string, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.SetOutput(stderr)
	verbose := flags.Bool("log", false, "print one line for each request to the edge")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	s, err := readSettings(os.Getenv)
	if err != nil {
		return err
	}
	s.dist, s.state = filepath.Join(root, "dist"), filepath.Join(root, ".deskside")
	s.assets = filepath.Join(s.dist, "assets")
	s.log = func(string) {}
	if *verbose {
		s.log = func(line string) { fmt.Fprintln(stderr, "edge:", line) }
	}
	running, err := start(ctx, s, stdout)
	if err != nil {
		return err
	}
	running.describe(stdout)
	return running.wait(ctx)
}

// stack is everything while it runs.
type stack struct {
	settings settings
	origin   string
	// console is where the operator's is.
	console string
	sandbox *sandbox.Endpoints
	failed  chan error
	closers []func() error
}

// start starts all servers. What it started it stops again when it fails.
func start(ctx context.Context, s settings, progress io.Writer) (running *stack, err error) {
	r := &stack{settings: s, failed: make(chan error, 2)}
	defer func() {
		if err != nil {
			r.close()
		}
	}()
	front, err := listen(ctx, s.port)
	if err != nil {
		return nil, err
	}
	r.closers = append(r.closers, front.Close)
	r.origin = "http://" + front.Addr().String()

	account := s.useresponse
	place := account.base.Host
	if s.useresponse.key == "" || s.usedesk.key == "" {
		if err := r.startSandbox(ctx, front.Addr().(*net.TCPAddr).Port, progress); err != nil {
			return nil, err
		}
	}
	if account.key == "" {
		place = "sandbox"
		if account, err = newAccount(r.sandbox.UseResponseURL, r.sandbox.Keys.User); err != nil {
			return nil, err
		}
	}
	store, err := r.openStore(place)
	if err != nil {
		return nil, err
	}
	files, err := r.file(place, "edge.files")
	if err != nil {
		return nil, err
	}
	seals, secret, err := r.secrets(place)
	if err != nil {
		return nil, err
	}
	host, _, err := net.SplitHostPort(front.Addr().String())
	if err != nil {
		return nil, err
	}
	e, err := edge.New(edge.Config{
		Identities: identity.Keys{{ID: demoKey, Algorithm: identity.HS256, Bytes: []byte(secret)}}, Audience: host, Seals: seals,
		Upstream: account.base, Key: account.key, Store: store, OneClock: true, Space: edge.Folder(files), Doer: &http.Client{},
		Cache: edge.NewMemory(edge.CacheLimit, time.Now),
		// The stack is for trying the widget on any page of this machine.
		Origins: []string{"*"}, Secret: os.Getenv, Assets: edge.Files(os.DirFS(s.assets)), Log: s.log,
	})
	if err != nil {
		return nil, err
	}
	site, err := newDemo(r.origin, secret, host)
	if err != nil {
		return nil, err
	}
	handler := edgeBefore(e, site)
	if s.around != nil {
		handler = s.around(handler)
	}
	if s.operatorKey != "" {
		if r.console, err = r.operate(ctx, net.JoinHostPort("127.0.0.1", strconv.Itoa(s.operator)), store, e, nil, seals, s.operatorKey); err != nil {
			return nil, err
		}
	}
	r.deliver(e)
	r.serve(front, handler)
	return r, nil
}

// secrets are the keys that the edge of a place seals with, made at its first start, and
// a secret of the demo site for as long as this runs.
func (r *stack) secrets(place string) (*seal.Keys, string, error) {
	path, err := r.file(place, "seal.key")
	if err != nil {
		return nil, "", err
	}
	key, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		fresh := make([]byte, 32)
		_, _ = rand.Read(fresh) // it never fails
		key = []byte(base64.StdEncoding.EncodeToString(fresh))
		err = os.WriteFile(path, key, 0o600)
	}
	if err != nil {
		return nil, "", fmt.Errorf("the key to seal with: %w", err)
	}
	seals, err := seal.ParseKeys(string(key))
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", path, err)
	}
	return seals, rand.Text() + rand.Text(), nil
}

// deliver has an edge hand on what it keeps and gather what there is, until the stack is closed.
func (r *stack) deliver(e *edge.Edge) {
	ctx, stop := context.WithCancel(context.Background())
	var both sync.WaitGroup
	both.Go(func() { e.Deliver(ctx) })
	both.Go(func() { e.Gather(ctx) })
	both.Go(func() { e.Watch(ctx) })
	both.Go(func() { e.Sites(ctx) })
	r.closers = append(r.closers, func() error {
		stop()
		both.Wait()
		// What somebody sent is finished, whether or not they wait for it any longer.
		e.Wait()
		return nil
	})
}

// edgeBefore gives the edge its own paths and everything else to site.
func edgeBefore(e, site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, section := range [...]string{"/api/", "/widget/", "/core/", "/w/", "/feedback/"} {
			if strings.HasPrefix(r.URL.Path, section) {
				e.ServeHTTP(w, r)
				return
			}
		}
		if slices.Contains([]string{"/healthz", "/readyz", "/feedback"}, r.URL.Path) {
			e.ServeHTTP(w, r)
			return
		}
		site.ServeHTTP(w, r)
	})
}

// startSandbox opens the sandbox at a port that stays the same as long as it
// is free, so that accounts in the sidebar survive a restart.
func (r *stack) startSandbox(ctx context.Context, taken int, progress io.Writer) error {
	listener, err := listenFrom(ctx, sandboxPort, taken)
	if err != nil {
		return err
	}
	r.closers = append(r.closers, listener.Close)
	path, err := r.file("sandbox", "helpdesk.db")
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		fmt.Fprintln(progress, "making the sandbox's people, ideas and tickets (at the first start only)")
	}
	server, err := sandbox.Open(ctx, sandbox.Options{Path: path})
	if errors.Is(err, sandbox.ErrOutdated) {
		fmt.Fprintln(progress, "making the sandbox's people, ideas and tickets anew, since this version keeps them in another form")
		if err := removeDatabases(filepath.Dir(path)); err != nil {
			return err
		}
		server, err = sandbox.Open(ctx, sandbox.Options{Path: path})
	}
	if err != nil {
		return fmt.Errorf("%w\nThe made-up data of this stack is in %s: remove that folder and start again to have it made anew", err, filepath.Dir(path))
	}
	r.closers = append(r.closers, server.Close)
	endpoints := server.Endpoints("http://" + listener.Addr().String())
	r.sandbox = &endpoints
	r.serve(listener, server)
	return nil
}

// removeDatabases removes the databases of a place: the helpdesk's, and with it
// what the edge remembers of it.
func removeDatabases(folder string) error {
	for _, name := range [...]string{"helpdesk.db", "edge.db"} {
		for _, part := range [...]string{"", "-wal", "-shm"} {
			if err := os.Remove(filepath.Join(folder, name+part)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// openStore opens the edge's memory of one helpdesk.
func (r *stack) openStore(place string) (*sql.DB, error) {
	path, err := r.file(place, "edge.db")
	if err != nil {
		return nil, err
	}
	db, err := command.OpenStore(path)
	if err != nil {
		return nil, err
	}
	r.closers = append(r.closers, db.Close)
	return db, nil
}

// file returns the path of a file of the stack's own and makes its folder.
// place may be a host with a port.
func (r *stack) file(place, name string) (string, error) {
	dir := filepath.Join(r.settings.state, strings.NewReplacer(":", "_", "[", "", "]", "").Replace(place))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make a folder for the stack's data: %w", err)
	}
	return filepath.Join(dir, name), nil
}

func (r *stack) serve(listener net.Listener, handler http.Handler) {
	web := &http.Server{
		Handler: handler, MaxHeaderBytes: 64 << 10,
		ReadHeaderTimeout: 10 * time.Second, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
	}
	r.closers = append(r.closers, func() error {
		ending, stop := context.WithTimeout(context.Background(), lastWords)
		defer stop()
		if web.Shutdown(ending) != nil {
			return web.Close()
		}
		return nil
	})
	go func() {
		if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			r.failed <- err
		}
	}()
}

// lastWords is how long a server that ends waits for answers that are under way: as long
// as one may take.
var lastWords = decide.Patience + time.Second

// wait returns when ctx ends or a server fails, with everything stopped.
func (r *stack) wait(ctx context.Context) error {
	defer r.close()
	select {
	case err := <-r.failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

// close stops everything, the last started first.
func (r *stack) close() {
	for i := len(r.closers) - 1; i >= 0; i-- {
		_ = r.closers[i]()
	}
	r.closers = nil
}
