//go:build js && wasm

// Package bindings reads the settings of the Worker from its environment.
package bindings

import (
	"errors"
	"syscall/js"

	"github.com/norunners/vert"

	"deskside/shared/core/edge"
)

// environment is flat and holds strings only: of all that the converter can
// do, that is what it does without surprises.
type environment struct {
	UpstreamURL string `js:"UPSTREAM_URL"`
	APIKey      string `js:"API_KEY"`
	Origins     string `js:"ORIGINS"`
}

// Read reads the environment of a request: two variables and a secret, which is
// never part of an error. Errors say what to set.
func Read(env js.Value) (edge.Settings, error) {
	var e environment
	if env.Type() != js.TypeObject {
		return edge.Settings{}, errors.New("the Worker has no environment")
	}
	if err := (vert.Value{Value: env}).AssignTo(&e); err != nil {
		return edge.Settings{}, errors.New("UPSTREAM_URL, API_KEY and ORIGINS must be texts")
	}
	return edge.Settings{Upstream: e.UpstreamURL, Key: e.APIKey, Origins: e.Origins}, nil
}
