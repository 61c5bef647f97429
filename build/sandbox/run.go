package sandbox

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

// Run is the command: it serves a sandbox until ctx ends. When it is ready it
// prints the endpoints as one line of JSON to stdout; requests are logged to
// stderr with --log.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var f flags
	if err := f.parse(args, stderr); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	logger := log.New(stderr, "sandbox: ", log.Ltime)
	if f.verbose {
		f.options.OnRequest = func(record Record) {
			logger.Printf("%d %s %s %s %s", record.Status, record.Method, record.Path, record.Operation, record.Fault)
		}
	}
	server, err := Open(ctx, f.options)
	if err != nil {
		return err
	}
	defer server.Close()
	var secure *tls.Config
	if f.certificate != "" {
		signed, text, err := CertificateFor(f.names, time.Now())
		if err != nil {
			return fmt.Errorf("make a certificate: %w", err)
		}
		if err := os.WriteFile(f.certificate, text, 0o644); err != nil {
			return fmt.Errorf("write the certificate: %w", err)
		}
		secure = &tls.Config{Certificates: []tls.Certificate{signed}}
	}
	return serve(ctx, server, &f, secure, stdout, logger)
}

// serve serves http, or https where secure is set, and then http at f.plain too.
func serve(ctx context.Context, server *Server, f *flags, secure *tls.Config, stdout io.Writer, logger *log.Logger) error {
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, ErrorLog: logger}
	failed := make(chan error, 2)
	begin := func(address string, secure *tls.Config) (string, error) {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
		if err != nil {
			return "", fmt.Errorf("listen at %s: %w", address, err)
		}
		scheme, at := "http://", listener.Addr().String()
		if secure != nil {
			scheme, listener = "https://", tls.NewListener(listener, secure)
		}
		go func() { failed <- web.Serve(listener) }()
		return scheme + at, nil
	}
	base, err := begin(f.address, secure)
	if err == nil && f.plain != "" {
		_, err = begin(f.plain, nil)
	}
	if err == nil {
		var line []byte
		if line, err = json.Marshal(server.Endpoints(base)); err == nil {
			_, err = fmt.Fprintf(stdout, "%s\n", line)
		}
	}
	if err != nil {
		web.Close()
		return err
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := web.Shutdown(ending); err != nil {
		return web.Close()
	}
	return nil
}
