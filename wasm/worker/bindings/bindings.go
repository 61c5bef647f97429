//go:build js && wasm

// Package bindings reads the configuration of the Worker from its environment.
// It must not know what the configuration is for.
package bindings

import (
	"errors"
	"strings"
	"syscall/js"

	"github.com/norunners/vert"
)

// Config is what an owner sets: two variables and a secret.
type Config struct {
	// UpstreamURL is the address of the helpdesk.
	UpstreamURL string
	// APIKey is a key of it. It is never part of an error.
	APIKey string
	// Origins are the sites that may embed the widget.
	Origins []string
}

// environment is flat and holds strings only: of all that the converter can
// do, that is what it does without surprises.
type environment struct {
	UpstreamURL string `js:"UPSTREAM_URL"`
	APIKey      string `js:"API_KEY"`
	Origins     string `js:"ORIGINS"`
}

// Read reads the environment of a request. Errors say what to set.
func Read(env js.Value) (Config, error) {
	var e environment
	if env.Type() != js.TypeObject {
		return Config{}, errors.New("the Worker has no environment")
	}
	if err := (vert.Value{Value: env}).AssignTo(&e); err != nil {
		return Config{}, errors.New("UPSTREAM_URL, API_KEY and ORIGINS must be texts")
	}
	c := Config{UpstreamURL: strings.TrimSpace(e.UpstreamURL), APIKey: strings.TrimSpace(e.APIKey)}
	if c.UpstreamURL == "" {
		return c, errors.New("set the variable UPSTREAM_URL to the address of the helpdesk")
	}
	if c.APIKey == "" {
		return c, errors.New("set the secret API_KEY: npx wrangler secret put API_KEY")
	}
	for origin := range strings.FieldsFuncSeq(e.Origins, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' }) {
		c.Origins = append(c.Origins, origin)
	}
	return c, nil
}
