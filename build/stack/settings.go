package stack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"

	"deskside/shared/api"
	"deskside/shared/words/print"
)

const (
	defaultPort = 8787
	sandboxPort = 8788
)

// settings are where the stack runs and against what.
type settings struct {
	port        int
	dist, state string
	// assets is the folder of what the edge serves of the widget.
	assets string
	log    func(string)
	// operator is the port of the console for whoever runs it, 0 for any, and operatorKey
	// what opens it.
	operator    int
	operatorKey string
	// around is put around everything that the front answers; nil where nothing is.
	around func(http.Handler) http.Handler
	// useresponse and usedesk are accounts of real helpdesks; without a key the
	// sandbox stands in.
	useresponse, usedesk account
}

// account is a helpdesk and a key of it.
type account struct {
	base api.Base
	key  string
}

func newAccount(address, key string) (account, error) {
	base, err := api.ParseBase(address)
	if err != nil {
		return account{}, err
	}
	return account{base, key}, nil
}

func readSettings(getenv func(string) string) (settings, error) {
	var s settings
	var err error
	if s.port, err = portOf(getenv, "PORT", defaultPort); err != nil {
		return s, err
	}
	if s.operator, err = portOf(getenv, "OPERATOR_PORT", 0); err != nil {
		return s, err
	}
	s.operatorKey = strings.TrimSpace(getenv("DESKSIDE_OPERATOR_KEY"))
	if s.operatorKey == "" {
		s.operatorKey = rand.Text()
	}
	if s.useresponse, err = readAccount(getenv, "USERESPONSE_URL", "USERESPONSE_API_KEY"); err != nil {
		return s, err
	}
	s.usedesk, err = readAccount(getenv, "USEDESK_URL", "USEDESK_API_TOKEN")
	return s, err
}

// portOf reads a variable that is a port, 0 for any free one.
func portOf(getenv func(string) string, variable string, otherwise int) (int, error) {
	text := strings.TrimSpace(getenv(variable))
	if text == "" {
		return otherwise, nil
	}
	port, err := strconv.Atoi(text)
	if err != nil || port < 0 || port > 65535 {
		return otherwise, errors.New(variable + " must be a number from 1 to 65535, or 0 for any free port")
	}
	return port, nil
}

// readAccount reads an account from two variables, which come together or not at all.
func readAccount(getenv func(string) string, address, key string) (account, error) {
	where, secret := strings.TrimSpace(getenv(address)), strings.TrimSpace(getenv(key))
	switch {
	case where == "" && secret == "":
		return account{}, nil
	case where == "":
		return account{}, fmt.Errorf("%s is set but %s is not: set both, or neither to use the sandbox", key, address)
	case secret == "":
		return account{}, fmt.Errorf("%s is set but %s is not: set both, or neither to use the sandbox", address, key)
	}
	a, err := newAccount(where, secret)
	if err != nil {
		var e *api.Error
		if errors.As(err, &e) {
			return a, fmt.Errorf("%s: %s", address, print.Local(os.Getenv).Say(e.Say()))
		}
	}
	return a, err
}

// listen takes the port that was asked for, or says what to do instead.
func listen(ctx context.Context, port int) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES) {
		return nil, fmt.Errorf("port %d of 127.0.0.1 is taken by another program: stop that, or choose another port with PORT=%d make run", port, port+1000)
	}
	return listener, err
}

// listenFrom takes the first free port from first on, leaving one out.
func listenFrom(ctx context.Context, first, taken int) (net.Listener, error) {
	for port := first; port < first+20; port++ {
		if port == taken {
			continue
		}
		if listener, err := listen(ctx, port); err == nil {
			return listener, nil
		}
	}
	return listen(ctx, 0)
}
