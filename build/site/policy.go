package site

import (
	"net/url"
	"slices"
	"strings"
)

// policy is a Content Security Policy (CSP 3) as far as it is about what a page brings in.
type policy map[string][]string

func parsePolicy(text string) policy {
	p := policy{}
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		name := strings.ToLower(words[0])
		if _, twice := p[name]; !twice { // the first counts (2.2.1)
			p[name] = words[1:]
		}
	}
	return p
}

// instead are the directives that hold for one where it is not there (6.8.3).
var instead = map[string][]string{
	"script-src": {"script-src-elem", "script-src", "default-src"},
	"frame-src":  {"frame-src", "child-src", "default-src"},
}

// allows reports whether a page at an origin may bring in something from an edge. Where
// scripts are let through by a nonce or a hash, the address does not matter: whether the
// script has the one of the page is between the two.
func (p policy) allows(directive, edge, origin string) bool {
	for _, name := range instead[directive] {
		sources, is := p[name]
		if !is {
			continue
		}
		return slices.ContainsFunc(sources, func(source string) bool {
			if directive == "script-src" && (strings.HasPrefix(source, "'nonce-") || strings.HasPrefix(source, "'sha")) {
				return true
			}
			return matches(source, edge, origin)
		})
	}
	return true
}

// matches reports whether a source expression is about an edge (6.7.2.8).
func matches(source, edge, origin string) bool {
	at, err := url.Parse(edge)
	if err != nil {
		return false
	}
	switch lower := strings.ToLower(source); {
	case lower == "*":
		return at.Scheme == "https" || at.Scheme == "http"
	case lower == "'self'":
		return edge == origin
	case strings.HasPrefix(lower, "'"):
		return false
	case strings.HasSuffix(lower, ":"):
		return lower == at.Scheme+":" || lower == "http:" && at.Scheme == "https"
	default:
		scheme, rest, found := strings.Cut(lower, "://")
		if !found {
			scheme, rest = "", lower
		}
		if scheme != "" && scheme != at.Scheme && !(scheme == "http" && at.Scheme == "https") {
			return false
		}
		host, path, _ := strings.Cut(rest, "/")
		if path != "" && path != "w/" && path != "widget/" {
			return false
		}
		name, port, ported := strings.Cut(host, ":")
		if ported && port != "*" && port != at.Port() && !(at.Port() == "" && port == map[string]string{"https": "443", "http": "80"}[at.Scheme]) || !ported && at.Port() != "" {
			return false
		}
		if suffix, wild := strings.CutPrefix(name, "*"); wild {
			return strings.HasPrefix(suffix, ".") && strings.HasSuffix(at.Hostname(), suffix)
		}
		return name == at.Hostname()
	}
}
