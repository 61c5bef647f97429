package turnstile

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

// Proxy is a proxy (RFC 9110, 9.3.6) that leads to challenges.cloudflare.com and nowhere else:
// to t, under a certificate that signs itself. What is asked of it directly is asked of t, too.
func Proxy(t *Turnstile, certificate tls.Certificate) http.Handler {
	arrived := make(chan net.Conn)
	server := &http.Server{Handler: t, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		_ = server.Serve(tls.NewListener(listener(arrived), &tls.Config{Certificates: []tls.Certificate{certificate}})) // it goes on as long as the program
	}()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method != http.MethodConnect:
			t.ServeHTTP(w, r)
		case r.Host != Host+":443":
			http.Error(w, "this leads to "+Host+" alone", http.StatusForbidden)
		default:
			connection, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			if _, err := io.WriteString(connection, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
				connection.Close()
				return
			}
			arrived <- connection
		}
	})
}

// listener hands on connections that have come in another way.
type listener chan net.Conn

func (l listener) Accept() (net.Conn, error) {
	connection, open := <-l
	if !open {
		return nil, net.ErrClosed
	}
	return connection, nil
}

func (l listener) Close() error { return nil }

func (l listener) Addr() net.Addr { return &net.TCPAddr{} }

// Endpoints are where one is and what opens it, as the command prints it. A program that is
// given URL as HTTPS_PROXY and Certificate as SSL_CERT_FILE takes it for Cloudflare.
type Endpoints struct {
	URL         string `json:"url"`
	Certificate string `json:"certificate"`
	SiteKey     string `json:"site_key"`
	Secret      string `json:"secret"`
}

// Run is the command: it serves one until ctx ends, and prints where as a line of JSON.
func Run(ctx context.Context, args []string, certify func(names []string, now time.Time) (tls.Certificate, []byte, error), stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("turnstile", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("addr", "127.0.0.1:0", "host:port to listen at; port 0 takes a free one")
	file := flags.String("tls", "turnstile.pem", "file for the certificate, which is made anew")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	certificate, text, err := certify([]string{Host}, time.Now())
	if err != nil {
		return err
	}
	if err := os.WriteFile(*file, text, 0o644); err != nil {
		return fmt.Errorf("write the certificate: %w", err)
	}
	listening, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *address)
	if err != nil {
		return fmt.Errorf("listen at %s: %w", *address, err)
	}
	server := &http.Server{Handler: Proxy(New(time.Now), certificate), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	line, err := json.Marshal(Endpoints{"http://" + listening.Addr().String(), *file, SiteKey, Secret})
	if err == nil {
		_, err = fmt.Fprintf(stdout, "%s\n", line)
	}
	if err != nil {
		return errors.Join(err, listening.Close())
	}
	if err := server.Serve(listening); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
