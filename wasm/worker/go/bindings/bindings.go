//go:build js && wasm

// Package bindings reads what the Worker is given by the platform: the settings in its
// environment, and the messages of its queue.
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
	UpstreamURL   string `js:"UPSTREAM_URL"`
	APIKey        string `js:"API_KEY"`
	Origins       string `js:"ORIGINS"`
	APIHost       string `js:"API_HOST"`
	OperatorKey   string `js:"OPERATOR_KEY"`
	AccessTeam    string `js:"ACCESS_TEAM"`
	AccessAUD     string `js:"ACCESS_AUD"`
	Identities    string `js:"IDENTITY_KEYS"`
	Audience      string `js:"IDENTITY_AUDIENCE"`
	Guests        string `js:"GUESTS"`
	Rates         string `js:"RATES"`
	Protect       string `js:"PROTECT"`
	Turnstile     string `js:"TURNSTILE_SITE_KEY"`
	TurnstileKey  string `js:"TURNSTILE_SECRET"`
	SealKeys      string `js:"SEAL_KEYS"`
	BlockSecret   string `js:"BLOCK_SECRET"`
	BlockIn       string `js:"BLOCK_LANGUAGE"`
	AlertURL      string `js:"ALERT_URL"`
	AlertLetters  string `js:"ALERT_LETTERS"`
	AlertMinutes  string `js:"ALERT_MINUTES"`
	AlertLanguage string `js:"ALERT_LANGUAGE"`
	Retention     string `js:"RETENTION_DAYS"`
}

// Read reads the settings in the environment of a request, and the keys to seal with.
// Secrets are never part of an error. Errors say what to set.
func Read(env js.Value) (settings edge.Settings, sealKeys string, err error) {
	e, err := read(env)
	return edge.Settings{
		Upstream: e.UpstreamURL, Key: e.APIKey, Origins: e.Origins, Root: e.APIHost,
		Identities: e.Identities, Audience: e.Audience, Guests: e.Guests, Seals: e.SealKeys != "",
		Rates: e.Rates, Protect: e.Protect, Turnstile: e.Turnstile, TurnstileSecret: e.TurnstileKey,
		BlockSecret: e.BlockSecret, BlockLanguage: e.BlockIn,
		Alert: e.AlertURL, AlertLetters: e.AlertLetters, AlertMinutes: e.AlertMinutes, AlertLanguage: e.AlertLanguage, Retention: e.Retention,
	}, e.SealKeys, err
}

// Console is what opens the operator's console: a key, or Cloudflare Access in front of it.
type Console struct{ Key, AccessTeam, AccessAUD string }

// Operator reads what opens the operator's console, nothing where this is none.
func Operator(env js.Value) (Console, error) {
	e, err := read(env)
	return Console{e.OperatorKey, e.AccessTeam, e.AccessAUD}, err
}

// call is a message of the queue, which worker.ts writes in the same way.
type call struct {
	Entry string `js:"entry"`
	Site  string `js:"site"`
}

// Call reads in the lane of which entry of which site a message calls to look. Errors
// repeat nothing of it.
func Call(message js.Value) (site, entry string, err error) {
	var c call
	if message.Type() == js.TypeObject {
		err = vert.Value{Value: message}.AssignTo(&c)
	}
	if err != nil || c.Entry == "" {
		return "", "", errors.New("a message of the queue names no entry")
	}
	return c.Site, c.Entry, nil
}

// CallOf is a message that does so.
func CallOf(site, entry string) js.Value { return vert.ValueOf(call{entry, site}).JSValue() }

// Secret is a secret of the Worker, "" where there is none of that name.
func Secret(env js.Value, name string) string {
	if text := env.Get(name); text.Type() == js.TypeString {
		return text.String()
	}
	return ""
}

func read(env js.Value) (e environment, err error) {
	if env.Type() != js.TypeObject {
		return e, errors.New("the Worker has no environment")
	}
	if err := (vert.Value{Value: env}).AssignTo(&e); err != nil {
		return environment{}, errors.New("UPSTREAM_URL, API_KEY and the other variables and secrets of the Worker must be texts")
	}
	return e, nil
}
